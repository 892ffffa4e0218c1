"""A gemeente that anyone can add up: GM0001 with two wijken of two square buurten of 1 km, in RD, in the database.

West (WK000100) holds BU00010000 and BU00010001, from south to north; Oost (WK000101) holds BU00010100 and BU00010101.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from shapely import MultiPolygon, box, to_wkt
from sqlalchemy.orm import Session

from geodata.gebieden.codes import gemeente_code_of, level_of, wijk_code_of
from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied
from geodata.indelingen.tables import Indeling, IndelingGebied, IndelingStatus
from geodata.indicators.status import Status
from geodata.indicators.tables import IndicatorKey, ObservationRow
from geodata.store.tables import Load, LoadResult

WEST, SOUTH = 160_000, 420_000
PEILDATUM = date(2024, 1, 1)
NAMES = {
    "GM0001": "Roosterdam",
    "WK000100": "West",
    "WK000101": "Oost",
    "BU00010000": "Westeinde",
    "BU00010001": "Westpoort",
    "BU00010100": "Oosteinde",
    "BU00010101": "Oostpoort",
}
SQUARES = {
    "GM0001": (0, 0, 2, 2),
    "WK000100": (0, 0, 1, 2),
    "WK000101": (1, 0, 2, 2),
    "BU00010000": (0, 0, 1, 1),
    "BU00010001": (0, 1, 1, 2),
    "BU00010100": (1, 0, 2, 1),
    "BU00010101": (1, 1, 2, 2),
}


def outline(code: str) -> str:
    """The square of an area as EWKT."""
    west, south, east, north = (1000 * step for step in SQUARES[code])
    square = box(WEST + west, SOUTH + south, WEST + east, SOUTH + north)
    return f"SRID=28992;{to_wkt(MultiPolygon([square]))}"


def add_load(session: Session, **facts: Any) -> Load:
    """A load that succeeded; `facts` are columns that should differ."""
    moment = datetime(2024, 5, 1, 12, tzinfo=UTC)
    usual = {"source": "cbs-kwb", "table_id": "kwb-2024", "scope": "GM0001", "peildatum": PEILDATUM, "version": "1"}
    usual |= {"precedence": 20, "fingerprint": "1", "address": "kwb-2024.xlsx", "licence": "CC BY 4.0"}
    usual |= {"sha256": "a" * 64, "byte_count": 10, "fetched_at": moment, "who": "test", "started_at": moment}
    load = Load(**(usual | {"result": LoadResult.SUCCEEDED, "counts": {}} | facts))
    session.add(load)
    session.flush()
    return load


def add_gebied(session: Session, code: str, *, load: Load, peildatum: date = PEILDATUM, **facts: Any) -> Gebied:
    """One area; its parents follow from its code, its outline too where the grid has one."""
    usual: dict[str, Any] = {"name": NAMES.get(code, code), "level": level_of(code), "change": 1}
    usual |= {"gemeente_code": gemeente_code_of(code), "wijk_code": wijk_code_of(code), "geom": None}
    usual |= {"geom": outline(code)} if code in SQUARES else {}
    gebied = Gebied(**(usual | {"code": code, "peildatum": peildatum, "load_id": load.id} | facts))
    session.add(gebied)
    session.flush()
    return gebied


def add_grid(session: Session, *, load: Load, peildatum: date = PEILDATUM) -> dict[str, Gebied]:
    """The gemeente with its wijken and buurten, by code."""
    return {code: add_gebied(session, code, load=load, peildatum=peildatum) for code in NAMES}


def add_figure(session: Session, gebied: Gebied, indicator: str, *, load: Load, **facts: Any) -> None:
    """One figure: exact, of the year of the boundaries, unless `facts` says otherwise."""
    key = session.query(IndicatorKey).filter_by(key=indicator).one_or_none() or IndicatorKey(key=indicator)
    session.add(key)
    session.flush()
    usual: dict[str, Any] = {"period": gebied.peildatum.year, "status": Status.EXACT, "coverage": 1.0, "value": None}
    numbers = {"gebied_id": gebied.id, "indicator_id": key.id, "load_id": load.id}
    session.add(ObservationRow(**(usual | numbers | facts)))
    session.flush()


def add_shares(session: Session, grid: Mapping[str, Gebied], shares: Mapping[str, float], *, load: Load) -> None:
    """The share of inhabitants of 65 and over, rounded to whole percents."""
    for code, value in shares.items():
        ends = {"lowest": value - 0.5, "highest": value + 0.5, "status": Status.ROUNDED}
        add_figure(session, grid[code], "pct_inwoners_65_plus", load=load, value=value, **ends)


def add_indeling(session: Session, key: str, areas: Mapping[str, str], *, load: Load) -> Indeling:
    """A clustering of the gemeente's own: `areas` names its areas by their short code."""
    indeling = Indeling(
        key=key,
        version=1,
        gemeente_code="GM0001",
        name=f"Indeling {key}",
        owner="Beheer",
        purpose="Onderhoud van de openbare ruimte.",
        valid_from=PEILDATUM,
        status=IndelingStatus.ADOPTED,
        base_level=Level.BUURT,
        base_peildatum=PEILDATUM,
        is_partial=False,
        load_id=load.id,
    )
    session.add(indeling)
    session.flush()
    for short_code, name in areas.items():
        gebied = Gebied(
            code=f"GM0001.{key}.1.{short_code}",
            peildatum=PEILDATUM,
            name=name,
            gemeente_code="GM0001",
            level=Level.GEBIED,
            load_id=load.id,
            geom=outline("WK000100" if short_code == "1" else "WK000101"),
        )
        session.add(gebied)
        session.flush()
        session.add(IndelingGebied(indeling_id=indeling.id, gebied_id=gebied.id))
    session.flush()
    return indeling
