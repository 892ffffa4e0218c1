import pytest

from etl.weighing import WEIGHINGS, weighing_of
from geodata.indicators.catalogue import load_catalogue


@pytest.mark.parametrize("table", ["cbs-odata-v3", "cbs-odata-v4", "cbs-kwb"])
@pytest.mark.parametrize("other", ["wijkenbuurtenkaart", "pdok-ogc", "pdok-wfs", "cbs-kwb-lang"])
def test_cbs_own_table_outweighs_the_map_and_copies(table: str, other: str) -> None:
    assert weighing_of(table).precedence > weighing_of(other).precedence


def test_the_sample_weighs_as_what_it_is_modelled_on() -> None:
    assert weighing_of("voorbeeld-kwb") == weighing_of("cbs-kwb")
    assert weighing_of("voorbeeld-kaart") == weighing_of("wijkenbuurtenkaart")


def test_every_rounding_that_is_named_is_known_to_the_catalogue() -> None:
    indicators = load_catalogue().indicators.values()
    known = {source for one in indicators for step in one.rounding.steps for source in step.sources}
    assert {weighing.rounds_as for weighing in WEIGHINGS.values()} - {None} <= known


def test_a_source_that_is_not_named_may_round_in_any_way() -> None:
    assert weighing_of("leefbaarometer").rounds_as is None
