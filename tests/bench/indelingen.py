"""Clusterings compared, proposed and translated; ``make bench-indelingen`` takes about ten minutes.

Four clusterings of one gemeente with all measures, of which a page or answer should not take over a second; what each
indicator says of a place under each of them; proposals; then a national crosswalk between two years. Times are wall
clock, medians of three: the seconds are of this machine at this hour.
"""

import os
import time
from collections.abc import Callable
from itertools import combinations
from statistics import median

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.comparison import compare_all
from geodata.indelingen.comparing.crosswalk import crosswalk_between
from geodata.indelingen.comparing.ground import Study
from geodata.indelingen.comparing.laying import Clustering, lay_ground
from geodata.indelingen.comparing.neighbours import components, disagreement, neighbour_pairs
from geodata.indelingen.comparing.refinement import atoms_gdf, coarsest_common_refinement, finest_common_coarsening
from geodata.indelingen.parts import Weight
from geodata.indicators.aggregating.cells import cells_from_frame
from geodata.indicators.catalogue import Catalogue, load_catalogue
from geodata.indicators.flips import flips_of
from geodata.indicators.status import Status
from geodata.indicators.study_figures import UnitFigures
from geodata.settings import PROJECT_DIR
from maps.classes import quantile_classes
from tests.bench import national_crosswalk, proposal
from tests.bench.national_coverage import two_years
from tests.bench.scratch import say

SHARED_DATA = PROJECT_DIR.parent / "shared" / "data"
BUURTEN = 130
AREA_COUNTS = {"wijkzaken": 11, "beheer": 7, "toezicht": 24}
STRIP_M = 3_500.0
RUNS = 3
AIM_S = 1.0


def main() -> None:
    """Measure and print."""
    say(f"{os.cpu_count()} processoren, belasting {os.getloadavg()[0]:.1f}; mediaan van {RUNS}, in seconden\n")
    say_gemeente("verzonnen gemeente", made_up_units())
    if (SHARED_DATA / "oss").is_dir():
        say_gemeente("Oss 2015", oss_units())
    else:
        say("De kaart van Oss (../shared/data) is er niet.\n")
    proposal.main()
    national_crosswalk.main()


def made_up_units() -> gpd.GeoDataFrame:
    """Take the units around the middle of the made-up country."""
    country_gdf, _ = two_years()
    middle = shapely.Point(*country_gdf.geometry.centroid.union_all().centroid.coords[0])
    nearest = country_gdf.distance(middle).nsmallest(BUURTEN).index
    return units_of(country_gdf.loc[nearest, ["code", "people", "geometry"]])


def oss_units() -> gpd.GeoDataFrame:
    """Read the buurten of Oss in 2015; negative numbers are CBS's way to say that there is none."""
    buurten_gdf = gpd.read_file(SHARED_DATA / "oss" / "buurten_2015.gpkg")
    people = buurten_gdf["AANT_INW"].where(buurten_gdf["AANT_INW"] >= 0)
    return units_of(gpd.GeoDataFrame({"code": buurten_gdf["BU_CODE"], "people": people}, geometry=buurten_gdf.geometry))


