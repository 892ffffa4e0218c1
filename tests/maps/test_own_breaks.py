import pytest

from maps.own_breaks import BreaksTextError, parse_breaks


def test_breaks_are_read_in_dutch_notation():
    assert parse_breaks("5; 7,5 ;1.000", "%") == (5, 7.5, 1000)


def test_breaks_below_zero_are_read_with_either_sign():
    assert parse_breaks("-5;\N{MINUS SIGN}2,5", "%") == (-5, -2.5)


def test_breaks_are_written_as_figures_are_shown():
    assert parse_breaks("250.000;400000", "× 1.000 euro") == (250, 400)


@pytest.mark.parametrize("written", ["5;tien", "2.5;10", "5;1e3", "5,7,8"])
def test_what_is_no_number_is_named(written):
    wrong = next(part for part in written.split(";") if not part.isdigit())
    with pytest.raises(BreaksTextError, match=f"'{wrong}' is geen getal"):
        parse_breaks(written, "%")


@pytest.mark.parametrize("written", ["", " ", ";"])
def test_no_breaks_at_all_are_asked_for(written):
    with pytest.raises(BreaksTextError, match="zoals 5;7,5;10"):
        parse_breaks(written, "%")
