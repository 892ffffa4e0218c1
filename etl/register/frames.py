"""Frames of what the database answers."""

from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from psycopg import Connection

from geodata.gebieden.crs import RD


def frame_from(connection: Connection, statement: str, parameters: Any) -> pd.DataFrame:
    """Read the rows of a statement, with its own names of columns."""
    with connection.cursor(binary=True) as cursor:
        rows = cursor.execute(statement, parameters).fetchall()
        return pd.DataFrame(rows, columns=[column.name for column in cursor.description or ()])


def outlined(rows_df: pd.DataFrame) -> gpd.GeoDataFrame:
    """Make geometry in RD of the column ``outline`` (WKB); missing stays so."""
    outlines = shapely.from_wkb(rows_df["outline"].to_numpy(dtype=object))
    return gpd.GeoDataFrame(rows_df.drop(columns="outline"), geometry=outlines, crs=RD)
