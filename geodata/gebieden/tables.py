"""Areas at a peildatum, their simplified shapes, and what was repaired in them."""

from datetime import date

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ForeignKey, Identity, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from geodata.gebieden.levels import Level
from geodata.store.tables import Base, text_enum

RD_SRID = 28992


class GebiedColumns:
    """The columns that an area and its superseded versions share."""

    code: Mapped[str]
    peildatum: Mapped[date]
    name: Mapped[str]
    gemeente_code: Mapped[str | None]
    wijk_code: Mapped[str | None]
    change: Mapped[int | None] = mapped_column(SmallInteger)
    load_id: Mapped[int]

    @declared_attr
    def level(self) -> Mapped[Level]:
        """Level of the area."""
        return mapped_column(text_enum(Level, "level"))

    @declared_attr
    def geom(self) -> Mapped[WKBElement | None]:
        """Geometry in RD New; missing where only the code is known."""
        return mapped_column(Geometry("MULTIPOLYGON", srid=RD_SRID, spatial_index=False))


class Gebied(GebiedColumns, Base):
    """An area at a peildatum.

    ``code`` is CBS's (NL00, GM…, WK…, BU…) or, for an area of a clustering of one's own,
    ``<gemeente>.<indeling>.<version>.<area>``. ``change`` is CBS's indelingswijziging (1, 2 or 3).
    """

    __tablename__ = "gebied"
    __table_args__ = (
        UniqueConstraint("code", "peildatum"),
        Index("ix_gebied_geom", "geom", postgresql_using="gist"),
        Index(None, "gemeente_code", "peildatum", "level"),
        Index(None, "peildatum", "level"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)


class GebiedHistory(GebiedColumns, Base):
    """An area as it was before the load ``superseded_by`` changed it."""

    __tablename__ = "gebied_history"
    __table_args__ = (Index(None, "superseded_by"),)

    gebied_id: Mapped[int] = mapped_column(primary_key=True)
    superseded_by: Mapped[int] = mapped_column(primary_key=True)


class GebiedShape(Base):
    """An area's outline simplified to a tolerance in metres, its borders shared with its neighbours.

    At a tolerance of 0: the outline of an area whose own is not loaded, made of its wijken or buurten. It stands here
    and not with the area, because it is derived: what a load fetches later is new, and no change of an outline.
    """

    __tablename__ = "gebied_shape"

    gebied_id: Mapped[int] = mapped_column(ForeignKey("gebied.id", ondelete="CASCADE"), primary_key=True)
    tolerance_m: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    geom: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=RD_SRID, spatial_index=False))


class GebiedRepair(Base):
    """What a load changed in a geometry that came in invalid."""

    __tablename__ = "gebied_repair"

    gebied_id: Mapped[int] = mapped_column(ForeignKey("gebied.id", ondelete="CASCADE"), primary_key=True)
    load_id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str]
    area_before_m2: Mapped[float]
    area_after_m2: Mapped[float]
