"""From a source to the database, whole: what the command line offers and what a first start does."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from psycopg import Connection
from pyproj import CRS
from pyproj.exceptions import CRSError

from etl.batch import Batch
from etl.checks import summarise
from etl.http import Client
from etl.load import WHOLE_TABLE, BatchRefusedError, LoadReport, LoadRequest, Progress, load_batch
from etl.provenance import InputFileNotFoundError
from etl.publish import publish_indeling
from etl.sources import kwb
from etl.sources.cbs import catalogue as cbs_catalog
from etl.sources.cbs import odata_v3 as cbs_odata_v3
from etl.sources.cbs import odata_v4 as cbs_odata_v4
from etl.sources.indeling import read_register
from etl.sources.kaart import wijkenbuurtenkaart
from etl.sources.pdok import services as pdok
from etl.sources.tabel import table as tabel
from geodata.errors import InvalidInputError, NotFoundError, SourceError
from geodata.gebieden.codes import LAND_CODE, gemeente_codes_of, normalised_code
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import Catalogue

SAMPLE_DIR = Path(__file__).parent / "voorbeeld" / "bestanden"
SAMPLE_GEMEENTE = "GM9999"
SAMPLE_LICENCE = "EUPL-1.2 (fictieve gegevens)"
MAP_SUFFIXES = (".gpkg", ".zip", ".shp", ".geojson", ".json", ".topojson")
SHEET_SUFFIXES = (".xlsx", ".xls", ".csv")
# CBS's shapefiles and some maps have a file per level; the one of buurten makes it a map.
MAP_NAME, BUURT_NAME = re.compile("buurt|wijk|gemeente", re.IGNORECASE), re.compile("buurt", re.IGNORECASE)


@dataclass(frozen=True)
class InputFiles:
    """What somebody put in the folder of a year: the files of the map, and the spreadsheet; either may be absent."""

    folder: Path
    year: int
    map_paths: tuple[Path, ...]
    sheet_path: Path | None

    def missing(self) -> list[str]:
        """Describe each file that is not there."""
        a_map = (
            f"de wijk- en buurtkaart {self.year} van CBS of PDOK (een bestand met 'buurt' in de naam: "
            f"{', '.join(MAP_SUFFIXES)})"
        )
        a_sheet = f"kwb-{self.year}.xlsx, de Kerncijfers wijken en buurten {self.year} van CBS"
        return ([] if self.map_paths else [a_map]) + ([] if self.sheet_path else [a_sheet])


class GemeenteUnreachableError(SourceError):
    """A gemeente could not be fetched from its publishers, and its files are not there either."""

    def __init__(self, gemeente_code: str, files: InputFiles, reason: str) -> None:
        missing = files.missing()
        which = "dit bestand" if len(missing) == 1 else "deze bestanden"
        listed = "".join(f"  - {name}\n" for name in missing)
        super().__init__(
            f"De gegevens van {gemeente_code} over {files.year} konden niet worden opgehaald.\n{reason}\n"
            f"Zet in plaats daarvan {which} in {files.folder} en voer de opdracht opnieuw uit:\n{listed}"
            "Er is niets geladen; het voorbeeld staat hier niet voor in de plaats."
        )


class CrsNotUnderstoodError(InvalidInputError):
    """What is given as coordinate reference system is none."""

    def __init__(self, written: str) -> None:
        super().__init__(
            f"'{written}' is geen bekend coördinatenstelsel. Verwacht: een EPSG-code, zoals EPSG:28992 (RD New) of "
            "EPSG:4326 (WGS84)."
        )


class GemeenteAbsentError(NotFoundError):
    """What was read holds nothing of the gemeente that was asked for."""

    def __init__(self, gemeente_code: str, batch: Batch) -> None:
        super().__init__(
            f"{batch.provenance.address} bevat geen gebieden van {gemeente_code} op {batch.peildatum}. "
            "Controleer de gemeentecode en het jaar: gemeenten worden samengevoegd en krijgen dan een andere code."
        )


class BatchesRefusedError(InvalidInputError):
    """Of a table on several peildata some parts were refused; the others are loaded."""

    def __init__(self, name: str, reports: Sequence[LoadReport], refusals: Sequence[BatchRefusedError]) -> None:
        loaded = ", ".join(str(report.load_id) for report in reports) or "geen"
        listed = "\n".join(f"  - lading {one.load_id}: {summarise(one.faults, 3)}" for one in refusals)
        super().__init__(
            f"{name} is gedeeltelijk geladen. Geladen (nummers): {loaded}. Geweigerd, en daar is niets veranderd:\n"
            f"{listed}\nAlles over een lading: 'gebiedsmonitor etl fouten NUMMER'."
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
    bench: Workbench,
    paths: Sequence[Path],
    *,
    year: int | None = None,
    crs: str | None = None,
    gemeente_code: str | None = None,
) -> list[LoadReport]:
    """Load a wijk- en buurtkaart from a file, or from several that together make up one year's map.

    Parameters
    ----------
    year, crs
        For a map that does not say them, such as an old shapefile without a .prj file.
    gemeente_code
        Load this gemeente only.
    """
    bench.say(f"Wijk- en buurtkaart {', '.join(path.name for path in paths)}")
    _require_crs(crs)
    batch = wijkenbuurtenkaart.batch_from_path(paths, bench.catalogue, year=year, crs=crs)
    return _load_scoped(bench, batch, gemeente_code)


def load_map_from_address(  # noqa: PLR0913 - as `load_map`
    bench: Workbench,
    client: Client,
    address: str,
    *,
    year: int | None = None,
    crs: str | None = None,
    gemeente_code: str | None = None,
) -> list[LoadReport]:
    """Download a wijk- en buurtkaart and load it; otherwise as `load_map`."""
    bench.say(f"Wijk- en buurtkaart van {address}")
    _require_crs(crs)
    batch = wijkenbuurtenkaart.batch_from_address(client, address, bench.catalogue, year=year, crs=crs)
    return _load_scoped(bench, batch, gemeente_code)


def load_kwb(
    bench: Workbench, path: Path, *, year: int | None = None, gemeente_code: str | None = None
) -> list[LoadReport]:
    """Load the figures of a KWB spreadsheet."""
    bench.say(f"Kerncijfers wijken en buurten {path.name}")
    return _load_scoped(bench, kwb.batch_from_path(path, bench.catalogue, year=year), gemeente_code)


def load_table(bench: Workbench, path: Path, column_map: str) -> list[LoadReport]:
    """Load a table of figures by a column map: the name of one of ours, or a file.

    A table on the boundaries of several peildata is loaded peildatum by peildatum; one that is refused does not keep
    the others out.

    Raises
    ------
    etl.load.BatchRefusedError
        The only batch is refused.
    BatchesRefusedError
        Some of several batches are refused; the others are loaded.
    """
    bench.say(f"Tabel {path.name} met kolommenkaart {column_map}")
    batches = tabel.batches_from_path(path, tabel.load_column_map(column_map), bench.catalogue)
    if len(batches) == 1:
        return bench.load(batches)
    reports: list[LoadReport] = []
    refusals: list[BatchRefusedError] = []
    for batch in batches:
        try:
            reports += bench.load([batch])
        except BatchRefusedError as error:
            refusals.append(error)
    if refusals:
        raise BatchesRefusedError(path.name, reports, refusals)
    return reports


def load_indelingen(bench: Workbench, register_path: Path) -> list[LoadReport]:
    """Publish the clusterings that a register names."""
    if not register_path.is_file():
        raise InputFileNotFoundError(register_path)
    reports = []
    for indeling in read_register(register_path):
        bench.say(f"Indeling {indeling.header.name}")
        reports.append(publish_indeling(bench.connection, indeling))
    return reports


def load_sample(bench: Workbench) -> list[LoadReport]:
    """Load the sample municipality and publish its clusterings. It is fictitious, and its loads say so."""
    return bench.load(_sample_batches(bench)) + load_indelingen(bench, SAMPLE_DIR / "indelingen.toml")


def gemeente_code_from(written: str) -> str:
    """Read the code of a gemeente as somebody typed it.

    Raises
    ------
    geodata.gebieden.codes.MalformedCodeError, OtherLevelError
        It is no code of a gemeente; the message suggests one where it is clear which is meant.
    """
    # Without a level, so that no prefix is added: a bare number may as well be a wijk of which zeros were lost.
    return normalised_code(normalised_code(written), Level.GEMEENTE)


def load_gemeente(
    bench: Workbench, client: Client, *, gemeente_code: str, year: int, input_dir: Path
) -> list[LoadReport]:
    """Load one gemeente's boundaries and figures: from files in `input_dir` where they are, else from PDOK and CBS.

    Where only one of the two files is there, it is used, and the other is fetched.

    Raises
    ------
    geodata.gebieden.codes.MalformedCodeError
        `gemeente_code` is no code of a gemeente.
    GemeenteUnreachableError
        A publisher cannot be reached, and its file is not there.
    GemeenteAbsentError
        What was read holds nothing of this gemeente.
    """
    gemeente_code = gemeente_code_from(gemeente_code)
    files = input_files(input_dir, year)
    # Both are read before anything is loaded: half a gemeente helps nobody.
    batches = [
        _boundaries_of(bench, client, gemeente_code=gemeente_code, files=files),
        _figures_of(bench, client, gemeente_code=gemeente_code, files=files),
    ]
    return bench.load(batches, scope=gemeente_code)


def load_pdok(bench: Workbench, client: Client, *, year: int, gemeente_code: str | None = None) -> list[LoadReport]:
    """Load the wijk- en buurtkaart of a year from PDOK: one gemeente, or the whole country as one download."""
    return bench.load([_fetch_map(bench, client, year, gemeente_code)], scope=gemeente_code or WHOLE_TABLE)


def load_cbs(
    bench: Workbench, client: Client, *, year: int, gemeente_code: str | None = None, has_v4: bool = False
) -> list[LoadReport]:
    """Load the KWB table of a year from CBS: one gemeente or all of it; over OData v3, or v4 on request."""
    batch = _fetch_figures(bench, client, year=year, gemeente_code=gemeente_code, has_v4=has_v4)
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


def input_files(input_dir: Path, year: int) -> InputFiles:
    """Find the map and the spreadsheet that somebody put in `input_dir`."""
    paths = sorted(path for path in input_dir.glob("*") if path.is_file()) if input_dir.is_dir() else []
    sheets = [
        path for path in paths if path.suffix.lower() in SHEET_SUFFIXES and path.name.lower().startswith(f"kwb-{year}")
    ]
    return InputFiles(input_dir, year, _maps_among(paths), next(iter(sheets), None))


def _maps_among(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the map's files in one format: CBS's zip holds the same map in several."""
    for suffix in MAP_SUFFIXES:
        maps = tuple(path for path in paths if path.suffix.lower() == suffix and MAP_NAME.search(path.name))
        if any(BUURT_NAME.search(path.name) for path in maps):
            return maps
    return ()


