"""The outline of an area of which only the parts are loaded: their union, where they fit together."""

import numpy as np
import shapely

from geodata.gebieden.repair import GeometryArray
from geodata.gebieden.simplify import clean_coverage

MAX_AREA_DIFFERENCE = 0.001
"""Share by which the whole may differ from the sum of its parts: more is no sliver but an overlap or a gap."""


def whole_of(parts: GeometryArray) -> shapely.Geometry | None:
    """Join the outlines of all parts of an area.

    Parameters
    ----------
    parts
        Valid polygons in RD New: all wijken, or all buurten, of the area on one peildatum.

    Returns
    -------
    The outline, with slivers between the parts closed; None where its area differs by more than
    `MAX_AREA_DIFFERENCE` from the sum of the parts, so that they do not make up one area.
    """
    whole = shapely.coverage_union_all(clean_coverage(parts))
    difference = abs(shapely.area(whole) / np.sum(shapely.area(parts)) - 1)
    return whole if difference <= MAX_AREA_DIFFERENCE and shapely.is_valid(whole) else None
