import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.places.locatieserver import Address, AddressesUnavailableError, Locatieserver, addresses_in
from geodata.indelingen.at_table.queries import RdPoint
from geodata.settings import Settings
from tests.servers.locatieserver import LocalLocatieserver, address_doc
from tests.servers.running import serve


@contextmanager
def client_of(peer: LocalLocatieserver) -> Iterator[Locatieserver]:
    with serve(peer.app()) as url:
        client = Locatieserver(Settings(locatieserver_url=url), timeout_s=0.4)
        yield client
        client.close()


def test_an_address_has_a_point_and_the_codes_of_what_it_lies_in() -> None:
    with client_of(LocalLocatieserver([address_doc("Straat 1, 1234AB Roosterdam")])) as client:
        assert client.find("Straat 1") == [
            Address(
                label="Straat 1, 1234AB Roosterdam",
                kind="adres",
                point=RdPoint(160_500.0, 420_500.0),
                gemeente_name="Roosterdam",
                codes=("BU00010000", "WK000100", "GM0001"),
            )
        ]


def test_a_recorded_answer_on_a_postcode_is_read(shared_data: Path) -> None:
    answer = json.loads((shared_data / "pdok" / "v3_1_free_postcode_3584CC.json").read_text())
    first, second = addresses_in(answer)
    assert (first.label, first.kind, first.point) == (
        "Genèvelaan, 3584CC Utrecht",
        "postcode",
        RdPoint(140_246.991, 455_234.367),
    )
    assert second.codes == ("GM0344",)


def test_a_recorded_address_has_its_buurt_and_wijk(shared_data: Path) -> None:
    doc = json.loads((shared_data / "pdok" / "v3_1_doc_adres_with_buurtcode.json").read_text())
    (address,) = addresses_in({"response": {"docs": [doc]}})
    assert address.codes == ("BU03440533", "WK034405", "GM0344")


def test_no_hits_is_no_addresses_and_no_error() -> None:
    with client_of(LocalLocatieserver()) as client:
        assert client.find("nergens") == []


def test_a_place_without_a_point_is_passed_over() -> None:
    docs = [{"weergavenaam": "Straat", "type": "weg"}, address_doc("Straat 1")]
    with client_of(LocalLocatieserver(docs)) as client:
        assert [one.label for one in client.find("straat")] == ["Straat 1"]


@pytest.mark.parametrize(
    "peer",
    [
        LocalLocatieserver(status=503),
        LocalLocatieserver(body="<html>storing</html>"),
        LocalLocatieserver(body="[]"),
        LocalLocatieserver(body='{"response": {"docs": ["x"]}}'),
        LocalLocatieserver(body='{"response": {"docs": [{"centroide_rd": "POINT(1 2)"}]}}'),
        LocalLocatieserver(slow_s=1.0),
    ],
    ids=["unavailable", "no json", "no answer", "no docs", "no name", "slow"],
)
def test_what_goes_wrong_there_is_one_error_here(peer: LocalLocatieserver) -> None:
    with client_of(peer) as client, pytest.raises(AddressesUnavailableError, match="lukt nu niet"):
        client.find("Straat 1")


def test_an_answer_in_drops_takes_no_longer_than_the_time_that_there_is() -> None:
    with client_of(LocalLocatieserver(drops=40)) as client:
        started = time.monotonic()
        with pytest.raises(AddressesUnavailableError):
            client.find("Straat 1")
        assert time.monotonic() - started < 2


def test_a_server_that_is_not_there_is_the_same_error() -> None:
    client = Locatieserver(Settings(locatieserver_url="http://127.0.0.1:9"), timeout_s=0.4)
    with pytest.raises(AddressesUnavailableError):
        client.find("Straat 1")


def test_after_a_failure_it_is_left_alone_for_a_while() -> None:
    peer = LocalLocatieserver(status=503)
    with client_of(peer) as client:
        for _ in range(3):
            with pytest.raises(AddressesUnavailableError):
                client.find("Straat 1")
    assert len(peer.asked) == 1


def test_signs_that_search_engines_read_as_orders_are_not_passed_on() -> None:
    peer = LocalLocatieserver()
    with client_of(peer) as client:
        client.find('Straat 1 OR *:* "x" {!func}')
    assert peer.asked[0]["q"] == "Straat 1 OR x func"


def test_what_is_looked_up_is_logged_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with client_of(LocalLocatieserver([address_doc("Geheimweg 7")])) as client:
        client.find("Geheimweg 7")
    with client_of(LocalLocatieserver(status=503)) as client, pytest.raises(AddressesUnavailableError) as failed:
        client.find("Geheimweg 7")
    assert "geheimweg" not in caplog.text.lower()
    assert "geheimweg" not in repr(failed.value.__cause__).lower()


def test_without_an_address_of_the_service_it_is_off() -> None:
    assert not Locatieserver(Settings(locatieserver_url="")).is_on
