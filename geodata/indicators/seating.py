"""Who sits at the table for an area: by the units that clusterings share with it, weighed by who lives there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geodata.errors import InvalidInputError
from geodata.gebieden.queries import GebiedRecord
from geodata.indelingen.at_table.queries import (
    clustering_with,
    clusterings_in_force,
    outlines_that_touch,
    seated_areas,
)
from geodata.indelingen.at_table.seats import AreaShare, Seat, shares_by_outline, shares_by_units
from geodata.indelingen.comparing.ground import Measure
from geodata.indelingen.queries import name_of
from geodata.indelingen.tables import Indeling
from geodata.indicators.studies import Studies
from geodata.store.reading import Reader

Shares = dict[int, tuple[Measure, list[AreaShare]]]


class NoTableError(InvalidInputError):
    """The area is larger than a gemeente: nobody's clustering is of a country."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Gebied '{code}' ligt niet in één gemeente. Kies een gemeente, wijk, buurt of eigen gebied.")


class NoGroundError(InvalidInputError):
    """Of the area is not known where it lies."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Van gebied '{code}' is geen grens geladen, en het hoort bij geen indeling: wie erover gaat is niet te "
            "bepalen. Laad de grenzen, of kies een ander gebied."
        )


def seats_of_gebied(reader: Reader, gebied: GebiedRecord, on: date, *, studies: Studies) -> list[Seat]:
    """Read the areas of every clustering in force that an area lies in, with the share of it that they hold.

    Parameters
    ----------
    on
        The day for which it is asked.
    studies
        Studies that were asked for before.

    Returns
    -------
    A seat per clustering, in the order of `clusterings_in_force`. Shares are of the people, by the units that the
    clusterings have in common; of the surface where nobody lives, or where nothing but the outline can tell: a
    clustering of another peildatum, and one whose areas may overlap.

    Raises
    ------
    NoTableError, NoGroundError
        The area is no part of a gemeente, or its place is not known.
    """
    if gebied.gemeente_code is None:
        raise NoTableError(gebied.code)
    indelingen = clusterings_in_force(reader, gebied.gemeente_code, on)
    own = clustering_with(reader, gebied.id)
    alike = [one for one in indelingen if own is not None and _has_common_units(one, own)]
    apart = [one for one in indelingen if one not in alike]
    shares = _by_units(reader, gebied, [own, *alike], studies) if own is not None and alike else {}
    if apart:
        shares |= _by_outline(reader, gebied, apart)
    return _seats(reader, indelingen, shares)


def _has_common_units(indeling: Indeling, own: Indeling) -> bool:
    is_overlapping = indeling.is_overlapping or own.is_overlapping
    return indeling.base_peildatum == own.base_peildatum and not is_overlapping


def _by_units(reader: Reader, gebied: GebiedRecord, laid: Sequence[Indeling], studies: Studies) -> Shares:
    """Share an area out by units; the first of what is laid is the clustering that it is an area of."""
    study = studies.study_of(reader, [name_of(one) for one in laid], gebied.gemeente_code).study
    return {one.id: shares_by_units(study, gebied.code, number) for number, one in enumerate(laid[1:], start=1)}


def _by_outline(reader: Reader, gebied: GebiedRecord, apart: Sequence[Indeling]) -> Shares:
    place, outlines = outlines_that_touch(reader, gebied.id, [one.id for one in apart])
    if place is None:
        raise NoGroundError(gebied.code)
    return {one.id: (Measure.AREA, shares_by_outline(place, outlines.get(one.id, {}))) for one in apart}


def _seats(reader: Reader, indelingen: Sequence[Indeling], shares: Shares) -> list[Seat]:
    codes = {share.code for _, found in shares.values() for share in found}
    areas = seated_areas(reader, [one.id for one in indelingen], codes)
    seats = []
    for one in indelingen:
        measure, found = shares[one.id]
        seated = [replace(areas[one.id, share.code], share=share.share, people=share.people) for share in found]
        seats.append(Seat(one, tuple(seated), measure=measure))
    return seats
