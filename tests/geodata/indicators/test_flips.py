import time
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geodata.gebieden.levels import Level
from geodata.indelingen.comparing.ground import FloatArray, IntArray, MeasureMissingError, Study
from geodata.indicators.aggregating.cells import cells_from_frame
from geodata.indicators.catalogue import IndicatorNotFoundError, load_catalogue
from geodata.indicators.flips import NO_CLASS, Flips, IndicatorFlip, LeftOut, flips_of
from geodata.indicators.indicator import Direction
from geodata.indicators.study_figures import UnitFigures
from tests.geodata.indelingen.studies import study

NAN = float("nan")
# Six buurten in a row; three areas of two, or three of which the middle one is shifted by a buurt.
PAIRS = {"A": [0, 0, 1, 1, 2, 2], "B": [0, 1, 1, 1, 2, 2]}


def by_tens(values: FloatArray, decimals: int) -> IntArray:
    assert decimals >= 0
    return (values // 10).astype(np.int64)


def figures(ground: Study, half: float = 0.0, **columns: list[float]) -> UnitFigures:
    """The figures of the units, each within `half` of what is published; ten people in each."""
    codes = list(dict.fromkeys(ground.elements_gdf["unit_code"]))
    columns = columns | {"inwoners": [10.0] * len(codes)}
    rows = [(code, key, value) for key, values in columns.items() for code, value in zip(codes, values, strict=True)]
    cells_df = pd.DataFrame(rows, columns=["gebied_code", "indicator", "value"]).dropna()
    wide = cells_df["indicator"].map(lambda key: 0.0 if key == "inwoners" else half)
    cells_df = cells_df.assign(lowest=cells_df["value"] - wide, highest=cells_df["value"] + wide, status="afgerond")
    levels = [Level.BUURT] * len(codes)
    cells = cells_from_frame(cells_df, codes, levels, year=2024, catalogue=load_catalogue())
    units_df = pd.DataFrame({"code": codes, "level": "buurt", "wijk_code": None, "gemeente_code": None})
    return UnitFigures(units_df, cells)


def flips(ground: Study, keys: tuple[str, ...] = (), **columns: list[float]) -> Flips:
    return flips_of(ground, figures(ground, **columns), load_catalogue(), by_tens, keys=keys)


def of_distance(values: list[float], labels: dict[str, list[int]] = PAIRS, **facts: Any) -> IndicatorFlip:
    (flip,) = flips(study(labels, **facts), afstand_zwembad=values).flips
    return flip


def test_each_atom_has_the_figure_of_its_area_under_each_clustering() -> None:
    flip = of_distance([10, 20, 30, 40, 50, 60])
    # Atoms: the first buurt, the second, the middle pair, the last pair.
    assert flip.figures.tolist() == [[15, 10], [15, 30], [35, 30], [55, 55]]
    assert flip.classes.tolist() == [[1, 1], [1, 3], [3, 3], [5, 5]]
    assert flip.ranks.tolist() == [[3, 3], [3, 2], [2, 2], [1, 1]]
    assert flip.ranked == (3, 3)


def test_the_conclusion_flips_for_the_people_whose_class_or_third_differs() -> None:
    flip = of_distance([10, 20, 30, 40, 50, 60], people=[10, 30, 10, 10, 20, 20])
    assert flip.class_differs.tolist() == [False, True, False, False]
    assert flip.third_differs.tolist() == [False, True, False, False]
    assert (flip.people_compared, flip.class_share, flip.third_share) == (100.0, 0.3, 0.3)
    assert flip.largest_rank_change == 0.5


def test_what_may_be_no_more_than_rounding_flips_nothing() -> None:
    def by_hundredths(values: FloatArray, decimals: int) -> IntArray:
        return np.round(values * 10**decimals * 10).astype(np.int64)

    # Distances are rounded to 0.1: the second buurt is in an area of 1.05, or of 1.1; or else of 1.5, or of 3.
    for values, share in (([1.0, 1.1, 1.1, 1.1, 1.2, 1.2], 0.0), ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2 / 3)):
        units = figures(study(PAIRS), 0.05, afstand_zwembad=values)
        (flip,) = flips_of(study(PAIRS), units, load_catalogue(), by_hundredths).flips
        assert len(set(flip.classes[1].tolist())) == 2
        assert flip.class_share == pytest.approx(share)


def test_what_a_model_made_is_left_out_for_its_error_is_unknown() -> None:
    found = flips(study(PAIRS), ("pct_eenzaam",), pct_eenzaam=[1.0, 20, 30, 40, 50, 60])
    assert [reason for _, reason in found.left_out] == [LeftOut.NOISE_UNKNOWN]


def test_equal_clusterings_flip_nothing() -> None:
    flip = of_distance([10, 20, 30, 40, 50, 60], {"A": [0, 0, 1, 1, 2, 2], "B": [2, 2, 1, 1, 0, 0]})
    assert (flip.class_share, flip.third_share, flip.largest_rank_change) == (0.0, 0.0, 0.0)


def test_what_shows_as_equal_has_an_equal_rank() -> None:
    flip = of_distance([10.04, 10.04, 9.96, 9.96, 30, 30], {"A": [0, 0, 1, 1, 2, 2], "B": [0, 0, 0, 0, 1, 1]})
    assert flip.ranks[:2, 0].tolist() == [2, 2]


