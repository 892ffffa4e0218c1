"""A national crosswalk between two years beside tobler, and what real years have in common.

``python -m tests.bench.national_crosswalk``; it takes about eight minutes. tobler and we get the
same two frames and give the same figure, inhabitants per new buurt, in turns. Read the ratios: the seconds are of this
machine at this hour.
"""

import os
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_matrix
from tobler.area_weighted import area_interpolate
from tobler.area_weighted.area_interpolate import _area_tables_binning

from geodata.gebieden.crs import WGS84, to_rd
from geodata.gebieden.overlay import coverage_overlay
from geodata.gebieden.repair import repair_polygons
from geodata.indelingen.years.common_ground import SAME_WITHIN_M
from geodata.indelingen.years.year_crosswalk import year_crosswalk
from geodata.settings import PROJECT_DIR
from tests.bench.national_coverage import two_years
from tests.bench.scratch import say

SHARED_DATA = PROJECT_DIR.parent / "shared" / "data"
RUNS = 3
MOVED_M = 0.002 / np.sqrt(2)  # along either axis: 2 mm at most
REAL_YEARS = {
    "Oss": ("oss/buurten_2015.gpkg", "oss/buurten_2016.gpkg", "oss/buurten_2019.gpkg"),
    "Zoetermeer": ("zoetermeer/buurten_2015.gpkg", "zoetermeer/buurten_2016.gpkg", "zoetermeer/buurten_2019.gpkg"),
    "Nederland": ("nl/wijkenbuurten_2015.gpkg", "nl/buurten_2019.topojson"),
}

Work = Callable[[], object]


def main() -> None:
    """Measure and print."""
    say(
        f"{os.cpu_count()} processoren, belasting {os.getloadavg()[0]:.1f}; mediaan van {RUNS}, om en om, in seconden\n"
    )
    say_made_up("een jaar op het volgende", two_years(), (0.0,))
    say_made_up("elk hoekpunt tot 2 mm verlegd", two_years(most_moved_m=MOVED_M), (0.0, SAME_WITHIN_M))
    if SHARED_DATA.is_dir():
        say_real()
    else:
        say("De echte kaarten (../shared/data) zijn er niet.")


def say_made_up(title: str, years: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame], tolerances_m: tuple[float, ...]) -> None:
    """Print how long tobler and we take on a made-up country, and how far the areas differ."""
    before_gdf, after_gdf = years
    vertices = shapely.get_num_coordinates(before_gdf.geometry).mean()
    say(f"== verzonnen land, {title}: {len(before_gdf)} x {len(after_gdf)} buurten van {vertices:.0f} hoekpunten")
    works: dict[str, Work] = {"tobler.area_interpolate": lambda: people_by_tobler(before_gdf, after_gdf)}
    for tolerance_m in tolerances_m:
        name = f"coverage_overlay, tot {tolerance_m:g} m hetzelfde punt"
        works[name] = lambda tolerance_m=tolerance_m: people_after(before_gdf, after_gdf, tolerance_m)
    works["year_crosswalk, met oordeel per eenheid"] = lambda: year_crosswalk(before_gdf, after_gdf)
    say_times(works)
    for tolerance_m in tolerances_m:
        say_differences(before_gdf, after_gdf, tolerance_m)
    say("")


def people_by_tobler(
    before_gdf: gpd.GeoDataFrame, after_gdf: gpd.GeoDataFrame, table: csr_matrix | None = None
) -> pd.Series:
    """Let tobler divide the inhabitants; what it warns of is not ours to repeat."""
    with warnings.catch_warnings(action="ignore"):
        return area_interpolate(before_gdf, after_gdf, extensive_variables=["people"], table=table)["people"]


def people_after(before_gdf: gpd.GeoDataFrame, after_gdf: gpd.GeoDataFrame, tolerance_m: float) -> pd.Series:
    """Divide the inhabitants of the old units over the new ones by area, as tobler does."""
    overlay_df = coverage_overlay(before_gdf, after_gdf, same_within_m=tolerance_m)
    shares = overlay_df["area_m2"] / overlay_df.groupby("code")["area_m2"].transform("sum")
    people = shares * overlay_df["code"].map(before_gdf.set_index("code")["people"])
    return people.groupby(overlay_df["other_code"]).sum()


