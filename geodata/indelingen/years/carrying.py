"""A clustering of the register, carried to the boundaries of another year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geodata.errors import InvalidInputError
from geodata.indelingen.queries import find_indeling, name_of, short_code
from geodata.indelingen.reading.queries import read_ground
from geodata.indelingen.tables import Indeling
from geodata.indelingen.years.carry_over import CarriedOver, carried_over
from geodata.indelingen.years.queries import UnitsOfTwoYears, units_of_two_years
from geodata.indelingen.years.year_crosswalk import YearCrosswalk, year_crosswalk
from geodata.store.reading import Reader


class NothingToCarryError(InvalidInputError):
    """A clustering stands on those boundaries already, or is one of CBS's, which come with them."""

    def __init__(self, indeling: Indeling, reason: str) -> None:
        super().__init__(f"{name_of(indeling)} hoeft niet te worden overgezet: {reason}.")


@dataclass(frozen=True)
class CarriedIndeling:
    """A clustering on the units of another year.

    ``areas`` are the names of its areas by short code, as in the parts of ``carried``; ``units`` and ``crosswalk`` are
    what these follow from.
    """

    indeling: Indeling
    peildatum: date
    areas: Mapping[str, str]
    units: UnitsOfTwoYears
    crosswalk: YearCrosswalk
    carried: CarriedOver

    @property
    def left_out(self) -> tuple[str, ...]:
        """Codes of the units that lie in no area, and of which that is sure."""
        open_codes = {needed.unit_code for needed in self.carried.decisions_needed}
        placed = set(self.carried.parts_df["base_code"])
        return tuple(code for code in self.units.to_gdf["code"] if code not in placed | open_codes)


def carry_indeling(
    reader: Reader,
    name: str,
    peildatum: date,
    decisions: Mapping[str, str | None],
    *,
    follows_suggestions: bool = False,
) -> CarriedIndeling:
    """Carry a clustering from the register to the boundaries of another peildatum.

    Parameters
    ----------
    decisions
        By code of a unit of `peildatum` the short code of its area, None for none.
    follows_suggestions
        Let what is not decided, and has a suggestion, go where that says.

    Raises
    ------
    geodata.indelingen.queries.IndelingNotFoundError
        The register has none of that name.
    NothingToCarryError
        It is a national one, or stands on those boundaries.
    geodata.indelingen.reading.queries.NotComparableError
        Its areas may overlap.
    geodata.indelingen.years.queries.YearNotLoadedError
        The units of either peildatum are not loaded.
    geodata.indelingen.years.carry_over.CarryOverRefusedError
        Decisions name units or areas that are not there.
    """
    indeling = find_indeling(reader, name)
    gemeente_code = _gemeente_to_carry(indeling, peildatum)
    clustering = read_ground(reader, [name]).clusterings[0]
    units = units_of_two_years(reader, gemeente_code, indeling.base_level, indeling.base_peildatum, peildatum)
    crosswalk = crosswalk_of(units)
    parts_df = _parts(clustering.parts_gdf)
    carried = carried_over(parts_df, crosswalk, decisions)
    if follows_suggestions:
        carried = carried_over(parts_df, crosswalk, {**carried.suggested_decisions(), **decisions})
    areas = {short_code(code): area_name for code, area_name in clustering.areas}
    return CarriedIndeling(indeling, peildatum, areas, units, crosswalk, carried)


def crosswalk_of(units: UnitsOfTwoYears) -> YearCrosswalk:
    """Return the crosswalk between two years of units, divided by the points that were read with them."""
    points_gdf = None if units.points is None else units.points.points_gdf
    return year_crosswalk(units.from_gdf, units.to_gdf, points_gdf=points_gdf)


def _gemeente_to_carry(indeling: Indeling, peildatum: date) -> str:
    if indeling.gemeente_code is None:
        raise NothingToCarryError(indeling, "zij is van het CBS, en komt met de wijk- en buurtkaart van elk jaar mee")
    if indeling.base_peildatum == peildatum:
        raise NothingToCarryError(indeling, f"zij staat al op de grenzen van {peildatum:%d-%m-%Y}")
    return indeling.gemeente_code


def _parts(parts_gdf: pd.DataFrame) -> pd.DataFrame:
    """Return parts as they are carried: a piece in which nobody lives has no share to carry."""
    is_held = parts_gdf["share"] > 0
    return pd.DataFrame(
        {
            "area_code": parts_gdf.loc[is_held, "area_code"].map(short_code),
            "base_code": parts_gdf.loc[is_held, "unit_code"],
            "share": parts_gdf.loc[is_held, "share"],
        }
    )
