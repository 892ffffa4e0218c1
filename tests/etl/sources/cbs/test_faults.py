import pandas as pd

from etl.batch import Severity
from etl.sources.cbs.faults import (
    absent_faults,
    completeness_faults,
    count_faults,
    undescribed_faults,
    unknown_faults,
    unmapped_fault,
)
from geodata.indicators.source_names import Topic


def test_areas_that_are_lacking_are_listed_up_to_ten() -> None:
    expected = pd.Index([f"BU082800{number:02}" for number in range(13)])
    (fault,) = completeness_faults(expected, expected[:1])
    assert fault.severity is Severity.ERROR
    assert fault.message.startswith("Van 12 van de 13 gebieden kwam geen cijfer: BU08280001, BU08280002,")
    assert "BU08280010 en nog 2. Haal de tabel opnieuw op" in fault.message


def test_areas_that_came_unasked_or_twice_are_errors() -> None:
    unlisted, double = completeness_faults(pd.Index(["GM0828"]), pd.Index(["GM0828", "GM0828", "GM0001"]))
    assert unlisted.message.startswith("1 gebieden met cijfers staan niet in CBS' eigen lijst: GM0001.")
    assert double.message.startswith("Deze gebieden kwamen vaker dan eens: GM0828.")


def test_as_many_rows_as_announced_or_more_are_no_fault() -> None:
    assert list(count_faults(10, 10)) == list(count_faults(11, 10)) == list(count_faults(3, None)) == []


def test_a_renamed_topic_in_another_group_is_recognised() -> None:
    topic, former = Topic(("Wonen en vastgoed",), "Leegstand", "%"), Topic(("Wonen",), "Leegstand", "%")
    (fault,) = unknown_faults({"Leegstand_40": topic}, [former])
    assert (fault.column, fault.severity) == ("Leegstand_40", Severity.WARNING)
    assert "Misschien heette het 'Wonen > Leegstand (%)'" in fault.message


def test_a_topic_like_no_other_gets_no_hint() -> None:
    (fault,) = unknown_faults({"X_1": Topic((), "Groene daken", "%")}, [Topic((), "Aantal inwoners", "aantal")])
    assert "Misschien" not in fault.message


def test_nothing_absent_is_no_fault() -> None:
    assert list(absent_faults({}, 2024)) == []


def test_a_column_without_a_description_is_named_with_its_table() -> None:
    (fault,) = undescribed_faults(["Geheim_99"], "85984NED")
    assert fault.message.startswith(
        "Kolom Geheim_99 staat wel in de cijfers maar niet in de beschrijving van tabel 85984NED"
    )


def test_a_table_of_which_nothing_is_known_is_an_error() -> None:
    assert unmapped_fault(1999).severity is Severity.ERROR
