import math

import pytest

from maps.borders import borders_between
from maps.difference import (
    AGREEING,
    BORDER_CASING,
    BORDER_INK,
    DISAGREEING,
    DifferenceSubject,
    border_classes,
    check_difference,
    difference_classes,
    disagreement_label,
    owner_names,
    unknown_people_note,
)
from maps.frames import MapFrameError
from maps.palettes import DARK_TEXT, contrast_ratio
from tests.maps.clusterings import elements, squares

FOUR = DifferenceSubject("Verschilkaart", owner_count=4, source="CBS")
# All four part the first square from the second; two part the second from the third; one parts the first row.
OWNERS = {"zorg": "abbabb", "beheer": "abbabb", "wijkfoto": "abcabc", "visie": "abcdef"}


@pytest.mark.parametrize(
    ("disagreeing", "owner_count", "label"),
    [
        (0, 4, "alle 4 eigenaren delen hier gelijk in"),
        (1, 4, "1 van de 4 eigenaren deelt hier anders in"),
        (2, 4, "2 van de 4 eigenaren delen hier anders in"),
        (4, 9, "4 van de 9 eigenaren delen hier anders in"),
    ],
)
def test_a_class_says_how_many_owners_disagree(disagreeing, owner_count, label):
    assert disagreement_label(disagreeing, owner_count) == label


def test_classes_run_from_agreement_to_the_most_that_occurs_with_their_people():
    classes = difference_classes(elements("002"), FOUR)
    assert [(one.disagreeing, one.sign, one.people, one.elements) for one in classes] == [
        (0, "", 200.0, 2),
        (1, "1", 0.0, 0),
        (2, "2", 100.0, 1),
    ]
    assert [one.colour for one in classes] == [AGREEING, *DISAGREEING[:2]]


def test_of_many_owners_the_last_class_holds_all_that_are_more():
    classes = difference_classes(elements("456"), DifferenceSubject("Verschilkaart", owner_count=12, source="CBS"))
    assert (classes[-1].label, classes[-1].elements) == ("4 of meer van de 12 eigenaren delen hier anders in", 3)


def test_the_colours_get_darker_and_their_number_reads_on_each():
    contrasts = [contrast_ratio(colour, "#ffffff") for colour in (AGREEING, *DISAGREEING)]
    assert contrasts == sorted(contrasts)
    assert all(contrast_ratio(DARK_TEXT, colour) >= 4.5 for colour in DISAGREEING)


def test_a_border_stands_out_from_the_white_that_lies_under_it():
    assert contrast_ratio(BORDER_INK, BORDER_CASING) >= 3


def test_a_border_is_heavier_the_more_owners_draw_it_and_dashed_where_one_does():
    classes = border_classes(borders_between(squares("......"), OWNERS), FOUR)
    assert [one.label for one in classes] == ["1 van de 4 eigenaren", "2 van de 4 eigenaren", "alle 4 eigenaren"]
    assert [bool(one.dashes) for one in classes] == [True, False, False]
    assert [one.weight for one in classes] == [1.8, 2.9, 5.2]


def test_a_single_owner_agrees_with_itself():
    alone = DifferenceSubject("Verschilkaart", owner_count=1, source="CBS")
    (only,) = border_classes(borders_between(squares(".."), {"zorg": "ab"}), alone)
    assert only.label == "1 van de 1 eigenaar"


def test_owners_that_draw_no_border_are_no_choice():
    assert owner_names(borders_between(squares(".."), {"zorg": "ab", "beheer": "aa"})) == ["zorg"]


@pytest.mark.parametrize(
    ("people", "note"),
    [
        ([1.0, 2.0], ""),
        ([1.0, math.nan], "Van 1 plek is het aantal inwoners niet bekend. "),
        ([math.nan, math.nan], "Van 2 plekken is het aantal inwoners niet bekend. "),
    ],
)
def test_people_that_are_not_known_are_told(people, note):
    assert unknown_people_note(elements("01").assign(people=people)) == note


def test_missing_columns_of_either_frame_are_named():
    borders_gdf = borders_between(squares(".."), {"zorg": "ab"})
    with pytest.raises(MapFrameError, match="de kolommen note ontbreken"):
        check_difference(elements("01").drop(columns="note"), borders_gdf)
    with pytest.raises(MapFrameError, match="de kolommen owners van de grenzen ontbreken"):
        check_difference(elements("01"), borders_gdf.drop(columns="owners"))
