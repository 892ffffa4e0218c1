"""How a clustering stands on the boundaries of one peildatum: what its areas hold, and the figures of those units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import UnitCells, cells_from_frame
from geodata.indicators.aggregating.cover import Cover, cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.queries import cells_of_units, units_of
from geodata.store.engine import Session


@dataclass(frozen=True)
class Standing:
    """Areas on the units of a peildatum, with every figure of those units.

    Parameters
    ----------
    area_codes
        The areas, in the order in which figures are given.
    members_df
        As `geodata.indicators.deriving.membership.members_on` gives it.
    units_df
        As `geodata.indicators.deriving.queries.units_of` gives it.
    cells_df
        Figures of all periods: as `geodata.indicators.deriving.queries.cells_of_units` gives them.
    """

    peildatum: date
    area_codes: tuple[str, ...]
    members_df: pd.DataFrame
    units_df: pd.DataFrame
    cells_df: pd.DataFrame

    @cached_property
    def periods(self) -> frozenset[int]:
        """The periods of which there are figures."""
        return frozenset(int(period) for period in self.cells_df["period"].unique())

    @cached_property
    def cover(self) -> Cover:
        """The largest units in each area."""
        area = pd.Index(self.area_codes).get_indexer(pd.Index(self.members_df["area_code"]))
        parts_df = self.members_df.assign(area=area)[area >= 0]
        return cover_areas(parts_df, self.units_df, area_count=len(self.area_codes))

    def load_counts(self, period: int) -> dict[int, int]:
        """Return how many figures of a period each load brought, by its number."""
        return self._load_counts.get(period, {})

    @cached_property
    def _load_counts(self) -> dict[int, dict[int, int]]:
        counts_df = self.cells_df.groupby(["period", "load_id"]).size().rename("count").reset_index()
        return {
            int(str(period)): dict(zip(rows_df["load_id"].tolist(), rows_df["count"].tolist(), strict=True))
            for period, rows_df in counts_df.groupby("period")
        }

    def cells(self, period: int, catalogue: Catalogue) -> UnitCells:
        """Return the figures of the units in one period, as arrays."""
        levels = [Level(level) for level in self.units_df["level"]]
        codes = self.units_df["code"].tolist()
        cells_df = self.cells_df[self.cells_df["period"] == period]
        return cells_from_frame(cells_df, codes, levels, year=period, catalogue=catalogue)

    def figures(self, period: int, catalogue: Catalogue, *, keys: Sequence[str] | None = None) -> AreaFigures:
        """Compose the figures of all areas in one period."""
        return aggregate(self.cells(period, catalogue), self.cover, catalogue, keys=keys)


def read_standing(
    session: Session,
    gemeente_code: str,
    peildatum: date,
    members_df: pd.DataFrame,
    area_codes: Sequence[str],
) -> Standing:
    """Read the units of a gemeente on a peildatum with all their figures."""
    units_df = units_of(session, gemeente_code, peildatum)
    return Standing(peildatum, tuple(area_codes), members_df, units_df, cells_of_units(session, units_df))
