"""The way from one year of a gemeente to another, each found once as long as nothing is loaded in between."""

from datetime import date
from threading import Lock

from geodata.gebieden.levels import Level
from geodata.indelingen.years.carrying import crosswalk_of
from geodata.indelingen.years.queries import units_of_two_years
from geodata.indicators.deriving.carrier import Carrier, carrier_of
from geodata.store.engine import Session
from geodata.store.queries import newest_load_id

_Key = tuple[int, str, Level, date, date]
_MOST_KEPT = 100


class Crosswalks:
    """Crosswalks that were asked for, the last hundred: finding one reads and overlays the outlines of two years."""

    def __init__(self) -> None:
        self._known: dict[_Key, Carrier] = {}
        self._lock = Lock()

    def between(
        self, session: Session, gemeente_code: str, level: Level, from_peildatum: date, to_peildatum: date
    ) -> Carrier:
        """Return the way from the units of a gemeente on one peildatum to those of another.

        Raises
        ------
        geodata.indelingen.years.queries.YearNotLoadedError
            Of either peildatum none is loaded.
        """
        key = (newest_load_id(session), gemeente_code, level, from_peildatum, to_peildatum)
        with self._lock:
            found = self._known.get(key)
        if found is None:
            units = units_of_two_years(session, gemeente_code, level, from_peildatum, to_peildatum)
            found = carrier_of(crosswalk_of(units))
            with self._lock:
                self._known[key] = found
                while len(self._known) > _MOST_KEPT:
                    del self._known[next(iter(self._known))]
        return found
