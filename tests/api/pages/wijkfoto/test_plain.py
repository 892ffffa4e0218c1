from api.pages.wijkfoto.plain import plain_wijkfoto
from api.pages.wijkfoto.plain_words import plain_words
from geodata.indicators.status import Status
from tests.geodata.wijkfoto.building import GEMEENTE, LONELY, OLD, POOR, WORK, around, figure, wijkfoto


def test_better_and_worse_are_told_beside_the_gemeente_only_beyond_noise() -> None:
    own = (figure(WORK, 70), figure(POOR, 9), figure("pct_personen_armoede", 4))
    found = wijkfoto(*own, around(WORK, 60), around(POOR, 6), around("pct_personen_armoede", 4))
    plain = plain_wijkfoto(found, plain_words())
    assert [line.sentence for line in plain.better] == [
        "Naar verhouding hebben meer mensen werk dan in heel Roosterdam."
    ]
    assert [line.sentence for line in plain.worse] == [
        "Er zijn naar verhouding meer huishoudens met weinig inkomen dan in heel Roosterdam."
    ]
    assert (plain.around, plain.same_count, plain.unknown_count) == ("heel Roosterdam", 1, 0)


def test_who_lives_there_is_never_called_better_or_worse() -> None:
    plain = plain_wijkfoto(wijkfoto(figure(OLD, 9), around(OLD, 6)), plain_words())
    assert (plain.better, plain.worse) == ((), ())


def test_a_likely_difference_is_said_to_be_unsure() -> None:
    sampled = {"lowest": 0, "highest": 100, "likely_lowest": 64.0, "likely_highest": 76.0}
    plain = plain_wijkfoto(wijkfoto(figure(WORK, 70, **sampled), around(WORK, 60)), plain_words())
    assert plain.better[0].sentence.endswith("Helemaal zeker is dat niet.")


def test_a_change_is_told_as_a_comparison_with_the_first_year() -> None:
    plain = plain_wijkfoto(wijkfoto(figure(OLD, 6, period=2020), figure(OLD, 9)), plain_words())
    assert [(line.sentence, line.period) for line in plain.changes] == [
        ("Er wonen naar verhouding meer mensen van 65 jaar of ouder dan in 2020.", 2024)
    ]


def test_what_a_model_gave_is_called_an_estimate() -> None:
    (theme,) = plain_wijkfoto(wijkfoto(figure(LONELY, 40)), plain_words()).themes
    assert theme.lines[0].sentence == (
        "Ongeveer 40 van de 100 volwassenen voelen zich eenzaam. "
        "Dit is een schatting. Hoe precies die is, weten wij niet."
    )


def test_what_has_no_figure_is_named() -> None:
    plain = plain_wijkfoto(wijkfoto(figure(POOR, None, status=Status.SECRET)), plain_words())
    assert (plain.themes, plain.unknown) == ((), ("huishoudens met weinig inkomen",))


def test_without_an_area_around_nothing_is_compared() -> None:
    assert plain_wijkfoto(wijkfoto(figure(POOR, 9), compared_with=()), plain_words()).around == ""
    assert plain_wijkfoto(wijkfoto(figure(POOR, 9), compared_with=(GEMEENTE,)), plain_words()).better == ()


def test_what_residents_said_themselves_is_not_called_unknown() -> None:
    asked = {"lowest": 0, "highest": 100, "likely_lowest": 9.0, "likely_highest": 11.0}
    secret = figure(LONELY, None, status=Status.SECRET)
    assert plain_wijkfoto(wijkfoto(secret), plain_words()).unknown == ("mensen die zich eenzaam voelen",)
    assert plain_wijkfoto(wijkfoto(secret, figure("bewoners_pct_eenzaam", 10, **asked)), plain_words()).unknown == ()
