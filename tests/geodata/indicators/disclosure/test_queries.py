from sqlalchemy.orm import Session

from geodata.indicators.disclosure.queries import find_register, list_registers, public_areas, true_counts
from geodata.settings import PROJECT_DIR
from tests.geodata.indicators.disclosure.registers import COUNTS, KEY, add_register, register
from tests.grid import PEILDATUM, add_load
from tests.town import BUURTEN, TOWN, add_clustering, add_town, whole

READERS = {"geodata/indicators/disclosure/tables.py", "geodata/indicators/disclosure/queries.py"}


def test_a_register_is_found_as_it_was_declared(session: Session) -> None:
    add_register(session, add_town(session, load=add_load(session)))
    assert find_register(session, KEY) == register()
    assert (list_registers(session, TOWN), list_registers(session, "GM0001")) == ([register()], [])


def test_reading_a_register_again_replaces_its_counts_and_rule(session: Session) -> None:
    town = add_town(session, load=add_load(session))
    add_register(session, town)
    add_register(session, town, COUNTS | {BUURTEN[3]: 7}, threshold=10)
    assert true_counts(session, KEY) == {2024: COUNTS | {BUURTEN[3]: 7}}
    assert find_register(session, KEY).rule.threshold == 10


def test_an_area_that_is_made_of_wijken_holds_their_buurten(session: Session) -> None:
    load = add_load(session)
    town = add_town(session, load=load)
    add_clustering(session, town, "groot", {"a": {"WK000200": None, "WK000201": None}}, load=load, base_level="wijk")
    areas = public_areas(session, TOWN, PEILDATUM)
    assert areas.units_of["GM0002.groot.1.a"] == frozenset(BUURTEN[:8])
    assert areas.units_of["WK000202"] == frozenset(BUURTEN[8:])


def test_areas_on_the_boundaries_of_another_year_have_no_figures(session: Session) -> None:
    load = add_load(session)
    town = add_town(session, load=load)
    other = PEILDATUM.replace(year=2023)
    add_clustering(session, town, "oud", {"a": whole("0000")}, load=load, base_peildatum=other)
    assert "GM0002.oud.1.a" not in public_areas(session, TOWN, PEILDATUM).units_of


def test_nothing_else_reads_the_true_counts() -> None:
    sources = [path for name in ("api", "etl", "geodata", "maps") for path in (PROJECT_DIR / name).rglob("*.py")]
    names = {path.relative_to(PROJECT_DIR).as_posix() for path in sources if "RegisterCount" in path.read_text()}
    assert names == READERS
    raw = {path.relative_to(PROJECT_DIR).as_posix() for path in sources if "register_count" in path.read_text()}
    assert raw <= READERS | {"geodata/store/migrations/versions/0004_register_data.py"}
