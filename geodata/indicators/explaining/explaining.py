"""Puts the explanation of a figure together, from the same cells and by the same rules that composed it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geodata.errors import NotFoundError
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indelingen.queries import decisions_of, indelingen_of, short_code
from geodata.indelingen.tables import Indeling
from geodata.indicators.aggregating.cells import STATUSES, UnitCells
from geodata.indicators.aggregating.composed import people_of
from geodata.indicators.aggregating.remainders import extra_weights
from geodata.indicators.aggregating.workings import Workings, workings_of
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.deriving import METHOD, best_of, grounds_of
from geodata.indicators.deriving.standing import Standing
from geodata.indicators.disclosure.queries import list_registers
from geodata.indicators.explaining.explanation import Assumption, ExplainedCell, ExplainedUnit, Explanation
from geodata.indicators.indicator import AggregationRule
from geodata.indicators.queries import FigureFilter, FigureRecord, list_figures
from geodata.store.engine import Session
from geodata.store.queries import loads_by_id


class FigureNotFoundError(NotFoundError):
    """An area has no figure of an indicator in a period."""

    def __init__(self, code: str, indicator: str, period: int | None) -> None:
        when = "" if period is None else f" in {period}"
        super().__init__(
            f"Van gebied '{code}' is er{when} geen cijfer '{indicator}'. Die van een eigen indeling komen er bij haar "
            "publicatie; /api/v1/waarnemingen laat zien welke er zijn."
        )


@dataclass(frozen=True)
class AskedFigure:
    """A figure that somebody wants explained; the newest where there is no period."""

    gebied: GebiedRecord
    indicator: str
    period: int | None


def explain(session: Session, asked: AskedFigure, catalogue: Catalogue, crosswalks: Crosswalks) -> Explanation:
    """Explain a figure of an area.

    Raises
    ------
    geodata.indicators.catalogue.IndicatorNotFoundError
        The catalogue has no such indicator.
    FigureNotFoundError
        The area has no such figure.

    Notes
    -----
    Composes the figure again, as it was derived: a second or so where a year's boundaries differ.
    """
    catalogue.indicator(asked.indicator)
    record = _record(session, asked)
    indeling = indelingen_of(session, [asked.gebied.id]).get(asked.gebied.id)
    # What a register's owner counted is not composed of what is public: the disclosure guard cleared it as it is.
    is_of_register = any(asked.indicator == register.key for register in list_registers(session))
    if indeling is None or is_of_register:
        return _of_published(session, record, asked.gebied, catalogue)
    grounds, _ = grounds_of(session, indeling, (record.gebied_code,), crosswalks, period=record.period)
    return _of_derived(session, record, indeling, grounds, catalogue)


def _record(session: Session, asked: AskedFigure) -> FigureRecord:
    wanted = FigureFilter(gebied_ids=[asked.gebied.id], indicator=asked.indicator, period=asked.period)
    found = list_figures(session, wanted, limit=100)
    if not found:
        raise FigureNotFoundError(asked.gebied.code, asked.indicator, asked.period)
    return max(found, key=lambda record: (record.value is not None, record.period))


def _of_published(session: Session, record: FigureRecord, gebied: GebiedRecord, catalogue: Catalogue) -> Explanation:
    """Explain a figure that is published as it stands."""
    cell = ExplainedCell(
        record.indicator, record.value, record.lowest, record.highest, record.status, load_id=record.load_id
    )
    unit = ExplainedUnit(
        gebied.code, gebied.name, gebied.level, 1.0, 1.0, is_estimated=False, weight=1.0, people=0.0, cells=(cell,)
    )
    return Explanation(
        gebied_code=record.gebied_code,
        gebied_name=record.gebied_name,
        indicator=catalogue.indicator(record.indicator),
        period=record.period,
        peildatum=record.peildatum,
        is_carried_over=False,
        figure=record.figure,
        rule=None,
        inputs=(record.indicator,),
        factor=1.0,
        thresholds=(),
        is_approximate=False,
        units=(unit,),
        assumptions=tuple(_assumptions((record.indicator,), {gebied.level}, record.period, catalogue)),
        loads=tuple(loads_by_id(session, [record.load_id]).values()),
        corrections=(),
        narrowed_by=(),
        method=METHOD,
    )


def _of_derived(
    session: Session, record: FigureRecord, indeling: Indeling, grounds: Sequence[Standing], catalogue: Catalogue
) -> Explanation:
    """Explain a figure that was composed, on the boundaries that it was composed on."""
    best_df = best_of(grounds, record.period, catalogue)
    row_df = best_df[best_df["indicator"] == record.indicator]
    ground = grounds[int(row_df["order"].iloc[0])] if len(row_df) else grounds[0]
    cells = ground.cells(record.period, catalogue)
    workings = workings_of(record.indicator, cells, ground.cover, catalogue)
    extra = _extra_weights(record.indicator, ground, cells, workings, catalogue)
    units = tuple(_units(ground, cells, workings, record.period, extra))
    load_ids = {cell.load_id for unit in units for cell in unit.cells if cell.load_id is not None}
    levels = {unit.level for unit in units}
    indicator = catalogue.indicator(record.indicator)
    return Explanation(
        gebied_code=record.gebied_code,
        gebied_name=record.gebied_name,
        indicator=indicator,
        period=record.period,
        peildatum=ground.peildatum,
        is_carried_over=ground.peildatum != indeling.base_peildatum,
        figure=record.figure,
        rule=None if workings.is_copied else workings.rule.rule,
        inputs=workings.inputs,
        factor=workings.rule.factor,
        thresholds=indicator.aggregation.thresholds if record.indicator not in workings.inputs else (),
        is_approximate=workings.rule.is_approximate,
        units=units,
        assumptions=tuple(_assumptions(workings.inputs, levels, record.period, catalogue)),
        loads=tuple(loads_by_id(session, {*load_ids, indeling.load_id}).values()),
        corrections=tuple(_corrections(session, indeling, record.gebied_code)),
        narrowed_by=tuple(str(ground.units_df["name"].iloc[row]) for row, weight in extra.items() if weight > 0),
        method=METHOD,
    )


def _extra_weights(
    key: str, ground: Standing, cells: UnitCells, workings: Workings, catalogue: Catalogue
) -> dict[int, float]:
    if workings.is_copied or workings.rule.rule is not AggregationRule.SUM:
        return {}
    return extra_weights(key, cells, ground.cover, catalogue)


def _units(
    ground: Standing, cells: UnitCells, workings: Workings, period: int, extra: Mapping[int, float]
) -> Iterator[ExplainedUnit]:
    cover, load_ids = ground.cover, _load_ids(ground, period)
    own = cells.take(cover.unit)
    people = people_of(own, replace(cover, share=np.ones(len(cover.share))))[:, 0]
    for entry in workings.entries:
        unit, share = int(cover.unit[entry]), float(cover.share[entry])
        yield replace(
            _unit(ground, cells, workings, unit, load_ids),
            share=share,
            area_share=float(cover.area_share[entry]),
            is_estimated=bool(cover.is_estimated[entry]),
            weight=share + extra.get(unit, 0.0),
            people=float(people[entry]),
        )
    held = {int(cover.unit[entry]) for entry in workings.entries}
    for row, weight in extra.items():
        if row not in held:
            yield replace(_unit(ground, cells, workings, row, load_ids), weight=weight)


def _unit(
    ground: Standing, cells: UnitCells, workings: Workings, row: int, load_ids: Mapping[tuple[str, str], int]
) -> ExplainedUnit:
    """Return a unit with its cells, as one that the area holds nothing of."""
    unit = ground.units_df.iloc[row]
    code = str(unit["code"])
    found = (_cell(cells, row, key, load_ids.get((code, key))) for key in workings.inputs)
    return ExplainedUnit(
        code=code,
        name=str(unit["name"]),
        level=Level(unit["level"]),
        share=0.0,
        area_share=0.0,
        is_estimated=False,
        weight=0.0,
        people=0.0,
        cells=tuple(found),
    )


def _cell(cells: UnitCells, row: int, key: str, load_id: int | None) -> ExplainedCell:
    place = row, cells.column_of[key]

    def known(array: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> float | None:
        return None if np.isnan(array[place]) else float(array[place])

    status = STATUSES[int(cells.status[place])]
    return ExplainedCell(key, known(cells.value), known(cells.lowest), known(cells.highest), status, load_id)


def _load_ids(ground: Standing, period: int) -> dict[tuple[str, str], int]:
    rows_df = ground.cells_df[ground.cells_df["period"] == period]
    places = zip(rows_df["gebied_code"], rows_df["indicator"], strict=True)
    return dict(zip(places, rows_df["load_id"].tolist(), strict=True))


def _assumptions(keys: Sequence[str], levels: set[Level], period: int, catalogue: Catalogue) -> Iterator[Assumption]:
    for key in keys:
        indicator = catalogue.indicator(key)
        steps = {indicator.rounding.step_for(level, year=period).definition for level in levels}
        yield Assumption(key, indicator.label, tuple(sorted(steps)), indicator.secrecy.definition)


def _corrections(session: Session, indeling: Indeling, gebied_code: str) -> Iterator[str]:
    code = short_code(gebied_code)
    for decision in decisions_of(session, indeling.id):
        if code in {decision.area_code, decision.other_area_code}:
            yield decision.message
