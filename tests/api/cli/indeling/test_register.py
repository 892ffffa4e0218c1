import json
from pathlib import Path

import pytest

from tests.api.cli.indeling.test_entering import SAID
from tests.api.cli.running import InProcess
from tests.etl.register.entries import APART, TOGETHER, listed


@pytest.fixture
def two_versions(filled: None, in_process: InProcess, tmp_path: Path) -> None:  # noqa: ARG001 - it goes first
    """The first version published, the second a concept from half a year later."""
    in_process(f"indeling lees {listed(tmp_path, TOGETHER).path} {SAID} --team Groen")
    in_process("indeling publiceer GM0001.beheer.1")
    later = f"{SAID.replace('2024-01-01', '2024-07-01')} --versie 2 --team Groen"
    in_process(f"indeling lees {listed(tmp_path, APART).path} {later}")


@pytest.mark.usefixtures("two_versions")
def test_publishing_names_what_lapses_and_where_the_difference_is(in_process: InProcess) -> None:
    code, said = in_process("indeling publiceer GM0001.beheer.2")
    assert code == 0
    assert said == (
        "GM0001.beheer.2 is vastgesteld en geldt vanaf 01-07-2024. GM0001.beheer.1 vervalt: geldig tot en met "
        "30-06-2024. Verschil: gebiedsmonitor indeling verschil GM0001.beheer.1 GM0001.beheer.2"
    )
    code, said = in_process("indeling publiceer GM0001.beheer.2")
    assert (code, said.partition(" op ")[0]) == (6, "GM0001.beheer.2 is al gepubliceerd")
    assert in_process("indeling publiceer GM0001.weg.1")[0] == 3


@pytest.mark.usefixtures("two_versions")
def test_publishing_as_json_says_the_same(in_process: InProcess) -> None:
    assert json.loads(in_process("indeling publiceer GM0001.beheer.2 --json")[1]) == {
        "name": "GM0001.beheer.2",
        "valid_from": "2024-07-01",
        "replaced_name": "GM0001.beheer.1",
        "replaced_valid_to": "2024-06-30",
    }


@pytest.mark.usefixtures("two_versions")
def test_the_list_has_each_version_with_its_status(in_process: InProcess) -> None:
    _, said = in_process("indeling lijst --gemeente GM0001")
    assert (
        "GM0001.beheer.2 Beheer Groen concept 2024-07-01 2 GM0001.beheer.1 Beheer Groen vastgesteld 2024-01-01 1"
        in said
    )
    rows = json.loads(in_process("indeling lijst --json")[1])["indelingen"]
    assert [row["indeling"] for row in rows][-2:] == ["GM0001.beheer.2", "GM0001.beheer.1"]


@pytest.mark.usefixtures("two_versions")
def test_one_is_shown_with_its_areas_their_units_and_whom_to_turn_to(in_process: InProcess) -> None:
    _, said = in_process("indeling toon GM0001.beheer.1")
    assert said.startswith("GM0001.beheer.1 (vastgesteld) Naam: Beheer Eigenaar: Groen Doel: Onderhoud")
    assert "1 Noord BU00010101, BU00010102 Groen" in said
    row = json.loads(in_process("indeling toon GM0001.beheer.1 --json")[1])
    assert row["gebieden"][0]["contactTeam"] == "Groen"
    assert [part["eenheid"] for part in row["gebieden"][0]["delen"]] == ["BU00010101", "BU00010102"]
    assert row["besluiten"] == []


@pytest.mark.usefixtures("two_versions")
def test_the_difference_names_areas_and_the_units_that_moved(in_process: InProcess) -> None:
    _, said = in_process("indeling verschil GM0001.beheer.1 GM0001.beheer.2")
    assert "Geldig vanaf 1 januari 2024 1 juli 2024" in said
    assert "o nieuw Oost w nieuw West 1 weg Noord" in said
    assert "BU00010101 West 1 w 100% BU00010102 Oost 1 o 100%" in said
    row = json.loads(in_process("indeling verschil GM0001.beheer.1 GM0001.beheer.2 --json")[1])
    assert [move["naarGebied"] for move in row["verplaatst"]] == ["w", "o"]
    assert "Er is niets veranderd." in in_process("indeling verschil GM0001.beheer.1 GM0001.beheer.1")[1]
