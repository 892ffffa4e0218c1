"""The map page: one indicator in one period for the areas of a gemeente, as a map and as a table that says the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

import geopandas as gpd
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from api.pages.dutch_text import source_text
from api.pages.figure_text import FigureText, figure_text
from api.pages.kaart_choice import MapChoice, MapWish, choose_map
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.security import nonce_of
from api.sessions import RequestCatalogue, RequestReader, RequestSettings
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord, outlines_of
from geodata.indicators.indicator import Indicator
from geodata.indicators.queries import FigureRecord, figures_of_indicator
from geodata.settings import Settings
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.store.tables import Load
from maps.choropleth import BackgroundMap, MapFragment, MapPage, choropleth_fragment
from maps.classes import BreakMethod
from maps.shading import MapClasses, MapSubject

router = APIRouter()

MAP_TOLERANCE_M = 10


class KaartParameters(BaseModel):
    """The form of the map; unlike the API's, addresses of pages pass from hand to hand and may carry more."""

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
    choice = choose_map(reader, parameters.wish(), catalogue)
    if choice is None:
        return render_page(request, "kaart_leeg.html", {"parameters": parameters})
    figures = figures_of_indicator(reader, choice.indicator.key, choice.period, [one.id for one in choice.gebieden])
    rows = area_rows(choice, figures)
    areas_gdf = areas_to_draw(reader, choice, figures)
    loads = loads_by_id(reader, {figure.load_id for figure in figures.values()}).values()
    classes = MapClasses(method=parameters.klassen)
    page = map_page(settings, nonce_of(request))
    fragment = draw_map(areas_gdf, map_subject(choice, loads), classes=classes, page=page)
    context = {
        "choice": choice,
        "themes": [(theme, list(group)) for theme, group in groupby(choice.indicators, key=lambda one: one.theme)],
        "methods": [method for method in BreakMethod if method is not BreakMethod.OWN],
        "method": parameters.klassen,
        "rows": rows,
        "sentence": sentence_of(rows, choice.indicator),
        "map": fragment,
        "head": fragment.head if fragment else "",
        "loads": list(loads),
        "is_sample": choice.gemeente.code == SAMPLE_GEMEENTE,
    }
    return render_page(request, "kaart.html", context)


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
    labels = {gebied.code: _label(gebied) for gebied in choice.gebieden}
    return areas_gdf.assign(
        label=[labels[code] for code in areas_gdf["code"]],
        value=[figure.value if figure else None for figure in found],
        lowest=[figure.lowest if figure else None for figure in found],
        highest=[figure.highest if figure else None for figure in found],
        status=[figure.status.value if figure else None for figure in found],
    )


def _label(gebied: GebiedRecord) -> str:
    return gebied.wijk_name if gebied.wijk_name and gebied.level is Level.BUURT else ""


def map_subject(choice: MapChoice, loads: Iterable[Load]) -> MapSubject:
    """Return what the map is of, with the sources that its figures came from."""
    indicator = choice.indicator
    source = "; ".join(sorted({source_text(load.source) for load in loads}))
    return MapSubject(indicator.label, str(choice.period), indicator.unit, indicator.decimals, source)


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


def sentence_of(rows: Sequence[AreaRow], indicator: Indicator) -> str:
    """Say in plain Dutch what the map shows, made from its numbers."""
    known = [row for row in rows if row.figure is not None and row.figure.value is not None]
    missing = len(rows) - len(known)
    if not known:
        return f"Van geen van deze {len(rows)} gebieden is er een cijfer."
    highest, lowest = known[0], known[-1]
    sentence = (
        f"{indicator.label}: het hoogst in {highest.gebied.name} ({highest.text.figure}), "
        f"het laagst in {lowest.gebied.name} ({lowest.text.figure})."
    )
    return sentence + (f" Van {missing} van de {len(rows)} gebieden is er geen cijfer." if missing else "")
