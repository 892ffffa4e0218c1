"""Areas of which the shape looks like a mistake: in loose parts, or with something else inside."""

from collections.abc import Iterator
from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geodata.gebieden.repair import GeometryArray
from geodata.indelingen.examining.findings import Finding, Severity, area_text
from geodata.indelingen.examining.shapes import BoolArray, are_narrow
from geodata.indelingen.parts import REST_CODE, Base, Partition, Terms

_BRIDGE_M = 1_000.0
"""Over how wide a water two parts of an area still belong together; our rivers are narrower."""

_TOUCHING_M = 1.0


def loose_parts(partition: Partition, base: Base, terms: Terms) -> Iterator[Finding]:
    """Find areas in several parts that neither a unit of theirs nor a water joins; a rest is expected to be so."""
    parts_gdf = partition.parts_gdf
    for area in partition.areas_gdf.dropna(subset="geometry").itertuples():
        parts = shapely.get_parts(area.geometry)
        parts = parts[~are_narrow(parts, terms.sliver_width_m)]
        if len(parts) < 2 or area.area_code == REST_CODE:
            continue
        own_codes = parts_gdf.loc[parts_gdf["area_code"] == area.area_code, "base_code"]
        sizes_m2 = _sizes_of_groups(parts, base.units_gdf, own_codes)
        if len(sizes_m2) > 1:
            sizes = ", ".join(area_text(size_m2) for size_m2 in sizes_m2)
            message = f"Gebied {area.area_code} ({area.name}) bestaat uit {len(sizes_m2)} losse delen: {sizes}."
            yield Finding("losse delen", Severity.WARNING, message, code=area.area_code)


def _sizes_of_groups(parts: GeometryArray, units_gdf: gpd.GeoDataFrame, own_codes: pd.Series) -> list[float]:
    """Measure the groups of parts that belong together, largest first."""
    is_own = units_gdf["code"].isin(own_codes)
    links = [*_through_units(parts, units_gdf.geometry[is_own].dropna().to_numpy())]
    links += _over_water(parts, shapely.STRtree(units_gdf.geometry[~is_own].dropna().to_numpy()))
    starts, ends = np.array(links, dtype=np.int64).reshape(-1, 2).T
    graph = coo_array((np.ones(len(links)), (starts, ends)), shape=(len(parts), len(parts)))
    _, groups = connected_components(graph)
    return sorted(np.bincount(groups, weights=shapely.area(parts)).tolist(), reverse=True)


def _through_units(parts: GeometryArray, units: GeometryArray) -> Iterator[tuple[int, int]]:
    """Link parts that one unit lies in: it was in several parts already."""
    pieces, owners = shapely.get_parts(units, return_index=True)
    found, numbers = shapely.STRtree(parts).query(shapely.point_on_surface(pieces), predicate="intersects")
    for _, group in pd.Series(numbers).groupby(owners[found]):
        yield from ((int(group.iloc[0]), int(other)) for other in group.iloc[1:])


def _over_water(parts: GeometryArray, others: shapely.STRtree) -> Iterator[tuple[int, int]]:
    """Link parts between which no other unit lies, only what is no land."""
    for first, second in combinations(range(len(parts)), 2):
        bridge = shapely.shortest_line(parts[first], parts[second])
        if 0 < shapely.length(bridge) <= _BRIDGE_M:
            crossed = others.geometries[others.query(bridge, predicate="intersects")]
            if shapely.length(shapely.intersection(bridge, crossed)).sum() <= _TOUCHING_M:
                yield first, second


def enclaves(areas_gdf: gpd.GeoDataFrame, base: Base, terms: Terms) -> Iterator[Finding]:
    """Find areas with a hole that other areas or units lie in; a hole with water in it is none."""
    for area in areas_gdf.dropna(subset="geometry").itertuples():
        holes = _wide_holes(area.geometry, terms)
        inside = areas_gdf[_lie_in(areas_gdf, holes)]
        units = base.units_gdf.loc[_lie_in(base.units_gdf, holes), "code"]
        name = f"Gebied {area.area_code} ({area.name})"
        if len(inside):
            shown = " en ".join(f"{other.area_code} ({other.name})" for other in inside.itertuples())
            message = f"{name} heeft een gat waarin een ander gebied ligt: {shown}."
            yield Finding("enclave", Severity.WARNING, message, code=area.area_code)
        elif len(units):
            message = f"{name} heeft een gat met eenheden die nergens bij horen: {', '.join(units)}."
            yield Finding("gat", Severity.WARNING, message, code=area.area_code)


def _wide_holes(outline: shapely.Geometry, terms: Terms) -> GeometryArray:
    rings = [ring for part in shapely.get_parts(outline) for ring in part.interiors]
    holes = np.array([shapely.Polygon(ring) for ring in rings], dtype=object)
    wide: GeometryArray = holes[~are_narrow(holes, terms.sliver_width_m)]
    return wide


def _lie_in(gebieden_gdf: gpd.GeoDataFrame, holes: GeometryArray) -> BoolArray:
    """Tell which areas lie in holes with at least one of their parts."""
    parts, owners = shapely.get_parts(gebieden_gdf.geometry.to_numpy(), return_index=True)
    inside, _ = shapely.STRtree(holes).query(shapely.point_on_surface(parts), predicate="within")
    found: BoolArray = np.isin(np.arange(len(gebieden_gdf)), owners[inside])
    return found
