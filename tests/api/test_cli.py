"""The command line as its user runs it: in a process of its own, with the environment that an operator sets."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from api.cli import main
from etl.load import load_batch
from geodata.indicators.catalogue import load_catalogue
from geodata.settings import PROJECT_DIR
from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from tests.batches import figures_batch, map_batch

COMMAND = str(Path(sys.executable).parent / "gebiedsmonitor")
SOURCE_COMMANDS = ["voorbeeld", "gemeente", "cbs", "pdok", "kaart", "kwb", "tabel", "indelingen"]
CLOSED = "http://127.0.0.1:1"
ENDS_WITHIN_S = 10
SERVES_WITHIN_S = 60

Run = Callable[..., subprocess.CompletedProcess[str]]
InProcess = Callable[[str], tuple[int, str]]


def environment(local_dir: Path, **settings: str) -> dict[str, str]:
    """What an operator sets, and of this process only where programs are found."""
    return {"PATH": os.environ["PATH"], "HOME": str(local_dir), "LOCAL_DIR": str(local_dir), **settings}


@pytest.fixture
def run(scratch_url: str, tmp_path: Path) -> Run:
    """Run the command on the scratch database, or on what the settings say."""

    def run_command(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        env = environment(tmp_path, **({"DATABASE_URL": scratch_url} | settings))
        return subprocess.run(
            [COMMAND, *arguments], env=env, cwd=PROJECT_DIR, capture_output=True, text=True, timeout=120, check=False
        )

    return run_command


@pytest.fixture
def filled(scratch_url: str) -> None:
    """A database with load 1, the map of four areas, and load 2, their figures."""
    with psycopg.connect(scratch_url, autocommit=True) as connection:
        for batch in (map_batch(), figures_batch({"GM0001": 33.0, "WK000101": 35.0, "BU00010101": 20.0})):
            load_batch(connection, batch, catalogue=load_catalogue())


@pytest.fixture
def in_process(
    scratch_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> InProcess:
    """Run the command within the test: exit code and what was said of it, on one line."""
    monkeypatch.setenv("DATABASE_URL", scratch_url)
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path))

    def run_here(arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["gebiedsmonitor", *arguments.split()])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        said = printed.err.partition("FOUT: ")[2] or printed.out
        return int(ended.value.code or 0), " ".join(said.split())

    return run_here


def failure(done: subprocess.CompletedProcess[str]) -> tuple[int, str]:
    """Return the exit code and what was said; a traceback is never said."""
    assert "Traceback" not in done.stderr + done.stdout
    return done.returncode, re.sub(r"\s+", " ", done.stderr.partition("FOUT: ")[2]).strip()


@pytest.mark.parametrize(
    ("group", "commands"),
    [
        ([], ["start", "serve", "db", "etl"]),
        (["db"], ["start", "stop", "upgrade", "status"]),
        (
            ["etl"],
            ["voorbeeld", "gemeente", "cbs", "pdok", "kaart", "kwb", "tabel", "indelingen", "status", "fouten", "undo"],
        ),
    ],
    ids=["all", "db", "etl"],
)
def test_help_names_every_command_in_dutch(run: Run, group: list[str], commands: list[str]) -> None:
    done = run(*group, "--help")
    shown = re.findall(r"^│ (\w+) +\S", done.stdout, re.MULTILINE)
    assert done.returncode == 0
    assert shown == commands
    assert "Gebruik:" in done.stdout
    assert not re.search(r"Usage|Options|Commands|Show this|<bool>", done.stdout)


def test_a_database_without_schema_is_refused_until_upgrade_makes_it(run: Run, cluster: Cluster) -> None:
    drop_database(cluster, "bare")
    create_database(cluster, "bare")
    url = cluster.url("bare")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION postgis")
    code, sentence = failure(run("etl", "status", DATABASE_URL=url))
    assert (code, "gebiedsmonitor db upgrade" in sentence) == (7, True)
    assert "(leeg) →" in run("db", "upgrade", DATABASE_URL=url).stdout
    facts = json.loads(run("db", "status", "--json", DATABASE_URL=url).stdout)
    assert facts["schema_database"] == facts["schema_programma"]
    assert facts["eigen_cluster"] is False


@pytest.mark.usefixtures("filled")
def test_loads_are_shown_with_their_faults_and_taken_back(run: Run, in_process: InProcess) -> None:
    assert re.search(r"^ *1 +wijkenbuurten_2024 +alles +2024-01-01 +20", run("etl", "status").stdout, re.MULTILINE)
    records = json.loads(run("etl", "status", "--json").stdout)
    assert [(record["id"], record["result"]) for record in records] == [(1, "gelukt"), (2, "gelukt")]
    assert in_process("etl fouten 2") == (0, "Bij deze lading is niets gevonden.")
    assert in_process("etl undo 1")[0] == 6
    assert "3 verwijderd" in run("etl", "undo", "2").stdout
    assert in_process("etl undo 2")[0] == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("etl gemeente", 2, "GM#### ontbreekt. Uitleg: 'gebiedsmonitor etl gemeente --help'."),
        ("etl cbs jaar", 2, "JAAR: 'jaar' is geen geheel getal."),
        ("etl cbs 1900", 2, "JAAR: '1900' moet ten minste 2013 zijn."),
        ("etl cbs 2024 2023", 2, "Er staat te veel: 2023."),
        ("etl kwb", 2, "BESTAND ontbreekt."),
        ("etl kwb kwb.xlsx --jaar", 2, "Achter --jaar ontbreekt een waarde."),
        ("etl kwb kwb.xlsx --json=ja", 2, "--json krijgt geen waarde."),
        ("etl ladn", 2, "De opdracht 'ladn' bestaat niet."),
        ("db status --jsno", 2, "De optie --jsno bestaat niet. Bedoelt u --json?"),
        ("start --gemeente GM0828", 2, "Geef gemeente én jaar"),
        ("etl fouten 7", 3, "Lading 7 bestaat niet."),
        ("etl kwb weg.xlsx", 3, "Het bestand weg.xlsx is er niet"),
        ("etl gemeente gm828 2024", 4, "'gm828' is geen CBS-code. Bedoelt u GM0828?"),
        ("etl pdok 2024 --gemeente 0828", 4, "'0828' is geen CBS-code. Bedoelt u GM0828?"),
        ("etl kaart pyproject.toml --crs RD", 4, "'RD' is geen bekend coördinatenstelsel."),
    ],
)
def test_what_goes_wrong_is_a_dutch_sentence_and_an_exit_code(
    in_process: InProcess, arguments: str, code: int, said: str
) -> None:
    found_code, sentence = in_process(arguments)
    assert (found_code, sentence[: len(said)]) == (code, said)


def test_a_wrong_call_and_refused_input_end_a_process_with_2_and_4(run: Run) -> None:
    assert failure(run("start", "--gemeente", "GM0828"))[0] == 2
    assert failure(run("start", "--gemeente", "gm828", "--jaar", "2024"))[0] == 4


def test_unreachable_publishers_end_with_5_and_what_to_do(run: Run, tmp_path: Path) -> None:
    down = {"CBS_V3_URL": CLOSED, "PDOK_OGC_URL": CLOSED, "PDOK_WFS_URL": CLOSED, "HTTP_ATTEMPTS": "1"}
    code, sentence = failure(run("etl", "gemeente", "GM0828", "2024", **down))
    assert code == 5
    assert f"in {tmp_path}/invoer/2024 " in sentence
    assert "kwb-2024.xlsx" in sentence
    assert json.loads(run("etl", "status", "--json").stdout) == []


def test_a_database_that_is_not_there_ends_with_7_and_its_password_is_not_shown(run: Run) -> None:
    code, sentence = failure(run("db", "status", DATABASE_URL="postgresql://jan:geheim@127.0.0.1:1/x"))
    assert (code, "geheim" in sentence) == (7, False)
    assert sentence.startswith("De database postgresql://jan:***@127.0.0.1:1/x is niet te bereiken")


def test_a_setting_that_is_wrong_ends_with_7_and_names_the_variable_and_the_value(run: Run) -> None:
    code, sentence = failure(run("db", "status", PORT="abc", HTTP_ATTEMPTS="0"))
    assert code == 7
    assert "PORT: 'abc' is geen geheel getal. HTTP_ATTEMPTS: '0' moet ten minste 1 zijn." in sentence


def test_a_taken_port_is_said_before_anything_is_started(run: Run, scratch_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("start", PORT=str(port))
    code, sentence = failure(done)
    assert code == 7
    assert sentence.startswith(
        f"Op 127.0.0.1:{port} kan de website niet luisteren: daar luistert al een ander programma."
    )
    with psycopg.connect(scratch_url) as connection:
        assert connection.execute("SELECT count(*) FROM load").fetchone() == (0,)


def test_the_sample_is_reported_as_json_and_the_second_time_as_there_already(run: Run) -> None:
    reports = json.loads(run("etl", "voorbeeld", "--json").stdout)
    assert {report["result"] for report in reports} == {"gelukt"}
    assert "Al geladen: 13 van de 13." in run("etl", "voorbeeld").stdout


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def start(scratch_url: str, tmp_path: Path, free_port: int) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start everything on the scratch database; what still runs after the test is ended."""
    begun: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        env = environment(tmp_path, DATABASE_URL=scratch_url, PORT=str(free_port), BACKGROUND_MAP_URL="")
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        begun.append(subprocess.Popen([COMMAND, "start"], env=env, cwd=PROJECT_DIR, text=True, **pipes))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


def wait_until_served(url: str) -> float:
    """Return after how many seconds the address answers."""
    began = time.monotonic()
    while time.monotonic() - began < SERVES_WITHIN_S:
        try:
            if httpx.get(url, timeout=5).status_code == httpx.codes.OK:
                return time.monotonic() - began
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"{url} is not served within {SERVES_WITHIN_S} s")


def test_start_loads_serves_and_stops_and_the_second_time_loads_nothing(
    start: Callable[[], subprocess.Popen[str]], free_port: int
) -> None:
    root = f"http://127.0.0.1:{free_port}"
    for said, stop in (("gelukt", signal.SIGINT), ("Al geladen: 13 van de 13.", signal.SIGTERM)):
        process = start()
        wait_until_served(f"{root}/")
        assert httpx.get(f"{root}/api/v1/gebieden").status_code == httpx.codes.OK
        process.send_signal(stop)
        output, errors = process.communicate(timeout=ENDS_WITHIN_S)
        assert (process.returncode, "Traceback" in errors) == (0, False)
        assert said in output
        assert f"Open in een browser:\n  {root}/" in output
