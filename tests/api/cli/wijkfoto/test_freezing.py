import json
import re

import psycopg
import pytest

from etl.load import load_batch
from geodata.indicators.catalogue import load_catalogue
from tests.api.cli.running import InProcess
from tests.batches import figures_batch

FREEZE = "wijkfoto bevries WK000101 --aanleiding Raad --door Griffie"


@pytest.fixture
def frozen_id(filled: None, in_process: InProcess) -> str:  # noqa: ARG001 - it goes first
    """The address of the wijk, frozen with 35 inhabitants."""
    return str(json.loads(in_process(f"{FREEZE} --json")[1])["kenmerk"])


def revise(scratch_url: str) -> None:
    """Load other figures of the same year in the place of those that were frozen."""
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        batch = figures_batch({"GM0001": 33.0, "WK000101": 40.0}, sha256="e" * 64)
        load_batch(connection, batch, catalogue=load_catalogue())


@pytest.mark.usefixtures("filled")
def test_freezing_names_the_address_and_a_second_time_that_it_was_there(in_process: InProcess) -> None:
    code, said = in_process(FREEZE)
    assert code == 0
    found = re.match(r"De wijkfoto van Wijk \(WK000101\) is vastgelegd: /bevroren/([a-z2-7]{16}) ", said)
    assert found
    assert said.endswith(f"gebiedsmonitor wijkfoto verschil {found[1]}")
    assert re.search(rf"was op \d\d-\d\d-20\d\d al vastgelegd: /bevroren/{found[1]} ", in_process(FREEZE)[1])


@pytest.mark.usefixtures("filled")
def test_before_anything_was_frozen_the_list_says_how_to(in_process: InProcess) -> None:
    assert in_process("wijkfoto bevroren")[1].endswith("gebiedsmonitor wijkfoto bevries CODE")


def test_the_list_has_what_was_frozen_of_all_areas_or_of_one(in_process: InProcess, frozen_id: str) -> None:
    assert f"{frozen_id} Wijk (WK000101) 20" in in_process("wijkfoto bevroren")[1]
    (row,) = json.loads(in_process("wijkfoto bevroren --gebied WK000101 --json")[1])
    assert (row["kenmerk"], row["aanleiding"], row["door"]) == (frozen_id, "Raad", "Griffie")
    assert json.loads(in_process("wijkfoto bevroren --gebied GM0001 --json")[1]) == []


def test_a_revision_is_told_with_both_figures(in_process: InProcess, frozen_id: str, scratch_url: str) -> None:
    revise(scratch_url)
    code, said = in_process(f"wijkfoto verschil {frozen_id}")
    assert code == 0
    assert "1 cijfer van toen en nu: 1 veranderde, 0 bleven gelijk" in said
    assert "Inwoners 35 (2024) 40 (2024) +5 herzien door de bron +5" in said
    (line,) = json.loads(in_process(f"wijkfoto verschil {frozen_id} --json")[1])["regels"]
    assert (line["verschil"], line["delen"]["herziening"]) == (5.0, 5.0)


def test_a_load_that_something_was_frozen_from_can_be_taken_back(in_process: InProcess, frozen_id: str) -> None:
    for load in (2, 1):
        assert in_process(f"etl undo {load}")[0] == 0
    code, said = in_process(f"wijkfoto verschil {frozen_id}")
    assert code == 0
    assert "Dit gebied is nu niet geladen" in said
    assert "Inwoners: niet te vergelijken. Van dit gebied is dit cijfer nu niet geladen." in said


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("bevries WK000199", 3),
        ("bevries WK000101 --peildatum 2020-01-01", 3),
        ("bevries WK000101 --peildatum juni", 2),
        ("verschil weg", 3),
    ],
)
def test_what_is_not_there_ends_with_its_own_exit_code(in_process: InProcess, arguments: str, expected: int) -> None:
    assert in_process(f"wijkfoto {arguments}")[0] == expected
