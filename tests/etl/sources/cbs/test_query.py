import pandas as pd

from etl.sources.cbs.query import is_wanted, rows_around, starting_with


def test_a_gemeente_comes_with_the_country_and_all_that_lies_in_it() -> None:
    codes = pd.Index(["NL00", "GM0828", "WK082800", "BU08280000", "GM0082", "BU12340828", "WK0828AD"])
    assert codes[is_wanted(codes, "GM0828")].tolist() == ["NL00", "GM0828", "WK082800", "BU08280000", "WK0828AD"]
    assert is_wanted(codes, None).all()


def test_the_condition_on_codes_needs_no_padding() -> None:
    assert rows_around("GM0828").split(" or ") == [
        "startswith(WijkenEnBuurten,'NL00')",
        "startswith(WijkenEnBuurten,'GM')",
        "startswith(WijkenEnBuurten,'WK0828')",
        "startswith(WijkenEnBuurten,'BU0828')",
    ]


def test_several_levels_are_asked_for_in_one_condition() -> None:
    assert starting_with("WK", "BU") == "startswith(WijkenEnBuurten,'WK') or startswith(WijkenEnBuurten,'BU')"
