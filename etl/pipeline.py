"""From a source to the database, whole: what the command line offers and what a first start does."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from psycopg import Connection

from etl.batch import Batch
from etl.http import Client
from etl.load import WHOLE_TABLE, LoadReport, LoadRequest, Progress, load_batch
from etl.publish import publish_indeling
from etl.sources import cbs_catalog, cbs_odata_v3, cbs_odata_v4, kwb, pdok, tabel, wijkenbuurtenkaart
from etl.sources.indeling import read_register
from geodata.errors import SourceError
from geodata.gebieden.codes import LAND_CODE, gemeente_codes_of
from geodata.indicators.catalogue import Catalogue

SAMPLE_DIR = Path(__file__).parent / "voorbeeld" / "bestanden"
SAMPLE_GEMEENTE = "GM9999"
MAP_SUFFIXES = (".gpkg", ".zip", ".shp", ".geojson", ".json", ".topojson")
SHEET_SUFFIXES = (".xlsx", ".xls", ".csv")
MAP_NAME = re.compile("buurt", re.IGNORECASE)


class GemeenteUnreachableError(SourceError):
    """A gemeente could not be fetched from its publishers, and its files are not there either."""

    def __init__(self, gemeente_code: str, year: int, *, input_dir: Path, reason: str) -> None:
        super().__init__(
            f"De gegevens van {gemeente_code} over {year} konden niet worden opgehaald.\n{reason}\n"
            f"Zet in plaats daarvan deze twee bestanden in {input_dir} en voer de opdracht opnieuw uit:\n"
            f"  - de wijk- en buurtkaart {year} van CBS of PDOK (een bestand met 'buurt' in de naam: "
            f"{', '.join(MAP_SUFFIXES)})\n"
            f"  - kwb-{year}.xlsx, de Kerncijfers wijken en buurten {year} van CBS\n"
            "Er is niets geladen; het voorbeeld staat hier niet voor in de plaats."
        )


class GemeenteAbsentError(SourceError):
    """What was read holds nothing of the gemeente that was asked for."""

    def __init__(self, gemeente_code: str, batch: Batch) -> None:
        super().__init__(
            f"{batch.provenance.address} bevat geen gebieden van {gemeente_code} op {batch.peildatum}. "
            "Controleer de gemeentecode en het jaar: gemeenten worden samengevoegd en krijgen dan een andere code."
        )


@dataclass(frozen=True)
class Workbench:
    """What every load needs: the database, the catalogue, and someone to tell how far it is.

    Parameters
    ----------
    connection
        In autocommit.
    say
        Called with a Dutch sentence as each load begins.
    progress
        Called with a Dutch phrase as each step of a load begins.
    """

    connection: Connection
    catalogue: Catalogue
    say: Progress
    progress: Progress
    is_forced: bool = False

    def load(self, batches: Iterable[Batch], *, scope: str = WHOLE_TABLE) -> list[LoadReport]:
        """Load batches one by one."""
        request = LoadRequest(scope=scope, is_forced=self.is_forced)
        return [
            load_batch(self.connection, batch, catalogue=self.catalogue, request=request, progress=self.progress)
            for batch in batches
        ]


def load_map(
    bench: Workbench, paths: Sequence[Path], *, year: int | None = None, gemeente_code: str | None = None
) -> list[LoadReport]:
    """Load a wijk- en buurtkaart from a file, or from several that together make up one year's map."""
    bench.say(f"Wijk- en buurtkaart {', '.join(path.name for path in paths)}")
    batch = wijkenbuurtenkaart.batch_from_path(paths, bench.catalogue, year=year)
    return _load_scoped(bench, batch, gemeente_code)


def load_map_from_address(
    bench: Workbench, client: Client, address: str, *, year: int | None = None, gemeente_code: str | None = None
) -> list[LoadReport]:
    """Download a wijk- en buurtkaart and load it."""
    bench.say(f"Wijk- en buurtkaart van {address}")
    batch = wijkenbuurtenkaart.batch_from_address(client, address, bench.catalogue, year=year)
    return _load_scoped(bench, batch, gemeente_code)


def load_kwb(
    bench: Workbench, path: Path, *, year: int | None = None, gemeente_code: str | None = None
) -> list[LoadReport]:
    """Load the figures of a KWB spreadsheet."""
    bench.say(f"Kerncijfers wijken en buurten {path.name}")
    return _load_scoped(bench, kwb.batch_from_path(path, bench.catalogue, year=year), gemeente_code)


def load_table(bench: Workbench, path: Path, column_map: str) -> list[LoadReport]:
    """Load a table of figures by a column map: the name of one of ours, or a file."""
    bench.say(f"Tabel {path.name} met kolommenkaart {column_map}")
    return bench.load(tabel.batches_from_path(path, tabel.load_column_map(column_map), bench.catalogue))


def load_indelingen(bench: Workbench, register_path: Path) -> list[LoadReport]:
    """Publish the clusterings that a register names."""
    reports = []
    for indeling in read_register(register_path):
        bench.say(f"Indeling {indeling.header.name}")
        reports.append(publish_indeling(bench.connection, indeling))
    return reports


def load_sample(bench: Workbench) -> list[LoadReport]:
    """Load the sample municipality and publish its clusterings. It is fictitious, and says so."""
    reports = []
    for path in sorted(SAMPLE_DIR.glob("wijkenbuurten_*.gpkg")):
        reports += load_map(bench, [path])
    for path in sorted(SAMPLE_DIR.glob("kwb-*.xlsx")):
        reports += load_kwb(bench, path)
    for path in sorted(SAMPLE_DIR.glob("bewonersonderzoek*.csv")):
        reports += load_table(bench, path, "bewonersonderzoek")
    return reports + load_indelingen(bench, SAMPLE_DIR / "indelingen.toml")


