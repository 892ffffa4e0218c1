import time
from pathlib import Path

import pytest
from shapely import Polygon

from etl.batch import Fault, Severity
from etl.checks import check_batch
from etl.sources.kaart import wijkenbuurtenkaart
from geodata.indicators.catalogue import load_catalogue
from tests.etl.checks.batches import AREAS, areas, batch, figures, in_one_area


def test_a_sound_batch_has_no_faults() -> None:
    assert check_batch(batch(), catalogue=load_catalogue()) == ()


def test_faults_of_every_sort_are_told_at_once() -> None:
    bow_tie = Polygon([(160_000, 420_000), (160_200, 420_200), (160_200, 420_000), (160_000, 420_200)])
    shapes = {**AREAS, "GM0828": bow_tie, "BU08280700": None, "BU1": None}
    spoilt = batch(areas(shapes), in_one_area(inwoners=-5, mannen=100, vrouwen=100))
    faults = check_batch(spoilt, catalogue=load_catalogue(), expected_codes=frozenset({"BU08280002"}))
    assert [fault.check for fault in faults] == [
        "ongeldige code",
        "ontbrekend bovenliggend gebied",
        "onvolledige levering",
        "vorm ontbreekt",
        "ongeldige vorm",
        "onmogelijke waarde",
        "telt niet op",
    ]


def test_what_the_source_told_of_missing_outlines_is_not_repeated() -> None:
    told = Fault("vorm ontbreekt", Severity.WARNING, "Gebied BU08280100 heeft geen vorm.", row="BU08280100")
    spoilt = batch(areas({**AREAS, "BU08280100": None}), faults=(told,))
    assert check_batch(spoilt, catalogue=load_catalogue()) == ()


def test_figures_alone_need_areas_that_the_store_knows() -> None:
    only_figures = batch(areas({}), figures(("BU06370000", "inwoners", 5)))
    assert len(check_batch(only_figures, catalogue=load_catalogue())) == 1
    known = frozenset({"BU06370000"})
    assert check_batch(only_figures, catalogue=load_catalogue(), known_codes=known) == ()


@pytest.mark.real_data
def test_the_national_map_of_2015_has_warnings_only_and_is_checked_in_seconds(shared_data: Path) -> None:
    national = wijkenbuurtenkaart.batch_from_path(
        shared_data / "nl" / "wijkenbuurten_2015.gpkg", load_catalogue(), year=2015
    )
    start = time.process_time()
    faults = check_batch(national, catalogue=load_catalogue())
    assert time.process_time() - start < 15
    assert {fault.severity for fault in faults} == {Severity.WARNING}
    counts = {check: sum(fault.check == check for fault in faults) for check in ("ongeldige vorm", "gat", "overlap")}
    assert counts == {"ongeldige vorm": 16, "gat": 3_056, "overlap": 9}
