import json
import shlex
from pathlib import Path

import pytest

from tests.api.cli.running import InProcess, Run

BEHEER, ZORG = "GM0002.beheer.1", "GM0002.zorg.1"


@pytest.mark.usefixtures("two_years")
def test_the_owner_that_counts_most_gets_its_way_where_that_costs_least(in_process: InProcess) -> None:
    code, said = in_process(f"indeling voorstel {BEHEER} {ZORG} --gewichten 1,3")
    assert code == 0
    assert said.startswith("Voorstel: 2 gebieden, gevonden in ")
    assert "Bewezen: met deze wensen kan het verschil met alle eigenaren samen niet kleiner." in said
    assert "De beste bestaande is Indeling zorg; het voorstel geeft evenveel verschil." in said
    assert "Indeling beheer 1 6 buurten 3.700 (3.676–3.724)" in said
    assert "Indeling zorg 3 0 buurten 0 1,00" in said
    assert "Gebied buitengebied 8 buurten 6.800 (6.768–6.832)" in said


@pytest.mark.usefixtures("two_years")
def test_a_wished_number_of_areas_is_kept_to_with_the_fewest_people_parted(in_process: InProcess) -> None:
    _, said = in_process(f"indeling voorstel {BEHEER} {ZORG} --gewichten 1,3 --gebieden 3")
    assert said.startswith("Voorstel: 3 gebieden")
    assert "De beste bestaande is Indeling zorg, en die voldoet zelf niet aan de wensen" in said
    assert "Indeling zorg 3 2 buurten 300 (292–308)" in said


@pytest.mark.usefixtures("two_years")
def test_the_file_and_the_command_beside_it_put_the_proposal_in_the_register(run: Run, target: Path) -> None:
    done = run("indeling", "voorstel", BEHEER, ZORG, "--gewichten", "1,3", "--naar", str(target))
    assert target.read_text(encoding="utf-8-sig").splitlines()[0] == "code;gebied;naam"
    program, *command = shlex.split(done.stdout.splitlines()[-1])
    assert (program, command[:3]) == ("gebiedsmonitor", ["indeling", "lees", str(target)])
    assert "GM0002.gezamenlijk.1 staat in het register: concept, 2 gebieden" in run(*command).stdout
    assert "zijn gelijk" in run("indeling", "vergelijk", "GM0002.gezamenlijk.1", ZORG).stdout


@pytest.mark.usefixtures("two_years")
def test_for_a_program_the_outcome_is_written_as_the_api_does(in_process: InProcess) -> None:
    code, said = in_process(f"indeling voorstel {BEHEER} {ZORG} --gewichten 1,3 --json")
    outcome = json.loads(said)
    assert (code, outcome["isBewezen"], outcome["kloof"]) == (0, True, 0)
    assert [(bill["indeling"], bill["gewicht"]) for bill in outcome["rekeningen"]] == [(BEHEER, 1), (ZORG, 3)]
    assert len(outcome["gebieden"]) == 2


@pytest.mark.usefixtures("two_years")
def test_a_cut_unit_is_written_with_the_share_of_each_area(in_process: InProcess, target: Path) -> None:
    in_process(f"indeling voorstel {ZORG} GM0002.plan.1 --gewichten 1,9 --naar {target}")
    rows = [row for row in target.read_text(encoding="utf-8-sig").splitlines() if row.startswith("BU00020202")]
    assert [row.rpartition(";")[2] for row in rows] == ["0,5", "0,5"]


@pytest.mark.usefixtures("two_years")
@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (f"{BEHEER} {ZORG} --gewichten 1", 2, "--gewichten: '1' zijn geen 2 gewichten."),
        (f"{BEHEER} {ZORG} --gewichten 0,0", 2, "--gewichten: ten minste één indeling moet meetellen."),
        (f"{BEHEER} {ZORG} --gebieden 12-8", 2, "--gebieden: '12-8' is geen bereik."),
        (f"{BEHEER} {ZORG} --inwoners veel", 2, "--inwoners: 'veel' is geen bereik."),
        (f"{BEHEER} {ZORG} --samen BU00020000", 2, "--samen: 'BU00020000' noemt geen twee eenheden."),
        (f"{BEHEER} {ZORG} --dicht-bij cbs-wijk.2024", 2, "--dicht-bij: noem cbs-wijk.2024 ook bij de indelingen."),
        (f"{BEHEER} GM0002.parken.1", 3, "Indeling 'GM0002.parken.1' staat niet in het register."),
        (f"{BEHEER} {ZORG} --apart BU00020000/BU00029999", 4, "Deze eenheden zijn er niet,"),
        (f"{BEHEER} {ZORG} --gebieden 5-", 4, "Er is geen indeling die aan alle wensen voldoet:"),
        (f"{BEHEER} {ZORG} --inwoners 9000-", 4, "Er is geen indeling die aan alle wensen voldoet:"),
    ],
)
def test_wishes_that_cannot_be_met_end_with_a_sentence_and_a_code(
    in_process: InProcess, arguments: str, code: int, sentence: str
) -> None:
    found_code, said = in_process(f"indeling voorstel {arguments}")
    assert (found_code, said[: len(sentence)]) == (code, sentence)
