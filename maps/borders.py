"""The border lines that clusterings draw between the elements of one ground, with who draws each."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

import geopandas as gpd
import shapely
from shapely import Geometry, MultiLineString

from maps.frames import RD, check_shapes

BORDER_COLUMNS = ("owners", "owner_names", "geometry")
# Where an outline has a corner on the straight side of its neighbour, the two lines differ by a rounding.
_GRID_M = 0.01


def borders_between(elements_gdf: gpd.GeoDataFrame, labels: Mapping[str, Sequence[Hashable]]) -> gpd.GeoDataFrame:
    """Return the lines along which clusterings part elements.

    Parameters
    ----------
    elements_gdf
        Columns ``code``, ``name`` and ``geometry`` in RD New (EPSG:28992), simplified together, so that neighbours
        have one line between them.
    labels
        Per owner the area of each element, in the order of the frame; whatever is equal is one area, and so is what
        an owner leaves out.

    Returns
    -------
    geopandas.GeoDataFrame
        A row for each set of owners that draw the same lines, from many owners to few: ``owners``, their number;
        ``owner_names``, a tuple in the order of `labels`; ``geometry``, the lines in RD. Without a row where all
        elements are in one area.

    Raises
    ------
    MapFrameError
        The elements cannot be drawn.
    """
    check_shapes(elements_gdf)
    lines: dict[tuple[str, ...], list[MultiLineString]] = defaultdict(list)
    for first, second, line in _shared_lines(elements_gdf):
        owners = tuple(owner for owner, areas in labels.items() if areas[first] != areas[second])
        if owners:
            lines[owners].append(line)
    found = sorted(lines, key=lambda owners: (-len(owners), owners))
    columns = {"owners": [len(owners) for owners in found], "owner_names": found}
    merged = [shapely.line_merge(shapely.union_all(lines[owners])) for owners in found]
    return gpd.GeoDataFrame(columns, geometry=merged, crs=RD)


def _shared_lines(elements_gdf: gpd.GeoDataFrame) -> list[tuple[int, int, MultiLineString]]:
    """Return the numbers of two elements, the lower first, with the line between them; corners are no line."""
    outlines = elements_gdf.geometry.array
    first, second = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    first, second = first[first < second], second[first < second]
    edges = shapely.boundary(outlines)
    shared = shapely.intersection(edges[first], edges[second], grid_size=_GRID_M)
    return [
        (int(one), int(other), _only_lines(line))
        for one, other, line in zip(first, second, shared, strict=True)
        if shapely.length(line) > 0
    ]


def _only_lines(shared: Geometry) -> MultiLineString:
    return MultiLineString([part for part in shapely.get_parts(shared) if shapely.get_dimensions(part) == 1])