def load_gemeente(
    bench: Workbench, client: Client, *, gemeente_code: str, year: int, input_dir: Path
) -> list[LoadReport]:
    """Load one gemeente's boundaries and figures: from files in `input_dir` where they are, else from CBS and PDOK.

    Raises
    ------
    GemeenteUnreachableError
        The publishers cannot be reached, and there are no files.
    GemeenteAbsentError
        What was read holds nothing of this gemeente.
    """
    map_path, sheet_path = _input_files(input_dir, year)
    if map_path is not None and sheet_path is not None:
        bench.say(f"{gemeente_code} uit bestanden in {input_dir}")
        figures = load_map(bench, [map_path], year=year, gemeente_code=gemeente_code)
        return figures + load_kwb(bench, sheet_path, year=year, gemeente_code=gemeente_code)
    try:
        return _fetch_and_load(bench, client, gemeente_code=gemeente_code, year=year)
    except SourceError as error:
        raise GemeenteUnreachableError(gemeente_code, year, input_dir=input_dir, reason=str(error)) from error


def load_pdok(bench: Workbench, client: Client, *, year: int, gemeente_code: str | None = None) -> list[LoadReport]:
    """Load the wijk- en buurtkaart of a year from PDOK: one gemeente, or the whole country as one download."""
    bench.say(f"Wijk- en buurtkaart {year} (PDOK)")
    if gemeente_code is None:
        found = pdok.fetch_country(client, client.settings, year=year)
    else:
        found = pdok.fetch_gemeente(client, client.settings, year=year, gemeente_code=gemeente_code)
    batch = wijkenbuurtenkaart.map_layers(found.layers, found.provenance, bench.catalogue)
    return bench.load([batch], scope=gemeente_code or WHOLE_TABLE)


def load_cbs(
    bench: Workbench, client: Client, *, year: int, gemeente_code: str | None = None, has_v4: bool = False
) -> list[LoadReport]:
    """Load the KWB table of a year from CBS: one gemeente or all of it; over OData v3, or v4 on request."""
    source = cbs_odata_v4 if has_v4 else cbs_odata_v3
    find_table = cbs_catalog.find_kwb_dataset if has_v4 else cbs_catalog.find_kwb_table
    table_id = find_table(client, year)
    bench.say(f"Kerncijfers wijken en buurten {year} (CBS {table_id})")
    batch = source.map_table(source.fetch_table(client, table_id, gemeente_code), bench.catalogue)
    return bench.load([batch], scope=gemeente_code or WHOLE_TABLE)


def only_gemeente(batch: Batch, gemeente_code: str) -> Batch:
    """Keep of a batch one gemeente, and the country to compare it with.

    Raises
    ------
    GemeenteAbsentError
        It holds nothing of that gemeente.
    """

    def kept(frame: pd.DataFrame, column: str) -> pd.DataFrame:
        codes = frame[column]
        return frame[(gemeente_codes_of(codes) == gemeente_code) | (codes == LAND_CODE)].reset_index(drop=True)

    gebieden_gdf = kept(batch.gebieden_gdf, "code")
    if set(gebieden_gdf["code"]) <= {LAND_CODE}:
        raise GemeenteAbsentError(gemeente_code, batch)
    return replace(
        batch,
        gebieden_gdf=gebieden_gdf,
        observations_df=kept(batch.observations_df, "gebied_code"),
        refused_df=kept(batch.refused_df, "gebied_code"),
    )


def _load_scoped(bench: Workbench, batch: Batch, gemeente_code: str | None) -> list[LoadReport]:
    if gemeente_code is None:
        return bench.load([batch])
    return bench.load([only_gemeente(batch, gemeente_code)], scope=gemeente_code)


def _fetch_and_load(bench: Workbench, client: Client, *, gemeente_code: str, year: int) -> list[LoadReport]:
    bench.say(f"Grenzen van {gemeente_code} in {year} (PDOK)")
    boundaries = pdok.fetch_gemeente(client, client.settings, year=year, gemeente_code=gemeente_code)
    batch = wijkenbuurtenkaart.map_layers(boundaries.layers, boundaries.provenance, bench.catalogue)
    # The figures are fetched before anything is loaded: half a gemeente helps nobody.
    table_id = cbs_catalog.find_kwb_table(client, year)
    bench.say(f"Kerncijfers wijken en buurten {year} (CBS {table_id})")
    figures = cbs_odata_v3.map_table(cbs_odata_v3.fetch_table(client, table_id, gemeente_code), bench.catalogue)
    return bench.load([batch, figures], scope=gemeente_code)


def _input_files(input_dir: Path, year: int) -> tuple[Path | None, Path | None]:
    """Find the map and the spreadsheet that somebody put in `input_dir`."""
    paths = sorted(path for path in input_dir.glob("*") if path.is_file()) if input_dir.is_dir() else []
    maps = [path for path in paths if path.suffix.lower() in MAP_SUFFIXES and MAP_NAME.search(path.name)]
    sheets = [path for path in paths if path.suffix.lower() in SHEET_SUFFIXES and path.name.startswith(f"kwb-{year}")]
    return next(iter(maps), None), next(iter(sheets), None)
