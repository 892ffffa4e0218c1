"""Clusterings of the grid of squares, written as one letter per square; a point is in no area."""

from collections import Counter

import geopandas as gpd
import pandas as pd

from tests.maps.grid import grid_areas

PEOPLE_PER_SQUARE = 100.0


def squares(labels: str, *, columns: int = 3) -> gpd.GeoDataFrame:
    """Return the squares that are labelled: code, name and geometry."""
    return grid_areas([0.0] * len(labels), columns=columns)[["code", "name", "geometry"]]


def clustering(labels: str, *, columns: int = 3) -> gpd.GeoDataFrame:
    """Return the areas of a clustering, by letter; each square has a hundred people."""
    areas_gdf = squares(labels, columns=columns).assign(label=list(labels), people=PEOPLE_PER_SQUARE)
    areas_gdf = areas_gdf.dissolve("label", aggfunc={"people": "sum"}).reset_index()
    letters = areas_gdf["label"]
    counts = letters.map(Counter(labels))
    return areas_gdf.assign(
        code=letters,
        name="Gebied " + letters,
        units=counts.astype(str) + " buurten",
        left_out=letters == ".",
    )


def shared_people(left: str, right: str) -> dict[tuple[str, str], float]:
    """Return the people in each pair of a left and a right area that overlap, as far as both have squares."""
    pairs = Counter(pair for pair in zip(left, right, strict=False) if "." not in pair)
    return {pair: count * PEOPLE_PER_SQUARE for pair, count in pairs.items()}


def elements(counts: str, *, columns: int = 3) -> gpd.GeoDataFrame:
    """Return the squares of a verschilkaart: a digit per square says how many owners disagree."""
    disagreeing = pd.Series([int(digit) for digit in counts])
    return squares(counts, columns=columns).assign(disagreeing=disagreeing, people=PEOPLE_PER_SQUARE, note="")
