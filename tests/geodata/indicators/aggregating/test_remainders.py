import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gebieden.levels import Level
from geodata.indicators.aggregating.area_figures import AreaFigures
from geodata.indicators.aggregating.cells import cells_from_frame
from geodata.indicators.aggregating.cover import cover_areas
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.figure import Figure

WIJK = "WK000100"


def codes_of(count: int) -> list[str]:
    return [f"BU0001000{number}" for number in range(count)]


def figures(
    buurten: list[float], wijk: float | None, inside: int, *, key: str = "inwoners", share: float = 1.0
) -> AreaFigures:
    """An area of the first buurten of a wijk, counts as rounded by lot; of the last of these it may hold a share."""
    codes = codes_of(len(buurten))
    units_df = pd.DataFrame(
        {"code": [*codes, WIJK], "level": ["buurt"] * len(codes) + ["wijk"], "wijk_code": [WIJK] * len(codes) + [None]}
    ).assign(gemeente_code="GM0001")
    values = [*buurten, *([] if wijk is None else [wijk])]
    rows_df = pd.DataFrame({"gebied_code": [*codes, WIJK][: len(values)], "indicator": key, "value": values})
    rows_df = rows_df.assign(
        lowest=np.maximum(rows_df["value"] - 4, 0), highest=rows_df["value"] + 4, status="afgerond"
    )
    levels = [Level(level) for level in units_df["level"]]
    cells = cells_from_frame(rows_df, units_df["code"].tolist(), levels, year=2024, catalogue=load_catalogue())
    shares = [1.0] * (inside - 1) + [share]
    parts_df = pd.DataFrame({"area": 0, "unit_code": codes[:inside], "share": shares, "area_share": shares})
    parts_df = parts_df.assign(is_estimated=parts_df["share"] < 1)
    return aggregate(cells, cover_areas(parts_df, units_df, area_count=1), load_catalogue())


def figure(*args: object, **facts: object) -> Figure:
    key = str(facts.get("key", "inwoners"))
    return figures(*args, **facts).figure(0, key)  # type: ignore[arg-type]


def test_a_wijk_less_one_buurt_is_known_better_than_the_sum_of_the_others() -> None:
    found = figure([100.0] * 5, 505.0, 4)
    # 505 +- 4 less 100 +- 4, where the sum is 400 +- 16
    assert (found.lowest, found.highest) == (397, 413)


def test_the_best_estimate_weighs_the_sum_and_the_rest_of_the_wijk_by_their_noise() -> None:
    # four buurten give 400; a wijk and a buurt, with half the noise, give 405
    assert figure([100.0] * 5, 505.0, 4).value == pytest.approx(400 + 5 * 4 / 6)


def test_the_95_percent_range_is_that_of_both_estimates_together() -> None:
    found = figure([100.0] * 5, 505.0, 4)
    half = 1.96 * (4 * 4 * 2 / 6) ** 0.5 + 0.5
    assert (found.likely_lowest, found.likely_highest) == (math.ceil(403.33 - half), math.floor(403.33 + half))


def test_the_sum_stands_where_the_wijk_says_less() -> None:
    found = figure([100.0] * 5, 500.0, 2)
    assert (found.lowest, found.highest) == (192, 208)


def test_the_rounding_of_a_single_buurt_is_not_undone() -> None:
    assert figure([100.0, 100.0], 209.0, 1).hard_range() == (96, 104)


def test_without_the_total_of_the_wijk_nothing_is_narrowed() -> None:
    assert figure([100.0] * 5, None, 4).hard_range() == (384, 416)


def test_a_buurt_that_is_cut_counts_among_those_outside() -> None:
    found = figure([100.0] * 5, 505.0, 4, share=0.5)
    # three whole ones: at least 501 less 2 x 104; at most those and all of the one that is cut
    assert (found.lowest, found.highest) == (293, 416)


def test_a_total_that_its_parts_cannot_make_narrows_nothing() -> None:
    assert figure([100.0] * 5, 900.0, 4).hard_range() == (384, 416)


def test_counts_that_may_be_secret_are_not_subtracted() -> None:
    assert figure([100.0] * 5, 505.0, 4, key="uitkering_bijstand").hard_range() == (384, 416)


@given(
    truth=st.lists(st.integers(0, 12), min_size=3, max_size=4),
    lots=st.lists(st.booleans(), min_size=5, max_size=5),
    inside=st.integers(2, 2),
)
def test_the_bounds_are_those_of_all_truths_that_could_have_been_published(
    truth: list[int], lots: list[bool], inside: int
) -> None:
    counts = [*truth, sum(truth)]
    published = [5 * (count // 5 + (lot and count % 5 > 0)) for count, lot in zip(counts, lots, strict=False)]
    *buurten, wijk = published
    ranges = [range(max(0, value - 4), value + 5) for value in buurten]
    sums = [sum(one[:inside]) for one in product(*ranges) if abs(sum(one) - wijk) <= 4]
    found = figure([float(value) for value in buurten], float(wijk), inside)
    assert found.hard_range() == pytest.approx((min(sums), max(sums)))
    assert found.value is not None
    assert min(sums) <= sum(truth[:inside]) <= max(sums)
