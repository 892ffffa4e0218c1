"""All indicators of a national table for other areas, beside tobler and a plain sum; ``make bench-figures``.

Five years of a made-up table (14,600 buurten, 3,400 wijken) for a clustering of whole wijken and buurten, and for the
buurten of another year through a stored crosswalk. tobler (area interpolation) and pandas (groupby, with what is secret
left out) give point values; we give these with ranges, coverage and status. About ten minutes; it needs 3 GB. Read the
ratios, those of processor time where the machine does more: the seconds are of this machine at this hour.
"""

import ctypes
import multiprocessing
import os
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from tobler.area_weighted import area_interpolate

from geodata.gebieden.levels import Level
from geodata.indelingen.years.year_crosswalk import Quality, year_crosswalk
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import BoolArray, UnitCells, cells_from_frame
from geodata.indicators.aggregating.cover import Cover, cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.aggregating.rules import usable_rules
from geodata.indicators.catalogue import Catalogue, load_catalogue
from geodata.indicators.indicator import AggregationRule
from tests.bench.national_coverage import two_years
from tests.bench.national_table import Country, FloatArray, Truth, country_of, published, truth_of
from tests.bench.scratch import say

YEARS = (2019, 2020, 2021, 2022, 2023)
NAMES = ("kwb-xlsx", 2023)
AREAS_PER_GEMEENTE, WIJKEN_PER_GEMEENTE = 7, 10
MOVED_EACH = 43  # of so many buurten one belongs to the area after that of its wijk
RUNS = 3
SAME = 1e-9

Work = Callable[[], Any]


@dataclass(frozen=True)
class Timed:
    """Some work, and of how many years it gives the figures."""

    work: Work
    years: int = 1


@dataclass(frozen=True)
class Plain:
    """What point values are made of, per unit (rows) and indicator (columns): ``factor`` x sum above / sum below.

    What is not published counts for nothing. Where ``is_sum``, there is nothing to divide by.
    """

    keys: tuple[str, ...]
    factor: FloatArray
    is_sum: BoolArray
    above: FloatArray
    below: FloatArray


@dataclass(frozen=True)
class Task:
    """Areas to give figures for: their parts (as `cover_areas` reads them), their outlines, and those of the units."""

    title: str
    parts_df: pd.DataFrame
    units_gdf: gpd.GeoDataFrame
    areas_gdf: gpd.GeoDataFrame


def main() -> None:
    """Measure and print."""
    catalogue = load_catalogue()
    before_gdf, after_gdf = two_years()
    country = country_of(before_gdf.set_index("code")["people"])
    keys = list(dict.fromkeys(catalogue.column_names(*NAMES).values()))
    say(f"{os.cpu_count()} processoren, belasting {os.getloadavg()[0]:.1f}; mediaan van {RUNS}, om en om, in seconden")
    truths = [truth_of(country, keys, catalogue, seed=year) for year in YEARS]
    published_years = [cells_of(country, *pair, catalogue) for pair in zip(truths, YEARS, strict=True)]
    cells = tuple(one for one, _ in published_years)
    arranging_s = median(seconds for _, seconds in published_years)
    say(
        f"{len(keys)} indicatoren x {len(country.units_df)} eenheden; een jaar aan cijfers ordenen: {arranging_s:.2f}\n"
    )
    areas, next_year = nested(country, before_gdf), other_year(before_gdf, after_gdf)
    figures = say_task(areas, country, cells, catalogue)
    say_truth(figures, by_groupby(areas, true_cells(cells[-1], truths[-1]), catalogue))
    say_task(next_year, country, cells, catalogue)


def cells_of(country: Country, truth: Truth, year: int, catalogue: Catalogue) -> tuple[UnitCells, float]:
    """Publish a year, arrange its figures, and tell how long arranging took."""
    observations_df = published(country, truth, catalogue, year=year, seed=year)
    codes, levels = list(country.units_df["code"]), [Level(level) for level in country.units_df["level"]]
    begin = time.perf_counter()
    cells = cells_from_frame(observations_df, codes, levels, year=year, catalogue=catalogue)
    return cells, time.perf_counter() - begin


