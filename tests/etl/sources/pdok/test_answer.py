from dataclasses import replace
from typing import Any

import pytest

from etl.sources.kaart.layers import NoAreaLayerError, YearsDifferError
from etl.sources.pdok.answer import (
    FeatureAnswer,
    IncompleteAnswerError,
    features_on,
    provenance_of_answers,
    read_answer,
)
from geodata.gebieden.levels import Level

FEATURE: dict[str, Any] = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [155_000, 463_000]},
    "properties": {"gemeentecode": "GM9999", "jaar": 2024},
}
ANSWER = FeatureAnswer(Level.GEMEENTE, 2024, (FEATURE,), "EPSG:28992", "http://host/gemeenten")


def test_a_page_without_a_list_of_areas_is_incomplete() -> None:
    with pytest.raises(IncompleteAnswerError, match="geen verzameling gebieden"):
        features_on({"type": "FeatureCollection"}, "http://host/gemeenten")


def test_a_page_with_fewer_areas_than_it_says_is_incomplete() -> None:
    with pytest.raises(IncompleteAnswerError, match="noemt 2 gebieden en bevat er 1"):
        features_on({"numberReturned": 2, "features": [FEATURE]}, "http://host/gemeenten")


def test_an_answer_without_codes_of_areas_is_no_layer() -> None:
    without_code = FEATURE | {"properties": {"naam": "Grijsveld"}}
    with pytest.raises(NoAreaLayerError, match="laag gemeenten"):
        read_answer(replace(ANSWER, features=(without_code,)))


def test_an_answer_of_another_year_is_refused() -> None:
    with pytest.raises(YearsDifferError, match="hoort bij 2024; gevraagd is 2023"):
        read_answer(replace(ANSWER, year=2023))


def test_the_checksum_is_that_of_the_areas_and_not_of_where_and_in_which_order_their_properties_stand() -> None:
    turned = FEATURE | {"properties": dict(reversed(FEATURE["properties"].items()))}
    elsewhere = replace(ANSWER, features=(turned,), address="http://elders/gemeenten")
    first, second = (provenance_of_answers([answer], "pdok-ogc") for answer in (ANSWER, elsewhere))
    assert first.sha256 == second.sha256
    assert first.version == first.sha256[:12]
