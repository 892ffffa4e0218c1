"""Every indicator for every area of a clustering at once, from the published figures of its units."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.area_figures import AreaFigures, nothing_for, side_by_side
from geodata.indicators.aggregating.cells import BoolArray, UnitCells
from geodata.indicators.aggregating.composed import half_width
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.judging import judged
from geodata.indicators.aggregating.remainders import narrowed
from geodata.indicators.aggregating.rules import compose, usable_rules
from geodata.indicators.aggregating.singles import class_of, copied_from
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Aggregation, AggregationRule, Indicator

_ONLY_AS_PUBLISHED = Aggregation(AggregationRule.NONE)
"""Of what cannot be composed, as its weights are not there: an area that is one published unit still has its figure."""


def aggregate(
    cells: UnitCells, cover: Cover, catalogue: Catalogue, *, keys: Iterable[str] | None = None
) -> AreaFigures:
    """Compose every indicator for every area.

    Parameters
    ----------
    cells
        Of all units that the cover refers to.
    keys
        The indicators wanted; without them, each that has cells or can be composed from what has.

    Returns
    -------
    AreaFigures
        In the order of the catalogue. Where an area is one published unit, that unit's own figure. Where less of an
        area is known than `catalogue.coverage_needed` of the indicator's kind, there is no value, only the bounds.

    Notes
    -----
    A number that a wanted class follows from is composed with it.
    """
    known = frozenset(cells.keys)
    needed = set(catalogue.indicators) if keys is None else _with_class_numbers(set(keys), catalogue)
    options = {
        key: list(usable_rules(catalogue.indicator(key), known)) for key in catalogue.indicators if key in needed
    }
    options |= {key: [_ONLY_AS_PUBLISHED] for key, rules in options.items() if not rules and key in known}
    indicators = [catalogue.indicator(key) for key, rules in options.items() if rules]
    added = _with_copies(_added(indicators, options, cells, cover, catalogue), cells, cover, catalogue)
    classes = _classes(added, [one for one in indicators if one.key not in added.keys])
    figures = side_by_side([added, _with_copies(classes, cells, cover, catalogue)])
    wanted = options.keys() if keys is None else set(keys)
    return figures.columns([figures.keys.index(one.key) for one in indicators if one.key in wanted])


def _added(
    indicators: Sequence[Indicator],
    options: Mapping[str, Sequence[Aggregation]],
    cells: UnitCells,
    cover: Cover,
    catalogue: Catalogue,
) -> AreaFigures:
    """Compose what is added up or weighed; a class follows from its number afterwards."""
    added = [one for one in indicators if options[one.key][0].rule is not AggregationRule.CLASS_FROM]
    if not added:
        return nothing_for(cover.area_count)
    composed = compose([options[one.key] for one in added], added, cells.take(cover.unit), cover)
    return judged(narrowed(composed, added, cells, cover), added, catalogue)


def _with_class_numbers(keys: set[str], catalogue: Catalogue) -> set[str]:
    sources = (catalogue.indicator(key).aggregation.class_from for key in keys)
    return keys | {source for source in sources if source}


def _classes(numbers: AreaFigures, indicators: Sequence[Indicator]) -> AreaFigures:
    """Give the classes that follow from a number: the highest number has class 1."""
    columns = [numbers.keys.index(str(one.aggregation.class_from)) for one in indicators]
    classes = [_class_from(numbers.columns([column]), one) for column, one in zip(columns, indicators, strict=True)]
    return side_by_side(classes) if classes else numbers.columns([])


def _class_from(number: AreaFigures, indicator: Indicator) -> AreaFigures:
    def class_at(end: str) -> FloatArray:
        return class_of(getattr(number, end), indicator.aggregation.thresholds)

    lowest, highest = class_at("highest"), class_at("lowest")
    likely_lowest, likely_highest = class_at("likely_highest"), class_at("likely_lowest")
    is_narrower = (likely_lowest > lowest) | (likely_highest < highest)
    return AreaFigures(
        (indicator.key,),
        value=class_at("value"),
        lowest=lowest,
        highest=highest,
        likely_lowest=np.where(is_narrower, likely_lowest, np.nan),
        likely_highest=np.where(is_narrower, likely_highest, np.nan),
        status=number.status,
        coverage=number.coverage,
        estimated_share=number.estimated_share,
    )


def _with_copies(figures: AreaFigures, cells: UnitCells, cover: Cover, catalogue: Catalogue) -> AreaFigures:
    """Give an area that is one unit that unit's own figure, where it is published or withheld as such."""
    own_columns = [column for column, key in enumerate(figures.keys) if key in cells.column_of]
    published = cells.columns([cells.column_of[figures.keys[column]] for column in own_columns])
    copied = copied_from(published.take(cover.unit), cover).unit
    is_copied = (copied >= 0) & _stands(published, figures.columns(own_columns), copied)
    area, column = np.nonzero(is_copied)
    unit = copied[area, column]
    is_whole = np.array([catalogue.indicator(key).is_whole for key in published.keys], dtype=np.bool_)[column]
    value, lowest, highest = (end[unit, column] for end in (published.value, published.lowest, published.highest))
    half = half_width(published.variance[unit, column], is_whole=is_whole)
    own = published.likely_lowest[unit, column], published.likely_highest[unit, column]
    likely = (
        np.where(np.isnan(own[0]), np.fmax(value - half, lowest), own[0]),
        np.where(np.isnan(own[1]), np.fmin(value + half, highest), own[1]),
    )
    is_narrower = ~((likely[0] <= lowest) & (likely[1] >= highest))
    new = {
        "value": value,
        "lowest": lowest,
        "highest": highest,
        "likely_lowest": np.where(is_narrower, likely[0], np.nan),
        "likely_highest": np.where(is_narrower, likely[1], np.nan),
        "status": published.status[unit, column],
        "coverage": (~np.isnan(value)).astype(np.float64),
        "estimated_share": np.zeros(value.shape),
    }
    arrays = {name: getattr(figures, name).copy() for name in new}
    for name, array in new.items():
        arrays[name][area, np.array(own_columns, dtype=np.int64)[column]] = array
    return AreaFigures(figures.keys, **arrays)


def _stands(published: UnitCells, composed: AreaFigures, unit: IntArray) -> BoolArray:
    """Tell where a unit's own cell says more than what can be composed: a figure, or where nothing else has one."""
    has_value = published.has_value[np.maximum(unit, 0), np.arange(len(published.keys))]
    return has_value | np.isnan(composed.value)
