from datetime import date
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.gebieden.levels import Level
from geodata.indelingen.examining.examination import examine
from geodata.indelingen.parts import Base, Terms
from tests.geodata.indelingen.handed_in import TERMS, errors, polygons, units

WITH_REST = Terms("Oss", rest_name="Rest")
# The 11 areas of the gemeente's Wijkfoto, by wijk; four wijken are in none.
OSS_AREAS = {
    "1": ("Centrum, Krinkelhoek, Mettegeupel", "00 04"),
    "2": ("Schadewijk", "01"),
    "3": ("Ruwaard", "06"),
    "4": ("Noordwest", "07"),
    "5": ("Oss-Zuid", "03"),
    "6": ("Megen, Haren, Macharen", "11 12 13"),
    "7": ("Berghem", "10"),
    "8": ("Ravenstein", "14 16 17"),
    "9": ("Herpen", "15"),
    "10": ("Lith", "18 19 20 21"),
    "11": ("Geffen", "22"),
}


def oss_wijken(shared_data: Path) -> Base:
    wijken_gdf = gpd.read_file(shared_data / "oss" / "wijken_2022.gpkg")
    columns = {
        "code": wijken_gdf["code"],
        "name": wijken_gdf["name"],
        "people": wijken_gdf["population"].astype("float64"),
    }
    units_gdf = gpd.GeoDataFrame(columns, geometry=wijken_gdf.geometry, crs=wijken_gdf.crs).assign(wijk_code=None)
    return Base(units_gdf, gemeente_code="GM0828", level=Level.WIJK, peildatum=date(2022, 1, 1))


def oss_buurten(shared_data: Path) -> Base:
    buurten_gdf = gpd.read_file(shared_data / "oss" / "buurten_2019.gpkg")
    columns = {"code": buurten_gdf["statcode"], "name": buurten_gdf["statcode"], "people": np.nan}
    units_gdf = gpd.GeoDataFrame(columns, geometry=buurten_gdf.geometry, crs=buurten_gdf.crs)
    units_gdf = units_gdf.assign(wijk_code="WK" + units_gdf["code"].str[2:8])
    return Base(units_gdf, gemeente_code="GM0828", level=Level.BUURT, peildatum=date(2019, 1, 1))


def oss_areas() -> pd.DataFrame:
    """The areas as a spreadsheet leaves them: codes of wijken without prefix and leading zero."""
    rows = [(f"828{wijk}", code, name) for code, (name, wijken) in OSS_AREAS.items() for wijk in wijken.split()]
    codes, areas, names = zip(*rows, strict=True)
    return units(*zip(codes, areas, strict=True), naam=list(names))


def test_the_eleven_areas_of_oss_are_refused_with_the_four_wijken_that_they_leave_out(shared_data: Path) -> None:
    examination = examine(oss_areas(), oss_wijken(shared_data), TERMS)
    assert examination.partition is None
    assert errors(examination) == [
        "WK082802 Industrieterreinen-Zuid (355 inwoners) is niet ingedeeld.",
        "WK082805 Industrieterreinen-Noord (150 inwoners) is niet ingedeeld.",
        "WK082808 Buitengebied-Noord (335 inwoners) is niet ingedeeld.",
        "WK082809 Buitengebied-Zuid (485 inwoners) is niet ingedeeld.",
        (
            "Niet ingedeeld zijn 4 wijken met samen 1.325 inwoners. Deel ze in, zeg dat de indeling gedeeltelijk is "
            "(is_partial = true), of geef de rest een naam (rest_name)."
        ),
    ]


@pytest.mark.parametrize(("terms", "count"), [(Terms("Oss", is_partial=True), 11), (WITH_REST, 12)])
def test_the_eleven_areas_of_oss_hold_as_a_part_or_with_a_rest(shared_data: Path, terms: Terms, count: int) -> None:
    on = oss_wijken(shared_data)
    partition = examine(oss_areas(), on, terms).partition
    assert partition is not None
    assert len(partition.areas_gdf) == count
    held_m2 = on.units_gdf[on.units_gdf["code"].isin(partition.parts_gdf["base_code"])].area.sum()
    assert partition.areas_gdf.area.sum() == pytest.approx(held_m2, abs=1)


def test_the_eleven_areas_of_oss_stand_on_its_buurten_as_well(shared_data: Path) -> None:
    partition = examine(oss_areas(), oss_buurten(shared_data), WITH_REST).partition
    assert partition is not None
    assert len(partition.parts_gdf) == 106
    assert partition.decisions_df["kind"].value_counts()["wijk uitgewerkt"] == 19


def oss_bands(shared_data: Path, count: int = 6) -> gpd.GeoDataFrame:
    """Bands from west to east across Oss, their borders winding through the buurten, drawn 5 m beyond its border."""
    whole = shapely.union_all(oss_buurten(shared_data).units_gdf.geometry.to_numpy()).buffer(5)
    west, south, east, north = whole.bounds
    edges = np.linspace(west - 1_000, east + 1_000, count + 1)
    bands = [shapely.box(left, south - 1_000, right, north + 1_000) for left, right in pairwise(edges)]
    wound = shapely.transform(shapely.segmentize(np.array(bands), 20), lambda xy: xy + 150 * np.sin(xy[:, ::-1] / 400))
    return polygons({f"b{number}": shape for number, shape in enumerate(shapely.intersection(wound, whole))})


@pytest.mark.parametrize("has_points", [False, True])
def test_bands_across_oss_share_out_each_buurt_once_and_all_its_ground(shared_data: Path, has_points: bool) -> None:
    on = oss_buurten(shared_data)
    places = np.random.default_rng(1).uniform(on.units_gdf.total_bounds[:2], on.units_gdf.total_bounds[2:], (20_000, 2))
    homes_gdf = gpd.GeoDataFrame(
        {"weight": 1.0, "kind": "adressen"}, index=range(20_000), geometry=shapely.points(places), crs=28992
    )
    on = Base(on.units_gdf, on.gemeente_code, on.level, on.peildatum, points_gdf=homes_gdf if has_points else None)
    partition = examine(oss_bands(shared_data), on, TERMS).partition
    assert partition is not None
    parts_gdf = partition.parts_gdf
    assert set(parts_gdf["weight"]) == {"ongedeeld", "adressen" if has_points else "oppervlakte"}
    assert parts_gdf["base_code"].duplicated().sum() > 20
    assert parts_gdf.groupby("base_code")["share"].sum().to_numpy() == pytest.approx(1)
    assert partition.areas_gdf.area.sum() == pytest.approx(on.units_gdf.area.sum(), abs=1)
    assert shapely.coverage_is_valid(partition.areas_gdf.geometry.to_numpy())
