"""The drawings on the page of a comparison: two maps that move together, the verschilkaart, and a map per crossing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np

from api.comparing.rows import CrossingRow, DifferenceRow
from api.pages.vergelijking.compared import Compared
from api.pages.vergelijking.frames import area_frame, difference_frame, drawn_outlines, outline_of, shared_people
from api.sources import source_names
from geodata.store.tables import Load
from maps.area_map import AreasSubject
from maps.borders import borders_between
from maps.crossing import crossing_svg
from maps.difference import DifferenceSubject
from maps.difference_map import difference_map_fragment
from maps.fragment import MapFragment, MapPage, head_tags
from maps.map_pair import MapPairFragment, map_pair_fragment

DRAWN_CROSSINGS = 6


def drawings_of(
    compared: Compared,
    crossings: Sequence[CrossingRow],
    differences: Sequence[DifferenceRow],
    *,
    page: MapPage,
    loads: Sequence[Load],
) -> dict[str, Any]:
    """Draw what has outlines.

    Returns
    -------
    For the template: ``maps``, the two side by side; ``difference``, the verschilkaart; ``drawings``, the first
    crossings; ``head``, the tags that the maps need. Without any outline there is nothing of these.
    """
    study = compared.study
    outlines = drawn_outlines(study)
    if outlines.isna().all():
        return {"maps": None, "difference": None, "drawings": [], "head": ""}
    source = source_names(loads)
    frames = [area_frame(study, one, outlines, level=compared.registered.ground.level) for one in compared.shown]
    return {
        "maps": _map_pair(compared, frames, page, source),
        "difference": _difference_map(compared, outlines, differences, page, source),
        "drawings": [_crossing_drawing(compared, row, outlines) for row in crossings[:DRAWN_CROSSINGS]],
        "head": head_tags(page, "pair.js", "borders.js"),
    }


def _map_pair(compared: Compared, frames: list[gpd.GeoDataFrame], page: MapPage, source: str) -> MapPairFragment:
    first, other = compared.shown
    subjects = (AreasSubject(first.title, source), AreasSubject(other.title, source))
    shared = shared_people(compared.study, first, other)
    return map_pair_fragment(frames[0], frames[1], subjects, shared=shared, page=page)


def _difference_map(
    compared: Compared, outlines: gpd.GeoSeries, rows: Sequence[DifferenceRow], page: MapPage, source: str
) -> MapFragment:
    labellings = compared.study.labellings
    frame = difference_frame(compared.study, outlines, rows)
    labels = {one.title: one.labels[frame.index].tolist() for one in labellings}
    subject = DifferenceSubject("Verschilkaart", len(labellings), source)
    borders_gdf = borders_between(frame.reset_index(drop=True), labels)
    # A piece of a unit has no page of its own.
    map_of_differences = replace(page, element_id="verschil", href_template=None)
    return difference_map_fragment(frame, borders_gdf, subject, page=map_of_differences)


def _crossing_drawing(compared: Compared, row: CrossingRow, outlines: gpd.GeoSeries) -> str:
    """Draw two areas that cross; empty where of either no outline is known."""
    first, other = compared.shown
    area = outline_of(outlines, np.flatnonzero(first.labels == row.crossing.area))
    other_area = outline_of(outlines, np.flatnonzero(other.labels == row.crossing.other_area))
    if area is None or other_area is None:
        return ""
    return crossing_svg(area, other_area, title=f"{row.area} en {row.other_area}")
