"""The cells that areas are put together from: every published figure of some units in one period, as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.noise import variance_of_likely, variance_of_range, variances_of
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.status import Status

BoolArray = npt.NDArray[np.bool_]

STATUSES = tuple(Status)
"""Statuses by the number that stands for them in arrays."""

NUMBER_OF = {status: number for number, status in enumerate(STATUSES)}

UNDETERMINABLE = NUMBER_OF[Status.UNDETERMINABLE]
"""What a unit has of which nothing is said."""


@dataclass(frozen=True)
class UnitCells:
    """Figures of units (rows) by indicator (columns); one period.

    Parameters
    ----------
    keys
        Keys of the indicators.
    value, lowest, highest
        As published, with the hard bounds of each cell; NaN where there is none, or no bound is known.
    status
        Numbers of `STATUSES`. A unit that has no cell of an indicator at all has ``niet bepaalbaar``.
    variance
        Of what rounding by lot, or a sample, adds to a published value; NaN where there is no value.
    likely_lowest, likely_highest
        The 95 % range of a figure from a sample, which need not lie evenly about it; NaN for others.
    """

    keys: tuple[str, ...]
    value: FloatArray
    lowest: FloatArray
    highest: FloatArray
    status: IntArray
    variance: FloatArray
    likely_lowest: FloatArray
    likely_highest: FloatArray

    @cached_property
    def column_of(self) -> Mapping[str, int]:
        """The column of each key."""
        return {key: column for column, key in enumerate(self.keys)}

    @property
    def has_value(self) -> BoolArray:
        """Whether a cell has a value."""
        return ~np.isnan(self.value)

    @property
    def has_cell(self) -> BoolArray:
        """Whether anything is said of a unit, if only why there is no value."""
        return np.asarray(self.status != UNDETERMINABLE)

    def columns(self, columns: Sequence[int]) -> "UnitCells":
        """Return the cells of some indicators, by their columns."""
        arrays = {name: np.take(getattr(self, name), columns, axis=1) for name in _ARRAYS}
        return UnitCells(tuple(self.keys[column] for column in columns), **arrays)

    def take(self, rows: IntArray) -> "UnitCells":
        """Return the cells of some units, in another order or repeated."""
        return UnitCells(self.keys, **{name: getattr(self, name)[rows] for name in _ARRAYS})


_ARRAYS = tuple(field.name for field in fields(UnitCells) if field.name != "keys")


def cells_from_frame(
    observations_df: pd.DataFrame,
    unit_codes: Sequence[str],
    levels: Sequence[Level],
    *,
    year: int,
    catalogue: Catalogue,
) -> UnitCells:
    """Arrange the observations of one period.

    Parameters
    ----------
    observations_df
        ``gebied_code``, ``indicator``, ``value``, ``lowest``, ``highest``, ``status``, and ``likely_lowest`` and
        ``likely_highest`` where a sample lies behind a figure; one row per cell. Rows of other areas are passed over.
    unit_codes, levels
        The units, in the order of the rows to come.

    Returns
    -------
    UnitCells
        Indicators in the order of the catalogue; those without any row are left out.
    """
    present = set(observations_df["indicator"].unique())
    keys = tuple(key for key in catalogue.indicators if key in present)
    rows = _numbers(observations_df["gebied_code"], unit_codes)
    columns = _numbers(observations_df["indicator"], keys)
    is_wanted = (rows >= 0) & (columns >= 0)
    place = (rows[is_wanted], columns[is_wanted])

    def arranged(name: str) -> FloatArray:
        array = np.full((len(unit_codes), len(keys)), np.nan)
        if name in observations_df:
            array[place] = observations_df[name].to_numpy(dtype=np.float64)[is_wanted]
        return array

    status = np.full((len(unit_codes), len(keys)), UNDETERMINABLE)
    status[place] = _numbers(observations_df["status"], STATUSES)[is_wanted]
    value, lowest, highest = arranged("value"), arranged("lowest"), arranged("highest")
    is_exact = ~np.isnan(value) & np.isnan(lowest) & np.isnan(highest) & (status == NUMBER_OF[Status.EXACT])
    lowest, highest = (np.where(is_exact, value, end) for end in (lowest, highest))
    by_rounding = variances_of(keys, levels, year=year, catalogue=catalogue)
    likely = arranged("likely_lowest"), arranged("likely_highest")
    by_sample = variance_of_likely(*likely)
    by_range = variance_of_range(lowest, highest)
    variance = np.where(np.isnan(by_sample), np.where(np.isnan(by_rounding), by_range, by_rounding), by_sample)
    return UnitCells(keys, value, lowest, highest, status, np.where(np.isnan(value), np.nan, variance), *likely)


def stacked(parts: Sequence[UnitCells], order: Sequence[str]) -> UnitCells:
    """Put the cells of several groups of units below each other.

    Parameters
    ----------
    order
        Keys in the order in which those that any group has are to stand; what a group does not have is not known.
    """
    present = {key for part in parts for key in part.keys}
    keys = tuple(key for key in order if key in present)
    shape = sum(len(part.value) for part in parts), len(keys)
    numbers = {name: np.full(shape, np.nan) for name in _ARRAYS if name != "status"}
    whole = UnitCells(keys, **numbers, status=np.full(shape, UNDETERMINABLE))
    start = 0
    for part in parts:
        columns = np.array([keys.index(key) for key in part.keys], dtype=np.int64)
        place = np.ix_(np.arange(start, start + len(part.value)), columns)
        for name in _ARRAYS:
            getattr(whole, name)[place] = getattr(part, name)
        start += len(part.value)
    return whole


def _numbers(names: pd.Series, known: Sequence[str]) -> IntArray:
    """Return the place of each name among some known ones, -1 for others: each is looked up once, not once a row."""
    codes, found = pd.factorize(names)
    return np.append(pd.Index(known).get_indexer(found), -1)[codes]
