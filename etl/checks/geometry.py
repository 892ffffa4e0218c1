"""Checks on outlines: their coordinate system, whether they are there and valid, and gaps and overlaps between them."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from etl.batch import Fault, Severity
from etl.checks.numbers import dutch
from geodata.gebieden.codes import levels_of
from geodata.gebieden.coverage import OVERLAP, SLIVER_WIDTH_M, coverage_flaws
from geodata.gebieden.crs import CrsMismatchError, NotRdError, check_crs_fits, require_rd
from geodata.gebieden.repair import explain, is_broken, repaired

COLUMN = "geometry"
REAL_OVERLAP_SHARE = 0.1
"""Overlap that is wider than the lines are accurate and takes more than this of an area is no noise: ground, and
whoever lives on it, would count twice. Gaps are never more than a warning: water and foreign enclaves look the same,
and a map that was cut somewhere still has its figures."""


def geometry_faults(gebieden_gdf: gpd.GeoDataFrame, already_told: AbstractSet[str | None]) -> Iterator[Fault]:
    """Yield what is wrong with the outlines; nothing where no area has one.

    Parameters
    ----------
    already_told
        Codes whose missing outline the source itself has reported.
    """
    has_outline = ~shapely.is_missing(gebieden_gdf.geometry.to_numpy()) & ~gebieden_gdf.geometry.is_empty.to_numpy()
    if not has_outline.any():
        return
    system_faults = list(_system_faults(gebieden_gdf))
    yield from system_faults
    levels = levels_of(gebieden_gdf["code"])
    yield from _missing(gebieden_gdf["code"], levels, has_outline, already_told)
    if system_faults:
        return
    yield from _invalid(gebieden_gdf)
    for level, level_gdf in gebieden_gdf.groupby(levels, sort=False):
        yield from _flaws(level_gdf, str(level))


def _system_faults(gebieden_gdf: gpd.GeoDataFrame) -> Iterator[Fault]:
    try:
        require_rd(gebieden_gdf)
    except NotRdError as error:
        yield Fault("coördinatenstelsel", Severity.ERROR, str(error), column=COLUMN)
    finding = check_crs_fits(gebieden_gdf)
    if finding.misfits:
        row = str(gebieden_gdf.loc[finding.misfits[0], "code"])
        yield Fault("coördinatenstelsel", Severity.ERROR, str(CrsMismatchError(finding)), row=row, column=COLUMN)


def _missing(
    codes: Any, levels: Any, has_outline: "np.ndarray[Any, np.dtype[np.bool_]]", already_told: AbstractSet[str | None]
) -> Iterator[Fault]:
    """Yield the areas without outline of levels that do have outlines."""
    is_drawn = levels.isin(levels[has_outline].dropna().unique())
    for code in codes[is_drawn & ~has_outline & ~codes.isin(already_told)]:
        message = f"Gebied {code} heeft geen vorm, terwijl andere gebieden van dat niveau die wel hebben."
        yield Fault("vorm ontbreekt", Severity.WARNING, message, row=str(code), column=COLUMN)


def _invalid(gebieden_gdf: gpd.GeoDataFrame) -> Iterator[Fault]:
    outlines = gebieden_gdf.geometry.to_numpy()
    broken = is_broken(outlines)
    before_m2, after_m2 = shapely.area(outlines[broken]), np.nan_to_num(shapely.area(repaired(outlines[broken])))
    codes = gebieden_gdf["code"][broken]
    for code, outline, before, after in zip(codes, outlines[broken], before_m2, after_m2, strict=True):
        reason = explain(outline)
        message = (
            f"De vorm van {code} is ongeldig: {reason}. Hij wordt hersteld; de oppervlakte gaat van {dutch(before)} "
            f"naar {dutch(after)} m²."
        )
        yield Fault("ongeldige vorm", Severity.WARNING, message, row=str(code), column=COLUMN, value=reason)


def _flaws(level_gdf: gpd.GeoDataFrame, level: str) -> Iterator[Fault]:
    """Yield gaps and overlaps between the areas of one level."""
    for flaw in coverage_flaws(level_gdf).itertuples(index=False):
        if flaw.kind == OVERLAP:
            is_real = flaw.share > REAL_OVERLAP_SHARE and not flaw.is_sliver
            severity = Severity.ERROR if is_real else Severity.WARNING
            message = _overlap_sentence(flaw)
        else:
            severity, message = Severity.WARNING, _gap_sentence(flaw, level)
        size = f"{flaw.area_m2:.0f} m2"
        yield Fault(str(flaw.kind), severity, message, row=str(flaw.code), column=COLUMN, value=size)


def _overlap_sentence(flaw: Any) -> str:
    return (
        f"{flaw.code} en {flaw.other_code} overlappen elkaar over {_size(flaw)}; al hun overlap samen is "
        f"{dutch(100 * flaw.share, 1)}% van het kleinste van de twee{_verdict(flaw, 'een van de grenzen klopt niet')}."
    )


def _gap_sentence(flaw: Any, level: str) -> str:
    has_other = isinstance(flaw.other_code, str)
    where = f"Tussen {flaw.code} en {flaw.other_code}" if has_other else f"In {flaw.code}"
    cause = f"daar ligt water of buitenland, of er ontbreekt een {level}"
    return f"{where} ligt een gat van {_size(flaw)}{_verdict(flaw, cause)}."


def _size(flaw: Any) -> str:
    return f"{dutch(flaw.area_m2)} m², {dutch(flaw.width_m, 1)} m breed, bij ({flaw.x:.0f}, {flaw.y:.0f})"


def _verdict(flaw: Any, cause: str) -> str:
    accuracy = f"de {dutch(SLIVER_WIDTH_M)} m waarop CBS-grenzen nauwkeurig zijn"
    return f" (smaller dan {accuracy})" if flaw.is_sliver else f" (breder dan {accuracy}: {cause})"
