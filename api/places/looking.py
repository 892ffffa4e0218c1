"""What somebody looks for: areas by name or code, and addresses where it looks like one or nothing else was found."""

import re
from dataclasses import dataclass

from api.places.locatieserver import Address, AddressesUnavailableError, Locatieserver
from geodata.gebieden.levels import Level
from geodata.store.reading import Reader
from geodata.wijkfoto.finding.queries import FoundGebied, gebieden_at, search_gebieden

FEWEST_LETTERS = 2
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[a-z]{2}\b", re.IGNORECASE | re.ASCII)
_HOUSE_NUMBER = re.compile(r"[^\W\d_]{3,}\D*\s\d{1,5}\s?[a-z]{0,2}\b", re.IGNORECASE)
_NOT_A_STREET = re.compile(r"\s*(wijk|buurt|rayon|gebied)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Kind:
    """Areas of one level that were found."""

    level: Level
    gebieden: tuple[FoundGebied, ...]


@dataclass(frozen=True)
class PlacedAddress:
    """An address with the areas that it lies in, from large to small; none where none of them is loaded."""

    address: Address
    gebieden: tuple[FoundGebied, ...]


@dataclass(frozen=True)
class Found:
    """What was found for a text.

    ``has_more`` says that there are more areas than these; ``is_unavailable`` that addresses could not be looked up.
    """

    kinds: tuple[Kind, ...] = ()
    addresses: tuple[PlacedAddress, ...] = ()
    has_more: bool = False
    is_unavailable: bool = False

    @property
    def count(self) -> int:
        """How many areas were found."""
        return sum(len(kind.gebieden) for kind in self.kinds)


def look_for(reader: Reader, locatieserver: Locatieserver, text: str, *, most: int) -> Found:
    """Look for areas and, where that makes sense, for addresses; may ask another server."""
    gebieden = search_gebieden(reader, text, limit=most + 1)
    kinds = by_kind(gebieden[:most])
    has_more = len(gebieden) > most
    if not (locatieserver.is_on and len(text) >= FEWEST_LETTERS and (looks_like_address(text) or not gebieden)):
        return Found(kinds, has_more=has_more)
    try:
        addresses = locatieserver.find(text)
    except AddressesUnavailableError:
        return Found(kinds, has_more=has_more, is_unavailable=True)
    placed = tuple(PlacedAddress(one, tuple(gebieden_at(reader, one.point, one.codes))) for one in addresses)
    return Found(kinds, placed, has_more=has_more)


def by_kind(gebieden: list[FoundGebied]) -> tuple[Kind, ...]:
    """Put areas together by level, that of the likeliest first."""
    levels = dict.fromkeys(gebied.level for gebied in gebieden)
    return tuple(Kind(level, tuple(one for one in gebieden if one.level is level)) for level in levels)


def looks_like_address(text: str) -> bool:
    """Tell whether a text is likely an address: it holds a postcode, or a word and then a house number.

    Examples
    --------
    >>> looks_like_address("3584 CC"), looks_like_address("Bolognalaan 101 Utrecht"), looks_like_address("Wijk 05 Oost")
    (True, True, False)
    """
    if _POSTCODE.search(text):
        return True
    return _HOUSE_NUMBER.match(text) is not None and _NOT_A_STREET.match(text) is None
