"""Wijken of which an area holds some buurten but not all: what it holds is also the wijk less the other buurten.

The publisher's own total of the wijk, rounded once, can say more than the sum of its buurten, each of them rounded: of
a wijk less one buurt that is 8 either way, where the sum of the other nineteen leaves 76.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.cells import UnitCells
from geodata.indicators.aggregating.composed import Composed
from geodata.indicators.aggregating.cover import NO_PARENT, Cover
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.indicator import AggregationRule, Indicator, Kind

_NEVER_SECRET = "geen"  # noqa: S105 - the key of a rule, no password
_FEWEST_INSIDE = 2
"""Of a single buurt the publisher's rounding stands: it protects who lives there, and is not undone."""


@dataclass(frozen=True)
class Remainders:
    """Parts of wijken in areas.

    Parameters
    ----------
    area, wijk
        The area, and the row of the wijk among all units.
    inside, outside
        The wijk's buurten that the area holds wholly, and the others: matrices of remainders by all units.
    """

    area: IntArray
    wijk: IntArray
    inside: csr_array
    outside: csr_array


def remainders_of(cover: Cover) -> Remainders:
    """Find the wijken that areas hold a part of, two buurten or more and not all."""
    wijk_of, count = cover.wijk_of, len(cover.wijk_of)
    is_loose = cover.is_whole & (cover.parent == NO_PARENT) & (wijk_of[cover.unit] != NO_PARENT)
    entries = np.flatnonzero(is_loose)
    keys = cover.area[entries] * count + wijk_of[cover.unit[entries]]
    found, number, counts = np.unique(keys, return_inverse=True, return_counts=True)
    kept = counts >= _FEWEST_INSIDE
    place = np.cumsum(kept) - 1
    is_kept = kept[number]
    area, wijk = np.divmod(found[kept], max(count, 1))
    inside = _matrix(place[number[is_kept]], cover.unit[entries[is_kept]], (len(area), count))
    buurten = np.flatnonzero(wijk_of != NO_PARENT)
    of_wijk = _matrix(wijk_of[buurten], buurten, (count, count))
    return Remainders(area, wijk, inside, csr_array(of_wijk[wijk] - inside))


def narrowed(composed: Composed, indicators: Sequence[Indicator], cells: UnitCells, cover: Cover) -> Composed:
    """Narrow the bounds of counts by the published totals of wijken that lie partly in an area.

    Parameters
    ----------
    indicators
        The columns of `composed`.
    cells
        Of all units that the cover refers to.

    Notes
    -----
    Of counts that are never withheld, and of which a wijk is the sum of its buurten: what is secret is not found out by
    subtraction. With bounds on the buurten and on their sum, the two bounds here are together the best there are: the
    sum of the buurten inside, and the wijk less the sum of those outside.
    """
    columns = [number for number, one in enumerate(indicators) if _is_open_count(one)]
    remainders = remainders_of(cover)
    if not columns or not len(remainders.area):
        return composed
    own = cells.columns([cells.column_of[indicators[number].key] for number in columns])
    lower, higher = _gains(remainders, own)
    per_area = _matrix(remainders.area, np.arange(len(remainders.area)), (cover.area_count, len(remainders.area)))
    lowest, highest = composed.lowest.copy(), composed.highest.copy()
    lowest[:, columns] += per_area @ lower
    highest[:, columns] -= per_area @ higher
    return replace(composed, lowest=lowest, highest=highest)


def wijken_that_narrow(key: str, cells: UnitCells, cover: Cover, catalogue: Catalogue) -> tuple[int, ...]:
    """Return the rows of the wijken of which the published total narrows a bound of a count."""
    if key not in cells.column_of or not _is_open_count(catalogue.indicator(key)):
        return ()
    remainders = remainders_of(cover)
    lower, higher = _gains(remainders, cells.columns([cells.column_of[key]]))
    return tuple(remainders.wijk[(lower + higher)[:, 0] > 0].tolist())


def _gains(remainders: Remainders, own: UnitCells) -> tuple[FloatArray, FloatArray]:
    """Return by how much the bounds of each remainder (rows) move inward: nothing where they would contradict."""
    is_known = own.has_value & np.isfinite(own.lowest) & np.isfinite(own.highest)
    least, most = (np.where(is_known, end, 0.0) for end in (own.lowest, own.highest))
    unknown = (remainders.inside + remainders.outside) @ (~is_known).astype(np.float64)
    is_told = (unknown == 0) & is_known[remainders.wijk]
    inside = remainders.inside @ least, remainders.inside @ most
    lowest = np.maximum(inside[0], least[remainders.wijk] - remainders.outside @ most)
    highest = np.minimum(inside[1], most[remainders.wijk] - remainders.outside @ least)
    is_sound = is_told & (lowest <= highest)
    return np.where(is_sound, lowest - inside[0], 0.0), np.where(is_sound, inside[1] - highest, 0.0)


def _is_open_count(indicator: Indicator) -> bool:
    is_count = indicator.kind is Kind.COUNT and indicator.aggregation.rule is AggregationRule.SUM
    return is_count and indicator.secrecy.key == _NEVER_SECRET


def _matrix(rows: IntArray, columns: IntArray, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
