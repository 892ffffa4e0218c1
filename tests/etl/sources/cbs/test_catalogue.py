from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from etl.http import Client
from etl.sources.cbs.catalogue import KwbTableNotFoundError, find_kwb_dataset, find_kwb_table
from tests.etl.sources.cbs.grid import asking, the_country
from tests.servers.cbs_tables import CbsTable

Finder = Callable[[Client, int], str]
both_protocols = pytest.mark.parametrize("find", [find_kwb_table, find_kwb_dataset])


def edition(table_id: str, title: str, modified: str = "2024-01-01T02:00:00") -> CbsTable:
    return replace(the_country(), table_id=table_id, title=title, modified=modified)


@both_protocols
def test_the_table_of_a_year_is_found_by_its_title(tmp_path: Path, find: Finder) -> None:
    tables = [
        edition("85618NED", "Kerncijfers wijken en buurten 2023"),
        edition("85984NED", "Kerncijfers wijken en buurten 2024 "),
        edition("70072ned", "Regionale kerncijfers Nederland"),
    ]
    with asking(tmp_path, *tables) as client:
        assert find(client, 2024) == "85984NED"


@both_protocols
def test_of_several_tables_the_one_that_changed_last_is_taken(tmp_path: Path, find: Finder) -> None:
    tables = [
        edition("1NED", "Kerncijfers wijken en buurten 2024", "2024-03-01T02:00:00"),
        edition("3NED", "Kerncijfers wijken en buurten 2024", "2025-11-01T02:00:00"),
        edition("2NED", "Kerncijfers wijken en buurten 2024", "2025-02-01T02:00:00"),
    ]
    with asking(tmp_path, *tables) as client:
        assert find(client, 2024) == "3NED"


@both_protocols
def test_a_year_that_is_not_there_gives_the_years_that_are(tmp_path: Path, find: Finder) -> None:
    tables = [
        edition("85984NED", "Kerncijfers wijken en buurten 2024"),
        edition("82339NED", "Kerncijfers wijken en buurten 2013"),
        edition("70904ned", "Kerncijfers wijken en buurten 2009-2012"),
    ]
    with asking(tmp_path, *tables) as client, pytest.raises(KwbTableNotFoundError, match="Wel aanwezig: 2013, 2024"):
        find(client, 2011)


@both_protocols
def test_an_empty_catalogue_says_so(tmp_path: Path, find: Finder) -> None:
    nothing = "Er is geen enkel jaar gevonden"
    with (
        asking(tmp_path, edition("1NED", "Iets anders")) as client,
        pytest.raises(KwbTableNotFoundError, match=nothing),
    ):
        find(client, 2024)
