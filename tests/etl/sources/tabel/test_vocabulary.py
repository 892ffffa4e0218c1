"""What a publisher's name means."""

import pytest

from etl.batch import Severity
from etl.sources.tabel.column_map import IndicatorSection
from etl.sources.tabel.vocabulary import (
    UNKNOWN_NAME,
    Meaning,
    UnknownIndicatorsError,
    Vocabulary,
    column_faults,
    vocabulary_of,
)
from geodata.indicators.catalogue import load_catalogue


def _section(**keys: object) -> IndicatorSection:
    return IndicatorSection.model_validate(keys)


def _vocabulary(**keys: object) -> Vocabulary:
    return vocabulary_of(_section(**keys), load_catalogue(), 2020)


def test_a_name_means_what_the_catalogue_says_after_the_prefix() -> None:
    vocabulary = _vocabulary(catalogus="rivm", voorvoegsel="v_")
    assert vocabulary.meaning_of("v_Eenzaam_28") == Meaning("pct_eenzaam")
    assert vocabulary.meaning_of("Eenzaam_28") == Meaning(refusal=UNKNOWN_NAME)


def test_the_column_map_goes_before_the_catalogue() -> None:
    vocabulary = _vocabulary(
        catalogus="rivm", kolommen={"Eenzaam_28": "pct_ernstig_eenzaam"}, weigeren={"Roker_11": "andere vraag"}
    )
    assert vocabulary.meaning_of("Eenzaam_28").indicator == "pct_ernstig_eenzaam"
    assert vocabulary.meaning_of("Roker_11") == Meaning(refusal="andere vraag")
    assert "Roker_11" not in vocabulary.names


def test_what_the_catalogue_sets_aside_is_refused_with_its_reason() -> None:
    assert _vocabulary(catalogus="rivm").meaning_of("Leeftijd").refusal not in {"", UNKNOWN_NAME}


def test_a_factor_belongs_to_a_name() -> None:
    vocabulary = _vocabulary(kolommen={"opp_km2": "oppervlakte_land"}, schaal={"opp_km2": 100})
    assert vocabulary.meaning_of("opp_km2") == Meaning("oppervlakte_land", 100.0)


def test_indicators_that_do_not_exist_are_all_named() -> None:
    with pytest.raises(UnknownIndicatorsError, match="bestaat_niet, ook_niet"):
        _vocabulary(kolommen={"a": "bestaat_niet", "b": "inwoners", "c": "ook_niet"})


def test_new_absent_and_double_columns_are_told() -> None:
    vocabulary = Vocabulary(
        {"a": "inwoners", "b1": "huishoudens", "b2": "huishoudens", "c": "mannen"}, {}, {"id": "sleutel"}
    )
    faults = list(column_faults(["a", "b1", "b2", "id", "z"], vocabulary, file_name="t.csv", year=2020))
    assert [(fault.check, fault.severity, fault.column) for fault in faults] == [
        ("onbekende kolom", Severity.WARNING, "z"),
        ("ontbrekende kolommen", Severity.WARNING, None),
        ("dubbele kolom", Severity.ERROR, "b1"),
    ]
    assert "er ontbreken: c." in faults[1].message


def test_one_of_several_names_is_enough() -> None:
    vocabulary = Vocabulary({"b1": "huishoudens", "b2": "huishoudens"}, {}, {})
    assert list(column_faults(["b2"], vocabulary, file_name="t.csv", year=2020)) == []
