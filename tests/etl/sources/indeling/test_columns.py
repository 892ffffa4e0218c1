from pathlib import Path

import pytest

from etl.sources.indeling.columns import HEADINGS, IndelingColumnsError, area_columns, names_units, unit_columns
from geodata.gebieden.levels import Level

FILE = Path("delen.csv")


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["code", "gebied", "naam"], {"code": "code", "gebied": "gebied", "naam": "naam"}),
        (
            ["Buurt code", "GEBIEDSCODE", " Gebieds_naam"],
            {"code": "Buurt code", "gebied": "GEBIEDSCODE", "naam": " Gebieds_naam"},
        ),
        (["eenheid", "gebied"], {"code": "eenheid", "gebied": "gebied"}),
        (["wijkcode", "gebiedsnaam"], {"code": "wijkcode", "naam": "gebiedsnaam"}),
        (["code", "gebiedscode", "gebied"], {"code": "code", "gebied": "gebiedscode", "naam": "gebied"}),
        (
            ["buurtcode", "buurtnaam", "area", "naam", "percentage", "rol", "team", "opmerking"],
            {
                "code": "buurtcode",
                "gebied": "area",
                "naam": "naam",
                "aandeel": "percentage",
                "contact_rol": "rol",
                "contact_team": "team",
                "eenheid_naam": "buurtnaam",
            },
        ),
    ],
)
def test_columns_are_found_by_what_officers_call_them(headings: list[str], expected: dict[str, str]) -> None:
    assert unit_columns(FILE, headings, Level.BUURT) == expected


@pytest.mark.parametrize(("level", "expected"), [(Level.BUURT, "buurtcode"), (Level.WIJK, "wijkcode")])
def test_where_codes_of_two_levels_stand_those_of_the_base_count(level: Level, expected: str) -> None:
    assert unit_columns(FILE, ["wijkcode", "buurtcode", "gebied"], level)["code"] == expected


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (["code", "wijk"], "gebied of naam"),
        (["gebied", "naam"], "code"),
        (["x"], "code, gebied of naam"),
        ([], "code, gebied"),
    ],
)
def test_all_columns_that_are_lacking_are_named(headings: list[str], missing: str) -> None:
    with pytest.raises(IndelingColumnsError, match=f"mist {missing}"):
        unit_columns(FILE, headings, Level.BUURT)


def test_a_map_needs_no_codes_of_units() -> None:
    assert area_columns(FILE, ["fid", "Naam"]) == {"naam": "Naam"}
    with pytest.raises(IndelingColumnsError, match="aanwezig: fid"):
        area_columns(FILE, ["fid"])


def test_a_row_with_headings_is_known_from_a_title() -> None:
    assert names_units(["Buurtcode", "Rayon"])
    assert not names_units(["Indeling van de gemeente", ""])


def test_no_heading_means_two_things_but_for_gebied() -> None:
    all_headings = [heading for headings in HEADINGS.values() for heading in headings]
    assert {heading for heading in all_headings if all_headings.count(heading) > 1} == {"gebied"}
