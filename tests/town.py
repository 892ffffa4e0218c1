"""A town that anyone can add up, in the database: GM0002 with three wijken, each a row of four square buurten of 1 km.

Wijk WK000200 is the southern row, WK000202 the northern; BU00020103 is the fourth (eastern) buurt of the middle row.
The buurten have 100, 200, ... 1,200 inhabitants in the order of their codes, each as CBS would publish it: give or take
4.
"""

from collections.abc import Mapping
from typing import Any

from shapely import MultiPolygon, Polygon, box, to_wkt, union_all
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied
from geodata.indelingen.tables import Indeling, IndelingDeel, IndelingGebied, IndelingStatus
from geodata.indicators.status import Status
from geodata.store.tables import Load
from tests.grid import PEILDATUM, add_figure, add_gebied

TOWN = "GM0002"
WEST, SOUTH = 170_000, 420_000
ROWS, COLUMNS = 3, 4
BUURTEN = [f"BU00020{row}0{column}" for row in range(ROWS) for column in range(COLUMNS)]
WIJKEN = [f"WK00020{row}" for row in range(ROWS)]
PEOPLE = {code: 100.0 * number for number, code in enumerate(BUURTEN, start=1)}

Town = dict[str, Gebied]
Parts = Mapping[str, Mapping[str, Polygon | None]]


def square(west: float, south: float, east: float, north: float) -> Polygon:
    """A rectangle; steps are kilometres from the south-western corner of the town."""
    return box(WEST + 1000 * west, SOUTH + 1000 * south, WEST + 1000 * east, SOUTH + 1000 * north)


def outline(code: str) -> Polygon:
    """The outline of the town, a wijk or a buurt."""
    row = int(code[6:8]) if len(code) > 6 else None
    if code.startswith("BU"):
        column = int(code[8:10])
        return square(column, int(code[6:8]), column + 1, int(code[6:8]) + 1)
    return square(0, 0, COLUMNS, ROWS) if row is None else square(0, row, COLUMNS, row + 1)


def whole(*codes: str) -> dict[str, Polygon | None]:
    """Buurten that an area holds whole: each by the four digits of its row and column (``0103``)."""
    return {f"BU0002{code}": None for code in codes}


def add_town(session: Session, *, load: Load, people: Mapping[str, float] = PEOPLE) -> Town:
    """The town with its wijken and buurten, by code; CBS's levels as clusterings; inhabitants by buurt."""
    town = {code: add_gebied(session, code, load=load, geom=ewkt(outline(code))) for code in (TOWN, *WIJKEN, *BUURTEN)}
    add_national(session, town, load=load)
    for code, count in people.items():
        ends = {"lowest": max(0.0, count - 4), "highest": count + 4, "status": Status.ROUNDED}
        add_figure(session, town[code], "inwoners", load=load, value=count, **ends)
    return town


def add_national(session: Session, town: Town, *, load: Load, **facts: Any) -> None:
    """CBS's own levels as clusterings, with the areas of the town as members."""
    usual = {"gemeente_code": None, "version": 2024, "owner": "CBS"} | facts
    for level in (Level.GEMEENTE, Level.WIJK, Level.BUURT):
        national = _indeling(f"cbs-{level}", load, base_level=level, **usual)
        session.add(national)
        session.flush()
        members = [gebied for gebied in town.values() if gebied.level is level]
        session.add_all(IndelingGebied(indeling_id=national.id, gebied_id=gebied.id) for gebied in members)


def add_clustering(session: Session, town: Town, key: str, parts: Parts, *, load: Load, **facts: Any) -> Indeling:
    """A clustering of the town: `parts` says per area which units it holds, and of a cut unit which piece.

    The contact of area ``x`` is the role "Coördinator x" of the team "Team <key>".
    """
    indeling = _indeling(key, load, **facts)
    session.add(indeling)
    session.flush()
    for area, pieces in parts.items():
        drawn = union_all([piece or outline(unit) for unit, piece in pieces.items()])
        code = f"{TOWN}.{key}.{indeling.version}.{area}"
        names = {"name": f"Gebied {area}", "level": Level.GEBIED, "gemeente_code": TOWN, "wijk_code": None}
        gebied = Gebied(code=code, peildatum=PEILDATUM, load_id=load.id, geom=ewkt(drawn), **names)
        session.add(gebied)
        session.flush()
        contact = {"contact_role": f"Coördinator {area}", "contact_team": f"Team {key}"}
        session.add(IndelingGebied(indeling_id=indeling.id, gebied_id=gebied.id, **contact))
        session.add_all(_deel(gebied, town[unit], piece) for unit, piece in pieces.items())
    session.flush()
    return indeling


def _indeling(key: str, load: Load, **facts: Any) -> Indeling:
    usual: dict[str, Any] = {"key": key, "version": 1, "gemeente_code": TOWN, "name": f"Indeling {key}"}
    usual |= {"owner": f"Afdeling {key}", "purpose": "Toets.", "valid_from": PEILDATUM, "load_id": load.id}
    usual |= {"status": IndelingStatus.ADOPTED, "base_level": Level.BUURT, "base_peildatum": PEILDATUM}
    return Indeling(**(usual | {"is_partial": False, "is_overlapping": False} | facts))


def _deel(gebied: Gebied, unit: Gebied, piece: Polygon | None) -> IndelingDeel:
    share = 1.0 if piece is None else piece.area / outline(unit.code).area
    by = "ongedeeld" if piece is None else "oppervlakte"
    geom = None if piece is None else ewkt(piece)
    return IndelingDeel(gebied_id=gebied.id, base_gebied_id=unit.id, share=share, weight=by, geom=geom)


def ewkt(drawn: Any) -> str:
    """A drawn area as the database takes it."""
    parts = list(drawn.geoms) if hasattr(drawn, "geoms") else [drawn]
    return f"SRID=28992;{to_wkt(MultiPolygon(parts))}"
