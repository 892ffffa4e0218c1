"""Wijken of which an area holds some buurten but not all: what it holds is also the wijk less the other buurten.

The publisher's own total of the wijk, rounded once, can say more than the sum of its buurten, each of them rounded: of
a wijk less one buurt that is 8 either way, where the sum of the other nineteen leaves 76. The two are rounded by lots
of their own, so that the best estimate is their mean, each weighed by the inverse of its variance (Aitken, "On least
squares and linear combination of observations", 1936).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.cells import BoolArray, UnitCells
from geodata.indicators.aggregating.composed import Composed, half_width, inward
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
    """Let the published totals of wijken that lie partly in an area say what they can of its counts.

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
    columns = [number for number, one in enumerate(indicators) if is_open_count(one)]
    remainders = remainders_of(cover)
    if not columns or not len(remainders.area):
        return composed
    own = cells.columns([cells.column_of[indicators[number].key] for number in columns])
    change = _change(remainders, own)
    per_area = _matrix(remainders.area, np.arange(len(remainders.area)), (cover.area_count, len(remainders.area)))
    changed = _with_change(composed.columns(columns), *(per_area @ part for part in change))
    return composed.with_columns(columns, changed)


def extra_weights(key: str, cells: UnitCells, cover: Cover, catalogue: Catalogue) -> dict[int, float]:
    """Return by how much units weigh more, or less, in the count of the one area of a cover, by their row.

    A wijk that lies partly in it has a positive weight, its buurten the negative of that.
    """
    remainders = remainders_of(cover)
    if not is_open_count(catalogue.indicator(key)) or not len(remainders.area):
        return {}
    weight = _wijk_weight(remainders, cells.columns([cells.column_of[key]]))[:, 0]
    buurten = (remainders.inside + remainders.outside).T @ -weight
    extra = buurten + np.bincount(remainders.wijk, weight, minlength=len(buurten))
    return {int(row): float(extra[row]) for row in np.flatnonzero(extra)}


def _change(remainders: Remainders, own: UnitCells) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return what the total of the wijk adds to the estimate, its variance, and the bounds of each remainder (rows)."""
    is_sound = _is_sound(remainders, own)
    weight = _wijk_weight(remainders, own)
    value, variance = (_or_nothing(array) for array in (own.value, own.variance))
    inside, outside = _sums(remainders, value)
    of_sum, of_rest = _variances(remainders, variance)
    shift = weight * (value[remainders.wijk] - outside - inside)
    gain = np.divide(of_sum * of_rest, of_sum + of_rest, out=of_sum.copy(), where=weight > 0) - of_sum
    lower, higher = _bounds(remainders, own)
    ends = _sums(remainders, _or_nothing(own.lowest))[0], _sums(remainders, _or_nothing(own.highest))[0]
    return shift, gain, np.where(is_sound, lower - ends[0], 0.0), np.where(is_sound, higher - ends[1], 0.0)


def _with_change(
    composed: Composed, shift: FloatArray, gain: FloatArray, lower: FloatArray, higher: FloatArray
) -> Composed:
    is_whole = np.ones(shift.shape, dtype=np.bool_)
    before = _or_nothing(composed.variance)  # without bound where nobody knows how units that are cut differ
    after = np.where(np.isfinite(composed.variance), np.maximum(before + gain, 0.0), before)
    narrower = half_width(before, is_whole=is_whole) - half_width(after, is_whole=is_whole)
    lowest, highest = composed.lowest + lower, composed.highest + higher
    return replace(
        composed,
        value=composed.value + shift,
        variance=composed.variance + gain,
        lowest=lowest,
        highest=highest,
        likely_lowest=np.fmax(lowest, inward(composed.likely_lowest + shift + narrower, up=True, is_whole=is_whole)),
        likely_highest=np.fmin(
            highest, inward(composed.likely_highest + shift - narrower, up=False, is_whole=is_whole)
        ),
    )


def _wijk_weight(remainders: Remainders, own: UnitCells) -> FloatArray:
    """Return how much the wijk less the buurten outside counts beside the sum of those inside: 0 to 1."""
    of_sum, of_rest = _variances(remainders, _or_nothing(own.variance))
    total = of_sum + of_rest
    weight = np.divide(of_sum, total, out=np.zeros(total.shape), where=total > 0)
    return np.where(_is_sound(remainders, own), weight, 0.0)


def _variances(remainders: Remainders, variance: FloatArray) -> tuple[FloatArray, FloatArray]:
    inside, outside = _sums(remainders, variance)
    return inside, variance[remainders.wijk] + outside


def _sums(remainders: Remainders, amounts: FloatArray) -> tuple[FloatArray, FloatArray]:
    return remainders.inside @ amounts, remainders.outside @ amounts


def _bounds(remainders: Remainders, own: UnitCells) -> tuple[FloatArray, FloatArray]:
    """Return the bounds of each remainder: of the sum of the buurten inside, and of the wijk less those outside."""
    least, most = _or_nothing(own.lowest), _or_nothing(own.highest)
    (inside_least, outside_least), (inside_most, outside_most) = _sums(remainders, least), _sums(remainders, most)
    return (
        np.maximum(inside_least, least[remainders.wijk] - outside_most),
        np.minimum(inside_most, most[remainders.wijk] - outside_least),
    )


def _is_sound(remainders: Remainders, own: UnitCells) -> BoolArray:
    """Tell where all is published, and the buurten can make up the wijk."""
    is_known = own.has_value & np.isfinite(own.lowest) & np.isfinite(own.highest)
    unknown = (remainders.inside + remainders.outside) @ (~is_known).astype(np.float64)
    lowest, highest = _bounds(remainders, own)
    return np.asarray((unknown == 0) & is_known[remainders.wijk] & (lowest <= highest))


def is_open_count(indicator: Indicator) -> bool:
    """Tell whether an indicator is a count that is never withheld, of which a wijk is the sum of its buurten."""
    is_count = indicator.kind is Kind.COUNT and indicator.aggregation.rule is AggregationRule.SUM
    return is_count and indicator.secrecy.key == _NEVER_SECRET


def _or_nothing(array: FloatArray) -> FloatArray:
    """Return 0 for what is not known: those remainders take no part."""
    return np.where(np.isfinite(array), array, 0.0)


def _matrix(rows: IntArray, columns: IntArray, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
