from dataclasses import replace
from datetime import date

import pytest

from api.judging.sentences import ORIGIN_SENTENCE, change_sentence, comparison_sentence, why_not_compared
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.signals import judge
from geodata.indicators.comparing.trends import Change, SeriesPoint, trend_of
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status

CATALOGUE = load_catalogue()
MODEL = (
    "Niet te vergelijken met Oost: de bron berekent dit cijfer met een model, en publiceert niet hoe ver het ernaast "
    "kan zitten."
)


def ranged(value: float, half: float = 0.5) -> Figure:
    return Figure(value, value - half, value + half, status=Status.ROUNDED)


def likely(value: float) -> Figure:
    return replace(ranged(value, 20), likely_lowest=value - 1, likely_highest=value + 1)


@pytest.mark.parametrize(
    ("key", "own", "other", "sentence"),
    [
        ("pct_huishoudens_laag_inkomen", ranged(9), ranged(6), "Zeker hoger dan in Oost; dat is ongunstiger."),
        ("pct_huishoudens_laag_inkomen", likely(6), likely(16), "Waarschijnlijk lager dan in Oost; dat is gunstiger."),
        ("pct_inwoners_65_plus", ranged(9), ranged(6), "Zeker hoger dan in Oost."),
        ("pct_herkomst_buiten_europa", ranged(9), ranged(6), ORIGIN_SENTENCE),
        (
            "pct_inwoners_65_plus",
            ranged(6),
            ranged(6),
            "Niet te onderscheiden van Oost: het verschil valt binnen de onzekerheid.",
        ),
        (
            "pct_inwoners_65_plus",
            Figure(None, status=Status.SECRET),
            ranged(6),
            "Niet te vergelijken met Oost: er is te weinig van bekend.",
        ),
        (
            "pct_eenzaam",
            ranged(60),
            ranged(40),
            MODEL,
        ),
        (
            "bewoners_pct_onveilig",
            ranged(60),
            ranged(40),
            "Niet te vergelijken met Oost: van een van beide is de marge van de steekproef niet bekend.",
        ),
    ],
)
def test_a_comparison_is_one_plain_sentence(key: str, own: Figure, other: Figure, sentence: str) -> None:
    indicator = CATALOGUE.indicator(key)
    assert comparison_sentence(judge(own, other, indicator), indicator, "Oost") == sentence


def test_why_areas_are_not_compared_depends_on_what_is_counted() -> None:
    assert "hoe groter een gebied" in comparison_sentence(None, CATALOGUE.indicator("inwoners"), "Oost")
    assert "klasse" in why_not_compared(CATALOGUE.indicator("stedelijkheid"))


def change(key: str, earlier: Figure, later: Figure) -> str:
    points = [SeriesPoint(year, one, date(year, 1, 1)) for year, one in ((2022, earlier), (2024, later))]
    found = trend_of(CATALOGUE.indicator(key), points).since_first
    assert isinstance(found, Change)
    return change_sentence(found, CATALOGUE.indicator(key))


def test_a_change_names_its_year_and_how_sure_it_is() -> None:
    assert change("inwoners", ranged(100, 4), ranged(120, 4)) == "Zeker gestegen sinds 2022."
    assert change("inwoners", ranged(100, 4), ranged(104, 4)) == (
        "Sinds 2022 geen verandering die groter is dan de onzekerheid."
    )


def test_a_change_of_what_was_carried_over_says_that_a_part_is_estimated() -> None:
    carried = replace(ranged(100, 4), estimated_share=0.3, status=Status.ESTIMATED)
    assert change("inwoners", carried, ranged(120, 4)) == (
        "Waarschijnlijk gestegen sinds 2022. Een deel is geschat, omdat er grenzen veranderden."
    )


def test_where_a_change_cannot_be_told_the_reason_is_given() -> None:
    assert change("pct_eenzaam", ranged(40), ranged(60)).startswith("Of dit sinds 2022 veranderde is niet te zeggen:")
