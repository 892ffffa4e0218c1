"""The code and name of the area in each row: one made from the other where a file has only one of them."""

import re
import unicodedata

import pandas as pd

_CODE = re.compile(r"[A-Za-z0-9_\-]+", re.ASCII)
_NOT_IN_A_CODE = re.compile(r"[^a-z0-9]+")


def with_areas(rows_df: pd.DataFrame) -> pd.DataFrame:
    """Fill in the code and name of the area that each row leaves out.

    Parameters
    ----------
    rows_df
        ``gebied`` and ``naam``, '' where the file has none.

    Returns
    -------
    The same with a code in ``gebied`` and a name in ``naam`` wherever the row names an area at all.

    Notes
    -----
    An area without code gets one from its name (``Café-Zuid`` becomes ``cafe-zuid``), not a number, so that it keeps
    its code in the next version, whatever the order of the rows. Where only some rows of an area bear its name, the
    first name holds for all. Letters, digits, '-' and '_' make a code; what has others in it is taken for a name.
    """
    written, names = rows_df["gebied"], rows_df["naam"]
    codes = (written.where(written != "", names)).map(area_code)
    first_names = names[names != ""].groupby(codes[names != ""]).first()
    filled = names.where(names != "", codes.map(first_names)).fillna(written)
    return rows_df.assign(gebied=codes.astype("str"), naam=filled.astype("str"))


def area_code(written: str) -> str:
    """Make a code that can stand in an address from what is written.

    Examples
    --------
    >>> area_code("W-3"), area_code("Café, Zuid"), area_code("")
    ('W-3', 'cafe-zuid', '')
    """
    if _CODE.fullmatch(written):
        return written
    plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_A_CODE.sub("-", plain).strip("-")
