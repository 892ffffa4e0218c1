"""Polygons taken apart, joined by group, and told narrow from wide."""

from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry as Geometry

from geodata.gebieden.coverage import widths_m
from geodata.gebieden.repair import GeometryArray
from geodata.indelingen.ground import IntArray

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

NUMERIC_NOISE_M = 0.01
"""What overlays leave between drawings of the same line."""


def area_parts(shapes: GeometryArray) -> tuple[GeometryArray, IntArray]:
    """Take shapes apart in polygons, each with the number of the shape that it is of; points and lines fall away."""
    parts, owners = shapely.get_parts(shapes, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)  # a collection may hold a MultiPolygon
    has_area = shapely.area(parts) > 0
    return parts[has_area], owners[inner][has_area]


def joined_by(keys: "pd.Series | pd.DataFrame", shapes: GeometryArray) -> pd.Series:
    """Join the shapes of each group, in order of appearance; None where a group has none."""
    names = [keys.name] if isinstance(keys, pd.Series) else list(keys.columns)
    frame = pd.DataFrame(keys).assign(geometry=shapes)
    joined: pd.Series = frame.groupby(names if len(names) > 1 else names[0], sort=False)["geometry"].agg(_union)
    return joined.astype("object")


def _union(shapes: pd.Series) -> Geometry | None:
    found: GeometryArray = shapes.dropna().to_numpy()
    if len(found) < 2:
        return found[0] if len(found) else None
    return shapely.union_all(found)


def are_narrow(polygons: GeometryArray, width_m: float) -> BoolArray:
    """Tell which polygons (each of one part) no circle wider than `width_m` fits in.

    Notes
    -----
    Of most pieces their area and outline say it. Every point lies within r, the radius of the largest circle that
    fits, of the outline, and a strip of that width along an outline of length L with h holes measures at most
    L·r + π·r²·max(h - 1, 0) (after Bonnesen): an area above that is wide. One below π·r² is narrow. Only what lies
    between is measured.
    """
    areas_m2, lengths_m = shapely.area(polygons), shapely.length(polygons)
    radius_m = width_m / 2
    more_holes = np.maximum(shapely.get_num_interior_rings(polygons) - 1, 0)
    is_wide = areas_m2 > lengths_m * radius_m + np.pi * radius_m**2 * more_holes
    is_narrow: BoolArray = areas_m2 <= np.pi * radius_m**2
    is_unsure = ~is_wide & ~is_narrow
    is_narrow[is_unsure] = widths_m(polygons[is_unsure]) <= width_m
    return is_narrow
