from datetime import UTC, date, datetime

import geopandas as gpd
import pytest
from sqlalchemy.orm import Session

from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.deriving.crosswalks import Crosswalks
from geodata.indicators.deriving.deriving import derive_gemeenten
from geodata.indicators.deriving.gemeente_ground import Grounds
from geodata.indicators.deriving.own_area import (
    OwnArea,
    PeriodFigures,
    PolygonRefusedError,
    UnitsRefusedError,
    area_of_polygon,
    area_of_units,
    figures_of,
)
from geodata.store.tables import LoadResult
from tests.geodata.indicators.deriving.figures import add_all_kinds, add_counts, derived
from tests.grid import add_load
from tests.town import BUURTEN, TOWN, add_clustering, add_town, square, whole

RD = "EPSG:28992"


@pytest.fixture
def town_session(session: Session) -> Session:
    load = add_load(session)
    town = add_town(session, load=load)
    add_all_kinds(session, town, load=load)
    add_counts(session, town, "inwoners", dict.fromkeys(BUURTEN, 50.0), load=load, period=2023)
    add_clustering(session, town, "beheer", {"x": whole("0000", "0001", "0002", "0003", "0100")}, load=load)
    session.flush()
    return session


def composed(session: Session, area: OwnArea) -> list[PeriodFigures]:
    catalogue = load_catalogue()
    ground = Grounds().of_gemeente(session, area.gemeente_code, catalogue)
    return figures_of(session, area, ground, Crosswalks(), catalogue)


def rows_of(found: PeriodFigures) -> dict[str, dict[str, object]]:
    return {str(row["indicator"]): row for row in found.figures_df.to_dict("records")}


def drawn(west: float, south: float, east: float, north: float) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=[square(west, south, east, north)], crs=RD)


def test_units_together_have_the_figures_that_a_clustering_of_them_has(town_session: Session) -> None:
    derive_gemeenten(town_session, [TOWN], load_catalogue())
    stored = derived(town_session, f"{TOWN}.beheer.1.x")
    area = area_of_units(town_session, [*BUURTEN[:4], BUURTEN[4]], None)
    rows = rows_of(composed(town_session, area)[-1])
    for key, figure in stored.items():
        if figure.value is not None:
            assert rows[key]["value"] == pytest.approx(figure.value), key
            assert rows[key]["lowest"] == pytest.approx(figure.lowest), key
            assert rows[key]["highest"] == pytest.approx(figure.highest), key


def test_every_period_with_figures_is_told(town_session: Session) -> None:
    found = composed(town_session, area_of_units(town_session, BUURTEN[:2], None))
    assert [(one.period, rows_of(one)["inwoners"]["value"]) for one in found] == [(2023, 100.0), (2024, 300.0)]


def test_a_polygon_takes_whole_units_and_divides_those_that_it_cuts(town_session: Session) -> None:
    area = area_of_polygon(town_session, drawn(0, 0, 1.5, 1), TOWN, None)
    shares = dict(zip(area.members_df["unit_code"], area.members_df["share"], strict=True))
    assert shares == pytest.approx({"BU00020000": 1.0, "BU00020001": 0.5})
    row = rows_of(composed(town_session, area)[-1])["inwoners"]
    assert (row["value"], row["lowest"], row["highest"]) == pytest.approx((200, 96, 308))


def test_a_polygon_beside_the_gemeente_is_refused(town_session: Session) -> None:
    with pytest.raises(PolygonRefusedError, match="houdt niets van GM0002 in"):
        area_of_polygon(town_session, drawn(50, 50, 51, 51), TOWN, None)


@pytest.mark.parametrize(
    ("codes", "fault"),
    [
        ([], "geen enkele eenheid"),
        (["BU00020000", "WK000200"], "alleen wijken of alleen buurten"),
        (["BU00020000", "BU00010000"], "van één gemeente"),
        (["GM0002"], "noem wijken of buurten"),
        (["BU00029999"], "BU00029999 bestaat niet per 01-01-2024"),
        (["BU00990000"], "van GM0099 is geen buurt geladen"),
    ],
)
def test_units_that_make_no_area_are_refused_with_what_is_wrong(
    town_session: Session, codes: list[str], fault: str
) -> None:
    with pytest.raises(UnitsRefusedError, match=fault):
        area_of_units(town_session, codes, None)


def test_units_of_a_peildatum_are_those_of_the_last_one_until_then(town_session: Session) -> None:
    assert area_of_units(town_session, BUURTEN[:1], date(2024, 6, 1)).peildatum == date(2024, 1, 1)


def test_a_ground_is_read_once_as_long_as_no_load_comes_or_goes(town_session: Session) -> None:
    grounds, catalogue = Grounds(), load_catalogue()
    load = add_load(town_session)
    first = grounds.of_gemeente(town_session, TOWN, catalogue)
    assert grounds.of_gemeente(town_session, TOWN, catalogue) is first
    load.result, load.finished_at = LoadResult.UNDONE, datetime(2099, 1, 1, tzinfo=UTC)
    town_session.flush()
    assert grounds.of_gemeente(town_session, TOWN, catalogue) is not first
