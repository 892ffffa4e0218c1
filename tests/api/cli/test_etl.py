import json
import re
from pathlib import Path

import pytest

from tests.api.cli.running import InProcess, Run, failure
from tests.etl.test_weights import addresses

CLOSED = "http://127.0.0.1:1"


@pytest.mark.usefixtures("filled")
def test_loads_are_shown_with_their_faults_and_taken_back(run: Run, in_process: InProcess) -> None:
    assert re.search(r"^ *1 +wijkenbuurten_2024 +alles +2024-01-01 +20", run("etl", "status").stdout, re.MULTILINE)
    records = json.loads(run("etl", "status", "--json").stdout)
    assert [(record["id"], record["result"]) for record in records] == [(1, "gelukt"), (2, "gelukt")]
    assert in_process("etl fouten 2") == (0, "Bij deze lading is niets gevonden.")
    assert in_process("etl undo 1")[0] == 6
    assert "3 verwijderd" in run("etl", "undo", "2").stdout
    assert in_process("etl undo 2")[0] == 3


def test_unreachable_publishers_end_with_5_and_what_to_do(run: Run, tmp_path: Path) -> None:
    down = {"CBS_V3_URL": CLOSED, "PDOK_OGC_URL": CLOSED, "PDOK_WFS_URL": CLOSED, "HTTP_ATTEMPTS": "1"}
    code, sentence = failure(run("etl", "gemeente", "GM0828", "2024", **down))
    assert code == 5
    assert f"in {tmp_path}/invoer/2024 " in sentence
    assert "kwb-2024.xlsx" in sentence
    assert json.loads(run("etl", "status", "--json").stdout) == []


def test_the_sample_is_reported_as_json_and_the_second_time_as_there_already(run: Run) -> None:
    reports = json.loads(run("etl", "voorbeeld", "--json").stdout)
    assert {report["result"] for report in reports} == {"gelukt"}
    assert "Al geladen: 13 van de 13." in run("etl", "voorbeeld").stdout


def test_points_to_divide_by_are_counted_and_a_kind_that_is_none_is_refused(
    in_process: InProcess, tmp_path: Path
) -> None:
    path = addresses(tmp_path / "bag.gpkg", [10, 20, 30])
    assert in_process(f"etl gewichten {path} --soort adressen --jaar 2024")[1].endswith("3 punten geladen.")
    assert in_process(f"etl gewichten {path} --soort adressen --jaar 2024") == (0, "Al geladen: 1 van de 1.")
    code, said = in_process(f"etl gewichten {path} --soort huizen --jaar 2024")
    assert (code, said.partition(".")[0]) == (2, "--soort: 'huizen' kan hier niet; kies uit 'adressen', 'inwoners'")
    assert in_process("etl gewichten weg.gpkg --soort adressen --jaar 2024")[0] == 3
