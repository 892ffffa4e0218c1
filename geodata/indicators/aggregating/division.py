"""How far what a piece of a cut unit holds may be from its share: pieces differ as units differ among each other.

That is an assumption: nothing is published of pieces. The 95 % range is as wide as it makes it; the hard range does not
rest on it.
"""

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cover import Cover

SHARE_ERROR = 0.25
"""Standard deviation of people per address (or per hectare) from one unit to another, as a share of the mean."""

ENOUGH_UNITS = 10
"""Fewer units than these do not show how much units differ."""


def odds_of_the_rest(cover: Cover, shares: FloatArray) -> FloatArray:
    """Return by how much the square of a piece's amount is multiplied, per unit of relative variance between units.

    Parameters
    ----------
    shares
        Of entries (rows), per indicator (columns) or for all in one column.

    Returns
    -------
    (1 - share) / share of an entry that is cut, else 0.

    Notes
    -----
    Of a unit of k parts that have nothing in common, the mean over a piece with a share s of them varies about that of
    the unit by the variance between parts times (1 - s) / (s k); units vary by the variance between parts divided by k.
    Parts of a real unit have more in common, so that this is rather too wide. What one piece has too much the rest has
    too little: both are off by the same amount.
    """
    is_cut = ~cover.is_whole[:, np.newaxis] & (shares > 0)
    return np.divide(1 - shares, shares, out=np.zeros(shares.shape), where=is_cut).clip(min=0.0)


def mean_and_variance_between(figure: FloatArray, weight: FloatArray, cover: Cover) -> tuple[FloatArray, FloatArray]:
    """Return the mean of a figure over base units, and how it varies between them: per indicator.

    Parameters
    ----------
    figure, weight
        Of entries (rows) by indicator (columns); NaN where not known.

    Returns
    -------
    Means, and variances: infinite where there are too few units to tell.
    """
    counts = ~cover.has_parts[:, np.newaxis] & ~np.isnan(figure) & (weight > 0)
    weight, known = np.where(counts, weight, 0.0), np.where(counts, figure, 0.0)
    total = weight.sum(axis=0)
    mean = np.divide((weight * known).sum(axis=0), total, out=np.zeros(total.shape), where=total > 0)
    squared = (weight * (known - mean) ** 2).sum(axis=0)
    variance = np.divide(squared, total, out=np.zeros(total.shape), where=total > 0)
    return mean, np.where(counts.sum(axis=0) >= ENOUGH_UNITS, variance, np.inf)


def variance_of_pieces(amounts: FloatArray, people: FloatArray, cover: Cover, shares: FloatArray) -> FloatArray:
    """Return the variance that cutting units adds to counts: by how units differ per inhabitant, and by lot.

    Parameters
    ----------
    amounts
        What entries (rows) are taken to hold, per indicator (columns).
    people
        Of each entry, as a column.
    """
    rate = np.divide(amounts, people, out=np.full(amounts.shape, np.nan), where=people > 0)
    mean, between = mean_and_variance_between(rate, np.broadcast_to(people, amounts.shape), cover)
    relative = np.divide(between, mean**2, out=np.full(mean.shape, np.inf), where=mean > 0)
    odds = odds_of_the_rest(cover, shares)
    by_lot = np.where(odds > 0, (1 - shares) * amounts, 0.0)
    return times(amounts**2 * odds, relative + SHARE_ERROR**2) + by_lot


def times(amounts: FloatArray, variance: FloatArray) -> FloatArray:
    """Multiply, where nothing times a variance that is not known is nothing."""
    return np.multiply(
        amounts, variance, out=np.zeros(np.broadcast_shapes(amounts.shape, variance.shape)), where=amounts > 0
    )
