"""Which column of a file holds what: the headings that officers write above units, areas, shares and contacts."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from geodata.errors import SourceError
from geodata.gebieden.levels import Level

# Ours → what people write, the surest first; case, spaces and punctuation aside. "gebied" is a name where another
# column has the area's code.
HEADINGS = {
    "code": ("code", "eenheid", "eenheidcode", "cbscode", "buurtcode", "wijkcode", "bucode", "wkcode", "gwbcode"),
    "gebied": ("gebiedscode", "gebiedcode", "gebiedsnummer", "gebiednummer", "gebied", "area"),
    "naam": ("gebiedsnaam", "gebiednaam", "naamgebied", "naam", "name", "gebied"),
    "aandeel": ("aandeel", "percentage", "pct"),
    "contact_rol": ("contactrol", "rol", "functie"),
    "contact_team": ("contactteam", "team"),
    "eenheid_naam": ("eenheidnaam", "buurtnaam", "wijknaam", "bunaam", "wknaam", "buurt", "wijk"),
}
OF_AREAS = ("gebied", "naam", "contact_rol", "contact_team")
_CODE_HEADING_OF_LEVEL = {Level.BUURT: ("buurtcode", "bucode"), Level.WIJK: ("wijkcode", "wkcode")}
_NOT_A_LETTER = re.compile(r"[\W_]+")


class IndelingColumnsError(SourceError):
    """A file of a clustering lacks columns."""

    def __init__(self, path: Path, missing: Collection[str], present: Collection[str]) -> None:
        super().__init__(
            f"{path.name} mist {', '.join(missing)}; aanwezig: {', '.join(present) or 'geen kolom'}. Verwacht: code "
            "(van een wijk of buurt), gebied en naam in een tabel, of gebied en naam bij de vlakken van een kaart; "
            "van gebied en naam mag er een ontbreken."
        )


def unit_columns(path: Path, headings: Sequence[str], level: Level) -> dict[str, str]:
    """Find the columns of a table of units: ours → the file's.

    Parameters
    ----------
    level
        Of the base units: where a table has codes of buurten and of wijken, these are the ones that count.

    Raises
    ------
    IndelingColumnsError
        There is no column with codes, or none with areas.
    """
    found = _found(headings, [*HEADINGS], first_codes=_CODE_HEADING_OF_LEVEL[level])
    _require(path, found, headings, has_code="code" in found)
    return found


def area_columns(path: Path, headings: Sequence[str]) -> dict[str, str]:
    """Find the columns of a map of areas: ours → the file's.

    Raises
    ------
    IndelingColumnsError
        There is no column with areas.
    """
    found = _found(headings, OF_AREAS)
    _require(path, found, headings)
    return found


def names_units(headings: Sequence[str]) -> bool:
    """Tell whether a row may be the one with the headings of a table of units."""
    return bool({_plain(heading) for heading in headings} & {*HEADINGS["code"]})


def names_areas(headings: Sequence[str]) -> bool:
    """Tell whether a layer has columns that name areas."""
    return bool(_found(headings, ["gebied", "naam"]))


def _found(headings: Sequence[str], wanted: Collection[str], *, first_codes: Sequence[str] = ()) -> dict[str, str]:
    """Give each wanted column the surest heading that no other has taken."""
    left = {_plain(heading): heading for heading in reversed(headings)}
    found = {}
    for column in wanted:
        synonyms = [*(first_codes if column == "code" else ()), *HEADINGS[column]]
        known = next((name for name in synonyms if name in left), None)
        if known is not None:
            found[column] = left.pop(known)
    return found


def _require(path: Path, found: dict[str, str], headings: Sequence[str], *, has_code: bool = True) -> None:
    has_area = "gebied" in found or "naam" in found
    missing = [*([] if has_code else ["code"]), *([] if has_area else ["gebied of naam"])]
    if missing:
        raise IndelingColumnsError(path, missing, headings)


def _plain(heading: str) -> str:
    return _NOT_A_LETTER.sub("", heading).casefold()
