from api.comparing.amounts import Amount, Scale
from geodata.indelingen.comparing.ground import Measure
from tests.geodata.indelingen.studies import study


def test_people_are_written_with_the_range_that_they_stand_for() -> None:
    both = study({"a": [0, 0]}, [1000, 240], people_lowest=[996, 236], people_highest=[1004, 244])
    assert Scale(both, Measure.PEOPLE).amount([0, 1]) == Amount("1.240 inwoners", "1.240", "1.232\N{EN DASH}1.248")


def test_exact_people_have_no_range() -> None:
    assert Scale(study({"a": [0]}, [12]), Measure.PEOPLE).amount([0]).margin == ""


def test_area_is_written_in_square_kilometres() -> None:
    scale = Scale(study({"a": [0, 0]}), Measure.AREA)
    assert scale.amount([0, 1]).text == "2,0\N{NO-BREAK SPACE}km²"
    assert scale.unit == "km²"


def test_a_share_of_nothing_is_not_written() -> None:
    scale = Scale(study({"a": [0, 0, 0]}, [30, 10, 0]), Measure.PEOPLE)
    assert scale.share([0], [0, 1]) == "75%"
    assert scale.share([2], [2]) == ""
