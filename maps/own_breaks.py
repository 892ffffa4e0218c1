"""Class breaks of one's own as somebody writes them in a form: "5;10;20" or "2,5; 7,5"."""

import re
from collections.abc import Iterator

from geodata.errors import InvalidInputError
from maps.numbers import unit_exponent

_NUMBER = re.compile(r"[-\N{MINUS SIGN}]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")


class BreaksTextError(InvalidInputError):
    """Text in which class breaks cannot be read."""

    def __init__(self, written: str, wrong: list[str]) -> None:
        what = "Vul de eigen grenzen in" if not written else f"De eigen grenzen '{written}' zijn niet te lezen"
        named = f": {', '.join(repr(one) for one in wrong)} is geen getal" if wrong else ""
        super().__init__(f"{what}{named}. Schrijf getallen met een komma, en een puntkomma ertussen, zoals 5;7,5;10.")


def parse_breaks(written: str, unit: str) -> tuple[float, ...]:
    """Read class breaks in Dutch notation.

    Parameters
    ----------
    written
        Numbers with semicolons between them, in the unit that figures are shown in: 25.000 (euro), not 25.
    unit
        The indicator's unit.

    Returns
    -------
    tuple
        The breaks in the indicator's unit, in the order in which they are written.

    Raises
    ------
    BreaksTextError
        There is none, or one is not a number.

    Examples
    --------
    >>> parse_breaks("5; 7,5 ;1.000", "%"), parse_breaks("25.000", "× 1.000 euro")
    ((5.0, 7.5, 1000.0), (25.0,))
    """
    parts = [part.strip() for part in written.split(";") if part.strip()]
    wrong = list(_not_numbers(parts))
    if wrong or not parts:
        raise BreaksTextError(written.strip(), wrong)
    numbers = [part.replace(".", "").replace(",", ".").replace("\N{MINUS SIGN}", "-") for part in parts]
    return tuple(float(f"{number}e-{unit_exponent(unit)}") for number in numbers)


def _not_numbers(parts: list[str]) -> Iterator[str]:
    return (part for part in parts if not _NUMBER.fullmatch(part))
