"""The figures of areas by indicator, as arrays; and one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.cells import STATUSES
from geodata.indicators.figure import Figure


@dataclass(frozen=True)
class AreaFigures:
    """Figures of areas (rows) by indicator (columns); NaN where there is no value, or no bound is known.

    Parameters
    ----------
    keys
        Keys of the indicators.
    status
        Numbers of `geodata.indicators.aggregating.cells.STATUSES`.
    """

    keys: tuple[str, ...]
    value: FloatArray
    lowest: FloatArray
    highest: FloatArray
    likely_lowest: FloatArray
    likely_highest: FloatArray
    status: IntArray
    coverage: FloatArray
    estimated_share: FloatArray

    def figure(self, area: int, key: str) -> Figure:
        """Return one figure."""
        place = area, self.keys.index(key)

        def known(array: FloatArray) -> float | None:
            return None if np.isnan(array[place]) else float(array[place])

        return Figure(
            value=known(self.value),
            lowest=known(self.lowest),
            highest=known(self.highest),
            likely_lowest=known(self.likely_lowest),
            likely_highest=known(self.likely_highest),
            status=STATUSES[self.status[place]],
            coverage=float(self.coverage[place]),
            estimated_share=float(self.estimated_share[place]),
        )

    def rows(self, rows: Sequence[int]) -> "AreaFigures":
        """Return the figures of some areas, by their numbers."""
        arrays = {field.name: getattr(self, field.name)[rows] for field in fields(AreaFigures)[1:]}
        return AreaFigures(self.keys, **arrays)

    def columns(self, columns: Sequence[int]) -> "AreaFigures":
        """Return the figures of some indicators, by their columns."""
        arrays = {field.name: np.take(getattr(self, field.name), columns, axis=1) for field in fields(AreaFigures)[1:]}
        return AreaFigures(tuple(self.keys[column] for column in columns), **arrays)


def nothing_for(area_count: int) -> AreaFigures:
    """Return the figures of areas of which nothing can be told."""
    nothing = np.empty((area_count, 0))
    return AreaFigures(
        (),
        value=nothing,
        lowest=nothing,
        highest=nothing,
        likely_lowest=nothing,
        likely_highest=nothing,
        status=nothing.astype(np.int64),
        coverage=nothing,
        estimated_share=nothing,
    )


def side_by_side(parts: Sequence[AreaFigures]) -> AreaFigures:
    """Put the figures of the same areas for several groups of indicators together."""
    names = [field.name for field in fields(AreaFigures)[1:]]
    arrays = {name: np.concatenate([getattr(part, name) for part in parts], axis=1) for name in names}
    return AreaFigures(tuple(key for part in parts for key in part.keys), **arrays)
