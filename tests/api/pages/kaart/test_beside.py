from datetime import date

from api.pages.kaart.beside import BesideGemeente
from api.pages.kaart.rows import comparison_sentence_of
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.signals import judge
from geodata.indicators.figure import Figure
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status

SHARE = load_catalogue().indicator("pct_inwoners_65_plus")
OWN = Figure(20, 19, 21, status=Status.ROUNDED)
RECORD = FigureRecord("GM0001", "R", date(2024, 1, 1), 1, SHARE.key, 2024, 20, 19, 21, Status.ROUNDED, 1.0, 1)


def beside(figure: Figure) -> BesideGemeente:
    return BesideGemeente("Oss", RECORD, {"BU1": judge(figure, OWN, SHARE)})


def test_a_difference_beyond_the_noise_is_told_with_how_sure_it_is() -> None:
    certain = beside(Figure(30, 29, 31, status=Status.ROUNDED))
    likely = beside(Figure(30, 15, 45, likely_lowest=28, likely_highest=32, status=Status.ROUNDED))
    assert certain.words("BU1") == "zeker hoger dan in Oss"
    assert likely.words("BU1") == "waarschijnlijk hoger dan in Oss"
    assert not certain.is_noise("BU1")


def test_a_difference_within_the_noise_is_no_difference() -> None:
    near = beside(Figure(21, 20, 22, status=Status.ROUNDED))
    assert near.words("BU1") == "niet te onderscheiden van Oss"
    assert near.is_noise("BU1")


def test_of_an_area_that_little_is_known_of_no_difference_is_claimed() -> None:
    partly = beside(Figure(30, 10, 60, status=Status.INCOMPLETE, coverage=0.3))
    assert partly.words("BU1") == "te weinig bekend om naast Oss te leggen"
    assert partly.is_noise("BU1")


def test_an_area_without_a_figure_is_not_compared() -> None:
    assert beside(OWN).words("BU2") == ""
    assert not beside(OWN).is_noise("BU2")


def test_the_sentence_counts_as_the_legend_does_and_says_of_how_many_too_little_is_known() -> None:
    partly = Figure(30, 10, 60, status=Status.INCOMPLETE, coverage=0.3)
    figures = {"BU1": Figure(30, 29, 31, status=Status.ROUNDED), "BU2": OWN, "BU3": partly}
    judged = {code: judge(figure, OWN, SHARE) for code, figure in figures.items()}
    assert comparison_sentence_of(BesideGemeente("Oss", RECORD, judged)) == (
        "Naast Oss: 1 gebied hoger, 0 lager, 2 niet te onderscheiden, waarvan 1 omdat er te weinig van bekend is."
    )
