"""The hard range that a published figure stands for, from how its publisher rounds and what it keeps secret.

Every range is wide enough to hold the truth under each reading of the publisher's rule; none is narrower for looks.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.errors import InvalidInputError
from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.noise import rounding_variance
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.cells import cells_of
from geodata.indicators.indicator import Indicator, RoundingMethod
from geodata.indicators.sampling import with_sampling_margins
from geodata.indicators.secret_bounds import with_secret_bounds
from geodata.indicators.status import Status

# Ranges are kept to this many decimals, so that 2.3 - 0.05 is the 2.25 that rounds to 2.3, and not a hair above it.
_DECIMALS = 9


class MarginsInputError(InvalidInputError):
    """The observations and the levels do not belong together."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"De marges van de cijfers zijn niet te bepalen: {fault}.")


class _Limits(NamedTuple):
    """What the catalogue says of the figures of one indicator, level and period; infinite where it sets no bound."""

    half_width: float
    minimum: float
    maximum: float
    variance: float
    is_rounded: bool


def with_margins(
    observations_df: pd.DataFrame, levels: pd.Series, catalogue: Catalogue, *, source: str | None = None
) -> pd.DataFrame:
    """Add to published figures the range that each stands for, its coverage, and whether it is rounded.

    Parameters
    ----------
    observations_df
        One row per cell: ``gebied_code``, ``indicator`` (catalogue key), ``period`` (year), ``value`` (NaN where
        missing) and ``status`` (as the source gives it: ``exact`` for a published value). Figures from a sample have
        ``effective_size`` and ``answer_spread`` too, as `geodata.indicators.sampling.with_sampling_margins` asks.
    levels
        Level of each row's area, in the order of the rows.
    source
        Source whose precision holds; without it the coarsest of all sources that publish the indicator.

    Returns
    -------
    pandas.DataFrame
        The same rows and columns with ``lowest``, ``highest`` (NaN: no bound known), ``likely_lowest``,
        ``likely_highest`` (NaN: no narrower than the bounds) and ``coverage`` (1 where there is a value, else 0).
        Status ``exact`` becomes ``afgerond`` where the publisher rounds. A secret cell gets the bounds of its secrecy
        rule, if that has any.

    Raises
    ------
    MarginsInputError
        The levels do not fit the observations, or hold something else than levels.
    IndicatorNotFoundError
        An indicator is not in the catalogue.

    Notes
    -----
    Two million rows take a few seconds: limits are looked up once per indicator, level and period.
    """
    limits = _limits_per_row(observations_df, levels, catalogue, source=source)
    df = observations_df.reset_index(drop=True)
    value = df["value"].to_numpy(dtype=np.float64)
    # The value stays inside its own range where it is impossible itself: the checks of a load report that.
    df["lowest"] = np.minimum(value, np.maximum(_moved(value, -limits.half_width), limits.minimum))
    df["highest"] = np.maximum(value, np.minimum(_moved(value, limits.half_width), limits.maximum))
    df["likely_lowest"] = df["likely_highest"] = np.nan
    df["coverage"] = np.where(np.isnan(value), 0.0, 1.0)
    df["status"] = df["status"].mask(limits.is_rounded & (df["status"] == Status.EXACT), Status.ROUNDED.value)
    df = _narrowed_by_numerator(df, catalogue)
    df = with_secret_bounds(df, catalogue)
    if "effective_size" in df:
        df = with_sampling_margins(df, catalogue, rounding_variance=limits.variance)
    df[["lowest", "highest"]] = df[["lowest", "highest"]].replace([np.inf, -np.inf], np.nan)
    return df.set_axis(observations_df.index)


def _moved(value: npt.NDArray[np.float64], by: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.where(by == 0, value, np.round(value + by, _DECIMALS))


class _LimitsPerRow(NamedTuple):
    half_width: npt.NDArray[np.float64]
    minimum: npt.NDArray[np.float64]
    maximum: npt.NDArray[np.float64]
    variance: npt.NDArray[np.float64]
    is_rounded: npt.NDArray[np.bool_]


def _limits_per_row(df: pd.DataFrame, levels: pd.Series, catalogue: Catalogue, *, source: str | None) -> _LimitsPerRow:
    if len(levels) != len(df):
        raise MarginsInputError(f"er zijn {len(df)} cijfers en {len(levels)} niveaus; geef bij elk cijfer één niveau")
    key_codes, keys = pd.factorize(df["indicator"])
    level_codes, names = pd.factorize(levels.to_numpy(dtype=object), use_na_sentinel=False)
    period_codes, periods = pd.factorize(df["period"])
    if unknown := ["(leeg)" if pd.isna(name) else str(name) for name in names if name not in set(Level)]:
        raise MarginsInputError(f"{', '.join(unknown)} is geen niveau; verwacht {', '.join(Level)}")
    indicators = [catalogue.indicator(key) for key in keys]
    groups = (key_codes * len(names) + level_codes) * len(periods) + period_codes
    found, group_of_row = np.unique(groups, return_inverse=True)
    limits = [
        _limits(
            indicators[group // len(periods) // len(names)],
            Level(names[group // len(periods) % len(names)]),
            year=int(periods[group % len(periods)]),
            source=source,
        )
        for group in found
    ]
    columns = zip(*limits, strict=True) if limits else ([],) * len(_Limits._fields)
    half_width, minimum, maximum, variance, is_rounded = (np.array(column)[group_of_row] for column in columns)
    return _LimitsPerRow(half_width, minimum, maximum, variance, is_rounded.astype(np.bool_))


def _limits(indicator: Indicator, level: Level, *, year: int, source: str | None) -> _Limits:
    step = indicator.rounding.step_for(level, year=year, source=source)
    return _Limits(
        half_width=step.half_width(is_whole=indicator.is_whole),
        minimum=-np.inf if indicator.minimum is None else indicator.minimum,
        maximum=np.inf if indicator.maximum is None else indicator.maximum,
        variance=rounding_variance(step, is_whole=indicator.is_whole),
        is_rounded=step.method is not RoundingMethod.EXACT,
    )


def _narrowed_by_numerator(df: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Narrow figures that were computed from a rounded numerator; so far their range is all that can be true."""
    for key in df["indicator"].unique():
        indicator = catalogue.indicator(key)
        step = indicator.rounding.steps[0]
        if step.method is RoundingMethod.AFTER_NUMERATOR and step.numerator:
            rows = df.index[(df["indicator"] == key) & df["value"].notna()]
            lowest, highest = _shares_off(df, rows, step.numerator, denominator=indicator.aggregation.denominator)
            value, half_step = df.loc[rows, "value"].to_numpy(), step.step / 2
            df.loc[rows, "lowest"] = np.fmax(df.loc[rows, "lowest"], np.maximum(value - half_step, 0) * lowest)
            df.loc[rows, "highest"] = np.fmin(df.loc[rows, "highest"], (value + half_step) * highest)
    return df


def _shares_off(
    df: pd.DataFrame, rows: pd.Index, numerator: str, *, denominator: str | None
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Give the lowest and highest of true / published ratio, NaN where the counts are not among the figures.

    The publisher may have divided by the true or by the rounded denominator; both lie inside its range.
    """
    counts = cells_of(df, numerator, rows).where(lambda cells: cells["value"] > 0)
    lowest, highest = counts["lowest"] / counts["value"], counts["highest"] / counts["value"]
    if denominator:
        people = cells_of(df, denominator, rows).where(lambda cells: cells["lowest"] > 0)
        lowest, highest = lowest * people["value"] / people["highest"], highest * people["value"] / people["lowest"]
    return lowest.to_numpy(), highest.to_numpy()
