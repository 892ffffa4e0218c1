"""How heavily units weigh where that is not published: as their people lead to expect."""

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray


def expected_weight(weight: FloatArray, people: FloatArray) -> FloatArray:
    """Fill in weights that are not known, at the rate of all that are: to tell how much is missing, not to weigh with.

    Parameters
    ----------
    weight
        Of entries (rows) by indicator (columns), NaN where not known.
    people
        Of each entry, as a column.
    """
    is_known = ~np.isnan(weight)
    of_known = np.where(is_known, people, 0.0).sum(axis=0)
    rate = np.divide(
        np.where(is_known, weight, 0.0).sum(axis=0), of_known, out=np.ones(len(of_known)), where=of_known > 0
    )
    return np.where(is_known, weight, people * rate)
