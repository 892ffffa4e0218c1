import re
from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.gebieden.tables import Gebied
from geodata.indelingen.reading.queries import GemeenteNeededError, NotComparableError, read_ground
from geodata.indelingen.tables import Indeling, IndelingDeel, IndelingGebied
from tests.grid import NAMES, add_gebied, add_grid, add_indeling, add_load, outline


def with_parts(session: Session, key: str, parts: Mapping[str, str], base: Level = Level.BUURT) -> Indeling:
    """A clustering of whole units: `parts` says in which area each lies."""
    indeling = add_indeling(session, key, {area: f"Gebied {area}" for area in parts.values()}, load=add_load(session))
    indeling.base_level = base
    ids = dict(session.execute(select(Gebied.code, Gebied.id)).all())
    for unit, area in parts.items():
        deel = {"gebied_id": ids[f"GM0001.{key}.1.{area}"], "base_gebied_id": ids[unit]}
        session.add(IndelingDeel(**deel, share=1.0, weight="ongedeeld", geom=None))
    session.flush()
    return indeling


def add_national(session: Session, level: Level) -> str:
    indeling = add_indeling(session, f"cbs-{level}", {}, load=add_load(session))
    indeling.gemeente_code, indeling.version, indeling.base_level = None, 2024, level
    for gebied in session.scalars(select(Gebied).where(Gebied.level == level)):
        session.add(IndelingGebied(indeling_id=indeling.id, gebied_id=gebied.id))
    session.flush()
    return f"cbs-{level}.2024"


@pytest.fixture
def gemeente(session: Session) -> Session:
    """A session on the grid gemeente."""
    add_grid(session, load=add_load(session))
    return session


BUURTEN = [code for code in NAMES if code.startswith("BU")]
SPLIT = {"BU00010000": "1", "BU00010001": "2", "BU00010100": "2", "BU00010101": "2"}


def test_clusterings_come_with_all_units_of_their_gemeente_and_their_outlines(gemeente: Session) -> None:
    with_parts(gemeente, "beheer", SPLIT)
    ground = read_ground(gemeente, ["GM0001.beheer.1"])
    assert ground.units_gdf["code"].tolist() == BUURTEN
    assert ground.units_gdf.area.tolist() == [1_000_000] * 4
    (beheer,) = ground.clusterings
    assert beheer.areas == (("GM0001.beheer.1.1", "Gebied 1"), ("GM0001.beheer.1.2", "Gebied 2"))
    assert dict(zip(beheer.parts_gdf["unit_code"], beheer.parts_gdf["area_code"].str[-1], strict=True)) == SPLIT


def test_wijken_are_the_units_where_nobody_builds_on_buurten(gemeente: Session) -> None:
    with_parts(gemeente, "vth", {"WK000100": "1", "WK000101": "2"}, Level.WIJK)
    ground = read_ground(gemeente, ["GM0001.vth.1", add_national(gemeente, Level.WIJK)])
    assert (ground.level, ground.units_gdf["code"].tolist()) == (Level.WIJK, ["WK000100", "WK000101"])


def test_a_clustering_of_wijken_is_read_on_buurten_beside_one_of_buurten(gemeente: Session) -> None:
    with_parts(gemeente, "vth", {"WK000100": "1", "WK000101": "2"}, Level.WIJK)
    with_parts(gemeente, "beheer", SPLIT)
    vth, _ = read_ground(gemeente, ["GM0001.vth.1", "GM0001.beheer.1"]).clusterings
    assert [code[-1] for code in vth.parts_gdf.sort_values("unit_code")["area_code"]] == ["1", "1", "2", "2"]


def test_national_clusterings_need_a_gemeente_and_give_only_its_areas(gemeente: Session) -> None:
    add_gebied(gemeente, "WK000200", load=add_load(gemeente), geom=outline("WK000100"))
    name = add_national(gemeente, Level.WIJK)
    with pytest.raises(GemeenteNeededError):
        read_ground(gemeente, [name])
    (wijken,) = read_ground(gemeente, [name], "GM0001").clusterings
    assert wijken.areas == (("WK000100", "West"), ("WK000101", "Oost"))


def test_what_cannot_be_laid_on_the_same_units_is_refused_with_what_to_do(gemeente: Session) -> None:
    with_parts(gemeente, "beheer", SPLIT)
    other = with_parts(gemeente, "vth", SPLIT)
    other.base_peildatum = date(2023, 1, 1)
    gemeente.flush()
    dates = "GM0001.beheer.1 op 01-01-2024, GM0001.vth.1 op 01-01-2023"
    with pytest.raises(NotComparableError, match=re.escape(dates)):
        read_ground(gemeente, ["GM0001.beheer.1", "GM0001.vth.1"])
    with pytest.raises(NotComparableError, match="geen buurt van 01-01-2023 geladen"):
        read_ground(gemeente, ["GM0001.vth.1"])
    with pytest.raises(NotComparableError, match="verschillende gemeenten"):
        read_ground(gemeente, ["GM0001.beheer.1"], "GM0002")


def test_a_theme_of_which_the_areas_overlap_is_not_compared(gemeente: Session) -> None:
    with_parts(gemeente, "beheer", SPLIT).is_overlapping = True
    gemeente.flush()
    with pytest.raises(NotComparableError, match=r"GM0001\.beheer\.1 mogen elkaar overlappen"):
        read_ground(gemeente, ["GM0001.beheer.1"])
