"""What a piece of a unit can hold of the unit's surface: of its land or its water it may hold more than its share."""

from collections.abc import Sequence

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cells import BoolArray, UnitCells
from geodata.indicators.aggregating.composed import pieces
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.indicator import Indicator, Kind

_TOTAL = "oppervlakte_totaal"


def are_surfaces(indicators: Sequence[Indicator]) -> BoolArray:
    """Tell of which indicators the amounts are surfaces; of a density it is what is divided by."""
    return np.array([one.kind in {Kind.AREA, Kind.DENSITY} for one in indicators])


def shares_of(cover: Cover, *, is_surface: BoolArray) -> FloatArray:
    """Return the share that entries (rows) count with, per indicator (columns): by surface, or by who lives there."""
    return np.where(is_surface, cover.area_share[:, np.newaxis], cover.share[:, np.newaxis])


def pieces_with_surfaces(
    own: UnitCells, cells: UnitCells, cover: Cover, *, is_surface: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Return the hard bounds of what an entry holds of a count or a surface of its unit.

    Parameters
    ----------
    own
        The cells divided, a column for each of `is_surface`.
    cells
        All cells of the same units, with the total surface where that is known.

    Notes
    -----
    A piece holds its own share of the total surface; of the land or the water no more than that, and no less than what
    does not fit in the rest of the unit.
    """
    lowest, highest = pieces(own, cover, shares_of(cover, is_surface=is_surface))
    if not is_surface.any():
        return lowest, highest
    least, most = _surface_bounds(own, cells, cover)
    is_cut = is_surface & ~cover.is_whole[:, np.newaxis] & own.has_value
    return np.where(is_cut, least, lowest), np.where(is_cut, most, highest)


def _surface_bounds(own: UnitCells, cells: UnitCells, cover: Cover) -> tuple[FloatArray, FloatArray]:
    share = cover.area_share[:, np.newaxis]
    total = np.full((len(cover.area), 1), np.inf)
    if _TOTAL in cells.column_of:
        highest = cells.highest[:, [cells.column_of[_TOTAL]]]
        total = np.where(np.isnan(highest), np.inf, highest)
    is_total = np.array([key == _TOTAL for key in own.keys], dtype=np.bool_)
    lowest = np.where(np.isnan(own.lowest), 0.0, own.lowest)
    own_most = np.where(np.isnan(own.highest), np.inf, own.highest)
    elsewhere = np.where(share < 1, total, 0.0) * np.where(share < 1, 1 - share, 1.0)
    least = np.where(is_total, share * lowest, np.maximum(lowest - elsewhere, 0.0))
    here = np.where(share > 0, total, 0.0) * np.where(share > 0, share, 1.0)
    return least, np.minimum(own_most, here)
