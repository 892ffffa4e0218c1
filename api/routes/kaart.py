"""The map of a gemeente as a picture: one indicator for the areas of a clustering."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.exports.asked_picture import PICTURE_CONTENT, PictureWish, answer_picture
from api.exports.map_picture import read_map_picture
from api.pages.kaart.parameters import USUAL_COUNT, KaartParameters
from api.parameters import Parameters
from api.security import PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestReader
from maps.classes import MAX_CLASSES, BreakMethod
from maps.palettes import Palette

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["gebieden"])


class KaartbeeldParameters(Parameters, PictureWish):
    """Which map, and how: as the page of the map asks for it."""

    indeling: str = Query("", max_length=80, description="buurt, wijk, of de naam van een indeling; zonder: buurten.")
    indicator: str = Query("", max_length=80, description="Sleutel van de indicator.")
    periode: int | None = Query(None, ge=1900, le=2100, description="Jaar; zonder: het nieuwste.")
    klassen: BreakMethod = Query(BreakMethod.QUANTILE, description="Hoe de klassen gemaakt worden.")
    grenzen: str = Query("", max_length=200, description="Eigen klassengrenzen, zoals '10; 20; 30'.")
    aantal: int = Query(USUAL_COUNT, ge=2, le=MAX_CLASSES, description="Aantal klassen.")
    palet: Palette | None = Query(None, description="Kleurenschema van ColorBrewer.")
    rond: Literal["", "gemeente"] = Query("", description="gemeente: klassen rond het cijfer van de gemeente.")
    verschil: Literal["", "ja"] = Query("", description="ja: arceer wat niet van de gemeente te onderscheiden is.")
    grenzen_van: str = Query("", max_length=80, description="Indeling waarvan de grenzen eroverheen komen.")


@router.get(
    "/gebieden/{code}/kaart",
    summary="Kaart van een gemeente als beeld",
    response_class=Response,
    responses=PICTURE_CONTENT,
)
def get_one(
    request: Request,
    code: str,
    parameters: Annotated[KaartbeeldParameters, Query()],
    catalogue: RequestCatalogue,
    reader: RequestReader,
) -> Response:
    """Een indicator voor de gebieden van een gemeente: kaart met titel, legenda, bron en datum, als SVG of PNG.

    De code is die van een gemeente. Gebieden zonder cijfer zijn gearceerd, met de reden in de legenda.
    """
    asked = parameters.model_dump(mode="json", by_alias=True, exclude={"formaat", "breedte"})
    wanted = KaartParameters.model_validate({**asked, "gemeente": code})
    return answer_picture(request, read_map_picture(reader, wanted, catalogue), parameters)
