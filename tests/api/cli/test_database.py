import json

import psycopg

from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from tests.api.cli.running import Run, failure


def test_a_database_without_schema_is_refused_until_upgrade_makes_it(run: Run, cluster: Cluster) -> None:
    drop_database(cluster, "bare")
    create_database(cluster, "bare")
    url = cluster.url("bare")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION postgis")
    code, sentence = failure(run("etl", "status", DATABASE_URL=url))
    assert (code, "gebiedsmonitor db upgrade" in sentence) == (7, True)
    assert "(leeg) →" in run("db", "upgrade", DATABASE_URL=url).stdout
    facts = json.loads(run("db", "status", "--json", DATABASE_URL=url).stdout)
    assert facts["schema_database"] == facts["schema_programma"]
    assert facts["eigen_cluster"] is False


def test_a_database_that_is_not_there_ends_with_7_and_its_password_is_not_shown(run: Run) -> None:
    code, sentence = failure(run("db", "status", DATABASE_URL="postgresql://jan:geheim@127.0.0.1:1/x"))
    assert (code, "geheim" in sentence) == (7, False)
    assert sentence.startswith("De database postgresql://jan:***@127.0.0.1:1/x is niet te bereiken")
