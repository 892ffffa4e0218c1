"""A figure in plain Dutch: rounded as people do, and a range where "about" would hide how unsure it is."""

from dataclasses import dataclass
from math import ceil, floor

from api.pages.figure_text import unit_of
from geodata.indicators.indicator import Indicator, Kind
from geodata.indicators.queries import FigureRecord
from geodata.indicators.status import Status
from maps.numbers import NBSP, format_number, format_value, range_decimals

MOST_OFF = 0.05
"""Part of a figure that its range may reach to either side for "about" to be fair."""
MOST_POINTS = 1.5
"""The same for a share, in percentage points."""
WIDEST_POINTS = 30.0
"""Width of a range of a share, without a value, above which it tells nothing."""
_FRACTIONS = {10.0: "1 op de 10", 20.0: "1 op de 5", 25.0: "1 op de 4", 100 / 3: "1 op de 3", 50.0: "de helft van de"}
_NEAR_POINTS = 1.0
# Of a range of so many of its last decimals, one more says nothing to a resident.
_WIDE = 4
_HAIR = 6
_SCALES = {"km": (1000, "meter"), "m³": (1, "kubieke meter"), "kWh": (1, "kilowattuur")}


@dataclass(frozen=True)
class PlainFigure:
    """A figure as it stands in a sentence; ``is_one`` where its verb is singular."""

    text: str
    is_one: bool = False


@dataclass(frozen=True)
class _Ends:
    value: float | None
    lowest: float
    highest: float

    def reaches(self, most: float) -> bool:
        """Whether the range reaches no further than `most` to either side of the value, if there is one."""
        return self.value is not None and max(self.highest - self.value, self.value - self.lowest) <= most


def plain_figure(figure: FigureRecord, indicator: Indicator) -> PlainFigure | None:
    """Write a figure for a sentence; None where there is no value, and no range that tells anything."""
    known = figure.figure.likely_range()
    if figure.value is None and not _tells(known, figure.status, indicator):
        return None
    lowest, highest = known or (figure.value or 0.0, figure.value or 0.0)
    ends = _Ends(figure.value, lowest, highest)
    if indicator.kind is Kind.PERCENTAGE:
        return _share(ends)
    text = _amount(ends, indicator)
    return PlainFigure(text, is_one=text == "1")


def _tells(ends: tuple[float, float] | None, status: Status, indicator: Indicator) -> bool:
    """Tell whether a range without a value says anything to a resident: not that of a secret, nor a wide one."""
    if ends is None or status is not Status.INCOMPLETE:
        return False
    widest = WIDEST_POINTS if indicator.kind is Kind.PERCENTAGE else max(ends[0], 0.0)
    return ends[1] - ends[0] <= widest


def _share(ends: _Ends) -> PlainFigure:
    if ends.highest < 1:
        return PlainFigure("minder dan 1 van de 100", is_one=True)
    if ends.lowest > 99:
        return PlainFigure("bijna alle")
    if ends.value is None or not ends.reaches(MOST_POINTS):
        return PlainFigure(f"tussen {floor(ends.lowest)} en {ceil(ends.highest)} van de 100")
    near = [text for share, text in _FRACTIONS.items() if abs(share - ends.value) <= _NEAR_POINTS]
    return PlainFigure(f"ongeveer {near[0]}", is_one=True) if near else _of_hundred(ends.value)


def _of_hundred(value: float) -> PlainFigure:
    number = max(round(value), 1)
    return PlainFigure(f"ongeveer {number} van de 100", is_one=number == 1)


def _amount(ends: _Ends, indicator: Indicator) -> str:
    if indicator.is_whole:
        return _count(ends)
    scale, unit = _SCALES.get(indicator.unit, (1, unit_of(indicator)))
    scaled = _Ends(None if ends.value is None else ends.value * scale, ends.lowest * scale, ends.highest * scale)
    decimals = 0 if scale > 1 else indicator.decimals
    if scaled.value is not None and scaled.reaches(MOST_OFF * abs(scaled.value)):
        # Without a range it is not known how far it may be rounded: a step of five is much for thousands of euros.
        is_rounded = not decimals and scaled.lowest < scaled.highest
        about = _rounded(scaled, scaled.value) if is_rounded else scaled.value
        return f"ongeveer {_with_unit(about, unit, decimals)}"
    if scaled.highest - scaled.lowest < _WIDE / 10**decimals:
        decimals = range_decimals(scaled.lowest, scaled.highest, decimals=decimals)
    low, high = (_with_unit(end, unit, decimals) for end in _outwards(scaled, 10**decimals))
    return f"tussen {low.removesuffix(NBSP + unit)} en {high}"


def _outwards(ends: _Ends, scale: int) -> tuple[float, float]:
    """Round a range so that it never becomes narrower than it is; 0.55 km is 550 metres and not a hair more."""
    lowest, highest = (round(end * scale, _HAIR) for end in (ends.lowest, ends.highest))
    return floor(lowest) / scale, ceil(highest) / scale


def _with_unit(value: float, unit: str, decimals: int) -> str:
    return format_value(value, unit, decimals=decimals)


def _count(ends: _Ends) -> str:
    step = _step(ends.highest)
    if ends.value is not None and ends.reaches(MOST_OFF * abs(ends.value)):
        rounded = _rounded(ends, ends.value)
        is_exact = ends.lowest == ends.highest == rounded
        return format_number(rounded) if is_exact else f"ongeveer {format_number(rounded)}"
    low, high = _outwards(_Ends(None, ends.lowest / step, ends.highest / step), 1)
    return f"tussen {format_number(step * low)} en {format_number(step * high)}"


def _rounded(ends: _Ends, value: float) -> float:
    """Round a value as people do, but never past its range; an exact one may be told about."""
    step = _step(ends.highest)
    rounded = step * floor(value / step + 0.5)
    is_within = ends.lowest == ends.highest or ends.lowest <= rounded <= ends.highest
    return rounded if is_within else floor(value + 0.5)


def _step(value: float) -> int:
    return 10 if value >= 10_000 else 5 if value >= 100 else 1
