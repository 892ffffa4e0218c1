"""The shape of the fictitious land: a clean coverage of blocks that neighbours share vertex by vertex.

Drawn in kilometres on a straight plane (streets, ditches, railway, canal, river), then bent as a whole by one smooth
displacement, so that nothing stays square and yet every border stays common.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry as Geometry

Array = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.object_]

RD_CRS = "EPSG:28992"
WATER_ID = "water"
_RD_ORIGIN_M = (152_000.0, 421_000.0)
_URBAN_REACH_KM = 0.7
_BLOCK_KM, _FIELD_KM = (0.10, 0.075), (0.42, 0.19)
_SIMPLIFY_KM = 0.022
_VERTEX_DISTANCE_KM = 0.07
_OUTLINE_KM = [(0.5, 13), (0.3, 9.5), (0.0, 7.5), (0.4, 5.6), (0.1, 4.2), (0.9, 2.9), (0.5, 1.3), (1.6, 0.2),
    (3.6, -0.2), (5.6, 0.1), (7.3, -0.3), (9.3, 0.2), (10.9, 0.6), (12.4, 0.9), (13.2, 2.2), (14.2, 3.6), (13.9, 5.3),
    (14.4, 6.9), (14.0, 8.6), (13.6, 10), (13.9, 13)]  # fmt: skip
_RAILWAY_KM = [(-2, 4.95), (4, 5.3), (6.6, 5.45), (9, 5.45), (12, 5.95), (17, 6.5)]
_CANAL_KM = [(8.3, 13), (8.35, 8), (8.2, 6.8), (8.35, 5.6), (9.2, 3.6), (10.4, -3)]
_MOTORWAY_KM = [(-2, 3.15), (2, 3.45), (5, 3.35), (8, 3.15), (11, 2.75), (17, 2.2)]


@dataclass(frozen=True)
class Barrier:
    """A line that borders follow, and what crossing it costs a block on its way to its buurt."""

    line: LineString
    cost: float


def blocks(seeds_df: pd.DataFrame, *, seed: int) -> gpd.GeoDataFrame:
    """Draw the smallest pieces that buurten consist of in any year.

    Parameters
    ----------
    seeds_df
        ``id``, ``x``, ``y`` and ``reach`` in km on the plane; an id on two rows becomes a multi-part piece.
    seed
        Seed of the random numbers; the same seed draws the same land.

    Returns
    -------
    geopandas.GeoDataFrame
        ``id`` and MultiPolygon geometry in EPSG:28992, rounded to 0.1 m; the row ``water`` is river and lake.
    """
    rng = np.random.default_rng(seed)
    faces = _faces(seeds_df, rng)
    labels = _connected(faces, _nearest(faces, seeds_df), seeds_df)
    merged = {label: shapely.coverage_union_all(faces[labels == label]) for label in np.unique(labels)}
    smooth = shapely.coverage_simplify(np.array(list(merged.values())), _SIMPLIFY_KM)
    bend = _bend(rng)
    shapes = [MultiPolygon([_mapped(part, bend) for part in shapely.get_parts(shape)]) for shape in smooth]
    return gpd.GeoDataFrame({"id": list(merged)}, geometry=shapes, crs=RD_CRS)


def faces_between(lines: list[Geometry], *, grid_size: float) -> Shapes:
    """Cut the plane along all lines, and return what lies between them."""
    noded = shapely.get_parts(shapely.union_all(lines, grid_size=grid_size))
    return np.asarray(shapely.get_parts(shapely.polygonize(noded)), dtype=object)


def _outline(rng: np.random.Generator) -> Polygon:
    """Return the border of the gemeente: straight ditches that jump aside at every halfway point."""
    ring = np.array([*_OUTLINE_KM, _OUTLINE_KM[0]])
    for share in (0.09, 0.09, 0.07):
        step = np.diff(ring, axis=0)
        aside = np.column_stack([-step[:, 1], step[:, 0]]) * rng.normal(0, share, (len(step), 1))
        halfway = ring[:-1] + step * rng.uniform(0.35, 0.65, (len(step), 1)) + aside
        ring = np.vstack([np.stack([ring[:-1], halfway], axis=1).reshape(-1, 2), ring[-1:]])
    return Polygon(ring)


def _river(offset_km: float) -> LineString:
    """Return a meander parallel to the river's middle, ``offset_km`` to the south."""
    x = np.arange(-2.0, 17.0, 0.15)
    calm = np.exp(-offset_km)  # a dike cuts the meanders short
    y = 11.0 + calm * (0.42 * np.sin(0.95 * x + 0.4) + 0.17 * np.sin(2.3 * x)) - offset_km
    return LineString(np.column_stack([x, y]))


def _lake() -> Polygon:
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    radius = 0.26 + 0.05 * np.sin(2 * angle + 1) + 0.03 * np.sin(5 * angle)
    return Polygon(np.column_stack([5.08 + 1.25 * radius * np.cos(angle), 4.47 + radius * np.sin(angle)]))


def _barriers() -> list[Barrier]:
    return [
        Barrier(LineString(_RAILWAY_KM), 0.9),
        Barrier(LineString(_CANAL_KM), 2.5),
        Barrier(LineString(_MOTORWAY_KM), 0.8),
        Barrier(_river(0.75), 3.0),
    ]


