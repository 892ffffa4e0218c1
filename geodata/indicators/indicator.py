"""What the platform knows of one indicator: meaning, unit, and how it may be added up, rounded and kept secret."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from geodata.gebieden.levels import Level


class Kind(StrEnum):
    """What sort of number an indicator is."""

    COUNT = "aantal"
    AREA = "oppervlakte"
    PERCENTAGE = "percentage"
    MEAN = "gemiddelde"
    MEDIAN = "mediaan"
    RATIO = "verhouding"
    DENSITY = "dichtheid"
    DISTANCE = "afstand"
    SCORE = "score"
    CLASS = "klasse"
    CATEGORY = "categorie"


class Direction(StrEnum):
    """Whether a higher value is better; most indicators, and all on origin, have no direction."""

    HIGHER_IS_BETTER = "hoger is beter"
    LOWER_IS_BETTER = "lager is beter"
    NEITHER = ""


class AggregationRule(StrEnum):
    """How the value of an area follows from those of its parts.

    ``RANGE``: only when one published unit covers the area; otherwise between the lowest and the highest part.
    ``NONE``: not to be composed.
    """

    SUM = "som"
    RATIO = "verhouding"
    WEIGHTED_MEAN = "gewogen gemiddelde"
    CLASS_FROM = "klasse"
    RANGE = "bereik"
    NONE = "geen"


@dataclass(frozen=True)
class Aggregation:
    """How an indicator is composed for an area.

    Parameters
    ----------
    rule
        The rule; it says which of the other fields are filled.
    numerator, denominator, factor
        ``RATIO``: factor x sum of numerator / sum of denominator (keys of indicators).
    weights
        ``WEIGHTED_MEAN``: keys of the indicators whose sum is the weight.
    class_from, thresholds
        ``CLASS_FROM``: key of the number, and the lower bounds of classes 1, 2, 3 ... from high to low.
    is_approximate
        Whether the weights stand in for a population that is not published.
    fallback
        What to do where the numerator, denominator or weights are missing.
    """

    rule: AggregationRule
    numerator: str | None = None
    denominator: str | None = None
    factor: float = 1.0
    weights: tuple[str, ...] = ()
    class_from: str | None = None
    thresholds: tuple[float, ...] = ()
    is_approximate: bool = False
    fallback: "Aggregation | None" = None

    def inputs(self) -> Iterator[str]:
        """Yield the key of every other indicator that the rule reads, those of its fallback included."""
        yield from (key for key in (self.numerator, self.denominator, self.class_from) if key)
        yield from self.weights
        if self.fallback:
            yield from self.fallback.inputs()


class RoundingMethod(StrEnum):
    """How a publisher rounds.

    ``RANDOM``: up or down to a multiple by lot, less than one step off; ``RANDOM_TOGETHER``: by lots that are not drawn
    apart, so that errors of neighbours add up. ``AFTER_NUMERATOR``: computed from a numerator that was rounded first,
    then rounded to the nearest step.
    """

    EXACT = "exact"
    RANDOM = "aselect"
    RANDOM_TOGETHER = "aselect samen"
    NEAREST = "dichtstbij"
    AFTER_NUMERATOR = "na teller"


@dataclass(frozen=True)
class RoundingStep:
    """One rounding, and where it applies: these levels, sources (none: every source) and years."""

    method: RoundingMethod
    step: float
    numerator: str | None
    levels: frozenset[Level]
    sources: frozenset[str]
    first_year: int | None
    last_year: int | None
    definition: str

    def applies(self, level: Level, *, year: int, source: str | None) -> bool:
        """Tell whether this is how figures of a level and year are rounded; without a source: in any of them."""
        return (
            (level is Level.GEBIED or level in self.levels)
            and (self.first_year is None or year >= self.first_year)
            and (self.last_year is None or year <= self.last_year)
            and (source is None or not self.sources or source in self.sources)
        )

    def half_width(self, *, is_whole: bool) -> float:
        """Give how far the truth can lie from a published figure; infinite where that depends on its numerator.

        Parameters
        ----------
        is_whole
            Whether the truth is a whole number: 7 persons can be published as 5, 7.5 cannot be true.
        """
        if self.method is RoundingMethod.EXACT:
            return 0.0
        if self.method is RoundingMethod.AFTER_NUMERATOR:
            return inf
        if self.method in {RoundingMethod.RANDOM, RoundingMethod.RANDOM_TOGETHER}:
            return self.step - 1 if is_whole else self.step
        return float(self.step // 2) if is_whole else self.step / 2


@dataclass(frozen=True)
class Rounding:
    """How an indicator is rounded, per level, source and year."""

    key: str
    steps: tuple[RoundingStep, ...]

    def step_for(self, level: Level, *, year: int, source: str | None = None) -> RoundingStep:
        """Give the rounding of a level and year; where several sources round differently, the coarsest."""
        steps = [step for step in self.steps if step.applies(level, year=year, source=source)]
        return max(steps or self.steps, key=lambda step: step.half_width(is_whole=False))


@dataclass(frozen=True)
class Secrecy:
    """When a figure is kept secret, and between which hard bounds a secret figure then lies.

    Parameters
    ----------
    lowest, highest
        Bounds of a secret value; None where the rule gives none.
    highest_of
        Key of the indicator whose own highest value in the same area bounds a secret value.
    needs_gemeente
        Whether the bounds hold only in a gemeente of which some figure is published (others may have refused).
    """

    key: str
    definition: str
    lowest: float | None
    highest: float | None
    highest_of: str | None
    needs_gemeente: bool


@dataclass(frozen=True)
class SeriesBreak:
    """From ``year`` on, an indicator is not comparable with earlier years."""

    year: int
    explanation: str


@dataclass(frozen=True)
class Theme:
    """A subject under which indicators are shown."""

    key: str
    label: str
    definition: str


@dataclass(frozen=True)
class Indicator:
    """One indicator, of whichever source.

    Parameters
    ----------
    unit, decimals
        Unit in Dutch, and how many decimals to show.
    minimum, maximum
        Bounds of what can be true (0 and 100 for a share of a whole); None where there is none.
    is_estimate
        Whether the publisher estimated it with a model, whose error no margin here includes.
    breaks
        Series breaks, oldest first.
    """

    key: str
    label: str
    definition: str
    theme: Theme
    unit: str
    decimals: int
    kind: Kind
    direction: Direction
    minimum: float | None
    maximum: float | None
    aggregation: Aggregation
    rounding: Rounding
    secrecy: Secrecy
    breaks: tuple[SeriesBreak, ...]
    is_estimate: bool

    @property
    def weight(self) -> str | None:
        """Key of the indicator that says how heavily an area counts, where there is a single one."""
        if self.aggregation.denominator:
            return self.aggregation.denominator
        return self.aggregation.weights[0] if len(self.aggregation.weights) == 1 else None

    @property
    def is_whole(self) -> bool:
        """Whether the truth is a whole number."""
        return self.kind in {Kind.COUNT, Kind.CLASS, Kind.CATEGORY}
