from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from geodata.indelingen.comparing.ground import NO_AREA, Measure, MeasureMissingError, PeopleRange, Study
from geodata.indelingen.comparing.laying import Clustering, lay_ground

WEST, SOUTH = 160_000, 420_000
PEOPLE = {"BU00010000": 100.0, "BU00010001": 200.0}


def square(west: float, east: float, north: float = 1000) -> Polygon:
    return box(WEST + west, SOUTH, WEST + east, SOUTH + north)


def units() -> gpd.GeoDataFrame:
    """Two square buurten of 1 km, the first west of the second."""
    columns = {"code": list(PEOPLE), "name": ["West", "Oost"], "people": list(PEOPLE.values())}
    columns |= {"people_lowest": [96.0, 196.0], "people_highest": [104.0, 204.0]}
    columns |= {"households": [40.0, 90.0], "addresses": [float("nan")] * 2}
    return gpd.GeoDataFrame(columns, geometry=[square(0, 1000), square(1000, 2000)], crs="EPSG:28992")


def clustering(parts: Mapping[tuple[str, str], tuple[float, Polygon | None]], name: str = "a") -> Clustering:
    """A clustering of which `parts` say what each area holds of each unit."""
    codes = sorted({area for area, _ in parts})
    columns = {"area_code": [area for area, _ in parts], "unit_code": [unit for _, unit in parts]}
    columns |= {"share": [share for share, _ in parts.values()]}
    columns |= {"weight": ["ongedeeld" if share == 1 else "adressen" for share, _ in parts.values()]}
    parts_gdf = gpd.GeoDataFrame(columns, geometry=[outline for _, outline in parts.values()], crs="EPSG:28992")
    return Clustering(name, name, "Beheer", tuple((code, f"Gebied {code}") for code in codes), parts_gdf)


def elements(study: Study, column: str) -> list[object]:
    return study.elements_gdf[column].tolist()


def test_whole_units_are_elements_with_the_label_of_their_area() -> None:
    whole = clustering({("1", "BU00010000"): (1, None), ("2", "BU00010001"): (1, None)})
    study = lay_ground(units(), [whole])
    assert study.labellings[0].labels.tolist() == [0, 1]
    assert elements(study, "people") == [100, 200]
    assert elements(study, "division") == ["", ""]
    assert elements(study, "area_m2") == [1_000_000, 1_000_000]


def test_a_unit_that_no_area_holds_is_in_no_area() -> None:
    study = lay_ground(units(), [clustering({("1", "BU00010001"): (1, None)})])
    assert study.labellings[0].labels.tolist() == [NO_AREA, 0]


def test_a_cut_unit_gives_a_piece_per_area_that_carries_the_share_of_the_register() -> None:
    cut = clustering(
        {("1", "BU00010000"): (0.9, square(0, 500)), ("2", "BU00010000"): (0.1, square(500, 1000))}
        | {("2", "BU00010001"): (1, None)}
    )
    study = lay_ground(units(), [cut])
    assert study.labellings[0].labels.tolist() == [0, 1, 1]
    assert elements(study, "people") == pytest.approx([90, 10, 200])
    assert elements(study, "area_m2") == [500_000, 500_000, 1_000_000]
    assert elements(study, "division") == ["adressen", "adressen", ""]


def test_two_clusterings_that_cut_a_unit_crosswise_give_four_pieces_that_keep_both_their_shares() -> None:
    upper = box(WEST, SOUTH + 500, WEST + 1000, SOUTH + 1000)
    sides = {("1", "BU00010000"): (0.8, square(0, 500)), ("2", "BU00010000"): (0.2, square(500, 1000))}
    halves = {("1", "BU00010000"): (0.6, upper), ("2", "BU00010000"): (0.4, square(0, 1000, 500))}
    study = lay_ground(units(), [clustering(sides), clustering(halves, "b")])
    first, second = (one.labels[:4] for one in study.labellings)
    people = study.weights(Measure.PEOPLE)[:4]
    assert people[first == 0].sum() == pytest.approx(80)
    assert people[second == 0].sum() == pytest.approx(60)
    assert sorted(people) == pytest.approx([8, 12, 32, 48])


