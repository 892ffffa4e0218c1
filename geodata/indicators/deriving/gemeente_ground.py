"""Every figure of every unit of a gemeente in every year, as arrays, kept for the next question about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.cells import UnitCells, cells_from_frame, stacked
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.queries import cells_of_units, peildata_with_figures, units_of
from geodata.store.engine import Session
from geodata.store.kept import Kept
from geodata.store.queries import newest_change

_MOST_KEPT = 8


@dataclass(frozen=True)
class YearOfUnits:
    """A period on the boundaries of a peildatum; ``number`` stands before the codes in `GemeenteGround.units_df`."""

    number: int
    peildatum: date
    period: int

    def code(self, unit_codes: pd.Series) -> pd.Series:
        """Return the codes by which units of this year are known in the ground."""
        return f"{self.number}|" + unit_codes


@dataclass(frozen=True)
class GemeenteGround:
    """All units of a gemeente in all years, one below the other.

    Parameters
    ----------
    years
        A unit is there once for each.
    units_df
        As `geodata.indicators.deriving.queries.units_of` gives them; codes begin with the number of the year.
    cells
        Of these units, in their order.
    load_ids
        Of the loads that brought the cells.
    """

    years: tuple[YearOfUnits, ...]
    units_df: pd.DataFrame
    cells: UnitCells
    load_ids: tuple[int, ...]


class Grounds:
    """Grounds that were asked for, the last few, as long as no load comes or goes: reading one takes half a second."""

    def __init__(self) -> None:
        self._kept = Kept(most=_MOST_KEPT)

    def of_gemeente(self, session: Session, gemeente_code: str, catalogue: Catalogue) -> GemeenteGround:
        """Return the ground of a gemeente."""
        key = newest_change(session), gemeente_code
        return self._kept.value_of(key, lambda: read_gemeente_ground(session, gemeente_code, catalogue))


def read_gemeente_ground(session: Session, gemeente_code: str, catalogue: Catalogue) -> GemeenteGround:
    """Read all units of a gemeente with all their figures."""
    years: list[YearOfUnits] = []
    frames: list[pd.DataFrame] = []
    cells: list[UnitCells] = []
    load_ids: set[int] = set()
    for peildatum in peildata_with_figures(session, gemeente_code):
        units_df = units_of(session, gemeente_code, peildatum)
        levels = [Level(level) for level in units_df["level"]]
        cells_df = cells_of_units(session, units_df)
        load_ids |= set(cells_df["load_id"].unique().tolist())
        for period, rows_df in cells_df.groupby("period"):
            year = YearOfUnits(len(years), peildatum, int(str(period)))
            years.append(year)
            frames.append(_numbered(units_df, year))
            cells.append(_cells(rows_df, units_df["code"].tolist(), levels, year.period, catalogue))
    units_df = pd.concat(frames, ignore_index=True) if frames else units_of(session, "", date.min)
    return GemeenteGround(tuple(years), units_df, stacked(cells, tuple(catalogue.indicators)), tuple(sorted(load_ids)))


def _numbered(units_df: pd.DataFrame, year: YearOfUnits) -> pd.DataFrame:
    numbered = {name: year.code(units_df[name]) for name in ("code", "wijk_code", "gemeente_code")}
    return units_df.assign(**numbered)


def _cells(
    rows_df: pd.DataFrame, codes: Sequence[str], levels: Sequence[Level], period: int, catalogue: Catalogue
) -> UnitCells:
    return cells_from_frame(rows_df, codes, levels, year=period, catalogue=catalogue)