def units_of(units_gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give units the columns that a study is laid on."""
    people = units_gdf["people"].astype(float)
    ends = {"people_lowest": (people - 4).clip(lower=0), "people_highest": people + 4}
    units_gdf = units_gdf.assign(name=units_gdf["code"], people=people, **ends, households=people / 2, addresses=people)
    return units_gdf.sort_values("code", ignore_index=True)


def clusterings_of(units_gdf: gpd.GeoDataFrame) -> list[Clustering]:
    """Make three clusterings of whole units, each about so many middles, and one drawn in strips through units."""
    random = np.random.default_rng(1)
    return [
        *(around_middles(units_gdf, key, count, random) for key, count in AREA_COUNTS.items()),
        in_strips(units_gdf),
    ]


def around_middles(units_gdf: gpd.GeoDataFrame, key: str, count: int, random: np.random.Generator) -> Clustering:
    """Give each unit to the nearest of some units."""
    places = shapely.get_coordinates(units_gdf.geometry.centroid)
    middles = places[random.choice(len(places), count, replace=False)]
    areas = np.linalg.norm(places[:, None] - middles[None], axis=2).argmin(axis=1)
    parts = {"area_code": areas.astype(str), "unit_code": units_gdf["code"], "share": 1.0, "weight": Weight.NONE.value}
    return clustering_of(key, gpd.GeoDataFrame(parts, geometry=[None] * len(units_gdf), crs=RD))


def in_strips(units_gdf: gpd.GeoDataFrame) -> Clustering:
    """Cut the units in strips from south to north, divided by area."""
    west, south, east, north = units_gdf.total_bounds
    lines = np.arange(west, east + STRIP_M, STRIP_M)
    strips = {"area_code": np.arange(len(lines)).astype(str)}
    strips_gdf = gpd.GeoDataFrame(strips, geometry=shapely.box(lines, south, lines + STRIP_M, north), crs=RD)
    pieces_gdf = gpd.overlay(units_gdf[["code", "geometry"]], strips_gdf, keep_geom_type=True)
    shares = pieces_gdf.area / pieces_gdf["code"].map(units_gdf.set_index("code").area)
    is_whole = shares > 1 - 1e-9
    parts_gdf = pieces_gdf.rename(columns={"code": "unit_code"}).assign(
        share=shares.mask(is_whole, 1.0),
        weight=np.where(is_whole, Weight.NONE.value, Weight.AREA.value),
        geometry=pieces_gdf.geometry.where(~is_whole, None),
    )
    return clustering_of("visie", parts_gdf)


def clustering_of(key: str, parts_gdf: gpd.GeoDataFrame) -> Clustering:
    """Name a clustering and its areas."""
    areas = tuple((code, f"Gebied {code}") for code in sorted(set(parts_gdf["area_code"])))
    return Clustering(key, key, key, areas, parts_gdf)


def say_gemeente(title: str, units_gdf: gpd.GeoDataFrame) -> None:
    """Print what each step of comparing takes."""
    clusterings = clusterings_of(units_gdf)
    study = lay_ground(units_gdf, clusterings)
    vertices = shapely.get_num_coordinates(units_gdf.geometry).mean()
    say(
        f"== {title}: {len(units_gdf)} buurten van {vertices:.0f} hoekpunten, {len(clusterings)} indelingen, "
        f"{len(study.elements_gdf)} stukken"
    )
    steps = measures_of(study)
    total_s = sum(say_step(name, work) for name, work in steps.items())
    say(f"  {'alle maten samen':50} {total_s:7.3f}   {'binnen' if total_s < AIM_S else 'boven'} {AIM_S:g} s")
    say_step("op één grond leggen", lambda: lay_ground(units_gdf, clusterings))
    say_flips(study)
    say("")


def measures_of(study: Study) -> dict[str, Callable[[], object]]:
    """Name all that a comparison of clusterings works out."""
    labels = [one.labels for one in study.labellings]
    pairs = list(combinations(range(len(labels)), 2))
    atoms, neighbours = coarsest_common_refinement(labels), neighbour_pairs(study.elements_gdf)
    return {
        "verfijning en vergroving": lambda: (coarsest_common_refinement(labels), finest_common_coarsening(labels)),
        "paren: relatie, V-maat, Rand, kruisingen, zetten": lambda: compare_all(study),
        "kruistabellen": lambda: [crosswalk_between(study, *pair) for pair in pairs],
        "buren": lambda: neighbour_pairs(study.elements_gdf),
        "verschilkaart en losse delen": lambda: (
            disagreement(study.labellings, neighbours),
            [components(neighbours, len(study.elements_gdf), one) for one in labels],
        ),
        "atomen met hun omtrek": lambda: atoms_gdf(study, atoms),
    }


def say_flips(study: Study) -> None:
    """Print what it takes to find for every indicator where the conclusion flips."""
    catalogue = load_catalogue()
    units = figures_of(sorted(set(study.elements_gdf["unit_code"])), catalogue)
    found = flips_of(study, units, catalogue, quantile_classes)
    name = f"omslag van {len(found.flips)} van {len(catalogue.indicators)} indicatoren"
    say_step(name, lambda: flips_of(study, units, catalogue, quantile_classes))


def figures_of(unit_codes: list[str], catalogue: Catalogue) -> UnitFigures:
    """Make up a rounded figure of each indicator for each unit."""
    random = np.random.default_rng(1)
    drawn = {key: random.uniform(1, 90, len(unit_codes)) for key in catalogue.indicators}
    cells_df = pd.DataFrame(drawn, index=unit_codes).melt(ignore_index=False, var_name="indicator")
    ends = {"lowest": cells_df["value"] - 0.5, "highest": cells_df["value"] + 0.5, "status": Status.ROUNDED}
    cells_df = cells_df.assign(gebied_code=cells_df.index, **ends)
    levels = [Level.BUURT] * len(unit_codes)
    units_df = pd.DataFrame({"code": unit_codes, "level": Level.BUURT, "wijk_code": None, "gemeente_code": None})
    return UnitFigures(units_df, cells_from_frame(cells_df, unit_codes, levels, year=2024, catalogue=catalogue))


def say_step(name: str, work: Callable[[], object]) -> float:
    """Print the median time of some work, and return it."""
    times_s = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        times_s.append(time.perf_counter() - begin)
    say(f"  {name:50} {median(times_s):7.3f}")
    return median(times_s)


if __name__ == "__main__":
    main()
