"""The map page: one indicator in one period for the areas of a gemeente, as a map and as a table that says the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import urlencode

import geopandas as gpd
import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from api.pages.figure_text import FigureText, figure_text, shown_range
from api.pages.kaart_choice import AreaChoice, MapChoice, MapWish, bare_gebieden, choose_areas, choose_figures
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.security import nonce_of
from api.sessions import RequestCatalogue, RequestReader, RequestSettings
from api.sources import is_all_invented, source_name
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord, outlines_of
from geodata.indelingen.queries import find_indeling
from geodata.indelingen.tables import IndelingStatus
from geodata.indicators.comparing.differences import differences_between
from geodata.indicators.comparing.figure_arrays import arrays_of
from geodata.indicators.deriving.queries import derivation_of
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord, figures_of_indicator, load_ids_of
from geodata.settings import Settings
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.store.tables import Load
from maps.choropleth import choropleth_fragment
from maps.classes import BreakMethod
from maps.fragment import BackgroundMap, MapFragment, MapPage
from maps.named_areas import named_areas_svg
from maps.shading import MapClasses, MapSubject

router = APIRouter()

MAP_TOLERANCE_M = 10


class KaartParameters(BaseModel):
    """The form of the map; what else an address carries is passed over, as on all pages."""

    gemeente: str = Query("", max_length=80)
    indeling: str = Query("", max_length=80)
    indicator: str = Query("", max_length=80)
    periode: int | None = Query(None, ge=1900, le=2100)
    klassen: BreakMethod = Query(BreakMethod.QUANTILE)

    def wish(self) -> MapWish:
        """Return what was asked for, but how it is drawn."""
        return MapWish(self.gemeente, self.indeling, self.indicator, self.periode)


@dataclass(frozen=True)
class AreaRow:
    """One row of the table beside the map."""

    gebied: GebiedRecord
    figure: FigureRecord | None
    text: FigureText


@router.get("/kaart")
def show(
    request: Request,
    parameters: Annotated[KaartParameters, Query()],
    catalogue: RequestCatalogue,
    reader: RequestReader,
    settings: RequestSettings,
) -> HTMLResponse:
    """Show the map that the form asks for."""
    areas = choose_areas(reader, parameters.wish())
    choice = choose_figures(reader, areas, parameters.wish(), catalogue=catalogue)
    if choice is None:
        return render_page(request, "kaart_gebieden.html", bare_context(reader, areas))
    figures = figures_of_indicator(reader, choice.indicator.key, choice.period, [one.id for one in choice.gebieden])
    rows = area_rows(choice, figures)
    areas_gdf = areas_to_draw(reader, choice, figures)
    loads = loads_behind(reader, choice, figures)
    classes = MapClasses(method=parameters.klassen)
    page = map_page(settings, nonce_of(request))
    fragment = draw_map(areas_gdf, map_subject(choice, loads), classes=classes, page=page)
    context = {
        "choice": choice,
        "themes": [(theme, list(group)) for theme, group in groupby(choice.indicators, key=lambda one: one.theme)],
        "methods": [method for method in BreakMethod if method is not BreakMethod.OWN],
        "method": parameters.klassen,
        "rows": rows,
        "sentence": sentence_of(rows, choice.indicator, min_coverage=catalogue.coverage_needed[choice.indicator.kind]),
        "map": fragment,
        "head": fragment.head if fragment else "",
        "image": image_address(choice, parameters.klassen),
        "loads": loads,
        "is_sample": choice.gemeente.code == SAMPLE_GEMEENTE,
        "is_invented": choice.gemeente.code == SAMPLE_GEMEENTE and is_all_invented(loads),
    }
    return render_page(request, "kaart.html", context)


def loads_behind(reader: Reader, choice: MapChoice, figures: Mapping[str, FigureRecord]) -> list[Load]:
    """Read the loads that figures came from; those of an own clustering are derived, from the loads of its units."""
    load_ids = {figure.load_id for figure in figures.values()}
    if choice.is_own:
        keys = {choice.indicator.key, *choice.indicator.aggregation.inputs()}
        derivation = derivation_of(reader, find_indeling(reader, choice.division).id, choice.period)
        behind = load_ids_of(reader, keys, choice.period, gemeente_code=choice.gemeente.code)
        load_ids = set(derivation.load_ids).intersection(behind) if derivation else load_ids
    return list(loads_by_id(reader, load_ids).values())


def image_address(choice: MapChoice, method: BreakMethod) -> str:
    """Return where the same map is as one image."""
    chosen = {"gemeente": choice.gemeente.code, "indeling": choice.division, "indicator": choice.indicator.key}
    return "/kaart/afbeelding?" + urlencode(chosen | {"periode": choice.period, "klassen": method.value})


def bare_context(reader: Reader, areas: AreaChoice) -> dict[str, Any]:
    """Return what the page shows of areas without figures: where they lie and what they are called."""
    gebieden = bare_gebieden(reader, areas)
    title = f"Gebieden van {areas.divisions[areas.division]} in {areas.gemeente.name}"
    is_sample = areas.gemeente.code == SAMPLE_GEMEENTE
    indeling = find_indeling(reader, areas.division) if areas.is_own else None
    return {
        "choice": areas,
        "is_concept": indeling is not None and indeling.status is IndelingStatus.CONCEPT,
        "gebieden": sorted(gebieden, key=lambda gebied: gebied.name),
        "drawing": draw_areas(reader, gebieden, title=title),
        "is_sample": is_sample,
        "is_invented": is_sample,
    }


def draw_areas(
    reader: Reader, gebieden: Sequence[GebiedRecord], *, title: str, href_template: str | None = "/wijkfoto/{code}"
) -> str:
    """Draw areas with their names; empty where none of their outlines is loaded."""
    areas_gdf = outlines_of(reader, [gebied.id for gebied in gebieden], tolerance_m=MAP_TOLERANCE_M)
    return "" if areas_gdf.empty else named_areas_svg(areas_gdf, title=title, href_template=href_template)


def area_rows(choice: MapChoice, figures: Mapping[str, FigureRecord]) -> list[AreaRow]:
    """Write out the figure of each area, from high to low; those without one come last, by name."""
    rows = [
        AreaRow(gebied, figures.get(gebied.code), figure_text(figures.get(gebied.code), choice.indicator))
        for gebied in choice.gebieden
    ]

    def rank(row: AreaRow) -> tuple[bool, float, str]:
        value = row.figure.value if row.figure else None
        return (value is None, -(value or 0.0), row.gebied.name)

    return sorted(rows, key=rank)


def areas_to_draw(reader: Reader, choice: MapChoice, figures: Mapping[str, FigureRecord]) -> gpd.GeoDataFrame:
    """Read the outlines of the areas, with the figure of each."""
    areas_gdf = outlines_of(reader, [gebied.id for gebied in choice.gebieden], tolerance_m=MAP_TOLERANCE_M)
    found = [figures.get(code) for code in areas_gdf["code"]]
    ranges = [shown_range(figure, choice.indicator) if figure else (None, None) for figure in found]
    labels = {gebied.code: _label(gebied) for gebied in choice.gebieden}
    return areas_gdf.assign(
        label=[labels[code] for code in areas_gdf["code"]],
        value=[figure.value if figure else None for figure in found],
        lowest=[lowest for lowest, _ in ranges],
        highest=[highest for _, highest in ranges],
        status=[figure.status.value if figure else None for figure in found],
    )


def _label(gebied: GebiedRecord) -> str:
    return gebied.wijk_name if gebied.wijk_name and gebied.level is Level.BUURT else ""


def map_subject(choice: MapChoice, loads: Iterable[Load], *, place: str = "") -> MapSubject:
    """Return what the map is of, with the sources that its figures came from; `place` for who sees only the map."""
    indicator = choice.indicator
    title = f"{indicator.label}, {place}" if place else indicator.label
    source = "; ".join(sorted({source_name(load.source) for load in loads}))
    return MapSubject(title, str(choice.period), indicator.unit, indicator.decimals, source)


def map_page(settings: Settings, nonce: str) -> MapPage:
    """Return how the map sits in the page."""
    background = BackgroundMap(settings.background_map_url, settings.background_map_attribution)
    return MapPage(
        href_template="/wijkfoto/{code}",
        background=background if settings.background_map_url else None,
        nonce=nonce,
    )


def draw_map(
    areas_gdf: gpd.GeoDataFrame, subject: MapSubject, *, classes: MapClasses, page: MapPage
) -> MapFragment | None:
    """Draw the choropleth; None where no outline of these areas is loaded."""
    return None if areas_gdf.empty else choropleth_fragment(areas_gdf, subject, classes=classes, page=page)


def sentence_of(rows: Sequence[AreaRow], indicator: Indicator, *, min_coverage: float) -> str:
    """Say in plain Dutch what the map shows, made from its numbers."""
    known = [row for row in rows if row.figure is not None and row.figure.value is not None]
    missing = len(rows) - len(known)
    if not known:
        return f"Van geen van deze {len(rows)} gebieden is er een cijfer."
    left = f" Van {missing} van de {len(rows)} gebieden is er geen cijfer." if missing else ""
    ties = [0, 0] if indicator.is_estimate else [_ties(known, end, min_coverage=min_coverage) for end in (0, -1)]
    if ties[0] == len(known) - 1 > 0:
        return f"{indicator.label}: alle verschillen met het hoogste cijfer vallen binnen de onzekerheid.{left}"
    highest, lowest = (_named(known[end], count) for end, count in zip((0, -1), ties, strict=True))
    return f"{indicator.label}: het hoogst in {highest}, het laagst in {lowest}.{left}"


def _ties(known: Sequence[AreaRow], end: int, *, min_coverage: float) -> int:
    """Count the areas that cannot be told apart from the one at an end."""
    figures = arrays_of(row.figure.figure for row in known if row.figure)
    found = differences_between(figures.take([end]), figures, min_coverage=min_coverage)
    return int(np.sum(found.is_sufficient & ~found.is_higher & ~found.is_lower)) - 1


def _named(row: AreaRow, ties: int) -> str:
    named = f"{row.gebied.name} ({row.text.figure})"
    return named if ties < 1 else f"{named}, niet te onderscheiden van {ties} andere"
