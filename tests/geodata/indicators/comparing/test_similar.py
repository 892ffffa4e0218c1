import time

import numpy as np
import pandas as pd
import pytest

from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.comparing.similar import (
    SIMILARITY_KEYS,
    GebiedNotComparedError,
    LeftOut,
    Similarity,
    SimilarityChoice,
    most_similar,
    profiles_of,
)
from geodata.indicators.indicator import Indicator

NAN = float("nan")
OWNED, YOUNG, ORIGIN = "pct_koopwoningen", "pct_inwoners_0_15", "pct_herkomst_buiten_europa"


def indicators(*keys: str) -> tuple[Indicator, ...]:
    return tuple(load_catalogue().indicator(key) for key in keys)


def similar(code: str, columns: dict[str, list[float]], *, count: int = 10, **choice: object) -> Similarity:
    codes = [f"WK{index}" for index in range(len(next(iter(columns.values()))))]
    wanted = SimilarityChoice(indicators(*columns), **choice)  # type: ignore[arg-type]
    return most_similar(profiles_of(pd.DataFrame(columns, index=codes), wanted), code, count=count)


def keys(those: tuple[Indicator, ...]) -> list[str]:
    return [one.key for one in those]


def test_the_nearest_comes_first_and_an_area_is_not_like_itself() -> None:
    found = similar("WK1", {OWNED: [10, 20, 40, 26, 80]})
    assert [one.code for one in found.areas] == ["WK3", "WK0", "WK2", "WK4"]
    assert found.compared_count == 4


def test_the_distance_is_in_standard_deviations_that_the_middle_half_gives() -> None:
    # Quartiles 20, 30 and 40: 20 / 1.349 is a standard deviation, whatever the outlier.
    found = similar("WK0", {OWNED: [10, 20, 30, 40, 5000]}, count=1)
    assert found.areas[0].distance == pytest.approx(10 / (20 / 1.349))


def test_indicators_count_equally_and_their_squares_are_averaged() -> None:
    found = similar("WK0", {OWNED: [10, 20, 30, 40, 50], YOUNG: [1, 4, 3, 2, 5]})
    by_code = {one.code: one.distance for one in found.areas}
    # One step in the first and three in the second, each of 1.349 / 2.
    assert by_code["WK1"] == pytest.approx(np.sqrt((1 + 9) / 2) * 1.349 / 2)


def test_what_one_of_the_two_lacks_is_not_counted_and_does_not_bring_them_nearer() -> None:
    columns: dict[str, list[float]] = {
        OWNED: [10, 20, 30, 40, 50],
        YOUNG: [1, NAN, 3, 4, 5],
        "pct_ongehuwd": [1, 2, 3, 4, 5],
    }
    nearest = similar("WK0", columns, min_common_share=0.6).areas[0]
    assert nearest.code == "WK1"
    assert nearest.distance == pytest.approx(1.349 / 2, rel=0.1)
    assert (keys(nearest.common), keys(nearest.missing)) == ([OWNED, "pct_ongehuwd"], [YOUNG])


def test_areas_with_too_little_in_common_are_not_compared() -> None:
    columns: dict[str, list[float]] = {OWNED: [10, 20, 30, 40, 50], YOUNG: [1, NAN, 3, 4, 5]}
    found = similar("WK0", columns)
    assert (found.min_common, found.compared_count) == (2, 3)
    assert "WK1" not in {one.code for one in found.areas}


def test_an_area_without_figures_is_like_none_and_says_what_it_lacks() -> None:
    found = similar("WK1", {OWNED: [10, 20, 30, 40, 50], YOUNG: [1, NAN, 3, 4, 5]})
    assert (found.areas, found.compared_count, keys(found.missing)) == ((), 0, [YOUNG])


def test_origin_does_not_count_unless_somebody_decides_so_and_then_it_is_said() -> None:
    columns = {OWNED: [10.0, 20, 30, 40, 50], ORIGIN: [50.0, 10, 30, 20, 49]}
    without, with_origin = similar("WK0", columns), similar("WK0", columns, with_origin=True)
    assert [(one.key, why) for one, why in without.left_out] == [(ORIGIN, LeftOut.ORIGIN)]
    assert (keys(without.indicators), keys(without.origin), without.areas[0].code) == ([OWNED], [], "WK1")
    assert (keys(with_origin.indicators), keys(with_origin.origin)) == ([OWNED, ORIGIN], [ORIGIN])
    assert with_origin.areas[0].code != "WK1"


def test_what_cannot_be_compared_is_left_out_with_the_reason() -> None:
    frame = pd.DataFrame({OWNED: [1.0, 2, 3], "inwoners": [1, 2, 3], YOUNG: [5, 5, 5], "pct_ongehuwd": [NAN] * 3})
    chosen = SimilarityChoice(indicators(OWNED, "inwoners", "stedelijkheid", YOUNG, "pct_ongehuwd", "pct_gehuwd"))
    profiles = profiles_of(frame, chosen)
    assert keys(profiles.indicators) == [OWNED]
    assert {one.key: why for one, why in profiles.left_out} == {
        "inwoners": LeftOut.NOT_COMPARABLE,
        "stedelijkheid": LeftOut.NOT_COMPARABLE,
        YOUNG: LeftOut.NO_SPREAD,
        "pct_ongehuwd": LeftOut.NO_FIGURES,
        "pct_gehuwd": LeftOut.NO_FIGURES,
    }


def test_with_nothing_to_compare_by_no_area_is_like_another() -> None:
    assert similar("WK0", {"inwoners": [1, 2, 3]}).areas == ()


def test_no_more_areas_are_given_than_asked_for_and_equally_near_ones_keep_their_order() -> None:
    found = similar("WK2", {OWNED: [10, 20, 30, 40, 50]}, count=3)
    assert [one.code for one in found.areas] == ["WK1", "WK3", "WK0"]


def test_an_area_that_is_not_among_them_is_refused() -> None:
    with pytest.raises(GebiedNotComparedError, match="'WK9' staat niet tussen de 3 gebieden"):
        similar("WK9", {OWNED: [1, 2, 3]})


def test_what_areas_are_compared_by_of_itself_is_known_comparable_and_not_on_origin() -> None:
    codes = ["WK0", "WK1", "WK2"]
    frame = pd.DataFrame({key: [1.0, 2, 3] for key in SIMILARITY_KEYS}, index=codes)
    profiles = profiles_of(frame, SimilarityChoice(indicators(*SIMILARITY_KEYS)))
    assert (len(profiles.indicators), profiles.left_out) == (len(SIMILARITY_KEYS), ())


def test_fifteen_thousand_areas_are_compared_by_twenty_indicators_in_no_time() -> None:
    chosen = indicators(*SIMILARITY_KEYS, *[f"pct_{one}" for one in _MORE])
    values = np.random.default_rng(1).normal(size=(15_000, len(chosen)))
    frame = pd.DataFrame(values, columns=keys(chosen), index=[f"BU{index}" for index in range(15_000)])
    start = time.perf_counter()
    found = most_similar(profiles_of(frame, SimilarityChoice(chosen)), "BU7")
    # 11 ms on the machine that it was written on.
    assert time.perf_counter() - start < 0.5
    assert (len(found.indicators), len(found.areas), found.compared_count) == (20, 10, 14_999)


_MORE = ("ongehuwd", "gehuwd", "gescheiden", "verweduwd", "tussenwoning", "hoekwoning", "vrijstaand")
