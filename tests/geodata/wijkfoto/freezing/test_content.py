from datetime import date

from geodata.gebieden.levels import Level
from geodata.indicators.status import Status
from geodata.wijkfoto.freezing.content import Background, FrozenIndeling, FrozenPart, freeze
from geodata.wijkfoto.wijkfoto import Comparison, Line
from tests.geodata.wijkfoto.freezing.frozen import CATALOGUE, CODE, SHARE, frozen, gebied, line, load, share, wijkfoto

IBOR = FrozenIndeling("GM0001.ibor.1", "Rayons", "Beheer", 1, date(2023, 1, 1))
OF_IBOR = Background(IBOR, (FrozenPart("BU00010000", "Westeinde", 0.4),), {2023: (1, 7)}, {7: load(7)}, "f", "m")


def test_every_figure_of_every_period_is_kept_as_it_was() -> None:
    kept = frozen(share(11, 2022), share(None, 2023, status=Status.SECRET))
    assert kept.lines[SHARE].series == (share(11, 2022), share(None, 2023, status=Status.SECRET))
    assert kept.lines[SHARE].newest == share(None, 2023, status=Status.SECRET)


def test_an_indicator_is_kept_once_wherever_it_is_shown() -> None:
    kept = frozen(share(12))
    assert list(kept.lines) == [SHARE]
    assert (kept.key_figures, kept.themes[0].indicators) == ((SHARE,), (SHARE,))


def test_an_indicator_keeps_what_it_takes_to_write_its_figures() -> None:
    known, kept = CATALOGUE.indicator(SHARE), frozen(share(12)).lines[SHARE].indicator
    assert (kept.label, kept.unit, kept.decimals, kept.maximum) == (known.label, "%", 0, 100)


def test_an_indicator_that_was_not_loaded_is_kept_as_such() -> None:
    kept = freeze(wijkfoto(Line(CATALOGUE.indicator(SHARE), None)), OF_IBOR, occasion=None)
    assert (kept.lines[SHARE].newest, kept.lines[SHARE].series) == (None, ())


def test_the_figures_of_the_areas_around_are_kept_beside() -> None:
    of_gemeente = share(20, gebied_code="GM0001", gebied_name="Roosterdam")
    compared = Comparison(gebied(Level.GEMEENTE, "GM0001"), of_gemeente, None)
    kept = freeze(wijkfoto(line(share(12), comparisons=(compared,))), OF_IBOR, occasion=None)
    assert kept.lines[SHARE].comparisons == (of_gemeente,)


def test_a_composed_figure_leads_to_all_loads_that_it_was_derived_from_and_one_beside_it_to_its_own() -> None:
    kept = freeze(wijkfoto(line(share(12))), OF_IBOR, occasion=None)
    assert [one.id for one in kept.loads_behind(share(12))] == [1, 7]
    assert [one.id for one in kept.loads_behind(share(12, 2022))] == [1]
    assert [one.id for one in kept.loads_behind(share(20, gebied_code="GM0001"))] == [1]


def test_an_area_of_a_clustering_keeps_the_version_and_what_it_held() -> None:
    kept = freeze(wijkfoto(line(share(12)), area=gebied(Level.GEBIED)), OF_IBOR, occasion="Raad").gebied
    assert (kept.code, kept.indeling, kept.parts[0].share) == (CODE, IBOR, 0.4)
