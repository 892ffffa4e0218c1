"""Coordinate reference systems: RD New inside, conversion at the edges, and whether a label fits the coordinates."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS, Transformer

from geodata.errors import InvalidInputError

RD = "EPSG:28992"
WGS84 = "EPSG:4326"
ETRS89 = "EPSG:4258"
WEB_MERCATOR = "EPSG:3857"
TRANSFORM_ACCURACY_M = 0.25
"""Between RD New and ETRS89 without RDNAPTRANS' correction grid, as PROJ states it; CBS's lines are 5-50 m accurate."""

Geometries: TypeAlias = gpd.GeoDataFrame | gpd.GeoSeries
Box = tuple[float, float, float, float]
"""West, south, east, north."""


class Look(StrEnum):
    """What coordinates look like, judged by where the Netherlands would lie; the value is how a message names it."""

    RD = "RD New (EPSG:28992)"
    RD_SWAPPED = "RD New met verwisselde assen (y, x)"
    RD_KILOMETRES = "RD New in kilometers"
    RD_MILLIMETRES = "RD New in millimeters"
    RD_FEET = "RD New in voeten"
    DEGREES = "lengte- en breedtegraden (EPSG:4326)"
    DEGREES_SWAPPED = "graden met verwisselde assen (breedte, lengte)"
    WEB_MERCATOR = "WebMercator (EPSG:3857)"
    WEB_MERCATOR_SWAPPED = "WebMercator met verwisselde assen"
    UTM_31 = "UTM zone 31N (EPSG:25831)"
    UTM_32 = "UTM zone 32N (EPSG:25832)"
    NOWHERE = "geen stelsel waarin Nederland op deze plek ligt"


# Land and inner water with a margin. No two boxes overlap: in RD New every y of the country is above every x. The old
# RD (EPSG:28991) is left out: its origin lies amid the country, so that any small numbers would look like it.
_BOXES: dict[Look, Box] = {
    Look.RD: (-10_000, 300_000, 300_000, 660_000),
    Look.RD_SWAPPED: (300_000.001, -10_000, 660_000, 300_000),
    Look.RD_KILOMETRES: (10, 300, 300, 660),
    Look.RD_MILLIMETRES: (10_000_000, 300_000_000, 300_000_000, 660_000_000),
    Look.RD_FEET: (30_000, 984_000, 984_000, 2_165_000),
    Look.DEGREES: (3.0, 50.6, 7.4, 54.0),
    Look.DEGREES_SWAPPED: (50.6, 3.0, 54.0, 7.4),
    Look.WEB_MERCATOR: (333_000, 6_550_000, 824_000, 7_170_000),
    Look.WEB_MERCATOR_SWAPPED: (6_550_000, 333_000, 7_170_000, 824_000),
    Look.UTM_31: (500_000, 5_600_000, 812_000, 6_000_000),
    Look.UTM_32: (75_000, 5_600_000, 400_000, 6_010_000),
}


@dataclass(frozen=True)
class CrsFinding:
    """Whether the label of a set of geometries fits their coordinates.

    ``label`` is the declared system, or None; ``looks_like`` what the coordinates that do not fit (or, all fitting,
    all of them) look like; ``misfits`` the index labels of those rows; ``bounds`` the box of those rows.
    """

    label: str | None
    looks_like: Look
    misfits: tuple[Any, ...]
    row_count: int
    bounds: Box | None

    @property
    def fits(self) -> bool:
        """Whether all coordinates lie where the Netherlands does in the declared system."""
        return not self.misfits

    def sentence(self) -> str:
        """Write what is wrong and what to do, for whoever must mend the file."""
        where = "" if self.bounds is None else " ({:.6g}, {:.6g} tot {:.6g}, {:.6g})".format(*self.bounds)
        if self.label is None:
            return (
                f"De geometrie noemt geen coördinatenstelsel; de coördinaten{where} lijken op {self.looks_like}. "
                "Geef het stelsel op; het wordt niet geraden."
            )
        part = "" if len(self.misfits) == self.row_count else f" van {len(self.misfits)} van de {self.row_count} rijen"
        return (
            f"Het stelsel {self.label} past niet bij de coördinaten{part}{where}: die lijken op {self.looks_like}. "
            "Verbeter het stelsel of de coördinaten in het bestand."
        )


class CrsMismatchError(InvalidInputError):
    """The declared system is missing, or the coordinates do not lie in the Netherlands under it."""

    def __init__(self, finding: CrsFinding) -> None:
        super().__init__(finding.sentence())
        self.finding = finding


class NotRdError(InvalidInputError):
    """Geometries that had to be in RD New are in another system, or in none."""

    def __init__(self, label: str | None) -> None:
        stands = f"staat in {label}" if label else "heeft geen coördinatenstelsel"
        super().__init__(
            f"De geometrie {stands}; oppervlakte, lengte en afstand worden alleen in RD New ({RD}) berekend. "
            "Zet de geometrie eerst om."
        )


@lru_cache(maxsize=16)
def transformer(source: str, target: str) -> Transformer:
    """Build the conversion between two systems; coordinates go in and come out as (east, north) or (lon, lat).

    Notes
    -----
    Between RD New and ETRS89 or WGS84 it is accurate to `TRANSFORM_ACCURACY_M`. WGS84 is taken as equal to ETRS89, as
    Dutch web services do; the two drift apart by about 2.5 cm a year and differ by less than a metre now.
    """
    return Transformer.from_crs(source, target, always_xy=True)


def require_rd(geometries: Geometries) -> None:
    """Stop unless the geometries are declared to be in RD New.

    Raises
    ------
    NotRdError
        They are in another system, or in none.
    """
    if not _is_rd(geometries.crs):
        raise NotRdError(_label(geometries.crs))


def areas_m2(geometries: Geometries) -> pd.Series:
    """Calculate the area of each geometry in square metres; missing where there is no geometry.

    Raises
    ------
    NotRdError
        They are not in RD New: an area in degrees is no area.
    """
    require_rd(geometries)
    areas: pd.Series = geometries.geometry.area
    return areas


def lengths_m(geometries: Geometries) -> pd.Series:
    """Calculate the length of each line, or of the outline of each polygon, in metres.

    Raises
    ------
    NotRdError
        They are not in RD New.
    """
    require_rd(geometries)
    lengths: pd.Series = geometries.geometry.length
    return lengths


def to_rd(geometries: Geometries) -> Geometries:
    """Convert to RD New, after checking that the label fits the coordinates; geometry that is missing stays so.

    Raises
    ------
    CrsMismatchError
        No system is declared, or the coordinates do not lie in the Netherlands under it.
    """
    require_crs_fits(geometries)
    if geometries.crs is None:  # nothing has a geometry, else it would not fit
        return geometries.set_crs(RD)
    return geometries if _is_rd(geometries.crs) else geometries.to_crs(RD)


def check_crs_fits(geometries: Geometries) -> CrsFinding:
    """Compare the declared system with where the coordinates lie.

    Parameters
    ----------
    geometries
        Areas in the Netherlands, of which each lies as a whole where the country does; rows without geometry are
        passed over.

    Notes
    -----
    RD numbers under a WGS84 or WebMercator label, degrees under an RD label and swapped axes occur in real files.
    Systems that differ less than the width of the country (ETRS89 and WGS84, RD New and RD with NAP) cannot be told
    apart this way.
    """
    box_of_row = geometries.geometry.bounds
    box_of_row = box_of_row[box_of_row.notna().all(axis="columns")]
    fitting = _lies_in_netherlands(box_of_row, geometries.crs)
    bad = box_of_row if fitting.all() else box_of_row[~fitting]
    total = _total_box(bad)
    return CrsFinding(
        label=_label(geometries.crs),
        looks_like=Look.NOWHERE if total is None else looks_like(total),
        misfits=tuple(box_of_row.index[~fitting]),
        row_count=len(box_of_row),
        bounds=total,
    )


def require_crs_fits(geometries: Geometries) -> None:
    """Stop unless the declared system fits the coordinates.

    Raises
    ------
    CrsMismatchError
        No system is declared, or the coordinates do not lie in the Netherlands under it.
    """
    finding = check_crs_fits(geometries)
    if not finding.fits:
        raise CrsMismatchError(finding)


def looks_like(bounds: Box) -> Look:
    """Recognise the system from a box around Dutch areas.

    Examples
    --------
    >>> looks_like((152673.0, 415239.0, 177363.0, 426895.0)).name
    'RD'
    """
    return next((look for look, box in _BOXES.items() if _is_within(bounds, box)), Look.NOWHERE)


def _is_within(bounds: Box, box: Box) -> bool:
    west, south, east, north = bounds
    return box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3]


def _is_rd(crs: CRS | None) -> bool:
    # equals() covers files that spell the system out without its EPSG number
    return crs is not None and (crs.to_epsg() == 28992 or crs.equals(CRS(RD), ignore_axis_order=True))


def _label(crs: CRS | None) -> str | None:
    if crs is None:
        return None
    authority = crs.to_authority()
    return ":".join(authority) if authority else crs.name


def _lies_in_netherlands(box_of_row: pd.DataFrame, crs: CRS | None) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Tell per box whether it lies where the country does in a system."""
    if crs is None:
        return np.zeros(len(box_of_row), dtype=bool)
    west, south, east, north = _netherlands_in(crs.to_wkt())
    boxes = box_of_row.to_numpy()
    return (boxes[:, 0] >= west) & (boxes[:, 1] >= south) & (boxes[:, 2] <= east) & (boxes[:, 3] <= north)


@lru_cache(maxsize=16)
def _netherlands_in(crs_wkt: str) -> Box:
    """Give the box around the Netherlands in a system."""
    crs = CRS.from_wkt(crs_wkt)
    if _is_rd(crs):
        return _BOXES[Look.RD]
    to_crs = Transformer.from_crs(WGS84, crs, always_xy=True)
    return to_crs.transform_bounds(*_BOXES[Look.DEGREES])


def _total_box(box_of_row: pd.DataFrame) -> Box | None:
    if box_of_row.empty:
        return None
    west, south, east, north = shapely.total_bounds(shapely.box(*box_of_row.to_numpy().T))
    return float(west), float(south), float(east), float(north)
