"""Figures from a sample."""

import pandas as pd

from etl.sources.cells.readings import CellPlaces, observed, readings_of
from etl.sources.tabel.column_map import SampleSection
from etl.sources.tabel.sample import with_sample_sizes


def test_figures_that_rest_on_too_few_answers_are_hidden_and_sizes_kept() -> None:
    rows = pd.Index([2, 3, 4, 5])
    codes = pd.Series(["WK999900", "WK999901", "WK999902", "WK999903"], index=rows)
    cells = pd.Series(["7,4", "6,9", "7,1", "."], index=rows, dtype=object)
    readings_df = readings_of(cells, CellPlaces(codes, "cijfer", "leefbaarheid_totaal", 2024))
    sizes = pd.Series([190.0, "49", "", "12"], index=rows, dtype=object)
    sample = SampleSection.model_validate({"kolom": "n", "minimum": 50})
    observations_df = observed([with_sample_sizes(readings_df, sizes, sample)]).observations_df
    assert observations_df["value"].fillna(0).tolist() == [7.4, 0, 0, 0]
    assert observations_df["status"].tolist() == ["exact", "geheim", "geheim", "geheim"]
    assert observations_df["sample_size"].fillna(-1).tolist() == [190, 49, -1, 12]
