import json
from pathlib import Path

import pytest

from tests.api.cli.running import InProcess
from tests.etl.sources.register_data.declarations import declaration_in

COUNT = "737"


@pytest.fixture
def entering(tmp_path: Path) -> str:
    """The command that enters a register of the two buurten of GM0001, with a threshold of 1,000."""
    table = tmp_path / "jongeren.csv"
    table.write_text(f"buurt;aantal\nBU00010101;{COUNT}\nBU00010102;5000\n")
    return f"register lees {table} --verklaring {declaration_in(tmp_path, drempel=1000)}"


@pytest.mark.usefixtures("filled")
def test_a_register_is_entered_refused_proposed_and_published(in_process: InProcess, entering: str) -> None:
    code, said = in_process(entering)
    assert (code, said.partition(".")[0]) == (0, "Register jongeren is gelezen: 2 buurten, 2024")
    code, said = in_process("register publiceer jongeren")
    assert (code, "Voorstel: laat ook weg: BU00010102. Dat is 1 cijfer; minder kan niet" in said) == (6, True)
    code, said = in_process("register publiceer jongeren --met-voorstel")
    assert (code, "Register jongeren is gepubliceerd." in said) == (0, True)
    code, said = in_process("register controleer jongeren")
    assert (code, "Hieruit volgt niets geheims." in said) == (0, True)


@pytest.mark.usefixtures("filled")
def test_no_command_tells_a_secret_count(in_process: InProcess, entering: str) -> None:
    in_process(entering)
    for command in ("lijst", "controleer jongeren", "voorstel jongeren", "publiceer jongeren"):
        for ending in ("", " --json"):
            assert COUNT not in in_process(f"register {command}{ending}")[1]


@pytest.mark.usefixtures("filled")
def test_what_leaks_and_what_helps_can_be_read_by_a_program(in_process: InProcess, entering: str) -> None:
    in_process(entering)
    (checked,) = json.loads(in_process("register controleer jongeren --json")[1])
    (proposed,) = json.loads(in_process("register voorstel jongeren --json")[1])
    assert [(leak["gebieden"], leak["precies"]) for leak in checked["lekken"]] == [(["BU00010101"], True)]
    assert (proposed["ookWeglaten"], proposed["bewezen"]) == (["BU00010102"], True)


@pytest.mark.usefixtures("filled")
def test_an_own_choice_of_what_to_withhold_is_checked_too(in_process: InProcess, entering: str) -> None:
    in_process(entering)
    assert "Hieruit volgt niets geheims" in in_process("register controleer jongeren --ook BU00010102")[1]
    # The wijk is the same two buurten: its figure goes with that of the gemeente.
    assert "geheim: 3. Hieruit volgt niets geheims" in in_process("register controleer jongeren --ook GM0001")[1]
    assert "Dat mag zo niet naar buiten" in in_process("register controleer jongeren")[1]
    assert in_process("register publiceer jongeren --ook BU00019999")[0] == 4


@pytest.mark.usefixtures("filled")
def test_a_register_that_was_never_read_is_not_found(in_process: InProcess) -> None:
    code, said = in_process("register controleer ouderen")
    assert (code, "Er is geen eigen register 'ouderen'" in said) == (3, True)
