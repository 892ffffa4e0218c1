"""``indeling lees`` and ``indeling controleer``: a file or a register, with what is found in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from api.cli.indeling import header
from api.cli.indeling.findings import as_row, examination_row, print_examination, print_report
from api.cli.indeling.header import Asked
from api.cli.options import AsJson
from api.cli.output import print_json
from api.cli.workbench import open_workbench
from etl.load import LoadReport
from etl.pipeline import Workbench, indelingen_in
from etl.register.entry import examine_indeling
from etl.sources.indeling import IndelingFile
from geodata.indelingen.examining.examination import Examination

REGISTER_SUFFIX = ".toml"
REFUSED_EXIT_CODE = 4

Source = Annotated[
    Path,
    typer.Argument(
        help="Een tabel (csv, xlsx), een kaart (gpkg, geojson, shp), of een register (.toml) dat ze noemt.",
        metavar="BESTAND|REGISTER",
    ),
]
Outcome = TypeVar("Outcome")
Examined = list[tuple[str, Examination]]


def command_for(
    work: Callable[[Workbench, list[IndelingFile]], Outcome], tell: Callable[[Outcome, bool], None], *, is_check: bool
) -> Callable[..., None]:
    """Make a command that takes a register, or one file and the options for its header.

    Parameters
    ----------
    work, tell
        What to do with the clusterings, and how to say what came of it (as JSON or not).
    """

    def command(  # noqa: PLR0913, PLR0917 - typer makes an option of each
        path: Source,
        gemeente_code: header.OwnGemeente = None,
        key: header.Key = None,
        version: header.VersionNumber = None,
        name: header.Title = None,
        owner: header.Owner = None,
        purpose: header.Purpose = None,
        legal_basis: header.LegalBasis = None,
        valid_from: header.ValidFrom = None,
        valid_to: header.ValidTo = None,
        status: header.Status = None,
        base: header.BaseName = None,
        base_peildatum: header.BaseDay = None,
        is_partial: header.IsPartial = None,
        is_overlapping: header.IsOverlapping = None,
        rest_name: header.RestName = None,
        sliver_width_m: header.SliverWidth = None,
        contact_role: header.ContactRole = None,
        contact_team: header.ContactTeam = None,
        as_json: AsJson = False,
    ) -> None:
        said: dict[str, Any] = {
            "gemeente_code": gemeente_code,
            "key": key,
            "version": version,
            "name": name,
            "owner": owner,
            "purpose": purpose,
            "legal_basis": legal_basis,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "status": status,
            "base": base,
            "base_peildatum": base_peildatum,
            "is_partial": is_partial,
            "is_overlapping": is_overlapping,
            "rest_name": rest_name,
            "sliver_width_m": sliver_width_m,
            "contact_role": contact_role,
            "contact_team": contact_team,
        }
        asked = Asked({field: value for field, value in said.items() if value is not None}, is_check)
        with open_workbench() as bench:
            outcome = work(bench, _files(bench, path, asked))
        tell(outcome, as_json)

    return command


def tell_reports(reports: list[LoadReport], as_json: bool) -> None:
    """Say what became of clusterings that were read into the register."""
    if as_json:
        print_json([vars(report) | {"warnings": [as_row(fault) for fault in report.warnings]} for report in reports])
        return
    for report in reports:
        print_report(report)


def examine_all(bench: Workbench, files: list[IndelingFile]) -> Examined:
    """Examine clusterings; nothing is written."""
    return [(indeling.header.name, examine_indeling(bench.connection, indeling)) for indeling in files]


def tell_examined(examined: Examined, as_json: bool) -> None:
    """Say all that was found in clusterings; errors give the command the exit code of refused input."""
    if as_json:
        print_json([examination_row(name, found) for name, found in examined])
    else:
        for name, found in examined:
            print_examination(name, found)
    if any(found.partition is None for _, found in examined):
        raise typer.Exit(REFUSED_EXIT_CODE)


def _files(bench: Workbench, path: Path, asked: Asked) -> list[IndelingFile]:
    if path.suffix.lower() != REGISTER_SUFFIX:
        return [asked.read(bench.connection, path)]
    option = asked.option_given()
    if option is not None:
        raise typer.BadParameter(f"{option} hoort bij één bestand; een register zegt het zelf.")
    return indelingen_in(path)
