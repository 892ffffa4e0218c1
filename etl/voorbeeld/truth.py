"""What is really so in the fictitious land: every figure before rounding and secrecy, for tests to compare with."""

from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd

from etl.voorbeeld import codes
from etl.voorbeeld.geography import RD_CRS, WATER_ID, blocks
from etl.voorbeeld.housing import dwellings
from etl.voorbeeld.population import people
from etl.voorbeeld.surroundings import SECTORS, surroundings

SEED = 9999
LEVELS = (("wijkcode", "Wijk"), ("buurtcode", "Buurt"))
# Vehicles on a post office box and firms without a known buurt are in the gemeente's figure only, as at CBS.
_ONLY_IN_GEMEENTE = {"a_pau": 140, "a_bst_b": 97, "a_bst_nb": 43, "a_bed_mn": 9, "a_bed_hj": 4}


@cache
def land() -> gpd.GeoDataFrame:
    """Draw the pieces of land once: indexed by id, water included, EPSG:28992."""
    return blocks(codes.seeds(), seed=SEED).set_index("id")


@cache
def pieces() -> dict[int, pd.DataFrame]:
    """Draw every figure of every piece in every year; columns can be summed, except the median ``m_hh_ver``."""
    kinds = codes.table("kinds").set_index("kind").astype(float)
    own = codes.seeds().drop_duplicates("id").set_index("id")[["wijk", "kind", "dwellings"]]
    frame = own.join(kinds, on="kind")
    housing = dwellings(frame, years=codes.YEARS, seed=SEED + 1)
    persons = people(frame, housing, seed=SEED + 2)
    shapes = gpd.GeoDataFrame(frame.join(land()[["geometry"]]), crs=RD_CRS)
    around = surroundings(shapes, housing, {year: df["a_inw"] for year, df in persons.items()}, seed=SEED + 3)
    return {year: pd.concat([housing[year], persons[year], around[year]], axis=1).copy() for year in codes.YEARS}


@cache
def truth(year: int) -> pd.DataFrame:
    """Add up the pieces to buurten, wijken and gemeente.

    Returns
    -------
    pandas.DataFrame
        Indexed by code (GM, WK, BU), first the gemeente, then each wijk with its buurten: ``name``, ``level``
        (Gemeente, Wijk, Buurt), ``ind_wbi`` and all figures.
    """
    frame, units = pieces()[year], codes.units(year)
    parts = [_gemeente(frame)]
    parts += [_level(frame, units, codes.changes(year, column), column=column, level=level) for column, level in LEVELS]
    result = _with_derived(pd.concat(parts), year)
    return result.iloc[np.argsort([_order(code) for code in result.index])]


def _level(
    frame: pd.DataFrame, units: pd.DataFrame, changes: "pd.Series[int]", *, column: str, level: str
) -> pd.DataFrame:
    groups = units[column]
    sums = frame.groupby(groups).sum().assign(m_hh_ver=_pooled_median(frame, groups))
    names = units.drop_duplicates(column).set_index(column)[column.replace("code", "naam")]
    keys = pd.DataFrame({"name": names.reindex(sums.index), "level": level, "ind_wbi": changes.reindex(sums.index)})
    return pd.concat([keys, sums], axis=1)


def _order(code: str) -> str:
    return code[2:] if code.startswith("GM") else code[2:].ljust(8, " ")


def _gemeente(frame: pd.DataFrame) -> pd.DataFrame:
    total = frame.sum().to_frame().T.set_index(pd.Index([codes.GEMEENTE_CODE]))
    for column, extra in _ONLY_IN_GEMEENTE.items():
        total[column] += extra
    open_water = land().loc[WATER_ID, "geometry"].area / 10_000
    total[["total_ha", "water_ha"]] += open_water
    total["m_hh_ver"] = _pooled_median(frame, pd.Series(codes.GEMEENTE_CODE, frame.index))
    keys = pd.DataFrame({"name": codes.GEMEENTE_NAME, "level": "Gemeente", "ind_wbi": 1}, index=total.index)
    return pd.concat([keys, total], axis=1)


def _pooled_median(frame: pd.DataFrame, groups: "pd.Series[str]") -> "pd.Series[float]":
    """Return the median of the pieces' medians, weighted by households: it lies between the lowest and the highest."""
    ordered = frame.sort_values("m_hh_ver", kind="stable")
    half = ordered["a_hh"].groupby(groups).cumsum() >= ordered["a_hh"].groupby(groups).transform("sum") / 2
    return ordered[half].groupby(groups)["m_hh_ver"].first()


def _with_derived(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    sectors = [name for name in SECTORS if year >= 2023 or name != "a_bed_oq"]  # CBS counts O-Q since 2023
    derived = pd.DataFrame(
        {
            "a_bedv": frame[sectors].sum(axis=1),
            "woz_known": frame["n_woz"] / frame["a_woning"].where(frame["a_woning"] > 0),
            "cars_per_household": frame["a_pau"] / frame["a_hh"].where(frame["a_hh"] > 0),
        }
    )
    return pd.concat([frame, derived], axis=1)
