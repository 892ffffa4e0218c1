"""Two clusterings on two maps that move together: what is pointed at on one is outlined on the other."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

import geopandas as gpd
from jinja2.utils import htmlsafe_json_dumps

from maps.area_colours import SharedPeople, pair_colours
from maps.area_map import AREA_COLUMNS, AreasSubject, area_fills, area_layer, area_list, area_map_element
from maps.fragment import MapPage, head_tags, script_tag
from maps.frames import check_shapes
from maps.leaflet import bounds_of, draw_script
from maps.numbers import format_number

_NAMED_AT_MOST = 4
_HOW_TO_READ = (
    "Waar beide kaarten dezelfde kleur hebben, delen zij ongeveer gelijk in. Wijs een gebied aan, of loop ernaartoe"
    " met de pijltjestoetsen: de andere kaart laat zien waar het ligt en welke gebieden het daar overlapt."
)


@dataclass(frozen=True)
class MapPairFragment:
    """The parts of a page with a pair of maps: tags for its head, either map, their legends, the script after all.

    All but head and script stand within one element of class ``kaartpaar``: the maps side by side with their legends
    below, and on a phone below each other.
    """

    head: str
    left: str
    right: str
    legend: str
    script: str

    @property
    def html(self) -> str:
        """How to read the maps, both maps, and their legends."""
        return (
            f'<div class="kaartpaar"><p class="kaartpaar-uitleg">{_HOW_TO_READ}</p>'
            f"{self.left}{self.right}{self.legend}</div>"
        )


def map_pair_fragment(
    left_gdf: gpd.GeoDataFrame,
    right_gdf: gpd.GeoDataFrame,
    subjects: tuple[AreasSubject, AreasSubject],
    *,
    shared: SharedPeople,
    page: MapPage,
) -> MapPairFragment:
    """Draw two clusterings side by side to put into a page.

    The maps move together. Pointing at an area, or going to it by keyboard, outlines on the other map the areas that
    it overlaps, and shades its own ground there. Two areas that are each other's best match have one colour.

    Parameters
    ----------
    left_gdf, right_gdf
        As for `maps.area_map.area_map_fragment`. A code may occur on both sides.
    subjects
        The left and the right clustering.
    shared
        Of each pair of a left and a right code that overlap: the people who live in both (NaN where unknown).
    page
        As for `area_map_fragment`; the elements are named ``<element_id>_links`` and ``<element_id>_rechts``.

    Returns
    -------
    MapPairFragment
        ``head`` and ``script`` hold complete tags with the nonce; nothing has an inline style.

    Raises
    ------
    MapFrameError
        The areas cannot be drawn.
    """
    for areas_gdf in (left_gdf, right_gdf):
        check_shapes(areas_gdf, *AREA_COLUMNS)
    left_colours, right_colours = pair_colours(left_gdf, right_gdf, shared)
    left_subject, right_subject = subjects
    left = _Side(left_gdf, left_subject, replace(page, element_id=f"{page.element_id}_links"), left_colours)
    right = _Side(right_gdf, right_subject, replace(page, element_id=f"{page.element_id}_rechts"), right_colours)
    bounds = bounds_of(left_gdf, right_gdf)
    script = (
        left.script(bounds, remarks=overlap_remarks(shared, right_gdf, right_subject))
        + right.script(bounds, remarks=overlap_remarks(swapped(shared), left_gdf, left_subject))
        + f"gebiedenpaar.join({left.joint(shared)}, {right.joint(swapped(shared))});"
    )
    return MapPairFragment(
        head=head_tags(page, "pair.js"),
        left=left.html(),
        right=right.html(),
        legend=left.legend() + right.legend(),
        script=script_tag(page, script),
    )


@dataclass(frozen=True)
class _Side:
    """One of the two maps: what it is of, how it sits in the page, and the colours of its areas."""

    areas_gdf: gpd.GeoDataFrame
    subject: AreasSubject
    page: MapPage
    colours: Mapping[str, str]

    @property
    def fills(self) -> dict[str, str]:
        return area_fills(self.areas_gdf, self.colours, self.page)

    def html(self) -> str:
        """Return the map under its title."""
        title = escape(self.subject.title)
        return (
            f'<section class="kaartpaar-kant" aria-label="{title}"><h2>{title}</h2>'
            f'<div class="kaart-kader">{area_map_element(self.subject, self.page)}</div></section>'
        )

    def legend(self) -> str:
        """Return the list of its areas."""
        heading = f"{self.subject.title}: gebieden met hun aantal inwoners"
        return (
            f'<div class="kaartpaar-legenda"><p class="legenda-voet">{escape(heading)}</p>'
            f"{area_list(self.areas_gdf, self.fills, label=heading)}</div>"
        )

    def script(self, bounds: list[list[float]], *, remarks: Mapping[str, str]) -> str:
        """Return the script that draws the map."""
        layer = area_layer(self.areas_gdf, self.fills, self.page, remarks=remarks)
        return draw_script(self.page, layer, bounds=bounds, options={"source": escape(self.subject.source)})

    def joint(self, shared: SharedPeople) -> str:
        """Return what pair.js takes of one side: the map, its areas, and which areas of the other each overlaps."""
        overlaps = {code: [other for other, _ in found] for code, found in overlaps_by_code(shared).items()}
        name = self.page.element_id
        return f"{{map: {name}, areas: {name}_1, overlaps: {htmlsafe_json_dumps(overlaps)}}}"


def overlaps_by_code(shared: SharedPeople) -> dict[str, list[tuple[str, float]]]:
    """Return per code the codes of the other clustering that it overlaps, with the people, from many to few."""
    found: dict[str, list[tuple[str, float]]] = {}
    for (code, other), people in sorted(shared.items()):
        found.setdefault(code, []).append((other, people))
    return {code: sorted(others, key=_fewer_people) for code, others in found.items()}


def swapped(shared: SharedPeople) -> dict[tuple[str, str], float]:
    """Return the same pairs, seen from the other side."""
    return {(right, left): people for (left, right), people in shared.items()}


def overlap_remarks(shared: SharedPeople, other_gdf: gpd.GeoDataFrame, other: AreasSubject) -> dict[str, str]:
    """Say of each code in words which areas of the other clustering it overlaps."""
    names = dict(zip(other_gdf["code"], other_gdf["name"], strict=True))
    return {
        code: f"Overlapt in {other.title} met {_listed([(names[one], people) for one, people in found])}."
        for code, found in overlaps_by_code(shared).items()
    }


def _listed(named: list[tuple[str, float]]) -> str:
    texts = [name if math.isnan(people) else f"{name} ({format_number(people)})" for name, people in named]
    more = len(texts) - _NAMED_AT_MOST
    texts = texts if more <= 0 else [*texts[:_NAMED_AT_MOST], f"nog {more}"]
    return " en ".join([part for part in (", ".join(texts[:-1]), texts[-1]) if part])


def _fewer_people(found: tuple[str, float]) -> float:
    return math.inf if math.isnan(found[1]) else -found[1]
