"""Another year for a map that is on the screen: its figures, colours and table, without a new page."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.pages.kaart.choice import choose_areas, choose_figures
from api.pages.kaart.drawing import map_page
from api.pages.kaart.page import image_address, years_context
from api.pages.kaart.parameters import AskedMap, KaartParameters, address_of
from api.pages.kaart.shown import Shown, show_maps
from api.security import nonce_of
from api.sessions import RequestCatalogue, RequestReader, RequestSettings
from geodata.errors import NotFoundError
from maps.choropleth import recolouring

router = APIRouter()


class NoYearToShowError(NotFoundError):
    """There is no map to move to a year."""

    def __init__(self, year: int | None) -> None:
        super().__init__(f"Voor {year or 'dit jaar'} is er geen kaart; kies een ander jaar.")


@router.get("/kaart/jaar")
def show(
    request: Request,
    parameters: AskedMap,
    catalogue: RequestCatalogue,
    reader: RequestReader,
    settings: RequestSettings,
) -> JSONResponse:
    """Return what changes on the page when it moves to another year."""
    areas = choose_areas(reader, parameters.wish)
    choice = choose_figures(reader, areas, parameters.wish, catalogue=catalogue)
    if choice is None or choice.is_other_period or parameters.has_second:
        raise NoYearToShowError(parameters.periode)
    shown = show_maps(reader, parameters, choice, catalogue=catalogue)
    first = shown.first
    if first.shading is None:
        raise NoYearToShowError(parameters.periode)
    page = map_page(settings, nonce_of(request))
    drawing = recolouring(
        first.figures.areas_gdf, first.shading, page=page, known_key=parameters.vorm, lines=first.lines
    )
    return JSONResponse({"kaart": drawing, **parts(request, shown, parameters)})


def parts(request: Request, shown: Shown, parameters: KaartParameters) -> dict[str, Any]:
    """Return the parts of the page that a year changes, as HTML by the id of their element, and its addresses."""
    module: Any = request.app.state.templates.get_template("kaart_delen.html").module
    choice = shown.first.choice
    return {
        "jaar": choice.period,
        "adres": address_of(parameters, choice),
        "afbeelding": image_address(parameters, choice),
        "delen": {
            "kaart-kop": str(module.kop(shown)),
            "kaart-meldingen": str(module.meldingen(shown, choice)),
            "kaart-zin": str(module.zin(shown.first)),
            "kaart-tabel": str(module.tabel(shown.first)),
            "kaart-jaren": str(module.jaren(years_context(parameters, choice))),
        },
    }
