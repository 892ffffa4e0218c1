"""Land and water, firms, addresses and what is near: figures that follow from where a piece lies."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from etl.voorbeeld.draws import Array, split

SECTORS = ["a_bed_a", "a_bed_bf", "a_bed_gi", "a_bed_hj", "a_bed_kl", "a_bed_mn", "a_bed_oq", "a_bed_ru"]
_SECTOR_SHARES = {
    "bedrijf": [0.01, 0.3, 0.36, 0.14, 0.05, 0.1, 0.02, 0.02],
    "land": [0.5, 0.1, 0.1, 0.04, 0.02, 0.14, 0.05, 0.05],
    "uiterwaard": [0.7, 0.05, 0.1, 0, 0, 0.05, 0, 0.1],
    "centrum": [0, 0.06, 0.36, 0.07, 0.09, 0.25, 0.09, 0.08],
}
_OTHER_SHARES = [0.01, 0.16, 0.17, 0.09, 0.06, 0.29, 0.13, 0.09]
# What is near: a facility stands in the largest piece of each wijk with at least this many dwellings.
_FACILITIES = {"s_gp": 1200, "s_shop": 1000, "s_daycare": 850, "s_school": 700}


def surroundings(
    pieces_gdf: gpd.GeoDataFrame, housing: dict[int, pd.DataFrame], inhabitants: dict[int, pd.Series], *, seed: int
) -> dict[int, pd.DataFrame]:
    """Draw firms, and measure areas, address density and distances.

    Parameters
    ----------
    pieces_gdf
        One row per piece, indexed by id: ``wijk``, ``kind``, ``dwellings``, ``firms`` and geometry in EPSG:28992.

    Returns
    -------
    dict
        Per year one row per piece; every column can be summed (``s_`` columns are weighted by inhabitants,
        ``s_oad`` by addresses; ``_ha`` are hectares).
    """
    rng = np.random.default_rng(seed)
    area_ha = _areas(pieces_gdf, rng)
    distances = _distances(pieces_gdf)
    expected = pieces_gdf["dwellings"] * pieces_gdf["firms"]
    expected += np.where(pieces_gdf["kind"] == "bedrijf", rng.lognormal(4.7, 0.6, len(pieces_gdf)), 0)
    shares = np.array([_SECTOR_SHARES.get(kind, _OTHER_SHARES) for kind in pieces_gdf["kind"]])
    result: dict[int, pd.DataFrame] = {}
    previous: pd.DataFrame | None = None
    for year, dwellings_df in housing.items():
        firms = np.round(expected * 1.03 ** (year - 2022)).to_numpy(np.int64)
        frame = area_ha.copy()
        frame[SECTORS] = split(rng, firms, shares, None if previous is None else previous[SECTORS].to_numpy())
        frame["a_vastg"] = np.round(firms * 0.55 + 2).astype(np.int64)
        frame["a_nb_vastg"] = rng.poisson(frame["a_vastg"] * 0.012)
        frame["n_addresses"] = dwellings_df["a_woning"] + frame["a_vastg"]
        frame["s_oad"] = _address_density(pieces_gdf, frame["n_addresses"]) * frame["n_addresses"]
        result[year] = previous = frame.join(distances.mul(inhabitants[year], axis=0))
    return result


def _areas(pieces_gdf: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    total = pieces_gdf.area / 10_000
    wet = np.where(pieces_gdf["kind"] == "uiterwaard", 0.13, rng.beta(1.2, 60, len(pieces_gdf)))
    return pd.DataFrame({"total_ha": total, "water_ha": total * wet, "land_ha": total * (1 - wet)})


def _address_density(pieces_gdf: gpd.GeoDataFrame, addresses: "pd.Series[int]") -> Array:
    """Count addresses within 1 km, per square kilometre, as if they were spread evenly over each piece."""
    shapes = np.asarray(pieces_gdf.geometry.values)
    circles = shapely.buffer(shapely.point_on_surface(shapes), 1000)
    shared = shapely.area(shapely.intersection(circles[:, None], shapes[None, :])) / shapely.area(shapes)
    return np.asarray(shared @ addresses.to_numpy(float) / np.pi)


def _distances(pieces_gdf: gpd.GeoDataFrame) -> pd.DataFrame:
    """Estimate the mean distance by road (km) from each piece, and the primary schools within 3 km."""
    centres = shapely.get_coordinates(shapely.point_on_surface(pieces_gdf.geometry.values)) / 1000
    straight = np.linalg.norm(centres[:, None] - centres[None], axis=2)
    inside = 0.33 * np.sqrt(pieces_gdf.area.to_numpy()) / 1000
    road = np.maximum(1.25 * straight, inside[:, None])
    in_wijk = pieces_gdf.groupby("wijk")["dwellings"]
    largest = (pieces_gdf["dwellings"] == in_wijk.transform("max")).to_numpy()
    result = pd.DataFrame(index=pieces_gdf.index)
    for name, threshold in _FACILITIES.items():
        sites = largest & (in_wijk.transform("sum") >= threshold).to_numpy()
        result[name] = road[:, sites].min(axis=1)
    result["s_schools_3km"] = (road[:, sites] <= 3).sum(axis=1)
    return result
