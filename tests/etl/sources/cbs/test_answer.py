import pandas as pd
import pytest

from etl.sources.cbs.answer import UnexpectedAnswerError, areas_in, records_in, year_from


@pytest.mark.parametrize("answer", [None, [], "fout", {}, {"value": None}, {"value": {"Key": "GM0828"}}])
def test_an_answer_without_a_list_of_records_is_refused_with_its_address(answer: object) -> None:
    with pytest.raises(UnexpectedAnswerError, match=r"http://host/table .*een lijst onder 'value'"):
        records_in(answer, "http://host/table")


def test_an_answer_without_records_is_an_answer() -> None:
    assert records_in({"value": []}, "http://host/table") == []


def test_areas_lose_their_padding_and_keep_what_changed() -> None:
    codes = pd.Series(["NL00      ", "GM0828    ", "BU08280000", "GM0363    "])
    names = pd.Series(["Nederland", "Oss  ", "Centrum", "Amsterdam"])
    areas_df = areas_in(codes, names, changes=pd.Series({"BU08280000": 3}), gemeente_code="GM0828")
    assert areas_df["name"].to_dict() == {"NL00": "Nederland", "GM0828": "Oss", "BU08280000": "Centrum"}
    assert areas_df["change"].dropna().to_dict() == {"BU08280000": 3}


@pytest.mark.parametrize("period", ["2009-2012", "", None, "2024 1e kwartaal"])
def test_a_period_that_is_no_year_is_refused(period: object) -> None:
    with pytest.raises(UnexpectedAnswerError, match="een tabel over één jaar"):
        year_from(period, "http://host/table")


def test_a_period_of_one_year_is_read() -> None:
    assert year_from(" 2024 ", "http://host/table") == 2024
