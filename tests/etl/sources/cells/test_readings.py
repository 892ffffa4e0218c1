"""From cells that are read to figures, refused cells and faults."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.sources.cells.figures import NOT_A_NUMBER
from etl.sources.cells.readings import CellPlaces, Observed, observed, readings_of, refused, refused_readings


def _readings(cells: dict[str, object], *, column: str = "a_inw", factor: float = 1.0) -> pd.DataFrame:
    """Read one column, given as code → cell, from row 2 on."""
    index = pd.Index(range(2, 2 + len(cells)), name="row")
    codes = pd.Series(list(cells), index=index)
    places = CellPlaces(codes, column, "inwoners", 2024)
    return readings_of(pd.Series(list(cells.values()), index=index, dtype=object), places, factor=factor)


def _statuses(result: Observed) -> list[str]:
    return result.observations_df["status"].tolist()


def test_a_figure_comes_with_its_area_indicator_and_period() -> None:
    result = observed([_readings({"GM0828": "94634"})])
    assert result.observations_df.to_dict("records") == [
        {"gebied_code": "GM0828", "indicator": "inwoners", "period": 2024, "value": 94634.0, "status": "exact"}
    ]


def test_zero_is_a_figure_and_secret_is_none() -> None:
    result = observed([_readings({"GM0828": 5, "BU08280501": 0, "BU08280000": "."})])
    assert result.observations_df["value"].fillna(-1).tolist() == [5.0, 0.0, -1.0]
    assert _statuses(result) == ["exact", "exact", "geheim"]


def test_a_figure_that_even_the_gemeente_lacks_is_not_published() -> None:
    result = observed([_readings({"GM0828": ".", "BU08280000": ".", "BU08280001": ""})])
    assert _statuses(result) == ["niet gepubliceerd"] * 3
    assert result.faults == ()


def test_without_a_total_row_secret_stays_secret_and_is_warned_about() -> None:
    result = observed([_readings({"BU08280000": ".", "BU08280001": "."})])
    assert _statuses(result) == ["geheim", "geheim"]
    assert [fault.check for fault in result.faults] == ["geheim of niet gepubliceerd"]


def test_a_column_that_is_blank_on_every_row_is_not_published() -> None:
    assert _statuses(observed([_readings({"BU08280000": "", "BU08280001": ""})])) == ["niet gepubliceerd"] * 2


def test_a_blank_beside_figures_can_not_occur() -> None:
    assert _statuses(observed([_readings({"GM0828": 1, "BU08280000": ""})])) == ["exact", "niet van toepassing"]


def test_a_refused_cell_is_set_apart_with_row_column_value_and_reason() -> None:
    result = observed([_readings({"GM0828": 5, "BU08280000": "veel"})])
    assert len(result.observations_df) == 1
    assert result.refused_df.to_dict("records") == [
        {"gebied_code": "BU08280000", "column": "a_inw", "value": "veel", "reason": NOT_A_NUMBER}
    ]
    (fault,) = result.faults
    assert (fault.row, fault.column, fault.value) == ("3", "a_inw", "veel")
    assert fault.message == "Kolom a_inw: 1 cel is geweigerd (is geen getal); de eerste is 'veel' op rij 3."


def test_a_refused_cell_does_not_make_a_column_unpublished() -> None:
    assert _statuses(observed([_readings({"GM0828": "veel", "BU08280000": "."})])) == ["geheim"]


def test_a_factor_brings_a_figure_to_our_unit_without_binary_dust() -> None:
    assert observed([_readings({"GM0828": "0.29"}, factor=100)]).observations_df["value"].tolist() == [29.0]


def test_cells_can_be_refused_for_what_they_are_about() -> None:
    readings_df = _readings({"GM0828": 1, "BU08280000": 2})
    is_total = readings_df["gebied_code"] == "GM0828"
    result = observed([refused(readings_df, is_total, reason="opgeteld")])
    assert result.observations_df["gebied_code"].tolist() == ["BU08280000"]
    assert result.refused_df[["gebied_code", "value", "reason"]].to_numpy().tolist() == [["GM0828", "1", "opgeteld"]]


def test_cells_without_meaning_are_refused_unread() -> None:
    places = CellPlaces(pd.Series(["GM0828"]), "onzin", "", 2024)
    result = observed([refused_readings(pd.Series(["3"], dtype=object), places, reason="onbekend")])
    assert result.observations_df.empty
    assert result.refused_df["reason"].tolist() == ["onbekend"]


def test_no_readings_give_empty_frames_with_their_columns() -> None:
    result = observed([])
    assert list(result.observations_df.columns) == ["gebied_code", "indicator", "period", "value", "status"]
    assert list(result.refused_df.columns) == ["gebied_code", "column", "value", "reason"]
    assert result.observations_df["value"].dtype == "float64"


WRITTEN = st.sampled_from([0, 5, 12.5, "3,5", ".", "", "x", "veel", -99997, -99996])


@settings(deadline=None)
@given(st.lists(WRITTEN, min_size=1, max_size=12))
def test_each_cell_is_a_figure_a_missing_one_or_refused_and_never_two(written: list[object]) -> None:
    cells = {f"BU0828{number:04d}": cell for number, cell in enumerate(written)}
    result = observed([_readings(cells)])
    assert sorted([*result.observations_df["gebied_code"], *result.refused_df["gebied_code"]]) == sorted(cells)
    has_figure = result.observations_df["value"].notna()
    assert (has_figure == (result.observations_df["status"] == "exact")).all()


@settings(deadline=None)
@given(st.permutations([("GM0828", "."), ("WK082800", "4"), ("BU08280000", ""), ("BU08280001", "0")]))
def test_the_order_of_rows_changes_no_figure(rows: list[tuple[str, object]]) -> None:
    observations_df = observed([_readings(dict(rows))]).observations_df.set_index("gebied_code")
    assert observations_df["status"].to_dict() == {
        "GM0828": "geheim",
        "WK082800": "exact",
        "BU08280000": "niet van toepassing",
        "BU08280001": "exact",
    }
    assert observations_df.loc["BU08280001", "value"] == 0


def test_a_figure_is_brought_to_our_unit_without_the_noise_of_binary_fractions() -> None:
    assert observed([_readings({"GM0828": 0.29}, factor=100)]).observations_df["value"].tolist() == [29.0]
