"""A municipality's own registers: what each counts and under which rule, and the true counts.

Only `geodata.indicators.disclosure.queries` reads the counts; what is cleared of them stands among the observations.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from geodata.store.tables import Base


class RegisterIndicator(Base):
    """What a register of a municipality counts, on the buurten of which peildatum, and which counts are withheld.

    ``key`` is the indicator's, as in the observations; ``threshold`` and ``shows_zeros`` are the rule
    (`geodata.indicators.disclosure.rule.Rule`).
    """

    __tablename__ = "register_indicator"
    __table_args__ = (CheckConstraint("threshold >= 3", name="threshold"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    gemeente_code: Mapped[str]
    peildatum: Mapped[date]
    label: Mapped[str]
    unit: Mapped[str]
    definition: Mapped[str]
    owner: Mapped[str]
    threshold: Mapped[int] = mapped_column(SmallInteger)
    shows_zeros: Mapped[bool]


class RegisterCount(Base):
    """The true count of a buurt in a year. Never shown: it may be of one person."""

    __tablename__ = "register_count"
    __table_args__ = (CheckConstraint("count >= 0", name="count"),)

    key: Mapped[str] = mapped_column(ForeignKey("register_indicator.key", ondelete="CASCADE"), primary_key=True)
    period: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    gebied_id: Mapped[int] = mapped_column(ForeignKey("gebied.id"), primary_key=True, index=True)
    count: Mapped[int]
