"""Figures of an area that is in no clustering: units that are named, or a polygon, composed on the spot."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

import geopandas as gpd
import shapely
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from shapely.geometry import shape

from api.answers import Answer, WaardeAnswer, worth_of
from api.geojson import WGS84
from api.parameters import Parameters
from api.security import PUBLIC_PREFIX
from api.sessions import RequestCatalogue, RequestKept, RequestReader
from geodata.gebieden.crs import to_rd
from geodata.indelingen.at_table.queries import RdPoint, gemeente_at
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.deriving import figures_in
from geodata.indicators.deriving.gemeente_ground import Grounds
from geodata.indicators.deriving.own_area import (
    OwnArea,
    PeriodFigures,
    PolygonRefusedError,
    area_of_polygon,
    area_of_units,
    figures_of,
)
from geodata.store.reading import Reader

router = APIRouter(prefix=PUBLIC_PREFIX, tags=["gebieden"])

MOST_UNITS = 500


class EigenGebiedParameters(Parameters):
    """Which units."""

    eenheid: list[str] = Query(
        max_length=MOST_UNITS, description="Codes van wijken of van buurten van één gemeente; herhaal de parameter."
    )
    peildatum: date | None = Query(None, description="Datum (jjjj-mm-dd) van de grenzen; zonder: de nieuwste.")


class Grens(BaseModel):
    """Een grens in WGS84, als GeoJSON-geometrie."""

    model_config = ConfigDict(extra="forbid")

    type: Annotated[str, Field(pattern="^(Polygon|MultiPolygon)$")]
    coordinates: list[Any]


class EigenCijferAnswer(WaardeAnswer):
    """Een samengesteld cijfer."""

    indicator: str


class EigenPeriodeAnswer(Answer):
    """De cijfers van een periode, en de grenzen waarop ze zijn geteld."""

    periode: int
    peildata: list[date]
    cijfers: list[EigenCijferAnswer]


class DeelAnswer(Answer):
    """Wat het gebied van een eenheid heeft."""

    eenheid: str
    aandeel: float
    is_geschat: bool


class EigenGebiedAnswer(Answer):
    """Een gebied dat in geen indeling staat, met al zijn cijfers."""

    gemeente_code: str
    peildatum: date
    delen: list[DeelAnswer]
    ladingen: list[int]
    perioden: list[EigenPeriodeAnswer]


@router.get("/eigen-gebied", summary="Cijfers van eenheden samen")
def compose_units(
    parameters: Annotated[EigenGebiedParameters, Query()],
    catalogue: RequestCatalogue,
    kept: RequestKept,
    reader: RequestReader,
) -> EigenGebiedAnswer:
    """Alle cijfers van een aantal wijken of buurten samen, van elk jaar; samengesteld zoals die van een indeling."""
    area = area_of_units(reader, parameters.eenheid, parameters.peildatum)
    return _answer(area, *_composed(reader, area, kept, catalogue))


@router.post("/eigen-gebied", summary="Cijfers binnen een grens")
def compose_polygon(
    grens: Grens,
    catalogue: RequestCatalogue,
    kept: RequestKept,
    reader: RequestReader,
) -> EigenGebiedAnswer:
    """Alle cijfers van wat binnen een getekende grens ligt; een buurt die erdoor gesneden wordt, wordt verdeeld."""
    polygon_gdf = _polygon(grens)
    inside = polygon_gdf.geometry.iloc[0].representative_point()
    gemeente_code = gemeente_at(reader, RdPoint(inside.x, inside.y), datetime.now(UTC).date())
    area = area_of_polygon(reader, polygon_gdf, gemeente_code, None)
    return _answer(area, *_composed(reader, area, kept, catalogue))


def _polygon(grens: Grens) -> gpd.GeoDataFrame:
    try:
        drawn = shape(grens.model_dump())
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError) as error:
        raise PolygonRefusedError("de coördinaten vormen geen veelhoek; geef ringen van [lengte, breedte]") from error
    if drawn.is_empty or not drawn.area:
        raise PolygonRefusedError("zij heeft geen oppervlakte")
    return to_rd(gpd.GeoDataFrame(geometry=[drawn], crs=WGS84))


def _composed(
    reader: Reader, area: OwnArea, kept: tuple[Grounds, Crosswalks], catalogue: Catalogue
) -> tuple[tuple[int, ...], list[PeriodFigures]]:
    grounds, crosswalks = kept
    ground = grounds.of_gemeente(reader, area.gemeente_code, catalogue)
    return ground.load_ids, figures_of(reader, area, ground, crosswalks, catalogue)


def _answer(area: OwnArea, load_ids: tuple[int, ...], periods: list[PeriodFigures]) -> EigenGebiedAnswer:
    members = area.members_df[["unit_code", "share", "is_estimated"]].itertuples(index=False)
    return EigenGebiedAnswer(
        gemeente_code=area.gemeente_code,
        peildatum=area.peildatum,
        delen=[DeelAnswer(eenheid=code, aandeel=share, is_geschat=estimated) for code, share, estimated in members],
        ladingen=list(load_ids),
        perioden=[
            EigenPeriodeAnswer(periode=one.period, peildata=list(one.peildata), cijfers=_cijfers(one))
            for one in periods
        ],
    )


def _cijfers(found: PeriodFigures) -> list[EigenCijferAnswer]:
    figures = zip(found.figures_df["indicator"], figures_in(found.figures_df), strict=True)
    return [EigenCijferAnswer(indicator=indicator, **worth_of(figure)) for indicator, figure in figures]
