"""Checks within a row: parts that must add up to a whole, and classes that follow from a number."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from etl.batch import Fault, Severity
from etl.checks.numbers import dutch_as_served
from etl.checks.summary import capped
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import AggregationRule, Indicator

_BINARY_NOISE = 1e-9  # a tenth cannot be stored exactly

FloatArray = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Identity:
    """Parts that add up to a whole, up to the rounding of each.

    Parameters
    ----------
    parts, whole
        Keys of indicators; ``whole`` may be a number.
    tolerance
        How far the sum may be off because every figure is rounded.
    shortfall
        How much less than the whole the parts may be besides, because a rest is not published.
    counted_in, count_tolerance
        For shares that some publishers compute from counts that are rounded already: key of the count that they are
        shares of, and how far the sum of the counts may be off.
    """

    parts: tuple[str, ...]
    whole: str | float
    tolerance: float
    shortfall: float = 0.0
    counted_in: str | None = None
    count_tolerance: float = 0.0


_AGES = ("0_15", "15_25", "25_45", "45_65", "65_plus")
_MARITAL = ("ongehuwd", "gehuwd", "gescheiden", "verweduwd")
_HOUSEHOLDS = ("huishoudens_eenpersoons", "huishoudens_zonder_kinderen", "huishoudens_met_kinderen")
_ORIGINS = ("herkomst_nederland", "herkomst_europa_excl_nl", "herkomst_buiten_europa")
_SECTORS = ("a", "bf", "gi", "hj", "kl", "mn", "oq", "ru")

# The tolerances of counts are what occurs in complete KWB tables (2020, 2025), not the hard bound of CBS's rounding,
# which is seldom reached. Of whole percentages each is at most 0.5 off: five of them 2.5, a sum that is whole then 2.
IDENTITIES = (
    Identity(tuple(f"inwoners_{age}" for age in _AGES), "inwoners", 20),
    Identity(("mannen", "vrouwen"), "inwoners", 10),
    Identity(tuple(f"inwoners_{status}" for status in _MARITAL), "inwoners", 20),
    Identity(tuple(f"inwoners_{origin}" for origin in _ORIGINS), "inwoners", 15),
    Identity(_HOUSEHOLDS, "huishoudens", 15),
    Identity(tuple(f"bedrijven_{sector}" for sector in _SECTORS), "bedrijfsvestigingen", 20),
    Identity(("oppervlakte_land", "oppervlakte_water"), "oppervlakte_totaal", 1),
    Identity(tuple(f"pct_inwoners_{age}" for age in _AGES), 100, 2, counted_in="inwoners", count_tolerance=20),
    Identity(tuple(f"pct_{status}" for status in _MARITAL), 100, 2, counted_in="inwoners", count_tolerance=20),
    Identity(tuple(f"pct_{origin}" for origin in _ORIGINS), 100, 1, counted_in="inwoners", count_tolerance=15),
    Identity(tuple(f"pct_{kind}" for kind in _HOUSEHOLDS), 100, 1, counted_in="huishoudens", count_tolerance=15),
    Identity(("pct_eengezinswoning", "pct_meergezinswoning"), 100, 1),
    Identity(("pct_koopwoningen", "pct_huurwoningen"), 100, 1, shortfall=9),
    Identity(("pct_huur_corporatie", "pct_huur_overig"), "pct_huurwoningen", 1),
    Identity(("pct_bewoond", "pct_onbewoond"), 100, 1),
)


def identity_faults(observations_df: pd.DataFrame, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield rows whose parts do not add up, and classes that do not follow from their number.

    Only warnings: a publisher's own figures may break them, and are shown as they are published.
    """
    classes = [known for known in catalogue.indicators.values() if known.aggregation.rule is AggregationRule.CLASS_FROM]
    table = _table(observations_df, _keys(classes))
    for identity in IDENTITIES:
        yield from _sums(table, identity)
    for indicator in classes:
        yield from _classes(table, indicator)


