"""A clustering from polygons: each unit in one area, or divided where a border really cuts it."""

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import shapely

from geodata.gebieden.crs import RD
from geodata.gebieden.repair import is_broken, repaired
from geodata.indelingen.examining.areas import area_findings, areas_of
from geodata.indelingen.examining.cutting import cut_pieces
from geodata.indelingen.examining.dividing import divided_parts, weights_in
from geodata.indelingen.examining.drawn import Drawn, drawn_areas
from geodata.indelingen.examining.findings import Finding, Severity
from geodata.indelingen.examining.slivers import piece_decisions, settled_pieces
from geodata.indelingen.parts import PART_COLUMNS, UNASSIGNED, Base, Draft, Terms, Weight


def draft_from_polygons(polygons_gdf: gpd.GeoDataFrame, base: Base, terms: Terms) -> Draft:
    """Work out who holds what from polygons.

    Parameters
    ----------
    polygons_gdf
        ``gebied``, ``naam``, ``contact_rol``, ``contact_team``, ``row`` and geometry, in any declared reference system.

    Raises
    ------
    geodata.gebieden.crs.CrsMismatchError
        No reference system is declared, or one that does not fit the coordinates.

    Notes
    -----
    A piece of a unit that is nowhere wider than the terms allow, and in which no address lies, is the drawing's: it
    goes to the piece of the same unit with which it shares the longest border (to the largest, where none touches it),
    and so may what lies outside all polygons. A wider piece outside all polygons goes that way too where all is to be
    assigned, addresses of the unit are known and none lies in it: water, most often. A unit that is still cut is
    divided by the addresses in its pieces; where it has none, by people on a finer grid; else by area.
    """
    units_gdf = _sound(base.units_gdf)
    is_named = polygons_gdf["gebied"] != ""
    nameless_gdf, polygons_gdf = polygons_gdf[~is_named], polygons_gdf[is_named]
    drawn = drawn_areas(polygons_gdf, shapely.union_all(units_gdf.geometry.to_numpy()), terms)
    layers = [[number] for number in range(len(drawn.codes))] if terms.is_overlapping else [range(len(drawn.codes))]
    parts, decisions = [], list(drawn.decisions)
    for layer in layers:
        pieces_gdf = cut_pieces(units_gdf, [drawn.codes[number] for number in layer], drawn.outlines[list(layer)])
        addresses = weights_in(pieces_gdf, base.points_gdf, Weight.ADDRESSES)
        pieces_gdf = settled_pieces(pieces_gdf, addresses, terms)
        parts.append(divided_parts(pieces_gdf, base.points_gdf))
        decisions += piece_decisions(pieces_gdf, terms)
    parts_df = pd.concat([*parts, _undrawn(base, units_gdf)], ignore_index=True)
    if terms.is_overlapping:
        parts_df = parts_df[parts_df["area_code"] != UNASSIGNED]
    parts_gdf = gpd.GeoDataFrame(parts_df[list(PART_COLUMNS)], geometry="geometry", crs=RD)
    rows_df = pd.DataFrame(polygons_gdf.drop(columns="geometry"))
    findings = (*_nameless(nameless_gdf), *drawn.findings, *area_findings(rows_df), *_beside(drawn, parts_gdf))
    return Draft(parts_gdf, areas_of(rows_df, terms), tuple(decisions), findings)


def _sound(units_gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Leave out units without outline, and mend those that are no sound polygons."""
    outlines = units_gdf.geometry.to_numpy().copy()
    broken = is_broken(outlines)
    outlines[broken] = repaired(outlines[broken])
    sound_gdf = units_gdf.set_geometry(gpd.GeoSeries(outlines, index=units_gdf.index, crs=units_gdf.crs))
    return sound_gdf[sound_gdf.area > 0]


def _undrawn(base: Base, units_gdf: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return units without outline as parts of no area: no polygon can hold them."""
    codes = base.units_gdf.loc[~base.units_gdf.index.isin(units_gdf.index), "code"]
    parts_df = pd.DataFrame({"area_code": UNASSIGNED, "base_code": codes, "share": 1.0})
    return parts_df.assign(weight=Weight.NONE.value, geometry=None)


def _nameless(rows_gdf: gpd.GeoDataFrame) -> Iterator[Finding]:
    for row in rows_gdf["row"]:
        message = f"Rij {row}: het vlak heeft geen gebied en geen naam. Vul een van beide in, of haal het vlak weg."
        yield Finding("geen gebied", Severity.ERROR, message, row=int(row))


def _beside(drawn: Drawn, parts_gdf: gpd.GeoDataFrame) -> Iterator[Finding]:
    """Find areas that hold nothing of any unit."""
    for code in drawn.codes:
        if code not in set(parts_gdf["area_code"]):
            message = (
                f"Gebied {code} heeft geen deel van enige eenheid: het ligt ernaast, of is smaller dan een strook."
            )
            yield Finding("leeg gebied", Severity.ERROR, message, code=code)
