"""The grid gemeente on two peildata: Westpoort (BU00010001), or the eastern half of it, went from West to Oost."""

from datetime import date

from shapely import MultiPolygon, box, to_wkt, union
from sqlalchemy.orm import Session

from geodata.gebieden.tables import Gebied
from geodata.store.tables import Load
from tests.grid import NAMES, SOUTH, WEST, add_figure, add_gebied, add_grid, add_load

BEFORE, AFTER = date(2023, 1, 1), date(2024, 1, 1)
WIJK_WEST, WIJK_OOST = "WK000100", "WK000101"
EASTERN_HALF = box(WEST + 500, SOUTH + 1000, WEST + 1000, SOUTH + 2000)


def square(west: int, south: int, east: int, north: int) -> object:
    """A rectangle; steps are kilometres from the south-western corner of the grid."""
    return box(WEST + 1000 * west, SOUTH + 1000 * south, WEST + 1000 * east, SOUTH + 1000 * north)


def ewkt(drawn: object) -> str:
    return f"SRID=28992;{to_wkt(MultiPolygon(getattr(drawn, 'geoms', [drawn])))}"


def before(session: Session) -> dict[str, Gebied]:
    """The grid as it was."""
    return add_grid(session, load=add_load(session, table_id="kwb-2023", sha256="b" * 64), peildatum=BEFORE)


def after(session: Session, *, wijk_of_westpoort: str = WIJK_OOST) -> dict[str, Gebied]:
    """The grid with Westpoort as it is, in the wijk that it now belongs to."""
    load = add_load(session)
    moved = wijk_of_westpoort != WIJK_WEST
    west = square(0, 0, 1, 1) if moved else square(0, 0, 1, 2)
    facts = {"BU00010001": {"wijk_code": wijk_of_westpoort}}
    facts |= {WIJK_WEST: {"geom": ewkt(west), "change": 3 if moved else 1}}
    facts |= {WIJK_OOST: {"change": 3 if moved else 1}}
    return {code: add_gebied(session, code, load=load, peildatum=AFTER, **facts.get(code, {})) for code in NAMES}


def after_a_cut(session: Session) -> dict[str, Gebied]:
    """The grid with the eastern half of Westpoort in Oostpoort (BU00010101)."""
    load = add_load(session)
    drawn = {
        "BU00010001": square(0, 1, 1, 2).difference(EASTERN_HALF),
        "BU00010101": union(square(1, 1, 2, 2), EASTERN_HALF),
        WIJK_WEST: square(0, 0, 1, 2).difference(EASTERN_HALF),
        WIJK_OOST: union(square(1, 0, 2, 2), EASTERN_HALF),
    }
    facts = {code: {"geom": ewkt(shape), "change": 3} for code, shape in drawn.items()}
    return {code: add_gebied(session, code, load=load, peildatum=AFTER, **facts.get(code, {})) for code in NAMES}


def add_people(session: Session, grid: dict[str, Gebied], people: dict[str, float], *, load: Load) -> None:
    """Inhabitants of some areas, exactly."""
    for code, count in people.items():
        add_figure(session, grid[code], "inwoners", load=load, value=count)