def _keys(classes: list[Indicator]) -> frozenset[str]:
    """List the indicators that any of the checks reads."""
    keys = {
        key
        for identity in IDENTITIES
        for key in (*identity.parts, identity.whole, identity.counted_in)
        if isinstance(key, str)
    }
    return frozenset(keys | {key for it in classes for key in (it.key, *it.aggregation.inputs())})


def _table(observations_df: pd.DataFrame, keys: frozenset[str]) -> pd.DataFrame:
    """Lay figures out with a row per area and period, and a column per indicator; of duplicates the first counts."""
    read_df = observations_df[observations_df["indicator"].isin(keys)]
    places = ["gebied_code", "period"]
    figures_df = read_df.pivot_table(index=places, columns="indicator", values="value", aggfunc="first")
    return figures_df.reindex(columns=sorted(keys))


def _sums(table_df: pd.DataFrame, identity: Identity) -> Iterator[Fault]:
    total = table_df[list(identity.parts)].sum(axis="columns", skipna=False).to_numpy(dtype=float)
    whole = _whole(table_df, identity)
    allowed = _allowed(table_df, identity)
    is_off = (total - whole > allowed) | (whole - total > allowed + identity.shortfall)
    is_off &= total > 0 if isinstance(identity.whole, float | int) else True  # shares of nobody are all 0
    rows = zip(table_df.index[is_off], total[is_off], whole[is_off], allowed[is_off], strict=True)
    faults = (_sum_fault(identity, place, total=total, whole=whole, allowed=most) for place, total, whole, most in rows)
    yield from capped(faults, int(is_off.sum()))


def _allowed(table_df: pd.DataFrame, identity: Identity) -> FloatArray:
    """Give how far each sum may be off by rounding."""
    if identity.counted_in is None:
        return np.full(len(table_df), identity.tolerance + _BINARY_NOISE)
    counts = table_df[identity.counted_in]
    off_by_counts = (100 * identity.count_tolerance / counts.where(counts > 0)).fillna(0)
    return off_by_counts.to_numpy(dtype=float) + identity.tolerance + _BINARY_NOISE


def _sum_fault(identity: Identity, place: tuple[str, int], *, total: float, whole: float, allowed: float) -> Fault:
    code, period = place
    named = f" ({identity.whole})" if isinstance(identity.whole, str) else ""
    message = (
        f"{' + '.join(identity.parts)} van {code} over {period} is samen {dutch_as_served(total)}; verwacht is "
        f"{dutch_as_served(whole)}{named}, met hoogstens {dutch_as_served(round(allowed, 1))} verschil door afronding."
    )
    return Fault(
        "telt niet op", Severity.WARNING, message, row=code, column=identity.parts[0], value=dutch_as_served(total)
    )


def _whole(table_df: pd.DataFrame, identity: Identity) -> FloatArray:
    if isinstance(identity.whole, str):
        return table_df[identity.whole].to_numpy(dtype=float)
    return np.full(len(table_df), float(identity.whole))


def _classes(table_df: pd.DataFrame, indicator: Indicator) -> Iterator[Fault]:
    """Compare published classes with those that follow from the number and its thresholds."""
    source = indicator.aggregation.class_from or indicator.key
    number, served = table_df[source].to_numpy(dtype=float), table_df[indicator.key].to_numpy(dtype=float)
    thresholds = np.array(indicator.aggregation.thresholds)
    # the publisher took the class of the number before it was rounded
    first, last = (1 + (number[:, np.newaxis] + half < thresholds).sum(axis=1) for half in (0.5, -0.5))
    is_off = ~np.isnan(number) & ((served < first) | (served > last))
    rows = zip(table_df.index[is_off], number[is_off], served[is_off], first[is_off], strict=True)
    faults = (
        Fault(
            "klasse past niet",
            Severity.WARNING,
            f"{indicator.key} van {code} over {period} is {dutch_as_served(served)}, maar bij {source} "
            f"{dutch_as_served(number)} hoort klasse {expected}.",
            row=code,
            column=indicator.key,
            value=dutch_as_served(served),
        )
        for (code, period), number, served, expected in rows
    )
    yield from capped(faults, int(is_off.sum()))
