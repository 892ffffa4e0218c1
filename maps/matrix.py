"""How much clusterings agree with each other as a table: the darker a cell, the more; each with its number."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from maps.numbers import format_number

STEPS = 5
"""Classes of a fifth each, as ``stap-0`` to ``stap-4`` in map.css."""


def agreement_matrix(
    titles: Sequence[str],
    agreement: Sequence[Sequence[float]],
    *,
    caption: str,
    href_of: Callable[[int, int], str] | None = None,
    shown: tuple[int, int] | None = None,
) -> str:
    """Return the agreement between clusterings as an HTML table.

    Parameters
    ----------
    titles
        Of the clusterings, at least one.
    agreement
        Per clustering its agreement with each, from 0 to 1 (such as the V-measure); NaN where it cannot be told. What
        stands on the diagonal is not shown: there a clustering meets itself.
    caption
        What the numbers are, and how to read them.
    href_of
        Address of the comparison of two clusterings, by their numbers; without it, cells are no links.
    shown
        The two that the page shows already.

    Returns
    -------
    str
        A ``<table class="matrix">`` without inline styles.
    """
    cells = _Cells(titles, agreement, href_of, shown)
    columns = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    rows = "".join(
        f'<tr><th scope="row">{escape(title)}</th>{cells.row(number)}</tr>' for number, title in enumerate(titles)
    )
    return (
        f'<table class="matrix"><caption>{escape(caption)}</caption><thead><tr><td></td>{columns}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


@dataclass(frozen=True)
class _Cells:
    """The cells between the headings."""

    titles: Sequence[str]
    agreement: Sequence[Sequence[float]]
    href_of: Callable[[int, int], str] | None
    shown: tuple[int, int] | None

    def row(self, row: int) -> str:
        """Return the cells of one row."""
        return "".join(self._cell(row, column) for column in range(len(self.titles)))

    def _cell(self, row: int, column: int) -> str:
        """Return one cell: its number in the shade of its class, or why there is none."""
        agreement = self.agreement[row][column]
        if row == column:
            return _without_number("gelijk", "dezelfde indeling")
        if math.isnan(agreement):
            return _without_number("onbekend", "niet te bepalen")
        return f'<td class="stap-{step_of(agreement)}">{self._number(row, column)}</td>'

    def _number(self, row: int, column: int) -> str:
        number = format_number(self.agreement[row][column], 2)
        if not self.href_of:
            return number
        is_shown = self.shown is not None and {row, column} == set(self.shown)
        current = ' aria-current="true"' if is_shown else ""
        return (
            f'<a href="{escape(self.href_of(row, column))}"{current}>'
            f'<span class="alleen-voorlezen">{escape(self.titles[row])} naast {escape(self.titles[column])}: </span>'
            f"{number}</a>"
        )


def _without_number(name: str, reason: str) -> str:
    return f'<td class="{name}"><span aria-hidden="true">–</span><span class="alleen-voorlezen">{reason}</span></td>'


def step_of(agreement: float) -> int:
    """Return the class of an agreement from 0 to 1; the last class holds full agreement as well.

    Examples
    --------
    >>> [step_of(agreement) for agreement in (0, 0.19, 0.2, 1)]
    [0, 0, 1, 4]
    """
    return min(int(agreement * STEPS), STEPS - 1)
