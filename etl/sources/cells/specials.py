"""The values that stand for a missing figure in CBS's maps, and what each of them means.

Source: CBS, Toelichting Wijk- en Buurtkaart 2022, 2023 en 2024, chapter 3; the values of eight digits are those of the
maps up to 2021. Nothing else is missing: zero is a figure, and a figure may be negative (wealth).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.indicators.status import Status

SPECIAL_VALUES: Mapping[int, Status] = MappingProxyType(
    {
        -99997: Status.SECRET,  # secret or not present
        -99995: Status.UNPUBLISHED,  # comes in a later edition of the map
        -99991: Status.UNPUBLISHED,  # no longer published, or not on this level
        -99998: Status.SECRET,  # in the maps of squares and postcodes
        -99999: Status.SECRET,
        -99999997: Status.SECRET,
        -99999998: Status.SECRET,
        -99999999: Status.SECRET,
    }
)
SPECIAL_TOKENS: Mapping[str, Status] = MappingProxyType(
    {".": Status.SECRET, "x": Status.SECRET, "geheim": Status.SECRET, "": Status.UNPUBLISHED, "nan": Status.UNPUBLISHED}
)
UNKNOWN_SPECIAL = "lijkt op een bijzondere waarde, maar staat niet in de toelichting van het CBS"
NOT_A_NUMBER = "is geen getal"

# Below this lies no figure of an area: the codes for missing begin here.
_HIGHEST_SPECIAL = -99990


@dataclass(frozen=True)
class Cells:
    """One column of figures: the value (NaN where missing), its status, and why a cell could not be understood.

    The three have the length of the column; ``status`` holds the values of `Status`, ``reason`` is empty where a cell
    was understood.
    """

    value: npt.NDArray[np.float64]
    status: npt.NDArray[np.object_]
    reason: npt.NDArray[np.object_]


def cells_of(column: pd.Series) -> Cells:
    """Tell the figures in a map's column from the values that stand for a missing one.

    Parameters
    ----------
    column
        As published: numbers, or text that holds numbers (with a decimal point or comma).

    Returns
    -------
    A null is "niet gepubliceerd": the publisher serves no value, and does not say why.
    """
    if pd.api.types.is_numeric_dtype(column):
        value = column.to_numpy(dtype="float64", na_value=np.nan, copy=True)
        return _cells(value, is_token=np.zeros(len(value), dtype=bool), tokens=None)
    tokens = column.astype("str").fillna("").str.strip().str.lower()
    numbers = pd.to_numeric(tokens.str.replace(",", ".", regex=False), errors="coerce")
    return _cells(numbers.to_numpy(dtype="float64", copy=True), is_token=numbers.isna().to_numpy(), tokens=tokens)


def _cells(value: npt.NDArray[np.float64], *, is_token: npt.NDArray[np.bool_], tokens: pd.Series | None) -> Cells:
    status = np.full(len(value), Status.EXACT.value, dtype=object)
    reason = np.full(len(value), "", dtype=object)
    status[np.isnan(value)] = Status.UNPUBLISHED.value
    if tokens is not None:
        meanings = [SPECIAL_TOKENS.get(token) for token in tokens[is_token]]
        status[is_token] = [(meaning or Status.UNPUBLISHED).value for meaning in meanings]
        reason[is_token] = ["" if meaning else NOT_A_NUMBER for meaning in meanings]
    reason[np.isinf(value)] = NOT_A_NUMBER
    _read_specials(value, status, reason)
    return Cells(value, status, reason)


def _read_specials(
    value: npt.NDArray[np.float64], status: npt.NDArray[np.object_], reason: npt.NDArray[np.object_]
) -> None:
    """Replace the special values in place; the arrays are new and nobody else's."""
    (places,) = np.nonzero(value <= _HIGHEST_SPECIAL)
    if not len(places):
        return
    numbers = value[places]
    for number, meaning in SPECIAL_VALUES.items():
        status[places[numbers == number]] = meaning.value
    reason[places[~np.isin(numbers, list(SPECIAL_VALUES))]] = UNKNOWN_SPECIAL
    value[places] = np.nan
