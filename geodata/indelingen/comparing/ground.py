"""The ground set of a study: base units, and pieces of those that a clustering cuts, with the clusterings on them.

A clustering is here nothing but a label per element, so that comparing needs sets and sums, and no geometry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np

from geodata.errors import InvalidInputError

IntArray = np.ndarray[Any, np.dtype[np.int64]]
FloatArray = np.ndarray[Any, np.dtype[np.float64]]

NO_AREA = -1
"""Label of an element that a clustering leaves out."""


class Measure(StrEnum):
    """What elements are weighed by; the value is the Dutch word for it."""

    PEOPLE = "inwoners"
    HOUSEHOLDS = "huishoudens"
    ADDRESSES = "adressen"
    AREA = "oppervlakte"


COLUMN_OF_MEASURE = {
    Measure.PEOPLE: "people",
    Measure.HOUSEHOLDS: "households",
    Measure.ADDRESSES: "addresses",
    Measure.AREA: "area_m2",
}
PEOPLE_RANGE = ("people_lowest", "people_highest")
ELEMENT_COLUMNS = (
    *("unit_code", "unit_name", "share", "division"),
    *COLUMN_OF_MEASURE.values(),
    *PEOPLE_RANGE,
    "geometry",
)


class MeasureMissingError(InvalidInputError):
    """Of no unit at all the measure is known, so that nothing can be weighed by it."""

    def __init__(self, measure: Measure) -> None:
        super().__init__(
            f"Van geen enkele eenheid zijn {measure.value} geladen. Laad die cijfers, of weeg naar oppervlakte."
        )


@dataclass(frozen=True)
class Labelling:
    """A clustering on the elements of a study.

    Parameters
    ----------
    name
        Address of the clustering: ``GM0828.wijkfoto.1``.
    title, owner
        What people call it, and whose it is.
    area_codes, area_names
        Of its areas, in the order of the labels.
    labels
        Per element the number of its area, or `NO_AREA`.
    """

    name: str
    title: str
    owner: str
    area_codes: tuple[str, ...]
    area_names: tuple[str, ...]
    labels: IntArray


@dataclass(frozen=True)
class PeopleRange:
    """How many people live in some elements: the sum of what is published, and the range that it stands for."""

    value: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Study:
    """Some clusterings on one ground set.

    Parameters
    ----------
    elements_gdf
        One row per element, by unit: ``unit_code``, ``unit_name``; ``share`` of the unit, above 0 to 1; ``division``,
        by what the unit was divided (empty: it is whole); ``people``, ``households``, ``addresses``, ``area_m2`` (NaN
        where unknown); ``people_lowest``, ``people_highest``, what the published number of people stands for; outline
        in RD, None where a unit was divided by shares alone.
    labellings
        The clusterings, each with a label per element.
    """

    elements_gdf: gpd.GeoDataFrame
    labellings: tuple[Labelling, ...]

    def weights(self, measure: Measure) -> FloatArray:
        """Return the weight of each element; 0 where it is not known (`unweighed_units` names those).

        Raises
        ------
        MeasureMissingError
            The measure is known of no element at all.
        """
        values = self.elements_gdf[COLUMN_OF_MEASURE[measure]].to_numpy(dtype=np.float64)
        if len(values) and np.isnan(values).all():
            raise MeasureMissingError(measure)
        return np.where(np.isnan(values), 0.0, values)

    def unweighed_units(self, measure: Measure) -> Sequence[str]:
        """Return the codes of the units of which the measure is not known: they count for nothing."""
        column = self.elements_gdf[COLUMN_OF_MEASURE[measure]]
        return sorted(set(self.elements_gdf.loc[column.isna(), "unit_code"]))

    def people_in(self, elements: IntArray) -> PeopleRange:
        """Add up the people of some elements (their numbers); those of whom the number is not known are left out.

        The range is certain for whole units. Of a piece it is the same share of its unit's range.
        """
        sums = np.nansum(self._people_rows[:, elements], axis=1)
        return PeopleRange(*(float(value) for value in sums))

    @cached_property
    def _people_rows(self) -> FloatArray:
        columns = [COLUMN_OF_MEASURE[Measure.PEOPLE], *PEOPLE_RANGE]
        return np.stack([self.elements_gdf[column].to_numpy(dtype=np.float64) for column in columns])
