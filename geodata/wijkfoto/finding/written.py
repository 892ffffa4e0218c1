"""What people type for an area: words without accents, and the codes that it can stand for."""

import re
import unicodedata

from geodata.gebieden.codes import MalformedCodeError, OtherLevelError, normalised_code, suggested_code
from geodata.gebieden.levels import Level

_WORD = re.compile(r"[^\W_]+")
_CODE_START = re.compile(r"(nl|gm|wk|bu)\d[\w.]*", re.ASCII)
_NUMBER = re.compile(r"[\d\s]+[a-z]?[\d\s]*", re.ASCII)
_CODED_LEVELS = (Level.GEMEENTE, Level.WIJK, Level.BUURT)
_LATIN = [chr(number) for number in range(0xC0, 0x180)]
# Signs that part words: an apostrophe too, which is written in two ways.
_PARTING = "-'\N{RIGHT SINGLE QUOTATION MARK}.,()/&:;+"


def without_accents(text: str) -> str:
    """Return a text in small letters without accents.

    Examples
    --------
    >>> without_accents("Súdwest-Fryslân")
    'sudwest-fryslan'
    """
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """Return the words of a text, in small letters without accents.

    Examples
    --------
    >>> words_of("'s-Hertogenbosch (Oost)")
    ['s', 'hertogenbosch', 'oost']
    """
    return _WORD.findall(without_accents(text))


def letters_to_plain() -> tuple[str, str]:
    """Return signs, and in the same order what a database has to make of each, so that names hold `words_of` a text."""
    accented = [letter for letter in _LATIN if len(without_accents(letter)) == 1 and without_accents(letter) != letter]
    plain = "".join(map(without_accents, accented)) + " " * len(_PARTING)
    return "".join(accented) + _PARTING, plain


def code_start(text: str) -> str:
    """Return a text as the start of a code, in small letters; empty where it does not look like one.

    Examples
    --------
    >>> code_start("WK 0828"), code_start("GM0828.ibor"), code_start("buurt")
    ('wk0828', 'gm0828.ibor', '')
    """
    tidy = "".join(text.lower().split())
    return tidy if _CODE_START.fullmatch(tidy) else ""


def possible_codes(text: str) -> list[str]:
    """Return the codes that a text can stand for: with zeros lost, or without what comes before the number.

    Examples
    --------
    >>> possible_codes("gm828"), possible_codes("82806"), possible_codes("Oss")
    (['GM0828'], ['WK082806', 'BU00082806'], [])
    """
    if code_start(text):
        return [code] if (code := suggested_code(text)) else []
    if not _NUMBER.fullmatch(text.strip().lower()):
        return []
    return [code for level in _CODED_LEVELS if (code := _read_as(text, level))]


def _read_as(text: str, level: Level) -> str | None:
    try:
        return normalised_code(text, level)
    except (MalformedCodeError, OtherLevelError):
        return None
