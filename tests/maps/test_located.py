from maps.located import located
from tests.maps.grid import grid_areas
from tests.maps.markup import parsed


def test_every_outline_is_drawn_once_and_named_by_its_number():
    found = located(grid_areas([1, 2]))
    assert [path.get("id") for path in parsed(found.defs).iter("path")] == ["omtrek-1", "omtrek-2"]
    assert found.numbers == {"A0": 1, "A1": 2}


def test_an_area_stands_out_among_all():
    drawing = parsed(located(grid_areas([1, 2])).svg("A1", "De ligging van Buurt 1"))
    assert [use.get("href") for use in drawing] == ["#omtrek-alle", "#omtrek-2"]
    assert drawing.get("aria-label") == "De ligging van Buurt 1"


def test_an_area_without_an_outline_is_nowhere():
    assert located(grid_areas([1])).svg("A9", "") == ""
