"""Colours that tell areas apart: neighbours differ, and areas of two clusterings that are much the same look alike.

The colours are the light qualitative scheme of Paul Tol, "Colour Schemes", SRON technical note SRON/EPS/TN/09-002,
issue 3.2 (2021), made to be told apart with the common forms of colour blindness and to carry dark text; each a
quarter nearer to white, so that large areas stay calm, and without its grey, which reads as "no figure", and its
olive, which is close to its pear.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import geopandas as gpd
import shapely

from maps.frames import check_shapes, is_left_out

AREA_COLOURS = ("#99bfe6", "#f2a68c", "#ccd966", "#ffbfcc", "#b2e6ff", "#f2e6a6", "#73ccb2")
"""In the order in which they are used; every two differ, also with the common forms of colour blindness."""
AREA_EDGE = "#2f3a46"
"""Border between coloured areas: 3 to 1 or more against each colour (WCAG 2.2, non-text contrast)."""

# Outlines that lie a ditch apart are neighbours on the map as well.
_NEAR_M = 25.0
_LEFT, _RIGHT = "links", "rechts"

Node = tuple[str, str]
"""An area, as the side that it is on and its code: both clusterings may use the same codes."""
Conflicts = Mapping[frozenset[Node], float]
"""Pairs of areas that should not have one colour, and how bad it would be."""
SharedPeople = Mapping[tuple[str, str], float]


def area_colours(areas_gdf: gpd.GeoDataFrame) -> dict[str, str]:
    """Give each area of a clustering a colour that none of its neighbours has.

    Parameters
    ----------
    areas_gdf
        Columns ``code``, ``name`` and ``geometry`` in RD New (EPSG:28992); rows that are ``left_out`` get no colour.

    Returns
    -------
    dict
        A colour per code. The same areas in the same order get the same colours.

    Raises
    ------
    MapFrameError
        The areas cannot be drawn.
    """
    check_shapes(areas_gdf)
    inside_gdf = areas_gdf[~is_left_out(areas_gdf)]
    nodes = _nodes(inside_gdf, _LEFT)
    return _by_code(inside_gdf, nodes, _coloured(nodes, _neighbours(inside_gdf, nodes)))


def pair_colours(
    left_gdf: gpd.GeoDataFrame, right_gdf: gpd.GeoDataFrame, shared: SharedPeople
) -> tuple[dict[str, str], dict[str, str]]:
    """Give the areas of two clusterings their colours, such that agreement looks alike and disagreement stands out.

    Two areas that are each other's best match have one colour. Another area never has the colour of a neighbour, nor of
    an area of the other clustering that it overlaps; where the colours do not reach for that, the overlap with the
    fewest people gives in.

    Parameters
    ----------
    left_gdf, right_gdf
        As for `area_colours`.
    shared
        Of each pair of a left and a right code that overlap: the people who live in both (NaN where unknown).

    Returns
    -------
    tuple
        A colour per left code, and a colour per right code.

    Raises
    ------
    MapFrameError
        The areas cannot be drawn.
    """
    check_shapes(left_gdf)
    check_shapes(right_gdf)
    same = {(_RIGHT, right): (_LEFT, left) for left, right in best_matches(shared)}
    left_gdf, right_gdf = (areas_gdf[~is_left_out(areas_gdf)] for areas_gdf in (left_gdf, right_gdf))
    left_nodes = _nodes(left_gdf, _LEFT)
    right_nodes = [same.get(node, node) for node in _nodes(right_gdf, _RIGHT)]
    conflicts = {
        **_conflicts(
            ((_LEFT, left), same.get((_RIGHT, right), (_RIGHT, right)), 1 + _known(people))
            for (left, right), people in shared.items()
        ),
        **_neighbours(left_gdf, left_nodes),
        **_neighbours(right_gdf, right_nodes),
    }
    colours = _coloured(list(dict.fromkeys([*left_nodes, *right_nodes])), conflicts)
    return _by_code(left_gdf, left_nodes, colours), _by_code(right_gdf, right_nodes, colours)


def best_matches(shared: SharedPeople) -> list[tuple[str, str]]:
    """Return the pairs of codes that share more people with each other than with any other; in order of code."""
    best_of_left = _best(shared)
    best_of_right = _best({(right, left): people for (left, right), people in shared.items()})
    return sorted((left, right) for left, right in best_of_left.items() if best_of_right[right] == left)


def _best(shared: SharedPeople) -> dict[str, str]:
    best: dict[str, str] = {}
    for one, other in sorted(shared):
        if one not in best or _known(shared[one, other]) > _known(shared[one, best[one]]):
            best[one] = other
    return best


def _known(people: float) -> float:
    return 0.0 if math.isnan(people) else people


def _nodes(areas_gdf: gpd.GeoDataFrame, side: str) -> list[Node]:
    return [(side, code) for code in areas_gdf["code"]]


def _by_code(areas_gdf: gpd.GeoDataFrame, nodes: Sequence[Node], colours: Mapping[Node, str]) -> dict[str, str]:
    return {code: colours[node] for code, node in zip(areas_gdf["code"], nodes, strict=True)}


def _neighbours(areas_gdf: gpd.GeoDataFrame, nodes: Sequence[Node]) -> Conflicts:
    """Return the pairs of nodes whose areas touch, or all but touch: nothing may give these one colour."""
    outlines = areas_gdf.geometry.array
    first, second = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=_NEAR_M)
    return _conflicts((nodes[i], nodes[j], math.inf) for i, j in zip(first, second, strict=True))


def _conflicts(weighed: Iterable[tuple[Node, Node, float]]) -> Conflicts:
    return {frozenset({one, other}): weight for one, other, weight in weighed if one != other}


def _coloured(nodes: Sequence[Node], conflicts: Conflicts) -> dict[Node, str]:
    """Colour the node with the fewest colours left first, at the least conflict, with the colour that is used least.

    Notes
    -----
    DSATUR: D. Brélaz, "New methods to color the vertices of a graph", Communications of the ACM 22 (1979).
    """
    around = _by_node(conflicts)
    colours: dict[Node, str] = {}

    def urgency(node: Node) -> tuple[int, int]:
        beside = [other for other, weight in around[node].items() if math.isinf(weight)]
        return len({colours[other] for other in beside if other in colours}), len(beside)

    def cost(node: Node, colour: str) -> tuple[float, int]:
        weights = [weight for other, weight in around[node].items() if colours.get(other) == colour]
        return sum(weights), list(colours.values()).count(colour)

    waiting = list(nodes)
    while waiting:
        node = max(waiting, key=urgency)
        waiting.remove(node)
        colours[node] = min(AREA_COLOURS, key=partial(cost, node))
    return colours


def _by_node(conflicts: Conflicts) -> dict[Node, dict[Node, float]]:
    around: dict[Node, dict[Node, float]] = defaultdict(dict)
    for (one, other), weight in conflicts.items():
        around[one][other] = weight
        around[other][one] = weight
    return around
