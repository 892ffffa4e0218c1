import pandas as pd
import pytest

from etl.sources.cbs.kwb_table import (
    UnexpectedAnswerError,
    is_change,
    is_figure,
    is_wanted,
    refused,
    rows_around,
    year_from,
)
from geodata.indicators.source_names import Topic


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


def test_names_and_codes_of_areas_are_no_figures_but_the_change_of_boundaries_is() -> None:
    name = Topic(("Regioaanduiding",), "Gemeentenaam", "naam")
    change = Topic(("Regioaanduiding",), "Indelingswijziging gemeente, wijk, buurt", "code")
    assert (is_figure(name), is_figure(change), is_change(change)) == (False, True, True)
    assert not is_change(Topic(("Bevolking",), "Indelingswijziging", "code"))


def test_only_cells_with_a_value_are_refused() -> None:
    cells_df = pd.DataFrame({"X_1": [1.5, None], "Y_2": [None, None]}, index=["GM0001", "GM0002"])
    assert refused(cells_df, "onbekend onderwerp").to_dict("records") == [
        {"gebied_code": "GM0001", "column": "X_1", "value": "1.5", "reason": "onbekend onderwerp"}
    ]


@pytest.mark.parametrize("period", ["2009-2012", "", None, "2024 1e kwartaal"])
def test_a_period_that_is_no_year_is_refused(period: object) -> None:
    with pytest.raises(UnexpectedAnswerError, match="een tabel over één jaar"):
        year_from(period, "http://host/table")


def test_a_period_of_one_year_is_read() -> None:
    assert year_from(" 2024 ", "http://host/table") == 2024