def _sample_batches(bench: Workbench) -> Iterator[Batch]:
    """Read the sample's files one by one, as each is about to be loaded."""
    survey_map = tabel.load_column_map("bewonersonderzoek")
    for path in sorted(SAMPLE_DIR.glob("wijkenbuurten_*.gpkg")):
        bench.say(f"Wijk- en buurtkaart {path.name} (fictief)")
        yield _as_sample(wijkenbuurtenkaart.batch_from_path(path, bench.catalogue), "voorbeeld-kaart")
    for path in sorted(SAMPLE_DIR.glob("kwb-*.xlsx")):
        bench.say(f"Kerncijfers wijken en buurten {path.name} (fictief)")
        yield _as_sample(kwb.batch_from_path(path, bench.catalogue), "voorbeeld-kwb")
    for path in sorted(SAMPLE_DIR.glob("bewonersonderzoek-*.csv")):
        bench.say(f"Bewonersonderzoek {path.name} (fictief)")
        for batch in tabel.batches_from_path(path, survey_map, bench.catalogue):
            yield _as_sample(batch, "voorbeeld-onderzoek")


def _as_sample(batch: Batch, source: str) -> Batch:
    """Say of a batch of the sample that it is invented: the files have CBS's shape, the figures are not CBS's."""
    provenance = replace(batch.provenance, source=source, licence=SAMPLE_LICENCE, version="fictief")
    return replace(batch, provenance=provenance)


