import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

PATH = "/api/v1/indelingen/_voorstel"
BOTH = ["GM0002.beheer.1", "GM0002.zorg.1"]
PATIENCE_S = 30


def ended(client: TestClient, address: str) -> dict[str, Any]:
    """The job, once it no longer waits or runs."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE_S:
        answer = client.get(address)
        found: dict[str, Any] = answer.json()
        if found["status"] not in {"wacht", "bezig"}:
            return found
        assert answer.headers["Retry-After"] == "1"
        time.sleep(0.05)
    pytest.fail(f"{address} is na {PATIENCE_S} s nog niet klaar")


def outcome(client: TestClient, **question: Any) -> dict[str, Any]:
    answer = client.post(PATH, json={"indelingen": BOTH} | question)
    job = ended(client, answer.headers["Location"])
    assert job["status"] == "klaar", job["probleem"]
    found: dict[str, Any] = job["uitkomst"]
    return found


def test_a_question_is_taken_on_as_a_job_of_which_the_address_is_told(town_client: TestClient) -> None:
    answer = town_client.post(PATH, json={"indelingen": BOTH})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (202, "no-store")
    address = answer.headers["Location"]
    assert address == f"/api/v1/voorstellen/{answer.json()['voorstel']}"
    job = ended(town_client, address)
    assert (job["status"], job["probleem"]) == ("klaar", None)
    read = town_client.get(address)
    assert read.headers["Cache-Control"] == "no-store"
    assert "ETag" not in read.headers
    assert "Retry-After" not in read.headers


def test_the_same_question_is_the_same_job(town_client: TestClient) -> None:
    first, again = (town_client.post(PATH, json={"indelingen": BOTH}).json() for _ in range(2))
    other = town_client.post(PATH, json={"indelingen": BOTH, "gewichten": {"GM0002.zorg.1": 2}}).json()
    assert first["voorstel"] == again["voorstel"] != other["voorstel"]


def test_a_proposal_holds_every_unit_once_and_its_areas_keep_to_the_bounds(town_client: TestClient) -> None:
    found = outcome(town_client, aantalGebieden={"minimum": 3, "maximum": 3}, inwoners={"minimum": 1000})
    assert len(found["gebieden"]) == 3
    assert all(area["inwoners"]["waarde"] >= 1000 for area in found["gebieden"])
    units = [part["eenheid"] for area in found["gebieden"] for part in area["delen"]]
    assert sorted(units) == sorted(set(units))
    assert (len(units), found["nietIngedeeld"]) == (12, [])


def test_it_comes_with_a_bill_per_owner_and_how_sure_it_is(town_client: TestClient) -> None:
    found = outcome(town_client, gewichten={"GM0002.zorg.1": 3})
    assert (found["isBewezen"], found["kloof"]) == (True, 0.0)
    assert found["verschil"] == pytest.approx(found["grens"])
    bills = {bill["indeling"]: bill for bill in found["rekeningen"]}
    assert (bills["GM0002.beheer.1"]["gewicht"], bills["GM0002.zorg.1"]["gewicht"]) == (1.0, 3.0)
    total = sum(bill["gewicht"] * bill["verschil"] for bill in bills.values())
    assert total == pytest.approx(found["verschil"])
    assert found["verschil"] <= found["besteBestaande"]["verschil"]
    assert found["verantwoording"]["nietGewogen"] == ["BU00020203"]


def test_whom_everybody_agrees_with_gets_no_bill(town_client: TestClient) -> None:
    found = outcome(town_client, indelingen=["GM0002.zorg.2", "cbs-wijk.2024"])
    assert [bill["verhuizingen"]["aantalEenheden"] for bill in found["rekeningen"]] == [0, 0]
    assert (found["verschil"], len(found["gebieden"])) == (0.0, 3)


def test_units_stay_together_and_apart_as_asked(town_client: TestClient) -> None:
    together, apart = ["BU00020000", "BU00020203"], ["BU00020100", "BU00020101"]
    found = outcome(town_client, samen=[together], apart=[apart], aantalGebieden={"minimum": 2})
    area_of = {part["eenheid"]: area["gebied"] for area in found["gebieden"] for part in area["delen"]}
    assert area_of[together[0]] == area_of[together[1]]
    assert area_of[apart[0]] != area_of[apart[1]]


def test_what_no_clustering_can_meet_is_said_with_the_reason(town_client: TestClient) -> None:
    answer = town_client.post(PATH, json={"indelingen": BOTH, "inwoners": {"minimum": 9_000_000}})
    job = ended(town_client, answer.headers["Location"])
    assert (job["status"], job["uitkomst"]) == ("mislukt", None)
    assert (job["probleem"]["status"], job["probleem"]["instance"]) == (400, answer.headers["Location"])
    assert "Er is geen indeling die aan alle wensen voldoet" in job["probleem"]["detail"]


def test_a_job_can_be_cancelled(town_client: TestClient) -> None:
    # As many questions as may wait: some of them have not begun when they are cancelled.
    answers = [
        town_client.post(PATH, json={"indelingen": BOTH, "gewichten": {"GM0002.zorg.1": 10 + number}})
        for number in range(4)
    ]
    cancelled = town_client.delete(answers[-1].headers["Location"])
    assert cancelled.status_code == 200
    assert cancelled.json()["status"] in {"geannuleerd", "klaar"}
    assert ended(town_client, answers[-1].headers["Location"])["status"] == cancelled.json()["status"]
    for answer in answers[:-1]:
        assert ended(town_client, answer.headers["Location"])["status"] == "klaar"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "indelingen: ontbreekt"),
        ({"indelingen": BOTH[:1]}, "noem 2 tot 8 indelingen"),
        ({"indelingen": BOTH, "kleur": "rood"}, "kleur: bestaat hier niet"),
        ({"indelingen": BOTH, "tijdslimiet": 61}, "tijdslimiet: '61' mag ten hoogste 60 zijn."),
        ({"indelingen": BOTH, "gewichten": {"GM0002.vth.1": 1}}, "noem GM0002.vth.1 ook bij indelingen."),
        ({"indelingen": BOTH, "gewichten": dict.fromkeys(BOTH, 0)}, "ten minste één indeling moet meetellen"),
        ({"indelingen": BOTH, "gewichten": {BOTH[0]: -1}}, "gewichten.GM0002.beheer.1: '-1' moet ten minste 0 zijn."),
        ({"indelingen": BOTH, "inwoners": {"minimum": 5, "maximum": 4}}, "het minimum (5) is groter dan het maximum"),
        ({"indelingen": BOTH, "dichtBij": "GM0002.plan.1"}, "noem GM0002.plan.1 ook bij indelingen."),
        ({"indelingen": BOTH, "samen": [["BU00020000"]]}, "samen.0: is te kort; ten minste 2."),
        ({"indelingen": BOTH, "apart": [["BU00020000", "BU0002"]]}, "BU0002"),
        ([], "de vraag: moet een object zijn."),
    ],
)
def test_a_question_that_does_not_hold_says_why(town_client: TestClient, body: Any, told: str) -> None:
    answer = town_client.post(PATH, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert told in answer.json()["detail"]


def test_all_faults_of_a_question_are_named_together(town_client: TestClient) -> None:
    body = {"indelingen": BOTH, "tijdslimiet": 0, "aantalGebieden": {"minimum": 0}, "samen": "BU00020000"}
    faults = town_client.post(PATH, json=body).json()["fouten"]
    assert [fault["plaats"] for fault in faults] == ["aantalGebieden.minimum", "samen", "tijdslimiet"]


def test_what_is_no_question_at_all_is_refused(town_client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    broken = town_client.post(PATH, content=b"{", headers=headers)
    assert (broken.status_code, broken.json()["detail"]) == (400, "de vraag: is geen geldige JSON.")
    assert town_client.post(PATH, content=b"{}").status_code == 400
    assert town_client.post(f"{PATH}?nu=1", json={"indelingen": BOTH}).status_code == 400
    huge = town_client.post(PATH, content=b" " * 100_001, headers=headers)
    assert (huge.status_code, huge.headers["content-type"]) == (413, "application/problem+json")


def test_an_unknown_clustering_or_job_is_not_found(town_client: TestClient) -> None:
    assert town_client.post(PATH, json={"indelingen": [*BOTH, "GM0002.weg.1"]}).status_code == 404
    for ask in (town_client.get, town_client.delete):
        answer = ask("/api/v1/voorstellen/weg")
        assert answer.status_code == 404
        assert "stel de vraag opnieuw" in answer.json()["detail"]


def test_an_address_tells_what_it_can_do(town_client: TestClient) -> None:
    assert town_client.get(PATH).headers["Allow"] == "POST, OPTIONS"
    assert town_client.put("/api/v1/voorstellen/x").headers["Allow"] == "GET, HEAD, DELETE, OPTIONS"
    preflight = town_client.options("/api/v1/voorstellen/x")
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, DELETE, OPTIONS"
