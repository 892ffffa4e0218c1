from geodata.store.kept import Kept


def test_what_was_made_is_not_made_again() -> None:
    kept = Kept()
    assert kept.value_of("a", lambda: 1) == 1
    assert kept.value_of("a", lambda: 2) == 1


def test_the_one_that_was_asked_for_longest_ago_goes_first() -> None:
    kept = Kept(most=2)
    for key in ("a", "b", "a", "c"):
        kept.value_of(key, lambda key=key: key)
    assert kept.value_of("a", lambda: "anew") == "a"
    assert kept.value_of("b", lambda: "anew") == "anew"
