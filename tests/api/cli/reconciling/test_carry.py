import json
import shlex
from pathlib import Path

import psycopg
import pytest

from tests.api.cli.running import InProcess, Run, failure

pytestmark = pytest.mark.usefixtures("two_years")


def test_what_needs_a_decision_is_shown_with_its_candidates(in_process: InProcess) -> None:
    code, said = in_process("indeling overzetten GM0002.beheer.1 2025")
    assert code == 0
    assert "uit één gebied 1 buurt eenheid ongewijzigd 7 buurten wacht op een besluit 1 buurt" in said
    assert "BU00020001 BU00020001 oost Gebied oost voorstel 67% van de eenheid komt daarvandaan" in said
    assert said.endswith("west Gebied west 33% van de eenheid komt daarvandaan")


def test_without_outlines_codes_and_names_suggest_where_units_belong(in_process: InProcess, two_years: str) -> None:
    with psycopg.connect(two_years) as connection:
        connection.execute("UPDATE gebied SET geom = NULL, change = NULL WHERE peildatum = '2025-01-01'")
    _, said = in_process("indeling overzetten GM0002.beheer.1 2025")
    assert "wacht op een besluit 9 buurten" in said
    assert "BU00020200 BU00020200 west Gebied west voorstel BU00020200: zelfde code" in said


def test_nothing_is_written_before_all_is_decided(in_process: InProcess, target: Path) -> None:
    code, said = in_process(f"indeling overzetten GM0002.beheer.1 2025 --naar {target}")
    assert (code, said[:40]) == (4, "Nog te besluiten: 1. Er is niets geschre")
    assert not target.exists()


def test_the_file_and_the_command_beside_it_make_a_new_version(run: Run, tmp_path: Path, target: Path) -> None:
    decisions = tmp_path / "besluiten.csv"
    decisions.write_text("buurtcode;gebied\n00020001;west\n")
    arguments = ("indeling", "overzetten", "GM0002.beheer.1", "2025", "--naar", str(target))
    done = run(*arguments, "--besluiten", str(decisions))
    assert target.read_text(encoding="utf-8-sig").splitlines()[:3] == [
        "code;gebied;naam;contact_rol;contact_team",
        "BU00020000;west;Gebied west;Coördinator west;Team beheer",
        "BU00020001;west;Gebied west;Coördinator west;Team beheer",
    ]
    program, *command = shlex.split(done.stdout.splitlines()[-1])
    assert (program, command[:3]) == ("gebiedsmonitor", ["indeling", "lees", str(target)])
    assert "GM0002.beheer.2 staat in het register: concept, 2 gebieden" in run(*command).stdout
    shown = run("indeling", "vergelijk", "GM0002.beheer.2", "cbs-wijk.2025", "--gewicht", "oppervlakte").stdout
    assert "Indeling beheer en Indeling cbs-wijk lopen door elkaar" in shown


def test_suggestions_are_followed_on_request(in_process: InProcess, target: Path) -> None:
    code, said = in_process(f"indeling overzetten GM0002.beheer.1 2025 --volg-voorstel --naar {target}")
    assert (code, "wacht op een besluit 0 buurten" in said) == (0, True)
    assert "BU00020001;oost;" in target.read_text(encoding="utf-8-sig")


def test_a_unit_that_is_decided_to_be_in_no_area_is_named_and_not_written(
    in_process: InProcess, tmp_path: Path, target: Path
) -> None:
    decisions = tmp_path / "besluiten.csv"
    decisions.write_text("code;gebied\nBU00020001;\n")
    _, said = in_process(f"indeling overzetten GM0002.beheer.1 2025 --besluiten {decisions} --naar {target}")
    assert "In geen gebied: BU00020001 BU00020001." in said
    assert "BU00020001" not in target.read_text(encoding="utf-8-sig")


def test_a_cut_unit_keeps_its_shares_and_loses_its_line(in_process: InProcess, target: Path) -> None:
    _, said = in_process(f"indeling overzetten GM0002.plan.1 2025 --volg-voorstel --naar {target}")
    assert "Van 1 buurt gaat alleen het aandeel mee, niet de getekende grens van het stuk." in said
    rows = target.read_text(encoding="utf-8-sig").splitlines()
    assert [row for row in rows if row.startswith("BU00020202")] == [
        "BU00020202;p;Gebied p;0,5;Coördinator p;Team plan",
        "BU00020202;q;Gebied q;0,5;Coördinator q;Team plan",
    ]


def test_as_json_each_part_and_each_open_decision_is_told(in_process: InProcess) -> None:
    _, said = in_process("indeling overzetten GM0002.beheer.1 2025 --json")
    answer = json.loads(said)
    assert answer["delen"][0] == {
        "gebied": "west",
        "eenheid": "BU00020000",
        "aandeel": 1.0,
        "waarom": "eenheid ongewijzigd",
    }
    (open_decision,) = answer["teBesluiten"]
    assert [(one["gebied"], one["isVoorstel"]) for one in open_decision["kandidaten"]] == [
        ("oost", True),
        ("west", False),
    ]


@pytest.mark.parametrize(
    ("written", "code", "sentence"),
    [
        ("code;gebied\nBU00020001;west\nBU00020001;oost\n", 4, "besluiten.csv noemt BU00020001 meer dan eens."),
        ("code;gebied\nBU00020103;west\n", 4, "De besluiten over nieuwe eenheden kloppen niet;"),
        ("code;gebied\nWK000200;west\n", 4, "'WK000200' is"),
        ("code;rol\nBU00020001;Adviseur\n", 5, "besluiten.csv mist gebied of naam;"),
        (None, 3, "Het bestand "),
    ],
)
def test_decisions_that_do_not_hold_are_refused(
    in_process: InProcess, tmp_path: Path, written: str | None, code: int, sentence: str
) -> None:
    decisions = tmp_path / "besluiten.csv"
    if written is not None:
        decisions.write_text(written)
    found_code, said = in_process(f"indeling overzetten GM0002.beheer.1 2025 --besluiten {decisions}")
    assert (found_code, said[: len(sentence)]) == (code, sentence)


def test_what_cannot_be_carried_ends_with_a_sentence_and_a_code(run: Run) -> None:
    for name, year, code, said in (
        ("cbs-wijk.2024", "2025", 4, "cbs-wijk.2024 hoeft niet te worden overgezet: zij is van het CBS"),
        ("GM0002.zorg.1", "2024", 4, "GM0002.zorg.1 hoeft niet te worden overgezet: zij staat al op de grenzen van"),
        ("GM0002.zorg.1", "2023", 3, "Van GM0002 is geen buurt per 01-01-2023 geladen. Wel geladen: 01-01-2024"),
    ):
        found_code, sentence = failure(run("indeling", "overzetten", name, year))
        assert (found_code, sentence[: len(said)]) == (code, said)
