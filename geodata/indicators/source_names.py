"""Under which name each source publishes an indicator, per year."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from geodata.errors import NotFoundError

SOURCES = (
    "kaart-snake",
    "kaart-camel",
    "kaart-shp",
    "kwb-xlsx",
    "odata-v4",
    "rivm",
    "leefbaarometer",
    "criminaliteit",
    "long",
    "bewonersonderzoek",
)
# The same columns under another spelling: the WFS derives its names from those of the GeoPackage, and the spreadsheets
# carried the column names of the shapefile until the edition of 2012.
_LAST_YEAR_OF_MAP_NAMES_IN_SPREADSHEETS = 2012


class SourceUnknownError(NotFoundError):
    """The catalogue holds no names of this source."""

    def __init__(self, source: str) -> None:
        super().__init__(f"De catalogus kent geen namen van bron {source!r}. Bekend zijn: {', '.join(SOURCES)}.")


@dataclass(frozen=True)
class Topic:
    """A topic of an OData v3 table; keys shift from year to year, so it is known by its groups, title and unit.

    Text is normalised: CBS pads titles with spaces, and leaves a unit out now and then.

    Examples
    --------
    >>> Topic(("Zorg",), "Wmo-cliënten ", "aantal") == Topic(("Zorg",), "Wmo-cliënten", "aantal")
    True
    """

    path: tuple[str, ...]
    title: str
    unit: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", tuple(_squeezed(group) for group in self.path))
        object.__setattr__(self, "title", _squeezed(self.title))
        object.__setattr__(self, "unit", _squeezed(self.unit))


@dataclass(frozen=True)
class Meaning:
    """What a name means in some years: an indicator, or nothing, for a reason that is given in Dutch."""

    first_year: int | None
    last_year: int | None
    indicator: str | None = None
    reason: str | None = None

    def holds_in(self, year: int) -> bool:
        """Tell whether the name has this meaning in a year."""
        return (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True)
class SourceName:
    """A publisher's name of a column or measure."""

    source: str
    name: str
    meaning: Meaning


@dataclass(frozen=True)
class TopicName:
    """A publisher's topic."""

    topic: Topic
    meaning: Meaning


def camel_case(name: str) -> str:
    """Give the WFS spelling of a GeoPackage column.

    Examples
    --------
    >>> camel_case("percentage_personen_0_tot_15_jaar")
    'percentagePersonen0Tot15Jaar'
    """
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def names_in(names: tuple[SourceName, ...], source: str, *, year: int) -> Iterator[SourceName]:
    """Yield the names of a source in a year, those that it borrows from another source included.

    Raises
    ------
    SourceUnknownError
        The catalogue holds no names of the source.
    """
    if source not in SOURCES:
        raise SourceUnknownError(source)
    for lender, spell in _lenders(source, year).items():
        for known in names:
            if known.source == lender and known.meaning.holds_in(year):
                yield replace(known, source=source, name=spell(known.name))


def _lenders(source: str, year: int) -> Mapping[str, Callable[[str], str]]:
    if source == "kaart-camel":
        return {"kaart-snake": camel_case, source: str}
    if source == "long" or (source == "kwb-xlsx" and year <= _LAST_YEAR_OF_MAP_NAMES_IN_SPREADSHEETS):
        return {"kaart-shp": str, source: str}
    return {source: str}


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").split())
