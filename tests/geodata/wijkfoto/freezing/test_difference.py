from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gebieden.levels import Level
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Kind
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from geodata.wijkfoto.freezing.difference import LineDifference, LineToday, Obstacle, Part, Today, difference_with_today
from tests.geodata.wijkfoto.freezing.frozen import CATALOGUE, SHARE, frozen, gebied, on_old_ground, share


def difference(
    then: FigureRecord, *, level: Level = Level.WIJK, is_same_method: bool = True, **today: Any
) -> LineDifference:
    """The only line of a difference; today the figure of then is known as it was, unless a test says otherwise."""
    line = LineToday(**({"same": then} | today))
    known = Today(gebied(level), None, is_same_method, {then.indicator: line})
    (found,) = difference_with_today(frozen(then, level=level), known, CATALOGUE).lines
    return found


def parts(found: LineDifference) -> dict[Part, float]:
    return {part: float(amount) for part, amount in found.parts.items()}


def test_a_later_year_is_real_as_far_as_it_lies_beyond_both_margins() -> None:
    # 11.5-12.5 and 14.5-15.5: at least 2 apart
    found = difference(share(12), newest=share(15, 2024))
    assert found.total == 3
    assert parts(found) == {Part.REAL: 2, Part.ROUNDING: 1}


def test_a_fall_is_split_like_a_rise() -> None:
    found = difference(share(15), newest=share(12, 2024))
    assert found.total == -3
    assert parts(found) == {Part.REAL: -2, Part.ROUNDING: -1}


def test_what_lies_within_the_margins_is_no_real_change_at_all() -> None:
    assert parts(difference(share(12), newest=share(13, 2024))) == {Part.ROUNDING: 1}


def test_exact_figures_leave_nothing_to_rounding() -> None:
    exact = {"lowest": None, "highest": None, "status": Status.EXACT}
    assert parts(difference(share(12, **exact), newest=share(12.3, 2024, **exact))) == {Part.REAL: 0.3}


def test_what_did_not_change_has_no_parts() -> None:
    found = difference(share(12), newest=share(12))
    assert (found.total, parts(found), found.obstacle) == (0, {}, None)


def test_another_figure_of_the_same_year_from_another_input_is_a_revision_in_full() -> None:
    revised = share(13)
    assert parts(difference(share(12), same=revised, newest=revised, is_same_origin=False)) == {Part.REVISION: 1}


def test_a_revision_goes_before_what_changed_since() -> None:
    # 12 became 13, which is 12.5-13.5; 17 is 16.5-17.5
    found = difference(share(12), same=share(13), newest=share(17, 2024), is_same_origin=False)
    assert found.total == 5
    assert parts(found) == {Part.REVISION: 1, Part.REAL: 3, Part.ROUNDING: 1}


def test_the_same_input_that_is_read_otherwise_is_another_method_and_no_revision() -> None:
    found = difference(share(12), same=share(13), newest=share(13), is_same_method=False)
    assert parts(found) == {Part.METHOD: 1}


def test_a_published_figure_from_another_input_is_a_revision_whatever_became_of_our_method() -> None:
    found = difference(share(12), same=share(13), newest=share(13), is_same_origin=False, is_same_method=False)
    assert parts(found) == {Part.REVISION: 1}


@pytest.mark.parametrize(
    ("is_same_origin", "is_same_method", "expected"),
    [
        (False, True, Part.REVISION),
        (True, False, Part.METHOD),
        (False, False, Part.UNATTRIBUTED),
        (True, True, Part.UNATTRIBUTED),
    ],
)
def test_of_a_composed_figure_no_cause_is_guessed_where_both_changed_or_neither(
    is_same_origin: bool, is_same_method: bool, expected: Part
) -> None:
    found = difference(
        share(12),
        level=Level.GEBIED,
        same=share(13),
        newest=share(13),
        is_same_origin=is_same_origin,
        is_same_method=is_same_method,
    )
    assert parts(found) == {expected: 1}


def test_a_moved_boundary_is_told_from_real_change_by_the_newest_year_on_the_old_ground() -> None:
    exact = {"lowest": None, "highest": None, "status": Status.EXACT}
    found = difference(share(12, **exact), newest=share(20, 2024, **exact), on_old_ground=Figure(14.0), has_moved=True)
    assert parts(found) == {Part.REAL: 2, Part.BOUNDARY: 6}
    assert found.on_old_ground == Figure(14.0)


def test_real_change_and_a_boundary_can_go_opposite_ways() -> None:
    exact = {"lowest": None, "highest": None, "status": Status.EXACT}
    found = difference(share(12, **exact), newest=share(13, 2024, **exact), on_old_ground=Figure(9.0), has_moved=True)
    assert found.total == 1
    assert parts(found) == {Part.REAL: -3, Part.BOUNDARY: 4}


def test_what_two_steps_leave_open_is_noise_only_as_far_as_the_whole_way_leaves_it_open() -> None:
    # 12 -> 14 is 1 to 3 and 14 -> 20 is 5 to 7; but 12 -> 20 is at least 7: the last point has a cause, unknown which
    found = difference(share(12), newest=share(20, 2024), on_old_ground=on_old_ground(14), has_moved=True)
    assert parts(found) == {Part.REAL: 1, Part.BOUNDARY: 5, Part.ROUNDING: 1, Part.UNATTRIBUTED: 1}


