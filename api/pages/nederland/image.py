"""The map of the country as one image: for browsers without scripts, for paper, and to put into a document."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.exports.asked_picture import PictureWish, answer_picture
from api.exports.picture import Picture
from api.pages.nederland.answers import NoOutlinesError
from api.pages.nederland.frame import AskedPicture
from maps.choropleth_svg import choropleth_svg

router = APIRouter()


@router.get("/kaart/nederland/afbeelding")
def show(request: Request, wish: Annotated[PictureWish, Query()], picture: AskedPicture) -> Response:
    """Return the map that the form asks for as an image."""
    choice = picture.choice
    if picture.shading is None:
        raise NoOutlinesError(choice.level.value, choice.peildatum)
    today = datetime.now(UTC).date()
    drawing = choropleth_svg(picture.areas_gdf, picture.subject, classes=picture.classes, drawn_on=today)
    name = f"{choice.indicator.key}-nederland-{choice.level.value}-{choice.period}"
    return answer_picture(request, Picture(name, drawing), wish)
