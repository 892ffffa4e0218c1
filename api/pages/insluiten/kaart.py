"""A map to frame in another site: the same address as the page of the map, with ``/insluiten`` before it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.kaart.choice import choose_areas, choose_figures
from api.pages.kaart.drawing import map_page
from api.pages.kaart.page import map_views
from api.pages.kaart.parameters import AskedMap, address_of
from api.pages.kaart.shown import show_maps
from api.pages.rendering import SAMPLE_GEMEENTE, render_page
from api.security import nonce_of
from api.sessions import RequestCatalogue, RequestReader, RequestSettings
from geodata.errors import NotFoundError

router = APIRouter()


class NoFiguresToFrameError(NotFoundError):
    """The chosen areas have no figures, so there is no map to frame."""

    def __init__(self, division: str) -> None:
        super().__init__(
            f"Van de gebieden van '{division}' zijn geen cijfers geladen; er is geen kaart om in te sluiten."
        )


@router.get("/insluiten/kaart")
def show(
    request: Request,
    parameters: AskedMap,
    catalogue: RequestCatalogue,
    reader: RequestReader,
    settings: RequestSettings,
) -> HTMLResponse:
    """Show the first map that the address asks for, with its legend and its table."""
    areas = choose_areas(reader, parameters.wish)
    choice = choose_figures(reader, areas, parameters.wish, catalogue=catalogue)
    if choice is None:
        raise NoFiguresToFrameError(areas.division)
    single = parameters.model_copy(update={"indeling2": "", "indicator2": "", "periode2": None})
    shown = show_maps(reader, single, choice, catalogue=catalogue)
    (view,) = map_views(shown, single, map_page(settings, nonce_of(request)))
    context = {
        "shown": shown,
        "view": view,
        "whole": address_of(single, choice),
        "head": view.drawing.head if view.drawing else "",
        "is_sample": choice.gemeente.code == SAMPLE_GEMEENTE,
        "is_invented": False,
    }
    return render_page(request, "insluiten/kaart.html", context)
