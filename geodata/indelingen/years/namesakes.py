"""Which unit of one year may be which of another, judged by code and name alone: suggestions for whoever decides."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

import numpy as np
import pandas as pd

from geodata.gebieden.codes import gemeente_codes_of, parent_codes_of

SUGGESTION_COLUMNS = ("code", "other_code", "reason")

_NEAREST = 3
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")

_Pair = tuple[str, str]


class Suggestion(StrEnum):
    """Why two units may be the same, the strongest first; the value is the Dutch for it."""

    SAME_CODE = "zelfde code"
    SAME_NAME = "zelfde naam"
    NAME_INSIDE = "de ene naam staat in de andere"
    NEAR_CODE = "nabije code onder hetzelfde gebied"


def suggested_pairs(old_df: pd.DataFrame, new_df: pd.DataFrame) -> pd.DataFrame:
    """Suggest which old unit became which new one.

    Parameters
    ----------
    old_df, new_df
        Units of which it is not known: ``code`` (CBS) and ``name`` (may be missing).

    Returns
    -------
    ``code`` (old), ``other_code`` (new) and ``reason``, a `Suggestion`: the strongest reasons first.

    Notes
    -----
    Units of the same code, and of the same name in one gemeente (or a name that is unique in both years: a gemeente may
    have got another code). Of units without such a namesake, those in the gemeente of which one name has all words of
    the other, in that order: "De Elzen" and "De Tillaard en De Elzen". Of what is then still alone, the nearest three
    by number under the same wijk (of wijken: in the same gemeente).
    """
    if old_df.empty or new_df.empty:
        return pd.DataFrame(columns=list(SUGGESTION_COLUMNS), dtype="str")
    old_df, new_df = _with_keys(old_df), _with_keys(new_df)
    found = dict.fromkeys(_same_code(old_df, new_df), Suggestion.SAME_CODE)
    found = dict.fromkeys(_same_name(old_df, new_df), Suggestion.SAME_NAME) | found
    found = dict.fromkeys(_name_inside(old_df, new_df, set(found)), Suggestion.NAME_INSIDE) | found
    found = dict.fromkeys(_near_code(old_df, new_df, set(found)), Suggestion.NEAR_CODE) | found
    strength = list(Suggestion)
    rows = [(*pair, reason.value) for pair, reason in sorted(found.items(), key=lambda item: strength.index(item[1]))]
    return pd.DataFrame(rows, columns=list(SUGGESTION_COLUMNS), dtype="str")


def _with_keys(units_df: pd.DataFrame) -> pd.DataFrame:
    """Add the words of the name, the gemeente, the area one level up, and the number under it."""
    codes = units_df["code"].astype("str")
    return pd.DataFrame(
        {
            "code": codes,
            "words": [_words(name) for name in units_df["name"]],
            "gemeente": gemeente_codes_of(codes),
            "parent": parent_codes_of(codes),
        }
    )


def _words(name: object) -> str:
    """Spell a name in plain lower-case words with a space around each; empty where there is none.

    Examples
    --------
    >>> _words("Berghemseweg-Zuid"), _words("Sint Agatha (Cuijk)"), _words(None)
    (' berghemseweg zuid ', ' sint agatha cuijk ', '')
    """
    if not isinstance(name, str):
        return ""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = _NOT_A_WORD.sub(" ", plain).strip()
    return f" {words} " if words else ""


def _same_code(old_df: pd.DataFrame, new_df: pd.DataFrame) -> list[_Pair]:
    both = sorted(set(old_df["code"]) & set(new_df["code"]))
    return list(zip(both, both, strict=True))


def _same_name(old_df: pd.DataFrame, new_df: pd.DataFrame) -> list[_Pair]:
    old_df, new_df = old_df[old_df["words"] != ""], new_df[new_df["words"] != ""]
    near = old_df.merge(new_df, on=["gemeente", "words"])
    unique = [df[~df["words"].duplicated(keep=False)] for df in (old_df, new_df)]
    anywhere = unique[0].merge(unique[1], on="words")
    return [pair for df in (near, anywhere) for pair in zip(df["code_x"], df["code_y"], strict=True)]


def _name_inside(old_df: pd.DataFrame, new_df: pd.DataFrame, found: set[_Pair]) -> Iterator[_Pair]:
    """Find names inside each other in one gemeente, where one of the two has no namesake yet."""
    for side, (alone_df, all_df) in enumerate([(old_df, new_df), (new_df, old_df)]):
        pairs_df = alone_df[_alone(alone_df, found, side)].merge(all_df, on="gemeente")
        words = zip(pairs_df["words_x"], pairs_df["words_y"], strict=True)
        has_inside = [bool(one and other) and (one in other or other in one) for one, other in words]
        yield from _pairs(pairs_df[np.array(has_inside, dtype=bool)], is_old=side == 0)


def _near_code(old_df: pd.DataFrame, new_df: pd.DataFrame, found: set[_Pair]) -> Iterator[_Pair]:
    """Find the nearest numbers under the same parent for units that are still alone."""
    for side, (alone_df, all_df) in enumerate([(old_df, new_df), (new_df, old_df)]):
        pairs_df = alone_df[_alone(alone_df, found, side)].merge(all_df, on="parent")
        steps = [_steps(*codes) for codes in zip(pairs_df["code_x"], pairs_df["code_y"], strict=True)]
        pairs_df = pairs_df.assign(steps=steps).sort_values("steps", kind="stable")
        yield from _pairs(pairs_df.groupby("code_x").head(_NEAREST), is_old=side == 0)


def _pairs(pairs_df: pd.DataFrame, *, is_old: bool) -> Iterator[_Pair]:
    """Yield old and new code, whichever of the two came first."""
    order = ["code_x", "code_y"] if is_old else ["code_y", "code_x"]
    yield from zip(*(pairs_df[column] for column in order), strict=True)


def _alone(units_df: pd.DataFrame, found: set[_Pair], side: int) -> pd.Series:
    return ~units_df["code"].isin({pair[side] for pair in found})


def _steps(code: str, other_code: str) -> int:
    """Count the steps between two codes; a number may hold letters (BU0363AD07)."""
    return abs(int(code[2:], 36) - int(other_code[2:], 36))
