from collections.abc import Sequence
from datetime import date
from typing import Any

from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.differences import Certainty, Verdict
from geodata.indicators.comparing.signals import Signal
from geodata.indicators.comparing.trends import ChangeWord
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.choice import Choice, ThemeChoice
from geodata.wijkfoto.wijkfoto import Comparison, Line, WijkfotoInput, assemble_wijkfoto

SHARE = "pct_inwoners_65_plus"


def gebied(code: str = "WK000100", level: Level = Level.WIJK) -> GebiedRecord:
    return GebiedRecord(1, code, date(2024, 1, 1), code, level, "GM0001", "Roosterdam", None, None, 1)


def figure(value: float | None, *, period: int = 2024, code: str = "WK000100", **facts: Any) -> FigureRecord:
    usual: dict[str, Any] = {"gebied_name": code, "peildatum": date(period, 1, 1), "change": 1, "indicator": SHARE}
    usual |= {"lowest": None, "highest": None, "status": Status.EXACT, "coverage": 1.0, "load_id": 1}
    return FigureRecord(gebied_code=code, period=period, value=value, **(usual | facts))


def line(figures: Sequence[FigureRecord], indicator: str = SHARE) -> Line:
    """The only line of a wijkfoto that shows one indicator, beside the gemeente."""
    read = WijkfotoInput(gebied(), [date(2024, 1, 1)], [gebied("GM0001", Level.GEMEENTE)], figures, {})
    choice = Choice((), (), (ThemeChoice("een", "Een", (indicator,)),))
    return assemble_wijkfoto(read, load_catalogue(), choice).themes[0].lines[0]


def test_the_newest_period_with_a_value_is_shown_and_the_series_runs_from_old_to_new() -> None:
    shown = line(
        [figure(None, period=2024, status=Status.UNPUBLISHED), figure(12, period=2023), figure(11, period=2022)]
    )
    assert shown.newest is not None
    assert (shown.newest.period, shown.newest.value) == (2023, 12)
    assert [(item.figure.period, item.figure.value) for item in shown.series] == [(2022, 11), (2023, 12), (2024, None)]


def test_a_range_without_a_value_is_a_figure_too() -> None:
    ranged = figure(None, lowest=10.0, highest=20.0, status=Status.INCOMPLETE)
    assert line([figure(12, period=2023), ranged]).newest == ranged


def test_where_no_period_has_a_value_the_newest_says_why() -> None:
    shown = line([figure(None, period=2023, status=Status.UNPUBLISHED), figure(None, status=Status.SECRET)])
    assert shown.newest is not None
    assert shown.newest.status is Status.SECRET


def test_an_indicator_that_is_not_loaded_has_a_line_without_a_figure() -> None:
    shown = line([])
    assert (shown.indicator.key, shown.newest, shown.series, shown.comparisons) == (SHARE, None, (), ())


def test_of_one_period_the_newest_boundaries_stand_unless_they_have_no_value() -> None:
    old = figure(10, peildatum=date(2020, 1, 1))
    assert line([figure(12, peildatum=date(2024, 1, 1)), old]).newest.value == 12  # type: ignore[union-attr]
    empty = figure(None, peildatum=date(2024, 1, 1), status=Status.UNPUBLISHED)
    assert line([empty, old]).newest == old


def test_years_before_a_moved_boundary_are_not_comparable() -> None:
    shown = line([figure(10, period=2022), figure(11, period=2023, change=3), figure(12, period=2024)])
    assert [item.is_comparable for item in shown.series] == [False, True, True]


def test_a_break_lies_where_the_boundary_moved_and_not_between_the_years_before() -> None:
    periods = (2021, 2022, 2023, 2024)
    shown = line([figure(10, period=period, change=3 if period == 2023 else 1) for period in periods])
    assert [item.follows_break for item in shown.series] == [False, False, True, False]


def test_years_before_a_break_in_the_definition_are_not_comparable() -> None:
    catalogue = load_catalogue()
    broken = next(one for one in catalogue.indicators.values() if one.breaks)
    year = broken.breaks[-1].year
    figures = [figure(1, period=period, indicator=broken.key) for period in (year - 1, year, year + 1)]
    assert [item.is_comparable for item in line(figures, broken.key).series] == [False, True, True]


