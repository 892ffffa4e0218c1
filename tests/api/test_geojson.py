import geopandas as gpd
from shapely import Polygon, box
from shapely.geometry import shape

from api.geojson import geometries_of


def test_an_outline_that_crosses_itself_is_made_valid() -> None:
    bow = Polygon([(160_000, 420_000), (161_000, 421_000), (161_000, 420_000), (160_000, 421_000)])
    (geometry,) = geometries_of(gpd.GeoDataFrame(geometry=[bow], crs=28992))
    assert geometry is not None
    assert geometry["type"] == "MultiPolygon"
    assert shape(geometry).is_valid


def test_what_has_no_outline_has_no_geometry() -> None:
    outlines = [None, box(160_000, 420_000, 161_000, 421_000)]
    nothing, square = geometries_of(gpd.GeoDataFrame(geometry=outlines, crs=28992))
    assert nothing is None
    assert square is not None
    assert all(round(number, 8) == number for number in square["coordinates"][0][0])
