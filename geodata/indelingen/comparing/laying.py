"""Laying clusterings on one ground set: whole units as they are, and those that somebody cuts in pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry as Geometry

from geodata.gebieden.coverage import widths_m
from geodata.gebieden.crs import RD, require_rd
from geodata.indelingen.comparing.ground import (
    ELEMENT_COLUMNS,
    NO_AREA,
    PEOPLE_RANGE,
    FloatArray,
    IntArray,
    Labelling,
    Study,
)

SLIVER_WIDTH_M = 25.0
"""Two owners who follow the same ditch draw it apart: CBS's own lines are 10-50 m accurate."""

_WHOLE = 1 - 1e-9
_NOTHING_M2 = 1.0
_ROUNDS = 200


@dataclass(frozen=True)
class Clustering:
    """A clustering as the register holds it.

    Parameters
    ----------
    areas
        Code and name of each area.
    parts_gdf
        ``area_code``, ``unit_code``, ``share`` of the unit, ``weight`` (by what it was divided), and the outline of
        the piece in RD; None where the unit is whole, or was divided by shares alone.
    """

    name: str
    title: str
    owner: str
    areas: tuple[tuple[str, str], ...]
    parts_gdf: gpd.GeoDataFrame


@dataclass(frozen=True)
class _Piece:
    """A piece of one unit: its area in each clustering so far, its outline, and what part of the unit it is."""

    labels: tuple[int, ...]
    outline: Geometry | None
    share: float


