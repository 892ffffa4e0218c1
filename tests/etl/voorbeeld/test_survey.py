import pytest

from etl.sources.tabel.table import batches_from_path, load_column_map
from etl.voorbeeld.__main__ import TARGET
from etl.voorbeeld.survey import MINIMUM_RESPONSE, NOT_ASKED, SURVEY_YEARS, WITHHELD, opinions, survey
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.status import Status

QUESTIONS = slice(4, None)


@pytest.mark.parametrize("year", SURVEY_YEARS)
def test_a_wijk_with_too_few_answers_is_withheld_whole(year):
    frame = survey(year)
    few = frame["respons"] < MINIMUM_RESPONSE
    cells = frame.iloc[:, QUESTIONS]

    assert few.sum() >= 5
    assert cells[few].isin([WITHHELD, NOT_ASKED]).all(axis=None)
    assert not (cells[~few] == WITHHELD).any(axis=None)


def test_a_question_that_was_not_asked_yet_has_no_answers():
    assert set(survey(2022)["% (zeer) eenzaam"]) == {NOT_ASKED}
    assert NOT_ASKED not in set(survey(2024)["% (zeer) eenzaam"])


@pytest.mark.parametrize("year", SURVEY_YEARS)
def test_answers_are_within_sampling_error_of_what_all_would_say(year):
    frame, everyone = survey(year), opinions(year)
    shown = frame[frame["respons"] >= MINIMUM_RESPONSE].drop(index="GM9999")

    for code, row in shown.iterrows():
        mark = float(row["rapportcijfer leefbaarheid"].replace(",", "."))
        share = float(row["% tevreden over groen"]) / 100
        assert mark == pytest.approx(everyone.loc[code, "rapportcijfer leefbaarheid"], abs=0.8)
        assert share == pytest.approx(everyone.loc[code, "% tevreden over groen"], abs=0.25)


def test_the_gemeente_counts_all_answers():
    frame = survey(2024)

    assert frame.loc["GM9999", "respons"] == frame.drop(index="GM9999")["respons"].sum()
    assert frame.index[0] == "GM9999"


def test_a_wijk_keeps_its_character_when_its_code_changes():
    before, after = opinions(2022).loc["WK999918"], opinions(2024).loc["WK999922"]

    assert before["wijknaam"] == after["wijknaam"] == "Broekermade"
    assert before["schaalscore sociale cohesie"] == pytest.approx(after["schaalscore sociale cohesie"], abs=0.15)


@pytest.mark.parametrize("year", SURVEY_YEARS)
def test_the_ordinary_reader_reads_every_question_without_a_fault(year):
    path = TARGET / f"bewonersonderzoek-{year}.csv"

    (batch,) = batches_from_path(path, load_column_map("bewonersonderzoek"), load_catalogue())

    assert batch.faults == ()
    assert batch.observations_df["indicator"].nunique() == len(survey(year).columns[QUESTIONS])
    assert (batch.observations_df["status"] == Status.SECRET).sum() == (survey(year) == WITHHELD).sum().sum()
