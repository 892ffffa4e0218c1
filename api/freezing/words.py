"""Dutch words for what differs between a frozen wijkfoto and today."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from api.pages.figure_text import unit_of
from geodata.indicators.figure import Figure
from geodata.wijkfoto.freezing.content import FrozenContent, FrozenIndicator
from geodata.wijkfoto.freezing.difference import FrozenDifference, LineDifference, Obstacle, Part
from maps.numbers import format_number, format_range, format_value, range_decimals

PART_WORDS: Mapping[Part, str] = {
    Part.REVISION: "herzien door de bron",
    Part.METHOD: "andere rekenwijze",
    Part.REAL: "echte verandering",
    Part.BOUNDARY: "andere grens of indeling",
    Part.ROUNDING: "afronding en andere ruis",
    Part.UNATTRIBUTED: "niet toe te wijzen",
}
PART_EXPLANATIONS: Mapping[Part, str] = {
    Part.REVISION: "De bron gaf later een ander cijfer over hetzelfde jaar.",
    Part.METHOD: "De bron gaf hetzelfde, maar de gebiedsmonitor leest of berekent het nu anders.",
    Part.REAL: "Een later jaar, op de grenzen van toen: alleen wat buiten de marges van beide cijfers valt.",
    Part.BOUNDARY: "De grens schoof op, of er geldt een andere versie van de indeling: alleen wat buiten de marges "
    "valt.",
    Part.ROUNDING: "Dit deel kan ook komen door afronding of een andere onzekerheid in een van beide cijfers.",
    Part.UNATTRIBUTED: "Het cijfer is veranderd, maar waardoor is niet te zeggen: bijvoorbeeld omdat de grens opschoof "
    "en alleen geschat kan worden wie er binnen de oude grens wonen.",
}
_OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.UNKNOWN_INDICATOR: "De gebiedsmonitor kent dit cijfer niet meer.",
    Obstacle.NOT_LOADED: "Van dit gebied is dit cijfer nu niet geladen.",
    Obstacle.NO_VALUE_THEN: "Toen was er geen getal.",
    Obstacle.NO_VALUE_NOW: "Nu is er geen getal.",
    Obstacle.OLDER_NOW: "Het cijfer van toen is er nu niet meer; het nieuwste is van een eerder jaar.",
    Obstacle.NO_AMOUNT: "Een klasse is geen hoeveelheid: daarvan is geen verschil te nemen.",
}
_POINTS = "procentpunt"


def obstacle_sentence(line: LineDifference) -> str:
    """Say why a figure of then and one of now cannot be compared; empty where they can."""
    if line.obstacle is Obstacle.SERIES_BREAK:
        named = "; ".join(f"{one.year}: {one.explanation.rstrip('.')}" for one in line.breaks)
        return f"De reeks is gebroken ({named})."
    return "" if line.obstacle is None else _OBSTACLES[line.obstacle]


def old_ground_sentence(line: LineDifference, indicator: FrozenIndicator) -> str:
    """Say what the newest period comes to on the ground of then; empty where the area is the same, or it is unknown."""
    figure = line.on_old_ground
    if figure is None or figure.value is None or line.now is None or line.then is None or line.obstacle:
        return ""
    about = "naar schatting " if figure.estimated_share else ""
    value = format_value(figure.value, unit_of(indicator), decimals=indicator.decimals)
    return f"Op de grenzen van toen was het in {line.now.period} {about}{value}{_between(figure, indicator)}."


def changed_lines(found: FrozenDifference) -> list[LineDifference]:
    """Return the lines of which the figure is another than it was, or that are two figures that cancel out."""
    return [line for line in found.lines if line.parts]


def summary_sentence(found: FrozenDifference) -> str:
    """Say in one sentence how many figures changed, and how many cannot be compared."""
    changed, blocked = len(changed_lines(found)), sum(line.obstacle is not None for line in found.lines)
    same = len(found.lines) - changed - blocked
    counts = (
        _count(changed, "veranderde", "veranderden"),
        f"{_count(same, 'bleef', 'bleven')} gelijk",
        f"{_count(blocked, 'is', 'zijn')} niet te vergelijken",
    )
    return f"{_count(len(found.lines), 'cijfer', 'cijfers')} van toen en nu: {counts[0]}, {counts[1]}, {counts[2]}."


def area_sentences(frozen: FrozenContent, found: FrozenDifference) -> Iterator[str]:
    """Say which area of today is set beside the one of then, where that is not simply the same."""
    today = found.today
    if today.gebied is None:
        yield "Dit gebied is nu niet geladen: er is niets om mee te vergelijken."
        return
    if today.successor and today.gebied.code == frozen.gebied.code:
        yield (
            f"In {today.successor}, de versie van de indeling die nu geldt, bestaat dit gebied niet. Vergeleken is met "
            "de cijfers van nu op de grenzen van toen."
        )
    elif today.successor:
        yield (
            f"Nu geldt {today.successor}. Vergeleken is met het gebied {today.gebied.name} ({today.gebied.code}) van "
            "die versie."
        )


def change_text(amount: Decimal, indicator: FrozenIndicator, *, decimals: int) -> str:
    """Write a change with its sign; that of a percentage is in percentage points.

    Examples
    --------
    >>> from geodata.indicators.indicator import Kind
    >>> share = FrozenIndicator("pct", "Aandeel", "", "%", 0, Kind.PERCENTAGE, 0.0, 100.0, ())
    >>> change_text(Decimal("1.5"), share, decimals=1)
    '+1,5 procentpunt'
    """
    sign = "+" if amount > 0 else "\N{MINUS SIGN}" if amount < 0 else ""
    if indicator.unit.startswith("%"):
        return f"{sign}{format_number(float(abs(amount)), decimals)} {_POINTS}"
    return sign + format_value(float(abs(amount)), unit_of(indicator), decimals=decimals)


def decimals_of(line: LineDifference, indicator: FrozenIndicator) -> int:
    """Return how many decimals the parts of a change are written with: one more where they would else not add up."""
    amounts = line.parts.values()
    is_finer = any(amount != round(amount, indicator.decimals) for amount in amounts)
    return indicator.decimals + is_finer


def _between(figure: Figure, indicator: FrozenIndicator) -> str:
    ends = figure.likely_range()
    # A range of all that can be true tells nothing.
    if ends is None or ends[0] == ends[1] or ends == (indicator.minimum, indicator.maximum):
        return ""
    decimals = range_decimals(*ends, decimals=indicator.decimals)
    return f" ({format_range(*ends, unit=unit_of(indicator), decimals=decimals)})"


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
