"""Reading the units of a gemeente on two peildata, as a crosswalk between the years takes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd
import shapely
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from geodata.errors import NotFoundError
from geodata.gebieden.crs import RD
from geodata.gebieden.levels import Level
from geodata.gebieden.tables import RD_SRID, Gebied
from geodata.indelingen.tables import WeightKind, WeightPoint
from geodata.indelingen.years.changes import change_over
from geodata.store.tables import Load

# What CBS's flags say in either direction: "the same code and boundary", and "another boundary". A new code has one.
_OF_BOTH_DIRECTIONS = (1, 3)


class YearNotLoadedError(NotFoundError):
    """The units of a gemeente are not loaded as they were on a peildatum."""

    def __init__(self, gemeente_code: str, level: Level, peildatum: date, loaded: Sequence[date]) -> None:
        others = ", ".join(f"{day:%d-%m-%Y}" for day in loaded)
        there = f"Wel geladen: {others}." if others else "Ook van andere jaren is er geen geladen."
        super().__init__(
            f"Van {gemeente_code} is geen {level} per {peildatum:%d-%m-%Y} geladen. {there} Laad eerst de wijk- en "
            f"buurtkaart van dat jaar: 'gebiedsmonitor etl gemeente {gemeente_code} {peildatum.year}'."
        )


@dataclass(frozen=True)
class DividingPoints:
    """Points that units are divided by.

    ``points_gdf`` has ``weight`` and lies in RD, in the box about the units; ``kind`` and ``peildatum`` say what.
    """

    kind: WeightKind
    peildatum: date
    points_gdf: gpd.GeoDataFrame


@dataclass(frozen=True)
class UnitsOfTwoYears:
    """The units of a gemeente on two peildata.

    Parameters
    ----------
    from_gdf, to_gdf
        ``code``, ``name``, ``change`` (CBS's flag over the span between the two, missing where not known) and the
        outline in RD, None where it is not loaded; by code.
    points
        None where none are loaded.
    """

    from_gdf: gpd.GeoDataFrame
    to_gdf: gpd.GeoDataFrame
    points: DividingPoints | None


def units_of_two_years(
    session: Session, gemeente_code: str, level: Level, from_peildatum: date, to_peildatum: date
) -> UnitsOfTwoYears:
    """Read the units of a gemeente on two peildata, of which the second may be the earlier.

    Raises
    ------
    YearNotLoadedError
        Of either peildatum none is loaded.

    Notes
    -----
    Points are addresses, else inhabitants, of the peildatum nearest to the first: it is its units that are divided.
    """
    change = change_between(session, gemeente_code, level, from_peildatum, to_peildatum)
    from_gdf, to_gdf = (read_units(session, gemeente_code, level, day) for day in (from_peildatum, to_peildatum))
    return UnitsOfTwoYears(
        from_gdf.assign(change=from_gdf["code"].map(change)),
        to_gdf.assign(change=to_gdf["code"].map(change)),
        read_points(session, from_gdf, from_peildatum),
    )


def peildata_of_units(session: Session, gemeente_code: str, level: Level) -> Sequence[date]:
    """Return the peildata of which units of a gemeente are loaded, the oldest first."""
    statement = select(Gebied.peildatum).where(*_of(gemeente_code, level)).distinct().order_by(Gebied.peildatum)
    return session.scalars(statement).all()


def _of(gemeente_code: str, level: Level) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Gebied.gemeente_code == gemeente_code, Gebied.level == level


def read_units(session: Session, gemeente_code: str, level: Level, peildatum: date) -> gpd.GeoDataFrame:
    """Read the units of a gemeente on a peildatum: ``code``, ``name`` and the outline in RD, by code.

    Raises
    ------
    YearNotLoadedError
        None is loaded.
    """
    columns = (Gebied.code, Gebied.name, func.ST_AsBinary(Gebied.geom))
    statement = select(*columns).where(*_of(gemeente_code, level), Gebied.peildatum == peildatum)
    rows = session.execute(statement.order_by(Gebied.code)).all()
    if not rows:
        raise YearNotLoadedError(gemeente_code, level, peildatum, peildata_of_units(session, gemeente_code, level))
    codes, names, outlines = zip(*rows, strict=True)
    shapes = [None if wkb is None else shapely.from_wkb(bytes(wkb)) for wkb in outlines]
    return gpd.GeoDataFrame({"code": codes, "name": names}, geometry=shapes, crs=RD)


def change_between(
    session: Session, gemeente_code: str, level: Level, from_peildatum: date, to_peildatum: date
) -> "pd.Series[float]":
    """Return by code what CBS says changed of units over the span between two peildata; see `change_over`."""
    earlier, later = sorted((from_peildatum, to_peildatum))
    statement = select(Gebied.code, Gebied.peildatum, Gebied.change).where(
        *_of(gemeente_code, level), Gebied.peildatum > earlier, Gebied.peildatum <= later
    )
    flags_df = pd.DataFrame(session.execute(statement).all(), columns=["code", "peildatum", "change"])
    flags_df["year"] = [day.year for day in flags_df["peildatum"]]
    change = change_over(flags_df, range(earlier.year + 1, later.year + 1))
    return change if to_peildatum == later else change.where(change.isin(_OF_BOTH_DIRECTIONS))


def read_points(session: Session, units_gdf: gpd.GeoDataFrame, peildatum: date) -> DividingPoints | None:
    """Read the points in the box about units: addresses, else inhabitants, of the nearest peildatum; None without."""
    drawn_gdf = units_gdf[units_gdf.geometry.notna()]
    if drawn_gdf.empty:
        return None
    is_near = WeightPoint.geom.op("&&")(func.ST_MakeEnvelope(*map(float, drawn_gdf.total_bounds), RD_SRID))
    kinds = (
        select(WeightPoint.kind, Load.peildatum).join(Load, Load.id == WeightPoint.load_id).where(is_near).distinct()
    )
    found = session.execute(kinds).all()
    if not found:
        return None
    # Addresses come before inhabitants, by the alphabet too; of two years as near, the newest.
    kind, points_peildatum = min(found, key=lambda row: (row[0], abs(row[1] - peildatum), -row[1].toordinal()))
    statement = (
        select(WeightPoint.weight, func.ST_X(WeightPoint.geom), func.ST_Y(WeightPoint.geom))
        .join(Load, Load.id == WeightPoint.load_id)
        .where(is_near, WeightPoint.kind == kind, Load.peildatum == points_peildatum)
    )
    weights, x_m, y_m = zip(*session.execute(statement), strict=True)
    points = gpd.GeoDataFrame({"weight": weights}, geometry=gpd.points_from_xy(x_m, y_m), crs=RD)
    return DividingPoints(WeightKind(kind), points_peildatum, points)
