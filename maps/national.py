"""The map of the country: its outlines and its figures as two answers, which a script draws on one canvas.

The page holds neither: outlines depend on the level and the peildatum only, and can be kept by who has them; figures
are small. Outlines are rounded to a step of a degree and written as differences, so that neighbours keep the same
border and a point takes few bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from maps.fragment import MapFragment, MapPage, head_tags
from maps.frames import check_shapes
from maps.leaflet import WGS84
from maps.legend import legend_html
from maps.shading import Shading

STEPS_PER_DEGREE = 10_000
"""A step is 11 m to the north and 7 m to the east: a twentieth of the coarsest scale, a tenth of the next."""

Rings = list[list[int]]


@dataclass(frozen=True)
class NationalAddresses:
    """Where the script finds what it draws, and where it leads to.

    ``outlines`` is read at once and ``fine_outlines`` when the reader comes close; ``area`` holds ``{code}``, and
    ``gemeente`` holds ``{gemeente}``.
    """

    outlines: str
    fine_outlines: str
    figures: str
    area: str
    gemeente: str


def outlines_content(areas_gdf: gpd.GeoDataFrame, gemeente_names: Mapping[str, str]) -> dict[str, Any]:
    """Return outlines as the script takes them.

    Parameters
    ----------
    areas_gdf
        One row per area in RD New (EPSG:28992): ``code``, ``name``, ``gemeente_code``, ``geometry``.
    gemeente_names
        Name per code of a gemeente.

    Returns
    -------
    dict
        ``stappen`` per degree; ``gemeenten`` by code; ``gebieden``: code, name, code of the gemeente, and rings. A ring
        is longitude and latitude of its first point in steps, and then the differences from point to point; it is not
        closed. Rings that vanish in the rounding are left out, unless an area would have none.

    Raises
    ------
    MapFrameError
        The frame of areas cannot be drawn.
    """
    check_shapes(areas_gdf, "gemeente_code")
    rings = _rings(areas_gdf.geometry.to_crs(WGS84).to_numpy(), STEPS_PER_DEGREE)
    columns = (areas_gdf["code"], areas_gdf["name"], areas_gdf["gemeente_code"], rings)
    used = set(areas_gdf["gemeente_code"])
    return {
        "stappen": STEPS_PER_DEGREE,
        "gemeenten": {code: name for code, name in gemeente_names.items() if code in used},
        "gebieden": [list(row) for row in zip(*columns, strict=True)],
    }


def figures_content(shading: Shading, *, pattern_prefix: str) -> dict[str, Any]:
    """Return figures as the script takes them.

    Returns
    -------
    dict
        ``vullingen``: colours, and references to patterns in the page; ``gebieden``: by code the number of the filling,
        the figure, its margin and a remark, as they are to be read.
    """
    fills = [shading.fill(area, pattern_prefix) for area in shading.areas]
    numbers = {fill: number for number, fill in enumerate(dict.fromkeys(fills))}
    return {
        "vullingen": list(numbers),
        "gebieden": {
            area.code: [numbers[fill], area.figure, area.margin, area.remark]
            for area, fill in zip(shading.areas, fills, strict=True)
        },
    }


def national_fragment(shading: Shading, addresses: NationalAddresses, *, page: MapPage) -> MapFragment:
    """Return the parts of a page with the map of the country; the map itself comes when the page is there.

    Raises
    ------
    MapFrameError
        The frame of areas cannot be drawn.
    """
    return MapFragment(
        head=f"{head_tags(page, 'national.js')}\n{_preloads(addresses)}",
        html=_element(shading, addresses, page),
        legend=legend_html(shading, id_prefix=f"{page.element_id}-legenda"),
        script="",
    )


def _preloads(addresses: NationalAddresses) -> str:
    """Return tags that let the browser fetch outlines and figures while it reads the page."""
    return "\n".join(
        f'<link rel="preload" as="fetch" crossorigin="anonymous" href="{escape(address)}">'
        for address in (addresses.outlines, addresses.figures)
    )


def _element(shading: Shading, addresses: NationalAddresses, page: MapPage) -> str:
    element_id, subject = escape(page.element_id), shading.subject
    title = escape(f"Kaart van {subject.title}, {subject.period}")
    data = {
        "grenzen": addresses.outlines,
        "grenzen-fijn": addresses.fine_outlines,
        "cijfers": addresses.figures,
        "gebied": addresses.area,
        "gemeente": addresses.gemeente,
        "bron": subject.source,
    }
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    return (
        f'<svg class="legenda-patronen" width="0" height="0" aria-hidden="true">{shading.defs(page.element_id)}</svg>'
        f'<div class="gebiedskaart landkaart" id="{element_id}" role="region" tabindex="0" aria-label="{title}"'
        f' aria-describedby="{element_id}-uitleg"{attributes}></div>'
        f'<p class="alleen-voorlezen" id="{element_id}-uitleg">Loop met de pijltjestoetsen langs de gebieden en open'
        " met Enter de wijkfoto van een gebied. Wat u kiest, staat onder de kaart.</p>"
    )


def _rings(polygons: "np.ndarray[Any, np.dtype[np.object_]]", steps_per_degree: int) -> list[Rings]:
    """Return the rings of each (multi)polygon in degrees, largest polygon first."""
    parts, owners = shapely.get_parts(polygons, return_index=True)
    order = np.lexsort((-shapely.area(parts), owners))
    rings, part_of_ring = shapely.get_rings(parts[order], return_index=True)
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    steps = np.rint(points * steps_per_degree).astype(np.int64)
    starts = np.searchsorted(ring_of_point, np.arange(len(rings) + 1))
    found: list[Rings] = [[] for _ in polygons]
    for number, owner in enumerate(owners[order][part_of_ring].tolist()):
        differences = _differences(steps[starts[number] : starts[number + 1]])
        if len(differences) >= 3 or not found[owner]:
            found[owner].append(differences.ravel().tolist())
    return found


def _differences(steps: "np.ndarray[Any, np.dtype[np.int64]]") -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Return the first point of a closed ring and the moves from point to point, without the one that closes it."""
    moves = np.diff(steps[:-1], axis=0)
    moving = moves[np.any(moves != 0, axis=1)]
    return np.concatenate([steps[:1], moving])
