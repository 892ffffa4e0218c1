"""Years of units to carry things between: on the grid, without outline, and the real ones of Oss."""

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.gebieden.crs import RD
from geodata.indelingen.years.year_crosswalk import YearCrosswalk


def undrawn(names: Mapping[str, str | None], *, change: int | None = None) -> gpd.GeoDataFrame:
    """Make units of which only code and name are known."""
    frame = {"code": list(names), "name": list(names.values()), "change": change}
    return gpd.GeoDataFrame(frame, geometry=[None] * len(names), crs=RD)


def row_tuples(crosswalk: YearCrosswalk) -> list[tuple[str, str, float, float, str]]:
    """Code, other code, both shares and quality of each row; missing codes are empty, missing shares -1."""
    rows_df = crosswalk.rows_df.fillna({"code": "", "other_code": "", "share": -1.0, "share_of_other": -1.0})
    columns = ["code", "other_code", "share", "share_of_other", "quality"]
    return list(rows_df[columns].round(6).itertuples(index=False, name=None))


def is_whole(crosswalk: YearCrosswalk, from_gdf: gpd.GeoDataFrame, to_gdf: gpd.GeoDataFrame) -> bool:
    """Tell whether the shares of each old and of each new unit add up to 1."""
    old = crosswalk.rows_df.groupby("code")["share"].sum()
    new = crosswalk.rows_df.groupby("other_code")["share_of_other"].sum()
    is_one = np.allclose(old, 1) and np.allclose(new, 1)
    return bool(is_one and set(old.index) == set(from_gdf["code"]) and set(new.index) == set(to_gdf["code"]))


def oss_buurten(shared_data: Path, year: int) -> gpd.GeoDataFrame:
    """Read the buurten of Oss of 2015, 2016 or 2019, under their names of 2016; CBS's flags are not in these files."""
    names = gpd.read_file(shared_data / "oss" / "buurten_2016.gpkg").set_index("statcode")["statnaam"]
    buurten_gdf = gpd.read_file(shared_data / "oss" / f"buurten_{year}.gpkg")
    codes = buurten_gdf["BU_CODE" if year == 2015 else "statcode"]
    frame = {"code": codes, "name": codes.map(names), "change": None}
    return gpd.GeoDataFrame(frame, geometry=buurten_gdf.geometry, crs=buurten_gdf.crs)


def oss_2020(shared_data: Path) -> gpd.GeoDataFrame:
    """Read the buurten of Oss in CBS's table of 2020: codes, names and flags against 2019, no outlines."""
    folder = shared_data / "odata_v3" / "84799NED"
    flag = "IndelingswijzigingWijkenEnBuurten_4"
    rows_df = pd.read_parquet(folder / "cbs.v3.84799NED_TypedDataSet.parquet", columns=["WijkenEnBuurten", flag])
    titles_df = pd.read_parquet(folder / "cbs.v3.84799NED_WijkenEnBuurten.parquet", columns=["Key", "Title"])
    rows_df = rows_df.assign(code=rows_df["WijkenEnBuurten"].str.strip())
    rows_df = rows_df[rows_df["code"].str.startswith("BU0828")]
    titles = titles_df.set_index(titles_df["Key"].str.strip())["Title"]
    names = dict(zip(rows_df["code"], titles.loc[rows_df["code"]], strict=True))
    return undrawn(names).assign(change=rows_df[flag].astype("float").to_numpy())
