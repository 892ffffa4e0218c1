from api.pages.kaart.choice import NotAmongThemError


def test_of_a_few_choices_all_are_named() -> None:
    assert str(NotAmongThemError("indeling", "dorpen", ["buurt", "wijk"])) == (
        "indeling: 'dorpen' is hier niet te kiezen. Kies uit: buurt, wijk."
    )


def test_of_many_choices_those_that_look_like_it_are_named() -> None:
    many = [f"GM{number:04}" for number in range(400)] + ["pct_inwoners_65_plus"]
    text = str(NotAmongThemError("indicator", "pct_inwoners_65", many))
    assert text == "indicator: 'pct_inwoners_65' is hier niet te kiezen. Bedoelt u een van deze: pct_inwoners_65_plus."


def test_where_none_of_many_looks_like_it_the_page_is_named() -> None:
    text = str(NotAmongThemError("gemeente", "xyz", [f"GM{number:04}" for number in range(400)]))
    assert text == "gemeente: 'xyz' is hier niet te kiezen. Er zijn 400 andere, op de pagina zelf te kiezen."
