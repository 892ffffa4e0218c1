"""From a source to the database, whole: what the command line offers and what a first start does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
from psycopg import Connection
from pyproj import CRS
from pyproj.exceptions import CRSError

from etl.batch import Batch
from etl.checks import summarise
from etl.http import Client
from etl.load import WHOLE_TABLE, BatchRefusedError, LoadReport, LoadRequest, Progress, load_batch
from etl.provenance import InputFileNotFoundError, provenance_from_file
from etl.register.entry import enter_indeling
from etl.sources import kwb
from etl.sources.cbs import catalogue as cbs_catalog
from etl.sources.cbs import odata_v3 as cbs_odata_v3
from etl.sources.cbs import odata_v4 as cbs_odata_v4
from etl.sources.gewichten.layers import Wanted
from etl.sources.gewichten.points import read_points
from etl.sources.indeling import IndelingFile, read_register
from etl.sources.kaart import wijkenbuurtenkaart
from etl.sources.kaart.files import parts_of
from etl.sources.pdok import services as pdok
from etl.sources.tabel import table as tabel
from etl.weights import SOURCE as WEIGHTS_SOURCE
from etl.weights import gemeente_outline, load_points
from geodata.errors import InvalidInputError, NotFoundError
from geodata.gebieden.codes import LAND_CODE, gemeente_codes_of, normalised_code
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import Catalogue


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


def indelingen_in(register_path: Path) -> list[IndelingFile]:
    """Read the clusterings that a register names.

    Raises
    ------
    etl.provenance.InputFileNotFoundError
        It is not there; what else may be wrong, `etl.sources.indeling.read_register` names.
    """
    if not register_path.is_file():
        raise InputFileNotFoundError(register_path)
    return read_register(register_path)


def load_indelingen(bench: Workbench, files: Iterable[IndelingFile]) -> list[LoadReport]:
    """Put clusterings in the register, one by one."""
    reports = []
    for indeling in files:
        bench.say(f"Indeling {indeling.header.name}")
        reports.append(enter_indeling(bench.connection, indeling))
    return reports


def load_weights(
    bench: Workbench, path: Path, wanted: Wanted, *, year: int, gemeente_code: str | None = None
) -> LoadReport:
    """Load addresses, or squares with inhabitants, that units are divided by where a clustering cuts them.

    Parameters
    ----------
    gemeente_code
        Load what lies in this gemeente only; its outline must be loaded.
    """
    bench.say(f"{wanted.kind.capitalize()} uit {path.name}")
    if not path.exists():
        raise InputFileNotFoundError(path)
    peildatum = date(year, 1, 1)
    if gemeente_code is not None:
        wanted = replace(wanted, within=gemeente_outline(bench.connection, gemeente_code, peildatum))
    points = read_points(path, wanted)
    facts = {"source": WEIGHTS_SOURCE, "table_id": wanted.kind.value, "version": str(year), "licence": points.licence}
    provenance = provenance_from_file(path, **facts, parts=parts_of(path))
    scope = gemeente_code or WHOLE_TABLE
    return load_points(bench.connection, points, provenance, peildatum=peildatum, scope=scope)


def gemeente_code_from(written: str) -> str:
    """Read the code of a gemeente as somebody typed it.

    Raises
    ------
    geodata.gebieden.codes.MalformedCodeError, OtherLevelError
        It is no code of a gemeente; the message suggests one where it is clear which is meant.
    """
    # Without a level, so that no prefix is added: a bare number may as well be a wijk of which zeros were lost.
    return normalised_code(normalised_code(written), Level.GEMEENTE)


def load_pdok(bench: Workbench, client: Client, *, year: int, gemeente_code: str | None = None) -> list[LoadReport]:
    """Load the wijk- en buurtkaart of a year from PDOK: one gemeente, or the whole country as one download."""
    return bench.load([fetch_map(bench, client, year, gemeente_code)], scope=gemeente_code or WHOLE_TABLE)


def load_cbs(
    bench: Workbench, client: Client, *, year: int, gemeente_code: str | None = None, has_v4: bool = False
) -> list[LoadReport]:
    """Load the KWB table of a year from CBS: one gemeente or all of it; over OData v3, or v4 on request."""
    batch = fetch_figures(bench, client, year=year, gemeente_code=gemeente_code, has_v4=has_v4)
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


def _require_crs(crs: str | None) -> None:
    try:
        CRS.from_user_input(crs or RD)
    except CRSError as error:
        raise CrsNotUnderstoodError(str(crs)) from error


def fetch_map(bench: Workbench, client: Client, year: int, gemeente_code: str | None) -> Batch:
    """Fetch the map of a year from PDOK, of one gemeente or the whole country; reads the network.

    Raises
    ------
    geodata.errors.SourceError
        PDOK cannot be reached, or does not have it.
    """
    bench.say(f"Wijk- en buurtkaart {year} van {gemeente_code or 'heel Nederland'} (PDOK)")
    if gemeente_code is None:
        found = pdok.fetch_country(client, client.settings, year=year)
    else:
        found = pdok.fetch_gemeente(client, client.settings, year=year, gemeente_code=gemeente_code)
    return wijkenbuurtenkaart.map_layers(found.layers, found.provenance, bench.catalogue)


def fetch_figures(
    bench: Workbench, client: Client, *, year: int, gemeente_code: str | None, has_v4: bool = False
) -> Batch:
    """Fetch the KWB table of a year from CBS, of one gemeente or all of it; reads the network.

    Raises
    ------
    etl.sources.cbs.catalogue.KwbTableNotFoundError
        CBS has no table of that year.
    geodata.errors.SourceError
        CBS cannot be reached.
    """
    source = cbs_odata_v4 if has_v4 else cbs_odata_v3
    find_table = cbs_catalog.find_kwb_dataset if has_v4 else cbs_catalog.find_kwb_table
    table_id = find_table(client, year)
    bench.say(f"Kerncijfers wijken en buurten {year} van {gemeente_code or 'heel Nederland'} (CBS {table_id})")
    batch: Batch = source.map_table(source.fetch_table(client, table_id, gemeente_code), bench.catalogue)
    return batch
