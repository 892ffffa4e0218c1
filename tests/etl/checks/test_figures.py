import math
from datetime import date

import pytest

from etl.batch import Fault
from etl.checks.figures import figure_faults
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.status import Status
from tests.etl.checks.batches import areas, batch, figures, in_one_area, told


def faults_in(observations_df: object) -> list[Fault]:
    return list(figure_faults(batch(observations_df=observations_df), load_catalogue(), frozenset()))


def test_possible_figures_have_no_faults() -> None:
    assert faults_in(in_one_area(inwoners=0, pct_koopwoningen=100, stedelijkheid=5, mediaan_vermogen=-12.5)) == []
    assert faults_in(figures()) == []


def test_figures_of_an_unknown_area_are_an_error_with_their_number() -> None:
    mixed = figures(("BU08280000", "inwoners", 5), ("BU08289999", "inwoners", 5), ("BU08289999", "mannen", 5))
    (fault,) = faults_in(mixed)
    assert told([fault]) == [("onbekend gebied", "fout", "BU08289999")]
    assert fault.message.startswith("Er zijn 2 cijfers van BU08289999, maar dat gebied zit niet in de levering")


def test_areas_that_are_all_unknown_are_one_error_that_says_which_map_is_needed() -> None:
    observations_df = figures(("BU06370000", "inwoners", 5), ("BU06370001", "inwoners", 5))
    (fault,) = faults_in(observations_df)
    assert fault.message == (
        "Geen van de 2 gebieden met cijfers (BU06370000, BU06370001, ...) is geladen met peildatum 2024-01-01. Laad "
        "eerst de kaart of de kerncijfers van die peildatum."
    )


def test_an_area_that_the_store_knows_may_have_figures() -> None:
    only_figures = batch(areas({}), figures(("BU06370000", "inwoners", 5)))
    assert list(figure_faults(only_figures, load_catalogue(), frozenset({"BU06370000"}))) == []


def test_an_indicator_that_the_catalogue_lacks_is_an_error() -> None:
    (fault,) = faults_in(in_one_area(inwoners=5, eenhoorns=5))
    assert (fault.check, fault.column, fault.value) == ("onbekende indicator", "eenhoorns", "eenhoorns")


def test_the_same_figure_twice_is_an_error_also_when_both_are_missing() -> None:
    twice = figures(
        ("BU08280000", "inwoners", 120),
        ("BU08280000", "inwoners", 125),
        ("BU08280001", "mannen", math.nan, Status.SECRET),
        ("BU08280001", "mannen", math.nan, Status.SECRET),
        ("BU08280001", "inwoners", 120),
    )
    faults = faults_in(twice)
    assert told(faults) == [("dubbel cijfer", "fout", "BU08280000"), ("dubbel cijfer", "fout", "BU08280001")]
    assert [fault.value for fault in faults] == ["125", "leeg"]


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("inwoners", -1, "is -1; mogelijk is minstens 0."),
        ("pct_koopwoningen", 100.5, "is 100,5; mogelijk is minstens 0 en hoogstens 100."),
        ("stedelijkheid", 6, "is 6; mogelijk is minstens 1 en hoogstens 5."),
        ("mediaan_vermogen", math.inf, "is inf; mogelijk is een eindig getal."),
    ],
)
def test_a_value_that_cannot_be_is_an_error_that_says_what_can(key: str, value: float, expected: str) -> None:
    (fault,) = faults_in(in_one_area(**{key: value}))
    assert (fault.check, fault.severity, fault.row, fault.column) == ("onmogelijke waarde", "fout", "BU08280000", key)
    assert expected in fault.message


def test_a_class_between_two_classes_is_an_error() -> None:
    (fault,) = faults_in(in_one_area(stedelijkheid=2.5))
    assert told([fault]) == [("onbekende klasse", "fout", "BU08280000")]


def test_a_count_that_is_not_whole_is_a_warning() -> None:
    (fault,) = faults_in(in_one_area(inwoners=1.24, gem_huishoudensgrootte=2.2))
    assert told([fault]) == [("gebroken aantal", "waarschuwing", "BU08280000")]
    assert "is 1,24, maar een aantal is een geheel getal. Is een punt als komma gelezen?" in fault.message


@pytest.mark.parametrize(
    ("value", "status"),
    [(5, Status.SECRET), (5, Status.NOT_APPLICABLE), (math.nan, Status.EXACT), (5, "misschien"), (math.nan, "")],
)
def test_a_status_that_contradicts_the_value_is_an_error(value: float, status: str) -> None:
    (fault,) = faults_in(figures(("BU08280000", "inwoners", value, status)))
    assert told([fault]) == [("tegenstrijdige status", "fout", "BU08280000")]


@pytest.mark.parametrize("status", [Status.SECRET, Status.UNPUBLISHED, Status.NOT_APPLICABLE, Status.INCOMPLETE])
def test_a_missing_value_with_its_reason_is_no_fault(status: Status) -> None:
    assert faults_in(figures(("BU08280000", "inwoners", math.nan, status))) == []


def test_all_faults_are_told_at_once() -> None:
    observations_df = in_one_area(inwoners=-5, pct_koopwoningen=101, stedelijkheid=0, eenhoorns=1)
    assert len(faults_in(observations_df)) == 4


def test_thousands_of_the_same_fault_are_told_up_to_a_cap_and_counted() -> None:
    codes = [f"BU0828{number:04}" for number in range(1_200)]
    many = figures(*[(code, "inwoners", -1) for code in codes])
    faults = list(figure_faults(batch(observations_df=many), load_catalogue(), frozenset(codes)))
    assert len(faults) == 1_001
    assert faults[-1].message == "Nog 200 fouten van deze soort (onmogelijke waarde) zijn niet apart genoemd."


def test_the_peildatum_is_named_with_an_unknown_area() -> None:
    strange = batch(observations_df=figures(("BU06370000", "inwoners", 5)), peildatum=date(2019, 1, 1))
    (fault,) = figure_faults(strange, load_catalogue(), frozenset())
    assert "2019-01-01" in fault.message
