"""The clusterings of the departments: three of whole units in CSV, one drawn straight through buurten as GeoPackage.

``indelingen.csv`` says which wijk or buurt belongs to which area; a buurt's own row goes before its wijk's.
"""

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry as Geometry

from etl.voorbeeld import codes
from etl.voorbeeld.files import multi, write_layer
from etl.voorbeeld.geography import RD_CRS, WATER_ID, Shapes, faces_between
from etl.voorbeeld.truth import land

Labels = npt.NDArray[np.intp]

BASE_YEAR = 2024
WIJK_BASED = ("wijkgebieden", "vth")
BUURT_BASED = ("ibor", "ons-welzijn")
_GRID_M = 0.1
_DUST_M2 = 10_000.0
_TOWN = [f"{number:02}" for number in range(12)]
_WORK = ["03", "10"]
_NORTH_OF_RAILWAY, _SOUTH_OF_RAILWAY = ["00", "01", "07"], ["02", "08"]
_VILLAGE_KINDS = ["dorp", "dorpnieuw"]
_NATURE = ["1702", "2103", "1103"]


def assignment(key: str) -> pd.DataFrame:
    """Return the units of a clustering: ``code``, ``gebied``, ``naam``; buurten that no row names are left out."""
    rows = codes.table("indelingen")
    rows = rows[rows["indeling"] == key].set_index("unit")[["gebied", "naam"]]
    units = codes.units(BASE_YEAR)
    if key in WIJK_BASED:
        return rows.rename_axis("code").reset_index().sort_values("code")
    buurten = units.drop_duplicates("buurtcode").set_index("buurtcode")["wijkcode"].sort_index()
    chosen = [code if code in rows.index else wijk for code, wijk in buurten.items()]
    return rows.reindex(chosen).set_axis(buurten.index).rename_axis("code").dropna().reset_index()


def write_units(path: Path, key: str) -> None:
    """Write a clustering of whole units as CSV."""
    assignment(key).to_csv(path, sep=";", index=False, lineterminator="\n")


def write_vision(path: Path) -> None:
    """Write the areas of the omgevingsvisie as GeoPackage."""
    path.unlink(missing_ok=True)
    write_layer(vision(), path, "omgevingsvisie")


def vision() -> gpd.GeoDataFrame:
    """Draw the areas of the omgevingsvisie: a coverage of the land by kind of landscape, not by buurt.

    Returns
    -------
    geopandas.GeoDataFrame
        ``gebied``, ``naam`` and MultiPolygon geometry in EPSG:28992, rounded to 0.1 m.
    """
    ground = shapely.union_all(land().drop(index=WATER_ID).geometry.to_numpy())
    zones = list(_zones())
    faces = faces_between([ground.boundary, *(shape.boundary for _, _, shape in zones)], grid_size=_GRID_M)
    spots = shapely.point_on_surface(faces)
    faces, spots = faces[shapely.contains(ground, spots)], spots[shapely.contains(ground, spots)]
    inside = np.array([shapely.contains(shape, spots) for _, _, shape in zones])
    labels = _without_dust(faces, inside.argmax(axis=0))
    return gpd.GeoDataFrame(
        {"gebied": [code for code, _, _ in zones], "naam": [name for _, name, _ in zones]},
        geometry=[multi(shapely.coverage_union_all(faces[labels == number])) for number in range(len(zones))],
        crs=RD_CRS,
    )


def _zones() -> Iterator[tuple[str, str, Geometry]]:
    """Yield code, name and reach of each area; where they overlap, the first counts."""
    pieces = land().join(codes.seeds().drop_duplicates("id").set_index("id")[["wijk", "kind"]])

    def reach(chosen: "pd.Series[bool]", distance_m: float) -> Geometry:
        shape = shapely.union_all(pieces.loc[chosen, "geometry"].to_numpy())
        return shapely.simplify(shapely.buffer(shape, distance_m, quad_segs=3), 12)

    wijk = pieces["wijk"]
    river = max(shapely.get_parts(pieces.loc[WATER_ID, "geometry"]), key=lambda part: part.length)
    north, south = reach(wijk.isin(_NORTH_OF_RAILWAY), 0), reach(wijk.isin(_SOUTH_OF_RAILWAY), 0)
    villages = pieces["kind"].isin(_VILLAGE_KINDS) | (wijk.eq("13") & pieces["kind"].ne("land"))
    railway = shapely.intersection(shapely.buffer(north, 60), shapely.buffer(south, 60))
    station = shapely.simplify(shapely.buffer(railway, 190, quad_segs=3), 10)
    yield "S", "Stationsgebied en spoorzone", station
    yield "C", "Historische binnenstad", reach(wijk == "00", 90)
    yield "W", "Werklandschap", reach(wijk.isin(_WORK), 110)
    yield "T", "Woonstad", reach(wijk.isin(_TOWN) & ~pieces.index.isin([*_NATURE, "0904"]), 40)
    yield "R", "Rivier en uiterwaarden", shapely.simplify(shapely.buffer(river, 930, quad_segs=4), 15)
    yield "D", "Dorpen en dorpsranden", reach(villages, 170)
    yield "B", "Bos, heide en landgoed", reach(pieces.index.isin(_NATURE), 260)
    yield "L", "Open landschap", shapely.box(*shapely.total_bounds(pieces.geometry.to_numpy()))


def _without_dust(faces: Shapes, labels: Labels) -> Labels:
    """Give each loose part under a hectare to the area with which it shares most of its border."""
    labels = labels.copy()
    for number in np.unique(labels):
        for part in shapely.get_parts(shapely.coverage_union_all(faces[labels == number])):
            if part.area < _DUST_M2:
                inside = shapely.contains(part.buffer(_GRID_M), faces) & (labels == number)
                outside = (labels != number) & shapely.intersects(part, faces)
                border = shapely.length(shapely.intersection(part, faces[outside]))
                labels[inside] = np.bincount(labels[outside], weights=border).argmax()
    return labels
