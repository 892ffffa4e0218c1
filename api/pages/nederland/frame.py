"""What the map of the country is drawn of: outlines with figures, shaded as every map is."""

from collections.abc import Iterable

import geopandas as gpd

from api.pages.figure_text import shown_range
from api.pages.nederland.choice import NationalChoice
from api.sources import source_name
from geodata.gebieden.queries import outlines_of
from geodata.gebieden.simplify import COUNTRY_TOLERANCE_M
from geodata.store.queries import loads_by_id
from geodata.store.reading import Reader
from geodata.store.tables import Load
from maps.shading import MapSubject


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


def national_subject(choice: NationalChoice, loads: Iterable[Load]) -> MapSubject:
    """Return what the map is of, with the sources of its figures."""
    indicator = choice.indicator
    source = "; ".join(sorted({source_name(load.source) for load in loads}))
    title = f"{indicator.label}, {choice.plural} van Nederland"
    return MapSubject(title, str(choice.period), indicator.unit, indicator.decimals, source)


def loads_of(reader: Reader, choice: NationalChoice) -> list[Load]:
    """Read the loads that the figures came from."""
    return list(loads_by_id(reader, {figure.load_id for figure in choice.figures.values()}).values())
