"""Crosswalks between two years of a gemeente, each found once as long as nothing is loaded in between."""

from datetime import date
from threading import Lock

from geodata.gebieden.levels import Level
from geodata.indelingen.years.carrying import crosswalk_of
from geodata.indelingen.years.queries import units_of_two_years
from geodata.indelingen.years.year_crosswalk import YearCrosswalk
from geodata.store.engine import Session
from geodata.store.queries import newest_load_id

_Key = tuple[int, str, Level, date, date]
_MOST_KEPT = 100


class Crosswalks:
    """Crosswalks that were asked for, the last hundred: finding one reads and overlays the outlines of two years."""

    def __init__(self) -> None:
        self._known: dict[_Key, YearCrosswalk] = {}
        self._lock = Lock()

    def between(
        self, session: Session, gemeente_code: str, level: Level, from_peildatum: date, to_peildatum: date
    ) -> YearCrosswalk:
        """Return the crosswalk between the units of a gemeente on two peildata.

        Raises
        ------
        geodata.indelingen.years.queries.YearNotLoadedError
            Of either peildatum none is loaded.
        """
        key = (newest_load_id(session), gemeente_code, level, from_peildatum, to_peildatum)
        with self._lock:
            found = self._known.get(key)
        if found is None:
            found = crosswalk_of(units_of_two_years(session, gemeente_code, level, from_peildatum, to_peildatum))
            with self._lock:
                self._known[key] = found
                while len(self._known) > _MOST_KEPT:
                    del self._known[next(iter(self._known))]
        return found
