import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.checks.identities import IDENTITIES, identity_faults
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.status import Status
from tests.etl.checks.batches import figures, in_one_area

AGES = {
    "inwoners_0_15": 20,
    "inwoners_15_25": 15,
    "inwoners_25_45": 30,
    "inwoners_45_65": 25,
    "inwoners_65_plus": 30,
}


def messages(**values: float) -> list[str]:
    return [fault.message for fault in identity_faults(in_one_area(**values), load_catalogue())]


def test_every_identity_speaks_of_indicators_in_the_catalogue() -> None:
    keys = {key for it in IDENTITIES for key in (*it.parts, it.whole, it.counted_in) if isinstance(key, str)}
    assert keys <= set(load_catalogue().indicators)


def test_ages_within_their_rounding_add_up() -> None:
    assert messages(**AGES, inwoners=120) == []
    assert messages(**AGES, inwoners=140) == []
    assert messages(**AGES, inwoners=100) == []


@pytest.mark.parametrize("inwoners", [95, 145])
def test_ages_that_do_not_add_up_are_a_warning(inwoners: float) -> None:
    (fault,) = identity_faults(in_one_area(**AGES, inwoners=inwoners), load_catalogue())
    assert (fault.check, fault.severity, fault.row, fault.column, fault.value) == (
        "telt niet op",
        "waarschuwing",
        "BU08280000",
        "inwoners_0_15",
        "120",
    )
    assert f"over 2024 is samen 120; verwacht is {inwoners} (inwoners), met hoogstens 20 verschil" in fault.message


def test_parts_of_which_one_is_missing_are_not_added() -> None:
    one_secret = figures(
        ("BU08280000", "mannen", 60),
        ("BU08280000", "vrouwen", math.nan, Status.SECRET),
        ("BU08280000", "inwoners", 500),
    )
    assert list(identity_faults(one_secret, load_catalogue())) == []


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"mannen": 60, "vrouwen": 70, "inwoners": 120}, 0),
        ({"mannen": 60, "vrouwen": 75, "inwoners": 120}, 1),
        ({"pct_eengezinswoning": 63, "pct_meergezinswoning": 38}, 0),
        ({"pct_eengezinswoning": 63, "pct_meergezinswoning": 39}, 1),
        ({"pct_koopwoningen": 60, "pct_huurwoningen": 30}, 0),  # of the rest the owner is unknown
        ({"pct_koopwoningen": 60, "pct_huurwoningen": 29}, 1),
        ({"pct_koopwoningen": 60, "pct_huurwoningen": 42}, 1),
        ({"pct_huur_corporatie": 20, "pct_huur_overig": 9, "pct_huurwoningen": 30}, 0),
        ({"pct_huur_corporatie": 20, "pct_huur_overig": 8, "pct_huurwoningen": 30}, 1),
        ({"oppervlakte_land": 10, "oppervlakte_water": 3, "oppervlakte_totaal": 12}, 0),
        ({"oppervlakte_land": 10, "oppervlakte_water": 4, "oppervlakte_totaal": 12}, 1),
    ],
)
def test_each_identity_allows_its_rounding_and_no_more(values: dict[str, float], count: int) -> None:
    assert len(messages(**values)) == count


def test_shares_of_nobody_are_all_zero_and_no_fault() -> None:
    assert messages(pct_ongehuwd=0, pct_gehuwd=0, pct_gescheiden=0, pct_verweduwd=0) == []


def test_shares_of_few_may_be_further_off_when_they_come_from_rounded_counts() -> None:
    shares = {"pct_ongehuwd": 50, "pct_gehuwd": 33, "pct_gescheiden": 0, "pct_verweduwd": 0}
    assert messages(**shares, inwoners=30) == []
    assert messages(**shares, inwoners=3_000) != []
    assert messages(**shares) != []


@pytest.mark.parametrize(
    ("density", "class_", "count"), [(2500, 1, 0), (1500, 2, 0), (999, 4, 0), (0, 5, 0), (1600, 3, 1), (400, 4, 1)]
)
def test_a_class_follows_from_its_number(density: float, class_: float, count: int) -> None:
    assert len(messages(omgevingsadressendichtheid=density, stedelijkheid=class_)) == count


@pytest.mark.parametrize("class_", [3, 4])
def test_a_number_on_a_threshold_may_have_been_rounded_up_to_it(class_: float) -> None:
    assert messages(omgevingsadressendichtheid=1000, stedelijkheid=class_) == []


def test_each_year_and_area_is_added_apart() -> None:
    two = figures(
        ("BU08280000", "mannen", 60),
        ("BU08280000", "vrouwen", 60),
        ("BU08280000", "inwoners", 120),
        ("BU08280001", "mannen", 10),
        ("BU08280001", "vrouwen", 10),
        ("BU08280001", "inwoners", 120),
    )
    assert [fault.row for fault in identity_faults(two, load_catalogue())] == ["BU08280001"]


def test_no_figures_have_no_faults() -> None:
    assert list(identity_faults(figures(), load_catalogue())) == []


@settings(max_examples=40)
@given(st.tuples(*[st.integers(0, 500)] * 5), st.tuples(*[st.integers(-4, 4)] * 5))
def test_random_rounding_of_parts_alone_never_breaks_the_ages(truth: tuple[int, ...], noise: tuple[int, ...]) -> None:
    published = {key: max(0, t + n) for key, t, n in zip(AGES, truth, noise, strict=True)}
    assert messages(**published, inwoners=sum(truth)) == []
