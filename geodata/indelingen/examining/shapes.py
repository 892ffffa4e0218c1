"""Polygons taken apart, joined by group, and told narrow from wide."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry as Geometry

from geodata.gebieden.repair import GeometryArray
from geodata.indelingen.comparing.ground import FloatArray, IntArray

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]

NUMERIC_NOISE_M = 0.1
"""What overlays, and coordinates rounded to a decimetre, leave between drawings of the same line."""

SHOWN_M = 0.1
"""How far a width that a message shows may be off."""


def area_parts(shapes: GeometryArray) -> tuple[GeometryArray, IntArray]:
    """Take shapes apart in polygons, each with the number of the shape that it is of; points and lines fall away."""
    parts, owners = shapely.get_parts(shapes, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)  # a collection may hold a MultiPolygon
    has_area = shapely.area(parts) > 0
    return parts[has_area], owners[inner][has_area]


def joined_by(keys: Sequence[pd.Series], shapes: GeometryArray) -> pd.Series:
    """Join the shapes that have the same keys, in order of appearance; None where a group has none."""
    series = pd.Series(shapes, dtype="object")
    joined: pd.Series = series.groupby([key.to_numpy() for key in keys], sort=False).agg(_union)
    return joined.astype("object")


def _union(shapes: pd.Series) -> Geometry | None:
    found: GeometryArray = shapes.dropna().to_numpy()
    if len(found) < 2:
        return found[0] if len(found) else None
    return shapely.union_all(found)


def are_narrow(polygons: GeometryArray, width_m: float) -> BoolArray:
    """Tell which polygons no circle wider than `width_m` fits in.

    Notes
    -----
    Of most the area says it: what fits no circle of radius r is smaller than that circle, or lies within r of its own
    outline, of length L, and so measures at most L·r for a polygon without holes. Of the others nothing is left when
    they are taken in by r.
    """
    areas_m2, radius_m = shapely.area(polygons), width_m / 2
    is_plain = shapely.get_num_interior_rings(polygons) == 0
    is_wide = is_plain & (areas_m2 > shapely.length(polygons) * radius_m)
    is_narrow: BoolArray = areas_m2 <= np.pi * radius_m**2
    is_unsure = ~is_wide & ~is_narrow
    is_narrow[is_unsure] = shapely.is_empty(shapely.buffer(polygons[is_unsure], -radius_m))
    return is_narrow


def shown_widths_m(polygons: GeometryArray) -> FloatArray:
    """Measure how wide the largest circle is that fits in polygons, to within `SHOWN_M`.

    Notes
    -----
    By halving: taking a polygon in is many times faster than seeking the circle itself, in the long thin strips that
    this is for.
    """
    lowest, highest = np.zeros(len(polygons)), 2 * np.sqrt(shapely.area(polygons) / np.pi)
    while len(left := np.flatnonzero(highest - lowest > SHOWN_M)):
        middle = (lowest[left] + highest[left]) / 2
        fits = ~shapely.is_empty(shapely.buffer(polygons[left], -middle / 2))
        lowest[left[fits]], highest[left[~fits]] = middle[fits], middle[~fits]
    return highest
