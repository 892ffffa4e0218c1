"""Municipalities of which the truth is known: made of the sample's pieces, and published as a statistics office would.

The pieces of the sample are put together to buurten and wijken at random; an area may hold any pieces, so that it cuts
through buurten, and what is true of it follows from its pieces.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from etl.voorbeeld import codes, truth
from etl.voorbeeld.publish import Column, Mark, Published, columns, publish_column, publish_kwb
from geodata.gebieden.codes import level_of
from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import BoolArray, cells_from_frame
from geodata.indicators.aggregating.cover import cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.aggregating.singles import class_of
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.indicator import AggregationRule
from geodata.indicators.intervals import with_margins
from geodata.indicators.status import Status

NO_AREA = -1
_STATUS = {
    Mark.FIGURE: Status.EXACT,
    Mark.SECRET: Status.SECRET,
    Mark.IMPOSSIBLE: Status.NOT_APPLICABLE,
    Mark.UNPUBLISHED: Status.UNPUBLISHED,
}
_ROUNDED_OFF = 1e-6


@dataclass(frozen=True)
class Municipality:
    """The truth per piece, the buurt that each piece is part of, and what is published of all units."""

    year: int
    pieces_df: pd.DataFrame
    buurten: "pd.Series[str]"
    observations_df: pd.DataFrame

    @property
    def units_df(self) -> pd.DataFrame:
        """The units, as the engine asks for them."""
        found = list(self.observations_df["gebied_code"].unique())
        return pd.DataFrame(
            {
                "code": found,
                "level": [str(level_of(code)) for code in found],
                "wijk_code": ["WK" + code[2:8] for code in found],
                "gemeente_code": ["GM" + code[2:6] for code in found],
            }
        )


def random_municipality(year: int, rng: np.random.Generator) -> Municipality:
    """Put one to three pieces together to a buurt and about four buurten to a wijk, and publish them anew."""
    pieces_df = truth.pieces()[year]
    count = len(pieces_df)
    buurt = np.empty(count, dtype=np.int64)
    buurt[rng.permutation(count)] = np.repeat(np.arange(count), rng.integers(1, 4, count))[:count]
    wijk = np.sort(rng.integers(0, buurt.max() // 4, buurt.max() + 1))
    buurten = pd.Series([f"BU0001{wijk[number]:02}{number:02}" for number in buurt], pieces_df.index)
    facts_df = pd.concat(
        [
            _added_up(pieces_df, pd.Series("GM0001", pieces_df.index), year).assign(level="Gemeente"),
            _added_up(pieces_df, "WK" + buurten.str[2:8], year).assign(level="Wijk"),
            _added_up(pieces_df, buurten, year).assign(level="Buurt"),
        ]
    )
    cells: dict[str, pd.Series[float]] = {}
    marks: dict[str, pd.Series[str]] = {}
    for column in columns("kwb", year):
        cells[column.name], marks[column.name] = publish_column(column, facts_df.assign(ind_wbi=1), cells, rng)
    return _published(year, pieces_df, buurten, Published(pd.DataFrame(cells), pd.DataFrame(marks)))


def sample_municipality(year: int) -> Municipality:
    """The sample as it is published."""
    return _published(year, truth.pieces()[year], codes.units(year)["buurtcode"], publish_kwb(year))


def figures_of(municipality: Municipality, areas: IntArray) -> AreaFigures:
    """Compose areas: by number the area of each piece, `NO_AREA` where it is in none; divided by addresses."""
    units_df, year = municipality.units_df, municipality.year
    levels = [Level(level) for level in units_df["level"]]
    cells = cells_from_frame(
        municipality.observations_df, list(units_df["code"]), levels, year=year, catalogue=load_catalogue()
    )
    cover = cover_areas(_parts(municipality, areas), units_df, area_count=int(areas.max()) + 1)
    return aggregate(cells, cover, load_catalogue())


def truth_of(municipality: Municipality, areas: IntArray) -> pd.DataFrame:
    """What is true of each area (rows), by the key of the indicator; NaN where it cannot occur."""
    is_held, number = areas != NO_AREA, pd.Series(areas, municipality.pieces_df.index)
    sums_df = _added_up(municipality.pieces_df[is_held], number[is_held], municipality.year)
    sums_df = sums_df.reindex(range(int(areas.max()) + 1))
    keys = load_catalogue().column_names("kwb-xlsx", municipality.year)
    layout = [column for column in columns("kwb", municipality.year) if column.rule != "unpublished"]
    true = {keys[column.name.strip()]: _true(column, sums_df) for column in layout if column.name != "ind_wbi"}
    for key, indicator in load_catalogue().indicators.items():
        rule = indicator.aggregation
        if rule.rule is AggregationRule.RATIO and key not in true and {rule.numerator, rule.denominator} <= true.keys():
            below = true[str(rule.denominator)]
            true[key] = rule.factor * true[str(rule.numerator)] / below.where(below > 0)
    return pd.DataFrame(true)


def aligned(figures: AreaFigures, truth_df: pd.DataFrame) -> FloatArray:
    """The truth in the places of the figures; NaN where there is none."""
    return truth_df.reindex(columns=list(figures.keys)).to_numpy(dtype=np.float64)


def is_in_hard_range(figures: AreaFigures, true: FloatArray) -> BoolArray:
    """Tell where the truth lies within the hard bounds, as far as there are any, or where there is no truth."""
    return np.isnan(true) | ~((true < figures.lowest - _ROUNDED_OFF) | (true > figures.highest + _ROUNDED_OFF))


def is_in_likely_range(figures: AreaFigures, true: FloatArray) -> BoolArray:
    """Tell where the truth lies within the 95 % range, or the hard one where that is all there is."""
    lowest = np.where(np.isnan(figures.likely_lowest), figures.lowest, figures.likely_lowest)
    highest = np.where(np.isnan(figures.likely_highest), figures.highest, figures.likely_highest)
    return np.asarray(~((true < lowest - _ROUNDED_OFF) | (true > highest + _ROUNDED_OFF)))


def _published(year: int, pieces_df: pd.DataFrame, buurten: "pd.Series[str]", published: Published) -> Municipality:
    keys = load_catalogue().column_names("kwb-xlsx", year)
    found = [
        pd.DataFrame(
            {
                "gebied_code": published.values_df.index,
                "indicator": keys[str(name).strip()],
                "period": year,
                "value": published.values_df[name].to_numpy(),
                "status": published.marks_df[name].map(_STATUS).to_numpy(),
            }
        )
        for name in published.values_df
    ]
    df = pd.concat(found, ignore_index=True)
    levels = df["gebied_code"].map(level_of)
    return Municipality(year, pieces_df, buurten, with_margins(df, levels, load_catalogue(), source="kwb-xlsx"))


def _parts(municipality: Municipality, areas: IntArray) -> pd.DataFrame:
    amounts_df = pd.DataFrame(
        {
            "area": areas,
            "unit_code": municipality.buurten.to_numpy(),
            "addresses": municipality.pieces_df["n_addresses"].to_numpy(dtype=np.float64),
            "area_ha": municipality.pieces_df["total_ha"].to_numpy(dtype=np.float64),
        }
    )
    totals_df = amounts_df.groupby("unit_code")[["addresses", "area_ha"]].sum()
    held_df = pd.DataFrame(amounts_df[areas != NO_AREA].groupby(["area", "unit_code"], as_index=False).sum())
    of_df = totals_df.loc[held_df["unit_code"]].reset_index(drop=True)
    area_share = held_df["area_ha"] / of_df["area_ha"]
    share = (held_df["addresses"] / of_df["addresses"].where(of_df["addresses"] > 0)).fillna(area_share)
    is_cut = area_share < 1 - _ROUNDED_OFF
    return held_df[["area", "unit_code"]].assign(
        share=share.where(is_cut, 1.0), area_share=area_share.where(is_cut, 1.0), is_estimated=is_cut
    )


def _added_up(pieces_df: pd.DataFrame, groups: "pd.Series[Any]", year: int) -> pd.DataFrame:
    sums_df = pieces_df.groupby(groups).sum().assign(m_hh_ver=truth._pooled_median(pieces_df, groups))
    return truth._with_derived(sums_df, year)


def _true(column: Column, sums_df: pd.DataFrame) -> "pd.Series[float]":
    above = sums_df[column.numerator if column.rule != "ratio_of_published" else "a_wmo_t"].astype(float)
    if column.rule in {"ratio", "ratio_of_published", "urban_class"}:
        below = sums_df[column.denominator].astype(float)
        true: pd.Series[float] = column.factor * above / below.where(below > 0)
        thresholds = load_catalogue().indicator("stedelijkheid").aggregation.thresholds
        classes: pd.Series[float] = pd.Series(class_of(np.array(true, dtype=np.float64), thresholds))
        return classes if column.rule == "urban_class" else true
    return above
