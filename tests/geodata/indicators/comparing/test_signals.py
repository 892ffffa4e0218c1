from dataclasses import replace

import pytest

from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.differences import Certainty, Verdict
from geodata.indicators.comparing.signals import (
    Signal,
    is_amount,
    is_comparable_between_areas,
    judge,
    judge_each,
    signal_of,
)
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Direction, Indicator
from geodata.indicators.status import Status
from tests.geodata.indicators.comparing.figures import likely, rounded

HIGH, LOW = rounded(15, 0.5), rounded(12, 0.5)


def indicator(key: str) -> Indicator:
    return load_catalogue().indicator(key)


@pytest.mark.parametrize(
    ("direction", "higher", "lower"),
    [
        (Direction.HIGHER_IS_BETTER, "gunstiger", "ongunstiger"),
        (Direction.LOWER_IS_BETTER, "ongunstiger", "gunstiger"),
        (Direction.NEITHER, None, None),
    ],
)
def test_higher_is_better_worse_or_neither(direction: Direction, higher: str | None, lower: str | None) -> None:
    assert (signal_of(Verdict.HIGHER, direction), signal_of(Verdict.LOWER, direction)) == (higher, lower)


@pytest.mark.parametrize("direction", Direction)
def test_within_the_noise_nothing_is_better_whatever_the_direction(direction: Direction) -> None:
    assert signal_of(Verdict.INDISTINGUISHABLE, direction) is Signal.INDISTINGUISHABLE
    assert signal_of(Verdict.INSUFFICIENT, direction) is Signal.INSUFFICIENT


def test_a_longer_distance_is_less_favourable() -> None:
    found = judge(HIGH, LOW, indicator("afstand_basisschool"))
    assert (found.word, found.signal, found.certainty) == ("hoger", "ongunstiger", Certainty.CERTAIN)


def test_origin_is_higher_or_lower_and_never_better() -> None:
    found = judge(HIGH, LOW, indicator("pct_herkomst_buiten_europa"))
    assert (found.word, found.signal) == ("hoger", None)


def test_a_secret_figure_gives_no_signal() -> None:
    secret = Figure(None, status=Status.SECRET, coverage=0)
    found = judge(secret, LOW, indicator("pct_personen_armoede"))
    assert (found.word, found.signal, found.certainty) == ("onvoldoende gegevens", Signal.INSUFFICIENT, None)


@pytest.mark.parametrize("figures", [(HIGH, LOW), (likely(15, 0.2, hard=0.5), likely(12, 0.2, hard=0.5))])
def test_a_model_whose_error_is_not_published_gives_no_signal(figures: tuple[Figure, Figure]) -> None:
    found = judge(*figures, indicator("pct_eenzaam"))
    assert (found.signal, found.certainty, found.is_noise_known) == (Signal.INSUFFICIENT, None, False)
    assert found.difference.value == 3


def test_a_survey_with_its_sampling_margin_does() -> None:
    found = judge(likely(7.4, 0.1), likely(7.0, 0.2), indicator("bewoners_rapportcijfer_leefbaarheid"))
    assert (found.signal, found.certainty, found.is_noise_known) == ("gunstiger", Certainty.LIKELY, True)


def test_a_survey_without_its_sampling_margin_gives_no_signal() -> None:
    found = judge(rounded(7.4, 0.05), likely(7.0, 0.2), indicator("bewoners_rapportcijfer_leefbaarheid"))
    assert (found.signal, found.is_noise_known) == (Signal.INSUFFICIENT, False)


@pytest.mark.parametrize("status", [Status.EXACT, Status.ROUNDED])
def test_how_a_survey_is_rounded_makes_nothing_of_it_certain(status: Status) -> None:
    one, other = (Figure(value, value, value, value - 0.3, value + 0.3, status) for value in (7.4, 7.1))
    found = judge(one, other, indicator("bewoners_rapportcijfer_leefbaarheid"))
    assert found.word is Verdict.INDISTINGUISHABLE
    assert found.difference.likely_lowest == pytest.approx(0.3 - 0.4243, abs=1e-4)


def test_how_much_has_to_be_covered_is_a_setting() -> None:
    one = replace(likely(15, 0.5), coverage=0.6)
    assert judge(one, likely(12, 0.5), indicator("afstand_park_of_plantsoen")).signal is Signal.INSUFFICIENT
    found = judge(one, likely(12, 0.5), indicator("afstand_park_of_plantsoen"), min_coverage=0.5)
    assert found.signal is Signal.UNFAVOURABLE


def test_no_indicator_on_origin_has_a_direction() -> None:
    origin = [one for one in load_catalogue().indicators.values() if one.theme.key == "herkomst"]
    assert len(origin) > 20
    assert {one.direction for one in origin} == {Direction.NEITHER}


@pytest.mark.parametrize(
    ("key", "between_areas", "over_time"),
    [
        ("pct_koopwoningen", True, True),
        ("mediaan_vermogen", True, True),
        ("inwoners", False, True),
        ("oppervlakte_land", False, True),
        ("stedelijkheid", False, False),
    ],
)
def test_counts_are_compared_over_time_only_and_classes_never(key: str, between_areas: bool, over_time: bool) -> None:
    assert (is_comparable_between_areas(indicator(key)), is_amount(indicator(key))) == (between_areas, over_time)


@pytest.mark.parametrize("key", ["afstand_basisschool", "pct_eenzaam", "bewoners_rapportcijfer_leefbaarheid"])
def test_many_figures_are_judged_as_each_is_by_itself(key: str) -> None:
    secret = Figure(None, status=Status.SECRET, coverage=0)
    figures = [HIGH, LOW, secret, likely(15, 0.2, hard=0.5), likely(12.4, 0.3)]
    assert judge_each(figures, LOW, indicator(key)) == [judge(one, LOW, indicator(key)) for one in figures]
