from typing import Any

import pytest

from api.pages.wijkfoto.plain_figure import plain_figure
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.status import Status
from tests.geodata.wijkfoto.building import OLD, figure


def told(key: str, value: float | None, **facts: Any) -> str:
    written = plain_figure(figure(key, value, **facts), load_catalogue().indicator(key))
    return written.text if written else ""


@pytest.mark.parametrize(
    ("value", "lowest", "highest", "expected"),
    [
        (10_480, 10_476, 10_484, "ongeveer 10.480"),
        (8_285, 8_281, 8_289, "ongeveer 8.285"),
        (41, 41, 41, "41"),
        (10_405, 10_401, 10_409, "ongeveer 10.405"),
        (93_307, 93_307, 93_307, "ongeveer 93.310"),
        (320, 303, 337, "tussen 300 en 340"),
    ],
)
def test_a_count_is_about_as_many_unless_that_hides_how_unsure_it_is(
    value: float | None, lowest: float, highest: float, expected: str
) -> None:
    assert told("inwoners", value, lowest=lowest, highest=highest) == expected


@pytest.mark.parametrize(
    ("value", "reach", "expected"),
    [
        (20, 0.5, "ongeveer 1 op de 5"),
        (18, 0.5, "ongeveer 18 van de 100"),
        (50, 0.5, "ongeveer de helft van de"),
        (18, 4.2, "tussen 13 en 23 van de 100"),
        (0.4, 0.05, "minder dan 1 van de 100"),
        (99.6, 0.3, "bijna alle"),
    ],
)
def test_a_share_is_so_many_of_a_hundred(value: float, reach: float, expected: str) -> None:
    assert told(OLD, value, lowest=value - reach, highest=value + reach) == expected


@pytest.mark.parametrize(
    ("key", "value", "reach", "expected"),
    [
        ("gem_woz_waarde", 242, 0.5, "ongeveer €\N{NO-BREAK SPACE}242.000"),
        ("afstand_basisschool", 0.6, 0.05, "tussen 550 en 650\N{NO-BREAK SPACE}meter"),
        ("gem_woz_waarde", 416, 0, "ongeveer €\N{NO-BREAK SPACE}416.000"),
        ("gem_woz_waarde", 268, 31.4, "tussen €\N{NO-BREAK SPACE}236.000 en €\N{NO-BREAK SPACE}300.000"),
        ("personenautos_per_huishouden", 0.8, 0.05, "tussen 0,75 en 0,85"),
        ("afstand_basisschool", 2.0, 0.05, "ongeveer 2.000\N{NO-BREAK SPACE}meter"),
        ("gem_huishoudensgrootte", 2.1, 0.05, "ongeveer 2,1"),
        ("gem_aardgasverbruik", 1898, 20, "ongeveer 1.900\N{NO-BREAK SPACE}kubieke meter"),
    ],
)
def test_other_figures_have_a_unit_that_people_use(key: str, value: float, reach: float, expected: str) -> None:
    assert told(key, value, lowest=value - reach, highest=value + reach) == expected


@pytest.mark.parametrize(("value", "is_one"), [(1.2, True), (0.4, True), (18, False)])
def test_one_of_a_hundred_is_singular(value: float, is_one: bool) -> None:
    written = plain_figure(figure(OLD, value), load_catalogue().indicator(OLD))
    assert written is not None
    assert written.is_one is is_one


def test_what_is_secret_is_not_told() -> None:
    assert told(OLD, None, status=Status.SECRET) == ""


@pytest.mark.parametrize(
    ("key", "ends", "status", "expected"),
    [
        ("inwoners", (301, 339), Status.INCOMPLETE, "tussen 300 en 340"),
        (OLD, (10.2, 20.7), Status.INCOMPLETE, "tussen 10 en 21 van de 100"),
        (OLD, (0, 100), Status.INCOMPLETE, ""),
        ("uitkering_ww", (0, 7), Status.SECRET, ""),
        ("afstand_basisschool", (0, 200), Status.INCOMPLETE, ""),
    ],
)
def test_a_range_without_a_figure_is_told_only_where_it_tells_something(
    key: str, ends: tuple[float, float], status: Status, expected: str
) -> None:
    assert told(key, None, lowest=ends[0], highest=ends[1], status=status) == expected
