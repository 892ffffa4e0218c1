"""Dwellings, their kind, owner, age, value and energy, and the cars before the door."""

import numpy as np
import pandas as pd

from etl.voorbeeld.draws import Array, Counts, chance, split, varied

TYPES = ("flat", "terrace", "corner", "semi", "detached")
_ELECTRICITY_FACTOR = np.array([0.75, 0.95, 1.0, 1.15, 1.45])
_GAS_FACTOR = np.array([0.65, 0.85, 1.0, 1.2, 1.7])
_WOZ_LEVEL = {2022: 1.0, 2023: 1.16, 2024: 1.19}
_ENERGY_LEVEL = {2022: 1.0, 2023: 0.92, 2024: 0.9}
_FIRST_YEAR = 2022


def dwellings(kinds_df: pd.DataFrame, *, years: tuple[int, ...], seed: int) -> dict[int, pd.DataFrame]:
    """Draw the dwellings of each piece in each year.

    Parameters
    ----------
    kinds_df
        One row per piece: ``dwellings`` in the first year, and the traits of its kind.

    Returns
    -------
    dict
        Per year one row per piece; every column can be summed over pieces (``n_`` counts, ``s_`` sums).
    """
    rng = np.random.default_rng(seed)
    traits = _traits(kinds_df, rng)
    result: dict[int, pd.DataFrame] = {}
    previous: pd.DataFrame | None = None
    for year in years:
        result[year] = previous = _year(kinds_df, traits, rng, year=year, previous=previous)
    return result


def _traits(kinds_df: pd.DataFrame, rng: np.random.Generator) -> dict[str, Array]:
    """Draw what sets a piece apart from its kind, once for all years."""
    koop, corporatie = kinds_df["koop"].to_numpy(float), kinds_df["corporatie"].to_numpy(float)
    tenure = np.column_stack([koop, corporatie, 100 - koop - corporatie - 0.6, np.full(len(koop), 0.6)])
    size = len(kinds_df)
    return {
        "type": varied(rng, kinds_df[list(TYPES)].to_numpy(float) / 100, 60),
        "tenure": varied(rng, tenure / 100, 50),
        "woz": kinds_df["woz"].to_numpy(float) * rng.lognormal(0, 0.09, size),
        "gas": kinds_df["gas"].to_numpy(float) * rng.lognormal(0, 0.07, size),
        "electricity": kinds_df["electricity"].to_numpy(float) * rng.lognormal(0, 0.06, size),
        "cars": kinds_df["cars"].to_numpy(float) * rng.lognormal(0, 0.08, size),
        "lease": np.where(kinds_df["kind"] == "bedrijf", rng.lognormal(5.2, 0.8, size), 0),
        "vacant": rng.beta(4, 110, size),
    }


def _year(
    kinds_df: pd.DataFrame,
    traits: dict[str, Array],
    rng: np.random.Generator,
    *,
    year: int,
    previous: pd.DataFrame | None,
) -> pd.DataFrame:
    grown = kinds_df["dwellings"] * (1 + kinds_df["growth"]) ** (year - _FIRST_YEAR)
    stock: Counts = grown.round().to_numpy(np.int64)
    before = stock if previous is None else previous["a_woning"].to_numpy()
    frame = pd.DataFrame({"a_woning": stock, "a_nb_won": stock - before}, index=kinds_df.index)
    frame["n_leeg"] = chance(rng, stock, traits["vacant"])
    frame["n_bewoond"] = stock - frame["n_leeg"]
    _put(frame, [f"n_{name}" for name in TYPES], traits["type"], rng, previous)
    _put(frame, ["n_koop", "n_corp", "n_ov_huur", "n_eig_onb"], traits["tenure"], rng, previous)
    frame["n_huur"] = frame["n_corp"] + frame["n_ov_huur"]
    frame["n_1gez"] = stock - frame["n_flat"]
    _put_ages(frame, kinds_df, rng, previous)
    known = np.where(kinds_df["kind"] == "bedrijf", 0.8, 0.975)
    frame["n_woz"] = chance(rng, stock, known)
    frame["s_woz"] = frame["n_woz"] * traits["woz"] * _WOZ_LEVEL[year]
    _put_energy(frame, "ele", traits["electricity"] * _ENERGY_LEVEL[year], _ELECTRICITY_FACTOR)
    _put_energy(frame, "gas", traits["gas"] * _ENERGY_LEVEL[year], _GAS_FACTOR)
    frame["n_stadsv"] = chance(rng, frame["n_bewoond"].to_numpy(), kinds_df["district_heat"].to_numpy() / 100)
    frame["a_lp_pub"] = rng.poisson(stock * 0.008 * (year - 2020))
    return _with_cars(frame, traits, rng)


def _put(
    frame: pd.DataFrame,
    columns: list[str],
    shares: Array,
    rng: np.random.Generator,
    previous: pd.DataFrame | None,
) -> None:
    last = None if previous is None else previous[columns].to_numpy()
    frame[columns] = split(rng, frame["a_woning"].to_numpy(), shares, last)


def _put_ages(
    frame: pd.DataFrame, kinds_df: pd.DataFrame, rng: np.random.Generator, previous: pd.DataFrame | None
) -> None:
    """Dwellings do not change their year of construction: all that is added is new."""
    stock = frame["a_woning"].to_numpy()
    if previous is None:
        frame["n_before_2000"] = chance(rng, stock, kinds_df["before_2000"].to_numpy() / 100)
        recent = np.where(kinds_df["before_2000"] < 10, 0.9, 0.3)
        frame["n_younger_10"] = chance(rng, stock - frame["n_before_2000"].to_numpy(), recent)
    else:
        frame["n_before_2000"] = np.minimum(previous["n_before_2000"], stock)
        frame["n_younger_10"] = previous["n_younger_10"] + frame["a_nb_won"]
    frame["n_since_2000"] = stock - frame["n_before_2000"]
    frame["n_older_10"] = stock - frame["n_younger_10"]


def _put_energy(frame: pd.DataFrame, name: str, mean: Array, factor: Array) -> None:
    """Spread a piece's mean use over types and owners, so that each spread has the same total."""
    counts = frame[[f"n_{kind}" for kind in TYPES]].to_numpy()
    stock = np.maximum(counts.sum(axis=1), 1)
    weighted = counts * factor
    for column, kind in enumerate(TYPES):
        frame[f"s_{name}_{kind}"] = weighted[:, column] * mean * stock / np.maximum(weighted.sum(axis=1), 1)
    rented = frame["n_huur"] * 0.82
    bought = frame["n_koop"] + frame["n_eig_onb"]
    scale = mean * stock / np.maximum(rented + bought, 1)
    frame[f"s_{name}_huur"] = rented * scale
    frame[f"s_{name}_koop"] = frame["n_koop"] * scale
    frame[f"s_{name}"] = frame["n_bewoond"] * mean


def _with_cars(frame: pd.DataFrame, traits: dict[str, Array], rng: np.random.Generator) -> pd.DataFrame:
    own = rng.poisson(frame["n_bewoond"] * traits["cars"])
    frame["a_pau"] = own + rng.poisson(traits["lease"])
    frame["a_bst_b"] = chance(rng, frame["a_pau"].to_numpy(), 0.76)
    frame["a_bst_nb"] = frame["a_pau"] - frame["a_bst_b"]
    frame["a_m2w"] = rng.poisson(frame["n_bewoond"] * 0.085)
    return frame
