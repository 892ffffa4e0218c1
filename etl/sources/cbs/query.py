"""Which rows of a table are asked for: the condition on codes, and the check of what came."""

import pandas as pd

from geodata.gebieden.codes import LAND_CODE

DIMENSION = "WijkenEnBuurten"
"""CBS's name of the dimension of a table that holds the codes of areas."""


def starting_with(*prefixes: str) -> str:
    """Write the condition on codes that both protocols understand, padded codes or not."""
    return " or ".join(f"startswith({DIMENSION},'{prefix}')" for prefix in prefixes)


def rows_around(gemeente_code: str) -> str:
    """Write the condition on codes for a gemeente: the country, all gemeenten, its own wijken and buurten.

    All gemeenten come along because only they tell a topic that is not published yet from one that is secret here.
    """
    number = gemeente_code[2:]
    return starting_with(LAND_CODE, "GM", f"WK{number}", f"BU{number}")


def is_wanted(codes: pd.Index, gemeente_code: str | None) -> pd.Series:
    """Tell by code which were asked for: all, or the country and one gemeente with all in it.

    A condition on codes in the request is not enough: the rows of other gemeenten come along as evidence.
    """
    pattern = "" if gemeente_code is None else rf"(?:{LAND_CODE}$|(?:GM|WK|BU){gemeente_code[2:]})"
    return codes.to_series().str.match(pattern)
