"""Which published units an area is put together from: the largest that fit wholly in it, and pieces of what is cut."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.cells import BoolArray

NO_PARENT = -1
WHOLE = 1 - 1e-9
"""A unit of which an area holds this share is wholly in it: shares are quotients of counts or surfaces."""

_PARENT_COLUMN = {Level.BUURT: "wijk_code", Level.WIJK: "gemeente_code"}
_PARENT_LEVEL = {Level.BUURT: Level.WIJK, Level.WIJK: Level.GEMEENTE}


@dataclass(frozen=True)
class Cover:
    """The units in some areas: an entry per area and unit, larger units before those that they consist of.

    Parameters
    ----------
    area_count
        Areas are numbered from 0.
    area, unit
        Number of the area, and row of the unit in the units that the cover was made of.
    parent
        Entry of the larger unit, in the same area, that this entry is a part of; `NO_PARENT` for none. Either the
        larger unit counts, or its parts do.
    depth
        0 for an entry without parent, 1 for its parts, and so on.
    share, area_share
        Share of the unit, by who lives there and by surface; 1 where the unit is wholly in the area.
    is_estimated
        Whether the share, or that the unit belongs here at all, is an estimate.
    wijk_of
        Of every unit, in an area or not, the row of the wijk that it is a buurt of; `NO_PARENT` for what is none.
    """

    area_count: int
    area: IntArray
    unit: IntArray
    parent: IntArray
    depth: IntArray
    share: FloatArray
    area_share: FloatArray
    is_estimated: BoolArray
    wijk_of: IntArray

    @property
    def is_whole(self) -> BoolArray:
        """Whether the unit is wholly in the area, and that is sure."""
        return (self.share >= WHOLE) & ~self.is_estimated

    @property
    def has_parts(self) -> BoolArray:
        """Whether other entries are parts of this one."""
        has_parts = np.zeros(len(self.area), dtype=np.bool_)
        has_parts[self.parent[self.parent != NO_PARENT]] = True
        return has_parts

    def per_area(self, amounts: FloatArray) -> FloatArray:
        """Add up amounts of entries (rows) per area."""
        return np.asarray(self._sums @ amounts)

    @cached_property
    def _sums(self) -> csr_array:
        """The matrix that adds up entries per area."""
        place = self.area, np.arange(len(self.area))
        return csr_array((np.ones(len(self.area)), place), shape=(self.area_count, len(self.area)))


def cover_areas(parts_df: pd.DataFrame, units_df: pd.DataFrame, *, area_count: int) -> Cover:
    """Find the largest units that fit wholly in each area, with what they consist of, and the pieces that are left.

    Parameters
    ----------
    parts_df
        One row per area and base unit: ``area`` (number), ``unit_code``, ``share`` (of who lives there, 0 to 1),
        ``area_share`` (of the surface) and ``is_estimated``.
    units_df
        All units of the peildatum: ``code``, ``level``, ``wijk_code`` and ``gemeente_code``; index 0, 1, 2 … are the
        rows that the cover refers to. Base units that are not there are passed over.

    Notes
    -----
    A unit is wholly in an area where all of the units that it consists of are. Two wijken carry a sixth of the rounding
    noise of their eighty buurten.
    """
    rows = pd.Series(units_df.index, units_df["code"])
    found_df = parts_df.assign(unit=parts_df["unit_code"].map(rows)).dropna(subset="unit").astype({"unit": np.int64})
    entries_df = found_df[["area", "unit", "share", "area_share", "is_estimated"]]
    levels = [entries_df]
    level: Level | None = Level(str(units_df["level"].iloc[entries_df["unit"].iloc[0]])) if len(entries_df) else None
    while level in _PARENT_LEVEL:
        levels.insert(0, _larger(levels[0], units_df, rows, level))
        level = _PARENT_LEVEL[level]
    return _with_parents(pd.concat(levels, ignore_index=True), units_df, rows, area_count)


def _larger(entries_df: pd.DataFrame, units_df: pd.DataFrame, rows: "pd.Series[int]", level: Level) -> pd.DataFrame:
    """Return an entry for each unit one level up of which all units are wholly in an area."""
    parents = units_df[_PARENT_COLUMN[level]]
    counts = parents[units_df["level"] == level].value_counts()
    whole_df = entries_df[(entries_df["share"] >= WHOLE) & ~entries_df["is_estimated"]]
    held = whole_df.groupby(["area", whole_df["unit"].map(parents)]).size()
    held.index.names = ["area", "code"]
    held_df = held.rename("held").reset_index()
    complete_df = held_df[held_df["held"] == held_df["code"].map(counts)]
    unit = complete_df["code"].map(rows).dropna().astype(np.int64)
    return pd.DataFrame(
        {
            "area": complete_df.loc[unit.index, "area"],
            "unit": unit,
            "share": 1.0,
            "area_share": 1.0,
            "is_estimated": False,
        }
    )


def _with_parents(entries_df: pd.DataFrame, units_df: pd.DataFrame, rows: "pd.Series[int]", area_count: int) -> Cover:
    area, unit = (entries_df[name].to_numpy(dtype=np.int64) for name in ("area", "unit"))
    stride = len(units_df) + 1
    entry_of = pd.Series(np.arange(len(area)), area * stride + unit)
    parent = np.full(len(area), NO_PARENT, dtype=np.int64)
    for level, column in _PARENT_COLUMN.items():
        is_level = (units_df["level"] == level).to_numpy()[unit]
        parent_unit = units_df[column].map(rows).fillna(len(units_df)).to_numpy(dtype=np.int64)[unit[is_level]]
        wanted = area[is_level] * stride + parent_unit
        parent[is_level] = entry_of.reindex(wanted).fillna(NO_PARENT).to_numpy(dtype=np.int64)
    return Cover(
        area_count,
        area,
        unit,
        parent,
        _depths(parent),
        share=entries_df["share"].to_numpy(dtype=np.float64),
        area_share=entries_df["area_share"].to_numpy(dtype=np.float64),
        is_estimated=entries_df["is_estimated"].to_numpy(dtype=np.bool_),
        wijk_of=_wijk_of(units_df, rows),
    )


def _wijk_of(units_df: pd.DataFrame, rows: "pd.Series[int]") -> IntArray:
    wijk = units_df["wijk_code"].map(rows).where(units_df["level"] == Level.BUURT)
    return np.asarray(wijk.fillna(NO_PARENT), dtype=np.int64)


def _depths(parent: IntArray) -> IntArray:
    depth = np.zeros(len(parent), dtype=np.int64)
    has_parent = parent != NO_PARENT
    for _ in Level:  # a tree is no deeper than there are levels
        depth[has_parent] = depth[parent[has_parent]] + 1
    return depth
