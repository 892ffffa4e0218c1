import pandas as pd
import pytest

from etl.sources.indeling.areas import area_code, with_areas


def filled(*rows: tuple[str, str]) -> list[list[str]]:
    return with_areas(pd.DataFrame(list(rows), columns=["gebied", "naam"], dtype="str")).to_numpy().tolist()


def test_an_area_without_code_gets_one_from_its_name_whatever_the_order() -> None:
    rows = [("", "Oss-Zuid"), ("", "Café & Omgeving")]
    assert filled(*rows) == [["Oss-Zuid", "Oss-Zuid"], ["cafe-omgeving", "Café & Omgeving"]]
    assert filled(*rows[::-1]) == filled(*rows)[::-1]


def test_an_area_without_name_is_called_by_its_code() -> None:
    assert filled(("R1", ""), ("R2", "")) == [["R1", "R1"], ["R2", "R2"]]


def test_a_name_that_stands_once_holds_for_all_rows_of_the_area() -> None:
    assert filled(("1", ""), ("1", "Centrum"), ("2", "Zuid"), ("1", "")) == [
        ["1", "Centrum"],
        ["1", "Centrum"],
        ["2", "Zuid"],
        ["1", "Centrum"],
    ]


def test_a_code_that_cannot_stand_in_an_address_is_taken_for_a_name() -> None:
    assert filled(("Noord / Oost", "")) == [["noord-oost", "Noord / Oost"]]


def test_a_row_without_area_stays_so() -> None:
    assert filled(("", ""), ("1", "A")) == [["", ""], ["1", "A"]]


@pytest.mark.parametrize("written", ["01", "W-3", "a_b", "Oss-Zuid"])
def test_a_code_is_kept_as_it_is(written: str) -> None:
    assert area_code(written) == written
