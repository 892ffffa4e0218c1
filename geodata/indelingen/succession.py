"""Which version of a clustering gives way when another is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.errors import ConflictError


@dataclass(frozen=True)
class Validity:
    """From when to when a version is valid, both days included; without an end until further notice."""

    id: int
    name: str
    valid_from: date
    valid_to: date | None

    def overlaps(self, other: "Validity") -> bool:
        """Tell whether there is a day on which both are valid."""
        return self.valid_from <= (other.valid_to or date.max) and other.valid_from <= (self.valid_to or date.max)

    @property
    def eve(self) -> date:
        """The last day before it is valid."""
        return self.valid_from - timedelta(days=1)


class SuccessorTooEarlyError(ConflictError):
    """A version would be valid before, or from the same day as, an adopted one that it would have to follow."""

    def __init__(self, new: Validity, adopted: Validity) -> None:
        super().__init__(
            f"{new.name} geldt vanaf {new.valid_from:%d-%m-%Y}, en {adopted.name} is vastgesteld vanaf "
            f"{adopted.valid_from:%d-%m-%Y}: een opvolger gaat later in dan wat hij opvolgt. Lees de nieuwe versie "
            "opnieuw met een latere ingangsdatum (--geldig-vanaf, of valid_from in het register), of met een "
            "einddatum die ervoor ligt."
        )


def replaced_by(new: Validity, adopted: Sequence[Validity]) -> Validity | None:
    """Return which of the adopted versions lapses on the eve of a new one; None where none is valid at that time.

    Parameters
    ----------
    adopted
        The other versions of the same clustering that are adopted; no two of them are valid on one day.

    Raises
    ------
    SuccessorTooEarlyError
        One of them begins on the same day or later, while the new one is still valid.

    Examples
    --------
    >>> first = Validity(1, "GM0828.wijkfoto.1", date(2022, 1, 1), None)
    >>> second = Validity(2, "GM0828.wijkfoto.2", date(2024, 6, 1), None)
    >>> replaced_by(second, [first]).name, second.eve
    ('GM0828.wijkfoto.1', datetime.date(2024, 5, 31))
    """
    overlapping = sorted((one for one in adopted if one.overlaps(new)), key=lambda one: one.valid_from)
    if overlapping and overlapping[-1].valid_from >= new.valid_from:
        raise SuccessorTooEarlyError(new, overlapping[-1])
    return overlapping[-1] if overlapping else None
