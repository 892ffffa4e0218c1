"""What the map of the country is drawn of: outlines with figures, shaded as every map; kept until the data change."""

from dataclasses import dataclass
from typing import Annotated

import geopandas as gpd
from fastapi import Depends, Query

from api.pages.figure_text import shown_range
from api.pages.nederland.choice import NationalChoice, NederlandParameters, choose_national
from api.sessions import RequestCatalogueOnly, RequestKeptValues, RequestReader
from api.sources import source_name
from geodata.gebieden.queries import outlines_of
from geodata.gebieden.simplify import COUNTRY_TOLERANCE_M
from geodata.store.queries import loads_by_id, newest_change
from geodata.store.reading import Reader
from geodata.store.tables import Load
from maps.shading import MapClasses, MapSubject, Shading, shade


@dataclass(frozen=True)
class NationalPicture:
    """What page, figures and image share: ``shading`` has the rows of ``areas_gdf``; None where there are none."""

    choice: NationalChoice
    loads: tuple[Load, ...]
    areas_gdf: gpd.GeoDataFrame
    subject: MapSubject
    classes: MapClasses
    shading: Shading | None


def _picture(
    parameters: Annotated[NederlandParameters, Query()],
    catalogue: RequestCatalogueOnly,
    reader: RequestReader,
    kept: RequestKeptValues,
) -> NationalPicture:
    asked = (parameters.niveau, parameters.indicator, parameters.periode, parameters.klassen)
    key = ("nederland", data_version(reader), *asked)

    def make() -> NationalPicture:
        return make_picture(reader, choose_national(reader, parameters, catalogue=catalogue), parameters)

    return kept.value_of(key, make)


# Figures of one gemeente's own register are no map of the country, and are published and taken back without a load.
AskedPicture = Annotated[NationalPicture, Depends(_picture)]


def make_picture(reader: Reader, choice: NationalChoice, parameters: NederlandParameters) -> NationalPicture:
    """Read and shade what was chosen; for all wijken this takes a quarter of a second."""
    loads = tuple(loads_by_id(reader, {figure.load_id for figure in choice.figures.values()}).values())
    areas_gdf = national_areas(reader, choice)
    subject, classes = national_subject(choice, loads), MapClasses(method=parameters.klassen)
    shading = None if areas_gdf.empty else shade(areas_gdf, subject, classes)
    return NationalPicture(choice, loads, areas_gdf, subject=subject, classes=classes, shading=shading)


def data_version(reader: Reader) -> str:
    """Return what tells one state of the data from another, to put into an address."""
    changed = newest_change(reader)
    return f"{changed:%Y%m%d%H%M%S%f}" if changed else "leeg"


def national_areas(reader: Reader, choice: NationalChoice) -> gpd.GeoDataFrame:
    """Read the outlines of the areas at the scale of the country, with the figure of each; without outline, no row."""
    areas_gdf = outlines_of(reader, [one.id for one in choice.gebieden], tolerance_m=COUNTRY_TOLERANCE_M)
    found = [choice.figures.get(code) for code in areas_gdf["code"]]
    ranges = [shown_range(figure, choice.indicator) if figure else (None, None) for figure in found]
    return areas_gdf.assign(
        value=[figure.value if figure else None for figure in found],
        lowest=[lowest for lowest, _ in ranges],
        highest=[highest for _, highest in ranges],
        is_empty=[code in choice.empty for code in areas_gdf["code"]],
        status=[figure.status.value if figure else None for figure in found],
    )


def national_subject(choice: NationalChoice, loads: tuple[Load, ...]) -> MapSubject:
    """Return what the map is of, with the sources of its figures."""
    indicator = choice.indicator
    source = "; ".join(sorted({source_name(load.source) for load in loads}))
    title = f"{indicator.label}, {choice.plural} van Nederland"
    return MapSubject(title, str(choice.period), indicator.unit, indicator.decimals, source)
