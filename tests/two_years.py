"""The town of `tests.town` with three clusterings, and the same town a year later, in the database.

Beheer parts the town down the middle, zorg into its southern row and the rest; plan parts the north-eastern corner from
the rest, with a line through the middle of buurt 0202. In 2025 buurten have merged: 0001, 0002
and 0003 across the border of beheer, 0102 and 0103 within it.
"""

from datetime import date

from sqlalchemy.orm import Session

from tests.grid import add_gebied, add_load
from tests.town import (
    BUURTEN,
    COLUMNS,
    ROWS,
    TOWN,
    WIJKEN,
    add_clustering,
    add_national,
    add_town,
    ewkt,
    outline,
    square,
    whole,
)

LATER = date(2025, 1, 1)
_COLUMN = [[f"0{row}0{column}" for row in range(ROWS)] for column in range(COLUMNS)]
_ROW = [[f"0{row}0{column}" for column in range(COLUMNS)] for row in range(ROWS)]
BEHEER = {"west": whole(*_COLUMN[0], *_COLUMN[1]), "oost": whole(*_COLUMN[2], *_COLUMN[3])}
ZORG = {"dorp": whole(*_ROW[0]), "buitengebied": whole(*_ROW[1], *_ROW[2])}
PLAN = {
    "p": whole(*_COLUMN[0], *_COLUMN[1], "0002", "0003", "0102", "0103") | {"BU00020202": square(2, 2, 2.5, 3)},
    "q": whole("0203") | {"BU00020202": square(2.5, 2, 3, 3)},
}
MERGED = {"BU00020001": square(1, 0, 4, 1), "BU00020102": square(2, 1, 4, 2)}
GONE = {"BU00020002", "BU00020003", "BU00020103"}


def add_two_years(session: Session) -> None:
    """The town in both years; its clusterings stand on the first."""
    load = add_load(session, scope=TOWN)
    town = add_town(session, load=load)
    add_clustering(session, town, "beheer", BEHEER, load=load)
    add_clustering(session, town, "zorg", ZORG, load=load)
    add_clustering(session, town, "plan", PLAN, load=load)
    later = {
        code: add_gebied(
            session,
            code,
            load=load,
            peildatum=LATER,
            change=3 if code in MERGED else 1,
            geom=ewkt(MERGED.get(code, outline(code))),
        )
        for code in (TOWN, *WIJKEN, *BUURTEN)
        if code not in GONE
    }
    add_national(session, later, load=load, version=2025, base_peildatum=LATER)
