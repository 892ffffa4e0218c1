"""A web service where anything may be frozen: the grid gemeente, in a database of its own."""

from pydantic import SecretStr

from geodata.settings import Settings
from geodata.store.cluster import Cluster
from geodata.store.database import create_database, drop_database
from tests.api.conftest import fill

TOKEN = "een-token-voor-de-toets"  # noqa: S105 - opens nothing but the test's own database
RIGHT = {"Authorization": f"Bearer {TOKEN}"}
FREEZE = "/api/v1/gebieden/WK000100/_bevries"


def settings_of(cluster: Cluster, template: str, name: str) -> Settings:
    """Settings that lead to a new database with the grid, and to the right to freeze."""
    drop_database(cluster, name)
    create_database(cluster, name, template)
    url = cluster.url(name)
    fill(url)
    token = SecretStr(TOKEN)
    return Settings(database_url=url, database_read_url=None, background_map_url="", publish_token=token)
