import pytest

from etl.voorbeeld import codes

EXPECTED_BUURT_CHANGES = {
    2022: {},
    2023: {"BU99990903": 3, "BU99990905": 3, "BU99991306": 2, "BU9999040A": 2},
    2024: {"BU99990101": 3, "BU99990201": 3, "BU99991202": 3, "BU99992200": 2, "BU99992201": 2, "BU99992202": 2},
}
EXPECTED_WIJK_CHANGES = {
    2022: {},
    2023: {"WK999913": 3, "WK999920": 3},
    2024: {"WK999901": 3, "WK999902": 3, "WK999922": 2},
}


@pytest.mark.parametrize(("year", "expected"), [(2022, 110), (2023, 111), (2024, 110)])
def test_each_year_has_its_buurten_in_22_wijken(year, expected):
    units = codes.units(year)

    assert units["buurtcode"].nunique() == expected
    assert units["wijkcode"].nunique() == 22


@pytest.mark.parametrize("year", codes.YEARS)
def test_changes_of_buurten_are_flagged_as_cbs_does(year):
    changes = codes.changes(year, "buurtcode")

    assert changes[changes != 1].to_dict() == EXPECTED_BUURT_CHANGES[year]


@pytest.mark.parametrize("year", codes.YEARS)
def test_changes_of_wijken_are_flagged_as_cbs_does(year):
    changes = codes.changes(year, "wijkcode")

    assert changes[changes != 1].to_dict() == EXPECTED_WIJK_CHANGES[year]


@pytest.mark.parametrize("year", codes.YEARS)
def test_a_buurt_code_names_its_wijk(year):
    units = codes.units(year)

    assert (units["buurtcode"].str[2:8] == units["wijkcode"].str[2:]).all()
    assert units["buurtcode"].str.fullmatch(r"BU9999[0-9A-Z]{4}").all()


@pytest.mark.parametrize("year", codes.YEARS)
@pytest.mark.parametrize("level", ["buurt", "wijk"])
def test_a_code_has_one_name_and_a_name_one_code(year, level):
    pairs = codes.units(year)[[f"{level}code", f"{level}naam"]].drop_duplicates()

    assert pairs[f"{level}code"].is_unique
    assert pairs[f"{level}naam"].is_unique


def test_a_change_of_name_alone_is_no_change():
    assert codes.units(2023).loc["1103", "buurtnaam"] == "Landgoed Elderhof"
    assert codes.units(2024).loc["1103", "buurtnaam"] == "Elderhof en landgoed"
    assert codes.changes(2024, "buurtcode")["BU99991103"] == 1
