from datetime import date

import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.gebieden.queries import (
    GebiedFilter,
    GebiedNotFoundError,
    count_gebieden,
    find_gebied,
    list_gebieden,
    outlines_of,
    peildata_of,
)
from geodata.gebieden.tables import GebiedShape
from tests.grid import add_gebied, add_grid, add_load, outline

EARLIER = date(2022, 1, 1)


def codes(session: Session, wanted: GebiedFilter) -> list[str]:
    return [gebied.code for gebied in list_gebieden(session, wanted, limit=100)]


def test_an_area_is_read_newest_or_as_it_was(session: Session) -> None:
    load = add_load(session)
    add_grid(session, load=load)
    add_gebied(session, "BU00010000", load=load, peildatum=EARLIER, name="Oude naam")
    assert find_gebied(session, "BU00010000").name == "Westeinde"
    assert find_gebied(session, "BU00010000", date(2023, 6, 1)).name == "Oude naam"
    assert list(peildata_of(session, "BU00010000")) == [date(2024, 1, 1), EARLIER]


def test_an_area_names_its_wijk_and_gemeente(session: Session) -> None:
    add_grid(session, load=add_load(session))
    buurt = find_gebied(session, "BU00010101")
    assert (buurt.wijk_name, buurt.gemeente_name) == ("Oost", "Roosterdam")


def test_an_area_before_its_first_peildatum_is_not_found(session: Session) -> None:
    add_grid(session, load=add_load(session))
    with pytest.raises(GebiedNotFoundError, match="op 31-12-2023 of eerder niet geladen"):
        find_gebied(session, "BU00010101", date(2023, 12, 31))


def test_an_area_that_was_merged_away_is_not_current_but_is_kept(session: Session) -> None:
    load = add_load(session)
    add_grid(session, load=load)
    add_gebied(session, "BU00010002", load=load, peildatum=EARLIER)
    assert "BU00010002" not in codes(session, GebiedFilter(level=Level.BUURT))
    assert codes(session, GebiedFilter(level=Level.BUURT, peildatum=EARLIER)) == ["BU00010002"]


def test_a_gemeente_with_older_boundaries_than_another_is_current_too(session: Session) -> None:
    load = add_load(session)
    add_grid(session, load=load)
    add_gebied(session, "WK000200", load=load, peildatum=EARLIER)
    assert codes(session, GebiedFilter(level=Level.WIJK)) == ["WK000100", "WK000101", "WK000200"]


def test_the_count_is_that_of_the_whole_list(session: Session) -> None:
    add_grid(session, load=add_load(session))
    wanted = GebiedFilter(level=Level.BUURT, gemeente_code="GM0001")
    assert count_gebieden(session, wanted) == 4
    assert len(list_gebieden(session, wanted, limit=3)) == 3


def test_a_percent_sign_in_a_filter_is_a_percent_sign(session: Session) -> None:
    add_grid(session, load=add_load(session))
    assert codes(session, GebiedFilter(text="%")) == []


def test_outlines_come_at_the_coarsest_scale_within_the_tolerance(session: Session) -> None:
    load = add_load(session)
    wijk = add_gebied(session, "WK000100", load=load)
    bare = add_gebied(session, "WK000101", load=load, geom=None)
    for tolerance_m in (5, 20):
        session.add(GebiedShape(gebied_id=wijk.id, tolerance_m=tolerance_m, geom=outline("BU00010000")))
    session.flush()
    coarse = outlines_of(session, [wijk.id, bare.id], tolerance_m=10)
    assert list(coarse["code"]) == ["WK000100"]
    assert coarse.area.tolist() == [1_000_000.0]
    assert outlines_of(session, [wijk.id], tolerance_m=0).area.tolist() == [2_000_000.0]
    assert coarse.crs.to_epsg() == 28992


def test_no_outlines_is_an_empty_frame(session: Session) -> None:
    assert outlines_of(session, [], tolerance_m=10).empty


def test_an_area_of_which_only_the_parts_are_loaded_has_their_outline_and_is_told_apart(session: Session) -> None:
    grid = add_grid(session, load=add_load(session))
    grid["GM0001"].geom = None
    session.add(GebiedShape(gebied_id=grid["GM0001"].id, tolerance_m=0, geom=outline("GM0001")))
    session.flush()
    outlines_gdf = outlines_of(session, [grid["GM0001"].id, grid["WK000100"].id], tolerance_m=0)
    assert outlines_gdf["is_composed"].tolist() == [True, False]
    assert outlines_gdf.geometry.area.tolist() == [4_000_000, 2_000_000]


def test_an_area_without_any_outline_is_left_out(session: Session) -> None:
    grid = add_grid(session, load=add_load(session))
    grid["GM0001"].geom = None
    session.flush()
    assert outlines_of(session, [grid["GM0001"].id], tolerance_m=80).empty


def test_text_is_sought_in_names_and_at_the_start_of_codes_in_any_case(session: Session) -> None:
    add_grid(session, load=add_load(session))
    assert codes(session, GebiedFilter(text="POORT")) == ["BU00010001", "BU00010101"]
    assert codes(session, GebiedFilter(text="wk00010")) == ["WK000100", "WK000101"]
    assert codes(session, GebiedFilter(text="000101")) == []
