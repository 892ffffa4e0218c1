"""The map as one image: for browsers without scripts, for paper, and to put into a document."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.exports.asked_picture import PictureWish, answer_picture
from api.exports.map_picture import read_map_picture
from api.pages.kaart.parameters import KaartParameters
from api.sessions import RequestCatalogue, RequestReader

router = APIRouter()


class ImageParameters(KaartParameters, PictureWish):
    """The form of the map, and in which format and width the image is wanted."""


@router.get("/kaart/afbeelding")
def show(
    request: Request,
    parameters: Annotated[ImageParameters, Query()],
    catalogue: RequestCatalogue,
    reader: RequestReader,
) -> Response:
    """Return a map that the form asks for as an image: the first, or with ``kant=2`` the second."""
    return answer_picture(request, read_map_picture(reader, parameters, catalogue), parameters)
