"""Tables that fit a terminal of 80 columns: text folds, numbers never do."""

from collections.abc import Iterable, Sequence
from typing import Literal

from rich.markup import escape
from rich.table import Table

from api.cli.output import out

NUMBER, KEPT = ">", "="
"""Before a heading: the column holds numbers, or names to type over; neither is ever folded."""


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; what a heading begins with says what its column holds."""
    table = Table(box=None, pad_edge=False, header_style="bold underline", padding=(0, 2, 0, 0))
    for heading in headings:
        is_kept = heading[:1] in {NUMBER, KEPT}
        side: Literal["left", "right"] = "right" if heading[:1] == NUMBER else "left"
        table.add_column(heading[is_kept:], justify=side, no_wrap=is_kept, overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    out.print(table)


def listed(names: Sequence[str], *, at_most: int) -> str:
    """List names with commas, the last of many left out.

    Examples
    --------
    >>> listed(["Hoek", "Waal", "Veer"], at_most=2)
    'Hoek, Waal en nog 1'
    """
    more = len(names) - at_most
    return ", ".join(names[:at_most]) + (f" en nog {more}" if more > 0 else "")
