"""The ground that an area held when it was frozen, on today's units, and what today's figures come to on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.gebieden.levels import Level
from geodata.indelingen.years.carry_over import SLIVER_SHARE
from geodata.indelingen.years.carrying import crosswalk_of
from geodata.indelingen.years.queries import YearNotLoadedError, change_between, units_of_two_years
from geodata.indelingen.years.year_crosswalk import Quality, YearCrosswalk
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.carrier import carrier_of
from geodata.indicators.deriving.membership import MEMBER_COLUMNS
from geodata.indicators.deriving.queries import units_of
from geodata.indicators.deriving.standing import Standing, read_standing
from geodata.store.engine import Session
from geodata.wijkfoto.freezing.content import FrozenGebied

# CBS's indelingswijziging: neither code nor boundary changed.
UNCHANGED = 1


@dataclass(frozen=True)
class OldGround:
    """The ground of then.

    ``has_moved`` is whether the area of this code holds other ground now, or may; ``standing`` is None where it holds
    the same, or where it cannot be told what became of it.
    """

    has_moved: bool
    standing: Standing | None = None

    def figures(self, period: int, catalogue: Catalogue, keys: Sequence[str]) -> AreaFigures | None:
        """Compose figures of a period on it; None where that cannot be done."""
        if self.standing is None or period not in self.standing.periods:
            return None
        return self.standing.figures(period, catalogue, keys=keys)


def old_ground(session: Session, gebied: FrozenGebied, then: date, now: date) -> OldGround:
    """Carry a CBS area from the boundaries of one peildatum to those of another, as the buurten that it consisted of.

    Notes
    -----
    CBS's word that its boundary is the same goes first. Else the outlines of both years are read: half a second for a
    hundred buurten.
    """
    if then == now or gebied.level is Level.LAND or gebied.gemeente_code is None:
        return OldGround(has_moved=False)
    change = change_between(session, gebied.gemeente_code, gebied.level, then, now)
    if change.get(gebied.code) == UNCHANGED:
        return OldGround(has_moved=False)
    try:
        units = units_of_two_years(session, gebied.gemeente_code, Level.BUURT, then, now)
    except YearNotLoadedError:
        return OldGround(has_moved=True)
    crosswalk = crosswalk_of(units)
    old_df = _members(units_of(session, gebied.gemeente_code, then), gebied.code)
    if old_df.empty or not _is_known(crosswalk, old_df["unit_code"].tolist()):
        return OldGround(has_moved=True)
    carried_df = carrier_of(crosswalk).carry(old_df)
    if _is_same(carried_df, _members(units_of(session, gebied.gemeente_code, now), gebied.code)):
        return OldGround(has_moved=False)
    return OldGround(True, read_standing(session, gebied.gemeente_code, now, carried_df, (gebied.code,)))


def _members(units_df: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return the buurten of a CBS area, each held in full."""
    is_in = (units_df[["code", "wijk_code", "gemeente_code"]] == code).any(axis=1)
    codes = units_df.loc[is_in & (units_df["level"] == Level.BUURT), "code"]
    held_df = pd.DataFrame({"unit_code": codes, "area_code": code, "share": 1.0, "area_share": 1.0})
    return held_df.assign(is_estimated=False)[list(MEMBER_COLUMNS)]


def _is_known(crosswalk: YearCrosswalk, unit_codes: Sequence[str]) -> bool:
    """Tell whether it is known what became of all ground of some old units."""
    rows_df = crosswalk.rows_df[crosswalk.rows_df["code"].isin(unit_codes)]
    lost_df = rows_df[rows_df["other_code"].isna() & (rows_df["share"] > SLIVER_SHARE)]
    return lost_df.empty and not (rows_df["quality"] == Quality.UNKNOWN.value).any()


def _is_same(carried_df: pd.DataFrame, current_df: pd.DataFrame) -> bool:
    """Tell whether what was carried is all that the area holds now, and nothing else, and that for sure."""
    is_whole = not carried_df["is_estimated"].any() and (carried_df["share"] == 1).all()
    return bool(is_whole and set(carried_df["unit_code"]) == set(current_df["unit_code"]))
