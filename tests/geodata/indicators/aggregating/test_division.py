import numpy as np
import pytest

from geodata.indelingen.comparing.ground import FloatArray
from geodata.indicators.aggregating.cover import Cover
from geodata.indicators.aggregating.division import (
    SHARE_ERROR,
    mean_and_variance_between,
    odds_of_the_rest,
    times,
    variance_of_pieces,
)
from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.figure import Figure
from tests.geodata.indicators.aggregating.municipalities import (
    aligned,
    figures_of,
    is_in_likely_range,
    random_municipality,
    truth_of,
)
from tests.geodata.indicators.aggregating.towns import NAN, WEST, A, Area, B, C, cells_of, cover_of

MANY = [f"BU0009{number:04}" for number in range(12)]
PEOPLE, OLD, SHARE = "inwoners", "inwoners_65_plus", "pct_inwoners_65_plus"


def column(*numbers: float) -> FloatArray:
    return np.array(numbers, dtype=float)[:, np.newaxis]


def odds(cover: Cover) -> list[float]:
    return [float(number) for number in odds_of_the_rest(cover, cover.share[:, np.newaxis])[:, 0]]


def among_many(key: str, area: Area, *, old: list[float], units: int = 12) -> Figure:
    """An area in a town of buurten of 1,000 people, of which these are 65 and over."""
    codes = MANY[:units]
    published = {PEOPLE: dict.fromkeys(codes, 1000), OLD: dict(zip(codes, old, strict=False))}
    cells, everywhere = cells_of(published, codes=codes), dict.fromkeys(codes, 1.0)
    return aggregate(cells, cover_of(area, everywhere, codes=codes), load_catalogue()).figure(0, key)


def half_of(figure: Figure) -> float:
    lowest, highest = figure.likely_range() or (NAN, NAN)
    return (highest - lowest) / 2


def test_the_smaller_a_piece_the_further_it_may_be_from_its_unit() -> None:
    assert odds(cover_of({A: 0.5, B: 0.2})) == [1, 4]


def test_what_is_not_cut_or_holds_nothing_is_not_off() -> None:
    assert odds(cover_of([A, B], {A: 0.0})) == [0, 0, 0, 0]


def test_both_pieces_of_a_unit_are_off_by_the_same_amount() -> None:
    cover, amounts, people = cover_of({A: 0.2}, {A: 0.8}), column(20, 80), column(200, 800)
    relative = amounts**2 * odds_of_the_rest(cover, cover.share[:, np.newaxis])
    assert relative[0, 0] == pytest.approx(relative[1, 0])
    assert variance_of_pieces(0 * amounts, people, cover, cover.share[:, np.newaxis]).tolist() == [[0], [0]]


def test_units_vary_about_their_mean_as_heavily_as_they_weigh() -> None:
    cover = cover_of(MANY, codes=MANY)
    figure, weight = column(*([1] * 6), *([4] * 6)), column(*([200] * 6), *([100] * 6))
    mean, variance = mean_and_variance_between(figure, weight, cover)
    assert mean.tolist() == [2]
    assert variance.tolist() == [2]


def test_only_base_units_with_a_figure_show_how_much_units_vary() -> None:
    cover = cover_of([A, B])
    mean, _ = mean_and_variance_between(column(900, 10, NAN), column(9, 1, 1), cover)
    assert WEST not in (A, B)
    assert mean.tolist() == [10]


def test_of_a_few_units_it_is_not_known_how_much_units_vary() -> None:
    _, variance = mean_and_variance_between(column(1, 2, 3), column(1, 1, 1), cover_of([A, C], [B]))
    assert variance.tolist() == [np.inf]


def test_nothing_times_a_variance_that_is_not_known_is_nothing() -> None:
    assert times(column(0, 2), np.array([np.inf])).tolist() == [[0], [np.inf]]


def test_people_of_a_piece_are_off_by_what_an_address_differs() -> None:
    # 1,000 people; half: 500 x 0.25, by lot sqrt(500 x 0.5), rounding sqrt(4) x 0.5; times 1.96, with half a step.
    figure = among_many(PEOPLE, {MANY[0]: 0.5}, old=[200] * 12)
    expected = 1.96 * np.sqrt((500 * SHARE_ERROR) ** 2 + 250 + 1) + 0.5
    assert half_of(figure) == pytest.approx(expected, abs=1)


def test_other_counts_of_a_piece_are_off_by_how_units_differ_per_inhabitant_as_well() -> None:
    old = [100.0, 300.0] * 6  # a mean of 0.2 with a standard deviation of 0.1: half of the mean
    figure = among_many(OLD, {MANY[1]: 0.9}, old=old)
    # 270, of which the square is off by a ninth of both variances; by lot 27 and by rounding 4 x 0.9^2 more.
    expected = 1.96 * np.sqrt(270**2 / 9 * (0.5**2 + SHARE_ERROR**2) + 27 + 4 * 0.9**2) + 0.5
    assert figure.value == 270
    # The piece itself counts among the units as well: 13 instead of 12.
    assert figure.likely_lowest == pytest.approx(270 - expected, abs=5)


def test_the_share_of_a_piece_is_off_by_how_the_shares_of_units_differ() -> None:
    old = [100.0, 300.0] * 6  # 10 or 30 %: a standard deviation of 10 points
    figure = among_many(SHARE, {MANY[1]: 0.5}, old=old)
    assert figure.value == 30
    assert half_of(figure) == pytest.approx(19.6, rel=0.02)


def test_where_it_is_not_known_how_units_differ_a_piece_has_the_hard_range_alone() -> None:
    figure = among_many(OLD, {MANY[0]: 0.5}, old=[100, 300, 200], units=3)
    assert (figure.likely_lowest, figure.hard_range()) == (None, (0, 104))


def test_a_cut_that_is_small_beside_whole_units_widens_a_range_little() -> None:
    whole = among_many(PEOPLE, MANY[:4], old=[200] * 12)
    cut = among_many(PEOPLE, dict.fromkeys(MANY[:4], 1.0) | {MANY[4]: 0.01}, old=[200] * 12)
    assert half_of(whole) < half_of(cut) < 1000 * 0.25


def test_the_truth_of_areas_that_cut_through_buurten_is_not_too_seldom_in_the_95_percent_range() -> None:
    hits, drawn = 0, 0
    for seed in range(3):
        rng = np.random.default_rng(seed)
        municipality = random_municipality(2023, rng)
        areas = rng.integers(0, 6, len(municipality.buurten))
        figures = figures_of(municipality, areas)
        true = aligned(figures, truth_of(municipality, areas))
        has_both = ~np.isnan(true) & ~np.isnan(figures.value)
        hits, drawn = hits + int((has_both & is_in_likely_range(figures, true)).sum()), drawn + int(has_both.sum())
    assert drawn > 1500
    assert hits / drawn >= 0.94
