"""What a clustering is worked out from and into: its base units, its owner's terms, the parts that its areas hold."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.errors import InvalidInputError
from geodata.gebieden.crs import RD, to_rd
from geodata.gebieden.levels import Level
from geodata.indelingen.findings import Finding

PART_COLUMNS = ("area_code", "base_code", "share", "weight", "geometry")
AREA_COLUMNS = ("area_code", "name", "contact_role", "contact_team", "geometry")
DECISION_COLUMNS = ("kind", "unit_code", "area_code", "other_area_code", "area_m2", "width_m", "message")
UNASSIGNED = ""
"""Code of the area of what no area holds."""

SLIVER_WIDTH_M = 25.0
"""CBS draws wijk and buurt borders to 10-50 m ("Toelichting Wijk- en Buurtkaart 2022, 2023 en 2024", ch. 1.1)."""


class Weight(StrEnum):
    """What a unit was divided by."""

    NONE = "ongedeeld"
    ADDRESSES = "adressen"
    PEOPLE = "inwoners"
    AREA = "oppervlakte"
    GIVEN = "opgegeven"


class PartsRefusedError(InvalidInputError):
    """A clustering does not divide its base units as it should."""

    def __init__(self, name: str, reasons: list[str]) -> None:
        listed = "\n".join(f"  - {reason}" for reason in reasons)
        super().__init__(f"De indeling {name} klopt niet:\n{listed}")


@dataclass(frozen=True)
class Terms:
    """What the owner of a clustering says of it, as far as it decides what is a fault.

    Parameters
    ----------
    name
        What to call the clustering.
    is_partial
        Units may stay without an area.
    is_overlapping
        Areas may overlap: a theme, not a partition. Units may then stay without an area as well.
    rest_name
        Name of the area that holds what no other holds; its code is ``rest``.
    contact_role, contact_team
        Whom to ask about an area that names nobody itself: a role and a team, not a person.
    sliver_width_m
        A piece of a unit that is nowhere wider is the drawing's, not the owner's.
    """

    name: str
    is_partial: bool = False
    is_overlapping: bool = False
    rest_name: str | None = None
    contact_role: str | None = None
    contact_team: str | None = None
    sliver_width_m: float = SLIVER_WIDTH_M

    @property
    def may_leave_out(self) -> bool:
        """Whether units may stay without an area."""
        return self.is_partial or self.is_overlapping


class Decision(NamedTuple):
    """Something that was decided without being asked; what does not apply is missing."""

    kind: str
    message: str
    unit_code: str | None = None
    area_code: str | None = None
    other_area_code: str | None = None
    area_m2: float = np.nan
    width_m: float = np.nan


@dataclass(frozen=True)
class Base:
    """The units that a clustering is built on.

    Parameters
    ----------
    units_gdf
        All units of the gemeente at the peildatum: ``code``, ``name``, ``wijk_code``, ``people`` (NaN where unknown),
        and the outline in RD.
    points_gdf
        What a unit that is cut is divided by: points in RD with ``weight`` and ``kind`` (``adressen``; ``inwoners``
        for the middle of a square of a finer grid). Addresses go before people, people before area.
    elsewhere_df
        Units of other peildata, to say where a code is from: ``code``, ``name``, ``peildatum``.
    indeling_parts_gdf
        Where the codes of a file are areas of another clustering on the same units: the parts of that one, as
        `Partition.parts_gdf`, its ``area_code`` as that clustering's own file has it.
    """

    units_gdf: gpd.GeoDataFrame
    gemeente_code: str
    level: Level
    peildatum: date
    points_gdf: gpd.GeoDataFrame | None = None
    elsewhere_df: pd.DataFrame | None = None
    indeling_parts_gdf: gpd.GeoDataFrame | None = None


@dataclass(frozen=True)
class Partition:
    """A clustering worked out on its base units.

    Parameters
    ----------
    areas_gdf
        ``area_code``, ``name``, ``contact_role``, ``contact_team`` (None where nobody is named) and the outline in
        RD; None where an area holds nothing but shares of units that lie elsewhere on the map.
    parts_gdf
        ``area_code``, ``base_code``, ``share`` (of the base unit, 0 to 1; 0 for a piece in which no address lies),
        ``weight``, and the piece's outline where the unit is cut, else None.
    decisions_df
        What was decided without being asked: ``kind``, ``unit_code``, ``area_code`` (that got it),
        ``other_area_code``, ``area_m2``, ``width_m``, ``message``; missing where it does not apply.
    """

    areas_gdf: gpd.GeoDataFrame
    parts_gdf: gpd.GeoDataFrame
    decisions_df: pd.DataFrame


@dataclass(frozen=True)
class Draft:
    """Who holds what, before it is judged.

    Parameters
    ----------
    parts_gdf
        As `Partition.parts_gdf`; ``area_code`` is `UNASSIGNED` for what no area holds.
    areas_df
        ``area_code``, ``name``, ``contact_role``, ``contact_team`` of the areas that are named, in the order of the
        file.
    """

    parts_gdf: gpd.GeoDataFrame
    areas_df: pd.DataFrame
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]


# CBS draws wijk and buurt borders to 10-50 m ("Toelichting Wijk- en Buurtkaart 2022, 2023 en 2024", ch. 1.1): a cut
# that takes less than this from a unit, at this width, is the drawing's, not the owner's.
SLIVER_SHARE = 0.01


def partition_from_units(
    units_df: pd.DataFrame, base_gdf: gpd.GeoDataFrame, *, name: str, is_partial: bool
) -> Partition:
    """Work out a clustering that assigns whole base units.

    Parameters
    ----------
    units_df
        ``code`` (base unit), ``gebied`` (area), ``naam`` (its name).
    base_gdf
        All base units of the gemeente: ``code`` and outline in RD.
    name
        What to call the clustering in an error.
    is_partial
        Whether units may stay without an area.

    Raises
    ------
    PartsRefusedError
        Units are unknown, assigned twice, or not at all; all are named.
    """
    reasons = [*_unit_faults(units_df, set(base_gdf["code"]), is_partial=is_partial), *_name_faults(units_df)]
    if reasons:
        raise PartsRefusedError(name, reasons)
    outlines = base_gdf.set_index("code").geometry
    parts_df = pd.DataFrame({"area_code": units_df["gebied"], "base_code": units_df["code"]})
    members = gpd.GeoDataFrame(parts_df, geometry=outlines.loc[units_df["code"]].to_numpy(), crs=RD)
    areas_gdf = _dissolved(members, units_df.groupby("gebied")["naam"].first())
    parts_gdf = members.assign(share=1.0, weight=Weight.NONE.value, geometry=None)
    return Partition(areas_gdf, parts_gdf[list(PART_COLUMNS)], pd.DataFrame(columns=list(DECISION_COLUMNS)))


def partition_from_polygons(
    polygons_gdf: gpd.GeoDataFrame, base_gdf: gpd.GeoDataFrame, *, name: str, is_partial: bool
) -> Partition:
    """Work out a clustering that is drawn: units that it cuts are divided by area.

    A unit of which all but a sliver lies in one area is not cut; it goes to that area whole.

    Parameters
    ----------
    polygons_gdf
        ``gebied``, ``naam`` and polygons, in any declared reference system.
    base_gdf, name, is_partial
        As for `partition_from_units`.

    Raises
    ------
    PartsRefusedError
        Units lie outside every polygon, or polygons overlap.
    geodata.gebieden.crs.CrsMismatchError
        The polygons declare no reference system, or one that does not fit their coordinates.
    """
    pieces = base_gdf[["code", "geometry"]].overlay(to_rd(polygons_gdf), how="intersection", keep_geom_type=True)
    pieces = pieces.dissolve(["code", "gebied"]).reset_index()
    base_areas_m2 = base_gdf.set_index("code").area
    pieces["share"] = pieces.area / pieces["code"].map(base_areas_m2)
    pieces = pieces[pieces["share"] > SLIVER_SHARE]
    reasons = _piece_faults(pieces, base_areas_m2.index, is_partial=is_partial)
    if reasons:
        raise PartsRefusedError(name, reasons)
    is_whole = ~pieces["code"].duplicated(keep=False) & (pieces["share"] > 1 - SLIVER_SHARE)
    totals = pieces.groupby("code")["share"].transform("sum")
    # What the slivers took is given back; a unit that lies partly outside on purpose keeps its shares.
    totals = totals.where(totals > 1 - SLIVER_SHARE, 1.0)
    pieces["share"] = (pieces["share"] / totals).mask(is_whole, 1.0).clip(upper=1.0)
    pieces["weight"] = is_whole.map({True: Weight.NONE.value, False: Weight.AREA.value})
    # A unit that goes to one area whole keeps its own outline: what strayed over its border is no gap.
    whole_outlines = pieces["code"].map(base_gdf.set_index("code").geometry)
    pieces["geometry"] = pieces.geometry.mask(is_whole, gpd.GeoSeries(whole_outlines, crs=RD))
    areas_gdf = _dissolved(
        pieces.rename(columns={"gebied": "area_code"}), polygons_gdf.groupby("gebied")["naam"].first()
    )
    pieces["geometry"] = pieces.geometry.where(~is_whole, None)
    return Partition(
        areas_gdf,
        pieces.rename(columns={"gebied": "area_code", "code": "base_code"})[list(PART_COLUMNS)],
        pd.DataFrame(columns=list(DECISION_COLUMNS)),
    )


def _dissolved(members: gpd.GeoDataFrame, names: pd.Series) -> gpd.GeoDataFrame:
    outlines = members.groupby("area_code")["geometry"].agg(lambda group: shapely.union_all(group.to_numpy()))
    return gpd.GeoDataFrame(
        {"area_code": outlines.index, "name": names.loc[outlines.index].to_numpy()},
        geometry=outlines.to_numpy(),
        crs=RD,
    )


def _unit_faults(units_df: pd.DataFrame, base_codes: set[str], *, is_partial: bool) -> list[str]:
    codes = units_df["code"]
    reasons = [f"{code} bestaat niet op deze peildatum" for code in sorted(set(codes) - base_codes)]
    reasons += [f"{code} is meer dan eens ingedeeld" for code in sorted(set(codes[codes.duplicated()]))]
    if not is_partial:
        reasons += [f"{code} is niet ingedeeld" for code in sorted(base_codes - set(codes))]
    return reasons


def _name_faults(units_df: pd.DataFrame) -> list[str]:
    names = units_df.groupby("gebied")["naam"].unique()
    return [
        f"gebied {code} heeft meer dan één naam: {', '.join(found)}" for code, found in names.items() if len(found) > 1
    ]


def _piece_faults(pieces: gpd.GeoDataFrame, base_codes: pd.Index, *, is_partial: bool) -> list[str]:
    totals = pieces.groupby("code")["share"].sum().reindex(base_codes, fill_value=0.0)
    reasons = [f"{code} ligt voor {share:.0%} in vlakken: ze overlappen" for code, share in _above(totals).items()]
    if not is_partial:
        missing = totals[totals < 1 - SLIVER_SHARE]
        reasons += [f"{code} ligt voor {1 - share:.0%} buiten alle vlakken" for code, share in missing.items()]
    return reasons


def _above(totals: pd.Series) -> pd.Series:
    return totals[totals > 1 + SLIVER_SHARE]
