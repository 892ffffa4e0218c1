"""The charts of an area as pictures."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.exports.asked_picture import PICTURE_CONTENT, PictureWish, answer_picture
from api.exports.chart_pictures import ChartWish, read_chart
from api.exports.picture import ChartKind
from api.parameters import PeildatumParameters
from api.security import PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestChoice, RequestReader

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["gebieden"])


class GrafiekParameters(PeildatumParameters, PictureWish):
    """Which chart, and how."""

    soort: ChartKind = Query(
        ChartKind.TREND,
        description="verloop: een indicator over de jaren; leeftijd: de leeftijdsopbouw; vergelijking: een indicator "
        "van dit gebied naast die van gelijksoortige gebieden (van een gemeente: haar wijken).",
    )
    indicator: str = Query("", max_length=80, description="Sleutel van de indicator; bij leeftijd niet nodig.")
    periode: int | None = Query(None, ge=1900, le=2100, description="Jaar, bij een vergelijking; zonder: het nieuwste.")


@router.get(
    "/gebieden/{code}/grafiek",
    summary="Grafiek van een gebied als beeld",
    response_class=Response,
    responses=PICTURE_CONTENT,
)
def get_one(  # noqa: PLR0913 (what FastAPI hands in)
    request: Request,
    code: str,
    parameters: Annotated[GrafiekParameters, Query()],
    *,
    catalogue: RequestCatalogue,
    choice: RequestChoice,
    reader: RequestReader,
) -> Response:
    """Een grafiek met titel, legenda, bron en datum, als SVG of PNG. Wat er staat, staat ook in woorden in de SVG."""
    wish = ChartWish(code, parameters.soort, parameters.indicator, parameters.periode, parameters.peildatum)
    return answer_picture(request, read_chart(reader, wish, catalogue, choice), parameters)
