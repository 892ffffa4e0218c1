"""The register of clusterings: which there are, one by its address, its areas and decisions; and its publication."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from geodata.errors import ConflictError, NotFoundError
from geodata.gebieden.tables import Gebied
from geodata.indelingen.succession import Validity, replaced_by
from geodata.indelingen.tables import Indeling, IndelingDecision, IndelingDeel, IndelingGebied, IndelingStatus


class IndelingNotFoundError(NotFoundError):
    """The register has no clustering of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Indeling '{name}' staat niet in het register. Een indeling heet <gemeente>.<sleutel>.<versie>, zoals "
            "GM0828.wijkfoto.1; een landelijke <sleutel>.<versie>, zoals cbs-buurt.2024."
        )


class AlreadyPublishedError(ConflictError):
    """Only a concept can be published."""

    def __init__(self, indeling: Indeling) -> None:
        when = f" op {indeling.published_at:%d-%m-%Y}" if indeling.published_at else ""
        super().__init__(
            f"{name_of(indeling)} is al gepubliceerd{when} (status: {indeling.status}). Een gepubliceerde versie "
            "verandert niet: lees een wijziging als nieuwe versie en publiceer die."
        )


@dataclass(frozen=True)
class Publication:
    """What a publication did: which version is adopted from when, and which one lapsed, valid until the eve of it."""

    name: str
    valid_from: date
    replaced_name: str | None
    replaced_valid_to: date | None


@dataclass(frozen=True)
class AreaRecord:
    """An area of a clustering, and whom to turn to about it."""

    gebied_id: int
    code: str
    name: str
    contact_role: str | None
    contact_team: str | None

    @property
    def short_code(self) -> str:
        """The code within the clustering: it is the same in another version."""
        return short_code(self.code)

    @property
    def contact(self) -> tuple[str | None, str | None]:
        """Role and team."""
        return self.contact_role, self.contact_team


@dataclass(frozen=True)
class DecisionRecord:
    """Something that was decided in reading a clustering; `IndelingDecision` says what the columns are."""

    kind: str
    unit_code: str | None
    area_code: str | None
    other_area_code: str | None
    area_m2: float | None
    width_m: float | None
    message: str


@dataclass(frozen=True)
class PartRecord:
    """A base unit, or a part of one, that an area of a clustering holds.

    ``share`` is the part of the unit, 0 (a piece where nobody lives) up to 1; ``weight`` says by what it was measured.
    """

    gebied_code: str
    unit_code: str
    unit_name: str
    share: float
    weight: str

    @property
    def area_code(self) -> str:
        """The code of the area within its clustering."""
        return short_code(self.gebied_code)


def short_code(code: str) -> str:
    """Return the code that an area has within its clustering.

    Examples
    --------
    >>> short_code("GM0828.wijkfoto.1.centrum"), short_code("BU08280001")
    ('centrum', 'BU08280001')
    """
    return code.rpartition(".")[2]


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


def versions_of(session: Session, indeling: Indeling) -> Sequence[Indeling]:
    """Read all versions of a clustering, itself among them, the newest first."""
    return session.scalars(_versions(indeling)).all()


def areas_of(session: Session, indeling_id: int) -> list[AreaRecord]:
    """Read the areas of a clustering with their contacts, by code; a number in it counts as one: 9 before 10."""
    contact = (IndelingGebied.contact_role, IndelingGebied.contact_team)
    statement = (
        select(Gebied.id, Gebied.code, Gebied.name, *contact)
        .join(IndelingGebied, IndelingGebied.gebied_id == Gebied.id)
        .where(IndelingGebied.indeling_id == indeling_id)
    )
    areas = [AreaRecord(*row) for row in session.execute(statement)]
    return sorted(areas, key=lambda area: _natural_order(area.code))


def _natural_order(code: str) -> list[tuple[str, int]]:
    return [(letters, int(digits or 0)) for letters, digits in re.findall(r"(\D*)(\d*)", code)]


def decisions_of(session: Session, indeling_id: int) -> list[DecisionRecord]:
    """Read what was decided in reading a clustering, in the order in which it was."""
    columns = [getattr(IndelingDecision, field.name) for field in fields(DecisionRecord)]
    statement = select(*columns).where(IndelingDecision.indeling_id == indeling_id).order_by(IndelingDecision.id)
    return [DecisionRecord(*row) for row in session.execute(statement)]


def publish_version(session: Session, name: str) -> Publication:
    """Adopt a concept; an adopted version of the same clustering that is valid by then lapses on the eve of it.

    Raises
    ------
    IndelingNotFoundError
        The register has none of that name.
    AlreadyPublishedError
        It is no concept.
    geodata.indelingen.succession.SuccessorTooEarlyError
        An adopted version begins on the same day or later.
    """
    indeling = find_indeling(session, name)
    # Whoever publishes a version of it at the same time waits, and then sees what this did.
    statement = _versions(indeling).with_for_update().execution_options(populate_existing=True)
    versions = session.scalars(statement).all()
    if indeling.status is not IndelingStatus.CONCEPT:
        raise AlreadyPublishedError(indeling)
    adopted = {one.id: one for one in versions if one.status is IndelingStatus.ADOPTED}
    validity = validity_of(indeling)
    replaced = replaced_by(validity, [validity_of(one) for one in adopted.values()])
    indeling.status, indeling.published_at = IndelingStatus.ADOPTED, func.now()
    if replaced is not None:
        indeling.replaces_id, indeling.replaced_valid_to = replaced.id, replaced.valid_to
        adopted[replaced.id].status, adopted[replaced.id].valid_to = IndelingStatus.LAPSED, validity.eve
    session.flush()
    return Publication(
        name=name,
        valid_from=indeling.valid_from,
        replaced_name=replaced.name if replaced else None,
        replaced_valid_to=validity.eve if replaced else None,
    )


def validity_of(indeling: Indeling) -> Validity:
    """Return from when to when a version is valid."""
    return Validity(indeling.id, name_of(indeling), indeling.valid_from, indeling.valid_to)


def _versions(indeling: Indeling) -> Select[Indeling]:
    return (
        select(Indeling)
        .where(Indeling.gemeente_code.is_not_distinct_from(indeling.gemeente_code), Indeling.key == indeling.key)
        .order_by(Indeling.version.desc())
    )
