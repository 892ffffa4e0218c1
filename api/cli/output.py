"""What the command line prints: tables that fit a terminal of 80 columns, and JSON for a program.

Rows come as dictionaries, the same for both.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from geodata.indelingen.examining.findings import dutch

# Not a terminal: whoever reads it should not get lines folded at 80.
out = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
err = Console(stderr=True, highlight=False)

WIDE_COLUMNS = 120
NUMBER, KEPT = ">", "="
"""Before a heading: the column holds numbers, or codes and names to type over; neither is ever folded."""

_KEYS = {"bron": "source", "van": "address"}

Row = Mapping[str, Any]


def progress_bar() -> Progress:
    """Return a bar that shows what is being done and for how long, where somebody is looking."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def fetch_phrase(label: str, done: int, total: int | None, unit: str) -> str:
    """Say how far a fetch is.

    Examples
    --------
    >>> fetch_phrase("wijkenbuurten_2024.gpkg", 52_428_800, 219_668_480, "bytes")
    'ophalen: wijkenbuurten_2024.gpkg, 50 van 209 MB (24%)'
    >>> fetch_phrase("PDOK buurten", 2000, None, "gebieden")
    'ophalen: PDOK buurten, 2.000 gebieden'
    """
    scale, unit = (2**20, "MB") if unit == "bytes" else (1, unit)
    so_far = dutch(done // scale)
    if not total:
        return f"ophalen: {label}, {so_far} {unit}"
    return f"ophalen: {label}, {so_far} van {dutch(total // scale)} {unit} ({done / total:.0%})"


def in_words(value: object) -> str:
    """Write a fact as a person reads it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "(leeg)" if value is None else str(value)


def invitation(root: str, gemeente_code: str) -> str:
    """Name the pages to open of a service that answers at `root`."""
    pages = {"/": "begin", f"/wijkfoto/{gemeente_code}": "de wijkfoto", "/kaart": "de kaart", "/api": "de API"}
    listed = "".join(f"  {root + path:{len(root) + 20}}{what}\n" for path, what in pages.items())
    return f"\nOpen in een browser:\n{listed}Stoppen: Ctrl-C"


def print_json(data: Any) -> None:
    """Print JSON on one line per value, never folded or coloured by its content."""
    out.print(json.dumps(data, indent=2, ensure_ascii=False), markup=False, soft_wrap=True)


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


def print_reports(reports: Sequence[Row]) -> None:
    """Print what became of loads."""
    table = _table("nr", "tabel", "resultaat", "cijfers", "zonder", "geweigerd", "let op")
    for report in reports:
        cells = report["counts"].get("cellen", {})
        without, refused = (sum(cells.get(name, {}).values()) for name in ("bijzonder", "geweigerd"))
        figures = (cells.get("met_waarde", 0), without, refused, report["warnings"])
        table.add_row(str(report["load_id"]), escape(report["table_id"]), report["result"], *map(_number, figures))
    out.print(table)
    if any(report["warnings"] for report in reports):
        out.print("Wat opviel bij een lading: gebiedsmonitor etl fouten NUMMER")


def print_loads(loads: Sequence[Row]) -> None:
    """Print the records of loads, with the time, source and address where there is room."""
    is_wide = out.width >= WIDE_COLUMNS
    extra = ("bron", "van") if is_wide else ()
    table = _table("nr", "tabel", "bereik", "peildatum", "geladen", "resultaat", "let op", *extra)
    for load in loads:
        started_at = datetime.fromisoformat(load["started_at"]).astimezone()
        when = f"{started_at:%Y-%m-%d %H:%M}" if is_wide else f"{started_at:%Y-%m-%d}"
        faults = _number(load["error_count"] + load["warning_count"])
        facts = (load["table_id"], load["scope"], load["peildatum"], when, load["result"], faults)
        table.add_row(str(load["id"]), *map(escape, facts), *[escape(load[_KEYS[name]]) for name in extra])
    out.print(table if loads else "Er is nog niets geladen.")


def print_faults(faults: Sequence[Row]) -> None:
    """Print faults below each other: their sentences are too long for a column."""
    for fault in faults:
        place = [f"{name} {fault[key]}" for name, key in (("rij", "row"), ("kolom", "column")) if fault[key]]
        style = "bold red" if fault["severity"] == "fout" else "yellow"
        out.print(f"[{style}]{fault['severity']}[/] {escape(' · '.join([fault['check'], *place]))}", soft_wrap=True)
        out.print(Padding(escape(fault["message"]), (0, 0, 0, 2), expand=False))
    if not faults:
        out.print("Bij deze lading is niets gevonden.")


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold underline")
    for heading in headings:
        is_number = heading in {"nr", "cijfers", "zonder", "geweigerd", "let op"}
        can_fold = heading in {"tabel", "van"}
        table.add_column(heading, justify="right" if is_number else "left", no_wrap=not can_fold, overflow="fold")
    return table


def _number(value: int) -> str:
    return dutch(value) if value else ""
