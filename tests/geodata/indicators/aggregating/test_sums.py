import pytest

from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.aggregating.towns import (
    EAST,
    SECRET,
    TOWN,
    UNPUBLISHED,
    WEST,
    A,
    B,
    C,
    D,
    figure_of,
    figures_of,
)

PEOPLE = {A: 100, B: 150, C: 200, D: 50, WEST: 245, EAST: 250, TOWN: 497}
BUURTEN = {code: PEOPLE[code] for code in (A, B, C, D)}


def test_a_sum_of_counts_that_were_rounded_by_lot_has_4_each_to_both_sides() -> None:
    figure = figure_of("inwoners", {"inwoners": BUURTEN}, [A, B, C])
    assert (figure.value, figure.hard_range(), figure.status) == (450, (438, 462), Status.ROUNDED)


def test_a_count_is_never_less_than_nothing() -> None:
    assert figure_of("inwoners", {"inwoners": {A: 0, B: 5}}, [A, B]).hard_range() == (1, 13)


def test_the_largest_unit_that_is_published_is_taken_and_buurten_for_the_rest() -> None:
    figure = figure_of("inwoners", {"inwoners": PEOPLE}, [A, B, C])
    assert (figure.value, figure.hard_range()) == (445, (437, 453))


def test_the_95_percent_range_grows_with_the_root_of_the_number_of_units() -> None:
    # sqrt(3 x 4) x 1.96 is 6.8; with half a step 7.3, of which 7 whole people.
    figure = figure_of("inwoners", {"inwoners": BUURTEN}, [A, B, C])
    assert figure.likely_range() == (443, 457)


def test_counts_that_are_not_rounded_add_up_exactly() -> None:
    figure = figure_of("woningvoorraad", {"woningvoorraad": {A: 40, B: 61}}, [A, B])
    assert figure == Figure(101, 101, 101, status=Status.EXACT)


def test_a_secret_is_not_zero_but_anything_that_its_rule_allows() -> None:
    # 20 is 18 to 22, a secret of jeugdzorg 0 to 7; the secret buurt has half of the people that B has.
    published = {"jeugdzorg": {A: SECRET, B: 20}, "inwoners": {A: 50, B: 250}}
    figure = figure_of("jeugdzorg", published, [A, B])
    assert figure.hard_range() == (18, 29)
    assert (figure.value, figure.status) == (20 + 50 * 20 / 250, Status.INCOMPLETE)
    assert figure.coverage == pytest.approx(250 / 300)


def test_what_is_expected_of_a_secret_stays_within_its_rule() -> None:
    published = {"jeugdzorg": {A: SECRET, B: 100}, "inwoners": {A: 250, B: 1000}}
    assert figure_of("jeugdzorg", published, [A, B]).value == 107


def test_a_secret_count_is_at_most_the_people_of_its_own_buurt() -> None:
    published = {"uitkering_bijstand": {A: SECRET, B: 100}, "inwoners": {A: 40, B: 1000}}
    assert figure_of("uitkering_bijstand", published, [A, B]).hard_range() == (95, 149)


def test_a_part_that_is_not_published_leaves_no_upper_bound() -> None:
    published = {"motorfietsen": {A: UNPUBLISHED, B: 50}, "inwoners": {A: 10, B: 1000}}
    figure = figure_of("motorfietsen", published, [A, B])
    assert (figure.lowest, figure.highest, figure.status) == (48, None, Status.INCOMPLETE)
    assert figure.value == 50.5


def test_a_buurt_without_a_cell_is_not_a_buurt_without_people() -> None:
    figure = figure_of("inwoners", {"inwoners": {A: 100, B: 100, C: 100}}, [A, B, C, D])
    assert (figure.lowest, figure.highest, figure.coverage) == (288, None, 0.75)
    assert figure.value is None


@pytest.mark.parametrize(("secret_people", "value"), [(50, 24.0), (51, None)])
def test_a_count_of_which_less_than_80_percent_is_known_has_only_bounds(
    secret_people: int, value: float | None
) -> None:
    published = {"jeugdzorg": {A: SECRET, B: 20}, "inwoners": {A: secret_people, B: 200}}
    figure = figure_of("jeugdzorg", published, [A, B])
    assert (figure.value is None) == (value is None)
    assert figure.hard_range() == (18, 29)


def test_a_surface_of_which_a_part_is_not_known_has_no_value_even_where_nobody_lives_there() -> None:
    published = {"oppervlakte_land": {A: 30}, "inwoners": {A: 500, B: 0}}
    figure = figure_of("oppervlakte_land", published, [A, B])
    assert (figure.value, figure.lowest, figure.highest, figure.coverage) == (None, 29.5, None, 0.5)


def test_a_piece_of_a_unit_is_its_share_and_can_be_nothing_or_all() -> None:
    figure = figure_of("woningvoorraad", {"woningvoorraad": {A: 40, B: 60}}, {A: 1.0, B: 0.25})
    assert (figure.value, figure.hard_range(), figure.status) == (55, (40, 100), Status.ESTIMATED)


def test_the_share_that_is_estimated_is_told_by_people() -> None:
    published = {"woningvoorraad": {A: 40, B: 60}, "inwoners": {A: 100, B: 200}}
    assert figure_of("woningvoorraad", published, {A: 1.0, B: 0.5}).estimated_share == pytest.approx(0.5)


def test_a_piece_that_is_sure_to_hold_nobody_holds_nothing() -> None:
    figure = figure_of("woningvoorraad", {"woningvoorraad": {A: 40, B: 60}}, {A: 1.0, B: 0.0}, is_estimated=False)
    assert (figure.value, figure.hard_range()) == (40, (40, 40))


def test_a_whole_unit_that_may_belong_elsewhere_is_counted_as_an_estimate() -> None:
    figure = figure_of("woningvoorraad", {"woningvoorraad": {A: 40, B: 60}}, [A, B], is_estimated=[False, True])
    assert (figure.value, figure.hard_range(), figure.status) == (100, (40, 100), Status.ESTIMATED)
    assert figure.estimated_share == 0.5


def test_the_pieces_of_a_unit_add_up_to_the_unit() -> None:
    figures = figures_of({"woningvoorraad": {A: 40}}, {A: 0.3}, {A: 0.7})
    assert figures.value.sum() == pytest.approx(40)


def test_a_secret_of_a_cut_unit_is_anything_up_to_its_rule() -> None:
    published = {"jeugdzorg": {A: SECRET, B: 20}, "inwoners": {A: 50, B: 250}}
    assert figure_of("jeugdzorg", published, {A: 0.5, B: 1.0}).hard_range() == (18, 29)
