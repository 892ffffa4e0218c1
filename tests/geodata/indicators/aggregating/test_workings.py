import pytest

from geodata.indicators.aggregating.workings import Workings, workings_of
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.indicator import AggregationRule
from tests.geodata.indicators.aggregating.towns import (
    SECRET,
    UNITS,
    WEST,
    A,
    Area,
    B,
    C,
    Published,
    cells_of,
    cover_of,
)

PEOPLE = {A: 100, B: 200, C: 300}


def worked(key: str, published: Published, area: Area) -> tuple[Workings, list[str]]:
    """How a figure came about, and the units that it did so from."""
    cover = cover_of(area)
    found = workings_of(key, cells_of(published), cover, load_catalogue())
    return found, [UNITS[cover.unit[entry]] for entry in found.entries]


def test_a_count_comes_from_the_largest_units_that_are_published() -> None:
    found, units = worked("inwoners", {"inwoners": PEOPLE | {WEST: 305}}, [A, B, C])
    assert (found.rule.rule, found.is_copied, units) == (AggregationRule.SUM, False, [WEST, C])


def test_a_unit_that_keeps_its_figure_secret_gives_way_to_its_parts() -> None:
    _, units = worked("inwoners", {"inwoners": PEOPLE | {WEST: SECRET}}, [A, B, C])
    assert units == [A, B, C]


def test_a_figure_of_one_unit_is_taken_over() -> None:
    found, units = worked("inwoners", {"inwoners": PEOPLE | {WEST: 305}}, [A, B])
    assert (found.is_copied, units) == (True, [WEST])


def test_a_share_comes_from_its_counts_where_these_are_known_and_else_by_its_weight() -> None:
    counts = {"inwoners": PEOPLE, "inwoners_65_plus": {A: 10, B: 20, C: 30}}
    found, _ = worked("pct_inwoners_65_plus", counts, [A, C])
    assert (found.rule.rule, found.inputs) == (AggregationRule.RATIO, ("inwoners_65_plus", "inwoners"))
    shares = {"inwoners": PEOPLE, "pct_inwoners_65_plus": {A: 10, B: 10, C: 20}}
    found, _ = worked("pct_inwoners_65_plus", shares, [A, C])
    assert (found.rule.rule, found.inputs) == (AggregationRule.WEIGHTED_MEAN, ("pct_inwoners_65_plus", "inwoners"))


def test_a_class_comes_from_the_workings_of_its_number() -> None:
    published = {
        "omgevingsadressendichtheid": {A: 500, C: 900},
        "woningvoorraad": {A: 10, C: 30},
        "niet_woningvoorraad": {A: 0, C: 0},
    }
    found, units = worked("stedelijkheid", published, [A, C])
    assert found.inputs == ("omgevingsadressendichtheid", "woningvoorraad", "niet_woningvoorraad")
    assert units == [A, C]


@pytest.mark.parametrize("published", [{"inwoners": PEOPLE}, {}])
def test_of_an_indicator_without_cells_nothing_came_about(published: Published) -> None:
    found, units = worked("gem_woz_waarde", published, [A, C])
    assert (found.is_copied, units) == (False, [])
