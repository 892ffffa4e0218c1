"""The commands that load: from files and from publishers, and what is known of loads."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.dutch import DutchTyper
from api.cli.options import AsJson, Force, Gemeente, LoadNumber, Year, read_gemeente_code
from api.cli.output import out, print_faults, print_json, print_loads
from api.cli.workbench import client_of, input_dir, open_connection, open_workbench, tell
from etl import gemeente as gemeenten
from etl import pipeline, sample, status
from etl.lock import exclusive_load
from etl.sources.gewichten.layers import Wanted
from etl.undo import undo_load
from geodata.indelingen.examining.findings import dutch
from geodata.indelingen.tables import WeightKind
from geodata.settings import load_settings

etl = DutchTyper(help="Laden uit bestanden en van uitgevers, en nagaan wat er geladen is.")


@etl.command("voorbeeld")
def etl_sample(force: Force = False, as_json: AsJson = False) -> None:
    """Laad de fictieve voorbeeldgemeente en haar indelingen."""
    with open_workbench(is_forced=force) as bench:
        tell(sample.load_sample(bench), as_json=as_json)


@etl.command("gemeente")
def etl_gemeente(
    code: Annotated[str, typer.Argument(help="CBS-code, zoals GM0828.", metavar="GM####", callback=read_gemeente_code)],
    year: Annotated[int, typer.Argument(help="Jaar van de grenzen en cijfers.", min=2003, max=2100, metavar="JAAR")],
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Haal de grenzen (PDOK) en cijfers (CBS) van een gemeente op en laad ze."""
    settings = load_settings()
    with open_workbench(is_forced=force) as bench, client_of(bench, settings) as client:
        reports = gemeenten.load_gemeente(
            bench, client, gemeente_code=code, year=year, input_dir=input_dir(settings, year)
        )
        tell(reports, as_json=as_json)


