"""Dutch number notation: one way to write a figure and its range, for labels, tooltips and pages."""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_ROUNDED_OFF = 1e-9
NO_FIGURE = "geen cijfer"
NBSP = "\N{NO-BREAK SPACE}"
_TO_DUTCH = str.maketrans({",": ".", ".": ",", "-": "\N{MINUS SIGN}"})
_THOUSAND_EURO = re.compile(r"([x×] )?1[ .]?000 euro")
_UNIT_SPELLING = {"km2": "km²", "m2": "m²", "m3": "m³", "1 000": "1.000"}


@dataclass(frozen=True)
class _UnitForm:
    """How a unit is written: what stands before and after the number, and what the number is multiplied by."""

    prefix: str = ""
    suffix: str = ""
    exponent: int = 0


def _unit_form(unit: str) -> _UnitForm:
    """Return the written form of a unit as the publishers spell it; counts and codes are written without one."""
    if unit.startswith("%"):
        return _UnitForm(suffix="%")
    if _THOUSAND_EURO.match(unit):
        return _UnitForm(prefix=f"€{NBSP}", exponent=3)
    if unit == "euro":
        return _UnitForm(prefix=f"€{NBSP}")
    if not unit or unit.startswith(("aantal", "code")):
        return _UnitForm()
    for spelling, written in _UNIT_SPELLING.items():
        unit = unit.replace(spelling, written)
    return _UnitForm(suffix=NBSP + unit)


def unit_exponent(unit: str) -> int:
    """Return which power of ten a figure is multiplied by where it is written.

    Examples
    --------
    >>> unit_exponent("× 1.000 euro"), unit_exponent("%")
    (3, 0)
    """
    return _unit_form(unit).exponent


def rounded(value: float, decimals: int) -> Decimal:
    """Round half away from zero on the number as it is written, so that 2.45 becomes 2.5.

    Examples
    --------
    >>> rounded(2.45, 1)
    Decimal('2.5')
    """
    number = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(number) if number == 0 else number


def format_number(value: float, decimals: int = 0) -> str:
    """Write a number with a decimal comma and points between thousands.

    Examples
    --------
    >>> format_number(1234567.89, 1)
    '1.234.567,9'
    """
    return f"{rounded(value, decimals):,f}".translate(_TO_DUTCH)


def _write(value: float, form: _UnitForm, decimals: int) -> str:
    """Write the bare number of a figure in the multiple that its unit asks for."""
    number = rounded(value, decimals).scaleb(form.exponent)
    shown_decimals = max(decimals - form.exponent, 0)
    return f"{number:,.{shown_decimals}f}".translate(_TO_DUTCH)


def format_value(value: float | None, unit: str, *, decimals: int) -> str:
    """Write a figure with its unit.

    Parameters
    ----------
    value
        The figure in `unit`; None or NaN where there is none.
    unit
        The unit as the catalogue names it: "%", "euro", "x 1 000 euro", "km", "aantal", ...
    decimals
        Decimals of the indicator.

    Returns
    -------
    str
        The Dutch text; "geen cijfer" where the figure is missing.

    Examples
    --------
    >>> format_value(12.34, "%", decimals=1)
    '12,3%'
    >>> format_value(None, "%", decimals=1)
    'geen cijfer'
    """
    if value is None or math.isnan(value):
        return NO_FIGURE
    form = _unit_form(unit)
    return form.prefix + _write(value, form, decimals) + form.suffix


def format_range(lowest: float | None, highest: float | None, *, unit: str, decimals: int) -> str:
    """Write the range that a figure lies in.

    An end that is missing is open. Ends that are written alike give one figure. A range with a negative end is
    written with "tot", because a dash would read as a minus sign.

    Parameters
    ----------
    lowest, highest
        The ends in `unit`; None or NaN where the range is open.
    unit, decimals
        As for `format_value`.

    Returns
    -------
    str
        "10–15%", "ten minste 10%", "ten hoogste 15%", or "geen cijfer" where both ends are missing.

    Examples
    --------
    >>> format_range(10, 15, unit="%", decimals=0)
    '10–15%'
    """
    if lowest is None or math.isnan(lowest):
        highest_text = format_value(highest, unit, decimals=decimals)
        return highest_text if highest_text == NO_FIGURE else f"ten hoogste {highest_text}"
    if highest is None or math.isnan(highest):
        return f"ten minste {format_value(lowest, unit, decimals=decimals)}"
    form = _unit_form(unit)
    low_text, high_text = _write(lowest, form, decimals), _write(highest, form, decimals)
    if low_text == high_text:
        return form.prefix + low_text + form.suffix
    dash = " tot " if lowest < 0 else "–"
    return form.prefix + low_text + dash + high_text + form.suffix


def range_decimals(lowest: float | None, highest: float | None, *, decimals: int) -> int:
    """Return with how many decimals to write a range: one more than its figure where its ends would else look like it.

    Examples
    --------
    >>> range_decimals(25.5, 26.5, decimals=0), range_decimals(96, 104, decimals=0)
    (1, 0)
    """
    known = [number for number in (lowest, highest) if number is not None and not math.isnan(number)]
    return decimals + any(abs(round(number, decimals) - number) > _ROUNDED_OFF for number in known)


def figure_decimals(lowest: float | None, highest: float | None, value: float | None, *, decimals: int) -> int:
    """Return with how many decimals to write a figure: one more where it would else be rounded out of its own range.

    Examples
    --------
    >>> figure_decimals(20.1, 20.4, 20.25, decimals=0), figure_decimals(19.9, 20.4, 20.25, decimals=0)
    (1, 0)
    """
    ends = [number for number in (lowest, value, highest) if number is not None and not math.isnan(number)]
    if len(ends) < 3 or ends != sorted(ends):
        return decimals
    return decimals + (not ends[0] <= round(ends[1], decimals) <= ends[2])
