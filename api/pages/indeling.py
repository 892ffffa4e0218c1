"""One clustering: what it is for, its map, and of which base units each of its areas consists."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.kaart import draw_areas
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.sessions import RequestReader
from api.sources import is_all_invented
from geodata.gebieden.queries import GebiedFilter, GebiedRecord, list_gebieden
from geodata.indelingen.queries import PartRecord, find_indeling, member_counts, member_ids, parts_of
from geodata.store.queries import standing_loads
from geodata.store.reading import Reader

router = APIRouter()

# A country's buurten are no map to read and no list to walk through: their gemeente has both.
MOST_AREAS = 500


@dataclass(frozen=True)
class AreaParts:
    """An area with the base units, or parts of them, that it holds."""

    gebied: GebiedRecord
    parts: tuple[PartRecord, ...]


@router.get("/indelingen/{naam}")
def show(request: Request, naam: str, reader: RequestReader) -> HTMLResponse:
    """Show a clustering."""
    indeling = find_indeling(reader, naam)
    gebieden = list_gebieden(reader, GebiedFilter(ids=member_ids(reader, indeling.id)), limit=MOST_AREAS + 1)
    is_listed = len(gebieden) <= MOST_AREAS
    is_sample = any(gebied.gemeente_code == SAMPLE_GEMEENTE for gebied in gebieden)
    areas = areas_with_parts(reader, gebieden) if is_listed else []
    context = {
        "indeling": indeling,
        "name": naam,
        "count": member_counts(reader).get(indeling.id, 0),
        "areas": areas,
        "cut_by": ", ".join(sorted({part.weight for area in areas for part in area.parts if part.share < 1})),
        "drawing": draw_areas(reader, gebieden, title=f"Gebieden van {indeling.name}") if is_listed else "",
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(standing_loads(reader)),
    }
    return render_page(request, "indeling.html", context)


def areas_with_parts(reader: Reader, gebieden: list[GebiedRecord]) -> list[AreaParts]:
    """Read of which base units each area consists; none where the area is a unit itself."""
    parts: dict[str, list[PartRecord]] = {}
    for part in parts_of(reader, [gebied.id for gebied in gebieden]):
        parts.setdefault(part.gebied_code, []).append(part)
    return [AreaParts(gebied, tuple(parts.get(gebied.code, ()))) for gebied in gebieden]
