from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indelingen.comparing.crosswalk import crosswalk_between
from geodata.indelingen.comparing.ground import NO_AREA, Measure, MeasureMissingError, Study
from tests.geodata.indelingen.studies import oss_study, study

FACTS = ["area_code", "other_area_code", "amount", "share_of_area", "share_of_other"]
rows_of_three = st.lists(
    st.tuples(st.integers(-1, 3), st.integers(-1, 3), st.integers(0, 500)), min_size=1, max_size=12
)


def row(labels: list[int], other_labels: list[int], people: list[float] | None = None) -> Study:
    return study({"a": labels, "b": other_labels}, people)


def facts(crosswalk_df: pd.DataFrame) -> list[tuple[object, ...]]:
    """The rows, with None for what is missing."""
    values = crosswalk_df[FACTS].astype(object)
    return [tuple(None if pd.isna(value) else value for value in one) for one in values.itertuples(index=False)]


def test_each_pair_of_areas_has_its_share_of_both() -> None:
    found_df = crosswalk_between(row([0, 0, 1], [0, 1, 1], [30, 10, 90]), 0, 1)
    assert facts(found_df) == [("a0", "b0", 30, 0.75, 1.0), ("a0", "b1", 10, 0.25, 0.1), ("a1", "b1", 90, 1.0, 0.9)]
    assert found_df["area_name"].tolist() == ["Gebied a0", "Gebied a0", "Gebied a1"]
    assert found_df["other_area_name"].tolist() == ["Gebied b0", "Gebied b1", "Gebied b1"]


def test_what_one_clustering_leaves_out_has_a_row_of_its_own_and_what_both_leave_out_none() -> None:
    partial = row([0, 0, NO_AREA, NO_AREA], [0, NO_AREA, 0, NO_AREA], [30, 10, 90, 70])
    assert facts(crosswalk_between(partial, 0, 1)) == [
        ("a0", "b0", 30, 0.75, 0.25),
        ("a0", None, 10, 0.25, None),
        (None, "b0", 90, None, 0.75),
    ]


def test_an_area_without_people_has_an_amount_of_nothing_and_no_share() -> None:
    found_df = crosswalk_between(row([0, 0, 1], [0, 1, 1], [0, 0, 90]), 0, 1)
    assert facts(found_df) == [("a0", "b0", 0, None, None), ("a0", "b1", 0, None, 0.0), ("a1", "b1", 90, 1.0, 1.0)]


def test_unknown_people_are_missing_and_make_a_row_incomplete() -> None:
    found_df = crosswalk_between(row([0, 0, 0], [0, 0, 1], [30, np.nan, np.nan]), 0, 1)
    assert facts(found_df) == [("a0", "b0", 30, 1.0, 1.0), ("a0", "b1", None, None, None)]
    assert found_df["quality"].tolist() == ["onvolledig", "onvolledig"]


def test_a_divided_unit_makes_a_row_an_estimate_by_what_divided_it() -> None:
    cut = study({"a": [0, 0, 1], "b": [0, 1, 1]}, units=["BU1", "BU1", "BU2"], division=["adressen", "adressen", ""])
    found_df = crosswalk_between(cut, 0, 1)
    assert found_df["quality"].tolist() == ["geschat naar adressen", "geschat naar adressen", "exact"]


def test_a_row_names_each_division_once_after_what_is_unknown() -> None:
    cut = study(
        {"a": [0, 1, 0, 1], "b": [0, 0, 0, 0]},
        people=[10, 10, np.nan, np.nan],
        units=["BU1", "BU1", "BU2", "BU2"],
        division=["adressen en oppervlakte"] * 2 + ["oppervlakte"] * 2,
    )
    expected = "onvolledig, geschat naar adressen en oppervlakte"
    assert crosswalk_between(cut, 0, 1)["quality"].tolist() == [expected, expected]


