import pytest

from maps.frames import MapFrameError
from maps.outline import HighlightError, outline_svg
from tests.maps.grid import grid_areas
from tests.maps.markup import SVG, parsed

TITLE = "Ligging van Buurt 1 in Oss"


def test_one_area_stands_out_among_all_and_is_drawn_last():
    drawing = parsed(outline_svg(grid_areas(range(4)), "A1", title=TITLE))
    paths = drawing.findall(f"{SVG}path")
    assert [path.get("class") for path in paths] == ["gebied"] * 3 + ["gebied uitgelicht"]
    assert paths[-1].findtext(f"{SVG}title") == "Buurt 1"


def test_who_cannot_see_it_is_told_what_it_shows():
    drawing = parsed(outline_svg(grid_areas(range(4)), "A1", title=TITLE))
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", TITLE)


def test_the_other_areas_link_to_their_own_page():
    drawing = parsed(outline_svg(grid_areas(range(3)), "A1", title=TITLE, href_template="/wijk/{code}?jaar=2024"))
    assert [link.get("href") for link in drawing.iter(f"{SVG}a")] == [
        "/wijk/A0?jaar=2024",
        "/wijk/A2?jaar=2024",
    ]


def test_names_and_codes_are_escaped():
    areas_gdf = grid_areas([1, 2]).assign(name=['<b>"Oss"</b>', "Lith"], code=["GM9999.x/1", "B"])
    svg = outline_svg(areas_gdf, "B", title=TITLE, href_template="/wijkfoto/{code}")
    link = parsed(svg).find(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label")) == ("/wijkfoto/GM9999.x%2F1", '<b>"Oss"</b>')


@pytest.mark.parametrize(("count", "rings"), [(4, 0), (40, 1)])
def test_a_ring_is_drawn_around_an_area_that_would_be_overlooked(count, rings):
    svg = outline_svg(grid_areas(range(count), columns=count), "A1", title=TITLE, width=320)
    assert len(parsed(svg).findall(f"{SVG}circle")) == rings


def test_an_area_that_is_not_there_cannot_stand_out():
    with pytest.raises(HighlightError, match="gebied A9 is er niet bij"):
        outline_svg(grid_areas([1]), "A9", title=TITLE)


def test_degrees_are_refused():
    with pytest.raises(MapFrameError, match="EPSG:4326"):
        outline_svg(grid_areas([1]).to_crs("EPSG:4326"), "A0", title=TITLE)
