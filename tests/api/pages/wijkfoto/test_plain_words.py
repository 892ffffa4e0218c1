import re

from api.pages.wijkfoto.plain_figure import PlainFigure
from api.pages.wijkfoto.plain_words import plain_words
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.indicator import Kind
from geodata.wijkfoto.choice import load_choice


def test_every_indicator_of_the_choice_has_plain_words() -> None:
    assert set(plain_words()) == set(load_choice(load_catalogue()).indicators)


def test_every_comparison_names_what_it_is_compared_with_and_every_sentence_holds_its_figure_once() -> None:
    for key, words in plain_words().items():
        assert words.more.count("{ander}") == words.less.count("{ander}") == 1, key
        assert len(re.findall(r"\{cijfer\}|\{deel\}", words.sentence)) == bool(words.sentence), key


def test_a_share_stands_only_in_sentences_about_percentages() -> None:
    catalogue = load_catalogue()
    shares = {key for key, words in plain_words().items() if "{deel}" in words.sentence}
    assert {catalogue.indicator(key).kind.value for key in shares} == {"percentage"}


def test_the_verb_follows_one_or_more() -> None:
    words = plain_words()["pct_inwoners_65_plus"]
    one, many = PlainFigure("ongeveer 1 op de 5", is_one=True), PlainFigure("ongeveer 18 van de 100")
    assert words.told(one) == "Ongeveer 1 op de 5 mensen is 65 jaar of ouder."
    assert words.told(many) == "Ongeveer 18 van de 100 mensen zijn 65 jaar of ouder."


def test_a_share_that_is_a_range_stands_at_the_start_of_its_sentence() -> None:
    assert all(not re.search(r"\w \{deel\}", words.sentence) for words in plain_words().values())


def test_sentences_are_short() -> None:
    for words in plain_words().values():
        for text in (words.sentence, words.more, words.less):
            assert all(len(sentence.split()) <= 20 for sentence in text.split(". ")), text


def test_a_share_is_said_to_be_more_in_proportion_as_a_part_never_has_more_than_the_whole() -> None:
    catalogue = load_catalogue()
    shares = [words for key, words in plain_words().items() if catalogue.indicator(key).kind is Kind.PERCENTAGE]
    assert all("naar verhouding" in text.lower() for words in shares for text in (words.more, words.less))


def test_a_single_dwelling_is_singular() -> None:
    words = plain_words()["woningvoorraad"]
    assert words.told(PlainFigure("1", is_one=True)) == "Er is 1 woning."
    assert words.told(PlainFigure("14")) == "Er zijn 14 woningen."
