"""Frozen wijkfoto's."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from geodata.store.tables import Base


class FrozenWijkfoto(Base):
    """A wijkfoto with its figures as they were; triggers keep it so.

    ``id`` follows from the content, so that the same one frozen twice has one address. It points at no load or area:
    these may be taken back, and the copy stands by itself. ``asked_by`` is a role or a team, and nobody's name.
    """

    __tablename__ = "frozen_wijkfoto"

    id: Mapped[str] = mapped_column(primary_key=True)
    gebied_code: Mapped[str] = mapped_column(index=True)
    gebied_name: Mapped[str]
    peildatum: Mapped[date]
    made_at: Mapped[datetime]
    asked_by: Mapped[str | None]
    occasion: Mapped[str | None]
    sha256: Mapped[str]
    content: Mapped[dict[str, Any]]
