"""From a map's layer to areas: water and foreign ground left out, one row per code, in RD New."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely

from etl.batch import Fault, Severity
from etl.sources.gebieden import changes_in
from etl.sources.kaart.columns import code_column, key_columns, name_column
from etl.sources.kaart.layers import MapLayer
from etl.sources.kaart.parts import one_row_per_code
from etl.sources.listing import listed
from geodata.gebieden.codes import gemeente_codes_of, levels_of, normalised_codes, wijk_codes_of
from geodata.gebieden.crs import RD, check_crs_fits
from geodata.gebieden.levels import Level

# CBS, Toelichting Wijk- en Buurtkaart 2022, 2023 en 2024, 1.2: "JA" is water, "B" Belgian ground at Baarle-Nassau;
# fictitious buurten of inner and of tidal water end in 9997 and 9998. Wijk 99 is not by itself water: Assen has a
# "Wijk 99 Buitengebied" with inhabitants.
WATER, LAND, BELGIAN = "JA", frozenset({"NEE", ""}), "B"
WATER_BUURTEN = ("9997", "9998")
ABROAD_GEMEENTEN = ("0998", "0999")
ABROAD_NAMES = frozenset({"buitenland", "belgië", "duitsland"})

_KEYS = ["code", "name", "change"]


@dataclass(frozen=True)
class LayerAreas:
    """The areas of one layer.

    ``gdf`` has ``code``, ``name``, ``change`` and the publisher's other columns, one row per code, in RD New;
    ``refused_df`` the cells on which the parts of an area disagree.
    """

    gdf: gpd.GeoDataFrame
    refused_df: pd.DataFrame
    faults: tuple[Fault, ...]


def areas_of(layer: MapLayer) -> LayerAreas:
    """Read the areas of a layer.

    Invalid polygons are passed on as they are: the load repairs them and keeps what was changed.
    """
    land_gdf, left_out = _land(_with_keys(layer), layer)
    bad_codes = _bad_code_faults(land_gdf, layer)
    rd_gdf, crs_faults = _in_rd(land_gdf, layer)
    one_gdf, refused_df, part_faults = one_row_per_code(rd_gdf, layer.source_layer)
    empty = () if crs_faults else _without_shape_faults(one_gdf, layer)
    return LayerAreas(one_gdf, refused_df, (*left_out, *bad_codes, *crs_faults, *part_faults, *empty))


def parents_in(layer: MapLayer, areas: LayerAreas) -> pd.DataFrame:
    """List the wijken and gemeenten that a layer names or implies.

    Returns
    -------
    ``code`` and ``name``; where the layer gives only a code, the name is the code.
    """
    keys = key_columns(layer.gdf.columns)
    codes = areas.gdf["code"]
    found = [pd.DataFrame({"code": gemeente_codes_of(codes), "name": _names(areas.gdf, keys, Level.GEMEENTE)})]
    if layer.level is Level.BUURT:
        found.append(pd.DataFrame({"code": wijk_codes_of(codes), "name": _names(areas.gdf, keys, Level.WIJK)}))
    if layer.level is Level.GEMEENTE:
        return found[0].iloc[:0]
    parents_df = pd.concat(found).dropna(subset="code").drop_duplicates("code")
    return parents_df.assign(name=parents_df["name"].where(parents_df["name"] != "", parents_df["code"]))


def _names(gdf: gpd.GeoDataFrame, keys: dict[str, str], level: Level) -> pd.Series:
    column = keys.get(f"{level}_name")
    return _text(gdf[column]) if column else pd.Series("", index=gdf.index, dtype="str")


def _in_rd(gdf: gpd.GeoDataFrame, layer: MapLayer) -> tuple[gpd.GeoDataFrame, tuple[Fault, ...]]:
    """Convert areas to flat RD New; their outlines are dropped when the system does not fit the coordinates."""
    finding = check_crs_fits(gdf)
    if finding.misfits:
        fault = Fault("coördinatenstelsel", Severity.ERROR, f"{layer.source_layer}: {finding.sentence()}")
        nothing = gpd.GeoSeries([None] * len(gdf), index=gdf.index, crs=RD)
        return gdf.drop(columns="geometry").set_geometry(nothing), (fault,)
    rd_gdf = gdf.to_crs(RD)
    if shapely.has_z(rd_gdf.geometry.array).any():
        rd_gdf = rd_gdf.set_geometry(shapely.force_2d(rd_gdf.geometry.array), crs=RD)
    return rd_gdf, ()


def _with_keys(layer: MapLayer) -> gpd.GeoDataFrame:
    """Add code, name and change under our own names."""
    gdf = layer.gdf if layer.gdf.geometry.name == "geometry" else layer.gdf.rename_geometry("geometry")
    keys = key_columns(gdf.columns)
    code = normalised_codes(gdf[code_column(keys, layer.level)], layer.level).fillna("")
    name = _text(gdf[column]) if (column := name_column(keys, layer.level)) else code
    change = changes_in(gdf[keys["change"]]) if "change" in keys else pd.Series(pd.NA, index=gdf.index, dtype="Int16")
    others = gdf.drop(columns=[column for column in _KEYS if column in gdf.columns])
    return others.assign(code=code, name=name.where(name != "", code), change=change)


def _text(column: pd.Series) -> pd.Series:
    return column.astype("str").fillna("").str.strip()


def _land(gdf: gpd.GeoDataFrame, layer: MapLayer) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Leave out water and foreign ground."""
    keys = key_columns(layer.gdf.columns)
    water = _text(gdf[keys["water"]]).str.upper() if "water" in keys else pd.Series("", index=gdf.index, dtype="str")
    numbers = gdf["code"].str[2:]
    is_abroad = (water == BELGIAN) | numbers.str[:4].isin(ABROAD_GEMEENTEN)
    for names in (gdf["name"], _names(gdf, keys, Level.GEMEENTE)):
        is_abroad |= names.str.lower().isin(ABROAD_NAMES)
    is_water = (water == WATER) & ~is_abroad
    if layer.level is Level.BUURT:
        is_water |= numbers.str[4:].isin(WATER_BUURTEN) & ~is_abroad
    faults = [*_left_out(gdf, is_water, "water", layer), *_left_out(gdf, is_abroad, "buitenland", layer)]
    unknown = sorted(set(water) - LAND - {WATER, BELGIAN})
    faults += [_unknown_water_fault(value, keys["water"], layer) for value in unknown]
    return gdf[~(is_water | is_abroad)].reset_index(drop=True), faults


