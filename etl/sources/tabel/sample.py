"""Figures from a sample: how many answered, which figures rest on too few of them, and how answers are spread."""

from collections.abc import Iterable, Iterator, Mapping
from math import isnan

import numpy as np
import pandas as pd

from etl.batch import Fault, Severity
from etl.sources.cells.figures import figures_of
from etl.sources.tabel.column_map import SampleSection
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.sampling import is_mean, whole_of
from geodata.indicators.status import Status


def with_sample_sizes(readings_df: pd.DataFrame, size_cells: pd.Series, sample: SampleSection) -> pd.DataFrame:
    """Add ``sample_size`` and ``effective_size``, and hide figures on fewer answers than the column map asks for.

    Parameters
    ----------
    readings_df
        As `etl.sources.cells.readings.readings_of` gives them, indexed by row of the file.
    size_cells
        The number of answers, indexed by row of the file. Where it is blank or no number, it is too few.

    Returns
    -------
    A hidden figure is missing with status "geheim": what CBS's '.' calls unknown, not reliable enough or secret. The
    effective size is that of the plain random sample that would be as sure: answers divided by the design effect (Kish,
    "Survey Sampling", 1965).
    """
    sizes = pd.Series(figures_of(size_cells).value, index=size_cells.index).reindex(readings_df.index)
    is_hidden = readings_df["value"].notna() & ~(sizes >= max(sample.minimum, 1))
    return readings_df.assign(
        sample_size=sizes,
        effective_size=sizes / sample.design_effect,
        value=readings_df["value"].mask(is_hidden, np.nan),
        status=readings_df["status"].mask(is_hidden, Status.SECRET),
    )


def spread_faults(
    sample: SampleSection, meanings: Mapping[str, str], present: Iterable[str], catalogue: Catalogue
) -> Iterator[Fault]:
    """Yield what keeps figures from a sampling margin: no spread is told, or it is told of a name that means nothing.

    Parameters
    ----------
    meanings
        Key of the indicator by the publisher's name.
    present
        The names that the table has, of those.
    """
    named = sample.spread if isinstance(sample.spread, Mapping) else {}
    for name in named:
        if name not in meanings:
            message = f"steekproef.spreiding noemt '{name}', maar dat is geen cijfer van deze tabel; kijk de naam na."
            yield Fault("onbekende spreiding", Severity.WARNING, message, value=name)
    for name in present:
        indicator = catalogue.indicator(meanings[name])
        if whole_of(indicator) is not None or (is_mean(indicator) and not isnan(sample.spread_of(name))):
            continue
        reason = (
            "de spreiding van één antwoord is niet opgegeven; zet de standaarddeviatie bij steekproef.spreiding"
            if is_mean(indicator)
            else "dat kan alleen bij een aandeel of een gemiddelde"
        )
        yield Fault("geen steekproefmarge", Severity.WARNING, f"{name} krijgt geen steekproefmarge: {reason}.")