def _load_scoped(bench: Workbench, batch: Batch, gemeente_code: str | None) -> list[LoadReport]:
    if gemeente_code is None:
        return bench.load([batch])
    return bench.load([only_gemeente(batch, gemeente_code)], scope=gemeente_code)


def _require_crs(crs: str | None) -> None:
    try:
        CRS.from_user_input(crs or RD)
    except CRSError as error:
        raise CrsNotUnderstoodError(str(crs)) from error


def _boundaries_of(bench: Workbench, client: Client, *, gemeente_code: str, files: InputFiles) -> Batch:
    if files.map_paths:
        bench.say(f"Grenzen van {gemeente_code} uit {', '.join(str(path) for path in files.map_paths)}")
        batch = wijkenbuurtenkaart.batch_from_path(files.map_paths, bench.catalogue, year=files.year)
        return only_gemeente(batch, gemeente_code)
    try:
        return _fetch_map(bench, client, files.year, gemeente_code)
    except SourceError as error:
        raise GemeenteUnreachableError(gemeente_code, files, str(error)) from error


def _figures_of(bench: Workbench, client: Client, *, gemeente_code: str, files: InputFiles) -> Batch:
    if files.sheet_path:
        bench.say(f"Kerncijfers van {gemeente_code} uit {files.sheet_path}")
        return only_gemeente(kwb.batch_from_path(files.sheet_path, bench.catalogue, year=files.year), gemeente_code)
    try:
        return _fetch_figures(bench, client, year=files.year, gemeente_code=gemeente_code)
    except SourceError as error:
        raise GemeenteUnreachableError(gemeente_code, files, str(error)) from error


def _fetch_map(bench: Workbench, client: Client, year: int, gemeente_code: str | None) -> Batch:
    bench.say(f"Wijk- en buurtkaart {year} van {gemeente_code or 'heel Nederland'} (PDOK)")
    if gemeente_code is None:
        found = pdok.fetch_country(client, client.settings, year=year)
    else:
        found = pdok.fetch_gemeente(client, client.settings, year=year, gemeente_code=gemeente_code)
    return wijkenbuurtenkaart.map_layers(found.layers, found.provenance, bench.catalogue)


def _fetch_figures(
    bench: Workbench, client: Client, *, year: int, gemeente_code: str | None, has_v4: bool = False
) -> Batch:
    source = cbs_odata_v4 if has_v4 else cbs_odata_v3
    find_table = cbs_catalog.find_kwb_dataset if has_v4 else cbs_catalog.find_kwb_table
    table_id = find_table(client, year)
    bench.say(f"Kerncijfers wijken en buurten {year} van {gemeente_code or 'heel Nederland'} (CBS {table_id})")
    batch: Batch = source.map_table(source.fetch_table(client, table_id, gemeente_code), bench.catalogue)
    return batch
