"""Reading the register of clusterings: which there are, one by its address, and its areas."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from geodata.errors import NotFoundError
from geodata.gebieden.tables import Gebied
from geodata.indelingen.tables import Indeling, IndelingDeel, IndelingGebied


class IndelingNotFoundError(NotFoundError):
    """The register has no clustering of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Indeling '{name}' staat niet in het register. Een indeling heet <gemeente>.<sleutel>.<versie>, zoals "
            "GM0828.wijkfoto.1; een landelijke <sleutel>.<versie>, zoals cbs-buurt.2024."
        )


@dataclass(frozen=True)
class PartRecord:
    """A base unit, or a part of one, that an area of a clustering holds.

    ``share`` is the part of the unit, above 0 up to 1; ``weight`` says by what it was measured.
    """

    gebied_code: str
    unit_code: str
    unit_name: str
    share: float
    weight: str


def name_of(indeling: Indeling) -> str:
    """Return the name by which a version of a clustering is addressed: ``GM0828.wijkfoto.1``, ``cbs-buurt.2024``."""
    parts = (indeling.gemeente_code, indeling.key, str(indeling.version))
    return ".".join(part for part in parts if part)


def find_indeling(session: Session, name: str) -> Indeling:
    """Read a version of a clustering by its name, as `name_of` writes it.

    Raises
    ------
    IndelingNotFoundError
        The register has none of that name.
    """
    *gemeente_codes, key, version = name.split(".") if name.count(".") in {1, 2} else (name, "", "")
    if not version.isdecimal() or len(version) > 4:
        raise IndelingNotFoundError(name)
    gemeente_code = gemeente_codes[0] if gemeente_codes else None
    statement = select(Indeling).where(
        Indeling.gemeente_code.is_not_distinct_from(gemeente_code),
        Indeling.key == key,
        Indeling.version == int(version),
    )
    indeling = session.scalars(statement).one_or_none()
    if indeling is None:
        raise IndelingNotFoundError(name)
    return indeling


def list_indelingen(session: Session, gemeente_code: str | None = None) -> Sequence[Indeling]:
    """Read the clusterings, national ones first, the newest version of each first.

    Parameters
    ----------
    gemeente_code
        Restricts to those of this gemeente and the national ones.
    """
    order = (Indeling.gemeente_code.nulls_first(), Indeling.key, Indeling.version.desc())
    statement = select(Indeling).order_by(*order)
    if gemeente_code is not None:
        statement = statement.where(or_(Indeling.gemeente_code == gemeente_code, Indeling.gemeente_code.is_(None)))
    return session.scalars(statement).all()


def member_ids(session: Session, indeling_id: int) -> Sequence[int]:
    """Return the numbers of the areas of a clustering."""
    statement = select(IndelingGebied.gebied_id).where(IndelingGebied.indeling_id == indeling_id)
    return session.scalars(statement.order_by(IndelingGebied.gebied_id)).all()


def member_counts(session: Session) -> dict[int, int]:
    """Return the number of areas of each clustering, by its number."""
    statement = select(IndelingGebied.indeling_id, func.count()).group_by(IndelingGebied.indeling_id)
    return dict(session.execute(statement).all())


def own_indeling_count(session: Session) -> int:
    """Count the clusterings that gemeenten made themselves."""
    statement = select(func.count()).select_from(Indeling).where(Indeling.gemeente_code.is_not(None))
    return session.scalar(statement) or 0


def indelingen_of(session: Session, gebied_ids: Sequence[int]) -> dict[int, Indeling]:
    """Return for areas of clusterings of one's own which clustering each belongs to, by the area's number."""
    statement = (
        select(IndelingGebied.gebied_id, Indeling)
        .join(Indeling, Indeling.id == IndelingGebied.indeling_id)
        .where(IndelingGebied.gebied_id.in_(gebied_ids), Indeling.gemeente_code.is_not(None))
    )
    return dict(session.execute(statement).all()) if gebied_ids else {}


def parts_of(session: Session, gebied_ids: Sequence[int]) -> list[PartRecord]:
    """Read which base units areas of a clustering consist of, by the area's and then the unit's code."""
    unit, area = aliased(Gebied), aliased(Gebied)
    statement = (
        select(area.code, unit.code, unit.name, IndelingDeel.share, IndelingDeel.weight)
        .join(area, area.id == IndelingDeel.gebied_id)
        .join(unit, unit.id == IndelingDeel.base_gebied_id)
        .where(IndelingDeel.gebied_id.in_(gebied_ids))
        .order_by(area.code, unit.code)
    )
    return [PartRecord(*row) for row in session.execute(statement)]
