"""A figure as a page writes it: the number, the range it lies in, and what its status means."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from api.pages.dutch_text import STATUS_EXPLANATIONS
from geodata.indicators.figure import Figure
from geodata.indicators.indicator import Kind
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from maps.numbers import figure_decimals, format_number, format_range, format_value, range_decimals

NOT_LOADED = "niet geladen"
# What rounds to 100% is all of an area.
_ALL = 0.995
SHORT_UNITS = frozenset({"%", "km", "m³", "kWh", "ha"})


AnyFigure = FigureRecord | Figure
"""A figure as it is stored, or as it was computed from others."""


class Described(Protocol):
    """What has to be known of an indicator to write its figures: of the catalogue's, or of one as it was frozen."""

    @property
    def label(self) -> str:
        """Name."""

    @property
    def unit(self) -> str:
        """Unit in Dutch."""

    @property
    def decimals(self) -> int:
        """How many decimals to show."""

    @property
    def kind(self) -> Kind:
        """What sort of number it is."""

    @property
    def minimum(self) -> float | None:
        """Lowest that can be true."""

    @property
    def maximum(self) -> float | None:
        """Highest that can be true."""


@dataclass(frozen=True)
class FigureText:
    """Texts of one figure; ``is_missing`` where there is neither a value nor a range.

    ``margin`` is the range alone, for a column that says so; ``likely`` the same in words, with how sure it is.
    ``notes`` say how much of the area it covers and how much was estimated, where that is not all and nothing.
    """

    figure: str
    margin: str
    status: str
    explanation: str
    is_missing: bool
    likely: str = ""
    notes: tuple[str, ...] = ()


def unit_of(indicator: Described) -> str:
    """Return the unit that is written behind a figure: a sign or a short one; longer ones go beside the label."""
    return indicator.unit if indicator.unit in SHORT_UNITS or "euro" in indicator.unit else ""


def unit_note(indicator: Described) -> str:
    """Return the unit to write beside the label; empty where the figure or the label has it already."""
    is_said = unit_of(indicator) or indicator.kind in {Kind.COUNT, Kind.SCORE, Kind.CLASS, Kind.CATEGORY}
    return "" if is_said or indicator.unit.lower() in indicator.label.lower() else indicator.unit


def figure_text(figure: AnyFigure | None, indicator: Described) -> FigureText:
    """Write a figure; one that was not loaded says so."""
    if figure is None:
        return FigureText(NOT_LOADED, "", NOT_LOADED, "Er is geen bron geladen met dit cijfer.", is_missing=True)
    margin = _margin(shown_range(figure, indicator), figure.value, indicator)
    written = format_value(figure.value, unit_of(indicator), decimals=_decimals(figure, indicator))
    if figure.value is None:
        written, margin = (
            (margin, "") if margin and figure.status is not Status.SECRET else (figure.status.value, margin)
        )
    is_missing = figure.value is None and figure.lowest is None and figure.highest is None
    margin = "" if margin == written else margin
    return FigureText(
        figure=written,
        margin=margin,
        status=figure.status.value,
        explanation=" ".join([STATUS_EXPLANATIONS[figure.status], *_about_range(figure, indicator)]),
        is_missing=is_missing,
        likely=_likely(figure, margin, indicator),
        notes=() if is_missing else tuple(_notes(figure)),
    )


def _likely(figure: AnyFigure, margin: str, indicator: Described) -> str:
    """Write the range in words: how sure it is, and both ends in full."""
    if not margin:
        return ""
    word = "waarschijnlijk" if _has_likely(figure) or _is_estimated(figure) else "zeker"
    lowest, highest = shown_range(figure, indicator)
    if lowest is None or highest is None:
        return f"{word} {margin}"
    unit, decimals = unit_of(indicator), range_decimals(lowest, highest, decimals=indicator.decimals)
    low, high = (format_value(end, unit, decimals=decimals) for end in (lowest, highest))
    return f"{word} tussen {low} en {high}"


def _notes(figure: AnyFigure) -> Iterator[str]:
    # Of a figure that is withheld as a whole, the part that it covers tells nothing.
    if figure.coverage < _ALL and (figure.value is not None or figure.status is Status.INCOMPLETE):
        yield f"over {format_number(100 * figure.coverage)}% van het gebied"
    if (figure.estimated_share or 0.0) > 1 - _ALL:
        yield f"{format_number(100 * (figure.estimated_share or 0.0))}% is geschat"


def _is_estimated(figure: AnyFigure) -> bool:
    return figure.status is Status.ESTIMATED or bool(figure.estimated_share)


Ends = tuple[float | None, float | None]


def shown_range(figure: AnyFigure, indicator: Described) -> Ends:
    """Return the ends of the range to show: the 95 % range, or the hard one where that is all there is.

    A range of all that can be true tells nothing, and is not shown.
    """
    ends = (figure.likely_lowest, figure.likely_highest) if _has_likely(figure) else (figure.lowest, figure.highest)
    return (None, None) if ends == (indicator.minimum, indicator.maximum) else ends


def _has_likely(figure: AnyFigure) -> bool:
    return figure.likely_lowest is not None or figure.likely_highest is not None


def _about_range(figure: AnyFigure, indicator: Described) -> Iterator[str]:
    """Say how sure the range is that is shown."""
    sure = _margin((figure.lowest, figure.highest), figure.value, indicator)
    if _has_likely(figure):
        yield "Met 95% zekerheid ligt het echte getal binnen het bereik dat erbij staat."
        if sure and _is_estimated(figure):
            yield f"Het ruimste bereik dat de bronnen openlaten: {sure}."
        elif sure:
            yield f"Helemaal zeker is alleen: {sure}."
    elif sure and figure.value is not None and _is_estimated(figure):
        yield "Het echte getal ligt waarschijnlijk binnen het bereik dat erbij staat; zeker is dat niet."
    elif sure and figure.value is not None:
        yield "Het echte getal ligt zeker binnen het bereik dat erbij staat."
    elif figure.value is not None and figure.status is Status.ESTIMATED:
        yield "Hoe ver het echte getal ervan af kan liggen, is niet bekend."


def _margin(ends: Ends, value: float | None, indicator: Described) -> str:
    """Write a range with one decimal more than the figure where else its ends would look like the figure."""
    known = {end for end in (*ends, value) if end is not None}
    says_nothing = ends in {(None, None), (indicator.minimum, indicator.maximum)}
    if len(known) == 1 or says_nothing:
        return ""
    return format_range(*ends, unit=unit_of(indicator), decimals=range_decimals(*ends, decimals=indicator.decimals))


def _decimals(figure: AnyFigure, indicator: Described) -> int:
    return figure_decimals(*shown_range(figure, indicator), figure.value, decimals=indicator.decimals)
