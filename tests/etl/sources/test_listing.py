from hypothesis import given
from hypothesis import strategies as st

from etl.sources.listing import listed


def test_items_that_fit_are_all_named() -> None:
    assert listed(["GM0828", 5]) == "GM0828, 5"
    assert listed([]) == ""


@given(count=st.integers(0, 30), most=st.integers(1, 10))
def test_what_is_named_and_what_is_counted_are_all_there_are(count: int, most: int) -> None:
    named, _, more = listed(range(count), most=most).partition(" en nog ")
    assert len(list(filter(None, named.split(", ")))) + int(more or 0) == count