@dataclass(frozen=True)
class _Part:
    """What one area holds of one unit."""

    label: int
    share: float
    outline: Geometry | None
    weight: str

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole unit: a piece with all of its people has their share, and an outline of its own."""
        return self.share >= _WHOLE and self.outline is None


def lay_ground(
    units_gdf: gpd.GeoDataFrame, clusterings: Sequence[Clustering], *, sliver_width_m: float = SLIVER_WIDTH_M
) -> Study:
    """Lay clusterings on the base units that they share.

    Parameters
    ----------
    units_gdf
        All base units: ``code``, ``name``, ``people``, ``people_lowest``, ``people_highest``, ``households``,
        ``addresses`` (NaN where unknown), and the outline in RD, None where it is not loaded.
    clusterings
        On these units.
    sliver_width_m
        Where several clusterings cut one unit, a piece that is nowhere wider than this is the drawing's, not the
        owners': it goes to the piece beside it.

    Returns
    -------
    A study with its elements in the order of the units. A cut unit gives an element per combination of areas. People,
    households and addresses go with the shares that the register holds; the outline of the pieces makes up the unit.

    Raises
    ------
    geodata.gebieden.crs.NotRdError
        The outlines are not in RD New.

    Notes
    -----
    Where more than one clustering cuts a unit, the shares of the pieces follow from their areas, raked to the shares
    that each clustering gives (iterative proportional fitting; Deming and Stephan, 1940).
    """
    require_rd(units_gdf)
    units_gdf = units_gdf.sort_values("code", ignore_index=True)
    cut_codes = _cut_codes(clusterings)
    is_cut = units_gdf["code"].isin(cut_codes).to_numpy()
    whole_labels = np.stack([_whole_labels(one, units_gdf["code"]) for one in clusterings])
    parts_by_unit = [_parts_by_unit(one, cut_codes) for one in clusterings]
    rows, labels = [], []
    for number, unit in enumerate(units_gdf.to_dict("records")):
        if is_cut[number]:
            parts_of_each = [parts.get(unit["code"], []) for parts in parts_by_unit]
            pieces = _pieces_of(unit, parts_of_each, sliver_width_m)
            rows += [_element(unit, piece, _division(parts_of_each)) for piece in pieces]
            labels += [piece.labels for piece in pieces]
        else:
            rows.append(_element(unit, _Piece((), unit["geometry"], 1.0), ""))
            labels.append(tuple(whole_labels[:, number]))
    elements_gdf = gpd.GeoDataFrame(pd.DataFrame(rows, columns=list(ELEMENT_COLUMNS)), geometry="geometry", crs=RD)
    columns = np.array(labels, dtype=np.int64).reshape(len(rows), len(clusterings)).T
    return Study(elements_gdf, tuple(_labelling(one, column) for one, column in zip(clusterings, columns, strict=True)))


def _cut_codes(clusterings: Sequence[Clustering]) -> set[str]:
    return {code for one in clusterings for code in one.parts_gdf.loc[~_is_whole(one.parts_gdf), "unit_code"].tolist()}


def _is_whole(parts_gdf: gpd.GeoDataFrame) -> "pd.Series[bool]":
    """Tell which parts are a whole unit: of a piece with all of the people the outline is kept, and the share is 1."""
    is_whole: pd.Series[bool] = (parts_gdf["share"] >= _WHOLE) & parts_gdf.geometry.isna()
    return is_whole


def _whole_labels(clustering: Clustering, unit_codes: "pd.Series[str]") -> IntArray:
    numbers = _numbers(clustering)
    whole_df = clustering.parts_gdf[_is_whole(clustering.parts_gdf)]
    area_of = dict(zip(whole_df["unit_code"], whole_df["area_code"], strict=True))
    labels = [numbers[area_of[code]] if code in area_of else NO_AREA for code in unit_codes]
    return np.array(labels, dtype=np.int64)


def _parts_by_unit(clustering: Clustering, cut_codes: set[str]) -> dict[str, list[_Part]]:
    numbers = _numbers(clustering)
    found: dict[str, list[_Part]] = {}
    parts_gdf = clustering.parts_gdf[clustering.parts_gdf["unit_code"].isin(cut_codes)]
    for part in parts_gdf.itertuples():
        held = _Part(numbers[part.area_code], part.share, part.geometry, part.weight)
        found.setdefault(part.unit_code, []).append(held)
    return found


def _numbers(clustering: Clustering) -> dict[str, int]:
    return {code: number for number, (code, _) in enumerate(clustering.areas)}


def _division(parts_of_each: Sequence[list[_Part]]) -> str:
    """Say by what a unit was divided."""
    weights = {part.weight for parts in parts_of_each for part in parts if not part.is_whole}
    return " en ".join(sorted(weights))


def _pieces_of(unit: dict[str, Any], parts_of_each: Sequence[list[_Part]], sliver_width_m: float) -> list[_Piece]:
    pieces = [_Piece((), unit["geometry"], 1.0)]
    for parts in parts_of_each:
        pieces = [smaller for piece in pieces for smaller in _split(piece, parts, sliver_width_m)]
    pieces = _joined(pieces)
    if sum(len(parts) > 1 for parts in parts_of_each) > 1:
        pieces = _without_slivers(pieces, sliver_width_m)
    return _raked(pieces, parts_of_each)


def _split(piece: _Piece, parts: list[_Part], sliver_width_m: float) -> Iterator[_Piece]:
    """Divide a piece over the areas that hold a part of its unit; what none holds is in no area."""
    if not parts:
        yield replace(piece, labels=(*piece.labels, NO_AREA))
    elif len(parts) == 1 and parts[0].is_whole:
        yield replace(piece, labels=(*piece.labels, parts[0].label))
    elif piece.outline is None or any(part.outline is None for part in parts):
        left_out = 1 - sum(part.share for part in parts)
        for label, share in [*((part.label, part.share) for part in parts), (NO_AREA, left_out)]:
            if share > 1 - _WHOLE:
                yield _Piece((*piece.labels, label), None, piece.share * share)
    else:
        yield from _cut(piece, parts, sliver_width_m)


def _cut(piece: _Piece, parts: list[_Part], sliver_width_m: float) -> Iterator[_Piece]:
    """Cut a piece along the outlines of the parts; crumbs that no part covers go to the part that they lie against."""
    outline: Any = piece.outline
    inside = [(part.label, _polygons(shapely.intersection(outline, part.outline))) for part in parts]
    found = {label: shape for label, shape in inside if shape.area > _NOTHING_M2}
    rest = shapely.get_parts(
        _polygons(shapely.difference(outline, shapely.union_all([part.outline for part in parts])))
    )
    is_crumb = widths_m(rest) <= sliver_width_m if found else np.zeros(len(rest), dtype=bool)
    for crumb in rest[is_crumb]:
        nearest = min(found, key=lambda label: (-_border_m(found[label], crumb), found[label].distance(crumb)))
        found[nearest] = shapely.union(found[nearest], crumb)
    if not is_crumb.all():
        found[NO_AREA] = shapely.union_all(rest[~is_crumb])
    total_m2 = sum(shape.area for shape in found.values())
    for label, shape in found.items():
        yield _Piece((*piece.labels, label), shape, piece.share * shape.area / total_m2)


def _polygons(shape: Geometry) -> Geometry:
    """Keep what has an area of what an overlay leaves."""
    parts = [part for part in shapely.get_parts(shape) if part.area > 0]
    return shapely.union_all(parts)


def _border_m(shape: Any, other: Any) -> float:
    return float(shapely.length(shapely.intersection(shape.boundary, other.boundary)))


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Join the pieces of the same areas."""
    found: dict[tuple[int, ...], _Piece] = {}
    for piece in pieces:
        known = found.get(piece.labels)
        found[piece.labels] = piece if known is None else _union(known, piece)
    return [found[labels] for labels in sorted(found)]


