"""How long a search may go on."""

import time
from dataclasses import dataclass, field

from geodata.indelingen.proposal.model import IsCancelled


@dataclass(frozen=True)
class Clock:
    """A stopwatch with a limit, which whoever asked may stop as well."""

    limit_s: float
    is_cancelled: IsCancelled | None = None
    _begin: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._begin

    @property
    def left_s(self) -> float:
        """Until the limit; 0 once it is over or cancelled."""
        return 0.0 if self.is_cancelled is not None and self.is_cancelled() else max(0.0, self.limit_s - self.seconds)

    @property
    def is_up(self) -> bool:
        """Whether the search has to end."""
        return self.left_s <= 0.0

    def first(self, share: float) -> "Clock":
        """Return a clock that started when this one did, and runs for a share of its time."""
        return Clock(self.limit_s * share, self.is_cancelled, self._begin)
