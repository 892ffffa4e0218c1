"""The 95 % range of figures from a sample: what another sample might have given, by the number and spread of answers.

There is no finite population correction, as the number of people who could have been asked is not known: where a large
part of them answered, the range is a little wide.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.indicators.aggregating.noise import NORMAL_95
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import Indicator, Kind
from geodata.indicators.status import Status

FloatArray = npt.NDArray[np.float64]

_MEANS = frozenset({Kind.MEAN, Kind.SCORE})


def whole_of(indicator: Indicator) -> float | None:
    """Return what a share of people is a share of, 100 for a percentage; None for what is no share.

    The spread of answers follows from a share itself.
    """
    return indicator.maximum if indicator.kind is Kind.PERCENTAGE and indicator.minimum == 0 else None


def is_mean(indicator: Indicator) -> bool:
    """Tell whether an indicator is a mean of answers, of which the spread must be told."""
    return indicator.kind in _MEANS


def with_sampling_margins(
    observations_df: pd.DataFrame, catalogue: Catalogue, *, rounding_variance: FloatArray
) -> pd.DataFrame:
    """Give the figures from a sample the range that a sample leaves.

    Parameters
    ----------
    observations_df
        Figures with ``lowest`` to ``coverage`` as `geodata.indicators.intervals.with_margins` gives them, and
        ``effective_size`` (answers divided by the design effect; NaN where no sample lies behind a figure) and
        ``answer_spread`` (standard deviation of one answer, in the figure's unit; NaN where not known).
    rounding_variance
        Of each published figure, by the publisher's rounding.

    Returns
    -------
    pandas.DataFrame
        Of figures from a sample ``lowest`` and ``highest`` are all that can be true of the indicator, ``likely_lowest``
        and ``likely_highest`` the 95 % range, and the status is ``geschat``. A mean of which the spread is not known,
        and what is neither a share nor a mean, has no 95 % range.
    """
    df = observations_df.copy()
    is_sampled = df["effective_size"].notna() & df["value"].notna()
    for key in df.loc[is_sampled, "indicator"].unique():
        indicator = catalogue.indicator(key)
        rows = is_sampled & (df["indicator"] == key)
        minimum = -np.inf if indicator.minimum is None else indicator.minimum
        maximum = np.inf if indicator.maximum is None else indicator.maximum
        value = df.loc[rows, "value"].to_numpy(dtype=np.float64)
        lower, higher = _likely(indicator, df[rows], rounding_variance[rows.to_numpy()])
        df.loc[rows, "lowest"], df.loc[rows, "highest"] = np.minimum(value, minimum), np.maximum(value, maximum)
        df.loc[rows, "likely_lowest"] = np.minimum(value, np.maximum(lower, minimum))
        df.loc[rows, "likely_highest"] = np.maximum(value, np.minimum(higher, maximum))
        df.loc[rows, "status"] = Status.ESTIMATED.value
    return df


def share_range(share: FloatArray, size: FloatArray, *, variance: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the 95 % range of a share (0 to 1) of which `size` answers tell.

    Parameters
    ----------
    variance
        What else the share varies by: its rounding.

    Notes
    -----
    Wilson, "Probable inference, the law of succession, and statistical inference", 1927: all shares p of which the one
    that was found is no further off than z standard deviations, (found - p)² = z² (p (1 - p) / size + variance).
    """
    squared = NORMAL_95**2
    leading = 1 + squared / size
    middle = (share + squared / (2 * size)) / leading
    half = np.sqrt(middle**2 - (share**2 - squared * variance) / leading)
    return middle - half, middle + half


def mean_range(
    mean: FloatArray, size: FloatArray, *, spread: FloatArray, variance: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the 95 % range of a mean of `size` answers: normal, by the spread of one answer and the rounding."""
    half = NORMAL_95 * np.sqrt(spread**2 / size + variance)
    return mean - half, mean + half


def _likely(
    indicator: Indicator, sampled_df: pd.DataFrame, rounding_variance: FloatArray
) -> tuple[FloatArray, FloatArray]:
    value, size, spread = (
        sampled_df[name].to_numpy(dtype=np.float64) for name in ("value", "effective_size", "answer_spread")
    )
    whole = whole_of(indicator)
    if whole is not None:
        lower, higher = share_range(value / whole, size, variance=rounding_variance / whole**2)
        return whole * lower, whole * higher
    if is_mean(indicator):
        return mean_range(value, size, spread=spread, variance=rounding_variance)
    unknown = np.full(value.shape, np.nan)
    return unknown, unknown