def test_a_unit_that_only_a_third_clustering_cuts_is_exact() -> None:
    cut = study({"a": [0, 0, 1], "b": [0, 0, 0], "c": [0, 1, 1]}, units=["BU1", "BU1", "BU2"])
    assert crosswalk_between(cut, 0, 1)["quality"].tolist() == ["exact", "exact"]
    assert crosswalk_between(cut, 0, 2)["quality"].tolist() == ["geschat naar oppervlakte"] * 2 + ["exact"]


def test_the_area_of_a_piece_with_an_outline_is_measured() -> None:
    cut = {"units": ["BU1", "BU1", "BU2"], "division": ["adressen", "adressen", ""]}
    drawn = study({"a": [0, 0, 1], "b": [0, 1, 1]}, **cut)
    by_share = study({"a": [0, 0, 1], "b": [0, 1, 1]}, **cut, geometry=[None] * 3)
    assert set(crosswalk_between(drawn, 0, 1, Measure.AREA)["quality"]) == {"exact"}
    assert crosswalk_between(by_share, 0, 1, Measure.AREA)["quality"].tolist()[0] == "geschat naar adressen"


def test_a_measure_that_is_not_loaded_is_refused() -> None:
    with pytest.raises(MeasureMissingError, match="adressen"):
        crosswalk_between(row([0], [0]), 0, 1, Measure.ADDRESSES)


@given(rows_of_three)
def test_the_shares_of_each_area_with_people_add_up_to_1(rows: list[tuple[int, int, int]]) -> None:
    labels, other_labels, people = (list(column) for column in zip(*rows, strict=True))
    found_df = crosswalk_between(row(labels, other_labels, people), 0, 1)
    for side in ("area", "other"):
        by_area = found_df.groupby(found_df["area_code" if side == "area" else "other_area_code"])
        totals = by_area[f"share_of_{side}"].sum(min_count=1)[by_area["amount"].sum() > 0]
        assert totals.tolist() == pytest.approx([1.0] * len(totals))


@given(rows_of_three)
def test_totals_are_kept_to_the_person_and_the_square_metre(rows: list[tuple[int, int, int]]) -> None:
    labels, other_labels, people = (list(column) for column in zip(*rows, strict=True))
    held = [number for one, other, number in rows if (one, other) != (NO_AREA, NO_AREA)]
    ground = row(labels, other_labels, people)
    assert crosswalk_between(ground, 0, 1)["amount"].sum() == sum(held)
    assert crosswalk_between(ground, 0, 1, Measure.AREA)["amount"].sum() == 1_000_000 * len(held)


@given(rows_of_three)
def test_the_crosswalk_with_itself_is_the_identity(rows: list[tuple[int, int, int]]) -> None:
    labels = [label for label, *_ in rows]
    found_df = crosswalk_between(row(labels, labels), 0, 0)
    assert found_df["area_code"].tolist() == found_df["other_area_code"].tolist()
    assert found_df["area_code"].is_unique
    assert set(found_df["share_of_area"]) | set(found_df["share_of_other"]) <= {1.0}
    assert set(found_df["quality"]) <= {"exact"}


@given(rows_of_three)
def test_the_crosswalk_back_mirrors_the_one_there(rows: list[tuple[int, int, int]]) -> None:
    labels, other_labels, people = (list(column) for column in zip(*rows, strict=True))
    ground = row(labels, other_labels, people)
    back = [
        (other, one, *amounts, last, first)
        for one, other, *amounts, first, last in facts(crosswalk_between(ground, 1, 0))
    ]
    assert sorted(facts(crosswalk_between(ground, 0, 1)), key=str) == sorted(back, key=str)


@pytest.mark.real_data
def test_the_areas_of_oss_add_up_to_the_square_metre(shared_data: Path) -> None:
    oss = oss_study(shared_data, {"eleven": 11})
    found_df = crosswalk_between(oss, 1, 2, Measure.AREA)
    total_m2 = oss.elements_gdf.union_all().area
    assert found_df["amount"].sum() == pytest.approx(total_m2, abs=1)
    assert found_df.groupby("area_code")["share_of_area"].sum().tolist() == pytest.approx([1.0] * 23)
    assert found_df.groupby("other_area_code")["share_of_other"].sum().tolist() == pytest.approx([1.0] * 11)
