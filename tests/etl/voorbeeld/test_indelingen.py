from datetime import date

import geopandas as gpd
import pytest
import shapely

from etl.sources.indeling import read_register
from etl.voorbeeld.__main__ import TARGET
from etl.voorbeeld.codes import units
from etl.voorbeeld.geography import WATER_ID
from etl.voorbeeld.indelingen import BUURT_BASED, WIJK_BASED, assignment, vision
from etl.voorbeeld.truth import land
from geodata.gebieden.levels import Level
from geodata.indelingen.examining.examination import examine
from geodata.indelingen.parts import Base


def base(level: Level) -> Base:
    outlines = gpd.read_file(TARGET / "wijkenbuurten_2024.gpkg", layer=f"{level}en")
    land_gdf = outlines[outlines["water"] == "NEE"]
    columns = {
        "code": land_gdf[f"{level}code"],
        "name": land_gdf[f"{level}naam"],
        "people": land_gdf["aantal_inwoners"],
    }
    columns["wijk_code"] = land_gdf["wijkcode"] if level is Level.BUURT else None
    units_gdf = gpd.GeoDataFrame(columns, geometry=land_gdf.geometry).reset_index(drop=True)
    return Base(units_gdf, gemeente_code="GM9999", level=level, peildatum=date(2024, 1, 1))


@pytest.mark.parametrize("key", WIJK_BASED)
def test_wijk_based_clusterings_hold_every_wijk_once(key):
    assert sorted(assignment(key)["code"]) == sorted(units(2024)["wijkcode"].unique())


def test_the_maintenance_districts_hold_every_buurt_once():
    assert sorted(assignment("ibor")["code"]) == sorted(units(2024)["buurtcode"].unique())


def test_the_eleven_areas_leave_a_rest_that_says_so():
    frame = assignment("wijkgebieden")

    assert frame["gebied"].nunique() == 12
    assert set(frame[frame["gebied"] == "rest"]["code"]) == {"WK999903", "WK999910", "WK999919", "WK999920", "WK999921"}


def test_the_care_teams_leave_out_the_business_estates_only():
    missing = set(units(2024)["buurtcode"]) - set(assignment("ons-welzijn")["code"])

    assert {code[:8] for code in missing} == {"BU999903", "BU999910"}


@pytest.mark.parametrize("key", [*WIJK_BASED, *BUURT_BASED])
def test_an_area_has_one_name(key):
    assert (assignment(key).groupby("gebied")["naam"].nunique() == 1).all()


def test_supervision_coarsens_the_eleven_areas():
    both = assignment("wijkgebieden").merge(assignment("vth"), on="code").query("gebied_x != 'rest'")

    assert (both.groupby("gebied_x")["gebied_y"].nunique() == 1).sum() >= 10


def test_maintenance_and_care_cross_wijken():
    for key in BUURT_BASED:
        frame = assignment(key)
        assert (frame.groupby(frame["code"].str[2:8])["gebied"].nunique() > 1).sum() >= 3


def test_the_vision_covers_the_land_exactly_once():
    areas = vision()
    ground = land().drop(index=WATER_ID).geometry

    assert shapely.coverage_is_valid(areas.geometry.to_numpy())
    assert areas.area.sum() == pytest.approx(ground.area.sum(), rel=1e-5)
    assert areas["gebied"].tolist() == ["S", "C", "W", "T", "R", "D", "B", "L"]


def test_the_vision_cuts_through_buurten():
    indeling = read_register(TARGET / "indelingen.toml")[4]

    parts = examine(indeling.handed_in, base(Level.BUURT), indeling.header.terms()).partition.parts_gdf

    assert parts["base_code"].duplicated(keep=False).sum() > 60
    assert parts.groupby("base_code")["share"].sum().to_numpy() == pytest.approx(1)


@pytest.mark.parametrize("number", range(5))
def test_the_register_holds_on_its_base_units(number):
    indeling = read_register(TARGET / "indelingen.toml")[number]
    ground = base(indeling.header.base_level)

    partition = examine(indeling.handed_in, ground, indeling.header.terms()).partition

    assert (set(partition.parts_gdf["base_code"]) == set(ground.units_gdf["code"])) != indeling.header.is_partial
    assert partition.areas_gdf[["contact_role", "contact_team"]].notna().all(axis=None)
