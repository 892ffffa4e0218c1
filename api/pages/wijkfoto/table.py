"""Who sits at the table for an area, as a wijkfoto shows it: short, whatever the number of areas."""

from dataclasses import dataclass
from datetime import date

from api.comparing.amounts import share_text
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indelingen.at_table.seats import Seat, SeatedArea
from geodata.indelingen.comparing.ground import Measure
from geodata.indelingen.queries import name_of
from geodata.indelingen.tables import IndelingStatus
from geodata.indicators.seating import NoGroundError, NoTableError, seats_of_gebied
from geodata.indicators.studies import Studies
from geodata.store.reading import Reader

MOST_AREAS = 3
LEAST_SHARE = 0.05
"""Part of the place below which an area at its edge is not named, unless it is the largest."""
_ALL = 0.995


@dataclass(frozen=True)
class SeatedAreaView:
    """An area of a clustering with the part of the place that it holds, empty for all of it, and whom to turn to."""

    code: str
    name: str
    share: str
    contact: str


@dataclass(frozen=True)
class SeatView:
    """A clustering at the table: its largest areas here, and how many more there are."""

    indeling: str
    name: str
    owner: str
    is_concept: bool
    areas: tuple[SeatedAreaView, ...]
    more_count: int

    @property
    def has_one_contact(self) -> bool:
        """Whether one can turn to the same for all of its areas."""
        return len({area.contact for area in self.areas}) == 1


def seat_views(reader: Reader, gebied: GebiedRecord, on: date, *, studies: Studies) -> tuple[SeatView, ...]:
    """Read who sits at the table; none where the area is no part of a gemeente, or its place is not known.

    The clusterings of CBS are left out: nobody sits at the table for those. For a whole gemeente everybody does.
    """
    if gebied.level is Level.GEMEENTE:
        return ()
    try:
        seats = seats_of_gebied(reader, gebied, on, studies=studies)
    except (NoTableError, NoGroundError):
        return ()
    return tuple(_view(seat) for seat in seats if seat.indeling.gemeente_code is not None and seat.areas)


def _view(seat: Seat) -> SeatView:
    most = max(1, sum(area.share >= LEAST_SHARE for area in seat.areas[:MOST_AREAS]))
    return SeatView(
        indeling=name_of(seat.indeling),
        name=seat.indeling.name,
        owner=seat.indeling.owner,
        is_concept=seat.indeling.status is IndelingStatus.CONCEPT,
        areas=tuple(_area(area, seat.measure) for area in seat.areas[:most]),
        more_count=len(seat.areas) - most,
    )


def _area(area: SeatedArea, measure: Measure | None) -> SeatedAreaView:
    contact = ", ".join(part for part in (area.contact_role, area.contact_team) if part)
    by = " naar oppervlakte" if measure is Measure.AREA else ""
    share = "" if area.share >= _ALL else f"{share_text(area.share)}{by}"
    return SeatedAreaView(area.code, area.name, share, contact)
