from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gebieden.crs import RD
from geodata.indelingen.examining.findings import Severity
from geodata.indelingen.examining.unit_codes import MatchedUnits, matched_units
from geodata.indelingen.parts import Base
from tests.geodata.indelingen.handed_in import base, units

OSS = base(
    ["BU08280001", "BU08280601", "BU08280602", "BU08282200"], names=["Centrum", "De Ruwaard", "De Elzen", "Geffen"]
)
WIJKEN = base(["WK082800", "WK082806"])


def read(written: str, on: Base = OSS, **columns: str) -> MatchedUnits:
    return matched_units(units((written, "1"), **columns), on)


def refusal(written: str, on: Base = OSS, **columns: str) -> str:
    matched = read(written, on, **columns)
    assert matched.units_df.empty
    return matched.findings[0].message


@pytest.mark.parametrize(
    "written",
    ["BU08280601", "bu08280601", " BU 0828 0601", "08280601", "8280601", "8280601.0", "0601", "601", "0601.0"],
)
def test_a_code_is_read_from_what_people_and_spreadsheets_make_of_it(written: str) -> None:
    matched = read(written)
    assert list(matched.units_df["code"]) == ["BU08280601"]
    assert [decision.unit_code for decision in matched.decisions] == ["BU08280601"] * (written != "BU08280601")


@pytest.mark.parametrize("written", ["WK082806", "82806", "wk082806", "06", "6"])
def test_a_code_of_a_wijk_is_read_on_wijken(written: str) -> None:
    assert list(read(written, WIJKEN).units_df["code"]) == ["WK082806"]


def test_a_wijk_may_stand_in_a_table_of_buurten() -> None:
    assert list(read("82806").units_df["code"]) == ["WK082806"]


@given(st.sampled_from(list(OSS.units_gdf["code"])), st.sampled_from([2, 3, 6]), st.booleans(), st.booleans())
def test_a_maimed_code_is_read_as_itself_or_refused_but_never_as_another(
    code: str, cut: int, is_number: bool, is_lower: bool
) -> None:
    written = code[cut:].lstrip("0") + ".0" if is_number else code[cut:]
    found = list(read(written.lower() if is_lower else written).units_df["code"])
    assert found in ([], [code])


def test_what_is_not_literal_is_said_with_its_row() -> None:
    matched = matched_units(units(("BU08280601", "1"), ("8280602", "1")), OSS)
    (finding,) = matched.findings
    assert (finding.severity, finding.row) == (Severity.WARNING, 3)
    assert "rij 3 '8280602' als BU08280602" in finding.message
    assert matched.decisions[0].message == "Rij 3: '8280602' is gelezen als BU08280602."


def test_what_may_be_a_buurt_or_a_wijk_is_refused() -> None:
    on = base(["BU08280006", "BU08280600"])
    assert refusal("6", on) == "Rij 2: '6' kan BU08280006 of WK082806 zijn. Schrijf de code voluit."


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("BU08280603", "Rij 2: BU08280603 bestaat niet op 01-01-2024. Bedoelt u BU08280602?"),
        ("BU0828O601", "Rij 2: BU0828O601 bestaat niet op 01-01-2024. Bedoelt u BU08280601?"),
        ("de ruwaard", "Rij 2: 'de ruwaard' is geen code van een buurt. Bedoelt u BU08280601 (zelfde naam)?"),
        ("GM0828", "Rij 2: GM0828 is een gemeente; deze indeling staat op buurten."),
        ("BU16710000", "Rij 2: BU16710000 bestaat niet op 01-01-2024, en ligt niet in GM0828."),
    ],
)
def test_an_unknown_code_is_refused_with_what_may_be_meant(written: str, sentence: str) -> None:
    assert refusal(written) == sentence


def test_the_name_of_the_unit_helps_to_suggest_its_code() -> None:
    assert refusal("BU08289999", eenheid_naam="Geffen").endswith("Bedoelt u BU08282200 (zelfde naam)?")


def test_a_buurt_in_a_table_of_wijken_is_refused() -> None:
    assert "BU08280601 is een buurt; deze indeling staat op wijken" in refusal("BU08280601", WIJKEN)


def test_a_code_of_another_year_is_refused_with_that_year_and_the_unit_of_that_name() -> None:
    then = {"code": ["BU16710000"] * 2, "name": ["Geffen"] * 2, "peildatum": [date(2014, 1, 1), date(2013, 1, 1)]}
    on = base(list(OSS.units_gdf["code"]), names=list(OSS.units_gdf["name"]), elsewhere_df=pd.DataFrame(then))
    assert refusal("16710000", on) == (
        "Rij 2: '16710000' (BU16710000), Geffen, bestaat niet op 01-01-2024, wel op 01-01-2013, 01-01-2014. "
        "Bedoelt u BU08282200 (zelfde naam)?"
    )


def test_a_file_of_which_all_codes_are_of_another_year_is_told_which() -> None:
    then = {"code": ["BU08280001", "BU08280609"], "name": ["Centrum", "De Elzen"], "peildatum": date(2019, 1, 1)}
    on = base(elsewhere_df=pd.DataFrame(then))
    found = matched_units(units(("BU08280001", "1"), ("BU08280609", "1")), on).findings
    assert [finding.message for finding in found if finding.severity is Severity.WARNING] == [
        "Alle codes van dit bestand bestaan op 01-01-2019. Staat base_peildatum goed?"
    ]


def test_a_row_without_area_is_left_out_and_one_without_code_refused() -> None:
    found = matched_units(units(("BU08280601", ""), ("", "1")), OSS).findings
    assert [(finding.kind, finding.severity.value, finding.row) for finding in found] == [
        ("geen gebied", "waarschuwing", 2),
        ("geen code", "fout", 3),
    ]


@pytest.mark.parametrize("written", ["01", "1", "1.0", "GM0828.wijkfoto.2.01", "gm0828.wijkfoto.2.1"])
def test_an_area_of_the_clustering_below_is_named_in_full_or_in_short(written: str) -> None:
    below = gpd.GeoDataFrame(
        {"area_code": ["01", "10"], "base_code": list(OSS.units_gdf["code"][:2])}, geometry=[None] * 2, crs=RD
    )
    on = base(indeling_parts_gdf=below)
    assert list(read(written, on).units_df["code"]) == ["01"]
    assert refusal("7", on) == "Rij 2: '7' is geen gebied van de onderliggende indeling."
