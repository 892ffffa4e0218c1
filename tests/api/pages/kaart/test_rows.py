from dataclasses import replace
from datetime import date

from api.pages.figure_text import figure_text
from api.pages.kaart.rows import AreaRow, pair_rows, sentence_of
from geodata.gebieden.levels import Level
from geodata.gebieden.queries import GebiedRecord
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status

SHARE = load_catalogue().indicator("pct_inwoners_65_plus")


def row(name: str, value: float, half: float) -> AreaRow:
    gebied = GebiedRecord(1, name, date(2024, 1, 1), name, Level.BUURT, "GM0001", "R", None, None, 1)
    ends = (value - half, value + half)
    figure = FigureRecord(name, name, date(2024, 1, 1), 1, SHARE.key, 2024, value, *ends, Status.ROUNDED, 1.0, 1)
    return AreaRow(gebied, figure, figure_text(figure, SHARE))


def test_the_sentence_says_how_many_cannot_be_told_apart_from_an_end() -> None:
    rows = [row("Noord", 40, 2), row("Oost", 39, 2), row("Zuid", 20, 2)]
    assert sentence_of(rows, SHARE, min_coverage=0.8) == (
        "Aandeel inwoners van 65 jaar of ouder: het hoogst in Noord (40%), niet te onderscheiden van 1 ander, "
        "het laagst in Zuid (20%)."
    )


def test_where_nobody_lives_is_no_end_and_is_counted_apart() -> None:
    empty = replace(row("Leeg", 99, 1), is_empty=True)
    assert sentence_of([row("Noord", 40, 2), row("Zuid", 20, 2), empty], SHARE, min_coverage=0.8) == (
        "Aandeel inwoners van 65 jaar of ouder: het hoogst in Noord (40%), het laagst in Zuid (20%)."
        " In 1 gebied woont niemand of bijna niemand."
    )


def test_rows_of_two_maps_join_by_area_and_what_only_the_second_has_comes_last() -> None:
    first, second = [row("Noord", 40, 2), row("Zuid", 20, 2)], [row("Nieuw", 30, 2), row("Noord", 10, 2)]
    joined = [(pair.gebied.name, pair.first is not None, pair.second is not None) for pair in pair_rows(first, second)]
    assert joined == [("Noord", True, True), ("Zuid", True, False), ("Nieuw", False, True)]


def test_of_a_model_or_of_origin_no_area_is_called_the_highest() -> None:
    catalogue, rows = load_catalogue(), [row("Noord", 40, 2), row("Zuid", 20, 2)]
    for key in ("leefbaarheid_totaal", "pct_eenzaam", "pct_herkomst_buiten_europa"):
        sentence = sentence_of(rows, catalogue.indicator(key), min_coverage=0.8)
        assert "het hoogst in" not in sentence, key


def test_of_a_survey_whose_margin_is_not_known_no_area_is_called_the_highest() -> None:
    asked = load_catalogue().indicator("bewoners_pct_onveilig")
    assert sentence_of([row("Noord", 40, 2), row("Zuid", 20, 2)], asked, min_coverage=0.8).endswith(
        "alle verschillen met het hoogste cijfer vallen binnen de onzekerheid."
    )


def test_of_one_figure_there_is_no_highest_and_no_lowest() -> None:
    missing = replace(row("Oost", 1, 1), figure=None, text=figure_text(None, SHARE))
    assert sentence_of([row("Noord", 40, 2), missing], SHARE, min_coverage=0.8) == (
        "Aandeel inwoners van 65 jaar of ouder: 40% in Noord. Van 1 van de 2 gebieden is er geen cijfer."
    )
