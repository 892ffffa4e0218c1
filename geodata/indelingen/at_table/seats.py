"""Who sits at the table for a place: per clustering the areas that it lies in, with the contact of their owner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry as Geometry

from geodata.gebieden.coverage import widths_m
from geodata.indelingen.comparing.crosswalk import crosswalk_between
from geodata.indelingen.comparing.ground import Measure, Study
from geodata.indelingen.comparing.laying import SLIVER_WIDTH_M
from geodata.indelingen.tables import Indeling


@dataclass(frozen=True)
class SeatedArea:
    """An area that a place lies in, and whom its owner named for it: a role and a team, not a person.

    ``share`` is the part of the place that lies in it, above 0 to 1; ``people`` how many live in that part, None where
    that is not known.
    """

    code: str
    name: str
    contact_role: str | None
    contact_team: str | None
    share: float = 1.0
    people: float | None = None


@dataclass(frozen=True)
class Seat:
    """One clustering at the table.

    Parameters
    ----------
    areas
        The largest share first. Empty where the clustering has no area in this place.
    is_on_border
        The place is a point on the border of several of its areas: the one with the lowest code is given.
    measure
        What the shares are of; None for a point.
    """

    indeling: Indeling
    areas: tuple[SeatedArea, ...]
    is_on_border: bool = False
    measure: Measure | None = None


@dataclass(frozen=True)
class AreaShare:
    """The part of a place that lies in an area, by its code; and how many people live there, where known."""

    code: str
    share: float
    people: float | None


def point_seat(indeling: Indeling, covering: Iterable[SeatedArea]) -> Seat:
    """Seat a clustering at the table for a point.

    Parameters
    ----------
    covering
        The areas that the point lies in or on the border of, by code. A clustering whose areas may overlap keeps all;
        of any other the first counts.
    """
    areas = tuple(covering)
    is_on_border = len(areas) > 1 and not indeling.is_overlapping
    return Seat(indeling, areas[:1] if is_on_border else areas, is_on_border)


def shares_by_units(study: Study, area_code: str, other: int) -> tuple[Measure, list[AreaShare]]:
    """Return which areas of another clustering an area of the first clustering of a study lies in.

    Parameters
    ----------
    area_code
        Of an area of the study's first clustering.
    other
        Number of the other clustering.

    Returns
    -------
    What the shares are of, people if any are known to live in the area, else its surface; and the shares, the largest
    first. What the other clustering leaves out is not among them.
    """
    is_inside = study.labellings[0].labels == study.labellings[0].area_codes.index(area_code)
    has_people = study.elements_gdf.loc[is_inside, "people"].sum() > 0
    measure = Measure.PEOPLE if has_people else Measure.AREA
    rows_df = crosswalk_between(study, 0, other, measure)
    rows_df = rows_df[(rows_df["area_code"] == area_code) & rows_df["other_area_code"].notna()]
    found = [
        AreaShare(row["other_area_code"], row["share_of_area"], row["amount"] if has_people else None)
        for row in rows_df.dropna(subset=["share_of_area"]).to_dict("records")
    ]
    return measure, _largest_first(found)


def shares_by_outline(place: Geometry, outlines: Mapping[str, Geometry]) -> list[AreaShare]:
    """Return which areas a place lies in by its outline alone, in RD, the largest share first.

    What they have in common and is nowhere wider than `SLIVER_WIDTH_M` is the drawing's.
    """
    found = [
        AreaShare(code, _wide_m2(shapely.intersection(place, outline)) / place.area, None)
        for code, outline in outlines.items()
    ]
    return _largest_first(found)


def _wide_m2(piece: Geometry) -> float:
    polygons = np.array([part for part in shapely.get_parts(piece) if part.area > 0], dtype=object)
    is_wide = widths_m(polygons) > SLIVER_WIDTH_M
    return float(shapely.area(polygons[is_wide]).sum())


def _largest_first(shares: Iterable[AreaShare]) -> list[AreaShare]:
    return sorted((one for one in shares if one.share > 0), key=lambda one: (-one.share, one.code))
