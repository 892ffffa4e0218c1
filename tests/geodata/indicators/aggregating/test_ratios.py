from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indicators.status import Status
from tests.geodata.indicators.aggregating.towns import SECRET, UNPUBLISHED, A, B, C, D, figure_of

OLD, SHARE = "inwoners_65_plus", "pct_inwoners_65_plus"
COUNTS = st.integers(0, 12).map(lambda fives: 5 * fives)


def test_a_percentage_is_the_sum_of_its_numerators_over_the_sum_of_its_denominators() -> None:
    published = {"inwoners": {A: 100, B: 300}, OLD: {A: 50, B: 30}}
    figure = figure_of(SHARE, published, [A, B])
    assert (figure.value, figure.status) == (20, Status.ROUNDED)


def test_a_percentage_lies_between_the_extremes_of_both_counts() -> None:
    # Numerators 46 to 54 and 26 to 34, denominators 96 to 104 and 296 to 304.
    published = {"inwoners": {A: 100, B: 300}, OLD: {A: 50, B: 30}}
    figure = figure_of(SHARE, published, [A, B])
    assert figure.hard_range() == pytest.approx((100 * 72 / 408, 100 * 88 / 392))


def test_its_95_percent_range_is_that_of_the_quotient_of_two_sums() -> None:
    # Each sum has variance 8; by the delta method sd = sqrt(8 x (1 + 0.2^2)) / 400 = 0.72 points; times 1.96.
    figure = figure_of(SHARE, {"inwoners": {A: 100, B: 300}, OLD: {A: 50, B: 30}}, [A, B])
    lowest, highest = figure.likely_range() or (0, 0)
    assert (highest - lowest) / 2 == pytest.approx(1.413, abs=0.001)


def test_a_part_is_at_most_its_whole() -> None:
    figure = figure_of(SHARE, {"inwoners": {A: 5, B: 5}, OLD: {A: 5, B: 5}}, [A, B])
    assert figure.hard_range() == pytest.approx((100 * 2 / 18, 100))
    assert figure.likely_highest is None or figure.likely_highest <= 100


def test_a_ratio_that_is_no_part_can_be_more_than_one() -> None:
    published = {"personenautos": {A: 100, B: 60}, "huishoudens": {A: 50, B: 50}}
    figure = figure_of("personenautos_per_huishouden", published, [A, B])
    assert figure.value == 1.6
    assert figure.hard_range() == pytest.approx((156 / 108, 164 / 92))


def test_a_density_is_per_square_kilometre_of_land() -> None:
    figure = figure_of(
        "bevolkingsdichtheid", {"inwoners": {A: 100, B: 300}, "oppervlakte_land": {A: 20, B: 60}}, [A, B]
    )
    assert figure.value == 500
    assert figure.hard_range() == pytest.approx((100 * 392 / 81, 100 * 408 / 79))


def test_a_secret_numerator_is_anything_that_its_rule_allows() -> None:
    published = {"wmo_clienten": {A: SECRET, B: 30}, "inwoners": {A: 50, B: 950}}
    figure = figure_of("wmo_clienten_relatief", published, [A, B])
    assert figure.hard_range() == pytest.approx((1000 * 28 / 1008, 1000 * 39 / 992))
    assert figure.status is Status.INCOMPLETE
    assert figure.coverage == pytest.approx(0.95)


def test_an_unpublished_numerator_can_be_as_much_as_its_whole() -> None:
    figure = figure_of(SHARE, {"inwoners": {A: 100, B: 900}, OLD: {A: UNPUBLISHED, B: 90}}, [A, B])
    assert figure.hard_range() == pytest.approx((100 * 86 / 1008, 100 * (94 + 104) / (896 + 104)))
    assert figure.value == 10


def test_a_percentage_of_which_less_than_80_percent_is_known_has_only_bounds() -> None:
    figure = figure_of(SHARE, {"inwoners": {A: 300, B: 900}, OLD: {A: UNPUBLISHED, B: 90}}, [A, B])
    assert figure.value is None
    assert figure.coverage == pytest.approx(0.75)
    assert figure.likely_lowest is None
    assert figure.hard_range() == pytest.approx((100 * 86 / 1208, 100 * (94 + 304) / (896 + 304)))


def test_a_buurt_of_which_nothing_is_known_can_move_a_percentage_anywhere_up() -> None:
    published = {"inwoners": {A: 100, B: 100, C: 100}, OLD: {A: 50, B: 50, C: 20}}
    figure = figure_of(SHARE, published, [A, B, C, D])
    assert (figure.value, figure.hard_range()) == (None, (0, 100))
    assert figure.coverage == pytest.approx(0.75)


def test_a_percentage_of_nobody_is_none() -> None:
    figure = figure_of(SHARE, {"inwoners": {A: 0, B: 0}, OLD: {A: 0, B: 0}}, [A, B])
    assert (figure.value, figure.hard_range()) == (None, None)


def test_a_piece_has_the_percentage_of_its_unit_and_may_have_any() -> None:
    figure = figure_of(SHARE, {"inwoners": {A: 100}, OLD: {A: 50}}, {A: 0.5})
    assert (figure.value, figure.status, figure.estimated_share) == (50, Status.ESTIMATED, 1.0)
    assert figure.hard_range() == pytest.approx((0, 100))


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=2))
def test_the_bounds_are_the_extremes_over_all_whole_numbers_that_can_be_true(counts: list[tuple[int, int]]) -> None:
    codes = [A, B][: len(counts)]
    published = {
        OLD: {code: part for code, (part, _) in zip(codes, counts, strict=True)},
        "inwoners": {code: whole for code, (_, whole) in zip(codes, counts, strict=True)},
    }
    figure = figure_of(SHARE, published, codes)
    ends = [
        [(n, d) for n in range(max(part - 4, 0), part + 5) for d in range(max(whole - 4, 0), whole + 5) if n <= d]
        for part, whole in counts
    ]
    every = [
        100 * sum(n for n, _ in chosen) / sum(d for _, d in chosen)
        for chosen in product(*(_corners(pairs) for pairs in ends))
        if sum(d for _, d in chosen) > 0
    ]
    if figure.value is not None and every:
        assert figure.hard_range() == pytest.approx((min(every), max(every)))


def _corners(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of each denominator only the least and the most of the numerator can matter."""
    by_whole = {whole: [n for n, d in pairs if d == whole] for _, whole in pairs}
    return [(end, whole) for whole, parts in by_whole.items() for end in {min(parts), max(parts)}]


def test_where_percentages_are_published_without_counts_they_are_weighed() -> None:
    figure = figure_of(SHARE, {"inwoners": {A: 100, B: 300, D: 1}, SHARE: {A: 50, B: 10}}, [A, B])
    assert figure.value == 20
