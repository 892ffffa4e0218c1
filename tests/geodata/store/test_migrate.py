from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

import geodata.gebieden.tables
import geodata.indelingen.tables
import geodata.indicators.tables  # noqa: F401
from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from geodata.store.engine import engine_from_url
from geodata.store.migrate import current_revision, downgrade, head_revision, upgrade
from geodata.store.tables import Base


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
