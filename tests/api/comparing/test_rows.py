from api.comparing.amounts import Amount
from api.comparing.rows import crossing_rows, difference_rows, match_rows, move_rows, unit_names
from geodata.indelingen.comparing.neighbours import disagreement, neighbour_pairs
from tests.api.comparing.words import pair
from tests.geodata.indelingen.studies import study


def test_crossings_come_with_their_sides_and_the_units_in_both() -> None:
    words, comparison = pair([0, 0, 1], [0, 1, 1], [100, 40, 300])
    row, *_ = crossing_rows(words, comparison)
    assert (row.area, row.other_area) == ("Gebied a0", "Gebied b1")
    assert [side.figure for side in (row.shared, row.only_area, row.only_other)] == ["40", "100", "300"]
    assert row.unit_names == ("BU00010001",)


def test_each_area_is_shown_with_its_best_match_and_who_falls_outside() -> None:
    words, comparison = pair([0, 0, 1], [0, 1, 1], [100, 40, 300])
    first, second = match_rows(words.scale, words.first, words.other, comparison.matches)
    assert (first.area, first.best, first.share, first.outside.figure) == ("Gebied a0", "Gebied b0", "71%", "40")
    assert (second.best, second.share, second.outside.figure) == ("Gebied b1", "100%", "0")


def test_an_area_that_the_other_leaves_out_has_no_match() -> None:
    words, comparison = pair([0, 1], [0, -1], [10, 20])
    *_, row = match_rows(words.scale, words.first, words.other, comparison.matches)
    assert (row.best, row.share, row.outside.figure) == ("", "0%", "20")


def test_moves_say_which_units_go_from_where_to_where_most_people_first() -> None:
    words, comparison = pair([0, 0, 0, 1, 1], [0, 0, 1, 1, 2], [10, 10, 20, 40, 30])
    rows = move_rows(words, comparison.moves_of_people)
    assert [(row.unit_names, row.source, row.target, row.amount.figure) for row in rows] == [
        (("BU00010004",), "Gebied a1", "een nieuw gebied (zoals Gebied b2)", "30"),
        (("BU00010002",), "Gebied a0", "Gebied a1", "20"),
    ]


def test_a_unit_about_whose_neighbour_owners_disagree_is_named_with_them() -> None:
    three = study({"a": [0, 0, 1], "b": [0, 0, 1], "c": [0, 1, 1]}, [10, 20, 30])
    words, _ = pair([0, 0, 1], [0, 0, 1], [10, 20, 30])
    found = disagreement(three.labellings, neighbour_pairs(three.elements_gdf))
    rows = difference_rows(words.scale, three.labellings, found)
    assert [(row.unit, row.count, row.owners) for row in rows] == [
        ("BU00010002", 1, ("Indeling c",)),
        ("BU00010001", 1, ("Indeling c",)),
        ("BU00010000", 1, ("Indeling c",)),
    ]
    assert rows[0].amount == Amount("30 inwoners", "30", "")
    assert rows[0].note == "Indeling c: over de grens met BU00010001"


def test_a_piece_is_named_as_part_of_its_unit_and_a_unit_in_all_its_pieces_as_whole() -> None:
    words, _ = pair([0, 0, 1], [0, 1, 1], [10, 10, 10], units=["BU00010000", "BU00010001", "BU00010001"])
    assert unit_names(words.scale, [0, 1]) == ("BU00010000", "BU00010001 (deels)")
    assert unit_names(words.scale, [1, 2]) == ("BU00010001",)
