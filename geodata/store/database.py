"""The database that the platform uses: its own in the private cluster, or the one that DATABASE_URL names."""

from contextlib import closing
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from geodata.errors import SetupError
from geodata.settings import Settings
from geodata.store.cluster import DATABASE, Cluster, cluster_under, start_cluster


class DatabaseUnreachableError(SetupError):
    """The database does not answer."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"De database {without_password(url)} is niet te bereiken: {' '.join(reason.split()).rstrip('.?')}. "
            "Controleer DATABASE_URL en of de server draait; zonder DATABASE_URL start 'gebiedsmonitor db start' "
            "een eigen cluster."
        )


class PostgisMissingError(SetupError):
    """The database has no PostGIS and may not make it."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"De database {without_password(url)} heeft geen PostGIS: {reason.strip()}. "
            "Laat een beheerder 'CREATE EXTENSION postgis' uitvoeren, of installeer het pakket postgresql-postgis."
        )


def database_url(settings: Settings) -> str:
    """Return the address of the database, without starting anything."""
    return settings.database_url or cluster_under(settings.local_dir).url()


def prepare_database(settings: Settings) -> str:
    """Make sure that the database answers and has PostGIS, starting the private cluster where that is ours.

    Returns
    -------
    str
        The database's address.

    Raises
    ------
    DatabaseUnreachableError, PostgisMissingError, geodata.store.cluster.ClusterBrokenError
        What is missing could not be made.
    """
    if settings.database_url is None:
        cluster = cluster_under(settings.local_dir)
        start_cluster(cluster)
        create_database(cluster, DATABASE)
    url = database_url(settings)
    _ensure_postgis(url)
    return url


def require_reachable(url: str) -> None:
    """Raise where the database does not answer.

    Raises
    ------
    DatabaseUnreachableError
        It does not, or `url` is no address of a database.
    """
    _connect(url).close()


def create_database(cluster: Cluster, name: str, template: str = "template1") -> None:
    """Make a database in the private cluster where it is not there yet."""
    with closing(_connect(cluster.url("postgres"))) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if found is None:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def drop_database(cluster: Cluster, name: str) -> None:
    """Drop a database of the private cluster with all that is in it, ending who is connected to it."""
    with closing(_connect(cluster.url("postgres"))) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def without_password(url: str) -> str:
    """Return a database's address as it may be shown or logged.

    Examples
    --------
    >>> without_password("postgresql://jan:geheim@db.example/monitor")
    'postgresql://jan:***@db.example/monitor'
    """
    password = urlsplit(url).password
    return url.replace(f":{password}@", ":***@") if password else url


def _connect(url: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        raise DatabaseUnreachableError(url, str(error)) from error


def _ensure_postgis(url: str) -> None:
    with closing(_connect(url)) as connection:
        try:
            if connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'postgis'").fetchone() is None:
                connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        except psycopg.Error as error:
            raise PostgisMissingError(url, str(error)) from error
