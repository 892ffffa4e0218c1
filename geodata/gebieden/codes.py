"""CBS's codes of gemeenten, wijken and buurten: what is one, its level, its parents, and what people write for it."""

import re

import numpy as np
import pandas as pd

from geodata.errors import InvalidInputError
from geodata.gebieden.levels import Level

LAND_CODE = "NL00"
CODE_PATTERN = r"NL00|GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}"
"""Since 2023 the part of the wijk and of the buurt may hold letters (Amsterdam: WK0363MB, BU0363AD07)."""

_CODE = re.compile(CODE_PATTERN, re.ASCII)
_LEVEL_OF_PREFIX = {"NL": Level.LAND, "GM": Level.GEMEENTE, "WK": Level.WIJK, "BU": Level.BUURT}
_PREFIX_OF_LEVEL = {level: prefix for prefix, level in _LEVEL_OF_PREFIX.items()}
_LENGTH_AFTER_PREFIX = {"NL": 2, "GM": 4, "WK": 6, "BU": 8}
_SPACING = re.compile(r"[\s\-]+")
_WHOLE_NUMBER_WITH_FRACTION = re.compile(r"(\d+)[.,]0", re.ASCII)


class MalformedCodeError(InvalidInputError):
    """What is written is not a CBS code, and cannot be read as one without guessing."""

    def __init__(self, written: str, *, suggestion: str | None = None) -> None:
        hint = f"Bedoelt u {suggestion}? " if suggestion else ""
        super().__init__(
            f"'{written}' is geen CBS-code. {hint}Verwacht: GM met 4 cijfers (gemeente), WK met 4 cijfers en 2 tekens "
            "(wijk), BU met 4 cijfers en 4 tekens (buurt), of NL00."
        )
        self.written = written
        self.suggestion = suggestion


class OtherLevelError(InvalidInputError):
    """A CBS code is of another level than was asked for."""

    def __init__(self, code: str, *, level: Level, expected: Level) -> None:
        super().__init__(f"'{code}' is de code van een {level}; verwacht is de code van een {expected}.")


def is_cbs_code(code: str) -> bool:
    """Tell whether `code` is written exactly as CBS does.

    Examples
    --------
    >>> is_cbs_code("BU0363AD07"), is_cbs_code("bu0363ad07")
    (True, False)
    """
    return _CODE.fullmatch(code) is not None


def are_cbs_codes(codes: pd.Series) -> pd.Series:
    """Tell per row whether it is written exactly as CBS does; a missing code is not."""
    numbers, distinct = pd.factorize(codes)  # a missing code has number -1: the last of the answers
    answers = np.array([*(is_cbs_code(str(code)) for code in distinct), False])
    return pd.Series(answers[numbers], index=codes.index)


def level_of(code: str) -> Level:
    """Read the level from a CBS code.

    Raises
    ------
    MalformedCodeError
        `code` is not a CBS code.

    Examples
    --------
    >>> level_of("WK082806").value
    'wijk'
    """
    if not is_cbs_code(code):
        raise MalformedCodeError(code, suggestion=suggested_code(code))
    return _LEVEL_OF_PREFIX[code[:2]]


def levels_of(codes: pd.Series) -> pd.Series:
    """Read the level of each CBS code, as the value of `Level`; missing where it is not a CBS code."""
    prefixes = codes.where(are_cbs_codes(codes)).str[:2]
    return prefixes.map({prefix: level.value for prefix, level in _LEVEL_OF_PREFIX.items()}).astype("str")


def gemeente_code_of(code: str) -> str | None:
    """Derive the code of the gemeente that a gemeente, wijk or buurt lies in; None for the country.

    Raises
    ------
    MalformedCodeError
        `code` is not a CBS code.

    Examples
    --------
    >>> gemeente_code_of("BU0363AD07")
    'GM0363'
    """
    return None if level_of(code) is Level.LAND else f"GM{code[2:6]}"


def wijk_code_of(code: str) -> str | None:
    """Derive the code of the wijk that a wijk or buurt lies in; None for the country and a gemeente.

    Raises
    ------
    MalformedCodeError
        `code` is not a CBS code.

    Examples
    --------
    >>> wijk_code_of("BU0363AD07")
    'WK0363AD'
    """
    return f"WK{code[2:8]}" if level_of(code) in {Level.WIJK, Level.BUURT} else None


