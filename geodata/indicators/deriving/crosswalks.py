"""The way from one year of a gemeente to another, each found once as long as no load comes or goes in between."""

from datetime import date

from geodata.gebieden.levels import Level
from geodata.indelingen.years.carrying import crosswalk_of
from geodata.indelingen.years.queries import units_of_two_years
from geodata.indicators.deriving.carrier import Carrier, carrier_of
from geodata.store.engine import Session
from geodata.store.kept import Kept
from geodata.store.queries import newest_change

_MOST_KEPT = 100


class Crosswalks:
    """Crosswalks that were asked for, the last hundred: finding one reads and overlays the outlines of two years."""

    def __init__(self) -> None:
        self._kept = Kept(most=_MOST_KEPT)

    def between(
        self, session: Session, gemeente_code: str, level: Level, from_peildatum: date, to_peildatum: date
    ) -> Carrier:
        """Return the way from the units of a gemeente on one peildatum to those of another.

        Raises
        ------
        geodata.indelingen.years.queries.YearNotLoadedError
            Of either peildatum none is loaded.
        """
        key = (newest_change(session), gemeente_code, level, from_peildatum, to_peildatum)

        def find() -> Carrier:
            units = units_of_two_years(session, gemeente_code, level, from_peildatum, to_peildatum)
            return carrier_of(crosswalk_of(units))

        return self._kept.value_of(key, find)
