import pandas as pd

from geodata.indelingen.years.changes import change_over


def change(*flags: tuple[str, int, int | None], years: range = range(2023, 2025)) -> dict[str, float]:
    flags_df = pd.DataFrame(list(flags), columns=["code", "year", "change"])
    return dict(change_over(flags_df, years).dropna())


def test_the_highest_flag_of_the_span_counts() -> None:
    assert change(("A", 2023, 1), ("A", 2024, 1), ("B", 2023, 2), ("B", 2024, 1)) == {"A": 1, "B": 2}


def test_what_changed_before_the_span_or_after_it_does_not_count() -> None:
    assert change(("A", 2022, 3), ("A", 2023, 1), ("A", 2024, 1), ("A", 2025, 3)) == {"A": 1}


def test_a_year_without_the_code_or_without_its_flag_leaves_it_unknown() -> None:
    assert change(("A", 2024, 1), ("B", 2023, None), ("B", 2024, 1), ("C", 2023, 2)) == {}


def test_a_boundary_that_moved_in_any_year_has_moved_whatever_else_is_unknown() -> None:
    assert change(("A", 2024, 3), ("B", 2023, 3), ("B", 2024, None)) == {"A": 3, "B": 3}


def test_without_any_flags_nothing_is_known() -> None:
    assert change() == {}
