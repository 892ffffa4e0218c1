"""What changed in a gebied over the years by more than noise explains, and of how much that cannot be said."""

from dataclasses import dataclass

from geodata.indicators.comparing.signals import Signal
from geodata.indicators.comparing.trends import Change, ChangeWord
from geodata.wijkfoto.standouts import gap_of
from geodata.wijkfoto.wijkfoto import Line, Wijkfoto


@dataclass(frozen=True)
class Changed:
    """A line that changed; ``gap`` is by how much at least, as a part of the larger figure."""

    line: Line
    change: Change
    gap: float

    @property
    def signal(self) -> Signal | None:
        """Whether it is for the better; None where the indicator calls neither way better."""
        return self.change.judgement.signal


@dataclass(frozen=True)
class Changes:
    """The lines that changed, the largest change first.

    Of the others, ``steady_count`` have no change beyond noise, of ``insufficient_count`` too little is known, and
    ``single_count`` have no earlier figure that is comparable.
    """

    lines: tuple[Changed, ...]
    steady_count: int
    insufficient_count: int
    single_count: int


_CHANGED = frozenset({ChangeWord.ROSE, ChangeWord.FELL})


def changes_of(found: Wijkfoto) -> Changes:
    """Find what changed since the first year that each line can be compared with; each indicator counts once."""
    themes = [line for theme in found.themes for line in theme.lines if line.newest]
    lines = {line.indicator.key: line for line in [*found.key_figures, *themes] if line.newest}
    pairs = [(line, line.since_first) for line in lines.values() if line.since_first]
    changed = [Changed(line, change, _gap(change)) for line, change in pairs if change.word in _CHANGED]
    words = [change.word for _, change in pairs]
    return Changes(
        lines=tuple(sorted(changed, key=lambda one: (-one.gap, one.line.indicator.key))),
        steady_count=words.count(ChangeWord.INDISTINGUISHABLE),
        insufficient_count=words.count(ChangeWord.INSUFFICIENT),
        single_count=len(lines) - len(pairs),
    )


def _gap(change: Change) -> float:
    return gap_of(change.judgement.difference, change.earlier.figure.value, change.later.figure.value)
