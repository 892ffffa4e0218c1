import pandas as pd
import pytest

from geodata.indelingen.years.namesakes import Suggestion, suggested_pairs


def units(names: dict[str, str | None]) -> pd.DataFrame:
    return pd.DataFrame({"code": list(names), "name": list(names.values())}, dtype="str")


def suggested(old: dict[str, str | None], new: dict[str, str | None]) -> list[tuple[str, str, str]]:
    return list(suggested_pairs(units(old), units(new)).itertuples(index=False, name=None))


def test_the_same_code_is_suggested_whatever_the_name() -> None:
    assert suggested({"BU08280906": "De Tillaard"}, {"BU08280906": "Anders"}) == [
        ("BU08280906", "BU08280906", Suggestion.SAME_CODE)
    ]


@pytest.mark.parametrize("name", ["Centrum-West", "CENTRUM WEST", " Centrum  (west)", "Céntrum West"])
def test_a_name_is_the_same_however_it_is_spelt(name: str) -> None:
    assert suggested({"BU08280000": "Centrum West"}, {"BU08280101": name}) == [
        ("BU08280000", "BU08280101", Suggestion.SAME_NAME)
    ]


def test_the_same_name_in_another_gemeente_counts_only_where_it_is_unique() -> None:
    old = {"BU17210001": "Vinkel", "BU17210002": "Centrum"}
    new = {"BU07960001": "Vinkel", "BU07960002": "Centrum", "BU08280002": "Centrum"}
    assert suggested(old, new) == [("BU17210001", "BU07960001", Suggestion.SAME_NAME)]


def test_a_unit_that_is_gone_is_found_in_the_name_of_the_one_that_took_it_in() -> None:
    old = {"BU08280609": "De Elzen", "BU08280906": "De Tillaard"}
    assert suggested(old, {"BU08280906": "De Tillaard en De Elzen"}) == [
        ("BU08280906", "BU08280906", Suggestion.SAME_CODE),
        ("BU08280609", "BU08280906", Suggestion.NAME_INSIDE),
    ]


def test_a_new_unit_is_found_in_the_name_of_the_one_that_it_was_part_of() -> None:
    new = {"BU08281401": "De Kolk", "BU08281405": "Schonenberg"}
    assert ("BU08281401", "BU08281405", Suggestion.NAME_INSIDE) in suggested({"BU08281401": "Kolk, Schonenberg"}, new)


def test_half_a_word_is_not_in_a_name() -> None:
    found = suggested({"BU08281800": "Lith", "BU08290000": "Elders"}, {"BU08281808": "De Lithse Ham"})
    assert found == [("BU08281800", "BU08281808", Suggestion.NEAR_CODE)]


def test_what_has_a_namesake_is_not_looked_for_in_other_names() -> None:
    both = {"BU08281500": "Herpen", "BU08281509": "Buitengebied Herpen"}
    assert {reason for *_, reason in suggested(both, both)} == {Suggestion.SAME_CODE}


def test_without_a_name_the_nearest_three_numbers_in_the_wijk_are_suggested() -> None:
    stay = dict.fromkeys(["BU08281400", "BU08281401", "BU08281403", "BU08281409", "BU08281505"])
    found = suggested(stay, stay | {"BU08281404": "De Bulk"})
    near = [pair for *pair, reason in found if reason == Suggestion.NEAR_CODE]
    assert near == [["BU08281403", "BU08281404"], ["BU08281401", "BU08281404"], ["BU08281400", "BU08281404"]]


def test_wijken_and_letters_in_codes_have_near_numbers_too() -> None:
    assert suggested({"WK0363MA": None}, {"WK0363MB": None}) == [("WK0363MA", "WK0363MB", Suggestion.NEAR_CODE)]


def test_nothing_is_suggested_for_nothing() -> None:
    assert suggested({}, {}) == []
    assert suggested({"BU08280000": "Centrum"}, {"BU05990000": "Noord"}) == []
