import geopandas as gpd
import pandas as pd
import pytest
from shapely import MultiPolygon, Polygon, force_3d

from etl.batch import Severity
from etl.sources.kaart.areas import areas_of, parents_in
from etl.sources.kaart.parts import DISAGREEMENT
from tests.etl.sources.kaart.maps import BOWTIE, a_layer, buurten, frame, shapefile_buurten, square

CODES = ["BU99990000", "BU99990001"]


def test_an_area_has_code_name_change_and_outline() -> None:
    areas = areas_of(a_layer(buurten(CODES, indelingswijziging_wijken_en_buurten=[1, 3])))
    assert areas.gdf["code"].tolist() == CODES
    assert areas.gdf["name"].tolist() == ["Buurt 00", "Buurt 01"]
    assert areas.gdf["change"].tolist() == [1, 3]
    assert areas.gdf.geometry.tolist() == [square(0), square(1)]
    assert areas.faults == ()


@pytest.mark.parametrize("value", [".", None, 0, -99999999])
def test_what_is_no_change_is_missing(value: object) -> None:
    areas = areas_of(a_layer(shapefile_buurten(CODES, IND_WBI=[2, value]), year=2015))
    assert areas.gdf["change"].tolist() == [2, pd.NA]


def test_belgian_ground_is_left_out() -> None:
    areas = areas_of(a_layer(buurten(CODES).assign(water=["NEE", "B"])))
    assert areas.gdf["code"].tolist() == CODES[:1]
    assert [(fault.check, fault.value) for fault in areas.faults] == [("buitenland weggelaten", "1")]


@pytest.mark.parametrize("water", ["JA", "ja "])
@pytest.mark.parametrize("column", ["WATER", "H2O"])
def test_water_is_left_out(column: str, water: str) -> None:
    areas = areas_of(a_layer(shapefile_buurten(CODES, **{column: ["NEE", water]}), year=2009))
    assert areas.gdf["code"].tolist() == CODES[:1]
    (fault,) = areas.faults
    assert (fault.check, fault.severity, fault.value) == ("water weggelaten", Severity.WARNING, "1")
    assert "BU99990001" in fault.message


def test_an_unknown_value_for_water_is_read_as_land_with_a_warning() -> None:
    areas = areas_of(a_layer(shapefile_buurten(CODES, WATER=["NEE", "MISSCHIEN"]), year=2009))
    assert len(areas.gdf) == 2
    assert [fault.check for fault in areas.faults] == ["onbekende waterwaarde"]


@pytest.mark.parametrize("code", ["BU99999997", "BU99999998"])
def test_the_fictitious_buurten_of_water_are_left_out(code: str) -> None:
    assert areas_of(a_layer(buurten([CODES[0], code]))).gdf["code"].tolist() == CODES[:1]


def test_a_wijk_99_on_land_stays() -> None:
    layer = a_layer(frame(WK_CODE=["WK010699"], WK_NAAM=["Wijk 99 Buitengebied"]), year=2015)
    assert areas_of(layer).gdf["code"].tolist() == ["WK010699"]


@pytest.mark.parametrize("code", ["GM0998", "GM0999"])
def test_foreign_ground_is_left_out_by_its_code(code: str) -> None:
    areas = areas_of(a_layer(frame(gemeentecode=["GM9999", code], gemeentenaam=["Grijsveld", "x"], jaar=[2023, 2023])))
    assert areas.gdf["code"].tolist() == ["GM9999"]
    assert [fault.check for fault in areas.faults] == ["buitenland weggelaten"]


def test_foreign_ground_is_left_out_by_its_name() -> None:
    areas = areas_of(
        a_layer(frame(gemeentecode=["GM9999", "GM9998"], gemeentenaam=["Grijsveld", "Buitenland"]), year=2009)
    )
    assert areas.gdf["code"].tolist() == ["GM9999"]


def test_codes_are_read_as_people_and_programs_write_them() -> None:
    layer = a_layer(frame(GM_CODE=[828, 3], GM_NAAM=["Oss", "Appingedam"]), year=2005)
    assert areas_of(layer).gdf["code"].tolist() == ["GM0828", "GM0003"]


def test_a_code_of_another_level_is_an_error_with_its_place() -> None:
    areas = areas_of(a_layer(shapefile_buurten(["BU99990000", "WK999900"]), year=2015))
    (fault,) = areas.faults
    assert (fault.check, fault.severity, fault.row, fault.column) == (
        "ongeldige code",
        Severity.ERROR,
        "WK999900",
        "BU_CODE",
    )


def test_a_layer_without_names_takes_the_codes() -> None:
    assert areas_of(a_layer(frame(statcode=CODES), year=2019)).gdf["name"].tolist() == CODES


def test_parts_of_an_area_become_one_outline() -> None:
    layer = a_layer(buurten([CODES[0], CODES[1], CODES[0]], aantal_inwoners=[10, 20, 10]))
    areas = areas_of(layer)
    assert areas.gdf["code"].tolist() == CODES
    assert areas.gdf.geometry[0].equals(MultiPolygon([square(0), square(2)]))
    assert [(fault.check, fault.value) for fault in areas.faults] == [("delen samengevoegd", "1")]