def _faces(seeds_df: pd.DataFrame, rng: np.random.Generator) -> Shapes:
    """Cut the plane into parcels: small in built-up land, large outside, and along every barrier."""
    extent = shapely.box(-2, -3, 17, 14)
    points = shapely.multipoints(np.vstack(list(_lattice(seeds_df, rng))))
    parcels = shapely.voronoi_polygons(points, extend_to=extent, only_edges=True)
    outline = _outline(rng)
    lines: list[Geometry] = [outline.exterior, _river(0), _river(0.11), _lake().exterior]
    lines += [*shapely.get_parts(parcels), *(barrier.line for barrier in _barriers())]
    faces = faces_between(lines, grid_size=1e-6)
    land = outline.intersection(Polygon([*_river(0).coords, (17, -3), (-2, -3)]))
    return np.array(faces[shapely.contains(land.buffer(1e-6), shapely.point_on_surface(faces))], dtype=object)


def _lattice(seeds_df: pd.DataFrame, rng: np.random.Generator) -> Iterator[Array]:
    """Yield the middles of town blocks, then those of fields: turned grids whose points stray a little."""
    urban = seeds_df[seeds_df["reach"] < _URBAN_REACH_KM]
    town = shapely.union_all(shapely.buffer(shapely.points(urban["x"], urban["y"]), 0.75 * urban["reach"] + 0.15))
    for spacing, angle, is_urban in ((_BLOCK_KM, 0.2, True), (_FIELD_KM, -0.35, False)):
        columns, rows = (np.arange(-12, 24, size) for size in spacing)
        grid = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
        grid = grid + rng.normal(0, 0.13, grid.shape) * spacing
        turned = grid @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        is_near = (np.abs(turned - [7, 5.5]) < [9.5, 8.5]).all(axis=1)
        yield turned[is_near & (shapely.contains_xy(town, turned) == is_urban)]


def _nearest(faces: Shapes, seeds_df: pd.DataFrame) -> Shapes:
    """Give each face the seed that is nearest in units of that seed's reach, barriers counted."""
    centres = shapely.get_coordinates(shapely.point_on_surface(faces))
    seeds = seeds_df[["x", "y"]].to_numpy()
    cost = np.linalg.norm(centres[:, None] - seeds[None], axis=2) / seeds_df["reach"].to_numpy()
    ways = shapely.linestrings(
        np.stack([np.repeat(centres, len(seeds), axis=0), np.tile(seeds, (len(centres), 1))], axis=1)
    )
    for barrier in _barriers():
        shapely.prepare(barrier.line)
        cost += barrier.cost * shapely.intersects(barrier.line, ways).reshape(cost.shape)
    labels: Shapes = seeds_df["id"].to_numpy(dtype=object)[cost.argmin(axis=1)]
    wet = shapely.union_all([_lake(), Polygon([*_river(0).coords, *reversed(_river(0.11).coords)])])
    labels[shapely.contains_xy(wet, centres)] = WATER_ID
    return labels


def _connected(faces: Shapes, labels: Shapes, seeds_df: pd.DataFrame) -> Shapes:
    """Hand stray faces to the neighbour with the longest common border, until every id is as whole as meant."""
    allowed = Counter([*seeds_df["id"], WATER_ID, WATER_ID])  # river and lake
    labels = labels.copy()
    while (stray := _stray(faces, labels, allowed)) is not None:
        part, label = stray
        inside = (labels == label) & shapely.contains(part.buffer(1e-6), faces)
        touching = (labels != label) & (labels != WATER_ID) & shapely.intersects(part, faces)
        border = shapely.length(shapely.intersection(part, faces[touching]))
        lengths = pd.Series(border).groupby(labels[touching]).sum()
        labels[inside] = lengths.idxmax()
    return labels


def _stray(faces: Shapes, labels: Shapes, allowed: Counter[str]) -> tuple[Geometry, str] | None:
    for label in np.unique(labels):
        parts = shapely.get_parts(shapely.coverage_union_all(faces[labels == label]))
        if len(parts) > allowed[label]:
            return parts[shapely.area(parts).argmin()], label
    return None


@dataclass(frozen=True)
class Bend:
    """A smooth displacement of the plane: waves with their direction, phase and height in km."""

    wave: Array
    phase: Array
    height: Array

    def __call__(self, points: Array) -> Array:
        """Displace points in km and return RD metres, rounded to 0.1 m."""
        angle = points @ self.wave.T + self.phase
        moved = points + np.sin(angle) @ self.height
        return np.asarray(np.round(moved * 1000 + _RD_ORIGIN_M, 1))


def _bend(rng: np.random.Generator) -> Bend:
    lengths = np.repeat([9.0, 4.0, 1.6, 0.7, 0.3], [3, 4, 5, 6, 8])
    heights = np.repeat([0.22, 0.085, 0.024, 0.008, 0.0025], [3, 4, 5, 6, 8])
    angle = rng.uniform(0, 2 * np.pi, len(lengths))
    wave = (2 * np.pi / lengths)[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    aim = rng.uniform(0, 2 * np.pi, len(lengths))
    height = heights[:, None] * np.column_stack([np.cos(aim), np.sin(aim)])
    return Bend(wave, rng.uniform(0, 2 * np.pi, len(lengths)), height)


def _mapped(polygon: Polygon, bend: Bend) -> Polygon:
    rings = [bend(dense(shapely.get_coordinates(ring))) for ring in (polygon.exterior, *polygon.interiors)]
    return Polygon(rings[0], rings[1:])


def dense(ring: Array) -> Array:
    """Add vertices along long edges; both neighbours get the same ones, whichever way they walk the edge."""
    pieces = []
    for start, end in pairwise(ring):
        low, high = sorted((tuple(start), tuple(end)))
        steps = max(1, int(np.ceil(np.hypot(*(end - start)) / _VERTEX_DISTANCE_KM)))
        along = np.array(low) + (np.array(high) - low) * (np.arange(steps + 1) / steps)[:, None]
        along[-1] = high
        pieces.append((along if low == tuple(start) else along[::-1])[:-1])
    return np.vstack([*pieces, ring[-1:]])
