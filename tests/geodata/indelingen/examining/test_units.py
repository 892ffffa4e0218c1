import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gebieden.crs import RD
from geodata.indelingen.examining.units import draft_from_units
from geodata.indelingen.parts import UNASSIGNED, Base, Draft, Terms
from tests.geodata.gebieden.grid import cell
from tests.geodata.indelingen.handed_in import TERMS, THREE, base, shares, units

THEME = Terms("Thema", is_partial=True, is_overlapping=True)


def draft(frame: pd.DataFrame, on: Base | None = None, terms: Terms = TERMS) -> Draft:
    return draft_from_units(frame, on or base(), terms)


def kinds(found: Draft) -> list[str]:
    return [finding.kind for finding in found.findings]


def test_whole_units_are_held_whole() -> None:
    found = draft(units((THREE[0], "a"), (THREE[1], "a"), (THREE[2], "b")))
    assert shares(found.parts_gdf) == {("a", THREE[0]): 1, ("a", THREE[1]): 1, ("b", THREE[2]): 1}
    assert set(found.parts_gdf["weight"]) == {"ongedeeld"}
    assert found.findings == ()


def test_what_no_row_names_is_left_over() -> None:
    assert shares(draft(units((THREE[0], "a"))).parts_gdf)[UNASSIGNED, THREE[2]] == 1


def test_a_share_is_held_as_it_is_given_and_the_remainder_is_left_over() -> None:
    found = draft(units((THREE[0], "a", 0.6), (THREE[1], "a"), (THREE[2], "a")))
    assert shares(found.parts_gdf)["a", THREE[0]] == 0.6
    assert shares(found.parts_gdf)[UNASSIGNED, THREE[0]] == 0.4
    assert set(found.parts_gdf.loc[found.parts_gdf["base_code"] == THREE[0], "weight"]) == {"opgegeven"}


@given(st.lists(st.integers(1, 100), min_size=2, max_size=6))
def test_shares_in_whole_percents_add_up_to_a_whole_or_are_refused(parts: list[int]) -> None:
    rows = [(THREE[0], f"a{number}", round(100 * part / sum(parts)) / 100) for number, part in enumerate(parts)]
    found = draft(units(*rows))
    held = found.parts_gdf.loc[found.parts_gdf["base_code"] == THREE[0], "share"].sum()
    assert held == pytest.approx(1) or found.findings != ()


def test_shares_that_round_to_almost_a_whole_are_brought_to_it_and_that_is_said() -> None:
    found = draft(
        units((THREE[0], "a", 0.33), (THREE[0], "b", 0.33), (THREE[0], "c", 0.33), (THREE[1], "a"), (THREE[2], "a"))
    )
    assert shares(found.parts_gdf)["a", THREE[0]] == pytest.approx(1 / 3, abs=1e-6)
    assert [decision.message for decision in found.decisions] == [
        "De aandelen van BU08280000 zijn samen 99%; dat is naar 100% gebracht."
    ]


@pytest.mark.parametrize("share", [0.0, -0.5, 1.2, float("nan")])
def test_what_is_no_share_is_refused_with_its_row(share: float) -> None:
    finding = draft(units((THREE[0], "a", share), (THREE[1], "a"), (THREE[2], "a"))).findings[0]
    assert (finding.kind, finding.row, finding.code) == ("aandeel", 2, THREE[0])


def test_a_unit_in_two_areas_is_refused_with_both_and_their_rows() -> None:
    (finding,) = draft(units((THREE[0], "a"), (THREE[0], "b"), (THREE[1], "a"), (THREE[2], "a"))).findings
    assert finding.message == (
        "BU08280000 is meer dan eens ingedeeld, bij a (rij 2) en b (rij 3): samen 200%. "
        "Kies er een, of geef aandelen die samen 100% zijn."
    )


def test_the_same_row_twice_is_refused() -> None:
    (finding,) = draft(units((THREE[0], "a"), (THREE[0], "a"), (THREE[1], "a"), (THREE[2], "a"))).findings
    assert (finding.kind, finding.row) == ("dubbele rij", 3)


