import hashlib
import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from geodata.store.cluster import Cluster
from tests.api.freezing.site import FREEZE, RIGHT, settings_of


@pytest.fixture(scope="module")
def freezing(cluster: Cluster, template: str) -> Iterator[TestClient]:
    """The grid gemeente, where what is frozen stays for the tests that follow."""
    with TestClient(create_app(settings_of(cluster, template, "freezing")), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def frozen(freezing: TestClient) -> dict[str, object]:
    """The answer to freezing West for a meeting of the council."""
    asked = {"aanleiding": " Raadsvergadering juni ", "door": "Griffie"}
    answer = freezing.post(FREEZE, headers=RIGHT, json=asked)
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/v1{answer.json()['adres']}")
    found: dict[str, object] = answer.json()
    return found


def test_freezing_answers_with_a_permanent_address(frozen: dict[str, object]) -> None:
    assert frozen["adres"] == f"/bevroren/{frozen['kenmerk']}"
    assert (frozen["isNieuw"], frozen["door"]) == (True, "Griffie")


def test_the_same_figures_for_the_same_occasion_are_there_already(
    freezing: TestClient, frozen: dict[str, object]
) -> None:
    again = freezing.post(FREEZE, headers=RIGHT, json={"aanleiding": "Raadsvergadering juni", "door": "College"})
    assert again.status_code == 200
    assert again.json() == frozen | {"isNieuw": False}


def test_nothing_need_be_said_of_why(freezing: TestClient) -> None:
    answer = freezing.post(FREEZE, headers=RIGHT)
    assert answer.status_code == 201
    assert answer.json()["door"] is None


@pytest.mark.parametrize(
    "asked", [{"reden": "x"}, {"aanleiding": ""}, {"aanleiding": "x" * 201}, {"door": "a\x00b"}, {"peildatum": "juni"}]
)
def test_what_it_does_not_know_or_cannot_keep_is_refused(freezing: TestClient, asked: dict[str, str]) -> None:
    assert freezing.post(FREEZE, headers=RIGHT, json=asked).status_code == 400


def test_only_who_has_the_token_may_freeze(freezing: TestClient, client: TestClient) -> None:
    assert freezing.post(FREEZE).status_code == 401
    assert client.post(FREEZE, headers=RIGHT).status_code == 403
    assert freezing.post("/api/v1/gebieden/WK000199/_bevries").status_code == 401
    assert freezing.post("/api/v1/gebieden/WK000199/_bevries", headers=RIGHT).status_code == 404


def test_what_was_frozen_holds_all_figures_and_may_be_kept_for_ever(
    freezing: TestClient, frozen: dict[str, object]
) -> None:
    answer = freezing.get(f"/api/v1{frozen['adres']}")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    content = answer.json()["inhoud"]
    assert content["gebied"]["naam"] == "West"
    series = content["indicatoren"]["pct_inwoners_65_plus"]["reeks"]
    assert [(one["periode"], one["waarde"]) for one in series] == [(2022, 25), (2024, 26)]
    assert content["ladingen"]["1"]["sha256"] == "a" * 64
    assert (
        freezing.get(f"/api/v1{frozen['adres']}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )


def test_anyone_can_compute_the_checksum(freezing: TestClient, frozen: dict[str, object]) -> None:
    answer = freezing.get(f"/api/v1{frozen['adres']}").json()
    written = json.dumps(answer["inhoud"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(written.encode()).hexdigest() == answer["sha256"] == frozen["sha256"]


def test_the_difference_names_each_figure_with_its_parts(freezing: TestClient, frozen: dict[str, object]) -> None:
    answer = freezing.get(f"/api/v1{frozen['adres']}/verschil").json()
    lines = {line["indicator"]: line for line in answer["regels"]}
    share = lines["pct_inwoners_65_plus"]
    assert (share["toen"]["waarde"], share["nu"]["waarde"], share["verschil"]) == (26.0, 26.0, 0.0)
    assert set(share["delen"].values()) == {0.0}
    assert answer["gebiedNu"]["code"] == "WK000100"


@pytest.mark.parametrize("path", ["", "/verschil"])
def test_where_nothing_was_frozen_there_is_nothing(freezing: TestClient, path: str) -> None:
    answer = freezing.get(f"/api/v1/bevroren/weg{path}")
    assert answer.status_code == 404
    assert "Er is geen vastgelegde wijkfoto 'weg'" in answer.json()["detail"]
