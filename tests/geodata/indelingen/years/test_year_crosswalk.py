from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from shapely import Point, box

from geodata.gebieden.crs import RD, NotRdError
from geodata.indelingen.years.namesakes import Suggestion
from geodata.indelingen.years.year_crosswalk import DecisionsRefusedError, PassedOver, Quality, year_crosswalk
from tests.geodata.gebieden.grid import SOUTH, WEST, cell, layer
from tests.geodata.gebieden.labelled import labels, labels_with_gaps, units_of
from tests.geodata.indelingen.two_years import is_whole, oss_2020, oss_buurten, row_tuples, undrawn

A, B, C = "BU08280000", "BU08280001", "BU08280002"


def units(*shapes: object, codes: tuple[str, ...] = (A, B, C), change: int | None = None) -> gpd.GeoDataFrame:
    return layer(shapes).assign(code=codes[: len(shapes)], name=None, change=change)


def decisions(*rows: tuple[str, str | None, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["code", "other_code", "share"])


def two_points(west: float, east: float) -> gpd.GeoDataFrame:
    """One point in the west of the first cell and one in the east of it."""
    places = [Point(WEST + 10, SOUTH + 50), Point(WEST + 90, SOUTH + 50)]
    return gpd.GeoDataFrame({"weight": [west, east]}, geometry=places, crs=RD)


@settings(max_examples=50)
@given(before=labels_with_gaps, after=labels_with_gaps)
def test_shares_add_up_to_one_and_areas_to_each_unit(before: list[str], after: list[str]) -> None:
    from_gdf, to_gdf = units_of(before), units_of(after)
    crosswalk = year_crosswalk(from_gdf, to_gdf, sliver_m=120)
    assert is_whole(crosswalk, from_gdf, to_gdf)
    areas_df = pd.concat([crosswalk.rows_df, crosswalk.passed_over_df])
    for column, gdf in (("code", from_gdf), ("other_code", to_gdf)):
        areas = areas_df.groupby(column)["area_m2"].sum().to_dict()
        assert areas == pytest.approx(dict(zip(gdf["code"], gdf.area, strict=True)), abs=1)


@settings(max_examples=30)
@given(before=labels)
def test_the_same_year_changes_nothing(before: list[str]) -> None:
    codes = sorted(set(before))
    assert row_tuples(year_crosswalk(units_of(before), units_of(before))) == [
        (code, code, 1.0, 1.0, Quality.EQUAL) for code in codes
    ]


@settings(max_examples=30)
@given(before=labels, after=labels)
def test_totals_are_kept_when_figures_are_carried_over(before: list[str], after: list[str]) -> None:
    from_gdf = units_of(before)
    people = pd.Series(range(7, 7 + len(from_gdf)), index=from_gdf["code"])
    rows_df = year_crosswalk(from_gdf, units_of(after)).rows_df.dropna(subset="code")
    assert (rows_df["share"] * rows_df["code"].map(people)).sum() == pytest.approx(people.sum())


def test_a_recoded_unit_is_found_by_its_outline() -> None:
    crosswalk = year_crosswalk(units(cell(0, 0)), units(cell(0, 0), codes=(B,), change=2))
    assert row_tuples(crosswalk) == [(A, B, 1.0, 1.0, Quality.RENUMBERED)]


def test_a_unit_that_cbs_calls_recoded_is_so_though_it_was_drawn_anew() -> None:
    crosswalk = year_crosswalk(units(cell(0, 0)), units(cell(0, 0, width=1.1), codes=(B,), change=2))
    assert row_tuples(crosswalk) == [(A, B, 1.0, 1.0, Quality.RENUMBERED)]


def test_a_border_that_moved_less_than_the_line_accuracy_is_no_change_and_is_listed() -> None:
    crosswalk = year_crosswalk(
        units(cell(0, 0), cell(1, 0)), units(cell(0, 0, width=1.2), cell(1.2, 0, width=0.8), change=3)
    )
    assert row_tuples(crosswalk) == [(A, A, 1.0, 1.0, Quality.LINE_ACCURACY), (B, B, 1.0, 1.0, Quality.LINE_ACCURACY)]
    passed = crosswalk.passed_over_df.iloc[0]
    assert (passed["code"], passed["other_code"], passed["reason"]) == (B, A, PassedOver.LINE_ACCURACY)
    assert (passed["area_m2"], passed["width_m"]) == (pytest.approx(2_000), pytest.approx(20, abs=0.1))


def test_a_border_that_moved_more_divides_the_unit_by_area() -> None:
    crosswalk = year_crosswalk(
        units(cell(0, 0), cell(1, 0)), units(cell(0, 0, width=1.25), cell(1.25, 0, width=0.75)), sliver_m=20
    )
    assert row_tuples(crosswalk) == [
        (A, A, 1.0, 0.8, Quality.NESTED),
        (B, A, 0.25, 0.2, Quality.AREA),
        (B, B, 0.75, 1.0, Quality.AREA),
    ]
    assert crosswalk.passed_over_df.empty


def test_what_is_passed_over_goes_back_to_the_rest_of_the_unit() -> None:
    # 60 and 30 m of the width go to the two halves; 10 m lies outside, and is passed over.
    crosswalk = year_crosswalk(units(cell(0, 0)), units(cell(0, 0, width=0.6), cell(0.6, 0, width=0.3)), sliver_m=20)
    assert row_tuples(crosswalk) == [
        (A, A, round(60 / 90, 6), 1.0, Quality.AREA),
        (A, B, round(30 / 90, 6), 1.0, Quality.AREA),
    ]


def test_units_that_merge_lie_wholly_in_the_new_one() -> None:
    crosswalk = year_crosswalk(units(cell(0, 0), cell(1, 0, width=3)), units(cell(0, 0, width=4), codes=(C,)))
    assert row_tuples(crosswalk) == [(A, C, 1.0, 0.25, Quality.NESTED), (B, C, 1.0, 0.75, Quality.NESTED)]


def test_a_unit_that_splits_is_divided_by_its_points() -> None:
    halves = units(cell(0, 0, width=0.5), cell(0.5, 0, width=0.5))
    crosswalk = year_crosswalk(units(cell(0, 0)), halves, points_gdf=two_points(3, 1))
    assert row_tuples(crosswalk) == [(A, A, 0.75, 1.0, Quality.POINTS), (A, B, 0.25, 1.0, Quality.POINTS)]


def test_a_unit_without_points_is_divided_by_area_all_the_same() -> None:
    halves = units(cell(0, 0, width=0.75), cell(0.75, 0, width=0.25))
    crosswalk = year_crosswalk(units(cell(0, 0)), halves, points_gdf=two_points(0, 0))
    assert row_tuples(crosswalk) == [(A, A, 0.75, 1.0, Quality.AREA), (A, B, 0.25, 1.0, Quality.AREA)]


def test_who_lives_on_ground_that_is_passed_over_is_told() -> None:
    after = units(cell(0, 0, width=0.8), cell(0.8, 0, width=1.2))
    crosswalk = year_crosswalk(units(cell(0, 0), cell(1, 0)), after, points_gdf=two_points(3, 1))
    assert crosswalk.passed_over_df[["code", "other_code", "weight"]].to_numpy().tolist() == [[A, B, 1.0]]
    assert row_tuples(crosswalk)[0] == (A, A, 1.0, 1.0, Quality.LINE_ACCURACY)


def test_ground_outside_the_other_year_has_a_row_with_one_code() -> None:
    crosswalk = year_crosswalk(units(cell(0, 0, width=4)), units(cell(1, 0, width=4), codes=(B,)))
    assert row_tuples(crosswalk) == [
        (A, B, 0.75, 0.75, Quality.AREA),
        (A, "", 0.25, -1, Quality.AREA),
        ("", B, -1, 0.25, Quality.AREA),
    ]


def test_the_word_of_cbs_goes_before_the_outline_and_what_differs_is_listed() -> None:
    after = units(cell(0, 0, width=1.6), cell(1.6, 0, width=0.4)).assign(change=[1, 3])
    crosswalk = year_crosswalk(units(cell(0, 0), cell(1, 0)), after)
    assert row_tuples(crosswalk) == [(A, A, 1.0, 1.0, Quality.EQUAL), (B, B, 1.0, 1.0, Quality.LINE_ACCURACY)]
    passed = crosswalk.passed_over_df.iloc[0]
    assert (passed["code"], passed["other_code"], passed["reason"]) == (B, A, PassedOver.CBS)
    assert (passed["area_m2"], pd.isna(passed["width_m"])) == (pytest.approx(6_000), True)


def test_an_unchanged_unit_whose_outlines_lie_apart_is_unknown() -> None:
    crosswalk = year_crosswalk(units(cell(0, 0)), units(cell(5, 5), change=1))
    assert {row[-1] for row in row_tuples(crosswalk)} == {Quality.UNKNOWN}


def test_vertices_that_moved_by_millimetres_are_no_change_and_their_size_is_told() -> None:
    crosswalk = year_crosswalk(units(cell(0, 0)), units(cell(0, 0, width=1.0001)))
    assert row_tuples(crosswalk) == [(A, A, 1.0, 1.0, Quality.LINE_ACCURACY)]
    passed = crosswalk.passed_over_df.iloc[0]
    assert (passed["reason"], passed["area_m2"]) == (PassedOver.SAME_VERTICES, pytest.approx(1))


@pytest.mark.parametrize("drawn", ["neither", "old", "new"])
def test_without_an_outline_on_both_sides_the_word_of_cbs_carries_the_code(drawn: str) -> None:
    bare_gdf, drawn_gdf = undrawn({A: "Centrum"}, change=1), units(cell(0, 0), change=1)
    from_gdf, to_gdf = (drawn_gdf if drawn == side else bare_gdf for side in ("old", "new"))
    assert row_tuples(year_crosswalk(from_gdf, to_gdf)) == [(A, A, 1.0, 1.0, Quality.CODE)]


def test_a_unit_whose_boundary_changed_is_unknown_without_outline_with_suggestions() -> None:
    crosswalk = year_crosswalk(undrawn({A: "Centrum"}), undrawn({A: "Centrum", B: "Hart van Centrum"}, change=3))
    assert row_tuples(crosswalk) == [
        (A, "", 1.0, -1, Quality.UNKNOWN),
        ("", A, -1, 1.0, Quality.UNKNOWN),
        ("", B, -1, 1.0, Quality.UNKNOWN),
    ]
    assert crosswalk.suggestions_df.to_numpy().tolist() == [
        [A, A, Suggestion.SAME_CODE],
        [A, B, Suggestion.NAME_INSIDE],
    ]


def test_ground_outside_may_be_in_a_new_unit_without_outline() -> None:
    to_gdf = pd.concat([units(cell(0, 0)), undrawn({B: "Nieuw"}, change=3)])
    crosswalk = year_crosswalk(units(cell(0, 0, width=2)), to_gdf)
    assert row_tuples(crosswalk) == [
        (A, A, 0.5, 1.0, Quality.AREA),
        (A, "", 0.5, -1, Quality.UNKNOWN),
        ("", B, -1, 1.0, Quality.UNKNOWN),
    ]


def test_a_decision_by_hand_goes_before_all() -> None:
    to_gdf = units(cell(0, 0), cell(1, 0), change=1)
    crosswalk = year_crosswalk(units(cell(0, 0), cell(1, 0)), to_gdf, decisions_df=decisions((A, A, 0.6), (A, B, 0.4)))
    # 4,000 m2 by decision and 10,000 m2 of its own
    assert row_tuples(crosswalk) == [
        (A, A, 0.6, 1.0, Quality.DECISION),
        (A, B, 0.4, round(4 / 14, 6), Quality.DECISION),
        (B, B, 1.0, round(10 / 14, 6), Quality.EQUAL),
    ]


def test_a_decision_by_hand_goes_before_the_word_of_cbs_without_outlines_too() -> None:
    both_gdf = undrawn({A: "a", B: "b"}, change=1)
    crosswalk = year_crosswalk(undrawn({A: "a"}), both_gdf, decisions_df=decisions((A, B, 1.0)))
    assert row_tuples(crosswalk) == [(A, B, 1.0, 1.0, Quality.DECISION), ("", A, -1, 1.0, Quality.UNKNOWN)]


@pytest.mark.parametrize("drawn_gdf", [units(cell(0, 0)), undrawn({A: "a"})])
def test_what_a_new_unit_consists_of_is_missing_where_decisions_cannot_tell(drawn_gdf: gpd.GeoDataFrame) -> None:
    by_hand = decisions((A, C, 1.0), (B, C, 1.0))
    from_gdf = pd.concat([drawn_gdf, undrawn({B: "b"})])
    crosswalk = year_crosswalk(from_gdf, undrawn({C: "c"}, change=3), decisions_df=by_hand)
    assert row_tuples(crosswalk) == [(A, C, 1.0, -1, Quality.DECISION), (B, C, 1.0, -1, Quality.DECISION)]


def test_decisions_that_do_not_hold_are_refused_all_at_once() -> None:
    by_hand = decisions((A, A, 0.6), (A, "BU99999999", 0.3), ("BU88888888", A, 1.0), ("BU88888888", A, 0.0))
    with pytest.raises(DecisionsRefusedError) as refused:
        year_crosswalk(undrawn({A: "a"}), undrawn({A: "a"}, change=3), decisions_df=by_hand)
    assert str(refused.value).splitlines()[1:] == [
        "  - BU88888888 is geen oude eenheid",
        "  - BU99999999 is geen nieuwe eenheid",
        "  - BU88888888 naar BU08280000 staat er meer dan eens in",
        "  - de aandelen van BU08280000 zijn samen 0.9 in plaats van 1",
    ]


def test_degrees_are_refused() -> None:
    degrees_gdf = units(box(5, 52, 5.1, 52.1)).set_crs("EPSG:4326", allow_override=True)
    with pytest.raises(NotRdError):
        year_crosswalk(degrees_gdf, units(cell(0, 0)))


@pytest.mark.real_data
@pytest.mark.parametrize("year", [2015, 2016])
def test_the_buurten_of_oss_are_carried_to_2019_without_losing_ground(shared_data: Path, year: int) -> None:
    from_gdf, to_gdf = oss_buurten(shared_data, year), oss_buurten(shared_data, 2019)
    crosswalk = year_crosswalk(from_gdf, to_gdf)
    assert is_whole(crosswalk, from_gdf, to_gdf)
    areas = pd.concat([crosswalk.rows_df, crosswalk.passed_over_df]).groupby("code")["area_m2"].sum()
    assert areas.to_dict() == pytest.approx(dict(zip(from_gdf["code"], from_gdf.area, strict=True)), abs=1)
    assert Quality.UNKNOWN not in set(crosswalk.rows_df["quality"])


@pytest.mark.real_data
def test_with_the_word_of_cbs_no_buurt_of_oss_changed_between_2015_and_2019(shared_data: Path) -> None:
    to_gdf = oss_buurten(shared_data, 2019).assign(change=1)
    crosswalk = year_crosswalk(oss_buurten(shared_data, 2015), to_gdf)
    assert crosswalk.rows_df["quality"].value_counts().to_dict() == {Quality.EQUAL: 106}
    # Each map was generalised anew: two borders in fifteen moved by more than the line accuracy.
    widths = crosswalk.passed_over_df["width_m"]
    assert (len(widths), widths.isna().sum()) == (532, 80)


@pytest.mark.real_data
def test_of_oss_in_2020_nothing_is_known_without_outlines_for_all_boundaries_changed(shared_data: Path) -> None:
    from_gdf, to_gdf = oss_buurten(shared_data, 2019), oss_2020(shared_data)
    crosswalk = year_crosswalk(from_gdf, to_gdf)
    assert is_whole(crosswalk, from_gdf, to_gdf)
    assert set(crosswalk.rows_df["quality"]) == {Quality.UNKNOWN}
    suggestions_df = crosswalk.suggestions_df
    assert suggestions_df["reason"].value_counts().to_dict() == {
        Suggestion.SAME_CODE: 104,
        Suggestion.NAME_INSIDE: 2,
        Suggestion.NEAR_CODE: 5,
    }
    by_name_df = suggestions_df[suggestions_df["reason"] == Suggestion.NAME_INSIDE]
    # De Elzen to De Tillaard en De Elzen, De Weem to De Kolk, Schonenberg en De Weem
    assert by_name_df[["code", "other_code"]].to_numpy().tolist() == [
        ["BU08280609", "BU08280906"],
        ["BU08281402", "BU08281401"],
    ]


@pytest.mark.real_data
def test_the_wijken_of_2022_show_that_de_elzen_went_from_ruwaard_to_the_south(shared_data: Path) -> None:
    buurten_gdf = oss_buurten(shared_data, 2019)
    wijken_gdf = buurten_gdf.assign(code="WK" + buurten_gdf["code"].str[2:8]).dissolve("code").reset_index()
    later_gdf = gpd.read_file(shared_data / "oss" / "wijken_2022.gpkg")[["code", "name", "geometry"]]
    rows = row_tuples(year_crosswalk(wijken_gdf, later_gdf.assign(change=None), sliver_m=300))
    assert [row[1:3] for row in rows if row[0] == "WK082806"] == [
        ("WK082806", pytest.approx(0.841, abs=1e-3)),
        ("WK082809", pytest.approx(0.159, abs=1e-3)),
    ]
    # De Elzen alone is 8.6% of Ruwaard: about as much again went with it.
    elzen_gdf = buurten_gdf[buurten_gdf["code"] == "BU08280609"]
    assert elzen_gdf.area.sum() / wijken_gdf.set_index("code").area["WK082806"] == pytest.approx(0.086, abs=1e-3)
