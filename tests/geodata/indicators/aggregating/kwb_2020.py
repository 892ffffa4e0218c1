"""The complete table of 2020 (84799NED) as cells, and what units come to beside what CBS published of larger ones.

``python -m tests.geodata.indicators.aggregating.kwb_2020`` prints the outcome per indicator as a table.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from etl.http import Client
from etl.sources.cbs.odata_v3 import fetch_table, map_table
from geodata.gebieden.codes import gemeente_codes_of, levels_of, wijk_codes_of
from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import BoolArray, UnitCells, cells_from_frame
from geodata.indicators.aggregating.cover import cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.intervals import with_margins
from tests.conftest import SHARED_DATA
from tests.servers.cbs import cbs_settings, kwb_2020_app
from tests.servers.running import serve

YEAR = 2020
PARENTS = {Level.WIJK: wijk_codes_of, Level.GEMEENTE: gemeente_codes_of}

CLASSES = {
    "B": ("inwoners", "mannen", "vrouwen", "huishoudens", "personenauto", "motorfietsen", "oppervlakte_"),
    "C": ("gem_huishoudensgrootte", "afstand_"),
    "D": ("bevolkingsdichtheid", "personenautos_per_"),
    "E": ("uitkering_",),
    "F": ("omgevingsadressendichtheid", "stedelijkheid", "indelingswijziging"),
}
"""By class of expectation how the indicators begin that have figures in this edition; a longer beginning goes first.

Class A (dwellings, exact) is not filled in this edition. Of F the density of addresses and its class could be composed
if dwellings were there.
"""


def class_of(key: str) -> str:
    """The class of expectation of an indicator."""
    found = [(start, name) for name, starts in CLASSES.items() for start in starts if key.startswith(start)]
    return max(found, key=lambda pair: len(pair[0]))[1]


@dataclass(frozen=True)
class Comparison:
    """What one indicator comes to for areas of two units and more, beside what was published of them."""

    key: str
    codes: pd.Index
    unit_count: FloatArray
    published: FloatArray
    published_lowest: FloatArray
    published_highest: FloatArray
    value: FloatArray
    lowest: FloatArray
    highest: FloatArray

    @property
    def is_inside(self) -> BoolArray:
        """Whether what was published, as rounded itself, fits in the composed range."""
        return np.asarray(~self.is_above & ~self.is_below)

    @property
    def is_above(self) -> BoolArray:
        """Whether what was published is more than what the range allows."""
        return np.asarray(self.published_lowest > np.where(np.isnan(self.highest), np.inf, self.highest) + 1e-6)

    @property
    def is_below(self) -> BoolArray:
        """Whether what was published is less than what the range allows."""
        return np.asarray(self.published_highest < np.where(np.isnan(self.lowest), -np.inf, self.lowest) - 1e-6)

    @property
    def difference(self) -> FloatArray:
        """How far values are from what was published, where there are any."""
        off = np.abs(self.value - self.published)
        return off[~np.isnan(off)]

    @property
    def share_equal(self) -> float:
        """The share of values that are what was published, once rounded as that is."""
        has_value = ~np.isnan(self.value)
        decimals = load_catalogue().indicator(self.key).decimals
        return float(np.mean(np.round(self.value[has_value], decimals) == self.published[has_value]))


def published_in_2020(shared_data: Path, local_dir: Path) -> pd.DataFrame:
    """All observations with their ranges, pulled through the client from a local server; takes ten seconds."""
    with serve(kwb_2020_app(shared_data)) as url, Client(cbs_settings(url, local_dir)) as client:
        df = map_table(fetch_table(client, "84799NED"), load_catalogue()).observations_df
    return with_margins(df, levels_of(df["gebied_code"]), load_catalogue(), source="odata-v3")


def cells_on(observations_df: pd.DataFrame, level: Level, *, year: int = YEAR) -> tuple[pd.Index, UnitCells]:
    """The codes and the cells of all units of a level."""
    codes = pd.Index(observations_df["gebied_code"].unique())
    codes = codes[(levels_of(pd.Series(codes)) == level).to_numpy()]
    levels = [level] * len(codes)
    return codes, cells_from_frame(observations_df, list(codes), levels, year=year, catalogue=load_catalogue())


def composed_from(observations_df: pd.DataFrame, base: Level, top: Level, *, year: int = YEAR) -> dict[str, Comparison]:
    """Compose the areas of a level from the units of another alone, and set what was published beside it."""
    unit_codes, cells = cells_on(observations_df, base, year=year)
    area_codes, published = cells_on(observations_df, top, year=year)
    area = area_codes.get_indexer(pd.Index(PARENTS[top](pd.Series(unit_codes))))
    parts = {"area": area, "unit_code": unit_codes, "share": 1.0, "area_share": 1.0, "is_estimated": False}
    units = {"code": unit_codes, "level": str(base), "wijk_code": None, "gemeente_code": None}
    cover = cover_areas(pd.DataFrame(parts), pd.DataFrame(units), area_count=len(area_codes))
    figures = aggregate(cells, cover, load_catalogue())
    count = np.bincount(area, minlength=len(area_codes)).astype(np.float64)
    return {one.key: one for one in _comparisons(figures, published, area_codes, count)}


def _comparisons(
    figures: AreaFigures, published: UnitCells, codes: pd.Index, count: FloatArray
) -> Iterator[Comparison]:
    for column, key in enumerate(figures.keys):
        if key in published.column_of:
            own = published.column_of[key]
            rows = (count >= 2) & ~np.isnan(published.value[:, own])
            ends = [array[rows, own] for array in (published.value, published.lowest, published.highest)]
            found = [array[rows, column] for array in (figures.value, figures.lowest, figures.highest)]
            if rows.any():
                yield Comparison(key, codes[rows], count[rows], *ends, *found)


def table_of(comparisons: dict[str, Comparison]) -> str:
    """The outcome per indicator, as a table in Markdown."""
    lines = ["| class | indicator | n | inside the range | equal after rounding | p95 difference | median width |"]
    lines.append("| --- | --- | --- | --- | --- | --- | --- |")
    for one in sorted(comparisons.values(), key=lambda one: class_of(one.key)):
        width = one.highest - one.lowest
        shown = [f"{np.nanmedian(width):.3g}" if np.isfinite(width).any() else "no bound"]
        has_values = len(one.difference) > 0
        shown = [f"{np.quantile(one.difference, 0.95):.3g}" if has_values else "refused", *shown]
        shown = [f"{100 * one.share_equal:.1f} %" if has_values else "refused", *shown]
        inside = f"{100 * one.is_inside.mean():.1f} %"
        lines.append(" | ".join([f"| {class_of(one.key)}", one.key, str(len(one.codes)), inside, *shown]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as local_dir:
        observations_df = published_in_2020(SHARED_DATA, Path(local_dir))
    for base, top in ((Level.BUURT, Level.WIJK), (Level.BUURT, Level.GEMEENTE), (Level.WIJK, Level.GEMEENTE)):
        sys.stdout.write(f"\n### From {base} to {top}\n\n{table_of(composed_from(observations_df, base, top))}\n")


if __name__ == "__main__":
    main()
