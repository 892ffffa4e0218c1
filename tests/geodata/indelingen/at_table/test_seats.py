import pytest
from shapely import box

from geodata.indelingen.at_table.seats import AreaShare, shares_by_outline, shares_by_units
from geodata.indelingen.comparing.ground import Measure
from tests.geodata.indelingen.studies import study

NAN = float("nan")
PLACE = {"plek": [0, 0, 0, 1], "B": [0, 0, 1, 1]}


def test_a_place_is_shared_out_by_its_people() -> None:
    assert shares_by_units(study(PLACE, people=[10, 20, 70, 50]), "plek0", 1) == (
        Measure.PEOPLE,
        [AreaShare("B1", 0.7, 70.0), AreaShare("B0", 0.3, 30.0)],
    )


def test_a_place_without_known_people_is_shared_out_by_its_surface() -> None:
    for people in ([0, 0, 0, 50], [NAN, NAN, NAN, 50], [NAN] * 4):
        measure, shares = shares_by_units(study(PLACE, people=people), "plek0", 1)
        assert measure is Measure.AREA
        assert [(share.code, share.people) for share in shares] == [("B0", None), ("B1", None)]
        assert shares[0].share == pytest.approx(2 / 3)


def test_what_the_other_leaves_out_has_no_seat() -> None:
    ground = study({"plek": [0, 0], "B": [0, -1]}, people=[10, 30])
    assert shares_by_units(ground, "plek0", 1)[1] == [AreaShare("B0", 0.25, 10.0)]


def test_an_outline_is_shared_out_by_surface_without_slivers() -> None:
    place = box(0, 0, 1000, 1000)
    outlines = {"a": box(-500, 0, 400, 1000), "b": box(400, 0, 980, 1000), "c": box(980, 0, 2000, 1000)}
    assert shares_by_outline(place, outlines) == [AreaShare("b", 0.58, None), AreaShare("a", 0.4, None)]


def test_areas_that_only_touch_share_nothing() -> None:
    assert shares_by_outline(box(0, 0, 1000, 1000), {"a": box(1000, 0, 2000, 1000)}) == []
