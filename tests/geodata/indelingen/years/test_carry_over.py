from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings

from geodata.indelingen.years.carry_over import (
    Basis,
    Candidate,
    CarriedOver,
    CarryOverRefusedError,
    DecisionNeeded,
    Unclear,
    carried_over,
)
from geodata.indelingen.years.year_crosswalk import Quality, YearCrosswalk, year_crosswalk
from tests.geodata.gebieden.labelled import CODES, labels, units_of
from tests.geodata.indelingen.two_years import oss_2020, oss_buurten

OLD_A, OLD_B, NEW_A, NEW_B = "BU08280000", "BU08280001", "BU08280100", "BU08280101"

# The eleven areas of Oss by wijk; industry and outlying land (wijk 02, 05, 08, 09) belong to none.
AREA_OF_WIJK = {"00": "1", "04": "1", "01": "2", "06": "3", "07": "4", "03": "5", "11": "6", "12": "6", "13": "6"}
AREA_OF_WIJK |= {"10": "7", "14": "8", "16": "8", "17": "8", "15": "9", "18": "10", "19": "10", "20": "10", "21": "10"}
AREA_OF_WIJK |= {"22": "11"}


def parts(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["area_code", "base_code", "share"])


def rows(*rows: tuple[str | None, str | None, float | None, float | None, Quality]) -> YearCrosswalk:
    rows_df = pd.DataFrame(rows, columns=["code", "other_code", "share", "share_of_other", "quality"])
    rows_df = rows_df.astype({"code": "str", "other_code": "str", "share": "float", "share_of_other": "float"})
    nothing = pd.DataFrame({"code": [], "other_code": [], "reason": []}, dtype="str")
    return YearCrosswalk(rows_df, nothing, nothing)


def carried(result: CarriedOver) -> list[tuple[str, str, float, str]]:
    columns = ["area_code", "base_code", "share", "basis"]
    return list(result.parts_df[columns].round(6).itertuples(index=False, name=None))


def from_several(*shares: tuple[str | None, float], suggestion: int | None = None) -> DecisionNeeded:
    found = tuple(Candidate(area, share, f"{share:.0%} van de eenheid komt daarvandaan") for area, share in shares)
    suggested = None if suggestion is None else found[suggestion]
    return DecisionNeeded(NEW_A, Unclear.SEVERAL_AREAS, found, suggested)


@settings(max_examples=30)
@given(before=labels, after=labels)
def test_a_clustering_of_all_into_one_area_stays_whole(before: list[str], after: list[str]) -> None:
    all_in_one = parts(*(("alles", code, 1.0) for code in sorted(set(before))))
    result = carried_over(all_in_one, year_crosswalk(units_of(before), units_of(after)), {})
    assert result.decisions_needed == ()
    assert [row[:3] for row in carried(result)] == [("alles", code, 1.0) for code in sorted(set(after))]


@settings(max_examples=30)
@given(before=labels, areas=labels)
def test_the_same_year_changes_nothing(before: list[str], areas: list[str]) -> None:
    codes = sorted(set(before))
    as_it_was = parts(*((area, code, 1.0) for area, code in zip(areas, codes, strict=False)))
    result = carried_over(as_it_was, year_crosswalk(units_of(before), units_of(before)), {})
    assert result.decisions_needed == ()
    assert carried(result) == [(area, code, 1.0, Basis.UNCHANGED) for area, code in zip(areas, codes, strict=False)]


@settings(max_examples=30)
@given(before=labels, after=labels)
def test_each_new_unit_is_carried_or_to_be_decided_and_suggestions_settle_it(
    before: list[str], after: list[str]
) -> None:
    by_half = parts(*((f"gebied {CODES.index(code) % 2}", code, 1.0) for code in sorted(set(before))))
    crosswalk = year_crosswalk(units_of(before), units_of(after))
    result = carried_over(by_half, crosswalk, {})
    open_codes = {needed.unit_code for needed in result.decisions_needed}
    assert open_codes | set(result.parts_df["base_code"]) == set(after)
    assert open_codes.isdisjoint(result.parts_df["base_code"])
    again = carried_over(by_half, crosswalk, result.suggested_decisions())
    assert {needed.unit_code for needed in again.decisions_needed} == open_codes - set(result.suggested_decisions())


def test_a_unit_that_was_recoded_keeps_how_it_was_divided() -> None:
    divided = parts(("noord", OLD_A, 0.6), ("zuid", OLD_A, 0.4))
    result = carried_over(divided, rows((OLD_A, NEW_A, 1.0, 1.0, Quality.RENUMBERED)), {})
    assert carried(result) == [("noord", NEW_A, 0.6, Basis.UNCHANGED), ("zuid", NEW_A, 0.4, Basis.UNCHANGED)]


