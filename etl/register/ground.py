"""What a clustering is worked out on, from the database: its base units, their people, and points to divide by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from psycopg import Connection

from etl.register.below import parts_below
from etl.register.frames import frame_from, outlined
from etl.sources.indeling import IndelingHeader
from geodata.errors import NotFoundError
from geodata.gebieden.levels import Level
from geodata.indelingen.parts import Base

UNITS = """
    SELECT g.id, g.code, g.name, g.wijk_code,
           (SELECT o.value FROM observation o JOIN indicator i ON i.id = o.indicator_id
            WHERE o.gebied_id = g.id AND i.key = 'inwoners' AND o.value IS NOT NULL
            ORDER BY o.period DESC LIMIT 1) AS people,
           ST_AsBinary(g.geom) AS outline
    FROM gebied g
    WHERE g.gemeente_code = %(gemeente_code)s AND g.peildatum = %(peildatum)s AND g.level = %(level)s::level
      AND g.geom IS NOT NULL
    ORDER BY g.code
"""
ELSEWHERE = """
    SELECT code, name, peildatum FROM gebied
    WHERE gemeente_code = %(gemeente_code)s AND peildatum <> %(peildatum)s AND level = %(level)s::level
    ORDER BY peildatum, code
"""
POINTS = """
    SELECT p.kind, p.weight, l.peildatum, p.load_id, ST_AsBinary(p.geom) AS outline
    FROM weight_point p JOIN load l ON l.id = p.load_id
    WHERE p.geom && ST_MakeEnvelope(%s, %s, %s, %s, 28992)
    ORDER BY p.id
"""
NEWEST_PEILDATUM = """
    SELECT max(peildatum) FROM gebied
    WHERE gemeente_code = %s AND level = %s::level AND geom IS NOT NULL
"""


class BaseNotLoadedError(NotFoundError):
    """The units that a clustering is built on are not loaded, or not with outlines."""

    def __init__(self, gemeente_code: str, level: Level, peildatum: date | None) -> None:
        when = f" per {peildatum:%d-%m-%Y}" if peildatum else ""
        super().__init__(
            f"Van {gemeente_code} is geen enkele {level} met grenzen{when} geladen. Laad eerst de wijk- en buurtkaart "
            "van dat jaar: 'gebiedsmonitor etl kaart', of 'gebiedsmonitor etl gemeente'."
        )


@dataclass(frozen=True)
class Ground:
    """The base of a clustering, with the number of each unit in the database, by its code.

    ``points`` says per kind of which peildatum the points are, how many, and which loads brought them.
    """

    base: Base
    unit_ids: "pd.Series[int]"
    points: dict[str, dict[str, Any]]


def read_ground(connection: Connection, header: IndelingHeader) -> Ground:
    """Read what a clustering is worked out on.

    Raises
    ------
    BaseNotLoadedError
        Its units are not loaded with their outlines.
    etl.register.below.BelowNotFoundError, OtherGemeenteBelowError, BelowDiffersError
        The clustering of which areas it is made is not there, or stands on other units.
    """
    place = {
        "gemeente_code": header.gemeente_code,
        "peildatum": header.base_peildatum,
        "level": header.base_level.value,
    }
    units_gdf = outlined(frame_from(connection, UNITS, place)).astype({"people": "float64"})
    if units_gdf.empty:
        raise BaseNotLoadedError(header.gemeente_code, header.base_level, header.base_peildatum)
    points_gdf = _points(connection, units_gdf, header.base_peildatum)
    base = Base(
        units_gdf=units_gdf.drop(columns="id"),
        gemeente_code=header.gemeente_code,
        level=header.base_level,
        peildatum=header.base_peildatum,
        points_gdf=points_gdf[["weight", "kind", "geometry"]],
        elsewhere_df=frame_from(connection, ELSEWHERE, place),
        indeling_parts_gdf=parts_below(connection, header) if header.base_indeling else None,
    )
    return Ground(base, units_gdf.set_index("code")["id"], _points_used(points_gdf))


def newest_peildatum(connection: Connection, gemeente_code: str, level: Level) -> date:
    """Return the newest peildatum of which the units of a gemeente are loaded with their outlines.

    Raises
    ------
    BaseNotLoadedError
        There are none.
    """
    ((newest,),) = connection.execute(NEWEST_PEILDATUM, [gemeente_code, level.value]).fetchall()
    if newest is None:
        raise BaseNotLoadedError(gemeente_code, level, None)
    found: date = newest
    return found


def _points(connection: Connection, units_gdf: gpd.GeoDataFrame, peildatum: date) -> gpd.GeoDataFrame:
    """Read the points in units: of each kind those of the peildatum that is nearest, of two as near the newest."""
    points_gdf = outlined(frame_from(connection, POINTS, [float(end) for end in units_gdf.total_bounds]))
    tree = shapely.STRtree(units_gdf.geometry.to_numpy())
    inside = np.unique(tree.query(points_gdf.geometry.to_numpy(), predicate="intersects")[0])
    points_gdf = points_gdf.iloc[inside]
    away = pd.to_datetime(points_gdf["peildatum"]) - pd.Timestamp(peildatum)
    points_gdf = points_gdf.assign(away=away.abs(), is_past=away < pd.Timedelta(0)).sort_values(["away", "is_past"])
    nearest = points_gdf.groupby("kind")["peildatum"].transform("first")
    return points_gdf[points_gdf["peildatum"] == nearest].reset_index(drop=True)


def _points_used(points_gdf: gpd.GeoDataFrame) -> dict[str, dict[str, Any]]:
    return {
        str(kind): {
            "peildatum": f"{points_df['peildatum'].iloc[0]:%Y-%m-%d}",
            "aantal": len(points_df),
            "ladingen": sorted(int(number) for number in points_df["load_id"].unique()),
        }
        for kind, points_df in points_gdf.groupby("kind")
    }
