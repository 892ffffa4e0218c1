import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import geodata.gebieden.tables
import geodata.indelingen.tables
import geodata.indicators.disclosure.tables
import geodata.indicators.tables
import geodata.wijkfoto.tables  # noqa: F401
from geodata.indelingen.queries import member_ids
from geodata.indelingen.tables import IndelingDeel, IndelingStatus
from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from geodata.store.engine import engine_from_url
from geodata.store.migrate import current_revision, downgrade, head_revision, upgrade
from geodata.store.tables import Base
from tests.grid import add_grid, add_indeling, add_load


def scratch_engine(cluster: Cluster, name: str) -> Engine:
    drop_database(cluster, name)
    create_database(cluster, name)
    return engine_from_url(cluster.url(name))


def test_the_migrated_schema_is_the_one_that_the_tables_describe(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or name != "spatial_ref_sys"},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_a_downgrade_to_base_leaves_no_table_of_ours_and_an_upgrade_brings_them_back(cluster: Cluster) -> None:
    engine = scratch_engine(cluster, "up_and_down")
    upgrade(engine)
    assert current_revision(engine) == head_revision()
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"spatial_ref_sys", "alembic_version"}
    upgrade(engine)
    assert "observation" in inspect(engine).get_table_names()
    engine.dispose()


def test_an_upgrade_of_a_current_schema_changes_nothing(cluster: Cluster) -> None:
    engine = scratch_engine(cluster, "twice")
    upgrade(engine)
    upgrade(engine)
    assert current_revision(engine) == head_revision()
    engine.dispose()


LOAD = """
    INSERT INTO load (source, table_id, scope, peildatum, version, precedence, fingerprint, address, licence, sha256,
                      byte_count, fetched_at, who, started_at, finished_at, result, counts)
    VALUES ('indeling', 'ibor', 'GM0001', '2024-01-01', '2', 20, '1', 'ibor.csv', 'Beheer', 'a', 1, now(), 'x', now(),
            '2024-05-01', 'gelukt', '{}')
"""
INDELING = """
    INSERT INTO indeling (key, version, gemeente_code, name, owner, purpose, valid_from, status, base_level,
                          base_peildatum, is_partial, load_id)
    VALUES ('ibor', 2, 'GM0001', 'Rayons', 'Beheer', 'Groen', '2024-01-01', 'vastgesteld', 'buurt', '2024-01-01', false,
            1)
"""


def test_what_was_published_before_0002_knows_when_and_its_load_which_version(cluster: Cluster) -> None:
    engine = scratch_engine(cluster, "register")
    upgrade(engine, "0001")
    with engine.begin() as connection:
        connection.execute(text(LOAD))
        connection.execute(text(INDELING))
    upgrade(engine, "0002")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT published_at::date::text FROM indeling")).scalar() == "2024-05-01"
        assert connection.execute(text("SELECT table_id FROM load")).scalar() == "ibor.2"
    downgrade(engine, "0001")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT table_id FROM load")).scalar() == "ibor"
    engine.dispose()


def test_a_piece_where_nobody_lives_is_a_part_with_a_share_of_nothing(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    (area_id,) = member_ids(session, add_indeling(session, "ibor", {"1": "West"}, load=load).id)
    part = {"gebied_id": area_id, "base_gebied_id": grid["BU00010000"].id, "weight": "adressen"}
    session.add(IndelingDeel(**part, share=0.0))
    session.flush()
    session.add(IndelingDeel(**(part | {"base_gebied_id": grid["BU00010001"].id}), share=-0.1))
    with pytest.raises(IntegrityError, match="ck_indeling_deel_share"):
        session.flush()


@pytest.mark.parametrize(
    "change",
    ["UPDATE indeling_deel SET share = 0.5", "UPDATE gebied SET name = 'Anders' WHERE level = 'gebied'"],
    ids=["part", "area"],
)
def test_the_database_keeps_what_was_published_as_it_is(session: Session, change: str) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    indeling = add_indeling(session, "ibor", {"1": "West"}, load=load)
    (area_id,) = member_ids(session, indeling.id)
    unit_id = grid["BU00010000"].id
    session.add(IndelingDeel(gebied_id=area_id, base_gebied_id=unit_id, share=1.0, weight="ongedeeld"))
    indeling.status = IndelingStatus.CONCEPT
    session.flush()
    session.execute(text(change))
    indeling.status = IndelingStatus.ADOPTED
    session.flush()
    with pytest.raises(IntegrityError, match="maak een nieuwe versie"):
        session.execute(text(change))
