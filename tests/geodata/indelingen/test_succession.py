from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indelingen.succession import SuccessorTooEarlyError, Validity, replaced_by

DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def version(number: int, valid_from: date, valid_to: date | None = None) -> Validity:
    return Validity(number, f"GM0001.ibor.{number}", valid_from, valid_to)


def test_a_new_version_replaces_the_one_that_is_valid_when_it_begins() -> None:
    first = version(1, date(2020, 1, 1), date(2021, 12, 31))
    second = version(2, date(2022, 1, 1))
    assert replaced_by(version(3, date(2024, 6, 1)), [second, first]) == second


def test_a_version_that_ended_before_is_left_alone() -> None:
    first = version(1, date(2020, 1, 1), date(2021, 12, 31))
    assert replaced_by(version(2, date(2022, 1, 1)), [first]) is None


@pytest.mark.parametrize("valid_from", [date(2024, 1, 1), date(2023, 1, 1)])
def test_a_version_that_begins_no_later_than_an_adopted_one_is_refused(valid_from: date) -> None:
    with pytest.raises(SuccessorTooEarlyError, match=r"GM0001.ibor.1 is vastgesteld vanaf 01-01-2024"):
        replaced_by(version(2, valid_from), [version(1, date(2024, 1, 1))])


def test_a_version_that_ends_before_an_adopted_one_begins_stands_beside_it() -> None:
    earlier = version(2, date(2022, 1, 1), date(2023, 12, 31))
    assert replaced_by(earlier, [version(1, date(2024, 1, 1))]) is None


@given(st.lists(DAYS, min_size=1, max_size=6, unique=True))
def test_versions_that_follow_each_other_are_never_valid_on_one_day(starts: list[date]) -> None:
    adopted: list[Validity] = []
    for number, start in enumerate(sorted(starts)):
        new = version(number, start)
        old = replaced_by(new, adopted)
        adopted = [one for one in adopted if one != old] + [new]
        adopted += [version(old.id, old.valid_from, new.eve)] if old else []
    pairs = [(one, other) for one in adopted for other in adopted if one.id < other.id]
    assert len(adopted) == len(starts)
    assert not any(one.overlaps(other) for one, other in pairs)
