import json

import pytest

from tests.api.cli.reconciling.conftest import Answer
from tests.api.cli.running import InProcess
from tests.town import SOUTH, WEST

DAY = "2024-07-01"
HERE = f"{WEST + 500},{SOUTH + 1500}"

pytestmark = pytest.mark.usefixtures("two_years")


def test_for_a_point_every_clustering_names_its_area_and_contact(in_process: InProcess) -> None:
    code, said = in_process(f"indeling tafel --rd {HERE} --peildatum {DAY}")
    assert code == 0
    assert f"(RD {WEST + 500}, {SOUTH + 1500}) in GM0002, op 01-07-2024" in said
    assert "Indeling beheer Gebied west Coördinator west, Team beheer" in said
    assert "Indeling cbs-wijk WK000201 geen contact bekend" in said


def test_for_an_area_each_clustering_names_the_part_that_it_has(in_process: InProcess) -> None:
    _, said = in_process(f"indeling tafel --gebied GM0002.zorg.1.dorp --peildatum {DAY}")
    assert said.startswith("GM0002.zorg.1.dorp in GM0002, op 01-07-2024")
    assert "Indeling beheer Gebied oost 70% Coördinator oost, Team beheer Gebied west 30% Coördinator west" in said


def test_the_json_is_what_the_api_answers(in_process: InProcess, api_answer: Answer) -> None:
    _, said = in_process(f"indeling tafel --rd {HERE} --peildatum {DAY} --json")
    assert json.loads(said) == api_answer("_aan-tafel", rd=HERE, peildatum=DAY)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ("", 2, "Geef precies één van gebied, punt, rd en adres. Uitleg: 'gebiedsmonitor indeling tafel --help'."),
        (f"--rd {HERE} --gebied GM0002", 2, "Geef precies één van gebied, punt, rd en adres."),
        ("--punt 5.5", 2, "'5.5' is geen punt: geef twee getallen met een komma ertussen"),
        ("--rd 1,2 --peildatum 2024", 2, "--peildatum: '2024' is geen datum."),
        ("--gebied WK000277", 3, "Gebied 'WK000277' is niet geladen."),
        ("--adres 000", 3, "Adres '000' is niet geladen."),
        ("--rd 1,2", 4, "Het punt (x 1, y 2 in RD) ligt buiten Nederland."),
    ],
)
def test_a_place_that_is_none_ends_with_a_sentence_and_a_code(
    in_process: InProcess, arguments: str, code: int, sentence: str
) -> None:
    found_code, said = in_process(f"indeling tafel {arguments}")
    assert (found_code, said[: len(sentence)]) == (code, sentence)
