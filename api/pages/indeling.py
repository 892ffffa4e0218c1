"""One clustering: what it is for, its map, of which units each area consists, and what was decided in reading it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.comparing.amounts import Amount, Scale
from api.comparing.asking import loads_behind
from api.pages.kaart.drawing import draw_areas, map_page
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.pages.vergelijking.frames import MAP_TOLERANCE_M, area_frame, drawn_outlines
from api.security import nonce_of
from api.sessions import RequestReader, RequestSettings
from api.sources import is_all_invented, source_names
from geodata.gebieden.queries import GebiedFilter, list_gebieden, outlines_of
from geodata.indelingen.comparing.ground import Measure
from geodata.indelingen.queries import (
    AreaRecord,
    PartRecord,
    areas_of,
    decisions_of,
    find_indeling,
    member_counts,
    member_ids,
    name_of,
    parts_of,
    versions_of,
)
from geodata.indelingen.tables import Indeling
from geodata.indicators.studies import RegisteredStudy, read_study
from geodata.store.queries import standing_loads
from geodata.store.reading import Reader
from maps.area_map import AreasSubject, area_map_fragment
from maps.fragment import MapPage

router = APIRouter()

# A country's buurten are no map to read and no list to walk through: their gemeente has both.
MOST_AREAS = 500


@dataclass(frozen=True)
class AreaRow:
    """An area with the base units, or parts of them, that it holds, and its people where these can be added up."""

    area: AreaRecord
    parts: tuple[PartRecord, ...]
    people: Amount | None


@router.get("/indelingen/{naam}")
def show(request: Request, naam: str, reader: RequestReader, settings: RequestSettings) -> HTMLResponse:
    """Show a clustering."""
    indeling = find_indeling(reader, naam)
    count = member_counts(reader).get(indeling.id, 0)
    is_own = indeling.gemeente_code is not None
    registered = read_study(reader, [naam]) if is_own and count and not indeling.is_overlapping else None
    rows = area_rows(reader, indeling, registered) if count <= MOST_AREAS else []
    is_sample = indeling.gemeente_code == SAMPLE_GEMEENTE
    context = {
        "indeling": indeling,
        "name": naam,
        "count": count,
        "rows": rows,
        "cut_by": ", ".join(sorted({part.weight for row in rows for part in row.parts if part.share < 1})),
        "versions": [(name_of(one), one) for one in versions_of(reader, indeling)] if is_own else [],
        "decisions": decisions_of(reader, indeling.id),
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(standing_loads(reader)),
    }
    context |= _drawing(reader, indeling, registered, map_page(settings, nonce_of(request)), is_drawn=bool(rows))
    return render_page(request, "indeling.html", context)


def area_rows(reader: Reader, indeling: Indeling, registered: RegisteredStudy | None) -> list[AreaRow]:
    """Read the areas of a clustering, each with what it consists of and how many people live there."""
    areas = areas_of(reader, indeling.id)
    parts: dict[str, list[PartRecord]] = {}
    for part in parts_of(reader, [area.gebied_id for area in areas]):
        parts.setdefault(part.gebied_code, []).append(part)
    people = _people(registered) if registered else {}
    return [AreaRow(area, tuple(parts.get(area.code, ())), people.get(area.code)) for area in areas]


def _people(registered: RegisteredStudy) -> dict[str, Amount]:
    """Add up the people of each area; of none of them where nothing is known."""
    study = registered.study
    if study.elements_gdf["people"].isna().all():
        return {}
    scale, (labelling,) = Scale(study, Measure.PEOPLE), study.labellings
    members = {code: np.flatnonzero(labelling.labels == area) for area, code in enumerate(labelling.area_codes)}
    return {code: scale.amount(elements) for code, elements in members.items()}


def _drawing(
    reader: Reader, indeling: Indeling, registered: RegisteredStudy | None, page: MapPage, *, is_drawn: bool
) -> dict[str, Any]:
    """Draw the areas: as a map to click on where they are a partition, else as their outlines."""
    nothing = {"map": None, "drawing": "", "head": ""}
    if registered is not None:
        own_gdf = outlines_of(reader, member_ids(reader, indeling.id), tolerance_m=MAP_TOLERANCE_M)
        (labelling,) = registered.study.labellings
        frame = area_frame(
            registered.study,
            labelling,
            drawn_outlines(registered.study),
            level=registered.ground.level,
            own_outlines=dict(zip(own_gdf["code"], own_gdf.geometry, strict=True)),
        )
        if frame.empty:
            return nothing
        fragment = area_map_fragment(
            frame, AreasSubject(indeling.name, source_names(loads_behind(reader, registered))), page=page
        )
        return nothing | {"map": fragment, "head": fragment.head}
    if not is_drawn:
        return nothing
    gebieden = list_gebieden(reader, GebiedFilter(ids=member_ids(reader, indeling.id)), limit=MOST_AREAS)
    return nothing | {"drawing": draw_areas(reader, gebieden, title=f"Gebieden van {indeling.name}")}
