"""The exact lowest and highest that a mean or a share of an area can be, over all that its cells leave possible.

Both are linear-fractional programs over a box. The optimum of a mean puts each weight at one of its ends, by which side
of the optimum its value lies (Charnes and Cooper, "Programming with linear fractional functionals", 1962); it is found
by Dinkelbach's parametric method ("On nonlinear fractional programming", 1967), which ends after finitely many steps
here, as there are finitely many ends. A share of which the numerator is a part of the denominator has a closed form.
"""

from collections.abc import Callable

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray, IntArray

PerArea = Callable[[FloatArray], FloatArray]
"""Adds up amounts of entries (rows) per area."""

_ENOUGH_STEPS = 100  # more than there are entries in any area whose weights change one by one


def highest_means(
    value: FloatArray, least: FloatArray, most: FloatArray, *, area: IntArray, per_area: PerArea
) -> FloatArray:
    """Return per area the highest weighted mean over all weights between two bounds.

    Parameters
    ----------
    value
        The highest value of each entry (rows) by indicator (columns); infinite where there is no bound.
    least, most
        Bounds of the weight of each entry, 0 or more.
    area
        The area of each entry.

    Returns
    -------
    Areas by indicators: infinite where a value without bound may have weight; NaN where nothing can have weight.
    """
    value = np.where(most > 0, value, -np.inf)
    is_unbounded = np.isposinf(value)
    plain = np.where(np.isfinite(value), value, 0.0)
    least, most = (np.where(np.isfinite(value), weight, 0.0) for weight in (least, most))
    total = per_area(most)
    mean = _quotient(per_area(plain * most), total)
    for _ in range(_ENOUGH_STEPS):
        weight = np.where(value > mean[area], most, least)
        better = _quotient(per_area(plain * weight), per_area(weight))
        rises = better > mean + 1e-12 * np.maximum(1.0, np.abs(mean))
        if not rises.any():
            break
        mean = np.where(rises, better, mean)
    return np.where(per_area(is_unbounded.astype(np.float64)) > 0, np.inf, mean)


def lowest_means(
    value: FloatArray, least: FloatArray, most: FloatArray, *, area: IntArray, per_area: PerArea
) -> FloatArray:
    """Return per area the lowest weighted mean over all weights between two bounds, as `highest_means`."""
    return -highest_means(-value, least, most, area=area, per_area=per_area)


def highest_shares(
    part: FloatArray, whole_least: FloatArray, whole_most: FloatArray, *, per_area: PerArea
) -> FloatArray:
    """Return the highest sum of parts over sum of wholes, each part no more than its whole.

    Parameters
    ----------
    part
        The highest that the part of each entry can be.
    whole_least, whole_most
        Bounds of its whole.

    Notes
    -----
    As long as the share is under 1, a larger whole raises it only where that lets the part grow as much. A part and its
    whole without bound outweigh all others: the share then comes as near to 1 as one likes.
    """
    part = np.minimum(part, whole_most)
    is_bounded = np.isfinite(part)
    share = _quotient(
        per_area(np.where(is_bounded, part, 0.0)), per_area(np.where(is_bounded, np.maximum(whole_least, part), 0.0))
    )
    share = np.where(np.isnan(share) & (per_area(whole_most) > 0), 0.0, share)
    return np.where(per_area((~is_bounded).astype(np.float64)) > 0, 1.0, share)


def lowest_shares(part: FloatArray, whole_most: FloatArray, *, per_area: PerArea) -> FloatArray:
    """Return the lowest sum of parts over sum of wholes: `part` is the lowest that the part of each entry can be."""
    return _quotient(per_area(part), per_area(whole_most))


def _quotient(above: FloatArray, below: FloatArray) -> FloatArray:
    return np.asarray(np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0))
