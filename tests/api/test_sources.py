from datetime import date

import pytest
from sqlalchemy.orm import Session

from api.pages.loaded import loaded_sources
from api.sources import is_all_invented, known_sources, licence_of, owner_of, source_name
from tests.grid import add_load

SAMPLE = ["voorbeeld-kaart", "voorbeeld-kwb", "voorbeeld-onderzoek"]


@pytest.mark.parametrize("key", SAMPLE)
def test_invented_data_are_never_called_by_a_publishers_name(key: str) -> None:
    assert source_name(key) == "Voorbeeldgemeente (fictief)"


def test_a_clustering_has_an_owner_and_all_else_a_licence(session: Session) -> None:
    clustering, figures = add_load(session, source="indeling", licence="Beheer"), add_load(session)
    assert (licence_of(clustering), owner_of(clustering)) == (None, "Beheer")
    assert (licence_of(figures), owner_of(figures)) == ("CC BY 4.0", None)


def test_only_the_sample_is_invented() -> None:
    assert [key for key, source in known_sources().items() if source.is_fictitious] == SAMPLE


def test_a_source_without_a_name_is_called_by_its_key() -> None:
    assert source_name("woononderzoek-2031") == "woononderzoek-2031"


def test_one_real_load_among_invented_ones_makes_a_page_no_longer_invented(session: Session) -> None:
    invented = [add_load(session, source=key) for key in [*SAMPLE, "indeling"]]
    assert is_all_invented(invented)
    assert not is_all_invented([*invented, add_load(session, source="cbs-odata-v3")])


def test_the_loads_of_a_source_are_one_row_and_clusterings_none(session: Session) -> None:
    years = {2023: "kwb-2023", 2024: "kwb-2024"}
    loads = [add_load(session, table_id=table, peildatum=date(year, 1, 1)) for year, table in years.items()]
    (row,) = loaded_sources([*loads, add_load(session, source="indeling", licence="Beheer")])
    assert (row.name, row.tables) == ("Kerncijfers wijken en buurten (CBS)", ("kwb-2023", "kwb-2024"))
    assert (row.first_peildatum.year, row.last_peildatum.year, row.licences) == (2023, 2024, ("CC BY 4.0",))
