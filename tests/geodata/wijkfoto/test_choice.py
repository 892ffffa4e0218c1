import pytest

from geodata.indicators.catalogue import load_catalogue
from geodata.wijkfoto.choice import ChoiceRefusedError, choice_from_toml, load_choice

TEXT = """
kerncijfers = ["inwoners"]
leeftijdsopbouw = []
[[thema]]
sleutel = "bevolking"
titel = "Bevolking"
indicatoren = ["inwoners", "huishoudens"]
"""


def test_the_choice_that_is_delivered_fits_the_catalogue() -> None:
    choice = load_choice(load_catalogue())
    assert len({theme.key for theme in choice.themes}) == len(choice.themes)
    assert len(choice.age_structure) == 5


def test_figures_on_origin_are_not_in_a_profile_by_default() -> None:
    catalogue = load_catalogue()
    themes = {catalogue.indicator(key).theme.key for key in load_choice(catalogue).indicators}
    assert "herkomst" not in themes


def test_every_indicator_is_named_once_in_the_order_of_showing() -> None:
    assert choice_from_toml(TEXT, load_catalogue()).indicators == ("inwoners", "huishoudens")


def test_indicators_that_do_not_exist_are_named_all_at_once() -> None:
    text = TEXT.replace('"huishoudens"', '"gezinnen", "huizen"')
    with pytest.raises(ChoiceRefusedError, match=r"gezinnen, huizen\. Verbeter de sleutel"):
        choice_from_toml(text, load_catalogue())


def test_pairs_and_the_portrait_are_read_as_well_and_what_they_name_must_exist() -> None:
    text = (
        TEXT
        + """
[typering]
pct_inwoners_65_plus = "ouderen"
[[naast_elkaar]]
sleutel = "alleen"
titel = "Alleen"
bewoners = ["bewoners_pct_eenzaam"]
gemeten = ["pct_huishoudens_eenpersoons"]
toelichting = "Niet hetzelfde."
"""
    )
    choice = choice_from_toml(text, load_catalogue())
    assert choice.indicators[2:] == ("bewoners_pct_eenzaam", "pct_huishoudens_eenpersoons", "pct_inwoners_65_plus")
    assert choice.portrait == {"pct_inwoners_65_plus": "ouderen"}
    with pytest.raises(ChoiceRefusedError, match="pct_samen"):
        choice_from_toml(text.replace("pct_huishoudens_eenpersoons", "pct_samen"), load_catalogue())


def test_a_front_page_shows_no_more_than_four_of_a_theme_and_only_of_that_theme() -> None:
    for theme in load_choice(load_catalogue()).themes:
        assert 1 <= len(theme.front) <= 4
        assert set(theme.front) <= set(theme.indicators)
