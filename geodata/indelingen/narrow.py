"""Which pieces are so narrow that they are the drawing's, not the owner's."""

from typing import Any

import numpy as np
import shapely

from geodata.gebieden.coverage import widths_m
from geodata.gebieden.repair import GeometryArray

BoolArray = np.ndarray[Any, np.dtype[np.bool_]]


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
