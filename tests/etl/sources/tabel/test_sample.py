"""Figures from a sample."""

import math

import pandas as pd
import pytest

from etl.sources.cells.readings import CellPlaces, observed, readings_of
from etl.sources.tabel.column_map import SampleSection
from etl.sources.tabel.sample import spread_faults, with_sample_sizes
from geodata.indicators.catalogue import load_catalogue

MEANINGS = {"cijfer": "bewoners_rapportcijfer_leefbaarheid", "% onveilig": "bewoners_pct_onveilig", "n": "inwoners"}


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


@pytest.mark.parametrize(("design", "effective"), [({}, [190, 49]), ({"ontwerpeffect": 2.0}, [95, 24.5])])
def test_a_design_effect_makes_answers_count_for_less(design: dict[str, float], effective: list[float]) -> None:
    sample = SampleSection.model_validate({"kolom": "n", **design})
    readings_df = pd.DataFrame({"value": [7.4, 6.9], "status": "exact"}, index=[2, 3])
    sizes = pd.Series(["190", "49"], index=[2, 3], dtype=object)
    assert with_sample_sizes(readings_df, sizes, sample)["effective_size"].tolist() == effective


def test_a_spread_holds_for_all_or_for_the_names_that_it_is_told_of() -> None:
    assert SampleSection.model_validate({"kolom": "n", "spreiding": 1.5}).spread_of("cijfer") == 1.5
    named = SampleSection.model_validate({"kolom": "n", "spreiding": {"cijfer": 1.35}})
    assert named.spread_of("cijfer") == 1.35
    assert math.isnan(named.spread_of("% onveilig"))


def test_what_gets_no_sampling_margin_is_told_with_the_reason() -> None:
    sample = SampleSection.model_validate({"kolom": "n", "spreiding": {"cijfre": 1.35}})
    faults = list(spread_faults(sample, MEANINGS, ["cijfer", "% onveilig", "n"], load_catalogue()))
    assert [(fault.check, fault.message.partition(";")[0]) for fault in faults] == [
        ("onbekende spreiding", "steekproef.spreiding noemt 'cijfre', maar dat is geen cijfer van deze tabel"),
        ("geen steekproefmarge", "cijfer krijgt geen steekproefmarge: de spreiding van één antwoord is niet opgegeven"),
        ("geen steekproefmarge", "n krijgt geen steekproefmarge: dat kan alleen bij een aandeel of een gemiddelde."),
    ]


def test_a_share_and_a_mean_with_its_spread_raise_no_fault() -> None:
    sample = SampleSection.model_validate({"kolom": "n", "spreiding": {"cijfer": 1.35}})
    assert not list(spread_faults(sample, MEANINGS, ["cijfer", "% onveilig"], load_catalogue()))
