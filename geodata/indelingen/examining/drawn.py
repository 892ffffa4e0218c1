"""Polygons as a department draws them: made sound, one outline per area, and where they overlap or stray."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geodata.gebieden.crs import RD, to_rd
from geodata.gebieden.repair import GeometryArray, explain, is_broken, repaired
from geodata.indelingen.comparing.ground import FloatArray, IntArray
from geodata.indelingen.examining.findings import Finding, Severity, area_text, dutch
from geodata.indelingen.examining.shapes import NUMERIC_NOISE_M, are_narrow, area_parts, joined_by, shown_widths_m
from geodata.indelingen.parts import Decision, Terms


@dataclass(frozen=True)
class Drawn:
    """One outline per area, in RD and in the order of the file; without overlaps, but in a theme of areas that may."""

    codes: tuple[str, ...]
    outlines: GeometryArray
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]


def drawn_areas(polygons_gdf: gpd.GeoDataFrame, ground: shapely.Geometry, terms: Terms) -> Drawn:
    """Make one sound outline per area of what is drawn.

    Parameters
    ----------
    polygons_gdf
        ``gebied``, ``row`` and geometry in any declared reference system; an area may have several rows.
    ground
        All base units together: what lies beside them does not count.

    Raises
    ------
    geodata.gebieden.crs.CrsMismatchError
        No reference system is declared, or one that does not fit the coordinates.

    Notes
    -----
    A strip that two areas share goes to the one that comes first in the file where it is no wider than the terms
    allow; a wider one is an error.
    """
    drawn_gdf = to_rd(polygons_gdf)
    outlines = shapely.force_2d(drawn_gdf.geometry.to_numpy())
    is_area = np.isin(shapely.get_type_id(outlines), [3, 6]) & ~shapely.is_empty(outlines)
    broken = is_broken(outlines)
    findings = [
        *_not_drawn(drawn_gdf[~is_area]),
        *_repairs(drawn_gdf[is_area & broken], outlines[is_area & broken]),
    ]
    outlines[broken] = repaired(outlines[broken])
    sound_gdf = gpd.GeoDataFrame({"gebied": drawn_gdf["gebied"].to_numpy()}, geometry=outlines, crs=RD)
    sound_gdf = sound_gdf[shapely.area(outlines) > 0]
    joined = joined_by([sound_gdf["gebied"]], sound_gdf.geometry.to_numpy())
    codes, whole = tuple(joined.index), joined.to_numpy()
    findings += _straying(codes, whole, ground=ground, terms=terms)
    if terms.is_overlapping:
        return Drawn(codes, whole, (), tuple(findings))
    outlines, decisions, overlaps = _without_overlaps(codes, whole, ground=ground, terms=terms)
    return Drawn(codes, outlines, tuple(decisions), (*findings, *overlaps))


def _not_drawn(rows_gdf: gpd.GeoDataFrame) -> Iterator[Finding]:
    for row in rows_gdf.itertuples():
        message = f"Rij {row.row}: gebied {row.gebied or '(zonder naam)'} heeft geen vlak."
        yield Finding("geen vlak", Severity.ERROR, message, row=int(row.row), code=row.gebied or None)


def _repairs(rows_gdf: gpd.GeoDataFrame, outlines: GeometryArray) -> Iterator[Finding]:
    for row, outline in zip(rows_gdf.itertuples(), outlines, strict=True):
        message = f"Rij {row.row}: het vlak van gebied {row.gebied} is hersteld: {explain(outline)}."
        yield Finding("hersteld", Severity.WARNING, message, row=int(row.row), code=row.gebied)


def _straying(
    codes: tuple[str, ...], outlines: GeometryArray, *, ground: shapely.Geometry, terms: Terms
) -> Iterator[Finding]:
    """Find areas that reach beyond the base units by more than the accuracy of a line."""
    beyond, owners = area_parts(shapely.difference(outlines, ground))
    is_wide = ~are_narrow(beyond, terms.sliver_width_m)
    sizes_m2 = np.bincount(owners[is_wide], weights=shapely.area(beyond[is_wide]), minlength=len(codes))
    for number in np.flatnonzero(sizes_m2):
        code, size_m2 = codes[number], sizes_m2[number]
        if shapely.area(outlines[number]) - size_m2 > NUMERIC_NOISE_M:
            message = f"Gebied {code} steekt {area_text(size_m2)} buiten de eenheden; dat deel telt niet mee."
            yield Finding("buiten de eenheden", Severity.WARNING, message, code=code)


def _without_overlaps(
    codes: tuple[str, ...], outlines: GeometryArray, *, ground: shapely.Geometry, terms: Terms
) -> tuple[GeometryArray, list[Decision], list[Finding]]:
    """Take what two areas share from the later one, and say whether that was a strip or a fault."""
    pairs = _overlapping_pairs(outlines)
    parts, owners = area_parts(shapely.intersection(outlines[pairs[0]], outlines[pairs[1]]))
    parts, inner = area_parts(_within(parts, ground))
    owners = owners[inner]
    is_noise = are_narrow(parts, NUMERIC_NOISE_M)
    parts, owners = parts[~is_noise], owners[~is_noise]
    is_wide, widths = ~are_narrow(parts, terms.sliver_width_m), shown_widths_m(parts)
    result, decisions, findings = outlines.copy(), [], []
    for number, (first, later) in enumerate(pairs.T):
        of_pair = owners == number
        result[later] = shapely.difference(result[later], outlines[first])
        wide, narrow = of_pair & is_wide, of_pair & ~is_wide
        if wide.any():
            findings.append(_overlap((codes[first], codes[later]), parts[wide], widths[wide]))
        if narrow.any():
            decisions.append(_strip((codes[first], codes[later]), parts[narrow], widths[narrow]))
    return result, decisions, findings


def _within(parts: GeometryArray, ground: shapely.Geometry) -> GeometryArray:
    """Clip parts to the ground; most lie in it already."""
    shapely.prepare(ground)
    result, crosses = parts.copy(), ~shapely.covers(ground, parts)
    result[crosses] = shapely.intersection(parts[crosses], ground)
    return result


def _overlapping_pairs(outlines: GeometryArray) -> IntArray:
    pairs = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    pairs = pairs[:, pairs[0] < pairs[1]]
    ordered: IntArray = pairs[:, np.lexsort((pairs[1], pairs[0]))]
    return ordered


def _overlap(codes: tuple[str, str], parts: GeometryArray, widths: FloatArray) -> Finding:
    size_m2 = float(shapely.area(parts).sum())
    place = shapely.point_on_surface(parts[widths.argmax()])
    message = (
        f"De gebieden {codes[0]} en {codes[1]} overlappen elkaar over {area_text(size_m2)}, op het breedst "
        f"{dutch(widths.max())} m, bij ({place.x:.0f}, {place.y:.0f}). Teken de grens een keer, of zeg dat gebieden "
        "mogen overlappen (is_overlapping = true)."
    )
    return Finding("overlap", Severity.ERROR, message, code=codes[1])


def _strip(codes: tuple[str, str], parts: GeometryArray, widths: FloatArray) -> Decision:
    size_m2, width_m = float(shapely.area(parts).sum()), float(widths.max())
    message = (
        f"De gebieden {codes[0]} en {codes[1]} overlappen elkaar in een strook van {area_text(size_m2)}, hooguit "
        f"{dutch(width_m, 1)} m breed; die is van {codes[0]}."
    )
    return Decision("smalle overlap", message, None, codes[0], codes[1], size_m2, width_m)
