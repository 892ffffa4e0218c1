"""Who lives there: households, ages, origin, births, work, income and care, before rounding and secrecy."""

import numpy as np
import pandas as pd

from etl.voorbeeld.draws import Array, Counts, chance, split, varied

AGES = ["a_00_14", "a_15_24", "a_25_44", "a_45_64", "a_65_oo"]
_HOUSEHOLDS = ["a_1p_hh", "a_hh_z_k", "a_hh_m_k"]
_MARITAL = ["a_ongeh", "a_gehuwd", "a_gesch", "a_verwed"]
_ORIGIN = ["a_geb_nl", "a_geb_eu", "a_geb_ne", "a_gbl_eu", "a_gbl_ne"]
_OLD_ORIGIN = ["a_marok", "a_antaru", "a_suri", "a_tur", "a_ov_nw"]
_EDUCATION = ["n_opl_low", "n_opl_mid", "n_opl_high"]
_INCOME_LEVEL = {2022: 1.0, 2023: 1.06, 2024: 1.11}
_MEAN_INCOME = 34.0  # thousand euro in the first year: what the shares below are shares of


def people(kinds_df: pd.DataFrame, housing: dict[int, pd.DataFrame], *, seed: int) -> dict[int, pd.DataFrame]:
    """Draw the people of each piece in each year, living in the dwellings that are occupied.

    Returns
    -------
    dict
        Per year one row per piece. All columns but ``m_hh_ver`` (median, thousand euro) can be summed over pieces.
    """
    rng = np.random.default_rng(seed)
    traits = _traits(kinds_df, rng)
    result: dict[int, pd.DataFrame] = {}
    previous: pd.DataFrame | None = None
    for year, dwellings_df in housing.items():
        frame = _households(dwellings_df, kinds_df, traits, rng, previous)
        _put_persons(frame, traits, rng, previous)
        _put_origin(frame, traits, rng, previous)
        _put_work(frame, kinds_df, traits, rng, previous)
        _put_income(frame, dwellings_df, traits["income"], rng, year)
        _put_care(frame, kinds_df, traits["income"] / _MEAN_INCOME, rng)
        result[year] = previous = frame
    return result


def _traits(kinds_df: pd.DataFrame, rng: np.random.Generator) -> dict[str, Array]:
    europe, outside = kinds_df["europe"].to_numpy(float), kinds_df["outside"].to_numpy(float)
    origin = np.column_stack([100 - europe - outside, 0.38 * europe, 0.48 * outside, 0.62 * europe, 0.52 * outside])
    degree, basic = kinds_df["degree"].to_numpy(float), kinds_df["basic"].to_numpy(float)
    return {
        "household": varied(rng, kinds_df[["single", "couple", "family"]].to_numpy(float) / 100, 150),
        "age": varied(rng, kinds_df[AGES].to_numpy(float) / 100, 220),
        "origin": varied(rng, origin / 100, 90),
        "education": varied(rng, np.column_stack([basic, 100 - degree - basic, degree]) / 100, 120),
        "income": kinds_df["income"].to_numpy(float) * rng.lognormal(0, 0.06, len(kinds_df)),
    }


def _last(previous: pd.DataFrame | None, columns: list[str]) -> Counts | None:
    return None if previous is None else previous[columns].to_numpy()


def _households(
    dwellings_df: pd.DataFrame,
    kinds_df: pd.DataFrame,
    traits: dict[str, Array],
    rng: np.random.Generator,
    previous: pd.DataFrame | None,
) -> pd.DataFrame:
    frame = pd.DataFrame({"a_hh": dwellings_df["n_bewoond"]})
    frame[_HOUSEHOLDS] = split(rng, frame["a_hh"].to_numpy(), traits["household"], _last(previous, _HOUSEHOLDS))
    families = frame["a_hh_m_k"].to_numpy()
    second_parents, more_children = chance(rng, families, 0.8), rng.poisson(families * 0.72)
    frame["n_hh_persons"] = frame["a_1p_hh"] + 2 * frame["a_hh_z_k"] + 2 * families + second_parents + more_children
    in_institutions = (frame["n_hh_persons"] * kinds_df["institution"] / 100).round()
    frame["a_inw"] = frame["n_hh_persons"] + in_institutions.astype(np.int64)
    return frame


def _put_persons(
    frame: pd.DataFrame, traits: dict[str, Array], rng: np.random.Generator, previous: pd.DataFrame | None
) -> None:
    persons = frame["a_inw"].to_numpy()
    sex = ["a_man", "a_vrouw"]
    frame[sex] = split(rng, persons, np.tile([0.497, 0.503], (len(frame), 1)), _last(previous, sex))
    frame[AGES] = split(rng, persons, traits["age"], _last(previous, AGES))
    child, young, adult, middle, old = (frame[age].to_numpy(float) for age in AGES)
    single = child + 0.98 * young + 0.6 * adult + 0.25 * middle + 0.06 * old
    divorced, widowed = 0.05 * adult + 0.16 * middle + 0.12 * old, 0.01 * middle + 0.24 * old
    marital = np.column_stack([single, persons - single - divorced - widowed, divorced, widowed]) + 1e-9
    frame[_MARITAL] = split(rng, persons, marital)
    frame["a_geb"] = rng.poisson(0.042 * adult)
    frame["a_ste"] = rng.poisson(0.041 * old + 0.0015 * middle)


