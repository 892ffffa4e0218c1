from datetime import date
from typing import Any

import pytest

from api.pages.figure_text import FigureText, figure_text, unit_note
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.figure import Figure
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status

NBSP = "\N{NO-BREAK SPACE}"
SHARE = "pct_inwoners_65_plus"


def written(key: str, value: float | None, ends: tuple[float | None, float | None], status: Status) -> tuple[str, str]:
    place = ("BU00010000", "Westeinde", date(2024, 1, 1), 1, key, 2024)
    text = figure_text(FigureRecord(*place, value, *ends, status, 1.0, 1), load_catalogue().indicator(key))
    return text.figure, text.margin


@pytest.mark.parametrize(
    ("key", "value", "ends", "status", "expected"),
    [
        ("inwoners", 4855, (4851, 4859), Status.ROUNDED, ("4.855", "4.851–4.859")),
        ("inwoners", 0, (None, None), Status.EXACT, ("0", "")),
        ("pct_inwoners_65_plus", 26, (25.5, 26.5), Status.ROUNDED, ("26%", "25,5–26,5%")),
        ("gem_woz_waarde", 403, (402.5, 403.5), Status.ROUNDED, (f"€{NBSP}403.000", f"€{NBSP}402.500–403.500")),
        ("pct_inwoners_65_plus", None, (0, 100), Status.SECRET, ("geheim", "")),
        ("wmo_clienten", None, (0, 7), Status.SECRET, ("geheim", "0–7")),
        ("inwoners", None, (100, 120), Status.INCOMPLETE, ("100–120", "")),
        ("inwoners", None, (None, None), Status.UNPUBLISHED, ("niet gepubliceerd", "")),
    ],
)
def test_a_figure_is_written_with_what_is_sure_about_it(
    key: str, value: float | None, ends: tuple[float | None, float | None], status: Status, expected: tuple[str, str]
) -> None:
    assert written(key, value, ends, status) == expected


def test_a_figure_that_was_not_loaded_says_so() -> None:
    text = figure_text(None, load_catalogue().indicator("inwoners"))
    assert (text.figure, text.is_missing) == ("niet geladen", True)


def composed(value: float, *ends: float, **facts: Any) -> FigureText:
    place = ("GM0001.ibor.1.1", "Rayon West", date(2024, 1, 1), None, SHARE, 2024)
    lowest, highest = ends
    usual = {"status": Status.ROUNDED, "coverage": 1.0, "likely_lowest": None, "likely_highest": None}
    figure = FigureRecord(*place, value=value, lowest=lowest, highest=highest, load_id=1, **(usual | facts))
    return figure_text(figure, load_catalogue().indicator(SHARE))


def test_a_range_is_said_to_be_sure_or_likely_with_both_its_ends() -> None:
    assert composed(26.0, 25.5, 26.5).likely == "zeker tussen 25,5% en 26,5%"
    likely = composed(26.0, 24.0, 28.0, likely_lowest=25.2, likely_highest=26.8)
    assert likely.likely == "waarschijnlijk tussen 25,2% en 26,8%"
    assert composed(26.0, 24.0, 28.0, status=Status.ESTIMATED).likely == "waarschijnlijk tussen 24% en 28%"


def test_a_figure_is_never_rounded_out_of_its_own_range() -> None:
    assert composed(20.25, 20.1, 20.4).figure == "20,3%"
    assert composed(20.25, 19.9, 20.4).figure == "20%"


def test_what_is_not_covered_or_was_estimated_is_noted_and_a_trifle_is_not() -> None:
    partly = composed(26.0, 20.0, 30.0, coverage=0.92, estimated_share=0.12, status=Status.INCOMPLETE)
    assert partly.notes == ("over 92% van het gebied", "12% is geschat")
    assert composed(26.0, 20.0, 30.0, coverage=0.998, estimated_share=0.003).notes == ()


def test_the_widest_range_of_an_estimate_is_not_called_sure() -> None:
    ends = {"likely_lowest": 25.0, "likely_highest": 27.0}
    assert composed(26.0, 20.0, 30.0, status=Status.ESTIMATED, **ends).explanation.endswith(
        "Het ruimste bereik dat de bronnen openlaten: 20–30%."
    )
    assert "zeker is dat niet" in composed(26.0, 20.0, 30.0, status=Status.ESTIMATED).explanation


SAMPLED = ("WK000101", "Westeinde", date(2024, 1, 1), 1, "bewoners_pct_onveilig", 2024)


def test_of_a_sample_the_95_percent_range_is_shown_and_said_to_be_that() -> None:
    figure = FigureRecord(*SAMPLED, 30, 0, 100, Status.ESTIMATED, 1.0, 1, likely_lowest=25.1, likely_highest=35.4)
    text = figure_text(figure, load_catalogue().indicator("bewoners_pct_onveilig"))
    assert (text.figure, text.margin) == ("30%", "25,1–35,4%")
    assert text.explanation.endswith("Met 95% zekerheid ligt het echte getal binnen het bereik dat erbij staat.")


def test_beside_a_95_percent_range_the_one_that_is_sure_is_named() -> None:
    ends = {"likely_lowest": 1239, "likely_highest": 1261}
    figure = FigureRecord(*SAMPLED, 1250, 1218, 1282, Status.ROUNDED, 1.0, 1, **ends)
    text = figure_text(figure, load_catalogue().indicator("inwoners"))
    assert text.margin == "1.239–1.261"
    assert text.explanation.endswith("Helemaal zeker is alleen: 1.218–1.282.")


def test_of_a_sample_without_margin_it_is_said_that_none_is_known() -> None:
    figure = FigureRecord(*SAMPLED, 7.4, 1, 10, Status.ESTIMATED, 1.0, 1)
    text = figure_text(figure, load_catalogue().indicator("bewoners_rapportcijfer_leefbaarheid"))
    assert (text.figure, text.margin) == ("7,4", "")
    assert text.explanation.endswith("Hoe ver het echte getal ervan af kan liggen, is niet bekend.")


def test_a_hard_range_is_said_to_be_sure() -> None:
    figure = FigureRecord(*SAMPLED, 4855, 4851, 4859, Status.ROUNDED, 1.0, 1)
    explanation = figure_text(figure, load_catalogue().indicator("inwoners")).explanation
    assert explanation.endswith("Het echte getal ligt zeker binnen het bereik dat erbij staat.")


@pytest.mark.parametrize(
    ("key", "note"),
    [
        ("bevolkingsdichtheid", "inwoners per km²"),
        ("inwoners", ""),
        ("pct_inwoners_65_plus", ""),
        ("wmo_clienten_relatief", ""),
    ],
)
def test_a_long_unit_stands_beside_the_label_unless_the_label_has_it(key: str, note: str) -> None:
    assert unit_note(load_catalogue().indicator(key)) == note


def test_a_secret_figure_says_nothing_of_the_part_that_it_covers() -> None:
    secret = Figure(None, lowest=0, highest=7, status=Status.SECRET, coverage=0.0)
    text = figure_text(secret, load_catalogue().indicator("wmo_clienten"))
    assert (text.figure, text.notes) == ("geheim", ())
