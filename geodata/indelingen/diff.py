"""What changed from one version of a clustering to another: its areas, its units and what is said of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.errors import InvalidInputError
from geodata.indelingen.queries import AreaRecord, PartRecord, areas_of, find_indeling, name_of, parts_of
from geodata.store.reading import Reader

COMPARED_FIELDS = (
    "name",
    "owner",
    "purpose",
    "legal_basis",
    "valid_from",
    "valid_to",
    "base_level",
    "base_peildatum",
    "built_on",
    "is_partial",
    "is_overlapping",
    "sliver_width_m",
)
BASE_FIELDS = ("base_level", "base_peildatum")
# Less than this share of a unit is the rounding of a division.
SHARE_NOISE = 1e-6


class OtherGemeenteError(InvalidInputError):
    """Two clusterings are of different gemeenten."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"{old} en {new} zijn van verschillende gemeenten; kies twee versies van één indeling.")


@dataclass(frozen=True)
class Contents:
    """A version of a clustering as the register holds it.

    ``fields`` are the `COMPARED_FIELDS`; the parts are those of all areas.
    """

    name: str
    fields: Mapping[str, Any]
    areas: Sequence[AreaRecord]
    parts: Sequence[PartRecord]


@dataclass(frozen=True)
class Change:
    """Something that was ``old`` and is ``new``: of a field of the header, or of an area by its code."""

    of: str
    old: Any
    new: Any


@dataclass(frozen=True)
class UnitMove:
    """A base unit, or the ``share`` of one, that moved; without an area it is in none."""

    unit_code: str
    unit_name: str
    from_area: str | None
    to_area: str | None
    share: float


@dataclass(frozen=True)
class Diff:
    """What changed.

    Parameters
    ----------
    added, gone
        Areas by their code, with their name.
    renamed, contacts
        Of the areas that stayed: the name, and whom to turn to (role, team).
    moves
        By unit; None where the versions stand on other base units, so that it cannot be said.
    """

    old_name: str
    new_name: str
    fields: tuple[Change, ...]
    added: Mapping[str, str]
    gone: Mapping[str, str]
    renamed: tuple[Change, ...]
    contacts: tuple[Change, ...]
    moves: tuple[UnitMove, ...] | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        changes = (self.fields, self.added, self.gone, self.renamed, self.contacts, self.moves)
        return self.moves is not None and not any(changes)


def read_contents(reader: Reader, name: str) -> Contents:
    """Read a version from the register.

    Raises
    ------
    geodata.indelingen.queries.IndelingNotFoundError
        The register has none of that name.
    """
    indeling = find_indeling(reader, name)
    areas = areas_of(reader, indeling.id)
    fields = {field: getattr(indeling, field) for field in COMPARED_FIELDS}
    return Contents(name_of(indeling), fields, areas, parts_of(reader, [area.gebied_id for area in areas]))


def diff_versions(old: Contents, new: Contents) -> Diff:
    """Say what changed from one version to another.

    Raises
    ------
    OtherGemeenteError
        They are of different gemeenten.
    """
    if old.name.partition(".")[0] != new.name.partition(".")[0]:
        raise OtherGemeenteError(old.name, new.name)
    before, after = ({area.short_code: area for area in one.areas} for one in (old, new))
    stayed = [code for code in before if code in after]
    has_same_base = all(old.fields[field] == new.fields[field] for field in BASE_FIELDS)
    return Diff(
        old_name=old.name,
        new_name=new.name,
        fields=_changes((field, old.fields[field], new.fields[field]) for field in COMPARED_FIELDS),
        added={code: area.name for code, area in after.items() if code not in before},
        gone={code: area.name for code, area in before.items() if code not in after},
        renamed=_changes((code, before[code].name, after[code].name) for code in stayed),
        contacts=_changes((code, before[code].contact, after[code].contact) for code in stayed),
        moves=tuple(_moves(old.parts, new.parts)) if has_same_base else None,
    )


def _changes(candidates: Iterator[tuple[str, Any, Any]]) -> tuple[Change, ...]:
    return tuple(Change(*one) for one in candidates if one[1] != one[2])


def _moves(old: Sequence[PartRecord], new: Sequence[PartRecord]) -> Iterator[UnitMove]:
    before, after = _shares_by_unit(old), _shares_by_unit(new)
    names = {part.unit_code: part.unit_name for part in (*old, *new)}
    for code in sorted(names):
        for from_area, to_area, share in _flows(before[code], after[code]):
            yield UnitMove(code, names[code], from_area, to_area, share)


def _shares_by_unit(parts: Sequence[PartRecord]) -> defaultdict[str, dict[str, float]]:
    shares: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for part in parts:
        shares[part.unit_code][part.area_code] = part.share
    return shares


def _flows(before: Mapping[str, float], after: Mapping[str, float]) -> Iterator[tuple[str | None, str | None, float]]:
    """Pair what areas lost of a unit with what others gained; what stays as it is moves nowhere."""
    lost, gained = _excess(before, after), _excess(after, before)
    for loser in lost:
        for gainer in gained:
            share = min(lost[loser], gained[gainer])
            if share > SHARE_NOISE:
                yield loser, gainer, share
            lost[loser] -= share
            gained[gainer] -= share
    yield from ((code, None, share) for code, share in lost.items() if share > SHARE_NOISE)
    yield from ((None, code, share) for code, share in gained.items() if share > SHARE_NOISE)


def _excess(shares: Mapping[str, float], others: Mapping[str, float]) -> dict[str, float]:
    """Return what areas hold of a unit beyond what they hold in the other version."""
    return {code: max(0.0, share - others.get(code, 0.0)) for code, share in sorted(shares.items())}
