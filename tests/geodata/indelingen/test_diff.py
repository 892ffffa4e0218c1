from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.indelingen.diff import (
    COMPARED_FIELDS,
    Change,
    Contents,
    OtherGemeenteError,
    UnitMove,
    diff_versions,
    read_contents,
)
from geodata.indelingen.queries import AreaRecord, PartRecord, member_ids
from geodata.indelingen.tables import IndelingDeel
from tests.grid import add_grid, add_indeling, add_load

USUAL = dict.fromkeys(COMPARED_FIELDS) | {
    "owner": "Beheer",
    "base_level": Level.BUURT,
    "base_peildatum": date(2024, 1, 1),
}
Shares = Mapping[str, float]


def contents(version: int, areas: Mapping[str, Shares], *, gemeente: str = "GM0001", **fields: Any) -> Contents:
    """A version of which each area holds shares of units; an area is called after its code."""
    name = f"{gemeente}.ibor.{version}"
    records = [AreaRecord(0, f"{name}.{code}", code.upper(), None, None) for code in areas]
    parts = [
        PartRecord(f"{name}.{code}", unit, f"Buurt {unit}", share, "oppervlakte")
        for code, shares in areas.items()
        for unit, share in shares.items()
    ]
    return Contents(name, USUAL | fields, records, parts)


def moves(old: Mapping[str, Shares], new: Mapping[str, Shares]) -> list[tuple[str, str | None, str | None, float]]:
    found = diff_versions(contents(1, old), contents(2, new)).moves or ()
    return [(one.unit_code, one.from_area, one.to_area, round(one.share, 6)) for one in found]


def test_a_version_differs_in_nothing_from_one_with_the_same_areas_and_units() -> None:
    areas = {"a": {"B1": 1.0, "B2": 0.4}, "b": {"B2": 0.6}}
    assert diff_versions(contents(1, areas), contents(2, areas)).is_empty


def test_a_unit_that_goes_to_another_area_is_named_with_both() -> None:
    found = diff_versions(
        contents(1, {"a": {"B1": 1, "B2": 1}, "b": {}}), contents(2, {"a": {"B1": 1}, "b": {"B2": 1}})
    )
    assert found.moves == (UnitMove("B2", "Buurt B2", "a", "b", 1.0),)


def test_only_the_share_that_moved_counts() -> None:
    assert moves({"a": {"B1": 0.7}, "b": {"B1": 0.3}}, {"a": {"B1": 0.5}, "b": {"B1": 0.5}}) == [("B1", "a", "b", 0.2)]


def test_what_was_or_comes_in_no_area_has_none_on_that_side() -> None:
    assert moves({"a": {"B1": 1.0}}, {"a": {"B2": 1.0}}) == [("B1", "a", None, 1.0), ("B2", None, "a", 1.0)]


def test_areas_that_came_went_and_were_renamed_are_told_apart() -> None:
    old, new = contents(1, {"a": {}, "b": {}}), contents(2, {"a": {}, "c": {}})
    renamed = Contents(
        new.name, new.fields, [AreaRecord(0, "GM0001.ibor.2.a", "Anders", None, "Team 1"), *new.areas[1:]], []
    )
    found = diff_versions(old, renamed)
    assert (found.added, found.gone, found.renamed) == ({"c": "C"}, {"b": "B"}, (Change("a", "A", "Anders"),))
    assert found.contacts == (Change("a", (None, None), (None, "Team 1")),)


def test_fields_of_the_header_that_changed_are_named() -> None:
    found = diff_versions(contents(1, {}), contents(2, {}, owner="Wijkzaken"))
    assert found.fields == (Change("owner", "Beheer", "Wijkzaken"),)


def test_on_other_base_units_it_is_not_said_which_moved() -> None:
    found = diff_versions(contents(1, {"a": {"B1": 1}}), contents(2, {"a": {"B1": 1}}, base_peildatum=date(2025, 1, 1)))
    assert found.moves is None
    assert not found.is_empty


def test_clusterings_of_two_gemeenten_have_no_difference_to_tell() -> None:
    with pytest.raises(OtherGemeenteError, match=r"GM0001\.ibor\.1 en GM0002\.ibor\.2"):
        diff_versions(contents(1, {}), contents(2, {}, gemeente="GM0002"))


SHARES = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 10).map(lambda tenths: tenths / 10), max_size=4)


@given(SHARES, SHARES)
def test_moves_carry_what_areas_held_to_what_they_hold(old: Shares, new: Shares) -> None:
    held = dict.fromkeys("abcd", 0.0) | old
    for _, from_area, to_area, share in moves(
        {a: {"B1": s} for a, s in old.items()}, {a: {"B1": s} for a, s in new.items()}
    ):
        for area, sign in ((from_area, -1), (to_area, 1)):
            if area is not None:
                held[area] += sign * share
    assert held == pytest.approx(dict.fromkeys("abcd", 0.0) | new)


def test_a_version_is_read_with_its_areas_and_parts(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    ibor = add_indeling(session, "ibor", {"1": "Rayon West"}, load=load)
    (area_id,) = member_ids(session, ibor.id)
    session.add(IndelingDeel(gebied_id=area_id, base_gebied_id=grid["BU00010000"].id, share=1.0, weight="ongedeeld"))
    session.flush()
    found = read_contents(session, "GM0001.ibor.1")
    assert [(area.short_code, area.name) for area in found.areas] == [("1", "Rayon West")]
    assert [(part.area_code, part.unit_name) for part in found.parts] == [("1", "Westeinde")]
    assert found.fields["owner"] == "Beheer"
