"""Figures from a sample: how many answered, and which figures rest on too few of them."""

import numpy as np
import pandas as pd

from etl.sources.cells.figures import figures_of
from etl.sources.tabel.column_map import SampleSection
from geodata.indicators.status import Status


def with_sample_sizes(readings_df: pd.DataFrame, size_cells: pd.Series, sample: SampleSection) -> pd.DataFrame:
    """Add ``sample_size`` to readings, and hide the figures that rest on fewer answers than the column map asks for.

    Parameters
    ----------
    readings_df
        As `etl.sources.cells.readings.readings_of` gives them, indexed by row of the file.
    size_cells
        The number of answers, indexed by row of the file. Where it is blank or no number, it is too few.

    Returns
    -------
    A hidden figure is missing with status "geheim": what CBS's '.' calls unknown, not reliable enough or secret.
    """
    sizes = pd.Series(figures_of(size_cells).value, index=size_cells.index).reindex(readings_df.index)
    is_hidden = readings_df["value"].notna() & ~(sizes >= max(sample.minimum, 1))
    return readings_df.assign(
        sample_size=sizes,
        value=readings_df["value"].mask(is_hidden, np.nan),
        status=readings_df["status"].mask(is_hidden, Status.SECRET),
    )
