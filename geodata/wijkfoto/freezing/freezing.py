"""Reads all that a frozen wijkfoto holds, in the state of one moment."""

from collections.abc import Mapping
from datetime import date

from geodata.indelingen.queries import indelingen_of, name_of, parts_of
from geodata.indelingen.tables import Indeling
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.deriving import METHOD
from geodata.indicators.deriving.queries import derivation_of
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.wijkfoto.choice import Choice
from geodata.wijkfoto.freezing.content import Background, FrozenContent, FrozenIndeling, FrozenPart, freeze
from geodata.wijkfoto.queries import read_wijkfoto
from geodata.wijkfoto.wijkfoto import Wijkfoto


def read_to_freeze(
    reader: Reader,
    code: str,
    *,
    peildatum: date | None,
    occasion: str | None,
    shown: tuple[Catalogue, Choice],
) -> FrozenContent:
    """Read the wijkfoto of an area with what it rests on.

    Parameters
    ----------
    reader
        Sees one state of the database throughout: a load that ends meanwhile leaves no mixture.
    occasion
        What it is frozen for; another occasion makes another document.
    shown
        The definitions, and the choice of figures.

    Raises
    ------
    geodata.gebieden.queries.GebiedNotFoundError
        No area has that code on that peildatum or before.
    """
    catalogue, choice = shown
    found = read_wijkfoto(reader, code, peildatum=peildatum, catalogue=catalogue, choice=choice)
    return freeze(found, _background(reader, found, catalogue), occasion=occasion)


def _background(reader: Reader, found: Wijkfoto, catalogue: Catalogue) -> Background:
    indeling = indelingen_of(reader, [found.gebied.id]).get(found.gebied.id)
    derived_from = {} if indeling is None else derived_loads(reader, indeling, _periods(found))
    return Background(
        indeling=None if indeling is None else _indeling(indeling),
        parts=() if indeling is None else parts_held(reader, found.gebied.id),
        derived_from=derived_from,
        loads=loads_by_id(reader, {load_id for load_ids in derived_from.values() for load_id in load_ids}),
        catalogue_fingerprint=catalogue.fingerprint,
        method=METHOD,
    )


def derived_loads(reader: Reader, indeling: Indeling, periods: set[int]) -> Mapping[int, tuple[int, ...]]:
    """Return by period from which loads the figures of a clustering were derived, that of the clustering among them."""
    derivations = {period: derivation_of(reader, indeling.id, period) for period in sorted(periods)}
    return {
        period: tuple(sorted({indeling.load_id, *derivation.load_ids}))
        for period, derivation in derivations.items()
        if derivation is not None
    }


def _periods(found: Wijkfoto) -> set[int]:
    lines = [*found.key_figures, *found.age_structure, *(line for theme in found.themes for line in theme.lines)]
    return {item.figure.period for line in lines for item in line.series}


def _indeling(indeling: Indeling) -> FrozenIndeling:
    return FrozenIndeling(
        name=name_of(indeling),
        title=indeling.name,
        owner=indeling.owner,
        version=indeling.version,
        peildatum=indeling.base_peildatum,
    )


def parts_held(reader: Reader, gebied_id: int) -> tuple[FrozenPart, ...]:
    """Return what an area of a clustering holds, as it is frozen."""
    return tuple(FrozenPart(part.unit_code, part.unit_name, part.share) for part in parts_of(reader, [gebied_id]))
