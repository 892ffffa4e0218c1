"""How one figure came about: by which rule, from which cells, each with what it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geodata.indicators.aggregating.cells import UnitCells
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.rules import choose_rule, inputs_of, usable_rules
from geodata.indicators.aggregating.selection import counting_entries
from geodata.indicators.aggregating.singles import copied_from
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Aggregation, AggregationRule

AS_PUBLISHED = Aggregation(AggregationRule.NONE)
"""The rule of a figure that is taken over from the one unit that an area is, and of what cannot be composed."""


@dataclass(frozen=True)
class Workings:
    """How a figure of one area came about.

    Parameters
    ----------
    rule
        By which it was composed; `AS_PUBLISHED` where it was not.
    is_copied
        Whether it is the figure of the one unit that the area is.
    inputs
        Keys of the indicators that the cells are of.
    entries
        Entries of the cover that count.
    """

    rule: Aggregation
    is_copied: bool
    inputs: tuple[str, ...]
    entries: tuple[int, ...]


def workings_of(key: str, cells: UnitCells, cover: Cover, catalogue: Catalogue) -> Workings:
    """Find how the figure of one area came about, as `geodata.indicators.aggregating.figures.aggregate` makes it.

    Parameters
    ----------
    cells
        Of all units that the cover refers to.
    cover
        Of one area.

    Notes
    -----
    Of a class, these are the workings of the number that it follows from.
    """
    indicator = catalogue.indicator(key)
    own = cells.take(cover.unit)
    if key in own.column_of and _copied_row(own.columns([own.column_of[key]]), cover) is not None:
        return Workings(AS_PUBLISHED, True, (key,), _counting((key,), own, cover))
    options = list(usable_rules(indicator, frozenset(own.keys)))
    if not options:
        return Workings(AS_PUBLISHED, False, (key,), _counting((key,), own, cover) if key in own.column_of else ())
    rule = choose_rule(indicator, options, own, cover)
    if rule.rule is AggregationRule.CLASS_FROM:
        return workings_of(str(rule.class_from), cells, cover, catalogue)
    inputs = inputs_of(rule, key)
    return Workings(rule, False, inputs, _counting(inputs, own, cover, needs_all=rule.rule is AggregationRule.RATIO))


def _copied_row(own: UnitCells, cover: Cover) -> int | None:
    """Return the row of the unit of which the area has the published figure."""
    unit = int(copied_from(own, cover).unit[0, 0])
    has_value = unit >= 0 and bool(own.has_value[cover.unit == unit].any())
    return unit if has_value else None


def _counting(inputs: Sequence[str], own: UnitCells, cover: Cover, *, needs_all: bool = False) -> tuple[int, ...]:
    needed = own.columns([own.column_of[key] for key in inputs])
    is_published = np.asarray(needed.has_value.all(axis=1, keepdims=True))
    has_cell = needed.has_cell[:, :1]
    if needs_all:
        has_cell = np.where(needed.has_value[:, :1], needed.has_cell[:, -1:], has_cell)
    return tuple(np.flatnonzero(counting_entries(cover, is_published, has_cell)[:, 0]).tolist())
