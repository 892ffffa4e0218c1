import geopandas as gpd
import pandas as pd
import pytest
from shapely import Geometry

from geodata.gebieden.crs import RD
from geodata.indelingen.examining.checks import area_checks, left_out
from geodata.indelingen.parts import UNASSIGNED, Base, Partition, Terms
from tests.geodata.gebieden.grid import cell
from tests.geodata.indelingen.handed_in import TERMS, THREE, base

Row = tuple[str, str, float, str, Geometry | None]
WHOLE: list[Row] = [("a", THREE[0], 1.0, "ongedeeld", None), ("b", THREE[1], 1.0, "ongedeeld", None)]


def parts(*rows: Row) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(rows, columns=["area_code", "base_code", "share", "weight", "geometry"])
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=RD)


def messages(*rows: Row, on: Base | None = None, terms: Terms = TERMS) -> list[str]:
    return [f"{finding.severity}: {finding.message}" for finding in left_out(parts(*rows), on or base(), terms)]


def checked(*rows: Row, on: Base | None = None) -> list[str]:
    shapes = [cell(number, 0) for number in range(2)]
    areas_gdf = gpd.GeoDataFrame({"area_code": ["a", "b"], "name": ["West", "Oost"]}, geometry=shapes, crs=RD)
    found = area_checks(Partition(areas_gdf, parts(*rows), pd.DataFrame()), on or base(), TERMS)
    return [finding.message for finding in found]


def test_a_unit_that_is_left_out_is_named_with_its_people_and_what_to_do() -> None:
    assert messages(*WHOLE, (UNASSIGNED, THREE[2], 1.0, "ongedeeld", None)) == [
        "fout: BU08280100 Buurt 0100 (10 inwoners) is niet ingedeeld.",
        (
            "fout: Niet ingedeeld zijn 1 buurt met samen 10 inwoners. Deel ze in, zeg dat de indeling gedeeltelijk is "
            "(is_partial = true), of geef de rest een naam (rest_name)."
        ),
    ]


def test_a_share_that_is_left_out_is_told_with_its_part_of_the_people() -> None:
    assert messages((UNASSIGNED, THREE[2], 0.4, "opgegeven", None))[0] == (
        "fout: BU08280100 Buurt 0100 (4 inwoners) is voor 40% niet ingedeeld."
    )


def test_a_piece_that_is_left_out_is_told_with_its_size_and_by_what_it_was_measured() -> None:
    first, last = messages((UNASSIGNED, THREE[2], 0.25, "adressen", cell(2, 0, width=0.5)))
    assert first == (
        "fout: BU08280100 Buurt 0100 (2 inwoners) ligt voor 5.000 m² (25% naar adressen, hooguit 50 m breed) buiten "
        "alle gebieden."
    )
    assert last.endswith("Wijkt alleen de tekening af, verhoog dan sliver_width_m.")


def test_a_partial_clustering_is_only_told_how_many_it_leaves_out() -> None:
    left = [(UNASSIGNED, code, 1.0, "ongedeeld", None) for code in THREE[1:]]
    assert messages(*left, terms=Terms("Proef", is_partial=True)) == [
        "waarschuwing: Buiten deze gedeeltelijke indeling blijven 2 buurten met samen 20 inwoners."
    ]


def test_people_that_are_unknown_are_said_to_be() -> None:
    on = base(people=[10.0, 10.0, float("nan")])
    assert "(inwonertal onbekend) is niet ingedeeld" in messages((UNASSIGNED, THREE[2], 1.0, "", None), on=on)[0]


def test_nothing_is_said_where_nothing_is_left_out_or_in_a_theme() -> None:
    theme = Terms("Thema", is_partial=True, is_overlapping=True)
    assert messages(*WHOLE) == messages((UNASSIGNED, THREE[2], 1.0, "", None), terms=theme) == []


def test_an_area_where_nobody_lives_is_told() -> None:
    assert checked(*WHOLE, on=base(people=[0.0, 10.0, 10.0])) == ["In gebied a (West) woont niemand."]


@pytest.mark.parametrize("people", [[float("nan"), 0.0, 0.0], [5.0, float("nan"), 0.0]])
def test_nobody_is_said_to_live_nowhere_while_that_is_unknown(people: list[float]) -> None:
    rows = [("a", THREE[0], 1.0, "ongedeeld", None), ("a", THREE[1], 1.0, "ongedeeld", None)]
    assert checked(*rows, on=base(people=people)) == []


def test_units_divided_by_area_are_said_to_be_estimates() -> None:
    halves: list[Row] = [(area, THREE[0], 0.5, "oppervlakte", cell(0, 0)) for area in "ab"]
    assert checked(*halves)[0].startswith("Doorsneden en naar oppervlakte verdeeld: 1 buurt met 10 inwoners.")
