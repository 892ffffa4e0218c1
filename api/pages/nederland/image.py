"""The map of the country as one image: for browsers without scripts, for paper, and to put into a document."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.exports.asked_picture import PictureWish, answer_picture
from api.exports.picture import Picture
from api.pages.nederland.answers import NoOutlinesError
from api.pages.nederland.choice import NederlandParameters, choose_national
from api.pages.nederland.frame import loads_of, national_areas, national_subject
from api.sessions import RequestCatalogue, RequestReader
from maps.choropleth_svg import choropleth_svg
from maps.shading import MapClasses

router = APIRouter()


class AfbeeldingParameters(NederlandParameters, PictureWish):
    """What the map shows, and as which kind of file."""


@router.get("/kaart/nederland/afbeelding")
def show(
    request: Request,
    parameters: Annotated[AfbeeldingParameters, Query()],
    catalogue: RequestCatalogue,
    reader: RequestReader,
) -> Response:
    """Return the map that the form asks for as an image."""
    choice = choose_national(reader, parameters, catalogue=catalogue)
    areas_gdf = national_areas(reader, choice)
    if areas_gdf.empty:
        raise NoOutlinesError(choice.level.value, choice.peildatum)
    subject = national_subject(choice, loads_of(reader, choice))
    classes = MapClasses(method=parameters.klassen)
    drawing = choropleth_svg(areas_gdf, subject, classes=classes, drawn_on=datetime.now(UTC).date())
    name = f"{choice.indicator.key}-nederland-{choice.level.value}-{choice.period}"
    return answer_picture(request, Picture(name, drawing), parameters)
