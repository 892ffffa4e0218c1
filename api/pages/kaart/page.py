"""The map page: one or two maps of indicators for the areas of a gemeente, and tables that say the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.kaart.choice import (
    AreaChoice,
    MapChoice,
    MapWish,
    WithoutFiguresError,
    bare_gebieden,
    choose_areas,
    choose_figures,
    division_text,
)
from api.pages.kaart.drawing import draw_areas, map_page
from api.pages.kaart.parameters import AskedMap, KaartParameters, address_of
from api.pages.kaart.rows import pair_rows
from api.pages.kaart.shown import OwnBreaksAroundError, Shown, ShownMap, show_maps
from api.pages.kaart.years import Years, years_of
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.security import nonce_of
from api.sessions import RequestCatalogue, RequestReader, RequestSettings
from api.sources import is_all_invented
from geodata.errors import MonitorError
from geodata.indelingen.queries import find_indeling
from geodata.indelingen.tables import IndelingStatus
from geodata.store.reading import Reader
from maps.choropleth import shaded_fragment, shape_key
from maps.choropleth_pair import ChoroplethSide, choropleth_pair
from maps.classes import MAX_CLASSES, BreakMethod, OwnBreaksError
from maps.fragment import MapFragment, MapPage
from maps.own_breaks import BreaksTextError
from maps.palettes import DIVERGING, DUTCH_NAMES, SEQUENTIAL

router = APIRouter()

MENDED_IN_THE_FORM = (BreaksTextError, OwnBreaksError, OwnBreaksAroundError, WithoutFiguresError)


@dataclass(frozen=True)
class MapView:
    """A map as the template shows it: None in place of the drawing where no outline is loaded."""

    shown: ShownMap
    drawing: MapFragment | None
    image: str
    heading: str


@router.get("/kaart")
def show(
    request: Request,
    parameters: AskedMap,
    catalogue: RequestCatalogue,
    reader: RequestReader,
    settings: RequestSettings,
) -> Response:
    """Show the maps that the form asks for; where it cannot be followed, the form with what to change.

    Who names no gemeente among many is sent to the map of the country, to choose one there.
    """
    areas = choose_areas(reader, parameters.wish)
    if not parameters.gemeente and not parameters.indeling and areas.has_many_gemeenten:
        return RedirectResponse(_country_address(parameters), status_code=HTTPStatus.SEE_OTHER)
    choose = partial(choose_figures, reader, areas, catalogue=catalogue)
    try:
        choice = choose(parameters.wish)
        if choice is None:
            return render_page(request, "kaart_gebieden.html", bare_context(reader, areas))
        shown = show_maps(reader, parameters, choice, catalogue=catalogue)
    except MENDED_IN_THE_FORM as error:
        return refused_page(request, parameters, error, choose)
    views = map_views(shown, parameters, map_page(settings, nonce_of(request)))
    return render_page(request, "kaart.html", page_context(shown, parameters, views))


def _country_address(parameters: KaartParameters) -> str:
    """Return where the same topic and year are on the map of the country."""
    asked = {"indicator": parameters.indicator, "periode": parameters.periode}
    known = {name: value for name, value in asked.items() if value}
    return "/kaart/nederland" + (f"?{urlencode(known)}" if known else "")


def refused_page(
    request: Request, parameters: KaartParameters, error: MonitorError, choose: Callable[[MapWish], MapChoice | None]
) -> HTMLResponse:
    """Show the form as it was filled in, with what is wrong with it."""
    try:
        choice = choose(parameters.wish)
    except WithoutFiguresError:
        choice = choose(replace(parameters.wish, indicator=""))
    if choice is None:
        raise error
    context = {
        "choice": choice,
        "form": form_context(parameters, choice) | {"is_open": True},
        "error": str(error),
        "is_sample": choice.gemeente.code == SAMPLE_GEMEENTE,
    }
    return render_page(request, "kaart_geweigerd.html", context, status_code=HTTPStatus.BAD_REQUEST)


def map_views(shown: Shown, parameters: KaartParameters, page: MapPage) -> list[MapView]:
    """Draw the maps; two move together."""
    drawings = _drawings(shown.maps, page)
    return [
        MapView(one, drawing, image_address(parameters, shown.first.choice, kant), _heading(one.choice))
        for one, drawing, kant in zip(shown.maps, drawings, ("", "2"), strict=False)
    ]


def image_address(parameters: KaartParameters, choice: MapChoice, kant: str = "") -> str:
    """Return where a map is as an image: the first, or that of the other side."""
    return address_of(parameters, choice, path="/kaart/afbeelding", kant=kant)


def _drawings(maps: Sequence[ShownMap], page: MapPage) -> list[MapFragment | None]:
    sides = [ChoroplethSide(one.figures.areas_gdf, one.shading, one.lines) for one in maps if one.shading]
    if len(sides) == len(maps) == 2:
        return list(choropleth_pair(*sides, page=page))
    return [
        shaded_fragment(one.figures.areas_gdf, one.shading, page=page, lines=one.lines) if one.shading else None
        for one in maps
    ]


def _heading(choice: MapChoice) -> str:
    return f"{choice.indicator.label}, {division_text(choice)}, {choice.period}"


def page_context(shown: Shown, parameters: KaartParameters, views: Sequence[MapView]) -> dict[str, Any]:
    """Return what the page of maps with figures shows."""
    choice = shown.first.choice
    loads = list({load.id: load for one in shown.maps for load in one.figures.loads}.values())
    is_sample = choice.gemeente.code == SAMPLE_GEMEENTE
    drawn = [view.drawing for view in views if view.drawing]
    return {
        "choice": choice,
        "views": views,
        "shown": shown,
        "form": form_context(parameters, choice),
        "years": years_context(parameters, choice),
        "outlines": shape_key(shown.first.figures.areas_gdf),
        "pairs": _pairs(shown.maps),
        "head": drawn[0].head if drawn else "",
        "loads": loads,
        "is_sample": is_sample,
        "is_invented": is_sample and is_all_invented(loads),
    }


def years_context(parameters: KaartParameters, choice: MapChoice) -> Years | None:
    """Return the years to slide along; None where there is one, or a second map that has a year of its own."""
    return None if parameters.has_second else years_of(parameters, choice)


def _pairs(maps: Sequence[ShownMap]) -> dict[str, Any] | None:
    """Return both figures of the same areas, for one table; None for one map, or two of other areas."""
    if len(maps) < 2 or maps[0].choice.division != maps[1].choice.division:
        return None
    first, second = maps
    return {"first": first, "second": second, "rows": pair_rows(first.rows, second.rows)}


def form_context(parameters: KaartParameters, choice: MapChoice) -> dict[str, Any]:
    """Return what the form offers, and what of it is chosen."""
    further = {"klassen", "grenzen", "aantal", "palet", "rond", "verschil", "grenzen_van"}
    changed = parameters.model_dump(exclude_defaults=True)
    return {
        "asked": parameters,
        "themes": [(theme, list(group)) for theme, group in groupby(choice.indicators, key=lambda one: one.theme)],
        "methods": list(BreakMethod),
        "counts": range(2, MAX_CLASSES + 1),
        "palettes": [("Van laag naar hoog", SEQUENTIAL), ("Naar twee kanten (rond de gemeente)", DIVERGING)],
        "palette_names": DUTCH_NAMES,
        "is_open": False,
        "further_count": len(further & changed.keys()),
    }


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