def say_times(works: dict[str, Work]) -> None:
    """Do the works in turns, and print the median of each beside the first."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(RUNS):
        for name, work in works.items():
            begin = time.perf_counter()
            work()
            seconds[name].append(time.perf_counter() - begin)
    first, *_ = medians = {name: median(found) for name, found in seconds.items()}.items()
    for name, found in medians:
        say(f"  {name:46} {found:7.2f}   {first[1] / found:6.1f} x zo snel")


def say_differences(before_gdf: gpd.GeoDataFrame, after_gdf: gpd.GeoDataFrame, tolerance_m: float) -> None:
    """Print how far areas per pair, their total and the people are from tobler's, and from all pairs intersected."""
    overlay_df = coverage_overlay(before_gdf, after_gdf, same_within_m=tolerance_m)
    ours = overlay_df.set_index(["code", "other_code"])["area_m2"]
    table = _area_tables_binning(before_gdf, after_gdf, "auto").tocoo()
    codes, other_codes = before_gdf["code"].to_numpy(), after_gdf["code"].to_numpy()
    pairs = pd.MultiIndex.from_arrays([codes[table.row], other_codes[table.col]])
    exact_m2 = shapely.area(
        shapely.intersection(before_gdf.geometry.to_numpy()[table.row], after_gdf.geometry.to_numpy()[table.col])
    )
    aligned = ours.reindex(pairs, fill_value=0.0).to_numpy()
    is_extra = ~ours.index.isin(pairs)
    say(
        f"  tot {tolerance_m:g} m hetzelfde punt: {overlay_df['is_identical'].sum()} eenheden gelijk, {len(ours)} paren"
    )
    say(f"    grootste verschil per paar   {np.abs(aligned - exact_m2).max():12.6f} m2 met alle doorsneden")
    say(f"                                 {np.abs(aligned - table.data).max():12.6f} m2 met tobler (float32)")
    say(f"    door de tolerantie bepaald   {overlay_df['tolerance_m2'].max():12.6f} m2 hoogstens, per eenheid")
    say(f"    paren die tobler niet heeft  {is_extra.sum():12d}")
    say(f"    som van de oppervlakten      {ours.sum() - exact_m2.sum():12.6f} m2 verschil op {exact_m2.sum():.0f}")
    people = people_after(before_gdf, after_gdf, tolerance_m)
    theirs = people_by_tobler(before_gdf, after_gdf, table.tocsr())
    off = np.abs(people.reindex(other_codes).to_numpy() - theirs.to_numpy()).max()
    say(f"    inwoners per nieuwe buurt    {off:12.6f} verschil hoogstens; som {people.sum():.3f}")


def say_real() -> None:
    """Print how many units real years have in common, and how long the overlay takes."""
    say("== echte kaarten: eenheden met dezelfde omtrek, en tijd van de overlay in seconden")
    say(f"  {'':46} {'gelijk':>7} {'5 cm':>7} {'1 m':>7} {'s':>7} {'s, 5 cm':>7} {'tobler':>7}")
    for place, names in REAL_YEARS.items():
        years = [real_units(SHARED_DATA / name) for name in names]
        for number, before_gdf in enumerate(years):
            for later, after_gdf in enumerate(years[number + 1 :], number + 1):
                title = (
                    f"{place} {year_of(names[number])}-{year_of(names[later])}: {len(before_gdf)} x {len(after_gdf)}"
                )
                say_real_pair(title, before_gdf, after_gdf)


def say_real_pair(title: str, before_gdf: gpd.GeoDataFrame, after_gdf: gpd.GeoDataFrame) -> None:
    """Print one line of the table of real years."""
    same, seconds = [], []
    for tolerance_m in (0.0, SAME_WITHIN_M, 1.0):
        begin = time.perf_counter()
        overlay_df = coverage_overlay(before_gdf, after_gdf, same_within_m=tolerance_m)
        seconds.append(time.perf_counter() - begin)
        same.append(int(overlay_df["is_identical"].sum()))
    begin = time.perf_counter()
    _area_tables_binning(before_gdf, after_gdf, "auto")
    theirs = time.perf_counter() - begin
    counts = " ".join(f"{count:7d}" for count in same)
    say(f"  {title:46} {counts} {seconds[0]:7.2f} {seconds[1]:7.2f} {theirs:7.2f}")


def year_of(name: str) -> str:
    """Read the year from the name of a file."""
    return Path(name).stem.rpartition("_")[2]


def real_units(path: Path) -> gpd.GeoDataFrame:
    """Read buurten with their code, in RD and valid; the TopoJSON names no system, and is in WGS84."""
    units_gdf = gpd.read_file(path, **({"layer": "buurten"} if path.stem.startswith("wijkenbuurten") else {}))
    if units_gdf.crs is None:
        units_gdf = units_gdf.set_crs(WGS84)
    units_gdf = units_gdf.rename(columns={"BU_CODE": "code", "statcode": "code"})[["code", "geometry"]]
    repaired_gdf, _ = repair_polygons(to_rd(units_gdf))
    return repaired_gdf[repaired_gdf.geometry.notna()].reset_index(drop=True)


if __name__ == "__main__":
    main()
