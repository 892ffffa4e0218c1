import pandas as pd
import pytest
from sqlalchemy.orm import Session

from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.cells import cells_from_frame
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.status import Status
from geodata.indicators.study_figures import UnitFigures, clustering_starts, read_unit_figures, study_figures
from tests.geodata.indelingen.studies import study
from tests.grid import PEILDATUM, add_figure, add_grid, add_load

CATALOGUE = load_catalogue()
WIJKEN = {"BU00010000": "WK000100", "BU00010001": "WK000100", "BU00010002": "WK000101"}


def units(people: dict[str, float]) -> UnitFigures:
    """Units with their inhabitants, each rounded at random to a multiple of five."""
    rows = [(code, "inwoners", count, max(0, count - 4), count + 4, "afgerond") for code, count in people.items()]
    columns = ["gebied_code", "indicator", "value", "lowest", "highest", "status"]
    levels = [Level.WIJK if code.startswith("WK") else Level.BUURT for code in people]
    units_df = pd.DataFrame({"code": list(people), "level": levels, "gemeente_code": None})
    units_df["wijk_code"] = units_df["code"].map(WIJKEN)
    cells_df = pd.DataFrame(rows, columns=columns)
    return UnitFigures(units_df, cells_from_frame(cells_df, list(people), levels, year=2024, catalogue=CATALOGUE))


def test_areas_of_all_clusterings_are_composed_one_clustering_after_the_other() -> None:
    ground = study({"A": [0, 0, 1], "B": [0, 1, 1]})
    found = study_figures(ground, units(dict.fromkeys(WIJKEN, 100.0)), CATALOGUE, ["inwoners"])
    assert clustering_starts(ground) == [0, 2, 4]
    assert found.value[:, 0].tolist() == [200, 100, 100, 200]
    assert (found.lowest[0, 0], found.highest[0, 0]) == (192, 208)


def test_a_wijk_that_lies_wholly_in_an_area_stands_for_its_buurten() -> None:
    people = dict.fromkeys(WIJKEN, 100.0) | {"WK000100": 205.0}
    found = study_figures(study({"A": [0, 0, 1]}), units(people), CATALOGUE, ["inwoners"])
    assert (found.value[0, 0], found.lowest[0, 0], found.highest[0, 0]) == (205, 201, 209)


def test_pieces_of_a_unit_in_one_area_are_the_whole_unit_and_a_single_piece_is_estimated() -> None:
    codes = ["BU00010000", "BU00010001", "BU00010001", "BU00010002"]
    ground = study({"A": [0, 0, 0, 1], "B": [0, 0, 1, 1]}, units=codes, share=[1.0, 0.25, 0.75, 1.0])
    found = study_figures(ground, units(dict.fromkeys(WIJKEN, 100.0)), CATALOGUE, ["inwoners"])
    assert found.value[:, 0].tolist() == [200, 100, 125, 175]
    assert found.estimated_share[:, 0] == pytest.approx([0, 0, 25 / 125, 75 / 175])


def test_what_a_clustering_leaves_out_is_in_no_area() -> None:
    found = study_figures(study({"A": [0, -1, 1]}), units(dict.fromkeys(WIJKEN, 100.0)), CATALOGUE, ["inwoners"])
    assert found.value[:, 0].tolist() == [100, 100]


def test_figures_of_all_levels_are_read_of_one_period(session: Session) -> None:
    load = add_load(session)
    grid = add_grid(session, load=load)
    add_figure(session, grid["WK000100"], "inwoners", load=load, value=205, status=Status.EXACT)
    add_figure(session, grid["WK000101"], "inwoners", load=load, value=99, period=2023)
    session.flush()
    found = read_unit_figures(session, "GM0001", PEILDATUM, 2024, CATALOGUE)
    assert found.units_df["code"].tolist() == sorted(grid)
    assert dict(zip(found.units_df["code"], found.cells.value[:, 0].tolist(), strict=True))["WK000100"] == 205
    assert found.cells.has_value.sum() == 1