def _put_origin(
    frame: pd.DataFrame, traits: dict[str, Array], rng: np.random.Generator, previous: pd.DataFrame | None
) -> None:
    """Give everyone an origin, in the classes since 2023 and in those of before (Western, non-Western)."""
    frame[_ORIGIN] = split(rng, frame["a_inw"].to_numpy(), traits["origin"], _last(previous, _ORIGIN))
    frame["a_eur_al"] = frame["a_geb_eu"] + frame["a_gbl_eu"]
    frame["a_neu_al"] = frame["a_geb_ne"] + frame["a_gbl_ne"]
    western = chance(rng, frame["a_neu_al"].to_numpy(), 0.12)
    frame["a_w_all"] = frame["a_eur_al"] + western
    frame["a_nw_all"] = frame["a_neu_al"] - western
    shares = np.tile([0.2, 0.09, 0.15, 0.2, 0.36], (len(frame), 1))
    frame[_OLD_ORIGIN] = split(rng, frame["a_nw_all"].to_numpy(), shares)


def _put_work(
    frame: pd.DataFrame,
    kinds_df: pd.DataFrame,
    traits: dict[str, Array],
    rng: np.random.Generator,
    previous: pd.DataFrame | None,
) -> None:
    grown = frame["a_15_24"] + frame["a_25_44"] + frame["a_45_64"]
    frame["n_15_75"] = (grown + 0.6 * frame["a_65_oo"]).round().astype(np.int64)
    frame[_EDUCATION] = split(rng, frame["n_15_75"].to_numpy(), traits["education"], _last(previous, _EDUCATION))
    share = 0.82 - 1.6 * kinds_df["bijstand"] - 0.5 * (frame["a_65_oo"] / frame["a_inw"].clip(1))
    _put_pupils(frame, kinds_df["degree"].to_numpy() / 34, rng)
    frame["n_work"] = chance(rng, frame["n_15_75"].to_numpy(), (share + 0.08).to_numpy())
    frame["n_self"] = chance(rng, frame["n_work"].to_numpy(), np.where(kinds_df["kind"] == "land", 0.34, 0.15))
    frame["n_employee"] = frame["n_work"] - frame["n_self"]


def _put_pupils(frame: pd.DataFrame, ambition: Array, rng: np.random.Generator) -> None:
    child, young = frame["a_00_14"].to_numpy(), frame["a_15_24"].to_numpy()
    frame["n_primary"] = chance(rng, child, 0.54)
    frame["n_secondary"] = chance(rng, child - frame["n_primary"].to_numpy(), 0.43) + chance(rng, young, 0.27)
    frame["n_mbo"] = chance(rng, young, 0.22 / ambition**0.5)
    frame["n_hbo"] = chance(rng, young, 0.17 * ambition)
    frame["n_wo"] = chance(rng, young, 0.09 * ambition)


def _put_income(
    frame: pd.DataFrame, dwellings_df: pd.DataFrame, income: Array, rng: np.random.Generator, year: int
) -> None:
    level = _INCOME_LEVEL[year]
    ratio = income / _MEAN_INCOME
    earners = (
        frame["n_hh_persons"] * (1 - (frame["a_00_14"] + 0.3 * frame["a_15_24"]) / frame["a_inw"].clip(1))
    ).round()
    households = frame["a_hh"].to_numpy()
    frame["n_inkont"] = earners.astype(np.int64)
    frame["s_ink"] = earners * income * 1.14 * level
    frame["s_sti"] = households * income * level
    frame["n_ink_li"] = chance(rng, frame["n_inkont"].to_numpy(), 0.4 * ratio**-1.6)
    frame["n_ink_hi"] = chance(rng, frame["n_inkont"].to_numpy(), 0.2 * ratio**2.2)
    frame["n_hh_li"] = chance(rng, households, 0.4 * ratio**-2.2)
    frame["n_hh_hi"] = chance(rng, households, 0.2 * ratio**3)
    frame["n_hh_120"] = chance(rng, households, 0.11 * ratio**-3.2)
    for column, wider, share in (("110", "120", 0.78), ("osm", "110", 0.8), ("lkk", "osm", 0.75)):
        frame[f"n_hh_{column}"] = chance(rng, frame[f"n_hh_{wider}"].to_numpy(), share)
    owned = dwellings_df["n_koop"] / dwellings_df["a_woning"].clip(1)
    worth = dwellings_df["s_woz"] / dwellings_df["n_woz"].clip(1)
    frame["m_hh_ver"] = ((owned - 0.35) * worth * 0.85 + 12).round(1)


def _put_care(frame: pd.DataFrame, kinds_df: pd.DataFrame, ratio: Array, rng: np.random.Generator) -> None:
    grown = frame["n_15_75"].to_numpy()
    frame["a_soz_wb"] = chance(rng, grown, kinds_df["bijstand"].to_numpy())
    frame["a_soz_ao"] = chance(rng, grown, 0.05 / ratio)
    frame["a_soz_ww"] = chance(rng, grown, 0.012)
    frame["a_soz_ow"] = chance(rng, frame["a_65_oo"].to_numpy(), 0.985)
    frame["n_under_23"] = (frame["a_00_14"] + 0.78 * frame["a_15_24"]).round().astype(np.int64)
    frame["a_jz_tn"] = chance(rng, frame["n_under_23"].to_numpy(), 0.105 * ratio**-1.2)
    old = frame["a_65_oo"].to_numpy()
    frame["a_wmo_t"] = chance(rng, old, 0.17 * ratio**-1.3) + chance(rng, frame["a_inw"].to_numpy() - old, 0.014)
