import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from geodata.settings import PROJECT_DIR
from tests.api.cli.running import COMMAND, InProcess, Run, environment, failure

ENDS_WITHIN_S = 10
SERVES_WITHIN_S = 60


@pytest.mark.parametrize(
    ("group", "commands"),
    [
        ([], ["start", "serve", "db", "etl", "indeling", "register", "wijkfoto", "kaart", "grafiek"]),
        (["db"], ["start", "stop", "upgrade", "status"]),
        (
            ["etl"],
            ["voorbeeld", "gemeente", "cbs", "pdok", "kaart", "kwb", "tabel", "gewichten", "status", "fouten", "undo"],
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
