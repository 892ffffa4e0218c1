"""The gemeenten of the first page: few with their wijken and a map to click on, many by their first letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, list_gebieden, outlines_of
from geodata.indelingen.queries import AreaRecord, areas_of, list_indelingen, name_of
from geodata.indelingen.tables import Indeling, IndelingStatus
from geodata.store.reading import Reader
from geodata.wijkfoto.finding.written import words_of
from maps.named_areas import named_areas_svg

# A whole country's wijken do not help anyone who looks for one: from here on only gemeenten are listed.
MOST_UNFOLDED = 8
MOST_DRAWN = 3
MOST_WIJKEN = 200
MOST_INDELINGEN = 6
_TOLERANCE_M = 50
_ARTICLES = frozenset({"s", "t"})


@dataclass(frozen=True)
class GemeenteView:
    """A gemeente with its wijken, and a drawing of these to click on; empty where there are too many gemeenten."""

    gemeente: GebiedRecord
    wijken: tuple[GebiedRecord, ...]
    drawing: str


@dataclass(frozen=True)
class Letter:
    """The gemeenten whose name begins with a letter."""

    letter: str
    gemeenten: tuple[GebiedRecord, ...]


@dataclass(frozen=True)
class OwnIndeling:
    """A clustering of a gemeente's own that is in force, with its areas."""

    indeling: Indeling
    name: str
    gemeente_name: str
    areas: tuple[AreaRecord, ...]


def unfolded(reader: Reader, gemeenten: Sequence[GebiedRecord]) -> list[GemeenteView]:
    """Read the wijken of a few gemeenten; none where there are too many to list."""
    if len(gemeenten) > MOST_UNFOLDED:
        return []
    return [_view(reader, gemeente, is_drawn=len(gemeenten) <= MOST_DRAWN) for gemeente in gemeenten]


def _view(reader: Reader, gemeente: GebiedRecord, *, is_drawn: bool) -> GemeenteView:
    wanted = GebiedFilter(level=Level.WIJK, gemeente_code=gemeente.code)
    wijken = tuple(list_gebieden(reader, wanted, limit=MOST_WIJKEN))
    drawing = _drawing(reader, wijken, f"Wijken van {gemeente.name}") if is_drawn and len(wijken) > 1 else ""
    return GemeenteView(gemeente, wijken, drawing)


def _drawing(reader: Reader, wijken: Sequence[GebiedRecord], title: str) -> str:
    areas_gdf = outlines_of(reader, [wijk.id for wijk in wijken], tolerance_m=_TOLERANCE_M)
    if areas_gdf.empty:
        return ""
    return named_areas_svg(areas_gdf, title=title, href_template="/wijkfoto/{code}", width=640)


def by_letter(gemeenten: Sequence[GebiedRecord]) -> list[Letter]:
    """Put gemeenten together by the first letter of their name; 's-Gravenhage is looked for under the G."""
    ordered = sorted(gemeenten, key=lambda gemeente: (_sort_name(gemeente.name), gemeente.code))
    letters = groupby(ordered, key=lambda gemeente: _sort_name(gemeente.name)[:1].upper())
    return [Letter(letter or "#", tuple(group)) for letter, group in letters]


def _sort_name(name: str) -> str:
    words = words_of(name)
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def own_indelingen(reader: Reader, gemeenten: Sequence[GebiedRecord]) -> list[OwnIndeling]:
    """Read the adopted clusterings of gemeenten with their areas; none where there are more than a page can list."""
    names = {gemeente.code: gemeente.name for gemeente in gemeenten}
    adopted = [one for one in list_indelingen(reader) if one.gemeente_code and one.status is IndelingStatus.ADOPTED]
    if len(adopted) > MOST_INDELINGEN:
        return []
    return [
        OwnIndeling(one, name_of(one), names.get(str(one.gemeente_code), ""), tuple(areas_of(reader, one.id)))
        for one in adopted
    ]
