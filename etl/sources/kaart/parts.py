"""Areas that a map holds in more than one row: their outlines joined, and the figures on which the rows disagree."""

from collections.abc import Iterator, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from etl.batch import REFUSED_COLUMNS, Fault, Severity
from etl.sources.kaart.columns import is_known_beside_figures
from etl.sources.listing import listed

DISAGREEMENT = "een gebied dat uit meer vlakken bestaat, heeft hier verschillende waarden"


def one_row_per_code(
    gdf: gpd.GeoDataFrame, source_layer: str
) -> tuple[gpd.GeoDataFrame, pd.DataFrame, tuple[Fault, ...]]:
    """Join the parts of an area; figures on which they disagree are refused, of names the first is kept.

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
    parts_df = pd.DataFrame(gdf[is_part].drop(columns="geometry"))
    names = [str(name) for name in parts_df.columns.drop("change") if not is_known_beside_figures(str(name))]
    refused_df = _disagreements(parts_df, names)
    named_df = _disagreements(parts_df, ["name", "change"])
    joined = gdf[is_part].groupby("code")["geometry"].agg(_joined)
    one_gdf = gdf.drop_duplicates("code").set_index("code", drop=False)
    geometry = one_gdf.geometry.copy()
    geometry.loc[joined.index] = joined.to_numpy()
    faults = (
        _joined_fault(joined, source_layer),
        *_difference_faults(refused_df, source_layer, outcome="De waarde is niet geladen."),
        *_difference_faults(named_df, source_layer, outcome="De eerste is aangehouden."),
    )
    return one_gdf.set_geometry(geometry).reset_index(drop=True), refused_df, faults


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


def _disagreements(parts_df: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """List the cells on which the parts of an area differ, with all their values."""
    differs = parts_df.groupby("code")[list(columns)].nunique(dropna=False).gt(1)
    codes, places = np.nonzero(differs.to_numpy())
    rows = []
    for code, column in zip(differs.index[codes], differs.columns[places], strict=True):
        different = parts_df.loc[parts_df["code"] == code, column].unique()
        rows.append((code, column, " / ".join(map(str, different)), DISAGREEMENT))
    return pd.DataFrame(rows, columns=list(REFUSED_COLUMNS), dtype="str")


def _joined_fault(joined: pd.Series, source_layer: str) -> Fault:
    message = f"{source_layer}: van {len(joined)} gebieden zijn de vlakken samengevoegd ({listed(joined.index)})."
    return Fault("delen samengevoegd", Severity.WARNING, message, value=str(len(joined)))


def _difference_faults(different_df: pd.DataFrame, source_layer: str, *, outcome: str) -> Iterator[Fault]:
    for row in different_df.itertuples():
        yield Fault(
            "delen verschillen",
            Severity.WARNING,
            f"{source_layer}: {row.gebied_code} bestaat uit meer vlakken met verschillende waarden in {row.column}: "
            f"{row.value}. {outcome}",
            row=str(row.gebied_code),
            column=str(row.column),
            value=str(row.value),
        )
