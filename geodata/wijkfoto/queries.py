"""Reading a wijkfoto: a handful of questions to the database, whatever the number of indicators."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from geodata.gebieden.codes import LAND_CODE
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedNotFoundError, GebiedRecord, find_gebied, peildata_of
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import figures_of_codes
from geodata.store.queries import loads_by_id
from geodata.wijkfoto.choice import Choice
from geodata.wijkfoto.series import Series, series_of
from geodata.wijkfoto.wijkfoto import Wijkfoto, WijkfotoInput, assemble_wijkfoto, by_place, moved_boundaries


def read_wijkfoto(
    session: Session, code: str, *, peildatum: date | None, catalogue: Catalogue, choice: Choice
) -> Wijkfoto:
    """Read the wijkfoto of an area as it was on `peildatum`, or as it is known newest.

    Raises
    ------
    GebiedNotFoundError
        No area has that code on that peildatum or before.
    """
    return read_wijkfoto_beside(session, find_gebied(session, code, peildatum), catalogue=catalogue, choice=choice)


def read_wijkfoto_beside(
    session: Session, gebied: GebiedRecord, *, catalogue: Catalogue, choice: Choice, beside: Sequence[GebiedRecord] = ()
) -> Wijkfoto:
    """Read the wijkfoto of an area beside those around it, and beside others after these."""
    around = areas_around(session, gebied)
    known = {gebied.code, *(area.code for area in around)}
    around += [area for area in beside if area.code not in known]
    codes = [gebied.code, *(area.code for area in around)]
    figures = figures_of_codes(session, codes, until=last_boundaries(gebied), indicators=choice.indicators)
    read = WijkfotoInput(
        gebied=gebied,
        peildata=peildata_of(session, gebied.code),
        compared_with=around,
        figures=figures,
        loads=loads_by_id(session, (figure.load_id for figure in figures)),
    )
    return assemble_wijkfoto(read, catalogue, choice)


def read_series(
    session: Session, code: str, indicator: Indicator, *, peildatum: date | None, catalogue: Catalogue
) -> tuple[GebiedRecord, Series]:
    """Read the series of one indicator of an area as it was on `peildatum`, or as it is known newest.

    Returns
    -------
    GebiedRecord, Series
        The area, and its figures; none where nothing is loaded.

    Raises
    ------
    GebiedNotFoundError
        No area has that code on that peildatum or before.
    """
    gebied = find_gebied(session, code, peildatum)
    read = figures_of_codes(session, [code], until=last_boundaries(gebied), indicators=[indicator.key])
    figures = list(by_place(read).get((code, indicator.key), {}).values())
    moved = moved_boundaries(read, code)
    return gebied, series_of(indicator, figures, moved, min_coverage=catalogue.coverage_needed[indicator.kind])


def last_boundaries(gebied: GebiedRecord) -> date | None:
    """Return the last peildatum of figures that belong beside those of an area; None for no limit.

    An area of a clustering keeps the boundaries that it was made on, while its figures go on: those of its gemeente in
    later years are on later boundaries.
    """
    return None if gebied.level is Level.GEBIED else gebied.peildatum


def areas_around(session: Session, gebied: GebiedRecord) -> list[GebiedRecord]:
    """Read what an area is compared with, as far as loaded: its gemeente and the country."""
    codes = [] if gebied.level is Level.LAND else [LAND_CODE]
    if gebied.gemeente_code and gebied.level is not Level.GEMEENTE:
        codes.insert(0, gebied.gemeente_code)
    found = []
    for code in codes:
        try:
            found.append(find_gebied(session, code, gebied.peildatum))
        except GebiedNotFoundError:
            continue
    return found
