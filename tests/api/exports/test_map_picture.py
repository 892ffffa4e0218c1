import pytest

from api.exports.documents import Workshop
from api.exports.map_picture import read_map_picture
from api.pages.kaart.parameters import KaartParameters
from geodata.errors import InvalidInputError
from geodata.store.reading import Reader


def test_a_map_has_its_areas_and_place_in_the_title_and_its_choices_in_the_name(reader: Reader, workshop: Workshop):
    wish = KaartParameters(gemeente="GM0001", indeling="wijk", indicator="pct_inwoners_65_plus")
    picture = read_map_picture(reader, wish, workshop.catalogue)
    assert "ouder, wijken in Roosterdam, 2024</title>" in picture.svg
    assert picture.name == "pct_inwoners_65_plus-GM0001-wijk-2024"


def test_the_second_of_two_maps_can_be_had(reader: Reader, workshop: Workshop):
    wish = KaartParameters(gemeente="GM0001", indeling="wijk", indicator="inwoners", periode2=2024, kant="2")
    second = wish.model_copy(update={"indicator2": "pct_inwoners_65_plus"})
    assert read_map_picture(reader, second, workshop.catalogue).name.startswith("pct_inwoners_65_plus")


def test_what_cannot_be_chosen_is_told(reader: Reader, workshop: Workshop):
    with pytest.raises(InvalidInputError, match="GM0002"):
        read_map_picture(reader, KaartParameters(gemeente="GM0002"), workshop.catalogue)
