"""What the page of a comparison was given to show."""

from dataclasses import dataclass

from api.comparing.amounts import Scale
from geodata.indelingen.comparing.comparison import Comparison
from geodata.indelingen.comparing.ground import Labelling, Study
from geodata.indicators.studies import RegisteredStudy


@dataclass(frozen=True)
class Compared:
    """What was read and compared: ``pair`` are the numbers of the two that are shown side by side."""

    registered: RegisteredStudy
    scale: Scale
    comparisons: dict[tuple[int, int], Comparison]
    pair: tuple[int, int]

    @property
    def study(self) -> Study:
        """The clusterings on their ground."""
        return self.registered.study

    @property
    def shown(self) -> tuple[Labelling, Labelling]:
        """The two that are shown."""
        first, other = self.pair
        return self.study.labellings[first], self.study.labellings[other]
