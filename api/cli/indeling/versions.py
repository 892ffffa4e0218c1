"""Versions of clusterings as they are printed: the list, one with its areas, and what changed between two."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.markup import escape

from api.cli.output import KEPT, NUMBER, out, print_table
from api.pages.dutch_text import FIELD_WORDS, value_text
from geodata.indelingen.diff import COMPARED_FIELDS, Diff
from geodata.indelingen.examining.findings import dutch
from geodata.indelingen.queries import AreaRecord, PartRecord, name_of
from geodata.indelingen.tables import Indeling

NOWHERE = "(geen gebied)"


def print_indelingen(indelingen: Sequence[Indeling], counts: Mapping[int, int]) -> None:
    """Print the register, one version per row."""
    rows = [
        (
            name_of(one),
            one.name,
            one.owner,
            f"{one.status.value} {one.valid_from:%Y-%m-%d}",
            dutch(counts.get(one.id, 0)),
        )
        for one in indelingen
    ]
    if rows:
        print_table((f"{KEPT}indeling", "naam", "eigenaar", "status", f"{NUMBER}gebieden"), rows)
    else:
        out.print("Er staat nog geen indeling in het register. Een eerste lezen: gebiedsmonitor indeling lees --help")


def print_header(indeling: Indeling) -> None:
    """Print what the register says of a version."""
    out.print(f"[bold]{name_of(indeling)}[/] ({indeling.status})")
    for field in COMPARED_FIELDS:
        value = getattr(indeling, field)
        if value not in {None, False}:
            out.print(f"{FIELD_WORDS[field]}: {escape(value_text(value))}")
    out.print()


def print_areas(areas: Sequence[AreaRecord], parts: Sequence[PartRecord]) -> None:
    """Print areas with their units, and whom to turn to."""
    units = _by_area(parts)
    rows = [
        (
            area.short_code,
            area.name,
            ", ".join(_unit_text(part) for part in units[area.code]),
            ", ".join(part for part in area.contact if part),
        )
        for area in areas
    ]
    print_table((f"{KEPT}gebied", "naam", "eenheden", "contact"), rows)


def area_rows(areas: Sequence[AreaRecord], parts: Sequence[PartRecord]) -> list[dict[str, Any]]:
    """Return areas with their units as the API answers them."""
    units = _by_area(parts)
    return [
        {
            "gebied": area.code,
            "naam": area.name,
            "contactRol": area.contact_role,
            "contactTeam": area.contact_team,
            "delen": [
                {
                    "eenheid": part.unit_code,
                    "naam": part.unit_name,
                    "aandeel": round(part.share, 9),
                    "gedeeldNaar": part.weight,
                }
                for part in units[area.code]
            ],
        }
        for area in areas
    ]


def print_diff(diff: Diff) -> None:
    """Print what changed between two versions."""
    out.print(f"Van {diff.old_name} naar {diff.new_name}")
    if diff.is_empty:
        out.print("Er is niets veranderd.")
    if diff.fields:
        rows = [(FIELD_WORDS[one.of], value_text(one.old), value_text(one.new)) for one in diff.fields]
        print_table(("kenmerk", "was", "is"), rows)
    area_changes = list(_area_changes(diff))
    if area_changes:
        print_table((f"{KEPT}gebied", "wat", "was", "is"), area_changes)
    if diff.moves is None:
        out.print("Ze staan op andere eenheden: welke er naar een ander gebied gingen, is zo niet te zeggen.")
    elif diff.moves:
        moves = [
            (one.unit_code, one.unit_name, one.from_area or NOWHERE, one.to_area or NOWHERE, _share_text(one.share))
            for one in diff.moves
        ]
        print_table((f"{KEPT}eenheid", "naam", "van", "naar", f"{NUMBER}deel"), moves)


def _area_changes(diff: Diff) -> Iterator[tuple[str, str, str, str]]:
    yield from ((code, "nieuw", "", name) for code, name in diff.added.items())
    yield from ((code, "weg", name, "") for code, name in diff.gone.items())
    yield from ((one.of, "naam", one.old, one.new) for one in diff.renamed)
    yield from ((one.of, "contact", value_text(one.old), value_text(one.new)) for one in diff.contacts)


def _by_area(parts: Sequence[PartRecord]) -> defaultdict[str, list[PartRecord]]:
    found: defaultdict[str, list[PartRecord]] = defaultdict(list)
    for part in parts:
        found[part.gebied_code].append(part)
    return found


def _unit_text(part: PartRecord) -> str:
    if part.weight == "ongedeeld":
        return part.unit_code
    return f"{part.unit_code} ({_share_text(part.share)} naar {part.weight})"


def _share_text(share: float) -> str:
    return f"{dutch(100 * share, 1 if share < 1 else 0)}%"
