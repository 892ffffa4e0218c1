"""What is wrong, or worth knowing, in a clustering that somebody hands in."""

from dataclasses import dataclass
from enum import StrEnum

from geodata.gebieden.levels import Level

_TO_DUTCH = str.maketrans(",.", ".,")


class Severity(StrEnum):
    """What a finding does: an error stops publishing, a warning is for the owner to look at."""

    ERROR = "fout"
    WARNING = "waarschuwing"


@dataclass(frozen=True)
class Finding:
    """One thing found: its kind, a sentence for whoever must mend it, and where it is.

    ``row`` is the row of the file (the number that a spreadsheet or editor shows), ``code`` the unit or area.
    """

    kind: str
    severity: Severity
    message: str
    row: int | None = None
    code: str | None = None


def dutch(number: float, decimals: int = 0) -> str:
    """Write a number as Dutch readers do.

    Examples
    --------
    >>> dutch(1285), dutch(0.256, 1)
    ('1.285', '0,3')
    """
    return f"{number:,.{decimals}f}".translate(_TO_DUTCH)


def people_text(people: float) -> str:
    """Say how many people; NaN is unknown.

    Examples
    --------
    >>> people_text(1285.0), people_text(1.0), people_text(float("nan"))
    ('1.285 inwoners', '1 inwoner', 'inwonertal onbekend')
    """
    if people != people:  # noqa: PLR0124 - NaN is unlike itself
        return "inwonertal onbekend"
    return f"{dutch(people)} inwoner{'s' if round(people) != 1 else ''}"


def share_text(share: float) -> str:
    """Write a share as a percentage; a small one with the decimals that it needs.

    Examples
    --------
    >>> share_text(0.4), share_text(0.876), share_text(0.00041)
    ('40%', '87,6%', '0,04%')
    """
    decimals = 2 if share < 0.001 else 1
    return f"{dutch(share * 100, decimals)}%".replace(",0%", "%")


def area_text(area_m2: float) -> str:
    """Write an area in the unit that fits it.

    Examples
    --------
    >>> area_text(1234.4), area_text(2_560_000)
    ('1.234 m²', '2,56 km²')
    """
    return f"{dutch(area_m2)} m²" if area_m2 < 100_000 else f"{dutch(area_m2 / 1_000_000, 2)} km²"


def units_text(count: int, level: Level) -> str:
    """Say how many units.

    Examples
    --------
    >>> units_text(1, Level.BUURT), units_text(4, Level.WIJK)
    ('1 buurt', '4 wijken')
    """
    return f"{count} {level}{'en' if count != 1 else ''}"
