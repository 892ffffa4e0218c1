"""Random splits of whole numbers that stay nearly the same from one year to the next."""

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Array = npt.NDArray[np.float64]

_STAYERS = 0.93  # share of people and dwellings that are in the same class a year later


def split(rng: np.random.Generator, totals: Counts, shares: Array, previous: Counts | None = None) -> Counts:
    """Split each total over classes.

    Parameters
    ----------
    totals
        One whole number per piece of land.
    shares
        Per piece the expected share of each class; rows need not add up to 1.
    previous
        Last year's split; most of it is kept.

    Returns
    -------
    numpy.ndarray
        Whole numbers, one row per piece, each row adding up to its total.
    """
    normal = shares / shares.sum(axis=1, keepdims=True)
    kept = np.zeros(shares.shape, dtype=np.int64)
    if previous is not None:
        for row, counts in enumerate(previous):
            stay = min(int(_STAYERS * counts.sum()), int(totals[row]))
            kept[row] = rng.multivariate_hypergeometric(counts, stay, method="marginals")
    return kept + rng.multinomial(totals - kept.sum(axis=1), normal)


def varied(rng: np.random.Generator, shares: Array, concentration: float) -> Array:
    """Vary expected shares around their kind's, so that two pieces of one kind differ; zero shares stay zero."""
    weights = rng.gamma(np.maximum(shares, 1e-9) * concentration)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def chance(rng: np.random.Generator, totals: Counts, share: Array | float) -> Counts:
    """Draw how many out of each total have something that is expected of ``share``."""
    return np.asarray(rng.binomial(totals, np.clip(share, 0.0, 1.0)), dtype=np.int64)
