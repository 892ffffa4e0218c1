"""Which clusterings are compared, and which else could be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import Query
from pydantic import BaseModel

from geodata.errors import InvalidInputError, NotFoundError
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, list_gebieden
from geodata.indelingen.comparing.ground import Measure
from geodata.indelingen.queries import list_indelingen, name_of
from geodata.indelingen.tables import Indeling, IndelingStatus
from geodata.store.reading import Reader

FEWEST, MOST = 2, 8
MOST_GEMEENTEN = 500
CBS_KEYS = ("cbs-wijk", "cbs-buurt")


class NothingToCompareError(NotFoundError):
    """No gemeente has clusterings of its own."""

    def __init__(self) -> None:
        super().__init__(
            "Er is nog geen gemeente met eigen indelingen. Lees er een in met 'gebiedsmonitor indeling lees'."
        )


class ChoiceSizeError(InvalidInputError):
    """Too few or too many clusterings to compare."""

    def __init__(self, count: int) -> None:
        super().__init__(f"Kies {FEWEST} tot {MOST} indelingen om te vergelijken; gekozen: {count}.")


class ComparisonParameters(BaseModel):
    """The form of the comparison; what else an address carries is passed over, as on all pages."""

    gemeente: str = Query("", max_length=80)
    indelingen: list[str] = Query(default_factory=list, max_length=50)
    paar: str = Query("", max_length=20)
    gewicht: Measure = Query(Measure.PEOPLE)


@dataclass(frozen=True)
class ComparisonChoice:
    """What is compared: names of clusterings in the order of the register, on the boundaries of one peildatum.

    ``options`` are all that could be chosen: what is adopted, and concepts that are newer.
    """

    gemeente: GebiedRecord
    gemeenten: tuple[GebiedRecord, ...]
    options: tuple[Indeling, ...]
    names: tuple[str, ...]


def choose(reader: Reader, wish: ComparisonParameters) -> ComparisonChoice:
    """Return what the form asks for; without a wish all clusterings of a gemeente's own.

    Raises
    ------
    NothingToCompareError
        There is nothing to choose from.
    ChoiceSizeError
        Too few or too many are chosen.
    """
    indelingen = list_indelingen(reader)
    gemeenten = _gemeenten(reader, {one.gemeente_code for one in indelingen if one.gemeente_code})
    if not gemeenten:
        raise NothingToCompareError
    wanted = {name.split(".")[0] for name in wish.indelingen} | {wish.gemeente}
    gemeente = next((one for one in gemeenten if one.code in wanted), gemeenten[0])
    options = _options(indelingen, gemeente.code)
    names = tuple(dict.fromkeys(name for name in wish.indelingen if name)) or _usual(options)
    if not FEWEST <= len(names) <= MOST:
        raise ChoiceSizeError(len(names))
    return ComparisonChoice(gemeente, gemeenten, options, names)


def _gemeenten(reader: Reader, codes: Iterable[str]) -> tuple[GebiedRecord, ...]:
    known = list_gebieden(reader, GebiedFilter(level=Level.GEMEENTE), limit=MOST_GEMEENTEN)
    return tuple(one for one in known if one.code in set(codes))


def _options(indelingen: Sequence[Indeling], gemeente_code: str) -> tuple[Indeling, ...]:
    """Return of each clustering of a gemeente what is adopted and newer concepts, and CBS's own of those peildata."""
    own: dict[str, list[Indeling]] = {}
    for one in indelingen:
        is_current = one.status is not IndelingStatus.LAPSED and not one.is_overlapping
        if one.gemeente_code == gemeente_code and is_current:
            own.setdefault(one.key, []).append(one)
    current = [one for versions in own.values() for one in _adopted_first(versions)]
    peildata = {one.base_peildatum for one in current}
    national = [one for one in indelingen if one.key in CBS_KEYS and one.base_peildatum in peildata]
    return (*current, *national)


def _adopted_first(versions: Sequence[Indeling]) -> list[Indeling]:
    """Return the newest adopted version and the concepts after it; without one, the newest concept."""
    adopted = next((one for one in versions if one.status is IndelingStatus.ADOPTED), None)
    if adopted is None:
        return list(versions[:1])
    return [adopted, *(one for one in versions if one.version > adopted.version)]


def _usual(options: Sequence[Indeling]) -> tuple[str, ...]:
    """Return the clusterings of the gemeente's own on the newest boundaries, one version of each: the first option."""
    own = [one for one in options if one.gemeente_code]
    newest = max((one.base_peildatum for one in own), default=None)
    by_key: dict[str, str] = {}
    for one in own:
        if one.base_peildatum == newest:
            by_key.setdefault(one.key, name_of(one))
    return tuple(by_key.values())[:MOST]
