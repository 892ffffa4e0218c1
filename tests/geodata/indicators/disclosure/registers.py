"""A register of the town of `tests.town`: a count for each of its twelve buurten."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from geodata.indicators.disclosure.publication import Cleared, observation_of
from geodata.indicators.disclosure.queries import Register, add_figures, indicator_number, store_register
from geodata.store.tables import Load
from tests.grid import PEILDATUM
from tests.town import BUURTEN, TOWN, Town

KEY = "jongeren_met_bijstand"
FIRST = BUURTEN[0]
# Only the first buurt is below the threshold of 5.
COUNTS = {code: 3 if code == FIRST else 20 + number for number, code in enumerate(BUURTEN)}


def register(**facts: Any) -> Register:
    usual: dict[str, Any] = {"key": KEY, "gemeente_code": TOWN, "peildatum": PEILDATUM, "label": "Jongeren"}
    usual |= {"unit": "personen", "definition": "Jongeren met bijstand.", "owner": "Werk", "threshold": 5}
    return Register(**(usual | {"shows_zeros": True} | facts))


def add_register(session: Session, town: Town, counts: Mapping[str, int] = COUNTS, **facts: Any) -> None:
    store_register(session, register(**facts), {2024: {town[code].id: count for code, count in counts.items()}})


def publish(session: Session, cleared: list[Cleared], load: Load) -> None:
    number = indicator_number(session, KEY)
    rule = register().rule
    add_figures(session, [observation_of(one, rule, indicator_id=number, load_id=load.id) for one in cleared])
