"""Number cells as Dutch publishers write them: decimal points and commas, and the signs that stand for no figure."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.sources.cells.specials import HIGHEST_SPECIAL, MAP_SPECIALS, STATLINE_SPECIALS
from geodata.indicators.status import Status

NOT_A_NUMBER = "is geen getal"
NOT_FINITE = "is geen eindig getal"
UNKNOWN_SPECIAL = "lijkt op een bijzondere waarde, maar staat niet in de toelichting van het CBS"
MIXED_MARKS = "in deze kolom staan punten én komma's; geef het decimaalteken op"
THOUSANDS_OR_DECIMALS = "kan een duizendtal zijn of drie decimalen; geef het decimaalteken of het duizendteken op"
WRONG_MARK = "heeft een ander teken dan het opgegeven decimaalteken"

_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
_GROUPED_IN_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


@dataclass(frozen=True)
class NumberFormat:
    """How numbers are written.

    ``decimal`` None: a point or a comma, as long as a column has only one of them. ``specials`` gives the status for
    each sign or number, in lower case, that stands for no figure; ``null`` that of a cell that holds nothing at all,
    which is refused where that is None.
    """

    decimal: str | None = None
    thousands: str | None = None
    specials: Mapping[str, Status] = field(default_factory=lambda: STATLINE_SPECIALS)
    null: Status | None = None


# The publisher of a map serves no value, and does not say why.
MAP_NUMBERS = NumberFormat(specials=MAP_SPECIALS, null=Status.UNPUBLISHED)


@dataclass(frozen=True)
class Figures:
    """One column of number cells, read: ``value`` (NaN where missing), ``status``, and ``reason`` where refused.

    The three have the length of the column; a refused cell has an empty ``status``, an understood one an empty
    ``reason``.
    """

    value: npt.NDArray[np.float64]
    status: npt.NDArray[np.object_]
    reason: npt.NDArray[np.object_]


class Figure(NamedTuple):
    """One cell, read, as a row of `Figures`."""

    value: float = np.nan
    status: str = ""
    reason: str = ""


def figures_of(cells: pd.Series, number_format: NumberFormat | None = None) -> Figures:
    """Read a column of cells: numbers, and text that may hold one.

    Each distinct cell is read once; a column of 17,000 cells takes some milliseconds.
    """
    number_format = number_format or NumberFormat()
    places, found = pd.factorize(cells, use_na_sentinel=False)
    distinct = found.tolist()
    has_mixed_marks = number_format.decimal is None and number_format.thousands is None and _has_mixed_marks(distinct)
    figures = [_refused_if_marked(cell) if has_mixed_marks else None for cell in distinct]
    read = [figure or figure_of(cell, number_format) for figure, cell in zip(figures, distinct, strict=True)]
    return Figures(
        value=np.array([figure.value for figure in read], dtype=np.float64)[places],
        status=np.array([figure.status for figure in read], dtype=object)[places],
        reason=np.array([figure.reason for figure in read], dtype=object)[places],
    )


def figure_of(cell: object, number_format: NumberFormat) -> Figure:
    """Read one cell.

    Examples
    --------
    >>> figure_of(" 3,5", NumberFormat()).value, figure_of("   .", NumberFormat()).status.value
    (3.5, 'geheim')
    >>> figure_of("n.v.t.", NumberFormat()).reason
    'is geen getal'
    """
    if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)):
        return Figure(reason=NOT_FINITE) if number_format.null is None else Figure(status=number_format.null)
    if isinstance(cell, int | float):
        return _of_number(float(cell), number_format.specials)
    text = _tidied(str(cell))
    if (status := number_format.specials.get(text.lower())) is not None:
        return Figure(status=status)
    number, reason = _number_in(text, number_format)
    return Figure(reason=reason) if reason else _of_number(number, number_format.specials)


def _of_number(number: float, specials: Mapping[str, Status]) -> Figure:
    if not math.isfinite(number):
        return Figure(reason=NOT_FINITE)
    if number.is_integer() and (status := specials.get(str(int(number)))) is not None:
        return Figure(status=status)
    if number <= HIGHEST_SPECIAL:
        return Figure(reason=UNKNOWN_SPECIAL)
    return Figure(value=number, status=Status.EXACT)


def _number_in(text: str, number_format: NumberFormat) -> tuple[float, str]:
    """Read the number in `text`, or say why it has none."""
    plain = _without_thousands(text, number_format.thousands)
    if plain is None or not _NUMBER.fullmatch(plain):
        return np.nan, NOT_A_NUMBER
    if number_format.decimal is None:
        if number_format.thousands is None and _GROUPED_IN_THOUSANDS.fullmatch(plain):
            return np.nan, THOUSANDS_OR_DECIMALS
    elif {".", ","} & set(plain) - {number_format.decimal}:
        return np.nan, WRONG_MARK
    return float(plain.replace(",", ".")), ""


def _without_thousands(text: str, thousands: str | None) -> str | None:
    """Take the thousands marks out; None where they do not stand between groups of three digits."""
    if thousands is None or thousands not in text:
        return text
    mark = re.escape(thousands)
    grouped = re.fullmatch(rf"[-+]?\d{{1,3}}(?:{mark}\d{{3}})+(?:[^\d].*)?", text, re.ASCII)
    return text.replace(thousands, "") if grouped else None


def _tidied(text: str) -> str:
    """Take away blanks around a number, and write a typographic minus as a computer does."""
    return text.strip().replace("\N{MINUS SIGN}", "-")


def _has_mixed_marks(cells: Iterable[object]) -> bool:
    numbers = [text for cell in cells if isinstance(cell, str) and _NUMBER.fullmatch(text := _tidied(cell))]
    return any("," in number for number in numbers) and any("." in number for number in numbers)


def _refused_if_marked(cell: object) -> Figure | None:
    text = _tidied(cell) if isinstance(cell, str) else ""
    return Figure(reason=MIXED_MARKS) if _NUMBER.fullmatch(text) and {".", ","} & set(text) else None
