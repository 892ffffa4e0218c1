"""The base of all tables, and the record of each load with its faults and repairs."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Enum, ForeignKey, Identity, Index, MetaData, SmallInteger, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Declarative base; every table module of ``geodata`` hangs on it."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar = {str: Text, datetime: DateTime(timezone=True), dict[str, Any]: JSONB}


def text_enum(enum_class: type[StrEnum], name: str) -> Enum:
    """Return a PostgreSQL enum type that stores the values (not the names) of `enum_class`."""
    return Enum(enum_class, name=name, values_callable=lambda members: [member.value for member in members])


class LoadResult(StrEnum):
    """How a load ended."""

    RUNNING = "bezig"
    SUCCEEDED = "gelukt"
    UNCHANGED = "ongewijzigd"
    FAILED = "mislukt"
    INTERRUPTED = "afgebroken"
    UNDONE = "teruggedraaid"


class Load(Base):
    """One fetch of one source table, with where it came from and what became of it.

    ``scope`` is what was asked for: a gemeente's code, or ``alles``; ``peildatum`` that of the boundaries.
    A figure gives way only to one of the same or a higher ``precedence``. ``fingerprint`` stands for the definitions
    that the input was read with: the same input under the same definitions need not be read again.
    """

    __tablename__ = "load"
    __table_args__ = (Index(None, "source", "table_id", "sha256"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    source: Mapped[str]
    table_id: Mapped[str]
    scope: Mapped[str]
    peildatum: Mapped[date]
    version: Mapped[str]
    precedence: Mapped[int] = mapped_column(SmallInteger)
    fingerprint: Mapped[str]
    address: Mapped[str]
    licence: Mapped[str]
    sha256: Mapped[str]
    byte_count: Mapped[int] = mapped_column(BigInteger)
    fetched_at: Mapped[datetime]
    who: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    result: Mapped[LoadResult] = mapped_column(text_enum(LoadResult, "load_result"))
    counts: Mapped[dict[str, Any]]
    error: Mapped[str | None]


class LoadFault(Base):
    """A fault that the checks found in a load; warnings stay readable after it succeeded."""

    __tablename__ = "load_fault"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    load_id: Mapped[int] = mapped_column(ForeignKey("load.id", ondelete="CASCADE"), index=True)
    check: Mapped[str]
    severity: Mapped[str]
    message: Mapped[str]
    row: Mapped[str | None]
    column: Mapped[str | None]
    value: Mapped[str | None]
