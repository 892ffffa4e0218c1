"""What a clustering is worked out from and into: its base units, its owner's terms, the parts that its areas hold."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.errors import InvalidInputError
from geodata.gebieden.levels import Level
from geodata.indelingen.examining.findings import Finding

PART_COLUMNS = ("area_code", "base_code", "share", "weight", "geometry")
AREA_COLUMNS = ("area_code", "name", "contact_role", "contact_team", "geometry")
DECISION_COLUMNS = ("kind", "unit_code", "area_code", "other_area_code", "area_m2", "width_m", "message")
UNASSIGNED = ""
"""Code of the area of what no area holds."""

REST_CODE = "rest"
"""Code of the area that is made of what no other holds, where the owner asks for one."""

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
        Name of the area that holds what no other holds; its code is `REST_CODE`.
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
