import json
from pathlib import Path

import pandas as pd
import pytest

from etl.sources.cbs.observations import COLUMNS, pivoted, stated, unknown_attributes, written


def observations(*rows: tuple[str, str, str, float | None, str | None]) -> pd.DataFrame:
    """Build observations from code, measure, attribute, number and text."""
    records = [(n, measure, word, value, text, code) for n, (code, measure, word, value, text) in enumerate(rows)]
    return pd.DataFrame(records, columns=COLUMNS)


def test_an_observation_says_its_number_or_else_its_text_without_padding() -> None:
    said = written(
        observations(
            ("GM0001", "A", "None", 0.0, None),
            ("GM0001", "B", "None", None, " 5341 "),
            ("GM0001", "C", "None", None, "   ."),
            ("GM0001", "D", "Impossible", None, None),
        )
    )
    assert said.where(said.notna(), None).tolist() == [0.0, "5341", None, None]


def test_observations_are_spread_over_areas_and_the_measures_that_are_asked_for() -> None:
    observations_df = observations(
        ("GM0001", "A", "None", 1.0, None), ("GM0002", "B", "None", 2.0, None), ("GM0002", "X", "None", 9.0, None)
    )
    spread_df = pivoted(observations_df, written(observations_df), ["B", "A"])
    assert spread_df.to_dict("index") == {"GM0001": {"B": None, "A": 1.0}, "GM0002": {"B": 2.0, "A": None}}


def test_stated_reasons_become_statuses_and_unknown_words_secret() -> None:
    attributes_df = pd.DataFrame({"A": ["None", "Impossible", "Confidential", "Embargoed", None]}, dtype=object)
    assert stated(attributes_df)["A"].tolist() == [None, "niet van toepassing", "geheim", "geheim", None]
    assert unknown_attributes(attributes_df) == {"Embargoed": 1}


@pytest.mark.real_data
def test_recorded_observations_are_read(shared_data: Path) -> None:
    answer = json.loads((shared_data / "odata_v4" / "86141NED" / "observations-page-1.json").read_text())
    observations_df = pd.DataFrame.from_records(answer["value"]).assign(WijkenEnBuurten="NL00")
    assert len(observations_df) == 1505
    assert written(observations_df).isna().sum() == 65
    assert set(observations_df["ValueAttribute"]) == {"None", "Impossible"}