def test_a_wijk_stands_for_its_buurten_but_for_those_with_a_row_of_their_own() -> None:
    found = draft(units(("WK082800", "a"), (THREE[1], "b"), (THREE[2], "b")))
    assert shares(found.parts_gdf) == {("b", THREE[1]): 1, ("b", THREE[2]): 1, ("a", THREE[0]): 1}
    assert [decision.message for decision in found.decisions] == [
        "Rij 2: WK082800 staat voor 1 van de 2 buurten van die wijk; de andere hebben een eigen rij."
    ]


def test_a_share_of_a_wijk_is_that_share_of_each_of_its_buurten() -> None:
    found = draft(units(("WK082800", "a", 0.25), ("WK082800", "b", 0.75), (THREE[2], "b")))
    assert shares(found.parts_gdf)["a", THREE[0]] == shares(found.parts_gdf)["a", THREE[1]] == 0.25
    assert found.findings == ()


def test_in_a_theme_a_unit_may_be_in_several_areas_and_in_none() -> None:
    found = draft(units((THREE[0], "a"), (THREE[0], "b")), terms=THEME)
    assert shares(found.parts_gdf) == {("a", THREE[0]): 1, ("b", THREE[0]): 1}
    assert found.findings == ()


def test_in_a_theme_the_row_of_a_buurt_takes_nothing_from_the_wijk_of_another_area() -> None:
    found = draft(units(("WK082800", "a"), (THREE[0], "b")), terms=THEME)
    assert shares(found.parts_gdf) == {("b", THREE[0]): 1, ("a", THREE[0]): 1, ("a", THREE[1]): 1}


def below() -> gpd.GeoDataFrame:
    """Area 1: the first unit and the west half of the second, where all addresses are; area 2: the rest."""
    rows = [("1", THREE[0], 1.0, "ongedeeld"), ("1", THREE[1], 1.0, "adressen")]
    rows += [("2", THREE[1], 0.0, "adressen"), ("2", THREE[2], 1.0, "ongedeeld")]
    outlines = [None, cell(1, 0, width=0.5), cell(1.5, 0, width=0.5), None]
    return gpd.GeoDataFrame(rows, columns=["area_code", "base_code", "share", "weight"], geometry=outlines, crs=RD)


def test_an_area_of_the_clustering_below_stands_for_its_parts_and_pieces() -> None:
    found = draft(units(("1", "a"), ("2", "b")), base(indeling_parts_gdf=below()))
    assert shares(found.parts_gdf) == {("a", THREE[0]): 1, ("a", THREE[1]): 1, ("b", THREE[1]): 0, ("b", THREE[2]): 1}
    pieces = found.parts_gdf.dropna(subset="geometry")
    assert list(pieces["weight"]) == ["adressen", "adressen"]
    assert list(pieces.area) == [5_000, 5_000]


def test_pieces_that_come_together_again_are_a_whole_unit() -> None:
    found = draft(units(("1", "a"), ("2", "a")), base(indeling_parts_gdf=below()))
    assert shares(found.parts_gdf) == {("a", code): 1 for code in THREE}
    assert set(found.parts_gdf["weight"]) == {"ongedeeld"}
    assert found.parts_gdf.geometry.isna().all()


def test_a_share_of_an_area_below_has_no_outline() -> None:
    found = draft(units(("1", "a", 0.5), ("1", "b", 0.5), ("2", "b")), base(indeling_parts_gdf=below()))
    held = found.parts_gdf.set_index(["area_code", "base_code"])
    assert held.loc[("a", THREE[1]), "share"] == 0.5
    assert held.loc[("a", THREE[1]), "weight"] == "opgegeven"
    assert held.loc[("a", THREE[1]), "geometry"] is None


def test_what_is_left_of_a_unit_that_is_cut_below_keeps_its_outline() -> None:
    halves_gdf = below().assign(share=[1.0, 0.5, 0.5, 1.0])
    found = draft(units(("2", "b")), base(indeling_parts_gdf=halves_gdf))
    left = found.parts_gdf[found.parts_gdf["area_code"] == UNASSIGNED].set_index("base_code")
    assert left.loc[THREE[1], ["share", "weight"]].to_list() == [0.5, "adressen"]
    assert left.loc[THREE[1], "geometry"].equals(cell(1, 0, width=0.5))
