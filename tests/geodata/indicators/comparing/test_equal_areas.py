import numpy as np
import pandas as pd
import pytest

from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cells import STATUSES, cells_from_frame
from geodata.indicators.aggregating.cover import cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.differences import differences_between
from geodata.indicators.comparing.figure_arrays import FigureArrays, arrays_of_frame
from geodata.indicators.intervals import with_margins
from tests.geodata.indicators.comparing.figures import rounded_by_lot

DRAWS = 1000
PEOPLE, OLD, SHARE = "inwoners", "inwoners_65_plus", "pct_inwoners_65_plus"


def divided(total: int, parts: int, rng: np.random.Generator) -> FloatArray:
    """Divide a total over parts of nearly one size: none then has more people of 65 and over than people."""
    amounts = np.floor(rng.dirichlet(np.full(parts, 80.0), DRAWS) * total)
    amounts[:, -1] += total - amounts.sum(axis=1)
    return amounts


def figures_of(parts: int, totals: dict[str, int], rng: np.random.Generator) -> dict[str, FigureArrays]:
    """Publish buurten as CBS does, and compose in each draw an area of so many, with these totals."""
    codes = [f"BU{number:08d}" for number in range(DRAWS * parts)]
    counts = {key: rounded_by_lot(divided(total, parts, rng), rng).ravel() for key, total in totals.items()}
    published_df = pd.DataFrame(counts, index=codes).melt(var_name="indicator", ignore_index=False)
    published_df = published_df.rename_axis("gebied_code").reset_index().assign(period=2024, status="exact")
    levels = pd.Series(["buurt"] * len(published_df))
    cells = cells_from_frame(
        with_margins(published_df, levels, load_catalogue()),
        codes,
        [Level.BUURT] * len(codes),
        year=2024,
        catalogue=load_catalogue(),
    )
    units_df = pd.DataFrame({"code": codes, "level": "buurt", "wijk_code": "", "gemeente_code": ""})
    area = np.repeat(np.arange(DRAWS), parts)
    parts_df = pd.DataFrame({"area": area, "unit_code": codes, "share": 1.0, "area_share": 1.0, "is_estimated": False})
    cover = cover_areas(parts_df, units_df, area_count=DRAWS)
    found = aggregate(cells, cover, load_catalogue(), keys=[PEOPLE, OLD, SHARE])
    names = ["value", "lowest", "highest", "likely_lowest", "likely_highest", "coverage", "estimated_share"]
    return {
        key: arrays_of_frame(
            pd.DataFrame({name: getattr(found, name)[:, column] for name in names}).assign(
                status=[STATUSES[number] for number in found.status[:, column]]
            )
        )
        for column, key in enumerate(found.keys)
    }


@pytest.mark.parametrize(("own", "other"), [(1, 1), (2, 2), (3, 3), (3, 12), (6, 6), (11, 11)])
def test_two_equal_areas_are_told_apart_by_what_was_composed_of_them_in_under_5_percent_of_the_draws(
    own: int, other: int
) -> None:
    rng = np.random.default_rng(own * 100 + other)
    totals = {PEOPLE: 503 * max(own, other), OLD: 104 * max(own, other)}
    figures, others = figures_of(own, totals, rng), figures_of(other, totals, rng)
    for key in (PEOPLE, OLD, SHARE):
        found = differences_between(figures[key], others[key])
        assert not found.is_certain.any()
        assert np.mean(found.is_higher | found.is_lower) < 0.05
        assert found.is_sufficient.all()


def test_an_area_with_a_few_percent_more_people_is_told_from_another() -> None:
    rng = np.random.default_rng(1)
    figures = figures_of(4, {PEOPLE: 2050, OLD: 400}, rng)
    others = figures_of(4, {PEOPLE: 2010, OLD: 460}, rng)
    assert np.mean(differences_between(figures[PEOPLE], others[PEOPLE]).is_higher) > 0.99
    assert np.mean(differences_between(figures[SHARE], others[SHARE]).is_lower) > 0.99