def _union(piece: _Piece, other: _Piece) -> _Piece:
    has_outline = piece.outline is not None and other.outline is not None
    outline = shapely.union(piece.outline, other.outline) if has_outline else None
    return replace(piece, outline=outline, share=piece.share + other.share)


def _without_slivers(pieces: list[_Piece], sliver_width_m: float) -> list[_Piece]:
    """Give each sliver to the piece with which it shares the longest border, the narrowest sliver first."""
    while len(pieces) > 1 and all(piece.outline is not None for piece in pieces):
        widths = widths_m(np.array([piece.outline for piece in pieces], dtype=object))
        narrowest = int(widths.argmin())
        if widths[narrowest] > sliver_width_m:
            break
        sliver = pieces.pop(narrowest)
        borders_m = [_border_m(piece.outline, sliver.outline) for piece in pieces]
        host = int(np.argmax(borders_m))
        pieces[host] = _union(pieces[host], sliver)
    return pieces


def _raked(pieces: list[_Piece], parts_of_each: Sequence[list[_Part]]) -> list[_Piece]:
    """Scale the shares of the pieces until those of each area add up to what its clustering says."""
    shares = np.array([piece.share for piece in pieces])
    labels = np.array([piece.labels for piece in pieces])
    for _ in range(_ROUNDS):
        before = shares.copy()
        for column, parts in zip(labels.T, parts_of_each, strict=True):
            shares = _scaled(shares, column, parts)
        if np.abs(shares - before).max() < 1e-12:
            break
    return [replace(piece, share=float(share)) for piece, share in zip(pieces, shares, strict=True)]


def _scaled(shares: FloatArray, labels: IntArray, parts: list[_Part]) -> FloatArray:
    """Scale shares to those of one clustering, as far as its areas still hold a piece."""
    wanted = {part.label: part.share for part in parts}
    wanted[NO_AREA] = max(0.0, 1 - sum(wanted.values()))
    targets = np.array([wanted[label] for label in labels])
    present, number = np.unique(labels, return_inverse=True)
    found = np.bincount(number, weights=shares)[number]
    scale = sum(wanted[label] for label in present)
    scaled: FloatArray = np.divide(shares * targets, found * scale, out=np.zeros_like(shares), where=found > 0)
    return scaled


def _element(unit: dict[str, Any], piece: _Piece, division: str) -> dict[str, Any]:
    outline_m2 = unit["geometry"].area * piece.share if unit["geometry"] is not None else np.nan
    carried = ("people", "households", "addresses", *PEOPLE_RANGE)
    return {name: unit[name] * piece.share for name in carried} | {
        "unit_code": unit["code"],
        "unit_name": unit["name"],
        "share": piece.share,
        "division": division,
        "area_m2": piece.outline.area if piece.outline is not None else outline_m2,
        "geometry": piece.outline,
    }


def _labelling(clustering: Clustering, labels: IntArray) -> Labelling:
    codes, names = zip(*clustering.areas, strict=True) if clustering.areas else ((), ())
    return Labelling(clustering.name, clustering.title, clustering.owner, tuple(codes), tuple(names), labels)
