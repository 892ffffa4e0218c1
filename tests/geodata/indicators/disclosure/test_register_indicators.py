from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.disclosure.register_indicators import THEME, indicator_of, with_registers
from geodata.indicators.indicator import Direction
from tests.geodata.indicators.disclosure.registers import KEY, register


def test_without_registers_the_catalogue_is_the_same() -> None:
    catalogue = load_catalogue()
    assert with_registers(catalogue, []) is catalogue


def test_what_a_register_counts_comes_last_under_a_theme_of_its_own() -> None:
    catalogue = with_registers(load_catalogue(), [register()])
    assert list(catalogue.indicators)[-1] == KEY
    assert (list(catalogue.themes.values())[-1], catalogue.indicator(KEY).label) == (THEME, "Jongeren")
    assert KEY not in load_catalogue().indicators


def test_an_indicator_of_the_catalogue_is_never_replaced() -> None:
    catalogue = with_registers(load_catalogue(), [register(key="inwoners")])
    assert catalogue.indicator("inwoners") == load_catalogue().indicator("inwoners")


def test_counts_of_a_register_are_exact_and_neither_good_nor_bad() -> None:
    indicator = indicator_of(register(threshold=10))
    assert indicator.rounding.step_for(Level.BUURT, year=2024).half_width(is_whole=True) == 0
    assert indicator.direction is Direction.NEITHER
    assert indicator.secrecy.definition.startswith("Geheim bij 1 tot en met 9,")
