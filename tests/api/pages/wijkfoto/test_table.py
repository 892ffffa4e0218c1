from typing import Any

from api.pages.wijkfoto.table import _view
from geodata.gebieden.levels import Level
from geodata.indelingen.at_table.seats import Seat, SeatedArea
from geodata.indelingen.tables import Indeling, IndelingStatus


def seat(*shares: float) -> Any:
    indeling = Indeling(
        key="ibor", version=1, gemeente_code="GM0001", name="Rayons", owner="Beheer", status=IndelingStatus.ADOPTED
    )
    indeling.base_level = Level.BUURT
    areas = tuple(
        SeatedArea(f"R{number}", f"Rayon {number}", "Beheerder", None, share) for number, share in enumerate(shares)
    )
    return _view(Seat(indeling, areas))


def test_an_area_that_holds_all_needs_no_share() -> None:
    (area,) = seat(1.0).areas
    assert (area.name, area.share, area.contact) == ("Rayon 0", "", "Beheerder")


def test_slips_at_the_edge_are_counted_and_not_named() -> None:
    shown = seat(0.95, 0.03, 0.02)
    assert ([area.share for area in shown.areas], shown.more_count) == (["95%"], 2)


def test_of_many_areas_the_largest_three_are_named() -> None:
    shown = seat(*[0.1] * 10)
    assert (len(shown.areas), shown.more_count) == (3, 7)
