import math
import re

import pytest

from maps.area_map import AreasSubject
from maps.fragment import MapPage
from maps.frames import MapFrameError
from maps.map_pair import map_pair_fragment, overlap_remarks, overlaps_by_code, swapped
from tests.maps.clusterings import clustering, shared_people

SUBJECTS = (AreasSubject("Wijkfoto", "CBS"), AreasSubject("Wijkteams", "CBS"))


def fragment_of(left: str, right: str, **changes):
    frames = (clustering(left).assign(**changes), clustering(right))
    return map_pair_fragment(*frames, SUBJECTS, shared=shared_people(left, right), page=MapPage(nonce="n0nce"))


def test_the_two_maps_have_names_of_their_own_and_are_joined():
    fragment = fragment_of("aab", "abb")
    assert re.findall(r'id="(kaart\w+)"', fragment.html) == ["kaart_links", "kaart_rechts"]
    joined = fragment.script[fragment.script.index("gebiedenpaar.join") :]
    assert joined.startswith(
        'gebiedenpaar.join({map: kaart_links, areas: kaart_links_1, overlaps: {"a": ["a", "b"], "b": ["b"]}}, '
        '{map: kaart_rechts, areas: kaart_rechts_1, overlaps: {"a": ["a"], "b": ["a", "b"]}});'
    )


def test_both_maps_start_with_the_same_view_also_where_one_is_smaller():
    script = fragment_of("aab", "a").script
    bounds = re.findall(r'"bounds": (\[\[.*?\]\])', script)
    assert len(bounds) == 2
    assert bounds[0] == bounds[1]


def test_each_map_comes_with_its_title_and_the_list_of_its_areas():
    fragment = fragment_of("aab", "abb")
    assert "<h2>Wijkfoto</h2>" in fragment.left
    assert "<h2>Wijkteams</h2>" in fragment.right
    assert fragment.legend.count("<li>") == 4
    assert fragment.html.startswith('<div class="kaartpaar">')


def test_the_script_of_pairs_is_loaded_with_the_nonce():
    assert '<script nonce="n0nce" src="/static/maps/pair.js?v=' in fragment_of("ab", "ab").head


def test_overlaps_come_from_many_people_to_few_and_unknown_last():
    shared = {("a", "p"): 0.0, ("a", "q"): 500.0, ("a", "r"): math.nan, ("b", "p"): 1.0}
    assert overlaps_by_code(shared)["a"][:2] == [("q", 500.0), ("p", 0.0)]
    assert [other for other, _ in overlaps_by_code(shared)["a"]] == ["q", "p", "r"]
    assert overlaps_by_code(swapped(shared))["p"] == [("b", 1.0), ("a", 0.0)]


@pytest.mark.parametrize(
    ("right", "remark"),
    [
        ("xxxxxx", "Overlapt in Wijkteams met Gebied x (600)."),
        ("xxxxyy", "Overlapt in Wijkteams met Gebied x (400) en Gebied y (200)."),
        ("xxxyyz", "Overlapt in Wijkteams met Gebied x (300), Gebied y (200) en Gebied z (100)."),
        (
            "uvwxyz",
            "Overlapt in Wijkteams met Gebied u (100), Gebied v (100), Gebied w (100), Gebied x (100) en nog 2.",
        ),
    ],
)
def test_an_area_says_in_words_what_it_overlaps(right, remark):
    remarks = overlap_remarks(shared_people("aaaaaa", right), clustering(right), SUBJECTS[1])
    assert remarks == {"a": remark}


def test_people_that_are_not_known_are_left_out_of_the_sentence():
    remarks = overlap_remarks({("a", "p"): math.nan}, clustering("p"), SUBJECTS[1])
    assert remarks["a"] == "Overlapt in Wijkteams met Gebied p."


def test_names_cannot_end_the_script():
    assert fragment_of("ab", "ab", name="</script>").script.count("</script>") == 1


def test_a_side_that_cannot_be_drawn_is_refused():
    with pytest.raises(MapFrameError, match="zonder geometrie: a, b"):
        fragment_of("ab", "ab", geometry=None)
