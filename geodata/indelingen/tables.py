"""The register of clusterings: an indeling, its areas, and which share of which base unit each area holds.

And what it was decided with: the decisions that were made in reading it, and the points that units are divided by.
"""

from datetime import date, datetime
from enum import StrEnum

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, SmallInteger, UniqueConstraint, text
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
    """One version of a clustering. ``gemeente_code`` is missing for a national one (CBS's own levels).

    ``built_on`` names the clustering of which areas it was put together, where it is not made of CBS's units directly;
    ``sliver_width_m`` is the tolerance that drawn areas were read with. ``replaces_id`` is the version that lapsed when
    this one was published, which had been valid until ``replaced_valid_to``. A published version of one's own never
    changes, but for its status and its end.
    """

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
    is_overlapping: Mapped[bool] = mapped_column(server_default=text("false"))
    built_on: Mapped[str | None]
    sliver_width_m: Mapped[float | None]
    published_at: Mapped[datetime | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("indeling.id"), index=True)
    replaced_valid_to: Mapped[date | None]
    load_id: Mapped[int]


class IndelingGebied(Base):
    """Membership: this area is one of the areas of the indeling; whom to turn to about it is a role and a team."""

    __tablename__ = "indeling_gebied"

    indeling_id: Mapped[int] = mapped_column(ForeignKey("indeling.id", ondelete="CASCADE"), primary_key=True)
    gebied_id: Mapped[int] = mapped_column(ForeignKey("gebied.id", ondelete="CASCADE"), primary_key=True, index=True)
    contact_role: Mapped[str | None]
    contact_team: Mapped[str | None]


class IndelingDeel(Base):
    """Which share of a base unit an area holds, 0 where nobody lives in its piece; ``geom`` is that piece, if known."""

    __tablename__ = "indeling_deel"
    __table_args__ = (CheckConstraint("share >= 0 AND share <= 1", name="share"),)

    gebied_id: Mapped[int] = mapped_column(ForeignKey("gebied.id", ondelete="CASCADE"), primary_key=True)
    base_gebied_id: Mapped[int] = mapped_column(ForeignKey("gebied.id"), primary_key=True, index=True)
    share: Mapped[float]
    weight: Mapped[str]
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("MULTIPOLYGON", srid=RD_SRID, spatial_index=False))


class IndelingDecision(Base):
    """Something that was decided in reading a clustering: by the tolerance of drawn lines, or by what was meant."""

    __tablename__ = "indeling_decision"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    indeling_id: Mapped[int] = mapped_column(ForeignKey("indeling.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    unit_code: Mapped[str | None]
    area_code: Mapped[str | None]
    other_area_code: Mapped[str | None]
    area_m2: Mapped[float | None]
    width_m: Mapped[float | None]
    message: Mapped[str]


class WeightKind(StrEnum):
    """What a weight point counts."""

    ADDRESSES = "adressen"
    PEOPLE = "inwoners"


class WeightPoint(Base):
    """An address, or the middle of a square with its inhabitants: a unit that is cut is divided by these.

    ``ref`` is the publisher's identification (BAG, CBS's square), which keeps a point from counting twice.
    """

    __tablename__ = "weight_point"
    __table_args__ = (
        CheckConstraint("kind IN ('adressen', 'inwoners')", name="kind"),
        CheckConstraint("weight > 0", name="weight"),
        Index("ix_weight_point_geom", "geom", postgresql_using="gist"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    load_id: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    ref: Mapped[str | None] = mapped_column(index=True)
    weight: Mapped[float]
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=RD_SRID, spatial_index=False))