def true_cells(cells: UnitCells, truth: Truth) -> UnitCells:
    """Return the cells of buurten as they would be had all been published as it is."""
    value = np.stack([truth[key] for key in cells.keys], axis=1)
    return replace(cells, value=value)


def nested(country: Country, units_gdf: gpd.GeoDataFrame) -> Task:
    """Make areas of whole wijken, of which some have a buurt more, and others one less."""
    wijk = country.wijk
    area = wijk * AREAS_PER_GEMEENTE // WIJKEN_PER_GEMEENTE
    is_moved = np.arange(len(wijk)) % MOVED_EACH == 0
    area = np.where(is_moved, np.minimum(area + 1, area.max()), area)
    parts = {"area": area, "unit_code": country.people.index, "share": 1.0, "area_share": 1.0, "is_estimated": False}
    outlines_gdf = units_gdf[["geometry"]].assign(area=area).dissolve("area", method="coverage").reset_index()
    return Task("een indeling van hele wijken en buurten", pd.DataFrame(parts), units_gdf, outlines_gdf)


def other_year(before_gdf: gpd.GeoDataFrame, after_gdf: gpd.GeoDataFrame) -> Task:
    """Take the buurten of the next year, by the crosswalk."""
    rows_df = year_crosswalk(before_gdf, after_gdf).rows_df.dropna(subset=["code", "other_code"])
    parts_df = pd.DataFrame(
        {
            "area": pd.Index(after_gdf["code"]).get_indexer(rows_df["other_code"]),
            "unit_code": rows_df["code"],
            "share": rows_df["share"],
            "area_share": rows_df["share"],
            "is_estimated": rows_df["quality"].isin([Quality.AREA.value, Quality.UNKNOWN.value]),
        }
    )
    return Task("de buurten van een ander jaar", parts_df, before_gdf, after_gdf)


def say_task(task: Task, country: Country, cells: tuple[UnitCells, ...], catalogue: Catalogue) -> AreaFigures:
    """Print time, memory and agreement for one set of areas; return the figures of the last year."""
    areas, buurten = len(task.areas_gdf), len(country.people)
    cover = cover_areas(task.parts_df, country.units_df, area_count=areas)
    of_buurten = cells[-1].take(np.arange(buurten))
    works = {
        "tobler: puntwaarden": Timed(lambda: by_tobler(task, of_buurten, catalogue)),
        "pandas groupby: puntwaarden": Timed(lambda: by_groupby(task, of_buurten, catalogue)),
        "wij: puntwaarden, een ijl product": Timed(lambda: by_product(cover, cells[-1], catalogue)),
        "wij: welke eenheden in welk gebied": Timed(
            lambda: cover_areas(task.parts_df, country.units_df, area_count=areas)
        ),
        "wij: waarden, marges, dekking, status": Timed(lambda: aggregate(cells[-1], cover, catalogue)),
        f"wij: hetzelfde van {len(cells)} jaren": Timed(
            lambda: [aggregate(one, cover, catalogue) for one in cells], years=len(cells)
        ),
    }
    say(f"== {task.title}: {buurten} buurten, {areas} gebieden")
    tobler_df, plain_df, _, _, figures, _ = say_times(works).values()
    say(f"  {'':36} {'vergeleken':>10} {'gelijk':>8} {'binnen ons bereik':>18} {'mediaan verschil':>17}")
    say_agreement("groupby", plain_df, figures, catalogue)
    say_agreement("tobler", tobler_df, figures, catalogue)
    say("")
    aggregated: AreaFigures = figures
    return aggregated


