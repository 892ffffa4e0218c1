import math

import pytest

from geodata.indicators.status import Status
from maps.frames import MapFrameError, area_records, check_shapes
from tests.maps.grid import grid_areas


def test_a_missing_number_or_status_stays_missing():
    areas_gdf = grid_areas([1, math.nan, math.nan], statuses=["exact", "geheim", None])
    records = area_records(areas_gdf)
    assert [record.status for record in records] == [Status.EXACT, Status.SECRET, None]
    assert [math.isnan(record.value) for record in records] == [False, True, True]


def test_a_label_is_read_where_there_is_one():
    areas_gdf = grid_areas([1, 2]).assign(label=["Wijk 00", None])
    assert [record.label for record in area_records(areas_gdf)] == ["Wijk 00", ""]


def test_absent_columns_are_named():
    with pytest.raises(MapFrameError, match="de kolommen lowest, status ontbreken"):
        area_records(grid_areas([1]).drop(columns=["lowest", "status"]))


def test_a_frame_without_areas_is_refused():
    with pytest.raises(MapFrameError, match="er zijn geen gebieden"):
        check_shapes(grid_areas([1]).iloc[:0])


def test_every_fault_in_the_shapes_is_named_at_once():
    areas_gdf = grid_areas([1, 2, 3]).to_crs("EPSG:4326")
    areas_gdf.loc[2, "code"] = "A0"
    areas_gdf.loc[1, "geometry"] = None
    with pytest.raises(MapFrameError) as caught:
        check_shapes(areas_gdf)
    assert "EPSG:4326, verwacht wordt RD" in str(caught.value)
    assert "dubbele codes: A0; zonder geometrie: A1" in str(caught.value)


def test_of_many_faulty_areas_five_are_named_and_the_rest_counted():
    areas_gdf = grid_areas(range(8))
    areas_gdf["geometry"] = None
    with pytest.raises(MapFrameError, match="A0, A1, A2, A3, A4 en nog 3"):
        check_shapes(areas_gdf)


def test_an_unknown_status_is_refused():
    with pytest.raises(MapFrameError, match="A1 heeft de onbekende status 'zoek'"):
        area_records(grid_areas([1, 2], statuses=["exact", "zoek"]))


def test_a_status_that_promises_a_figure_must_have_one():
    with pytest.raises(MapFrameError, match="A0 heeft status 'exact' maar geen cijfer"):
        area_records(grid_areas([math.nan]))
