"""The register of clusterings: an indeling, its areas, and which share of which base unit each area holds."""

from datetime import date
from enum import StrEnum

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Identity, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from geodata.gebieden.levels import Level
from geodata.gebieden.tables import RD_SRID
from geodata.store.tables import Base, text_enum


class IndelingStatus(StrEnum):
    """Where a version of an indeling stands."""

    CONCEPT = "concept"
    ADOPTED = "vastgesteld"
    LAPSED = "vervallen"


class Indeling(Base):
    """One version of a clustering. ``gemeente_code`` is missing for a national one (CBS's own levels)."""

    __tablename__ = "indeling"
    __table_args__ = (UniqueConstraint("gemeente_code", "key", "version", postgresql_nulls_not_distinct=True),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    key: Mapped[str]
    version: Mapped[int] = mapped_column(SmallInteger)
    gemeente_code: Mapped[str | None]
    name: Mapped[str]
    owner: Mapped[str]
    purpose: Mapped[str]
    legal_basis: Mapped[str | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    status: Mapped[IndelingStatus] = mapped_column(text_enum(IndelingStatus, "indeling_status"))
    base_level: Mapped[Level] = mapped_column(text_enum(Level, "level"))
    base_peildatum: Mapped[date]
    is_partial: Mapped[bool]
    load_id: Mapped[int]


class IndelingGebied(Base):
    """Membership: this area is one of the areas of the indeling."""

    __tablename__ = "indeling_gebied"

    indeling_id: Mapped[int] = mapped_column(ForeignKey("indeling.id", ondelete="CASCADE"), primary_key=True)
    gebied_id: Mapped[int] = mapped_column(ForeignKey("gebied.id", ondelete="CASCADE"), primary_key=True, index=True)


class IndelingDeel(Base):
    """Which share of a base unit an area holds; ``geom`` is the piece where the unit is cut."""

    __tablename__ = "indeling_deel"
    __table_args__ = (CheckConstraint("share > 0 AND share <= 1", name="share"),)

    gebied_id: Mapped[int] = mapped_column(ForeignKey("gebied.id", ondelete="CASCADE"), primary_key=True)
    base_gebied_id: Mapped[int] = mapped_column(ForeignKey("gebied.id"), primary_key=True, index=True)
    share: Mapped[float]
    weight: Mapped[str]
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("MULTIPOLYGON", srid=RD_SRID, spatial_index=False))