def test_adjoining_parts_lose_the_border_between_them() -> None:
    areas = areas_of(a_layer(buurten([CODES[0], CODES[0]])))
    assert areas.gdf.geometry[0].equals(square(0, width=2))


def test_invalid_parts_are_put_side_by_side_for_the_repair() -> None:
    gdf = buurten([CODES[0], CODES[0]]).set_geometry([BOWTIE, square(3)], crs="EPSG:28992")
    outline = areas_of(a_layer(gdf)).gdf.geometry[0]
    assert (outline.geom_type, len(outline.geoms), outline.is_valid) == ("MultiPolygon", 2, False)


def test_figures_on_which_the_parts_disagree_are_refused() -> None:
    areas = areas_of(a_layer(buurten([CODES[0], CODES[0]], aantal_inwoners=[10, 15], mannen=[5, 5])))
    assert areas.refused_df.to_numpy().tolist() == [[CODES[0], "aantal_inwoners", "10 / 15", DISAGREEMENT]]
    fault = areas.faults[-1]
    assert (fault.check, fault.row, fault.column) == ("delen verschillen", CODES[0], "aantal_inwoners")


def test_parts_may_have_their_own_number_and_size() -> None:
    areas = areas_of(a_layer(buurten([CODES[0], CODES[0]], fid=[1, 2], Shape_Area=[10.5, 20.5])))
    assert areas.refused_df.empty
    assert [fault.check for fault in areas.faults] == ["delen samengevoegd"]


def test_of_parts_with_different_names_the_first_is_kept_with_a_warning() -> None:
    areas = areas_of(a_layer(buurten([CODES[0], CODES[0]]).assign(buurtnaam=["Oost", "Oosteind"])))
    assert areas.gdf["name"].tolist() == ["Oost"]
    assert "Oost / Oosteind. De eerste is aangehouden." in areas.faults[-1].message


def test_an_invalid_outline_is_passed_on_as_it_is() -> None:
    gdf = buurten(CODES[:1]).set_geometry([BOWTIE], crs="EPSG:28992")
    areas = areas_of(a_layer(gdf))
    assert areas.gdf.geometry[0] == BOWTIE
    assert areas.faults == ()


def test_an_area_without_outline_stays_with_a_warning() -> None:
    gdf = buurten(CODES).set_geometry([square(0), None], crs="EPSG:28992")
    areas = areas_of(a_layer(gdf))
    assert areas.gdf["code"].tolist() == CODES
    assert [(fault.check, fault.row) for fault in areas.faults] == [("vorm ontbreekt", CODES[1])]


def test_another_system_is_converted_to_rd() -> None:
    areas = areas_of(a_layer(buurten(CODES).to_crs(4326)))
    assert areas.gdf.crs.to_epsg() == 28992
    assert areas.gdf.geometry[0].symmetric_difference(square(0)).area < 1


def test_heights_are_dropped() -> None:
    gdf = buurten(CODES[:1]).set_geometry([force_3d(square(0), 5)], crs="EPSG:28992")
    assert not areas_of(a_layer(gdf)).gdf.geometry[0].has_z


def test_rd_numbers_under_another_label_are_an_error_and_bring_no_outline() -> None:
    layer = a_layer(buurten(CODES).set_crs(4326, allow_override=True))
    areas = areas_of(layer)
    (fault,) = areas.faults
    assert (fault.check, fault.severity) == ("coördinatenstelsel", Severity.ERROR)
    assert "EPSG:4326" in fault.message
    assert "RD New" in fault.message
    assert areas.gdf.geometry.isna().all()


def test_the_wijk_and_gemeente_of_a_buurt_are_named() -> None:
    layer = a_layer(shapefile_buurten(CODES[:1], WK_NAAM=["Midden"], GM_NAAM=["Grijsveld"]), year=2015)
    parents_df = parents_in(layer, areas_of(layer))
    assert parents_df.to_numpy().tolist() == [["GM9999", "Grijsveld"], ["WK999900", "Midden"]]


def test_a_parent_without_name_is_known_by_its_code() -> None:
    layer = a_layer(frame(statcode=CODES), year=2019)
    assert parents_in(layer, areas_of(layer)).to_numpy().tolist() == [["GM9999", "GM9999"], ["WK999900", "WK999900"]]


def test_a_gemeente_has_no_parent() -> None:
    layer = a_layer(frame(gemeentecode=["GM9999"]), year=2015)
    assert parents_in(layer, areas_of(layer)).empty


def test_the_publishers_layer_is_not_changed() -> None:
    layer = a_layer(buurten(CODES, indelingswijziging_wijken_en_buurten=[1, 1]))
    before: gpd.GeoDataFrame = layer.gdf.copy()
    areas_of(layer)
    pd.testing.assert_frame_equal(layer.gdf, before)


def test_an_empty_outline_counts_as_none() -> None:
    gdf = buurten(CODES[:1]).set_geometry([Polygon()], crs="EPSG:28992")
    assert [fault.check for fault in areas_of(a_layer(gdf)).faults] == ["vorm ontbreekt"]
