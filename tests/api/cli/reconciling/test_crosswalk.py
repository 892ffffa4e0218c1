import csv
import json
from pathlib import Path

import pytest

from tests.api.cli.reconciling.conftest import Answer
from tests.api.cli.running import InProcess

BEHEER, ZORG = "GM0002.beheer.1", "GM0002.zorg.1"

pytestmark = pytest.mark.usefixtures("two_years")


def test_each_row_says_what_two_areas_share_and_which_part_of_either_that_is(in_process: InProcess) -> None:
    code, said = in_process(f"indeling kruistabel {BEHEER} {ZORG}")
    assert code == 0
    assert said == (
        "Van Indeling beheer naar Indeling zorg Indeling beheer Indeling zorg inwoners van eerste van tweede "
        "Gebied oost Gebied buitengebied 3.800 84,4% 55,9% Gebied oost Gebied dorp 700 15,6% 70% "
        "Gebied west Gebied buitengebied 3.000 90,9% 44,1% Gebied west Gebied dorp 300 9,1% 30%"
    )


def test_areas_are_written_in_square_kilometres(in_process: InProcess) -> None:
    _, said = in_process(f"indeling kruistabel {BEHEER} {ZORG} --gewicht oppervlakte")
    assert "km² van eerste van tweede Gebied oost Gebied buitengebied 4,00 66,7% 50%" in said


def test_the_json_is_what_the_api_answers(in_process: InProcess, api_answer: Answer) -> None:
    _, said = in_process(f"indeling kruistabel {BEHEER} {ZORG} --json")
    assert json.loads(said) == api_answer("_kruistabel", van=BEHEER, naar=ZORG)


def test_the_table_for_a_spreadsheet_is_what_the_api_answers(
    in_process: InProcess, api_answer: Answer, target: Path
) -> None:
    _, said = in_process(f"indeling kruistabel {BEHEER} {ZORG} --csv {target}")
    assert said.endswith(f"Geschreven: {target}")
    assert target.read_bytes() == api_answer("_kruistabel", van=BEHEER, naar=ZORG, formaat="csv")


def test_two_years_of_one_level_are_translated_by_their_boundaries(in_process: InProcess) -> None:
    code, said = in_process("indeling kruistabel cbs-buurt.2024 cbs-buurt.2025 --gemeente GM0002")
    assert code == 0
    assert "BU00020002 BU00020002 BU00020001 BU00020001 100% 33,3% ligt er geheel in" in said
    assert said.endswith("7 buurten ongewijzigd.")


def test_back_in_time_a_merged_unit_falls_apart(in_process: InProcess, target: Path) -> None:
    in_process(f"indeling kruistabel cbs-buurt.2025 cbs-buurt.2024 --gemeente GM0002 --csv {target}")
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["eenheid"] == "BU00020102"]
    assert [(row["naarEenheid"], row["aandeelVanEenheid"], row["kwaliteit"]) for row in rows] == [
        ("BU00020102", "0,5", "vlakken"),
        ("BU00020103", "0,5", "vlakken"),
    ]


def test_years_as_json_name_every_unit_with_its_area_and_shares(in_process: InProcess) -> None:
    _, said = in_process("indeling kruistabel cbs-wijk.2024 cbs-wijk.2025 --gemeente GM0002 --json")
    answer = json.loads(said)
    assert (answer["van"], answer["gemeenteCode"], answer["verdeeldNaar"]) == ("cbs-wijk.2024", "GM0002", None)
    assert answer["rijen"][0] == {
        "eenheid": "WK000200",
        "eenheidNaam": "WK000200",
        "naarEenheid": "WK000200",
        "naarEenheidNaam": "WK000200",
        "oppervlakteM2": 4e6,
        "aandeelVanEenheid": 1.0,
        "aandeelVanNaarEenheid": 1.0,
        "kwaliteit": "gelijk",
    }


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (BEHEER, 2, "NAAR ontbreekt."),
        (f"{BEHEER} GM0002.parken.1", 3, "Indeling 'GM0002.parken.1' staat niet"),
        ("cbs-buurt.2024 cbs-buurt.2025 --gemeente GM0003", 3, "Van GM0003 is geen buurt per 01-01-2024 geladen."),
        ("cbs-buurt.2024 cbs-buurt.2025", 4, "Noem ook de gemeente: dit zijn landelijke indelingen."),
        (f"{BEHEER} {ZORG} --csv /nergens/over.csv", 4, "/nergens/over.csv kan niet worden geschreven"),
        (f"{BEHEER} cbs-buurt.2025", 6, "Deze indelingen zijn zo niet naast elkaar te leggen:"),
    ],
)
def test_what_cannot_be_translated_ends_with_a_sentence_and_a_code(
    in_process: InProcess, arguments: str, code: int, sentence: str
) -> None:
    found_code, said = in_process(f"indeling kruistabel {arguments}")
    assert (found_code, said[: len(sentence)]) == (code, sentence)
