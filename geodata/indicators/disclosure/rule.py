"""The rule that a publication of counts keeps: which counts are withheld, and what anyone may know of them."""

from dataclasses import dataclass

import numpy as np

from geodata.errors import InvalidInputError
from geodata.indelingen.comparing.ground import IntArray
from geodata.indelingen.proposal.blocks import BoolArray

LOWEST_THRESHOLD = 3


class ThresholdTooLowError(InvalidInputError):
    """Under this threshold a withheld count would give itself away."""

    def __init__(self, threshold: int) -> None:
        super().__init__(
            f"Een drempel van {threshold} beschermt niets: wat dan wordt weggelaten, kan maar één aantal zijn. Neem "
            f"{LOWEST_THRESHOLD} of hoger; gebruikelijk zijn 5 en 10."
        )


@dataclass(frozen=True)
class Rule:
    """A minimum cell size.

    Parameters
    ----------
    threshold
        A count below it is withheld: 1 up to ``threshold`` - 1.
    shows_zeros
        Whether a count of 0 is published: it tells of nobody. Otherwise it is withheld as any count below the
        threshold is.

    Notes
    -----
    A minimum frequency rule (Willenborg and De Waal, "Elements of Statistical Disclosure Control", 2001; Hundepool and
    others, "Statistical Disclosure Control", 2012, section 4.2). What is withheld for it is called primary; what is
    withheld besides, so that no primary count follows by subtraction, secondary.
    """

    threshold: int
    shows_zeros: bool = True

    def __post_init__(self) -> None:
        if self.threshold < LOWEST_THRESHOLD:
            raise ThresholdTooLowError(self.threshold)

    @property
    def lowest(self) -> int:
        """The lowest count that is withheld."""
        return 1 if self.shows_zeros else 0

    def are_sensitive(self, counts: IntArray) -> BoolArray:
        """Tell which counts the rule withholds."""
        return np.asarray((counts >= self.lowest) & (counts < self.threshold), dtype=np.bool_)

    def can_be_withheld(self, counts: IntArray) -> BoolArray:
        """Tell which counts may be withheld at all: everybody knows that a withheld one is not a shown zero."""
        return np.asarray(counts >= self.lowest, dtype=np.bool_)
