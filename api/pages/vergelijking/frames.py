"""From a study to the frames that maps are drawn of: areas and elements, simplified to the scale of a page."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import Geometry

from api.comparing.amounts import Scale
from api.comparing.rows import DifferenceRow
from api.comparing.sentences import units_text
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level
from geodata.gebieden.simplify import simplified_scales
from geodata.indelingen.comparing.ground import NO_AREA, IntArray, Labelling, Measure, Study

MAP_TOLERANCE_M = 10
LEFT_OUT_CODE = "niet-ingedeeld"


def drawn_outlines(study: Study) -> gpd.GeoSeries:
    """Return the outlines of the elements, simplified together; None of an element that has none."""
    return simplified_scales(study.elements_gdf, [MAP_TOLERANCE_M])[MAP_TOLERANCE_M]


def area_frame(
    study: Study,
    labelling: Labelling,
    outlines: gpd.GeoSeries,
    *,
    level: Level,
    own_outlines: Mapping[str, Geometry] = MappingProxyType({}),
) -> gpd.GeoDataFrame:
    """Return the areas of a clustering as `maps.area_map.area_map_fragment` takes them.

    Parameters
    ----------
    outlines
        Of the elements, as `drawn_outlines` gives them.
    own_outlines
        Of areas, by code: they go before those of the elements. An area without any outline is left out.
    """
    areas = [*range(len(labelling.area_codes)), NO_AREA]
    members = {area: np.flatnonzero(labelling.labels == area) for area in areas}
    codes = dict(enumerate(labelling.area_codes))
    shapes = {
        area: own_outlines.get(codes.get(area, ""), outline_of(outlines, elements))
        for area, elements in members.items()
    }
    rows = [
        _area_row(study, labelling, area, members[area], level=level) | {"geometry": shape}
        for area, shape in shapes.items()
        if shape is not None
    ]
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry="geometry", crs=RD)


def _area_row(study: Study, labelling: Labelling, area: int, members: IntArray, *, level: Level) -> dict[str, object]:
    is_left_out = area == NO_AREA
    return {
        "code": LEFT_OUT_CODE if is_left_out else labelling.area_codes[area],
        "name": "Niet ingedeeld" if is_left_out else labelling.area_names[area],
        "people": study.elements_gdf["people"].iloc[members].sum(min_count=1),
        "units": units_text(Scale(study, Measure.PEOPLE), members, level),
        "left_out": is_left_out,
    }


def shared_people(study: Study, first: Labelling, other: Labelling) -> dict[tuple[str, str], float]:
    """Return the people in each pair of areas of two clusterings that overlap; NaN where they are not known."""
    is_held = (first.labels != NO_AREA) & (other.labels != NO_AREA)
    pairs_df = pd.DataFrame({"area": first.labels, "other": other.labels, "people": study.elements_gdf["people"]})
    sums = pairs_df[is_held].groupby(["area", "other"])["people"].sum(min_count=1)
    return {(first.area_codes[area], other.area_codes[other_]): people for (area, other_), people in sums.items()}


def difference_frame(study: Study, outlines: gpd.GeoSeries, rows: Sequence[DifferenceRow]) -> gpd.GeoDataFrame:
    """Return the elements as `maps.difference_map.difference_map_fragment` takes them.

    Parameters
    ----------
    outlines
        Of the elements, as `drawn_outlines` gives them. Elements without are left out.
    rows
        Those about which the owners disagree.
    """
    elements_gdf = study.elements_gdf
    found = {row.element: row for row in rows}
    frame = gpd.GeoDataFrame(
        {
            "code": [f"{code}-{number}" for number, code in enumerate(elements_gdf["unit_code"])],
            "name": elements_gdf["unit_name"],
            "disagreeing": [found[one].count if one in found else 0 for one in range(len(elements_gdf))],
            "people": elements_gdf["people"],
            "note": [found[one].note if one in found else "" for one in range(len(elements_gdf))],
        },
        geometry=outlines.to_numpy(),
        crs=RD,
    )
    return frame[frame.geometry.notna()]


def outline_of(outlines: gpd.GeoSeries, elements: Sequence[int] | IntArray) -> Geometry | None:
    """Return the outline of some elements together; None where none has one."""
    shapes = outlines.iloc[np.asarray(elements, dtype=np.int64)].dropna()
    return shapely.union_all(shapes.to_numpy()) if len(shapes) else None
