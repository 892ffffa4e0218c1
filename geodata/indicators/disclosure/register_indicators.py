"""What registers count, as indicators beside those of the catalogue: with a label, a unit, and their rule."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.disclosure.queries import Register
from geodata.indicators.indicator import (
    Aggregation,
    AggregationRule,
    Direction,
    Indicator,
    Kind,
    Rounding,
    RoundingMethod,
    RoundingStep,
    Secrecy,
    Theme,
)

THEME = Theme("eigen_registers", "Eigen registers", "Aantallen uit registers van de gemeente zelf.")
_EXACT = Rounding(
    "exact",
    (RoundingStep(RoundingMethod.EXACT, 1.0, None, frozenset(Level), frozenset(), None, None, "Niet afgerond."),),
)


def with_registers(catalogue: Catalogue, registers: Sequence[Register]) -> Catalogue:
    """Return the catalogue with what registers count in it, at the end; without registers it is the same one.

    Notes
    -----
    For what is shown. Figures of areas are not derived by it: those of registers are cleared by the guard, area by
    area, and composing them anew from what is published of their buurten would only be less precise.
    """
    if not registers:
        return catalogue
    own = {register.key: indicator_of(register) for register in registers if register.key not in catalogue.indicators}
    return replace(
        catalogue,
        indicators=MappingProxyType({**catalogue.indicators, **own}),
        themes=MappingProxyType({**catalogue.themes, THEME.key: THEME}),
    )


def indicator_of(register: Register) -> Indicator:
    """Return what a register counts as an indicator: a count without a direction, that adds up and is not rounded."""
    lowest = register.rule.lowest
    return Indicator(
        key=register.key,
        label=register.label,
        definition=f"{register.definition} Bron: {register.owner}.",
        theme=THEME,
        unit=register.unit,
        decimals=0,
        kind=Kind.COUNT,
        direction=Direction.NEITHER,
        minimum=0.0,
        maximum=None,
        aggregation=Aggregation(AggregationRule.SUM),
        rounding=_EXACT,
        secrecy=Secrecy(
            key=f"drempel-{register.threshold}",
            definition=(
                f"Geheim bij {lowest} tot en met {register.threshold - 1}, en waar een geheim aantal anders uit andere "
                "zou volgen."
            ),
            lowest=float(lowest),
            highest=None,
            highest_of=None,
            needs_gemeente=False,
        ),
        breaks=(),
        is_estimate=False,
    )
