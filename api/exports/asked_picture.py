"""A picture as the answer to a request: in the format that the address asks for, or else that the asker prefers."""

from typing import Annotated, Any

from fastapi import Query, Request
from fastapi.responses import Response
from pydantic import BaseModel

from api.exports.picture import Picture, PictureFormat, picture_bytes
from maps.png import DEFAULT_WIDTH, MAX_WIDTH, MIN_WIDTH

PICTURE_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"image/svg+xml": {}, "image/png": {}},
        "description": "Het beeld met titel, legenda, bron en datum.",
    }
}


class PictureWish(BaseModel):
    """The part of an address that says how a picture is wanted."""

    formaat: Annotated[
        PictureFormat | None, Query(description="svg of png; zonder: wat de kop Accept vraagt, en anders svg.")
    ] = None
    breedte: Annotated[int, Query(ge=MIN_WIDTH, le=MAX_WIDTH, description="Breedte van een png in beeldpunten.")] = (
        DEFAULT_WIDTH
    )


def answer_picture(request: Request, picture: Picture, wish: PictureWish) -> Response:
    """Return a picture as it was asked for."""
    form = wish.formaat or preferred_format(request.headers.get("accept", ""))
    headers = {"Content-Disposition": f'inline; filename="{picture.file_name(form)}"', "Vary": "Accept"}
    return Response(picture_bytes(picture, form, width=wish.breedte), media_type=form.media_type, headers=headers)


def preferred_format(accept: str) -> PictureFormat:
    """Read which format an asker prefers; SVG where both are as welcome.

    Examples
    --------
    >>> preferred_format("image/png"), preferred_format("image/png;q=0.5, image/svg+xml"), preferred_format("*/*")
    (<PictureFormat.PNG: 'png'>, <PictureFormat.SVG: 'svg'>, <PictureFormat.SVG: 'svg'>)
    """
    weights = dict(_weighted(part) for part in accept.split(","))
    svg, png = (weights.get(form.media_type, 0.0) for form in (PictureFormat.SVG, PictureFormat.PNG))
    return PictureFormat.PNG if png > svg else PictureFormat.SVG


def _weighted(part: str) -> tuple[str, float]:
    media_type, *parameters = (piece.strip() for piece in part.split(";"))
    weight = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    return media_type.lower(), float(weight) if weight.replace(".", "", 1).isdigit() else 1.0
