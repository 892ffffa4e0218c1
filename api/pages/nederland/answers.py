"""What the script of the map of the country fetches: outlines by level and peildatum, figures by what is chosen."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.pages.nederland.choice import (
    MOST_AREAS,
    NationalChoice,
    NationalLevel,
    NederlandParameters,
    choose_national,
)
from api.pages.nederland.frame import loads_of, national_areas, national_subject
from api.security import PUBLIC_CACHE
from api.sessions import RequestCatalogue, RequestReader
from geodata.errors import NotFoundError
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedFilter, list_gebieden, outlines_of
from geodata.gebieden.simplify import COUNTRY_TOLERANCE_M, TOLERANCES_M
from geodata.store.queries import newest_change
from geodata.store.reading import Reader
from maps.national import figures_content, outlines_content
from maps.shading import MapClasses, shade

router = APIRouter()

PATTERNS = "kaart"
FINE_TOLERANCE_M = TOLERANCES_M[-1]
# The address names the last change of the data, so that what is kept for a day is not yesterday's. Figures are asked
# for again each time, as everywhere: registers of gemeenten are published and taken back without a load.
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


def data_version(reader: Reader) -> str:
    """Return what tells one state of the data from another, to put into an address."""
    changed = newest_change(reader)
    return f"{changed:%Y%m%d%H%M%S%f}" if changed else "leeg"


@router.get("/kaart/nederland/grenzen")
def show_outlines(parameters: Annotated[GrenzenParameters, Query()], reader: RequestReader) -> JSONResponse:
    """Return the outlines of all areas of a level."""
    level = Level(parameters.niveau.value)
    gebieden = list_gebieden(reader, GebiedFilter(level=level, peildatum=parameters.peildatum), limit=MOST_AREAS)
    tolerance_m = FINE_TOLERANCE_M if parameters.fijn else COUNTRY_TOLERANCE_M
    areas_gdf = outlines_of(reader, [one.id for one in gebieden], tolerance_m=tolerance_m)
    if areas_gdf.empty:
        raise NoOutlinesError(level.value, parameters.peildatum)
    by_code = {one.code: one for one in gebieden}
    areas_gdf["gemeente_code"] = [by_code[code].gemeente_code for code in areas_gdf["code"]]
    names = {one.gemeente_code: one.gemeente_name or one.gemeente_code for one in gebieden if one.gemeente_code}
    return _kept(outlines_content(areas_gdf, names), parameters.versie, reader)


@router.get("/kaart/nederland/cijfers")
def show_figures(
    parameters: Annotated[NederlandParameters, Query()], catalogue: RequestCatalogue, reader: RequestReader
) -> JSONResponse:
    """Return the figure and filling of each area."""
    choice = choose_national(reader, parameters, catalogue=catalogue)
    areas_gdf = national_areas(reader, choice)
    if areas_gdf.empty:
        raise NoOutlinesError(choice.level.value, choice.peildatum)
    subject = national_subject(choice, loads_of(reader, choice))
    shading = shade(areas_gdf, subject, MapClasses(method=parameters.klassen))
    return JSONResponse(figures_content(shading, pattern_prefix=PATTERNS), headers={"Cache-Control": PUBLIC_CACHE})


def addressed(choice: NationalChoice, method: str) -> dict[str, Any]:
    """Return the parts of an address that asks for what is shown now."""
    return {
        "niveau": choice.level.value,
        "indicator": choice.indicator.key,
        "periode": choice.period,
        "klassen": method,
    }


def _kept(content: dict[str, Any], version: str, reader: Reader) -> JSONResponse:
    is_current = version == data_version(reader)
    return JSONResponse(content, headers={"Cache-Control": KEPT_A_DAY if is_current else PUBLIC_CACHE})
