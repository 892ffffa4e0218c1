"""Figures of an area that is in no clustering: any units together, or a polygon, composed when it is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd

from geodata.errors import InvalidInputError
from geodata.gebieden.codes import gemeente_code_of, level_of
from geodata.gebieden.levels import Level
from geodata.indelingen.examining.polygons import draft_from_polygons
from geodata.indelingen.parts import Base, Terms
from geodata.indelingen.years.queries import YearNotLoadedError, read_points, read_units
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cover import cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import Catalogue
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.deriving import figures_frame, first_with_value
from geodata.indicators.deriving.gemeente_ground import GemeenteGround, YearOfUnits
from geodata.indicators.deriving.membership import MEMBER_COLUMNS, members_of
from geodata.indicators.deriving.queries import Part, newest_units, unit_codes_on
from geodata.store.engine import Session

OWN_AREA = "eigen"
"""Code of the only area that there is."""


class UnitsRefusedError(InvalidInputError):
    """Units do not make an area together."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"Van deze eenheden is geen gebied te maken: {fault}.")


class PolygonRefusedError(InvalidInputError):
    """A polygon does not make an area."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"Van deze grens is geen gebied te maken: {fault}.")


@dataclass(frozen=True)
class OwnArea:
    """An area that somebody put together.

    Parameters
    ----------
    level
        Of the units that it is made of.
    members_df
        As `geodata.indicators.deriving.membership.members_on`, on the boundaries of `peildatum`.
    """

    gemeente_code: str
    level: Level
    peildatum: date
    members_df: pd.DataFrame


@dataclass(frozen=True)
class PeriodFigures:
    """The figures of an area in a period: rows as `geodata.indicators.deriving.deriving.best_of` gives them."""

    period: int
    peildata: tuple[date, ...]
    figures_df: pd.DataFrame


def area_of_units(session: Session, unit_codes: Sequence[str], peildatum: date | None) -> OwnArea:
    """Put units together to an area.

    Parameters
    ----------
    unit_codes
        Wijken or buurten of one gemeente, not both.
    peildatum
        Of their boundaries; the newest where None.

    Raises
    ------
    UnitsRefusedError
        There are none, they are of several levels or gemeenten, or some are not there on that peildatum.
    """
    codes = list(dict.fromkeys(unit_codes))
    level, gemeente_code = _one_kind(codes)
    on = newest_units(session, gemeente_code, level, peildatum)
    if on is None:
        raise UnitsRefusedError(f"van {gemeente_code} is geen {level} geladen")
    known = unit_codes_on(session, gemeente_code, level, on)
    if unknown := [code for code in codes if code not in known]:
        raise UnitsRefusedError(f"{', '.join(unknown)} bestaat niet per {on:%d-%m-%Y}")
    rows = [(OWN_AREA, code, 1.0, 1.0, False) for code in codes]
    return OwnArea(gemeente_code, level, on, pd.DataFrame(rows, columns=list(MEMBER_COLUMNS)))


def area_of_polygon(
    session: Session, polygon_gdf: gpd.GeoDataFrame, gemeente_code: str, peildatum: date | None
) -> OwnArea:
    """Cut an area from the buurten of a gemeente.

    Parameters
    ----------
    polygon_gdf
        One row with a polygon, in any declared reference system.
    peildatum
        Of the boundaries; the newest where None.

    Raises
    ------
    PolygonRefusedError
        It holds nothing of the gemeente.
    geodata.gebieden.crs.CrsMismatchError
        No reference system is declared, or one that does not fit the coordinates.

    Notes
    -----
    As a clustering that is drawn: a strip of a unit that is the drawing's goes with the rest of the unit; a unit that
    is really cut is divided by addresses, else by people on a finer grid, else by area.
    """
    on = newest_units(session, gemeente_code, Level.BUURT, peildatum)
    if on is None:
        raise PolygonRefusedError(f"van {gemeente_code} is geen buurt geladen")
    units_gdf = read_units(session, gemeente_code, Level.BUURT, on)
    points = read_points(session, units_gdf, on)
    points_gdf = None if points is None else points.points_gdf.assign(kind=points.kind.value)
    base = Base(units_gdf.assign(wijk_code=None, people=None), gemeente_code, Level.BUURT, on, points_gdf=points_gdf)
    drawn_gdf = polygon_gdf[["geometry"]].assign(gebied=OWN_AREA, naam=OWN_AREA, contact_rol="", contact_team="", row=1)
    draft = draft_from_polygons(drawn_gdf, base, Terms("eigen gebied", is_partial=True))
    parts_gdf = draft.parts_gdf[draft.parts_gdf["area_code"] == OWN_AREA]
    if parts_gdf.empty:
        raise PolygonRefusedError(f"zij houdt niets van {gemeente_code} in")
    return OwnArea(gemeente_code, Level.BUURT, on, members_of(_parts(parts_gdf, units_gdf)))


def figures_of(
    session: Session, area: OwnArea, ground: GemeenteGround, crosswalks: Crosswalks, catalogue: Catalogue
) -> list[PeriodFigures]:
    """Compose every figure of an area in every period of which there are any, the oldest first."""
    peildata = {year.peildatum for year in ground.years}
    members = {peildatum: _members_on(session, area, peildatum, crosswalks) for peildatum in peildata}
    parts_df = pd.concat([_placed(members[year.peildatum], year) for year in ground.years], ignore_index=True)
    cover = cover_areas(parts_df, ground.units_df, area_count=len(ground.years))
    figures = aggregate(ground.cells, cover, catalogue)
    return list(_by_period(figures, area, ground.years))


def _members_on(session: Session, area: OwnArea, peildatum: date, crosswalks: Crosswalks) -> pd.DataFrame:
    """Return what the area holds on a peildatum: nothing where its units are not loaded of that."""
    if peildatum == area.peildatum:
        return area.members_df
    place = area.gemeente_code, area.level, area.peildatum, peildatum
    try:
        return crosswalks.between(session, *place).carry(area.members_df)
    except YearNotLoadedError:
        return area.members_df.iloc[:0]


def _placed(members_df: pd.DataFrame, year: YearOfUnits) -> pd.DataFrame:
    return members_df.assign(area=year.number, unit_code=year.code(members_df["unit_code"]))


def _by_period(figures: AreaFigures, area: OwnArea, years: Sequence[YearOfUnits]) -> Iterator[PeriodFigures]:
    """Choose for each period the boundaries that tell: the area's own first, then the newest."""
    order = sorted(years, key=lambda year: (year.peildatum != area.peildatum, -year.peildatum.toordinal()))
    frames = {year.number: figures_frame(figures.rows([year.number]), (OWN_AREA,)) for year in years}
    for period in sorted({year.period for year in years}):
        told = [year for year in order if year.period == period]
        figures_df = first_with_value([frames[year.number] for year in told])
        yield PeriodFigures(period, tuple(year.peildatum for year in told), figures_df)


def _one_kind(codes: Sequence[str]) -> tuple[Level, str]:
    kinds = {(level_of(code), gemeente_code_of(code)) for code in codes}
    if not kinds:
        raise UnitsRefusedError("er is geen enkele eenheid genoemd")
    if len(kinds) > 1:
        raise UnitsRefusedError("noem alleen wijken of alleen buurten, van één gemeente")
    level, gemeente_code = kinds.pop()
    if level not in {Level.WIJK, Level.BUURT} or gemeente_code is None:
        raise UnitsRefusedError("noem wijken of buurten")
    return level, gemeente_code


def _parts(parts_gdf: gpd.GeoDataFrame, units_gdf: gpd.GeoDataFrame) -> list[Part]:
    surface_m2 = units_gdf.set_index("code").area
    return [
        Part(
            OWN_AREA,
            row.base_code,
            row.share,
            None if row.geometry is None else row.geometry.area / surface_m2[row.base_code],
            row.weight,
        )
        for row in parts_gdf.itertuples()
    ]