def say_times(works: dict[str, Timed]) -> dict[str, Any]:
    """Do works in turns, print the median times and the extra memory of each, and return what they gave."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    found = {}
    for _ in range(RUNS):
        for name, timed in works.items():
            clocks = time.perf_counter(), time.process_time()
            found[name] = timed.work()
            took = time.perf_counter() - clocks[0], time.process_time() - clocks[1]
            seconds[name].append((took[0] / timed.years, took[1] / timed.years))
    wall_s, cpu_s = ({name: median(pair[which] for pair in seconds[name]) for name in works} for which in (0, 1))
    first, *_ = works
    say(f"  {'':40} {'s per jaar':>10} {'x zo snel':>10} {'cpu-s':>8} {'x zo snel':>10} {'extra MB':>9}")
    for name, timed in works.items():
        say(
            f"  {name:40} {wall_s[name]:10.3f} {wall_s[first] / wall_s[name]:10.1f} {cpu_s[name]:8.3f} "
            f"{cpu_s[first] / cpu_s[name]:10.1f} {extra_memory_mb(timed.work):9.0f}"
        )
    return found


def extra_memory_mb(work: Work) -> float:
    """Do some work in a process of its own, and return how far its memory rose above that at the start."""
    ctypes.CDLL(None).malloc_trim(0)  # what was freed before would be used again, and not be counted
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    process = context.Process(target=lambda: answers.put(_rise_kb(work)))
    process.start()
    rise_kb = answers.get()
    process.join()
    return float(rise_kb) / 1024


def _rise_kb(work: Work) -> int:
    before = _memory_kb("VmRSS")
    work()
    return _memory_kb("VmHWM") - before


def _memory_kb(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def plain_of(cells: UnitCells, catalogue: Catalogue) -> Plain:
    """Split indicators into what is added up above and below, by the rules of the catalogue."""
    known = frozenset(cells.keys)
    chosen = {key: next(usable_rules(catalogue.indicator(key), known)) for key in cells.keys}
    added = {AggregationRule.SUM, AggregationRule.RATIO, AggregationRule.WEIGHTED_MEAN}
    rules = {key: rule for key, rule in chosen.items() if rule.rule in added}
    is_sum = np.array([rule.rule is AggregationRule.SUM for rule in rules.values()])

    def column(key: str | None) -> FloatArray:
        return cells.value[:, cells.column_of[str(key)]]

    def weight(weights: tuple[str, ...]) -> FloatArray:
        return np.asarray(cells.value[:, [cells.column_of[key] for key in weights]].sum(axis=1))

    above, below = np.ones((2, len(cells.value), len(rules)))
    for place, (key, rule) in enumerate(rules.items()):
        if rule.rule is AggregationRule.SUM:
            above[:, place] = column(key)
        elif rule.rule is AggregationRule.RATIO:
            above[:, place], below[:, place] = column(rule.numerator), column(rule.denominator)
        else:
            below[:, place] = weight(rule.weights)
            above[:, place] = column(key) * below[:, place]
    is_known = ~np.isnan(above + below)
    factor = np.array([rule.factor if rule.rule is AggregationRule.RATIO else 1.0 for rule in rules.values()])
    return Plain(tuple(rules), factor, is_sum, np.where(is_known, above, 0.0), np.where(is_known, below, 0.0))


def by_groupby(task: Task, cells: UnitCells, catalogue: Catalogue) -> pd.DataFrame:
    """Add up the published figures of buurten per area, as if what is secret were nothing."""
    plain = plain_of(cells, catalogue)
    share = task.parts_df["share"].to_numpy()[:, np.newaxis]
    rows = pd.Index(task.units_gdf["code"]).get_indexer(task.parts_df["unit_code"])
    above_df, below_df = (
        pd.DataFrame(part[rows] * share, columns=plain.keys).groupby(task.parts_df["area"].to_numpy()).sum()
        for part in (plain.above, plain.below)
    )
    values = _divided(plain, above_df.to_numpy(), below_df.to_numpy())
    return pd.DataFrame(values, index=above_df.index, columns=plain.keys)


def by_product(cover: Cover, cells: UnitCells, catalogue: Catalogue) -> FloatArray:
    """Give the point values alone, from the largest units: one sparse product."""
    plain = plain_of(cells, catalogue)
    share = (cover.share * (cover.depth == 0))[:, np.newaxis]
    both = np.concatenate([plain.above, plain.below[:, ~plain.is_sum]], axis=1)
    sums = cover.per_area(share * both[cover.unit])
    below = np.ones((len(sums), len(plain.keys)))
    below[:, ~plain.is_sum] = sums[:, len(plain.keys) :]
    return _divided(plain, sums[:, : len(plain.keys)], below)


def _divided(plain: Plain, above: FloatArray, below: FloatArray) -> FloatArray:
    below = np.where(plain.is_sum, 1.0, below)
    return np.asarray(plain.factor * np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0))


def by_tobler(task: Task, cells: UnitCells, catalogue: Catalogue) -> pd.DataFrame:
    """Let tobler interpolate: counts are divided, the rest is averaged, by area.

    What is not published is given as 0, which is what tobler itself makes of it. Its warnings are not ours to repeat.
    """
    plain = plain_of(cells, catalogue)
    counts = [key for key, is_sum in zip(plain.keys, plain.is_sum, strict=True) if is_sum]
    levels = [key for key in plain.keys if key not in counts]
    columns = [cells.column_of[key] for key in plain.keys]
    figures_gdf = gpd.GeoDataFrame(
        pd.DataFrame(np.nan_to_num(cells.value[:, columns]), columns=plain.keys),
        geometry=task.units_gdf.geometry.to_numpy(),
        crs=task.units_gdf.crs,
    )
    with warnings.catch_warnings(action="ignore"):
        return area_interpolate(figures_gdf, task.areas_gdf, extensive_variables=counts, intensive_variables=levels)[
            list(plain.keys)
        ]


def say_agreement(name: str, values_df: pd.DataFrame, figures: AreaFigures, catalogue: Catalogue) -> None:
    """Print how other point values lie to ours and to our hard ranges: of counts and of the rest, complete or not."""
    ours = figures.columns([figures.keys.index(key) for key in values_df.columns])
    theirs = values_df.reindex(range(len(ours.value))).to_numpy()
    is_count = np.array([catalogue.indicator(key).aggregation.rule is AggregationRule.SUM for key in ours.keys])
    is_complete, has_both = ours.coverage > 1 - 1e-9, ~np.isnan(ours.value) & ~np.isnan(theirs)
    off = np.abs(theirs - ours.value) / np.maximum(np.abs(ours.value), 1e-9)
    is_inside = is_between(theirs, ours.lowest, ours.highest)
    groups = {
        "aantallen, alles bekend": is_count & is_complete,
        "aantallen, deels geheim": is_count & ~is_complete,
        "de rest, alles bekend": ~is_count & is_complete,
        "de rest, deels geheim": ~is_count & ~is_complete,
    }
    for group, is_group in groups.items():
        chosen = has_both & is_group
        same, inside = (np.mean(found[chosen]) for found in (off < SAME, is_inside))
        say(f"  {name + ': ' + group:36} {chosen.sum():10d} {same:8.1%} {inside:18.1%} {np.median(off[chosen]):17.3%}")


def say_truth(figures: AreaFigures, true_df: pd.DataFrame) -> None:
    """Print how often the truth lies in our ranges."""
    ours = figures.columns([figures.keys.index(key) for key in true_df.columns])
    true = true_df.to_numpy()
    has_value, has_likely = ~np.isnan(ours.value), ~np.isnan(ours.likely_lowest)
    inside = is_between(true, ours.lowest, ours.highest)[has_value]
    likely = is_between(true, ours.likely_lowest, ours.likely_highest)[has_likely]
    say(f"  de waarheid ligt in {np.mean(inside):.2%} van {len(inside)} harde bereiken")
    say(f"  en in {np.mean(likely):.2%} van {len(likely)} bereiken van 95 %\n")


def is_between(values: FloatArray, lowest: FloatArray, highest: FloatArray) -> BoolArray:
    """Tell of each value whether it lies between its bounds; NaN is no bound."""
    return ~((values < lowest - SAME) | (values > highest + SAME))


if __name__ == "__main__":
    main()