def test_units_of_one_area_that_merge_stay_in_it() -> None:
    merged = rows((OLD_A, NEW_A, 1.0, 0.3, Quality.NESTED), (OLD_B, NEW_A, 1.0, 0.7, Quality.NESTED))
    result = carried_over(parts(("noord", OLD_A, 1.0), ("noord", OLD_B, 1.0)), merged, {})
    assert carried(result) == [("noord", NEW_A, 1.0, Basis.ONE_AREA)]


def test_a_unit_that_comes_from_two_areas_needs_a_decision_and_the_majority_is_suggested() -> None:
    merged = rows((OLD_A, NEW_A, 1.0, 0.3, Quality.NESTED), (OLD_B, NEW_A, 1.0, 0.7, Quality.NESTED))
    result = carried_over(parts(("noord", OLD_A, 1.0), ("zuid", OLD_B, 1.0)), merged, {})
    assert result.decisions_needed == (from_several(("zuid", 0.7), ("noord", 0.3), suggestion=0),)
    assert result.suggested_decisions() == {NEW_A: "zuid"}
    assert result.parts_df.empty


def test_without_a_majority_nothing_is_suggested() -> None:
    merged = rows((OLD_A, NEW_A, 1.0, 0.5, Quality.NESTED), (OLD_B, NEW_A, 1.0, 0.5, Quality.NESTED))
    result = carried_over(parts(("noord", OLD_A, 1.0), ("zuid", OLD_B, 1.0)), merged, {})
    assert result.decisions_needed == (from_several(("noord", 0.5), ("zuid", 0.5)),)
    assert result.suggested_decisions() == {}


def test_the_piece_of_a_divided_unit_that_was_cut_off_needs_a_decision() -> None:
    split = rows((OLD_A, NEW_A, 0.5, 1.0, Quality.AREA), (OLD_A, NEW_B, 0.5, 1.0, Quality.AREA))
    result = carried_over(parts(("noord", OLD_A, 0.8), ("zuid", OLD_A, 0.2)), split, {})
    assert [needed.unit_code for needed in result.decisions_needed] == [NEW_A, NEW_B]
    assert result.decisions_needed[0] == from_several(("noord", 0.8), ("zuid", 0.2), suggestion=0)


def test_what_no_area_held_of_a_unit_is_a_candidate_for_its_pieces() -> None:
    split = rows((OLD_A, NEW_A, 0.5, 1.0, Quality.AREA), (OLD_A, NEW_B, 0.5, 1.0, Quality.AREA))
    result = carried_over(parts(("noord", OLD_A, 0.4)), split, {})
    assert result.decisions_needed[0] == from_several((None, 0.6), ("noord", 0.4), suggestion=0)


@pytest.mark.parametrize(("share", "is_open"), [(0.004, False), (0.02, True)])
def test_less_than_a_sliver_of_another_area_needs_no_decision(share: float, is_open: bool) -> None:
    merged = rows((OLD_A, NEW_A, 1.0, 1 - share, Quality.AREA), (OLD_B, NEW_A, 0.1, share, Quality.AREA))
    result = carried_over(parts(("noord", OLD_A, 1.0), ("zuid", OLD_B, 1.0)), merged, {})
    assert bool(result.decisions_needed) is is_open


def test_what_belonged_to_no_area_belongs_to_none_still() -> None:
    kept = rows((OLD_A, NEW_A, 1.0, 1.0, Quality.EQUAL), (OLD_B, NEW_B, 1.0, 1.0, Quality.EQUAL))
    result = carried_over(parts(("noord", OLD_A, 1.0)), kept, {})
    assert carried(result) == [("noord", NEW_A, 1.0, Basis.UNCHANGED)]
    assert result.decisions_needed == ()


def test_ground_that_no_old_unit_had_is_a_candidate_without_area() -> None:
    grown = rows((OLD_A, NEW_A, 1.0, 0.4, Quality.NESTED), (None, NEW_A, None, 0.6, Quality.AREA))
    result = carried_over(parts(("noord", OLD_A, 1.0)), grown, {})
    assert result.decisions_needed == (from_several((None, 0.6), ("noord", 0.4), suggestion=0),)
    assert carried_over(parts(("noord", OLD_A, 1.0)), grown, {NEW_A: None}).parts_df.empty