def _left_out(gdf: gpd.GeoDataFrame, is_left_out: pd.Series, what: str, layer: MapLayer) -> Iterator[Fault]:
    if number := int(is_left_out.sum()):
        named = listed(gdf.loc[is_left_out, "code"].unique())
        message = f"{layer.source_layer}: weggelaten als {what}: {number} keer een vlak ({named})."
        yield Fault(f"{what} weggelaten", Severity.WARNING, message, value=str(number))


def _unknown_water_fault(value: str, column: str, layer: MapLayer) -> Fault:
    message = (
        f"{layer.source_layer}: onbekende waarde {value!r} in {column}; verwacht JA, NEE of B. "
        "De vlakken zijn als land gelezen."
    )
    return Fault("onbekende waterwaarde", Severity.WARNING, message, column=column, value=value)


def _bad_code_faults(gdf: gpd.GeoDataFrame, layer: MapLayer) -> list[Fault]:
    is_good = levels_of(gdf["code"]) == layer.level
    column = code_column(key_columns(layer.gdf.columns), layer.level)
    return [
        Fault(
            "ongeldige code",
            Severity.ERROR,
            f"{layer.source_layer}: {code!r} is geen code van een {layer.level}. Verbeter de code in kolom {column}.",
            row=code,
            column=column,
            value=code,
        )
        for code in gdf.loc[~is_good, "code"]
    ]


def _without_shape_faults(gdf: gpd.GeoDataFrame, layer: MapLayer) -> list[Fault]:
    is_empty = gdf.geometry.isna() | gdf.geometry.is_empty
    return [
        Fault(
            "vorm ontbreekt",
            Severity.WARNING,
            f"{layer.source_layer}: {area.name} ({area.code}) heeft geen vorm; het gebied komt zonder kaart.",
            row=str(area.code),
        )
        for area in gdf.loc[is_empty, ["code", "name"]].itertuples(index=False)
    ]
