"""The wijk- en buurtkaart of CBS and Kadaster, of 2003 to now, from file or address, as areas and figures."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import geopandas as gpd
import pandas as pd

from etl.batch import GEBIED_COLUMNS, Batch, Fault, Provenance, Severity
from etl.cache import Download
from etl.http import Client
from etl.provenance import provenance_from_file
from etl.sources.gebieden import gebieden_without_outlines
from etl.sources.kaart.areas import LayerAreas, areas_of, parents_in
from etl.sources.kaart.figure_columns import FigureColumns, figure_columns
from etl.sources.kaart.figures import layer_figures, stacked, tell_unpublished
from etl.sources.kaart.files import parts_of
from etl.sources.kaart.layers import MapLayer, read_map
from geodata.errors import InvalidInputError
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level
from geodata.indicators.catalogue import Catalogue

log = logging.getLogger(__name__)

SOURCE = "wijkenbuurtenkaart"
LICENCE = "CC BY 4.0, CBS / Kadaster"
_EDITION = re.compile(r"(?<![0-9A-Za-z])v\d+(?:[._]\d+)?(?![0-9A-Za-z])", re.IGNORECASE)
_ORDER = (Level.GEMEENTE, Level.WIJK, Level.BUURT)


class LayersDifferError(InvalidInputError):
    """Layers that were given together do not make up the map of one year."""

    def __init__(self, layers: Sequence[MapLayer]) -> None:
        found = "; ".join(f"{layer.source_layer}: {layer.level} {layer.year}" for layer in layers)
        super().__init__(
            "Een kaart bestaat uit lagen van één jaar, en hoogstens één laag per niveau (gemeente, wijk, buurt). "
            f"Gevonden: {found}. Lees de kaarten apart in."
        )


def table_id_of(year: int) -> str:
    """Name a year's map as the record of loads does."""
    return f"wijk- en buurtkaart {year}"


def batch_from_path(
    path: Path | Sequence[Path], catalogue: Catalogue, *, year: int | None = None, crs: str | None = None
) -> Batch:
    """Read the map of one year from disk.

    Parameters
    ----------
    path
        GeoPackage, shapefile, GeoJSON or TopoJSON, in a folder or zip file or not; or several that together make up
        the map (one with buurten, one with wijken).
    year, crs
        As `read_map`: for a map that does not say them.

    Raises
    ------
    etl.sources.kaart.layers.YearUnknownError, YearsDifferError, CrsUnknownError, and those of `read_map`
        A file cannot be read, or does not say what must be known.
    LayersDifferError
        The layers are of different years, or two are of the same level.
    """
    paths = [path] if isinstance(path, Path) else list(path)
    layers = [layer for one in paths for layer in read_map(one, year, crs=crs)]
    return map_layers(layers, _provenance_of_files(paths, layers[0].year), catalogue)


def batch_from_address(
    client: Client, address: str, catalogue: Catalogue, *, year: int | None = None, crs: str | None = None
) -> Batch:
    """Download the map of one year, or take it from the cache, and read it; reads the network.

    Raises
    ------
    etl.http.UnreachableError, BadStatusError, TruncatedError
        The file cannot be fetched; the message says where to put it by hand.
    """
    download = client.download(address)
    layers = read_map(download.path, year, crs=crs)
    return map_layers(layers, provenance_of_download(download, layers[0].year), catalogue)


def map_layers(layers: Sequence[MapLayer], provenance: Provenance, catalogue: Catalogue) -> Batch:
    """Turn the layers of one year's map, at least one, into areas and figures.

    Areas that a layer only names (the wijk and the gemeente of a buurt) come with their code and name, without shape.

    Raises
    ------
    LayersDifferError
        The layers are of different years, or two are of the same level.
    """
    year = layers[0].year
    if {layer.year for layer in layers} != {year} or len({layer.level for layer in layers}) < len(layers):
        raise LayersDifferError(layers)
    ordered = sorted(layers, key=lambda layer: _ORDER.index(layer.level))
    areas = [areas_of(layer) for layer in ordered]
    columns = [figure_columns(layer, catalogue) for layer in ordered]
    figures = [
        layer_figures(part.gdf, one, year=year, refused_df=part.refused_df)
        for part, one in zip(areas, columns, strict=True)
    ]
    observations_df = stacked([part.observations_df for part in figures])
    refused_df = stacked([part.refused_df for part in figures])
    found = [part.faults for part in areas] + [one.faults for one in columns]
    log.info("%s: %d figures, %d refused", provenance.table_id, len(observations_df), len(refused_df))
    return Batch(
        provenance,
        date(year, 1, 1),
        _gebieden(ordered, areas),
        tell_unpublished(observations_df, year),
        (*chain.from_iterable(found), *_refusal_faults(refused_df, columns)),
        refused_df,
    )


def provenance_of_download(download: Download, year: int) -> Provenance:
    """Describe a downloaded map."""
    edition = _edition_in(download.address, download.sha256)
    return Provenance(
        source=SOURCE,
        table_id=table_id_of(year),
        version=edition,
        address=download.address,
        licence=LICENCE,
        sha256=download.sha256,
        byte_count=download.byte_count,
        fetched_at=download.fetched_at,
    )


def _provenance_of_files(paths: Sequence[Path], year: int) -> Provenance:
    """Describe the files of a map as one."""
    names = ", ".join(path.name for path in paths)
    parts = [part for path in paths for part in parts_of(path)]
    facts = {"source": SOURCE, "table_id": table_id_of(year), "version": "", "licence": LICENCE}
    provenance = provenance_from_file(paths[0], **facts, address=names, parts=parts)
    return replace(provenance, version=_edition_in(names, provenance.sha256))


def _edition_in(name: str, sha256: str) -> str:
    """Find CBS's edition in the name of a file (v1, v2 or v3); without one, the file is known by its checksum."""
    found = _EDITION.findall(name)
    return str(found[-1]).lower() if found else sha256[:12]


def _gebieden(layers: Sequence[MapLayer], areas: Sequence[LayerAreas]) -> gpd.GeoDataFrame:
    """Put the areas of all layers below each other, and the parents that are only named."""
    shaped = [part.gdf[[*GEBIED_COLUMNS, "geometry"]] for part in areas]
    known = {code for part in shaped for code in part["code"]}
    parents = [parents_in(layer, part) for layer, part in zip(layers, areas, strict=True)]
    parents_df = pd.concat(parents)
    is_named = parents_df["name"] != parents_df["code"]
    only_named = pd.concat([parents_df[is_named], parents_df[~is_named]]).drop_duplicates("code")
    only_named = only_named[~only_named["code"].isin(known)]
    parents_gdf = gebieden_without_outlines(only_named["code"], names=only_named["name"])
    frames = [frame for frame in (parents_gdf, *shaped) if not frame.empty] or shaped[:1]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), geometry="geometry", crs=RD)


def _refusal_faults(refused_df: pd.DataFrame, columns: Sequence[FigureColumns]) -> Iterator[Fault]:
    """Warn once per column and reason of refused figures; columns that are no figures have a warning of their own."""
    figure_names = {column for one in columns for column in one.key_of}
    figures_df = refused_df[refused_df["column"].isin(figure_names)]
    for (column, reason), cells_df in figures_df.groupby(["column", "reason"]):
        examples = ", ".join(f"{row.value} bij {row.gebied_code}" for row in cells_df.head(3).itertuples())
        message = f"Kolom {column}: {len(cells_df)} waarden geweigerd ({examples}): {reason}."
        yield Fault("geweigerde waarde", Severity.WARNING, message, column=str(column))
