from datetime import date

from maps.borders import borders_between
from maps.difference import BORDER_CASING, BORDER_INK, DifferenceSubject
from maps.difference_svg import difference_svg
from tests.maps.clusterings import elements, squares
from tests.maps.markup import SVG, parsed

SUBJECT = DifferenceSubject("Waar delen eigenaren anders in?", owner_count=2, source="CBS / Kadaster")


def drawing_of(counts="010", labels=None, **changes):
    borders_gdf = borders_between(squares("..."), labels or {"zorg": "abb", "beheer": "abc"})
    svg = difference_svg(elements(counts).assign(**changes), borders_gdf, SUBJECT, drawn_on=date(2026, 3, 9))
    return parsed(svg)


def lines_in(drawing) -> list:
    return [path for path in drawing.iter(f"{SVG}path") if path.get("fill") == "none" and "L" in path.get("d")]


def test_each_element_is_in_the_colour_of_its_class_and_says_so():
    paths = [path for path in drawing_of().iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert [path.get("fill") for path in paths] == ["#f7f8fa", "#fee391", "#f7f8fa"]
    assert paths[1].findtext(f"{SVG}title") == "Buurt 1: 1 van de 2 eigenaren deelt hier anders in"


def test_borders_lie_on_a_casing_and_are_dashed_where_one_owner_draws_them():
    casings, lines = lines_in(drawing_of())[:2], lines_in(drawing_of())[2:]
    assert {path.get("stroke") for path in casings} == {BORDER_CASING}
    assert [(path.get("stroke"), path.get("stroke-dasharray")) for path in lines] == [
        (BORDER_INK, None),
        (BORDER_INK, "5 4"),
    ]


def test_title_legend_source_and_date_are_in_the_drawing():
    texts = ["".join(text.itertext()) for text in drawing_of().iter(f"{SVG}text")]
    assert texts == [
        "Waar delen eigenaren anders in?",
        "1",
        "1",
        "1 van de 2 eigenaren deelt hier anders in (100 inwoners)",
        "alle 2 eigenaren delen hier gelijk in (200 inwoners)",
        "Grens getrokken door",
        "alle 2 eigenaren",
        "1 van de 2 eigenaren",
        "Bron: CBS / Kadaster. Getekend op 9-3-2026.",
    ]


def test_who_cannot_see_it_is_told_whom_it_concerns():
    assert drawing_of().findtext(f"{SVG}desc") == (
        "1 van de 2 eigenaren deelt hier anders in: 100 inwoners; alle 2 eigenaren delen hier gelijk in: 200 inwoners."
    )


def test_an_element_without_room_for_a_number_has_none():
    slivers = [square.buffer(-499) for square in squares("...").geometry]
    numbers = drawing_of("111", geometry=slivers).findall(f"{SVG}g")[0].findall(f"{SVG}g")[2]
    assert list(numbers) == []
    assert [text.text for text in drawing_of("111").findall(f"{SVG}g")[0].findall(f"{SVG}g")[2]] == ["1"] * 3


def test_without_borders_the_legend_is_silent_about_them():
    texts = ["".join(text.itertext()) for text in drawing_of(labels={"zorg": "aaa"}).iter(f"{SVG}text")]
    assert "Grens getrokken door" not in texts
