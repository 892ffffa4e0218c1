from datetime import date

import pytest

from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.differences import Certainty
from geodata.indicators.comparing.signals import Signal
from geodata.indicators.comparing.trends import SeriesPeriodError, SeriesPoint, Trend, trend_of
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.comparing.figures import bounded, likely, rounded

SECRET = Figure(None, status=Status.SECRET, coverage=0)


def point(period: int, figure: Figure) -> SeriesPoint:
    return SeriesPoint(period, figure, date(period, 1, 1))


def trend(key: str, figures: dict[int, Figure]) -> Trend:
    return trend_of(load_catalogue().indicator(key), [point(period, figure) for period, figure in figures.items()])


def segments(found: Trend) -> list[list[int]]:
    return [[one.period for one in segment.points] for segment in found.segments]


def words(found: Trend) -> tuple[str | None, str | None]:
    since_first, since_previous = (one.word.value if one else None for one in (found.since_first, found.since_previous))
    return since_first, since_previous


def test_a_change_is_one_only_beyond_the_noise_of_both_ends() -> None:
    found = trend("pct_koopwoningen", {2019: rounded(50, 0.5), 2020: rounded(51, 0.5), 2021: rounded(52, 0.5)})
    assert words(found) == ("gestegen", "niet te onderscheiden")


def test_a_fall_is_favourable_where_lower_is_better() -> None:
    found = trend("afstand_zwembad", {2023: likely(2.4, 0.1), 2024: likely(2.0, 0.1)}).since_first
    assert found is not None
    assert (found.word, found.judgement.signal) == ("gedaald", Signal.FAVOURABLE)
    assert found.judgement.certainty is Certainty.LIKELY


def test_a_change_of_what_is_neither_better_nor_worse_has_no_signal() -> None:
    found = trend("inwoners", {2023: rounded(1200, 4), 2024: rounded(1250, 4)}).since_first
    assert found is not None
    assert (found.word, found.judgement.signal) == ("gestegen", None)


def test_a_series_is_cut_where_it_breaks_and_the_cut_is_never_bridged() -> None:
    # The catalogue breaks the WOZ value in 2023.
    found = trend("gem_woz_waarde", {year: rounded(year - 1700, 0.5) for year in (2021, 2022, 2023, 2024)})
    assert segments(found) == [[2021, 2022], [2023, 2024]]
    assert [[one.year for one in segment.breaks] for segment in found.segments] == [[], [2023]]
    assert found.since_first is not None
    assert (found.since_first.earlier.period, found.since_first.later.period) == (2023, 2024)


def test_breaks_in_years_without_a_figure_cut_as_well() -> None:
    # Land and water come from another map from 2020 on, and from 2022 on.
    found = trend("oppervlakte_land", {2018: rounded(80, 0.5), 2019: rounded(80, 0.5), 2023: rounded(90, 0.5)})
    assert segments(found) == [[2018, 2019], [2023]]
    assert [one.year for one in found.segments[1].breaks] == [2020, 2022]
    assert words(found) == (None, None)


def test_points_are_ordered_by_period() -> None:
    found = trend("inwoners", {2024: rounded(1250, 4), 2022: rounded(1150, 4), 2023: rounded(1200, 4)})
    assert segments(found) == [[2022, 2023, 2024]]
    assert found.since_previous is not None
    assert found.since_previous.earlier.period == 2023


def test_a_year_without_a_figure_stays_in_the_series_and_is_no_end_of_a_change() -> None:
    found = trend("pct_koopwoningen", {2021: rounded(50, 0.5), 2022: rounded(52, 0.5), 2023: SECRET, 2024: SECRET})
    assert segments(found) == [[2021, 2022, 2023, 2024]]
    assert found.since_first is not None
    assert (found.since_first.later.period, found.since_first.word) == (2022, "gestegen")


def test_after_a_break_without_figures_the_last_segment_that_has_them_is_compared() -> None:
    found = trend("pct_bouwjaar_voor_2000", {2022: rounded(70, 0.5), 2023: rounded(60, 0.5), 2024: SECRET})
    assert segments(found) == [[2022, 2023], [2024]]
    assert words(found) == ("gedaald", "gedaald")


def test_a_range_without_a_value_can_be_the_end_of_a_change() -> None:
    found = trend("jeugdzorg", {2022: rounded(20, 2), 2023: bounded(0, 7)})
    assert words(found) == ("gedaald", "gedaald")


def test_too_little_coverage_is_too_little_to_tell() -> None:
    found = trend("inwoners", {2022: likely(1000, 10, coverage=0.6), 2023: likely(1100, 10)})
    assert words(found) == ("onvoldoende gegevens", "onvoldoende gegevens")


def test_an_end_that_was_carried_over_is_marked_and_makes_no_change_certain() -> None:
    found = trend("inwoners", {2022: rounded(1000, 4, estimated_share=0.2), 2023: rounded(1100, 4)})
    assert [one.is_marked_estimated for one in found.segments[0].points] == [True, False]
    assert found.since_first is not None
    assert found.since_first.is_marked_estimated
    assert found.since_first.judgement.certainty is Certainty.LIKELY


def test_a_range_already_allows_for_what_was_estimated() -> None:
    plain = trend("inwoners", {2022: likely(1000, 30), 2023: likely(1041, 28)}).since_first
    carried = trend("inwoners", {2022: likely(1000, 30, estimated_share=0.5), 2023: likely(1041, 28)}).since_first
    assert plain is not None
    assert carried is not None
    assert plain.judgement.difference.likely_lowest == carried.judgement.difference.likely_lowest
    assert plain.judgement.difference.likely_lowest == pytest.approx(41 - 41.0366, abs=1e-4)


def test_a_class_has_no_change() -> None:
    found = trend("stedelijkheid", {2022: Figure(3), 2023: Figure(2)})
    assert segments(found) == [[2022, 2023]]
    assert words(found) == (None, None)


def test_without_points_there_is_no_series() -> None:
    assert trend("inwoners", {}).segments == ()


def test_two_figures_of_one_period_are_refused() -> None:
    points = [point(2022, Figure(1)), point(2023, Figure(1)), point(2023, Figure(2))]
    with pytest.raises(SeriesPeriodError, match=r"'inwoners' heeft meer dan één cijfer van 2023; geef"):
        trend_of(load_catalogue().indicator("inwoners"), points)
