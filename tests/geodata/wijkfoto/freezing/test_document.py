import json
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gebieden.levels import Level
from geodata.indicators.status import Status
from geodata.wijkfoto.freezing.content import FrozenContent, freeze
from geodata.wijkfoto.freezing.document import address_of, canonical_json, checksum_of, content_from, document_of
from tests.geodata.wijkfoto.freezing.frozen import CATALOGUE, SHARE, frozen, gebied, line, load, share, wijkfoto
from tests.geodata.wijkfoto.freezing.test_content import OF_IBOR

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def of_clustering() -> FrozenContent:
    estimated = share(12.25, estimated_share=0.6, likely_lowest=12.1, likely_highest=12.4, coverage=0.5)
    return freeze(wijkfoto(line(share(11, 2022), estimated), area=gebied(Level.GEBIED)), OF_IBOR, occasion="Raad")


@pytest.mark.parametrize(
    "content", [frozen(share(12)), frozen(share(None, status=Status.SECRET)), of_clustering()], ids=["a", "b", "c"]
)
def test_a_document_is_read_as_what_was_written_also_after_it_was_stored(content: FrozenContent) -> None:
    stored = json.loads(json.dumps(document_of(content)))
    assert content_from(stored) == content


def test_the_checksum_is_the_same_after_a_stay_in_the_store() -> None:
    document = document_of(of_clustering())
    assert checksum_of(json.loads(json.dumps(document))) == checksum_of(document)


def test_every_figure_load_and_definition_counts_for_the_checksum() -> None:
    sums = {
        checksum_of(document_of(content))
        for content in (
            frozen(share(12)),
            frozen(share(12.1)),
            frozen(share(12, likely_lowest=11.9, likely_highest=12.1)),
            frozen(share(12), occasion="Raad"),
            frozen(share(11, 2022), share(12)),
            of_clustering(),
        )
    }
    assert len(sums) == 6


def test_one_moment_is_one_moment_in_whatever_time_zone_it_was_read() -> None:
    amsterdam = NOON.astimezone(timezone(timedelta(hours=2)))
    behind = [OF_IBOR.__class__(**(vars(OF_IBOR) | {"loads": {7: load(7, fetched_at=at)}})) for at in (NOON, amsterdam)]
    first, second = (document_of(freeze(wijkfoto(line(share(12))), one, occasion=None)) for one in behind)
    assert first["ladingen"]["7"]["opgehaald"] == "2024-05-01T12:00:00+00:00"
    assert checksum_of(first) == checksum_of(second)


def test_a_document_says_what_it_is_and_what_it_rests_on() -> None:
    document = document_of(of_clustering())
    assert (document["soort"], document["opzet"], document["aanleiding"]) == ("vastgelegde wijkfoto", 1, "Raad")
    assert document["gebied"]["indeling"]["versie"] == 1
    assert document["afgeleidUit"] == {"2023": [1, 7]}
    assert document["ladingen"]["7"]["sha256"] == "7" * 64
    assert document["indicatoren"][SHARE]["cijfer"]["geschatDeel"] == 0.6
    assert len(document["indicatoren"][SHARE]["reeksbreuken"]) == len(CATALOGUE.indicator(SHARE).breaks)


def test_an_address_is_short_and_follows_from_the_checksum() -> None:
    addresses = {address_of(checksum_of(document_of(frozen(share(value))))) for value in (12, 12, 13)}
    assert len(addresses) == 2
    assert all(re.fullmatch("[a-z2-7]{16}", address) for address in addresses)


@given(st.dictionaries(st.text(), st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.none()))
def test_canonical_json_does_not_depend_on_order_nor_on_how_numbers_were_read(values: dict[str, object]) -> None:
    written = canonical_json(values)
    assert canonical_json(dict(reversed(values.items()))) == written
    assert canonical_json(json.loads(written)) == written