@pytest.mark.parametrize(("area_of_b", "suggested"), [("noord", {NEW_A: "noord"}), ("zuid", {})])
def test_of_unknown_origin_an_area_is_suggested_when_all_that_is_known_points_to_it(
    area_of_b: str, suggested: dict[str, str]
) -> None:
    hints_df = pd.DataFrame({"code": [OLD_A, OLD_B], "other_code": NEW_A, "reason": ["zelfde naam", "nabije code"]})
    unknown = rows((None, NEW_A, None, 1.0, Quality.UNKNOWN))
    crosswalk = YearCrosswalk(unknown.rows_df, unknown.passed_over_df, hints_df.astype("str"))
    result = carried_over(parts(("noord", OLD_A, 1.0), (area_of_b, OLD_B, 1.0)), crosswalk, {})
    assert result.suggested_decisions() == suggested
    assert [needed.unclear for needed in result.decisions_needed] == [Unclear.ORIGIN_UNKNOWN]
    because = [candidate.because for candidate in result.decisions_needed[0].candidates]
    assert "; ".join(because) == f"{OLD_A}: zelfde naam; {OLD_B}: nabije code"


def test_a_decision_that_does_not_say_how_much_leaves_the_origin_unknown() -> None:
    merged = rows((OLD_A, NEW_A, 1.0, None, Quality.DECISION), (OLD_B, NEW_A, 1.0, None, Quality.DECISION))
    result = carried_over(parts(("noord", OLD_A, 1.0), ("zuid", OLD_B, 1.0)), merged, {})
    assert result.decisions_needed == (DecisionNeeded(NEW_A, Unclear.ORIGIN_UNKNOWN, (), None),)


def test_a_decision_by_hand_goes_before_what_the_crosswalk_says() -> None:
    kept = rows((OLD_A, NEW_A, 1.0, 1.0, Quality.EQUAL), (OLD_B, NEW_B, 1.0, 1.0, Quality.EQUAL))
    result = carried_over(parts(("noord", OLD_A, 1.0), ("zuid", OLD_B, 1.0)), kept, {NEW_A: "zuid"})
    assert carried(result) == [("zuid", NEW_A, 1.0, Basis.DECISION), ("zuid", NEW_B, 1.0, Basis.UNCHANGED)]


def test_decisions_about_what_is_not_there_are_refused_all_at_once() -> None:
    kept = rows((OLD_A, NEW_A, 1.0, 1.0, Quality.EQUAL))
    with pytest.raises(CarryOverRefusedError, match=r"BU99999999 is geen nieuwe eenheid\n.*west is geen gebied"):
        carried_over(parts(("noord", OLD_A, 1.0)), kept, {"BU99999999": "noord", NEW_A: "west"})


def oss_parts(codes: pd.Series) -> pd.DataFrame:
    parts_df = pd.DataFrame({"area_code": codes.str[6:8].map(AREA_OF_WIJK), "base_code": codes, "share": 1.0})
    return parts_df.dropna(subset="area_code")


@pytest.mark.real_data
def test_the_areas_of_oss_of_2015_are_carried_to_2019_with_the_borders_that_were_drawn_anew_to_be_decided(
    shared_data: Path,
) -> None:
    from_gdf, to_gdf = oss_buurten(shared_data, 2015), oss_buurten(shared_data, 2019)
    result = carried_over(oss_parts(from_gdf["code"]), year_crosswalk(from_gdf, to_gdf), {})
    assert result.parts_df["basis"].value_counts().to_dict() == {Basis.ONE_AREA: 51, Basis.UNCHANGED: 23}
    # Of each the better part is suggested: that of its own wijk, for none really moved.
    own = {code: AREA_OF_WIJK.get(code[6:8]) for code in to_gdf["code"]}
    assert len(result.decisions_needed) == 23
    assert all(own[code] == area for code, area in result.suggested_decisions().items())


@pytest.mark.real_data
def test_the_areas_of_oss_are_carried_to_2020_by_code_and_name_but_for_the_tillaard_that_took_in_the_elzen(
    shared_data: Path,
) -> None:
    from_gdf, to_gdf = oss_buurten(shared_data, 2019), oss_2020(shared_data)
    crosswalk = year_crosswalk(from_gdf, to_gdf)
    result = carried_over(oss_parts(from_gdf["code"]), crosswalk, {})
    assert (len(result.parts_df), len(result.decisions_needed)) == (0, 106)
    suggested = result.suggested_decisions()
    assert (suggested["BU08281401"], suggested["BU08281404"], suggested["BU08281808"]) == ("8", "8", "10")
    (left,) = carried_over(oss_parts(from_gdf["code"]), crosswalk, suggested).decisions_needed
    assert left.unit_code == "BU08280906"
    assert left.candidates == (
        Candidate(None, None, "BU08280906: zelfde code"),
        Candidate("3", None, "BU08280609: de ene naam staat in de andere"),
    )