def gemeente_codes_of(codes: pd.Series) -> pd.Series:
    """Derive the gemeente code of each CBS code; missing for the country and for what is not a CBS code."""
    has_gemeente = are_cbs_codes(codes) & (codes != LAND_CODE)
    return ("GM" + codes.str[2:6]).where(has_gemeente)


def wijk_codes_of(codes: pd.Series) -> pd.Series:
    """Derive the wijk code of each CBS code; missing for gemeenten, the country and what is not a CBS code."""
    has_wijk = are_cbs_codes(codes) & codes.str[:2].isin(["WK", "BU"])
    return ("WK" + codes.str[2:8]).where(has_wijk)


def parent_codes_of(codes: pd.Series) -> pd.Series:
    """Derive the code one level up: a buurt's wijk, a wijk's gemeente; missing for gemeenten and the country."""
    prefixes = codes.str[:2]
    parents = wijk_codes_of(codes).where(prefixes == "BU")
    return parents.where(prefixes != "WK", gemeente_codes_of(codes))


def normalised_code(written: str, level: Level | None = None) -> str:
    """Read a CBS code from what people and programs write for it.

    Parameters
    ----------
    written
        A code with padding or spacing or in lower case; with `level` also without its prefix, as spreadsheets and
        postcode files hold it, with leading zeros lost or turned into a number (``828``, ``82806.0``).
    level
        Level of CBS that `written` is known to have.

    Raises
    ------
    MalformedCodeError
        It cannot be read without guessing; the message suggests a code where one is likely.
    OtherLevelError
        It is a CBS code, but not of `level`.

    Examples
    --------
    >>> normalised_code(" bu08280601 "), normalised_code("82806.0", Level.WIJK)
    ('BU08280601', 'WK082806')
    """
    code = _tidied(written)
    if level is not None and code[:2] not in _LEVEL_OF_PREFIX:
        code = _with_prefix(code, _PREFIX_OF_LEVEL[level])
    if not is_cbs_code(code):
        raise MalformedCodeError(written, suggestion=suggested_code(written, level))
    if level is not None and level_of(code) is not level:
        raise OtherLevelError(code, level=level_of(code), expected=level)
    return code


def normalised_codes(written: pd.Series, level: Level | None = None) -> pd.Series:
    """Read the CBS code in each row as `normalised_code` does.

    Returns
    -------
    The codes. What cannot be read without guessing stays as it is written, for a check to name it; missing stays so.
    """
    readings = {}
    for value in written.dropna().unique():
        try:
            readings[value] = normalised_code(str(value), level)
        except (MalformedCodeError, OtherLevelError):
            readings[value] = str(value).strip()
    return written.map(readings).astype("str")


def suggested_code(written: str, level: Level | None = None) -> str | None:
    """Suggest the code that is likely meant: a letter O for a zero, or zeros lost after the prefix; None if unclear."""
    tidy = _SPACING.sub("", written).upper()
    rest = tidy[2:] if tidy[:2] in _LENGTH_AFTER_PREFIX else tidy
    prefix = tidy[:2] if rest != tidy else _prefix_for(rest, level)
    code = _with_prefix(rest[:4].replace("O", "0") + rest[4:], prefix) if prefix else ""
    return code if is_cbs_code(code) else None


def _prefix_for(code: str, level: Level | None) -> str | None:
    """Find the prefix that belongs to a level, or else to the length of a code without one."""
    prefix_of_length = {length: prefix for prefix, length in _LENGTH_AFTER_PREFIX.items() if prefix != "NL"}
    return _PREFIX_OF_LEVEL[level] if level is not None else prefix_of_length.get(len(code))


def _tidied(written: str) -> str:
    """Take away padding, spacing, lower case and the fraction of a number such as 8280601.0."""
    number = _WHOLE_NUMBER_WITH_FRACTION.fullmatch(written.strip())
    return number[1] if number else _SPACING.sub("", written).upper()


def _with_prefix(code: str, prefix: str) -> str:
    """Add a prefix, and the zeros that a number lost in front; at most three, for no gemeente has number 0000."""
    length = _LENGTH_AFTER_PREFIX[prefix]
    return prefix + code.zfill(length) if length - 3 <= len(code) <= length else code
