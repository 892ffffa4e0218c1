import numpy as np
from shapely import Polygon, box

from geodata.gebieden.whole import whole_of


def parts(*polygons: Polygon) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    return np.array(polygons, dtype=object)


def test_parts_that_fit_make_one_outline() -> None:
    whole = whole_of(parts(box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)))
    assert whole is not None
    assert whole.equals(box(0, 0, 2000, 1000))


def test_parts_that_lie_apart_make_an_outline_of_two_pieces() -> None:
    whole = whole_of(parts(box(0, 0, 1000, 1000), box(5000, 0, 6000, 1000)))
    assert whole is not None
    assert whole.geom_type == "MultiPolygon"
    assert whole.area == 2_000_000


def test_a_sliver_between_parts_is_closed() -> None:
    # a gap of 1 m by 500 m, closed at both ends: 500 m2 of 2 km2
    east = Polygon(
        [(1000, 0), (2000, 0), (2000, 1000), (1000, 1000), (1000, 750), (1001, 740), (1001, 260), (1000, 250)]
    )
    whole = whole_of(parts(box(0, 0, 1000, 1000), east))
    assert whole is not None
    assert whole.equals(box(0, 0, 2000, 1000))


def test_a_lake_between_parts_stays_a_hole() -> None:
    ring = box(0, 0, 3000, 3000).difference(box(1000, 1000, 2000, 2000))
    whole = whole_of(parts(ring.intersection(box(0, 0, 1500, 3000)), ring.intersection(box(1500, 0, 3000, 3000))))
    assert whole is not None
    assert whole.area == 8_000_000


def test_parts_that_overlap_make_no_outline() -> None:
    assert whole_of(parts(box(0, 0, 1000, 1000), box(900, 0, 2000, 1000))) is None
