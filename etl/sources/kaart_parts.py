"""Areas that a map holds in more than one row: their outlines joined, and the figures on which the rows disagree."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from etl.batch import REFUSED_COLUMNS, Fault, Severity

DISAGREEMENT = "een gebied dat uit meer vlakken bestaat, heeft hier verschillende waarden"


def one_row_per_code(
    gdf: gpd.GeoDataFrame, source_layer: str
) -> tuple[gpd.GeoDataFrame, pd.DataFrame, tuple[Fault, ...]]:
    """Join the parts of an area; what they disagree on is refused.

    Parameters
    ----------
    gdf
        ``code``, ``name``, ``change``, ``geometry`` and the publisher's columns.
    source_layer
        File and layer, for the messages.

    Returns
    -------
    tuple
        The areas, one row per code; the refused cells, as `etl.batch.REFUSED_COLUMNS`; what there is to say of it.
    """
    is_part = gdf["code"].duplicated(keep=False)
    if not is_part.any():
        return gdf, pd.DataFrame(columns=list(REFUSED_COLUMNS), dtype="str"), ()
    parts_gdf = gdf[is_part]
    refused_df = _disagreements(parts_gdf.drop(columns="geometry"))
    joined = parts_gdf.groupby("code")["geometry"].agg(_joined)
    one_gdf = gdf.drop_duplicates("code").set_index("code", drop=False)
    geometry = one_gdf.geometry.copy()
    geometry.loc[joined.index] = joined.to_numpy()
    return (
        one_gdf.set_geometry(geometry).reset_index(drop=True),
        refused_df,
        _part_faults(joined, refused_df, source_layer),
    )


def _joined(parts: gpd.GeoSeries) -> shapely.Geometry | None:
    """Make one geometry of an area's parts; invalid ones are only put side by side, for the repair to name them."""
    found = parts.dropna().to_numpy()
    if len(found) == 0:
        return None
    if shapely.is_valid(found).all():
        whole: shapely.Geometry = shapely.union_all(found)
        return whole
    polygons = shapely.get_parts(found)
    side_by_side: shapely.Geometry = shapely.multipolygons(
        polygons[shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON]
    )
    return side_by_side


def _disagreements(parts_df: pd.DataFrame) -> pd.DataFrame:
    """List the cells on which the parts of an area differ, with all their values."""
    values = parts_df.drop(columns=["code", "name", "change"])
    differs = values.groupby(parts_df["code"]).nunique(dropna=False).gt(1)
    codes, columns = np.nonzero(differs.to_numpy())
    rows = []
    for code, column in zip(differs.index[codes], differs.columns[columns], strict=True):
        different = values.loc[parts_df["code"] == code, column].unique()
        rows.append((code, column, " / ".join(map(str, different)), DISAGREEMENT))
    return pd.DataFrame(rows, columns=list(REFUSED_COLUMNS), dtype="str")


def _part_faults(joined: pd.Series, refused_df: pd.DataFrame, source_layer: str) -> tuple[Fault, ...]:
    codes = ", ".join(joined.index[:5])
    message = f"{source_layer}: van {len(joined)} gebieden zijn de vlakken samengevoegd ({codes}"
    fault = Fault(
        "delen samengevoegd",
        Severity.WARNING,
        f"{message}{' en meer' if len(joined) > 5 else ''}).",
        value=str(len(joined)),
    )
    different = [
        Fault(
            "delen verschillen",
            Severity.WARNING,
            f"{source_layer}: {row.gebied_code} bestaat uit meer vlakken met verschillende waarden in "
            f"{row.column}: {row.value}. De waarde is niet geladen.",
            row=str(row.gebied_code),
            column=str(row.column),
            value=str(row.value),
        )
        for row in refused_df.itertuples()
    ]
    return (fault, *different)