def test_the_comparison_is_with_the_same_period_of_the_gemeente() -> None:
    figures = [figure(30, period=2023), figure(20, code="GM0001", period=2023), figure(99, code="GM0001", period=2024)]
    (compared,) = line(figures).comparisons
    assert (compared.gebied.code, compared.figure.value) == ("GM0001", 20)


def compared(own: FigureRecord, other: FigureRecord, indicator: str = SHARE) -> Comparison:
    (found,) = line([own, other], indicator).comparisons
    return found


def test_a_difference_counts_only_beyond_both_ranges() -> None:
    own = figure(12, lowest=11.5, highest=12.5)
    far = compared(own, figure(15, code="GM0001", lowest=14.5, highest=15.5)).judgement
    near = compared(own, figure(13, code="GM0001", lowest=12.5, highest=13.5)).judgement
    assert far is not None
    assert near is not None
    assert (far.word, far.certainty, near.word) == (Verdict.LOWER, Certainty.CERTAIN, Verdict.INDISTINGUISHABLE)


def test_a_difference_is_favourable_in_the_own_direction_of_the_indicator() -> None:
    poor = "pct_huishoudens_laag_inkomen"
    ends = {"lowest": 11.9, "highest": 12.1, "indicator": poor}
    found = compared(figure(12, **ends), figure(20, code="GM0001", **(ends | {"lowest": 19.9, "highest": 20.1})), poor)
    assert found.judgement is not None
    assert found.judgement.signal is Signal.FAVOURABLE


def test_counts_are_not_compared_for_a_wijk_is_part_of_its_gemeente() -> None:
    found = compared(figure(10, indicator="inwoners"), figure(4000, code="GM0001", indicator="inwoners"), "inwoners")
    assert found.judgement is None


def test_below_the_coverage_that_its_kind_needs_too_little_is_known() -> None:
    ends = {"lowest": 0.0, "highest": 60.0, "likely_lowest": 29.0, "likely_highest": 31.0}
    found = compared(figure(30, coverage=0.7, **ends), figure(12, code="GM0001", lowest=11.5, highest=12.5))
    assert found.judgement is not None
    assert found.judgement.word is Verdict.INSUFFICIENT


def test_what_a_model_made_is_not_compared_for_its_error_is_not_published() -> None:
    lonely = "pct_eenzaam"
    own, other = (
        figure(value, code=code, indicator=lonely, lowest=value - 0.5, highest=value + 0.5)
        for value, code in ((60, "WK000100"), (40, "GM0001"))
    )
    judgement = compared(own, other, lonely).judgement
    assert judgement is not None
    assert (judgement.signal, judgement.is_noise_known) == (Signal.INSUFFICIENT, False)


def test_a_change_is_called_one_only_beyond_the_noise_of_both_years() -> None:
    ranged = [
        figure(value, period=period, lowest=value - 2, highest=value + 2)
        for period, value in ((2022, 10), (2023, 17), (2024, 18))
    ]
    shown = line(ranged)
    assert shown.since_first is not None
    assert shown.since_previous is not None
    assert (shown.since_first.earlier.period, shown.since_first.word) == (2022, ChangeWord.ROSE)
    assert (shown.since_previous.earlier.period, shown.since_previous.word) == (2023, ChangeWord.INDISTINGUISHABLE)


def test_no_change_is_told_across_a_moved_boundary() -> None:
    shown = line([figure(10, period=2022), figure(15, period=2023, change=3), figure(20, period=2024)])
    assert shown.since_first is not None
    assert shown.since_first.earlier.period == 2023


def test_a_boundary_that_moved_in_a_year_without_this_figure_cuts_the_series_too() -> None:
    other = figure(1, period=2023, change=3, indicator="inwoners")
    assert [item.is_comparable for item in line([figure(10, period=2022), other, figure(12)]).series] == [False, True]


def test_the_definition_that_changed_is_named_where_the_series_breaks() -> None:
    broken = next(one for one in load_catalogue().indicators.values() if one.breaks)
    year = broken.breaks[-1].year
    series = line([figure(1, period=period, indicator=broken.key) for period in (year - 1, year)], broken.key).series
    assert [item.breaks for item in series] == [(), (broken.breaks[-1],)]


def test_a_point_of_which_a_twentieth_was_estimated_is_marked() -> None:
    shares = {2022: 0.05, 2023: 0.04, 2024: None}
    series = line([figure(10, period=period, estimated_share=share) for period, share in shares.items()]).series
    assert [item.is_marked_estimated for item in series] == [True, False, False]
