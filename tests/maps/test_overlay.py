import pytest

from maps.frames import MapFrameError
from maps.overlay import overlay_svg
from tests.maps.clusterings import clustering
from tests.maps.markup import SVG, parsed


def drawing_of(filled: str, outlined: str):
    svg = overlay_svg(clustering(filled), clustering(outlined), title="Wijkfoto met de grenzen van de wijkteams")
    return parsed(svg)


def test_one_clustering_is_filled_and_the_other_lies_over_it_as_lines():
    drawing = drawing_of("aab", "abb")
    filled = [path for path in drawing.iter(f"{SVG}path") if path.get("fill")]
    assert [path.findtext(f"{SVG}title") for path in filled] == ["Gebied a", "Gebied b"]
    assert len({path.get("fill") for path in filled}) == 2
    casing, line = drawing.findall(f"{SVG}g")[1:]
    assert casing[0].get("d") == line[0].get("d")
    assert line[0].get("d").count("M") == 2


def test_what_is_left_out_is_grey_in_the_one_and_not_drawn_in_the_other():
    drawing = drawing_of("a.b", "ab.")
    fills = [path.get("fill") for path in drawing.iter(f"{SVG}path") if path.get("fill")]
    assert fills[0] == "#eceff2"
    assert drawing.findall(f"{SVG}g")[2][0].get("d").count("M") == 2


def test_who_cannot_see_it_is_told_what_it_shows():
    drawing = drawing_of("ab", "ab")
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "Wijkfoto met de grenzen van de wijkteams")


def test_degrees_are_refused():
    with pytest.raises(MapFrameError, match="EPSG:4326"):
        overlay_svg(clustering("ab"), clustering("ab").to_crs("EPSG:4326"), title="Over elkaar")
