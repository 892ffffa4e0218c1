"""Addresses of the BAG, and CBS's squares with their inhabitants, from map files: each a point with a weight."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from etl.batch import Fault, Severity
from etl.sources.gewichten.layers import Wanted, layer_name, point_columns
from etl.sources.kaart.files import map_files
from etl.sources.listing import listed
from geodata.errors import InvalidInputError
from geodata.gebieden.crs import RD, to_rd
from geodata.indelingen.tables import WeightKind

POINT_COLUMNS = ("ref", "weight", "geometry")
HOME = "woonfunctie"
LICENCES = {WeightKind.ADDRESSES: "CC0 (BAG, Kadaster)", WeightKind.PEOPLE: "CC BY 4.0 (CBS)"}
LICENCE_UNKNOWN = "niet opgegeven"
# "Catalogus BAG 2018" (Kadaster), domain StatusVerblijfsobject: in none of these does anybody live.
EMPTY_STATUSES = frozenset(
    {
        "verblijfsobject gevormd",
        "niet gerealiseerd verblijfsobject",
        "verblijfsobject ingetrokken",
        "verblijfsobject buiten gebruik",
        "verblijfsobject ten onrechte opgevoerd",
        "naamgeving ingetrokken",
        "plaats ingetrokken",
    }
)


class NoWeightsError(InvalidInputError):
    """Nothing in a map counts."""

    def __init__(self, path: Path, faults: Sequence[Fault]) -> None:
        found = " ".join(fault.message for fault in faults) or "De kaart is leeg, of ligt buiten de gemeente."
        super().__init__(f"{path.name} bevat geen enkel punt dat meetelt; er is niets geladen. {found}")


@dataclass(frozen=True)
class WeightPoints:
    """Points in RD: ``ref`` (the publisher's identification, None where the map has none) and ``weight``, above 0."""

    wanted: Wanted
    points_gdf: gpd.GeoDataFrame
    licence: str
    faults: tuple[Fault, ...] = field(default=())


def read_points(path: Path, wanted: Wanted) -> WeightPoints:
    """Read points, or the middles of squares, from a GeoPackage, shapefile or GeoJSON, zipped or not.

    Returns
    -------
    Each point once, with what was left out, and why, as faults. An address weighs 1, a square its inhabitants; one of
    which these are secret (CBS: -99997) or not published is left out and named: it counts as unknown, not as empty.

    Raises
    ------
    LayerUnclearError
        It cannot be told which layer is meant.
    WeightColumnMissingError
        There are no inhabitants, or no purposes where only homes are wanted.
    NoWeightsError
        Nothing counts.
    geodata.gebieden.crs.CrsMismatchError
        The map declares no reference system, or one that does not fit its coordinates.
    etl.sources.kaart.layers.UnreadableMapError
        It is no map; `etl.sources.kaart.files.map_files` names what may be wrong with a folder or zip file.
    """
    with map_files(path) as files:
        layers = [_read_layer(file, wanted) for file in files]
    rows_df = pd.concat([layer.rows_df for layer in layers], ignore_index=True)
    faults = [fault for layer in layers for fault in layer.faults]
    is_again = rows_df["ref"].notna() & rows_df["ref"].duplicated()
    faults += _left_out("dubbel", rows_df.loc[is_again, "ref"], "met een nummer dat er al is")
    points_gdf = gpd.GeoDataFrame(rows_df[~is_again], crs=RD).reset_index(drop=True)
    if points_gdf.empty:
        raise NoWeightsError(path, faults)
    licence = LICENCES[wanted.kind] if points_gdf["ref"].notna().all() else LICENCE_UNKNOWN
    return WeightPoints(wanted, points_gdf[list(POINT_COLUMNS)], licence, tuple(faults))


@dataclass(frozen=True)
class _Layer:
    """What counts of one layer, and what does not."""

    rows_df: gpd.GeoDataFrame
    faults: tuple[Fault, ...]


def _read_layer(file: Path, wanted: Wanted) -> _Layer:
    rows_df, outlines = _features(file, wanted)
    counts, faults = _counted(rows_df, outlines, wanted)
    points = outlines[counts].representative_point()
    if wanted.within is not None:
        points = points[points.within(wanted.within)]
    weight = rows_df["people"] if wanted.kind is WeightKind.PEOPLE else 1.0
    kept_df = rows_df.assign(weight=weight).loc[points.index, ["ref", "weight"]]
    return _Layer(gpd.GeoDataFrame(kept_df, geometry=points), faults)


def _features(file: Path, wanted: Wanted) -> tuple[pd.DataFrame, gpd.GeoSeries]:
    """Read of each feature ``ref``, ``people``, ``status`` and ``purpose`` (missing where the file has none)."""
    layer = layer_name(file, wanted)
    facts = pyogrio.read_info(file, layer=layer)
    columns = point_columns(file, [str(name) for name in facts["fields"]], wanted)
    mask = None
    if wanted.within is not None:
        mask = gpd.GeoSeries([wanted.within], crs=RD).to_crs(facts["crs"] or RD).iloc[0]
    gdf = to_rd(pyogrio.read_dataframe(file, layer=layer, columns=list(columns.values()), mask=mask))
    rows_df = pd.DataFrame({ours: gdf[theirs] for ours, theirs in columns.items()}, index=gdf.index)
    rows_df = rows_df.reindex(columns=["ref", "people", "status", "purpose"]).astype("object")
    return rows_df.assign(people=pd.to_numeric(rows_df["people"], errors="coerce")), gdf.geometry


def _counted(
    rows_df: pd.DataFrame, outlines: gpd.GeoSeries, wanted: Wanted
) -> tuple["pd.Series[bool]", tuple[Fault, ...]]:
    """Tell which features count, and say which do not."""
    counts = pd.Series(data=True, index=rows_df.index)
    names = rows_df["ref"].fillna("zonder nummer")
    faults: list[Fault] = []
    for is_out, check, reason in _exclusions(rows_df, outlines, wanted):
        faults += _left_out(check, names[is_out & counts], reason)
        counts &= ~is_out
    return counts, tuple(faults)


def _exclusions(
    rows_df: pd.DataFrame, outlines: gpd.GeoSeries, wanted: Wanted
) -> Iterator[tuple["pd.Series[bool]", str, str]]:
    """Yield which rows do not count, by which check, and why."""
    yield outlines.isna() | outlines.is_empty, "ligging", "zonder ligging"
    if wanted.kind is WeightKind.PEOPLE:
        people = rows_df["people"]
        reason = "zonder gepubliceerd aantal inwoners (geheim: -99997, of leeg)"
        yield people.isna() | (people < 0), "geheim", reason
        yield people == 0, "onbewoond", "met 0 inwoners"
        return
    for status in sorted(rows_df["status"].dropna().unique()):
        if status.casefold() in EMPTY_STATUSES:
            yield rows_df["status"] == status, "status", f"met de status '{status}'"
    if wanted.has_homes_only:
        is_home = rows_df["purpose"].astype("str").str.casefold().str.contains(HOME, regex=False)
        yield ~is_home, "gebruiksdoel", f"met een gebruiksdoel zonder {HOME}"


def _left_out(check: str, refs: "pd.Series[str]", reason: str) -> list[Fault]:
    if refs.empty:
        return []
    noun = "punt" if len(refs) == 1 else "punten"
    return [Fault(check, Severity.WARNING, f"Niet meegeteld: {len(refs)} {noun} {reason} ({listed(refs, 10)}).")]
