from collections.abc import Callable
from datetime import date

import pytest
from rich.console import Console

from api.cli import output
from api.cli.indeling import findings, versions
from api.cli.indeling.findings import print_grouped
from api.cli.indeling.versions import print_areas, print_diff, print_indelingen
from geodata.gebieden.levels import Level
from geodata.indelingen.diff import Change, Diff, UnitMove
from geodata.indelingen.queries import AreaRecord, PartRecord
from geodata.indelingen.tables import Indeling, IndelingStatus

Printed = Callable[[], list[str]]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Printed:
    """What is printed on a terminal of 80 columns, line by line."""
    console = Console(width=80, highlight=False, record=True)
    for module in (findings, output, versions):
        monkeypatch.setattr(module, "out", console)
    return lambda: [line.rstrip() for line in console.export_text().splitlines()]


def indeling(**facts: object) -> Indeling:
    usual = {
        "gemeente_code": "GM0828",
        "key": "omgevingsvisie-koers",
        "version": 12,
        "owner": "Ruimtelijke ontwikkeling",
    }
    usual |= {"name": "Deelgebieden van de omgevingsvisie van de gemeente", "status": IndelingStatus.ADOPTED}
    return Indeling(**(usual | {"id": 1, "valid_from": date(2024, 6, 1), "base_level": Level.BUURT} | facts))


def test_the_register_fits_80_columns_and_keeps_names_and_dates_whole(printed: Printed) -> None:
    print_indelingen([indeling()], {1: 11})
    lines = printed()
    assert max(map(len, lines)) <= 80
    assert lines[1].startswith("GM0828.omgevingsvisie-koers.12  ")
    assert "2024-06-01" in " ".join(lines)


def test_an_empty_register_says_how_to_begin(printed: Printed) -> None:
    print_indelingen([], {})
    assert "gebiedsmonitor indeling lees --help" in " ".join(printed())


def test_a_unit_that_is_divided_says_for_what_share_and_by_what(printed: Printed) -> None:
    area = AreaRecord(1, "GM0001.x.1.w", "West", None, None)
    parts = [("BU00010101", 1.0, "ongedeeld"), ("BU00010102", 0.25, "adressen"), ("BU00010103", 0.0, "adressen")]
    print_areas([area], [PartRecord(area.code, code, code, share, weight) for code, share, weight in parts])
    said = " ".join(" ".join(printed()).split())
    assert "w West BU00010101, BU00010102 (25,0% naar adressen), BU00010103 (0,0% naar adressen)" in said


def test_on_other_units_it_is_said_that_moves_cannot_be_told(printed: Printed) -> None:
    print_diff(Diff("GM0001.x.1", "GM0001.x.2", (), {}, {}, (), (), None))
    assert "Ze staan op andere eenheden" in printed()[1]


def test_a_difference_shows_names_contacts_and_shares(printed: Printed) -> None:
    renamed, contact = Change("w", "West", "Westkant"), Change("w", (None, None), ("Rol", "Team"))
    move = UnitMove("BU00010101", "Westeinde", "w", None, 0.4)
    print_diff(Diff("GM0001.x.1", "GM0001.x.2", (), {}, {}, (renamed,), (contact,), (move,)))
    said = " ".join(" ".join(printed()).split())
    assert "w naam West Westkant w contact niets Rol, Team" in said
    assert "BU00010101 Westeinde w (geen gebied) 40,0%" in said


def test_what_is_found_comes_errors_first_and_of_a_kind_together(printed: Printed) -> None:
    found = [("waarschuwing", "gat", f"Gat {number}.") for number in range(4)] + [("fout", "code", "Rij 2: fout.")]
    print_grouped(found, most=2)
    assert printed() == ["fout code", "  Rij 2: fout.", "waarschuwing gat (4)", "  Gat 0.", "  Gat 1.", "  en nog 2"]
