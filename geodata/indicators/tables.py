"""Indicators and their observations.

The observation table is laid out for 15,000 areas x 150 indicators x 15 years. It has no foreign keys: one writer
fills it, under a lock, from a join with the tables that it points at, and a trigger per row would double a load's time.
"""

from datetime import datetime

from sqlalchemy import ARRAY, REAL, ForeignKey, Identity, Index, Integer, SmallInteger
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from geodata.indicators.status import Status
from geodata.store.tables import Base, text_enum


class IndicatorKey(Base):
    """The number under which the store knows an indicator; all else about it is in the catalogue."""

    __tablename__ = "indicator"

    id: Mapped[int] = mapped_column(SmallInteger, Identity(), primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)


class ObservationColumns:
    """The columns that an observation and its superseded versions share; ``period`` is a year.

    ``lowest`` and ``highest`` are the hard bounds, ``likely_lowest`` and ``likely_highest`` the 95 % range where it is
    narrower; ``estimated_share`` is what of the area was carried over or divided by estimate. A figure of an area of a
    clustering of one's own is derived: its ``load_id`` is that of the clustering, and it has no history, as it can be
    derived again.
    """

    value: Mapped[float | None]
    lowest: Mapped[float | None]
    highest: Mapped[float | None]
    likely_lowest: Mapped[float | None]
    likely_highest: Mapped[float | None]
    load_id: Mapped[int]

    @declared_attr
    def estimated_share(self) -> Mapped[float | None]:
        """Share of the area's weight that was estimated, 0 to 1; missing for a published figure."""
        return mapped_column(REAL)

    @declared_attr
    def coverage(self) -> Mapped[float]:
        """Share of the area's weight behind the value, 0 to 1."""
        return mapped_column(REAL)

    @declared_attr
    def status(self) -> Mapped[Status]:
        """Worth of the value, or why there is none."""
        return mapped_column(text_enum(Status, "observation_status"))


class ObservationRow(ObservationColumns, Base):
    """The current figure of one indicator for one area in one period."""

    __tablename__ = "observation"
    __table_args__ = (Index(None, "indicator_id", "period", "gebied_id"),)

    gebied_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    indicator_id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    period: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)


class ObservationHistory(ObservationColumns, Base):
    """A figure as it was before the load ``superseded_by`` replaced it."""

    __tablename__ = "observation_history"
    __table_args__ = (Index(None, "superseded_by"), Index(None, "load_id"))

    gebied_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    indicator_id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    period: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    superseded_by: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Derivation(Base):
    """What the figures of one clustering in one period were derived from: the loads of all cells that were read.

    ``fingerprint`` stands for the cells, the definitions and the method: the same one need not be derived again.
    """

    __tablename__ = "derivation"

    indeling_id: Mapped[int] = mapped_column(ForeignKey("indeling.id", ondelete="CASCADE"), primary_key=True)
    period: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    fingerprint: Mapped[str]
    load_ids: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    derived_at: Mapped[datetime]
