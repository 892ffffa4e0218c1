import pytest
from pydantic import ValidationError

from api.pages.kaart.choice import MapWish
from api.pages.kaart.parameters import KaartParameters
from maps.classes import BreakMethod
from maps.palettes import Palette


def parsed(**written: str) -> KaartParameters:
    return KaartParameters.model_validate(written)


def test_what_is_left_blank_is_as_if_it_was_not_there() -> None:
    assert parsed(periode="", aantal="", palet="", grenzenVan="", periode2="") == KaartParameters()


def test_the_form_is_read() -> None:
    read = parsed(klassen="vaste grenzen over de jaren", palet="PuOr", aantal="7", grenzenVan="wijk", rond="gemeente")
    assert (read.klassen, read.palet, read.aantal) == (BreakMethod.FIXED, Palette.ORANGE_PURPLE, 7)
    assert (read.grenzen_van, read.is_compared) == ("wijk", True)


def test_any_choice_for_the_second_map_asks_for_one() -> None:
    assert [parsed(**{name: "2024"}).has_second for name in ("indeling2", "indicator2", "periode2")] == [True] * 3
    assert not parsed(indeling="wijk", periode="2024").has_second


def test_the_wish_for_the_first_map_is_what_the_form_says() -> None:
    assert parsed(gemeente="GM0001", periode="2024").wish == MapWish("GM0001", "", "", 2024)


@pytest.mark.parametrize(("name", "value"), [("aantal", "1"), ("rond", "wijk"), ("verschil", "nee"), ("kant", "3")])
def test_what_the_form_does_not_offer_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValidationError):
        parsed(**{name: value})
