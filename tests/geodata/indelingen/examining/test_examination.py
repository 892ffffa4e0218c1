import pandas as pd
import pytest

from geodata.indelingen.examining.examination import examine
from geodata.indelingen.parts import AREA_COLUMNS, DECISION_COLUMNS, PART_COLUMNS, Terms
from tests.geodata.gebieden.grid import cell
from tests.geodata.indelingen.handed_in import TERMS, THREE, base, errors, kinds, points, polygons, shares, units

WITH_REST = Terms("Proef", rest_name="Overig", contact_team="Wijkzaken")


def test_a_sound_table_becomes_a_partition() -> None:
    partition = examine(units((THREE[0], "a"), (THREE[1], "a"), (THREE[2], "b")), base(), TERMS).partition
    assert partition is not None
    assert partition.areas_gdf.drop(columns="geometry").to_numpy().tolist() == [
        ["a", "Gebied a", None, None],
        ["b", "Gebied b", None, None],
    ]
    assert list(partition.areas_gdf.area) == [20_000, 10_000]
    frames = (partition.areas_gdf, partition.parts_gdf, partition.decisions_df)
    assert [tuple(frame.columns) for frame in frames] == [AREA_COLUMNS, PART_COLUMNS, DECISION_COLUMNS]


def test_all_that_is_wrong_comes_out_at_once() -> None:
    wrong = units(
        (THREE[0], "a"), (THREE[0], "b"), ("BU08289999", "b"), (THREE[1], "b", 1.5), naam=["A", "B", "C", "B"]
    )
    examination = examine(wrong, base(), TERMS)
    assert examination.partition is None
    assert [finding.kind for finding in examination.errors()] == [
        "onbekende code",
        "meer dan één naam",
        "aandeel",
        "meer dan eens ingedeeld",
        "niet ingedeeld",
        "niet ingedeeld",
        "niet ingedeeld",
    ]


def test_a_rest_is_made_of_what_no_area_holds() -> None:
    partition = examine(units((THREE[0], "a"), (THREE[1], "a", 0.75)), base(), WITH_REST).partition
    assert partition is not None
    assert shares(partition.parts_gdf)["rest", THREE[1]] == 0.25
    assert shares(partition.parts_gdf)["rest", THREE[2]] == 1
    rest = partition.areas_gdf.iloc[-1]
    assert (rest["area_code"], rest["name"], rest["contact_team"]) == ("rest", "Overig", "Wijkzaken")
    assert list(partition.decisions_df.query("kind == 'rest'")["unit_code"]) == [THREE[1], THREE[2]]


def test_a_drawn_rest_is_drawn() -> None:
    partition = examine(polygons({"a": cell(0, 0, width=2.5)}), base(), WITH_REST).partition
    assert partition is not None
    assert list(partition.areas_gdf.area) == pytest.approx([25_000, 5_000])


def test_a_rest_beside_an_area_of_that_code_is_refused() -> None:
    examination = examine(units((THREE[0], "rest")), base(), WITH_REST)
    assert "Er is al een gebied 'rest'" in errors(examination)[0]


def test_a_rest_of_nothing_is_told() -> None:
    examination = examine(units(*[(code, "a") for code in THREE]), base(), WITH_REST)
    assert kinds(examination) == ["rest"]
    assert examination.partition is not None


def test_a_cut_by_addresses_may_leave_a_piece_where_nobody_lives() -> None:
    on = base(points_gdf=points((1.2, 0.5)))
    partition = examine(polygons({"a": cell(0, 0, width=1.5), "b": cell(1.5, 0, width=1.5)}), on, TERMS).partition
    assert partition is not None
    piece = partition.parts_gdf.set_index(["area_code", "base_code"]).loc["b", THREE[1]]
    assert (piece["share"], piece["weight"], piece["geometry"].area) == (0, "adressen", 5_000)


def test_a_theme_of_overlapping_areas_is_kept_as_it_is() -> None:
    theme = Terms("Aandachtsgebieden", is_partial=True, is_overlapping=True)
    examination = examine(polygons({"a": cell(0, 0, width=2), "b": cell(1, 0)}), base(), theme)
    assert examination.partition is not None
    assert list(examination.partition.areas_gdf.area) == [20_000, 10_000]
    assert errors(examination) == []


@pytest.mark.parametrize("terms", [TERMS, Terms("Deel", is_partial=True), Terms("Thema", is_overlapping=True)])
@pytest.mark.parametrize(
    "handed_in",
    [units(("BU08280000", "a")).iloc[:0], units(("x", "a")), polygons({"a": cell(50, 50)}), polygons({"a": None})],
    ids=["no rows", "no known code", "far away", "no polygon"],
)
def test_a_clustering_without_areas_is_refused(handed_in: pd.DataFrame, terms: Terms) -> None:
    examination = examine(handed_in, base(), terms)
    assert examination.partition is None
    assert "Geen enkel gebied heeft een eenheid, of een deel van een." in errors(examination)