def test_a_clustering_of_two_areas_has_no_thirds() -> None:
    flip = of_distance([10, 20, 30, 40, 50, 60], {"A": [0, 0, 1, 1, 2, 2], "B": [0, 0, 0, 0, 1, 1]})
    assert flip.third_share == 0.0
    assert flip.largest_rank_change == 0.0
    assert flip.class_share > 0


def test_an_area_without_a_figure_has_no_class_and_is_not_compared() -> None:
    flip = of_distance([10, 20, NAN, 40, 50, 60])
    assert flip.classes.tolist() == [[1, 1], [1, NO_CLASS], [NO_CLASS, NO_CLASS], [5, 5]]
    assert (flip.ranks[1, 1], flip.ranked) == (0, (2, 2))
    assert flip.coverage[2].tolist() == [0.5, pytest.approx(2 / 3)]
    assert flip.people_compared == 30.0
    assert flip.class_share == 0.0


def test_what_a_clustering_leaves_out_has_no_figure_there() -> None:
    flip = of_distance([10, 20, 30, 40, 50, 60], {"A": [0, 0, 1, 1, 2, 2], "B": [-1, 0, 1, 1, 2, 2]})
    assert flip.classes[0].tolist() == [1, NO_CLASS]
    assert np.isnan(flip.coverage[0, 1])
    assert flip.people_compared == 50.0


def test_a_cut_unit_weighs_with_its_shares() -> None:
    units = ["BU00010000", "BU00010001", "BU00010001", "BU00010002"]
    ground = study({"A": [0, 0, 1, 1], "B": [0, 1, 1, 1]}, units=units, share=[1.0, 0.25, 0.75, 1.0])
    (flip,) = flips(ground, afstand_zwembad=[10, 30, 50]).flips
    assert flip.figures[0].tolist() == [(10 * 10 + 2.5 * 30) / 12.5, 10.0]


def test_the_indicator_that_depends_most_on_the_clustering_comes_first() -> None:
    found = flips(
        study(PAIRS),
        afstand_zwembad=[10, 10, 10, 10, 10, 10],
        afstand_sauna=[10, 20, 30, 40, 50, 60],
        afstand_bos=[10, 11, 12, 13, 50, 60],
    )
    assert [flip.indicator.key for flip in found.flips] == ["afstand_sauna", "afstand_bos", "afstand_zwembad"]


def test_counts_medians_and_what_misses_its_weight_are_left_out_with_the_reason() -> None:
    six = [1.0, 2, 3, 4, 5, 6]
    keys = ("huishoudens", "stedelijkheid", "gem_woz_waarde", "afstand_bos")
    found = flips(study(PAIRS), keys, huishoudens=six, stedelijkheid=six, gem_woz_waarde=six)
    assert found.flips == ()
    assert {indicator.key: reason for indicator, reason in found.left_out} == {
        "huishoudens": LeftOut.COUNT,
        "stedelijkheid": LeftOut.NOT_COMPOSED,
        "gem_woz_waarde": LeftOut.INPUT_MISSING,
        "afstand_bos": LeftOut.NO_FIGURES,
    }


def test_without_a_choice_only_what_has_figures_is_spoken_of() -> None:
    found = flips(study(PAIRS), inwoners_65_plus=[1.0, 2, 3, 4, 5, 6])
    assert [flip.indicator.key for flip in found.flips] == ["pct_inwoners_65_plus"]
    assert {indicator.key for indicator, _ in found.left_out} == {"inwoners", "inwoners_65_plus"}


def test_where_only_nobody_lives_nothing_is_compared() -> None:
    found = flips(study(PAIRS, people=[0, 0, 10, 10, 10, 10]), afstand_bos=[1, 2, NAN, NAN, NAN, NAN])
    assert (found.flips, found.left_out[-1][1]) == ((), LeftOut.TOO_FEW)


def test_origin_is_shown_without_a_direction() -> None:
    found = flips(study(PAIRS), pct_herkomst_buiten_europa=[10, 20, 30, 40, 50, 60])
    assert found.flips[0].indicator.direction is Direction.NEITHER


def test_an_unknown_indicator_and_unknown_people_are_refused() -> None:
    with pytest.raises(IndicatorNotFoundError):
        flips(study(PAIRS), ("afstand_zwmbad",))
    with pytest.raises(MeasureMissingError):
        flips(study(PAIRS, people=[NAN] * 6), afstand_zwembad=[1.0] * 6)


def test_a_hundred_indicators_of_four_clusterings_take_less_than_a_second() -> None:
    random = np.random.default_rng(20)
    labels = {name: [*range(20), *random.integers(0, 20, 100).tolist()] for name in "ABCD"}
    ground = study(labels)
    catalogue = load_catalogue()
    keys = [key for key, one in catalogue.indicators.items() if set(one.aggregation.weights) == {"inwoners"}]
    table = figures(ground, **{key: random.uniform(0, 90, 120).tolist() for key in keys})
    started = time.process_time()
    assert len(flips_of(ground, table, catalogue, by_tens).flips) >= 100
    assert time.process_time() - started < 1
