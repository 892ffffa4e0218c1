import json
from pathlib import Path

import pytest

from tests.api.cli.running import InProcess

SAID = "--gemeente GM0001 --sleutel beheer --naam Beheer --eigenaar Groen --doel Onderhoud --geldig-vanaf 2024-01-01"
REGISTER = """
[[indeling]]
key = "beheer"
gemeente_code = "GM0001"
name = "Beheer"
owner = "Groen"
purpose = "Onderhoud"
valid_from = 2024-01-01
status = "vastgesteld"
base_level = "buurt"
base_peildatum = 2024-01-01
file = "beheer.csv"
"""

pytestmark = pytest.mark.usefixtures("filled")


def half(table: Path) -> Path:
    """The table without its last unit."""
    lines = table.read_text().splitlines()
    path = table.with_name("half.csv")
    path.write_text("\n".join(lines[:-1]) + "\n")
    return path


def test_a_file_becomes_a_concept_and_the_next_step_is_named(in_process: InProcess, table: Path) -> None:
    code, said = in_process(f"indeling lees {table} {SAID}")
    assert code == 0
    assert said.startswith("GM0001.beheer.1 staat in het register: concept, 1 gebied. Bekijken:")
    assert said.endswith("Publiceren: gebiedsmonitor indeling publiceer GM0001.beheer.1")
    assert "staat er al (concept); er is niets veranderd" in in_process(f"indeling lees {table} {SAID}")[1]


def test_a_register_says_all_itself(in_process: InProcess, table: Path) -> None:
    register = table.with_name("register.toml")
    register.write_text(REGISTER)
    assert "GM0001.beheer.1 staat in het register: vastgesteld" in in_process(f"indeling lees {register}")[1]
    code, said = in_process(f"indeling lees {register} --naam Anders")
    assert (code, said.partition(".")[0]) == (2, "--naam hoort bij één bestand; een register zegt het zelf")
    assert in_process("indeling lees weg.toml")[0] == 3


def test_what_a_file_alone_does_not_say_is_asked_for(in_process: InProcess, table: Path) -> None:
    code, said = in_process(f"indeling lees {table} --gemeente GM0001 --naam Beheer")
    assert code == 2
    assert said.startswith("Geef ook --sleutel, --eigenaar, --doel, --geldig-vanaf; of zet alles in een register")


@pytest.mark.parametrize(
    ("wrong", "code", "sentence"),
    [
        ("--geldig-vanaf 2024", 2, "--geldig-vanaf: '2024' is geen datum. Schrijf jaar-maand-dag"),
        ("--status klaar", 2, "--status: 'klaar' kan hier niet; kies uit 'concept', 'vastgesteld', 'vervallen'."),
        ("--sleutel Beheer", 4, "--sleutel heeft niet de vorm"),
        ("--rol j@oss.nl --speling 900", 4, "--rol moet een rol of team zijn, geen e-mailadres"),
        ("--basis GM0001.weg.1", 3, "De indeling GM0001.weg.1, waarop deze bouwt, staat niet in het register."),
        ("--peildatum 2020-01-01", 3, "Van GM0001 is geen enkele buurt met grenzen per 01-01-2020 geladen."),
    ],
)
def test_a_wrong_option_is_named_with_what_was_expected(
    in_process: InProcess, table: Path, wrong: str, code: int, sentence: str
) -> None:
    found_code, said = in_process(f"indeling lees {table} {SAID} {wrong}")
    assert (found_code, said[: len(sentence)]) == (code, sentence)


def test_all_options_that_are_wrong_are_named_at_once(in_process: InProcess, table: Path) -> None:
    _, said = in_process(f"indeling lees {table} {SAID} --rol j@oss.nl --speling 900")
    assert "--rol moet een rol" in said
    assert "--speling mag hoogstens 250" in said


def test_a_check_shows_all_that_is_wrong_and_stores_nothing(in_process: InProcess, table: Path) -> None:
    code, said = in_process(f"indeling controleer {half(table)} --gemeente GM0001")
    assert code == 4
    assert "fout niet ingedeeld (2) BU00010102 Oost" in said
    assert "Op de opdrachtregel: --gedeeltelijk, of --rest NAAM." in said
    assert said.endswith("2 fouten: zo kan deze indeling niet in het register.")
    assert len(json.loads(in_process("etl status --json")[1])) == 2


def test_a_check_of_what_is_right_shows_what_would_be_decided(in_process: InProcess, table: Path) -> None:
    code, said = in_process(f"indeling controleer {half(table)} --gemeente GM0001 --rest Rest")
    assert code == 0
    assert "beslissing rest BU00010102 Oost hoort bij geen gebied" in said
    assert said.endswith("Geen fouten: 2 gebieden. Er is niets opgeslagen; in het register zetten: indeling lees.")


def test_a_check_as_json_holds_findings_and_decisions(in_process: InProcess, table: Path) -> None:
    code, said = in_process(f"indeling controleer {half(table)} --gemeente GM0001 --json")
    (row,) = json.loads(said)
    assert (code, row["is_goed"], row["gebieden"]) == (4, False, None)
    assert [one["code"] for one in row["bevindingen"] if one["ernst"] == "fout"] == ["BU00010102", None]
    (row,) = json.loads(in_process(f"indeling controleer {half(table)} --gemeente GM0001 --rest Rest --json")[1])
    assert [(one["soort"], one["eenheid"], one["gebied"]) for one in row["beslissingen"]] == [
        ("rest", "BU00010102", "rest")
    ]


def test_what_was_read_as_json_is_a_report_per_clustering(in_process: InProcess, table: Path) -> None:
    (report,) = json.loads(in_process(f"indeling lees {table} {SAID} --json")[1])
    assert (report["result"], report["counts"]["indeling"], report["counts"]["status"]) == (
        "gelukt",
        "GM0001.beheer.1",
        "concept",
    )
