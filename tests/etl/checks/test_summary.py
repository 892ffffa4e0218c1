from etl.batch import Fault, Severity
from etl.checks.summary import capped, summarise


def fault(check: str, number: int = 0, severity: Severity = Severity.ERROR) -> Fault:
    return Fault(check, severity, f"{check} {number}")


def test_errors_come_before_warnings_and_each_is_a_line() -> None:
    faults = [fault("gat", 1, Severity.WARNING), fault("dubbele code", 2)]
    assert summarise(faults, 10) == "fout: dubbele code 2\nwaarschuwing: gat 1"


def test_no_faults_are_no_lines() -> None:
    assert summarise([], 10) == ""


def test_no_sort_of_fault_crowds_out_another() -> None:
    faults = [*(fault("gat", number, Severity.WARNING) for number in range(50)), fault("a", 1), fault("b", 1)]
    assert summarise(faults, 4).splitlines() == [
        "fout: a 1",
        "fout: b 1",
        "waarschuwing: gat 0",
        "waarschuwing: gat 1",
        "waarschuwing: 48 × gat niet getoond",
    ]


def test_with_room_for_none_the_sorts_are_still_counted() -> None:
    assert summarise([fault("a"), fault("a"), fault("b")], 0) == "fout: 2 × a niet getoond\nfout: 1 × b niet getoond"


def test_up_to_a_thousand_faults_are_passed_on_and_the_rest_counted() -> None:
    assert len(list(capped((fault("a", number) for number in range(1_000)), 1_000))) == 1_000
    *_, last = capped((fault("a", number) for number in range(1_500)), 1_500)
    assert last.message == "Nog 500 fouten van deze soort (a) zijn niet apart genoemd."


def test_no_faults_pass_as_none() -> None:
    assert list(capped(iter(()), 0)) == []
