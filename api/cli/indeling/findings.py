"""What was found and decided in a clustering, grouped: errors first, the same kind together."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import pandas as pd
from rich.markup import escape
from rich.padding import Padding

from api.cli.output import out
from etl.batch import Fault
from etl.load import ALREADY_LOADED, LoadReport
from geodata.indelingen.examining.examination import Examination
from geodata.indelingen.examining.findings import Finding, Severity, dutch

MOST_OF_A_KIND = 5
STYLES = {"fout": "bold red", "waarschuwing": "yellow", "beslissing": "cyan"}


def examination_row(name: str, examination: Examination) -> dict[str, Any]:
    """Return an examination as JSON says it."""
    partition = examination.partition
    return {
        "naam": name,
        "is_goed": partition is not None,
        "gebieden": None if partition is None else len(partition.areas_gdf),
        "bevindingen": [_finding_row(finding) for finding in examination.findings],
        "beslissingen": [] if partition is None else _decision_rows(partition.decisions_df),
    }


def print_examination(name: str, examination: Examination) -> None:
    """Print all that was found in a clustering, and what was decided in reading it."""
    out.print(f"[bold]{escape(name)}[/]")
    found = [(one.severity.value, one.kind, _with_row(one.message, one.row)) for one in examination.findings]
    print_grouped(found, most=len(found))
    if any(one.kind == "niet ingedeeld" and one.severity is Severity.ERROR for one in examination.findings):
        out.print("  Op de opdrachtregel: --gedeeltelijk, of --rest NAAM.")
    if examination.partition is None:
        count = sum(1 for _ in examination.errors())
        out.print(f"{dutch(count)} {'fout' if count == 1 else 'fouten'}: zo kan deze indeling niet in het register.")
        return
    decisions_df = examination.partition.decisions_df
    print_decisions(zip(decisions_df["kind"], decisions_df["message"], strict=True))
    areas = _areas_text(len(examination.partition.areas_gdf))
    out.print(f"Geen fouten: {areas}. Er is niets opgeslagen; in het register zetten: indeling lees.")


def print_report(report: LoadReport) -> None:
    """Print what became of a clustering that was read into the register, and what can be done next."""
    name, status, counts = report.counts["indeling"], report.counts["status"], report.counts
    if report.result == ALREADY_LOADED:
        out.print(f"{name} staat er al ({status}); er is niets veranderd.")
    else:
        areas = _areas_text(counts["gebieden"]["new"])  # type: ignore[index]  # as `enter_indeling` writes it
        decided = f", {counts['beslissingen']} beslissingen" if counts["beslissingen"] else ""
        out.print(f"{name} staat in het register: {status}, {areas}{decided}.")
        if counts["vervangt"]:
            out.print(f"{counts['vervangt']} is vervallen.")
        print_grouped([(fault.severity.value, fault.check, fault.message) for fault in report.warnings])
    if status == "concept":
        out.print(f"Bekijken: gebiedsmonitor indeling toon {name}", soft_wrap=True)
        out.print(f"Publiceren: gebiedsmonitor indeling publiceer {name}", soft_wrap=True)


def print_decisions(decisions: Iterable[tuple[str, str]], most: int = MOST_OF_A_KIND) -> None:
    """Print decisions (kind, sentence), those of a kind together."""
    print_grouped([("beslissing", kind, message) for kind, message in decisions], most=most)


def print_grouped(found: Sequence[tuple[str, str, str]], most: int = MOST_OF_A_KIND) -> None:
    """Print what was found (severity, kind, sentence), errors first, at most so many of a kind."""
    ranks = list(STYLES)
    ordered = sorted(found, key=lambda one: (ranks.index(one[0]), one[1]))
    for (severity, kind), group in groupby(ordered, key=lambda one: one[:2]):
        messages = [message for _, _, message in group]
        count = f" ({len(messages)})" if len(messages) > 1 else ""
        out.print(f"[{STYLES[severity]}]{severity}[/] {escape(kind)}{count}")
        for message in messages[:most]:
            out.print(Padding(escape(message), (0, 0, 0, 2), expand=False))
        if len(messages) > most:
            out.print(f"  en nog {len(messages) - most}")


def as_row(fault: Fault) -> dict[str, Any]:
    """Return a fault that was kept with a load as JSON says it."""
    return {"ernst": fault.severity.value, "soort": fault.check, "melding": fault.message, "code": fault.value}


def _decision_rows(decisions_df: pd.DataFrame) -> list[dict[str, Any]]:
    columns = {"kind": "soort", "unit_code": "eenheid", "area_code": "gebied", "message": "melding"}
    rows_df = decisions_df[list(columns)].rename(columns=columns).astype("object")
    rows = rows_df.where(rows_df.notna(), None).itertuples(index=False, name=None)
    return [dict(zip(rows_df.columns, row, strict=True)) for row in rows]


def _finding_row(finding: Finding) -> dict[str, Any]:
    facts = {"ernst": finding.severity.value, "soort": finding.kind, "melding": finding.message}
    return facts | {"rij": finding.row, "code": finding.code}


def _areas_text(count: int) -> str:
    return "1 gebied" if count == 1 else f"{dutch(count)} gebieden"


def _with_row(message: str, row: int | None) -> str:
    return message if row is None or f"ij {row}" in message else f"Rij {row}: {message}"
