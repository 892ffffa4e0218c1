"""A made-up country of buurten in two years, as fine as CBS's own map: what a crosswalk between years is measured on.

Cells about jittered points (Voronoi). Each border is drawn once, a line of fifty steps that wanders like a river, and
used by the units on either side: a clean coverage of some 300 vertices a unit. In the next year some units are split,
some borders are drawn elsewhere and some units are merged; all others are the same, vertex by vertex.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import Voronoi

from geodata.gebieden.crs import RD

UNITS, STEPS = 14_600, 50
SPLIT, MERGED, REDRAWN = 110, 10, 40
"""Units split in two, pairs of units merged, borders drawn elsewhere: 14,700 units in the next year."""

_SIDE_M, _JITTER = 1_600.0, 0.25
_WEST_M, _SOUTH_M = 20_000.0, 310_000.0
# A border stays within this part of its length on either side of the straight line: it meets no other.
_SWAY = 0.1

FloatArray = np.ndarray[Any, np.dtype[np.float64]]
IntArray = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Net:
    """Corners, the borders between two of them with the vertices on the way, and the corners around each unit."""

    corners: FloatArray
    ends: IntArray
    lines: FloatArray
    rings: list[IntArray]

    def borders_around(self) -> tuple[IntArray, IntArray, IntArray]:
        """Return for each step around each unit the unit, its border, and the corner where it begins."""
        begins = np.concatenate(self.rings)
        ends = np.concatenate([np.roll(ring, -1) for ring in self.rings])
        numbers = pd.Series(range(len(self.ends)), index=pd.MultiIndex.from_arrays(self.ends.T))
        pairs = pd.MultiIndex.from_arrays([np.minimum(begins, ends), np.maximum(begins, ends)])
        units = np.repeat(np.arange(len(self.rings)), [len(ring) for ring in self.rings])
        return units, numbers.loc[pairs].to_numpy(), begins


def two_years(*, most_moved_m: float = 0.0, seed: int = 1) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Make the buurten of two years: ``code``, ``name``, ``change`` (missing), ``people`` and the outline in RD.

    Parameters
    ----------
    most_moved_m
        How far each vertex of the second year is moved at most along either axis, the same in all units that have it.
    """
    random = np.random.default_rng(seed)
    net = _net(random)
    later = _with_borders_redrawn(_with_units_split(net, random), random)
    moved = replace(
        later,
        corners=later.corners + random.uniform(-most_moved_m, most_moved_m, later.corners.shape),
        lines=later.lines + random.uniform(-most_moved_m, most_moved_m, later.lines.shape),
    )
    return _frame(_outlines(net), random), _with_units_merged(_frame(_outlines(moved), random), moved, random)


def _net(random: np.random.Generator) -> Net:
    """Make the cells about jittered points, without those at the edge, which reach to infinity."""
    side = int(np.ceil(np.sqrt(UNITS)))
    columns, rows = (axis.ravel() for axis in np.meshgrid(np.arange(-2, side + 2), np.arange(-2, side + 2)))
    places = np.stack([columns + rows % 2 / 2, rows * np.sqrt(3) / 2], axis=1)
    places = (places + random.uniform(-_JITTER, _JITTER, places.shape)) * _SIDE_M + (_WEST_M, _SOUTH_M)
    cells = Voronoi(places)
    inner = np.flatnonzero((columns >= 0) & (columns < side) & (rows >= 0) & (rows < side))[:UNITS]
    rings = [np.array(cells.regions[cells.point_region[number]]) for number in inner]
    around = np.concatenate([np.stack([ring, np.roll(ring, -1)], axis=1) for ring in rings])
    ends = np.unique(np.sort(around, axis=1), axis=0)
    return Net(cells.vertices, ends, _lines(cells.vertices, ends, random), rings)


def _lines(corners: FloatArray, ends: IntArray, random: np.random.Generator) -> FloatArray:
    """Draw a line between corners: a random walk that is led back, in the lens about the straight line."""
    part = np.arange(1, STEPS) / STEPS
    walk = random.normal(size=(len(ends), STEPS)).cumsum(axis=1) / np.sqrt(STEPS)
    sway = np.tanh(2 * (walk[:, :-1] - part * walk[:, -1:])) * _SWAY * part * (1 - part)
    begin, way = corners[ends[:, 0]], corners[ends[:, 1]] - corners[ends[:, 0]]
    aside = np.stack([-way[:, 1], way[:, 0]], axis=1)
    return begin[:, None] + part[None, :, None] * way[:, None] + sway[:, :, None] * aside[:, None]


def _with_units_split(net: Net, random: np.random.Generator) -> Net:
    """Split units by a new border between two corners that are no neighbours; the second half comes last."""
    rings, cuts, halves = list(net.rings), [], []
    for number in random.choice(len(rings), SPLIT, replace=False):
        ring = rings[number]
        middle = len(ring) // 2
        cuts.append(sorted((ring[0], ring[middle])))
        rings[number], half = ring[: middle + 1], np.append(ring[middle:], ring[0])
        halves.append(half)
    ends = np.array(cuts)
    lines = np.concatenate([net.lines, _lines(net.corners, ends, random)])
    return Net(net.corners, np.concatenate([net.ends, ends]), lines, rings + halves)


def _with_borders_redrawn(net: Net, random: np.random.Generator) -> Net:
    chosen = random.choice(len(net.ends), REDRAWN, replace=False)
    lines = net.lines.copy()
    lines[chosen] = _lines(net.corners, net.ends[chosen], random)
    return replace(net, lines=lines)


def _with_units_merged(units_gdf: gpd.GeoDataFrame, net: Net, random: np.random.Generator) -> gpd.GeoDataFrame:
    """Join pairs of units along a border that they share; the first keeps its code."""
    units, borders, _ = net.borders_around()
    sides_df = pd.DataFrame({"unit": units}).groupby(borders)["unit"].agg(["first", "last", "size"])
    pairs = sides_df.loc[sides_df["size"] == 2, ["first", "last"]].sample(frac=1, random_state=random).to_numpy()
    chosen = np.array(list(islice(_disjoint(pairs), MERGED)))
    outlines = units_gdf.geometry.to_numpy().copy()
    outlines[chosen[:, 0]] = shapely.union(outlines[chosen[:, 0]], outlines[chosen[:, 1]])
    return units_gdf.set_geometry(outlines, crs=RD).drop(index=chosen[:, 1]).reset_index(drop=True)


def _disjoint(pairs: IntArray) -> Iterator[IntArray]:
    taken: set[int] = set()
    for pair in pairs:
        if taken.isdisjoint(pair):
            taken.update(pair)
            yield pair


def _outlines(net: Net) -> "np.ndarray[Any, np.dtype[np.object_]]":
    units, borders, begins = net.borders_around()
    lines = net.lines[borders]
    is_backward = net.ends[borders, 0] != begins
    lines[is_backward] = lines[is_backward, ::-1]
    vertices = np.concatenate([net.corners[begins][:, None], lines], axis=1)
    return shapely.polygons(shapely.linearrings(vertices.reshape(-1, 2), indices=np.repeat(units, STEPS)))


def _frame(outlines: "np.ndarray[Any, np.dtype[np.object_]]", random: np.random.Generator) -> gpd.GeoDataFrame:
    codes = [f"BU{1 + number // 60:04}{number % 60:04}" for number in range(len(outlines))]
    people = random.integers(0, 4_000, len(outlines))
    return gpd.GeoDataFrame({"code": codes, "name": None, "change": None, "people": people}, geometry=outlines, crs=RD)