def test_an_estimate_that_is_too_wide_tells_nothing_apart() -> None:
    wide = Figure(14.0, 5.0, 25.0, status=Status.ESTIMATED, estimated_share=0.5)
    found = difference(share(12), newest=share(20, 2024), on_old_ground=wide, has_moved=True)
    assert parts(found) == {Part.ROUNDING: 1, Part.UNATTRIBUTED: 7}


def test_where_the_old_ground_cannot_be_told_a_change_has_no_cause() -> None:
    found = difference(share(12), newest=share(20, 2024), has_moved=True)
    assert parts(found) == {Part.ROUNDING: 1, Part.UNATTRIBUTED: 7}


def test_the_same_year_on_moved_boundaries_is_a_matter_of_the_boundary_alone() -> None:
    found = difference(share(12), newest=share(16, peildatum=date(2024, 1, 1)), has_moved=True)
    assert parts(found) == {Part.BOUNDARY: 3, Part.ROUNDING: 1}


def test_the_same_year_published_otherwise_on_boundaries_that_are_the_same_is_a_revision() -> None:
    found = difference(share(12), newest=share(13, peildatum=date(2024, 1, 1)))
    assert parts(found) == {Part.REVISION: 1}


def test_where_the_figure_of_then_is_no_longer_known_nothing_is_attributed() -> None:
    assert parts(difference(share(12), same=None, newest=share(15, 2024))) == {Part.UNATTRIBUTED: 3}


def test_where_the_noise_is_not_known_nothing_is_called_real() -> None:
    unknown = {"lowest": None, "highest": None, "status": Status.ESTIMATED}
    found = difference(share(12, **unknown), newest=share(15, 2024, **unknown))
    assert parts(found) == {Part.UNATTRIBUTED: 3}


def test_a_value_outside_its_own_range_makes_no_part_larger_than_the_change() -> None:
    found = difference(share(12), newest=share(13, 2024, lowest=20.0, highest=21.0))
    assert parts(found) == {Part.REAL: 1}


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (share(12), None, Obstacle.NOT_LOADED),
        (share(12), share(None, 2024), Obstacle.NO_VALUE_NOW),
        (share(None), share(12, 2024), Obstacle.NO_VALUE_THEN),
        (share(12, 2024), share(12, 2022), Obstacle.OLDER_NOW),
    ],
)
def test_what_cannot_be_subtracted_says_why(then: FigureRecord, now: FigureRecord | None, expected: Obstacle) -> None:
    found = difference(then, newest=now)
    assert (found.total, found.parts, found.obstacle) == (None, {}, expected)


def test_a_series_break_is_never_bridged() -> None:
    broken = next(one for one in CATALOGUE.indicators.values() if one.breaks and one.kind is Kind.PERCENTAGE)
    year = broken.breaks[-1].year
    then = share(12, year - 1, indicator=broken.key)
    found = difference(then, newest=share(15, year, indicator=broken.key))
    assert (found.total, found.obstacle, found.breaks) == (None, Obstacle.SERIES_BREAK, broken.breaks[-1:])
    after = difference(share(12, year, indicator=broken.key), newest=share(15, year + 1, indicator=broken.key))
    assert after.total == 3


def test_a_class_is_no_amount() -> None:
    then = share(3, indicator="stedelijkheid")
    assert difference(then, newest=share(4, 2024, indicator="stedelijkheid")).obstacle is Obstacle.NO_AMOUNT


def test_an_indicator_that_is_gone_from_the_catalogue_is_said_to_be() -> None:
    kept = frozen(share(12))
    without = replace(CATALOGUE, indicators={k: v for k, v in CATALOGUE.indicators.items() if k != SHARE})
    today = Today(gebied(), None, True, {SHARE: LineToday(newest=share(12), same=share(12))})
    (found,) = difference_with_today(kept, today, without).lines
    assert found.obstacle is Obstacle.UNKNOWN_INDICATOR


def test_an_area_that_is_not_loaded_any_more_leaves_its_figures_of_then() -> None:
    (found,) = difference_with_today(frozen(share(12)), Today(None, None, True, {}), CATALOGUE).lines
    assert (found.then, found.obstacle) == (share(12), Obstacle.NOT_LOADED)


AMOUNTS = st.decimals(0, 100, places=2).map(float)
HALVES = st.decimals(0, 10, places=2).map(float)
FIGURES = st.builds(
    lambda value, half, period: share(value, period, lowest=value - half, highest=value + half),
    AMOUNTS,
    HALVES,
    st.just(2023),
)


@given(FIGURES, FIGURES, FIGURES, FIGURES, st.booleans())
def test_the_parts_add_up_to_the_total_exactly(
    then: FigureRecord, same: FigureRecord, now: FigureRecord, old: FigureRecord, has_moved: bool
) -> None:
    newest = replace(now, period=2024, peildatum=date(2024, 1, 1))
    found = difference(
        then, same=same, newest=newest, on_old_ground=old.figure, has_moved=has_moved, is_same_origin=False
    )
    assert found.total == Decimal(repr(newest.value)) - Decimal(repr(then.value))
    assert sum(found.parts.values()) == found.total


@given(FIGURES, FIGURES)
def test_real_and_rounding_go_the_way_of_the_change_and_neither_beyond_it(
    then: FigureRecord, now: FigureRecord
) -> None:
    newest = replace(now, period=2024)
    found = difference(then, newest=newest)
    assert found.total is not None
    assert all(0 <= amount / found.total <= 1 for amount in found.parts.values())
    assert set(found.parts) <= {Part.REAL, Part.ROUNDING}
