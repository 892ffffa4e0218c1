"""What the script of the map of the country fetches: outlines by level and peildatum, figures by what is chosen."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from api.pages.nederland.choice import MOST_AREAS, NationalLevel
from api.pages.nederland.frame import AskedPicture, data_version
from api.security import PUBLIC_CACHE
from api.sessions import RequestKeptValues, RequestReader
from geodata.errors import NotFoundError
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, list_gebieden, outlines_of
from geodata.gebieden.simplify import COUNTRY_TOLERANCE_M, TOLERANCES_M
from geodata.store.reading import Reader
from maps.national import figures_content, outlines_content

router = APIRouter()

PATTERNS = "kaart"
FINE_TOLERANCE_M = TOLERANCES_M[-1]
# The address names the last change of the data, so that what is kept for a day is not yesterday's.
KEPT_A_DAY = "public, max-age=86400"


class NoOutlinesError(NotFoundError):
    """No outline of a level is loaded for a peildatum."""

    def __init__(self, level: str, peildatum: date) -> None:
        super().__init__(f"Van niveau '{level}' zijn per {peildatum:%d-%m-%Y} geen grenzen geladen.")


class GrenzenParameters(BaseModel):
    """Which outlines, how fine, and of which state of the data."""

    niveau: NationalLevel
    peildatum: date
    fijn: bool = False
    versie: str = Query("", max_length=40)


@router.get("/kaart/nederland/grenzen")
def show_outlines(
    parameters: Annotated[GrenzenParameters, Query()], reader: RequestReader, kept: RequestKeptValues
) -> Response:
    """Return the outlines of all areas of a level."""
    version = data_version(reader)
    key = ("grenzen", version, parameters.niveau, parameters.peildatum, parameters.fijn)
    body = kept.value_of(key, lambda: _outlines(reader, parameters))
    cache = KEPT_A_DAY if parameters.versie == version else PUBLIC_CACHE
    return Response(body, media_type="application/json", headers={"Cache-Control": cache})


@router.get("/kaart/nederland/cijfers")
def show_figures(picture: AskedPicture) -> JSONResponse:
    """Return the figure and filling of each area."""
    if picture.shading is None:
        raise NoOutlinesError(picture.choice.level.value, picture.choice.peildatum)
    content = figures_content(picture.shading, pattern_prefix=PATTERNS)
    return JSONResponse(content, headers={"Cache-Control": PUBLIC_CACHE})


def _outlines(reader: Reader, parameters: GrenzenParameters) -> bytes:
    level = Level(parameters.niveau.value)
    gebieden = list_gebieden(reader, GebiedFilter(level=level, peildatum=parameters.peildatum), limit=MOST_AREAS)
    tolerance_m = FINE_TOLERANCE_M if parameters.fijn else COUNTRY_TOLERANCE_M
    areas_gdf = outlines_of(reader, [one.id for one in gebieden], tolerance_m=tolerance_m)
    if areas_gdf.empty:
        raise NoOutlinesError(level.value, parameters.peildatum)
    by_code = {one.code: one for one in gebieden}
    areas_gdf["gemeente_code"] = [by_code[code].gemeente_code for code in areas_gdf["code"]]
    names = {one.gemeente_code: one.gemeente_name or one.gemeente_code for one in gebieden if one.gemeente_code}
    return bytes(JSONResponse(outlines_content(areas_gdf, names)).body)
