"""The page of one gebied: how it stands, beside its gemeente and over the years."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.pages.standing_out import standing_out_view
from api.pages.wijkfoto.view import age_bars, line_view, theme_views
from api.requested import PageWijkfoto
from api.sessions import RequestReader
from api.sources import is_all_invented
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, list_gebieden, outlines_of
from geodata.indelingen.queries import indelingen_of, member_ids, name_of, parts_of
from geodata.indelingen.tables import Indeling
from geodata.store.reading import Reader
from maps.outline import outline_svg

router = APIRouter()

OUTLINE_TOLERANCE_M = 50
MOST_NEIGHBOURS = 500
LEVEL_BELOW = {Level.GEMEENTE: Level.WIJK, Level.WIJK: Level.BUURT}


@router.get("/wijkfoto/{code}")
def show(request: Request, found: PageWijkfoto, reader: RequestReader) -> HTMLResponse:
    """Show the wijkfoto of an area."""
    gebied = found.gebied
    indeling = indelingen_of(reader, [gebied.id]).get(gebied.id)
    is_sample = gebied.gemeente_code == SAMPLE_GEMEENTE
    context = {
        "gebied": gebied,
        "peildata": found.peildata,
        "compared_with": found.compared_with,
        "has_figures": found.has_figures,
        "key_figures": [line_view(line, found) for line in found.key_figures if line.newest],
        "age": age_bars(found.age_structure),
        "themes": theme_views(found),
        "standing_out": standing_out_view(found),
        "outline": location_svg(reader, gebied, indeling),
        "below": gebieden_below(reader, gebied),
        "indeling": indeling,
        "indeling_name": name_of(indeling) if indeling else "",
        "units": parts_of(reader, [gebied.id]) if indeling else [],
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(found.loads.values()),
    }
    return render_page(request, "wijkfoto.html", context | {"sections": page_sections(context)})


def page_sections(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the anchor and title of each section that the page will have."""
    first = [("samenstelling", "Waaruit dit gebied bestaat", context["units"])]
    first += [("opvallend", "Wat opvalt", context["standing_out"]), ("leeftijd", "Leeftijdsopbouw", context["age"])]
    themes = [(f"thema-{theme.key}", theme.title, theme.lines) for theme in context["themes"]]
    last = [("delen", "Wijken" if context["gebied"].level is Level.GEMEENTE else "Buurten", context["below"])]
    return [(anchor, title) for anchor, title, content in first + themes + last if content]


def gebieden_below(reader: Reader, gebied: GebiedRecord) -> list[GebiedRecord]:
    """Read the wijken of a gemeente, or the buurten of a wijk, on the same peildatum."""
    level = LEVEL_BELOW.get(gebied.level)
    if level is None:
        return []
    wanted = GebiedFilter(level=level, gemeente_code=gebied.gemeente_code, peildatum=gebied.peildatum)
    found = list_gebieden(reader, wanted, limit=MOST_NEIGHBOURS)
    return [part for part in found if gebied.level is Level.GEMEENTE or part.wijk_code == gebied.code]


def location_svg(reader: Reader, gebied: GebiedRecord, indeling: Indeling | None) -> str:
    """Draw where an area lies among those of its level or clustering; empty where its outline is not loaded."""
    if gebied.level in {Level.LAND, Level.GEMEENTE}:
        ids = [gebied.id]
    elif indeling is not None:
        ids = list(member_ids(reader, indeling.id))
    else:
        wanted = GebiedFilter(level=gebied.level, gemeente_code=gebied.gemeente_code, peildatum=gebied.peildatum)
        ids = [neighbour.id for neighbour in list_gebieden(reader, wanted, limit=MOST_NEIGHBOURS)]
    areas_gdf = outlines_of(reader, ids, tolerance_m=OUTLINE_TOLERANCE_M)
    if gebied.code not in set(areas_gdf["code"]):
        return ""
    place = f" in {gebied.gemeente_name}" if gebied.gemeente_name and len(ids) > 1 else ""
    href = "/wijkfoto/{code}" if len(ids) > 1 else None
    return outline_svg(areas_gdf, gebied.code, title=f"Ligging van {gebied.name}{place}", href_template=href)