def test_borders_that_two_owners_draw_apart_by_less_than_the_lines_are_accurate_make_no_piece() -> None:
    near = {("1", "BU00010000"): (0.5, square(0, 500)), ("2", "BU00010000"): (0.5, square(500, 1000))}
    same = {("1", "BU00010000"): (0.51, square(0, 510)), ("2", "BU00010000"): (0.49, square(510, 1000))}
    study = lay_ground(units(), [clustering(near), clustering(same, "b")])
    assert [one.labels.tolist() for one in study.labellings] == [[0, 1, NO_AREA]] * 2
    assert sum(study.weights(Measure.AREA)) == pytest.approx(2_000_000)
    assert len(lay_ground(units(), [clustering(near), clustering(same, "b")], sliver_width_m=5).elements_gdf) == 4


def test_a_unit_that_lies_partly_outside_on_purpose_leaves_a_piece_in_no_area() -> None:
    study = lay_ground(units(), [clustering({("1", "BU00010000"): (0.7, square(0, 600))})])
    assert study.labellings[0].labels.tolist() == [NO_AREA, 0, NO_AREA]
    assert elements(study, "people") == pytest.approx([30, 70, 200])


def test_a_unit_divided_by_shares_alone_gives_pieces_without_outline() -> None:
    shares = {("1", "BU00010000"): (0.25, None), ("2", "BU00010000"): (0.75, None)}
    study = lay_ground(units(), [clustering(shares)])
    assert elements(study, "geometry")[:2] == [None, None]
    assert elements(study, "area_m2")[:2] == [250_000, 750_000]


def test_crumbs_that_the_drawing_leaves_in_a_unit_go_to_the_piece_beside_them() -> None:
    cut = {("1", "BU00010000"): (0.5, square(0, 500)), ("2", "BU00010000"): (0.5, square(503, 1000))}
    study = lay_ground(units(), [clustering(cut)])
    assert sum(study.weights(Measure.AREA)) == pytest.approx(2_000_000)
    assert len(study.elements_gdf) == 3


def test_a_piece_where_nobody_lives_keeps_its_ground_and_takes_no_people() -> None:
    cut = {("1", "BU00010000"): (1.0, square(0, 700)), ("2", "BU00010000"): (0.0, square(700, 1000))}
    study = lay_ground(units(), [clustering(cut)])
    assert study.labellings[0].labels.tolist() == [0, 1, NO_AREA]
    assert elements(study, "people") == [100, 0, 200]
    assert elements(study, "area_m2") == pytest.approx([700_000, 300_000, 1_000_000])


def test_empty_ground_outside_an_area_that_holds_all_people_of_a_unit_is_in_no_area() -> None:
    study = lay_ground(units(), [clustering({("1", "BU00010000"): (1.0, square(0, 700))})])
    assert study.labellings[0].labels.tolist() == [NO_AREA, 0, NO_AREA]
    assert elements(study, "people") == [0, 100, 200]


def test_what_is_not_known_of_a_unit_counts_for_nothing_and_is_named() -> None:
    units_gdf = units()
    units_gdf.loc[0, "people"] = float("nan")
    study = lay_ground(units_gdf, [clustering({("1", "BU00010001"): (1, None)})])
    assert study.weights(Measure.PEOPLE).tolist() == [0, 200]
    assert study.unweighed_units(Measure.PEOPLE) == ["BU00010000"]
    with pytest.raises(MeasureMissingError, match="geen enkele eenheid zijn adressen"):
        study.weights(Measure.ADDRESSES)


def test_people_are_added_up_with_the_range_that_they_stand_for() -> None:
    study = lay_ground(units(), [clustering({("1", "BU00010000"): (0.5, square(0, 500))})])
    half, _, whole = range(3)
    assert study.people_in(np.array([half, whole])) == PeopleRange(250, 244, 256)


@given(st.lists(st.integers(50, 950), min_size=2, max_size=4), st.lists(st.floats(0.05, 0.95), min_size=4, max_size=4))
def test_pieces_always_make_up_the_unit_and_keep_its_people(cuts_m: list[int], shares: list[float]) -> None:
    clusterings = [
        clustering({("1", "BU00010000"): (share, square(0, cut)), ("2", "BU00010000"): (1 - share, square(cut, 1000))})
        for cut, share in zip(cuts_m, shares, strict=False)
    ]
    study = lay_ground(units(), clusterings)
    of_unit = study.elements_gdf["unit_code"] == "BU00010000"
    assert study.elements_gdf.loc[of_unit, "people"].sum() == pytest.approx(100)
    assert study.elements_gdf.loc[of_unit, "area_m2"].sum() == pytest.approx(1_000_000, abs=1)
