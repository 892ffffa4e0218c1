"""A map of areas as a department draws it, in any of the usual formats, zipped or not."""

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from etl.sources.cells.files import cell_text
from etl.sources.indeling.areas import with_areas
from etl.sources.indeling.columns import OF_AREAS, area_columns, names_areas
from etl.sources.kaart.files import map_files
from etl.sources.kaart.layers import UnreadableMapError


def read_polygons(path: Path) -> gpd.GeoDataFrame:
    """Read the first layer of a map that names areas.

    Returns
    -------
    A row per feature, in the reference system that the file declares, if it does (GeoJSON: WGS84, RFC 7946 section 4):
    ``gebied``, ``naam``, ``contact_rol``, ``contact_team`` ('' where the file has none), ``row`` (its number, from
    1) and geometry, whatever its kind.

    Raises
    ------
    IndelingColumnsError
        No layer has a column with areas.
    etl.sources.kaart.layers.UnreadableMapError
        It is no map; `etl.sources.kaart.files.map_files` names what may be wrong with a folder or zip file.
    """
    headings: list[str] = []
    with map_files(path) as files:
        for layer_gdf in _layers(files):
            present = [str(name) for name in layer_gdf.columns.drop(layer_gdf.geometry.name)]
            if names_areas(present):
                return _areas(layer_gdf, area_columns(path, present))
            headings += present
    area_columns(path, headings)
    raise UnreadableMapError(path.name, "er zit geen laag met vlakken in")


def _layers(files: tuple[Path, ...]) -> Iterator[gpd.GeoDataFrame]:
    for file in files:
        try:
            for name, geometry in pyogrio.list_layers(file):
                if geometry is not None:
                    yield pyogrio.read_dataframe(file, layer=str(name))
        except (DataSourceError, DataLayerError) as error:
            raise UnreadableMapError(file.name, str(error)) from error


def _areas(layer_gdf: gpd.GeoDataFrame, columns: dict[str, str]) -> gpd.GeoDataFrame:
    texts = {ours: layer_gdf[theirs].fillna("").map(cell_text) for ours, theirs in columns.items()}
    rows_df = pd.DataFrame(texts, dtype="str").reindex(columns=list(OF_AREAS), fill_value="")
    rows_df = with_areas(rows_df).assign(row=range(1, len(layer_gdf) + 1))
    return gpd.GeoDataFrame(rows_df, geometry=layer_gdf.geometry.to_numpy(), crs=layer_gdf.crs)
