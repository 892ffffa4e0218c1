"""Frozen wijkfoto's in the store: put one there, find one by its address, list them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geodata.errors import ConflictError, NotFoundError
from geodata.wijkfoto.freezing.content import FrozenContent
from geodata.wijkfoto.freezing.document import address_of, checksum_of, content_from, document_of
from geodata.wijkfoto.tables import FrozenWijkfoto


class FrozenNotFoundError(NotFoundError):
    """No wijkfoto was frozen at that address."""

    def __init__(self, frozen_id: str) -> None:
        super().__init__(
            f"Er is geen vastgelegde wijkfoto '{frozen_id}'. Een adres heeft zestien letters en cijfers: controleer of "
            "het volledig is overgenomen. 'gebiedsmonitor wijkfoto bevroren' noemt wat er is."
        )


class FrozenTamperedError(ConflictError):
    """What is stored is not what was frozen."""

    def __init__(self, frozen_id: str, expected: str, found: str) -> None:
        super().__init__(
            f"De vastgelegde wijkfoto '{frozen_id}' is na het vastleggen veranderd: haar controlesom is {found} en "
            f"hoort {expected} te zijn. Zij wordt niet getoond. Vraag de beheerder om haar terug te zetten uit een "
            "reservekopie."
        )


@dataclass(frozen=True)
class FrozenRecord:
    """A wijkfoto that was frozen.

    Parameters
    ----------
    is_new
        Whether it was frozen just now; False where the same content had its address already.
    document
        The content as it is stored; `content` reads it.
    """

    id: str
    made_at: datetime
    asked_by: str | None
    sha256: str
    document: Mapping[str, Any]
    is_new: bool = False

    @property
    def content(self) -> FrozenContent:
        """What was frozen."""
        return content_from(self.document)


@dataclass(frozen=True)
class FrozenSummary:
    """A frozen wijkfoto in a list."""

    id: str
    gebied_code: str
    gebied_name: str
    peildatum: date
    made_at: datetime
    asked_by: str | None
    occasion: str | None


def keep_frozen(session: Session, content: FrozenContent, *, asked_by: str | None = None) -> FrozenRecord:
    """Store a wijkfoto at its permanent address; the same content that is stored there already stays as it is."""
    document = document_of(content)
    sha256 = checksum_of(document)
    row = {
        "id": address_of(sha256),
        "gebied_code": content.gebied.code,
        "gebied_name": content.gebied.name,
        "peildatum": content.gebied.peildatum,
        "made_at": datetime.now(UTC),
        "asked_by": asked_by,
        "occasion": content.occasion,
        "sha256": sha256,
        "content": document,
    }
    statement = insert(FrozenWijkfoto).values(row).on_conflict_do_nothing().returning(FrozenWijkfoto.id)
    is_new = session.scalar(statement) is not None
    return find_frozen(session, address_of(sha256), is_new=is_new)


def find_frozen(session: Session, frozen_id: str, *, is_new: bool = False) -> FrozenRecord:
    """Read a frozen wijkfoto by its address, which may be typed in capitals.

    Raises
    ------
    FrozenNotFoundError
        There is none.
    FrozenTamperedError
        What is stored has another checksum than what was frozen.
    """
    row = session.get(FrozenWijkfoto, frozen_id.lower())
    if row is None:
        raise FrozenNotFoundError(frozen_id)
    found = checksum_of(row.content)
    if found != row.sha256 or address_of(found) != row.id:
        raise FrozenTamperedError(row.id, row.sha256, found)
    return FrozenRecord(row.id, row.made_at, row.asked_by, row.sha256, row.content, is_new=is_new)


def list_frozen(session: Session, gebied_code: str | None = None, *, limit: int) -> list[FrozenSummary]:
    """Read what was frozen, of one area or of all, the newest first."""
    columns = (FrozenWijkfoto.id, FrozenWijkfoto.gebied_code, FrozenWijkfoto.gebied_name, FrozenWijkfoto.peildatum)
    asked = (FrozenWijkfoto.made_at, FrozenWijkfoto.asked_by, FrozenWijkfoto.occasion)
    statement = select(*columns, *asked).order_by(FrozenWijkfoto.made_at.desc(), FrozenWijkfoto.id).limit(limit)
    if gebied_code is not None:
        statement = statement.where(FrozenWijkfoto.gebied_code == gebied_code)
    return [FrozenSummary(*row) for row in session.execute(statement)]
