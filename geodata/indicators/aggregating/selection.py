"""Which entries of a cover count: the largest unit of which a figure is published, else what it consists of."""

import numpy as np
from scipy.sparse import csr_array

from geodata.indicators.aggregating.cells import BoolArray
from geodata.indicators.aggregating.cover import NO_PARENT, Cover


def counting_entries(cover: Cover, is_published: BoolArray, has_cell: BoolArray) -> BoolArray:
    """Choose per indicator the entries that an area is composed of: they cover it once.

    Parameters
    ----------
    is_published
        Whether an entry's unit (rows) has what the indicator (columns) needs.
    has_cell
        Whether anything is said of it, if only why there is no figure.

    Returns
    -------
    Whether an entry counts. A unit without a figure gives way to its parts where any of these has one; where none has,
    the larger unit counts as missing, for its bounds are the narrower; unless only of its parts anything is said.
    """
    counts = is_published | ~_parts_have_any(cover, is_published)
    if not has_cell[cover.has_parts].all():
        counts &= has_cell | ~_parts_have_any(cover, has_cell)
    is_settled = counts.copy()
    for depth in range(1, int(cover.depth.max(initial=0)) + 1):
        entries = np.flatnonzero(cover.depth == depth)
        above = is_settled[cover.parent[entries]]
        counts[entries] &= ~above
        is_settled[entries] |= above
    return counts


def _parts_have_any(cover: Cover, is_published: BoolArray) -> BoolArray:
    """Tell of each entry whether anything that it consists of is published."""
    has_any, parts_have = is_published.copy(), np.zeros_like(is_published)
    for depth in range(int(cover.depth.max(initial=0)), 0, -1):
        entries = np.flatnonzero((cover.depth == depth) & (cover.parent != NO_PARENT))
        ones = np.ones(len(entries), dtype=np.float32)
        shape = (len(cover.parent), len(entries))
        above = csr_array((ones, (cover.parent[entries], np.arange(len(entries)))), shape=shape)
        parts_have |= (above @ has_any[entries].astype(np.float32)) > 0
        has_any |= parts_have
    return parts_have
