from geodata.indicators.comparing.figure_arrays import FigureArrays, arrays_of
from geodata.indicators.comparing.together import PairsTold, pairs_told_apart
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.comparing.figures import rounded

ENOUGH = (0.8, 0.8)


def figures(*values: float, half_width: float = 0.5) -> FigureArrays:
    return arrays_of([rounded(value, half_width) for value in values])


def test_pairs_go_the_same_way_where_the_higher_of_the_one_is_the_higher_of_the_other() -> None:
    assert pairs_told_apart(figures(1, 5, 9), figures(10, 20, 30), min_coverage=ENOUGH) == PairsTold(3, 3, 3)


def test_one_area_that_breaks_the_order_turns_the_pairs_that_it_is_in() -> None:
    # 1 < 5 < 9 beside 20, 30, 10: only the first two areas have the same order.
    assert pairs_told_apart(figures(1, 5, 9), figures(20, 30, 10), min_coverage=ENOUGH) == PairsTold(3, 3, 1)


def test_a_pair_within_the_noise_of_either_is_not_told() -> None:
    found = pairs_told_apart(figures(1, 1.5, 9), figures(10, 20, 30), min_coverage=ENOUGH)
    assert found == PairsTold(3, 2, 2)


def test_an_area_without_a_figure_is_in_no_pair_that_is_told() -> None:
    secret = arrays_of([rounded(1, 0.5), rounded(9, 0.5), Figure(None, status=Status.SECRET, coverage=0)])
    assert pairs_told_apart(secret, figures(10, 20, 30), min_coverage=ENOUGH) == PairsTold(3, 1, 1)


def test_one_area_makes_no_pair() -> None:
    assert pairs_told_apart(figures(1), figures(2), min_coverage=ENOUGH) == PairsTold(0, 0, 0)