@etl.command("cbs")
def etl_cbs(
    year: Annotated[int, typer.Argument(help="Jaar van de cijfers.", min=2013, max=2100, metavar="JAAR")],
    gemeente: Gemeente = None,
    has_v4: Annotated[bool, typer.Option("--v4", help="Gebruik OData v4 in plaats van v3.", metavar="")] = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Haal de Kerncijfers wijken en buurten van een jaar op bij het CBS: heel Nederland, of één gemeente."""
    with open_workbench(is_forced=force) as bench, client_of(bench, load_settings()) as client:
        reports = pipeline.load_cbs(bench, client, year=year, gemeente_code=gemeente, has_v4=has_v4)
        tell(reports, as_json=as_json)


@etl.command("pdok")
def etl_pdok(
    year: Annotated[int, typer.Argument(help="Jaar van de kaart.", min=2012, max=2100, metavar="JAAR")],
    gemeente: Gemeente = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Haal de wijk- en buurtkaart van een jaar op bij PDOK: heel Nederland (ruim 200 MB), of één gemeente."""
    with open_workbench(is_forced=force) as bench, client_of(bench, load_settings()) as client:
        tell(pipeline.load_pdok(bench, client, year=year, gemeente_code=gemeente), as_json=as_json)


@etl.command("kaart")
def etl_map(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    sources: Annotated[
        list[str],
        typer.Argument(help="Eén of meer bestanden die samen een kaart zijn, of een adres.", metavar="BESTAND"),
    ],
    year: Year = None,
    gemeente: Gemeente = None,
    crs: Annotated[
        str | None,
        typer.Option(help="Stelsel van een kaart die het niet noemt, zoals EPSG:28992.", metavar="EPSG:####"),
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Laad een wijk- en buurtkaart: GeoPackage, shapefile, GeoJSON of TopoJSON, ook in een zip."""
    is_address = len(sources) == 1 and "://" in sources[0]
    with open_workbench(is_forced=force) as bench, client_of(bench, load_settings()) as client:
        if is_address:
            reports = pipeline.load_map_from_address(
                bench, client, sources[0], year=year, crs=crs, gemeente_code=gemeente
            )
        else:
            paths = [Path(name) for name in sources]
            reports = pipeline.load_map(bench, paths, year=year, crs=crs, gemeente_code=gemeente)
        tell(reports, as_json=as_json)


@etl.command("kwb")
def etl_kwb(
    path: Annotated[Path, typer.Argument(help="kwb-<jaar>.xlsx, .xls of .csv van het CBS.", metavar="BESTAND")],
    year: Year = None,
    gemeente: Gemeente = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Laad een spreadsheet met Kerncijfers wijken en buurten."""
    with open_workbench(is_forced=force) as bench:
        tell(pipeline.load_kwb(bench, path, year=year, gemeente_code=gemeente), as_json=as_json)


@etl.command("tabel")
def etl_table(
    path: Annotated[Path, typer.Argument(help="Een tabel met cijfers: csv of xlsx.", metavar="BESTAND")],
    column_map: Annotated[
        str, typer.Option("--kolommen", help="Naam van een kolommenkaart, of een eigen .toml.", metavar="NAAM")
    ],
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Laad een tabel met cijfers volgens een kolommenkaart."""
    with open_workbench(is_forced=force) as bench:
        tell(pipeline.load_table(bench, path, column_map), as_json=as_json)


@etl.command("gewichten")
def etl_weights(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    path: Annotated[Path, typer.Argument(help="Een kaart met adressen (BAG) of vierkanten (CBS).", metavar="BESTAND")],
    kind: Annotated[WeightKind, typer.Option("--soort", help="Wat elk punt telt.", metavar="adressen|inwoners")],
    year: Annotated[int, typer.Option("--jaar", help="Jaar van de gegevens.", min=2000, max=2100, metavar="JAAR")],
    gemeente: Gemeente = None,
    layer: Annotated[
        str | None, typer.Option("--laag", help="Laag van een kaart die er meer heeft.", metavar="NAAM")
    ] = None,
    has_homes_only: Annotated[
        bool, typer.Option("--woonfunctie", help="Tel alleen adressen met een woonfunctie.", metavar="")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Laad waar mensen wonen: daarnaar wordt een buurt verdeeld die een indeling doorsnijdt."""
    wanted = Wanted(kind, has_homes_only=has_homes_only, layer=layer)
    with open_workbench() as bench:
        report = pipeline.load_weights(bench, path, wanted, year=year, gemeente_code=gemeente)
    tell([report], as_json=as_json)
    if not as_json and isinstance(points := report.counts.get("punten"), int):
        out.print(f"{dutch(points)} punten geladen.")


@etl.command("status")
def etl_status(as_json: AsJson = False) -> None:
    """Laat zien wat er geladen is, van wie, en wanneer."""
    with open_connection() as connection:
        rows = [load.as_json() for load in status.loads(connection)]
    if as_json:
        print_json(rows)
    else:
        print_loads(rows)


@etl.command("fouten")
def etl_faults(load_id: LoadNumber, as_json: AsJson = False) -> None:
    """Laat de fouten en waarschuwingen zien die bij een lading zijn bewaard."""
    with open_connection() as connection:
        rows = [vars(fault) for fault in status.faults_of(connection, load_id)]
    if as_json:
        print_json(rows)
    else:
        print_faults(rows)


@etl.command("undo")
def etl_undo(load_id: LoadNumber, as_json: AsJson = False) -> None:
    """Draai een lading terug: wat zij verving keert terug, wat zij bracht verdwijnt."""
    with open_connection() as connection, exclusive_load(connection):
        report = undo_load(connection, load_id)
    if as_json:
        print_json(vars(report))
    else:
        out.print(
            f"Lading {load_id} is teruggedraaid. Cijfers: {report.figures_restored} hersteld, "
            f"{report.figures_removed} verwijderd; gebieden: {report.gebieden_restored} hersteld, "
            f"{report.gebieden_removed} verwijderd; punten: {report.points_removed} verwijderd."
        )
