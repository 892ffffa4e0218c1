"""A figure with what it is worth: its hard range, its 95 % range, its status, and how much of the area it covers."""

from dataclasses import dataclass

from geodata.indicators.status import Status


@dataclass(frozen=True)
class Figure:
    """What an indicator comes to for an area.

    Parameters
    ----------
    value
        Best estimate; None where there is none to give.
    lowest, highest
        Hard bounds: what the publisher's rules leave possible. None where no bound is known.
    likely_lowest, likely_highest
        The 95 % range under rounding by lot and sampling; None where it is no narrower than the hard bounds.
    coverage
        Share of the area's weight behind the value, 0 to 1.
    estimated_share
        Share of the area's weight that was carried over or divided by estimate, 0 to 1.
    """

    value: float | None
    lowest: float | None = None
    highest: float | None = None
    likely_lowest: float | None = None
    likely_highest: float | None = None
    status: Status = Status.EXACT
    coverage: float = 1.0
    estimated_share: float = 0.0

    def hard_range(self) -> tuple[float, float] | None:
        """Return the lowest and highest that the truth can be; None where either is not known."""
        return self._range(self.lowest, self.highest)

    def likely_range(self) -> tuple[float, float] | None:
        """Return the 95 % range, or the hard range where that is all there is; None where it is not known."""
        lowest = self.lowest if self.likely_lowest is None else self.likely_lowest
        highest = self.highest if self.likely_highest is None else self.likely_highest
        return self._range(lowest, highest)

    def _range(self, lowest: float | None, highest: float | None) -> tuple[float, float] | None:
        if lowest is None and highest is None and self.value is not None and self.status is Status.EXACT:
            return self.value, self.value
        return None if lowest is None or highest is None else (lowest, highest)
