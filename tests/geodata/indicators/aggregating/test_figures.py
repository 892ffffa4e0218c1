import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.indicators.aggregating.figures import aggregate
from geodata.indicators.catalogue import load_catalogue
from geodata.indicators.figure import Figure
from geodata.indicators.status import Status
from tests.geodata.indicators.aggregating.towns import (
    NOT_APPLICABLE,
    SECRET,
    UNPUBLISHED,
    WEST,
    A,
    B,
    C,
    D,
    cells_of,
    cover_of,
    figure_of,
    figures_of,
)

CARE, PEOPLE = "jeugdzorg", "inwoners"
DENSITY, CLASS, DWELLINGS = "omgevingsadressendichtheid", "stedelijkheid", "woningvoorraad"
EVERYBODY = dict.fromkeys((A, B, C, D), 100)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (0, Figure(0, 0, 2, status=Status.ROUNDED)),
        (SECRET, Figure(None, status=Status.SECRET, coverage=0)),
        (UNPUBLISHED, Figure(None, status=Status.UNPUBLISHED, coverage=0)),
        (NOT_APPLICABLE, Figure(None, status=Status.NOT_APPLICABLE, coverage=0)),
        (None, Figure(None, status=Status.UNDETERMINABLE, coverage=0)),
    ],
)
@pytest.mark.parametrize("area", [[A], [A, B]])
def test_zero_secret_not_published_not_applicable_and_unknown_stay_five_different_things(
    cell: float | Status | None, expected: Figure, area: list[str]
) -> None:
    cells = {} if cell is None else dict.fromkeys(area, cell)
    figure = figure_of("bedrijven_a", {"bedrijven_a": cells | {D: 5}, PEOPLE: EVERYBODY}, area)
    assert (figure.status, figure.coverage) == (expected.status, expected.coverage)
    assert figure.value == expected.value
    assert figure.lowest == (0 if cell in {0, SECRET} else None)


def test_a_wijk_that_is_secret_is_made_of_its_buurten() -> None:
    published = {CARE: {WEST: SECRET, A: 20, B: 30}, PEOPLE: EVERYBODY}
    figure = figure_of(CARE, published, [A, B])
    assert (figure.value, figure.hard_range(), figure.status) == (50, (46, 54), Status.ROUNDED)


def test_a_wijk_that_is_secret_like_all_its_buurten_has_its_own_bounds() -> None:
    published = {CARE: {WEST: SECRET, A: SECRET, B: SECRET, C: 20}, PEOPLE: EVERYBODY | {WEST: 200}}
    wijk, larger = (figure_of(CARE, published, area) for area in ([A, B], [A, B, C]))
    assert wijk == Figure(None, 0, 7, status=Status.SECRET, coverage=0)
    assert larger.hard_range() == (18, 29)


def test_the_figure_of_an_area_that_is_one_wijk_is_that_of_the_wijk() -> None:
    published = {"pct_koopwoningen": {WEST: 61, A: 40, B: 80}, DWELLINGS: {A: 100, B: 100, WEST: 200}}
    assert figure_of("pct_koopwoningen", published, [A, B]) == Figure(61, 60.5, 61.5, status=Status.ROUNDED)


def test_a_ratio_that_is_published_of_the_one_unit_is_not_computed_anew() -> None:
    published = {"personenautos": {A: 100}, "huishoudens": {A: 60}, "personenautos_per_huishouden": {A: 1.6}}
    figure = figure_of("personenautos_per_huishouden", published, [A])
    assert figure.value == 1.6
    assert figure.hard_range() == pytest.approx((1.55, 1.65))


def test_a_percentage_that_is_not_published_of_the_one_unit_is_computed() -> None:
    published = {PEOPLE: {A: 100}, "inwoners_65_plus": {A: 20}}
    assert figure_of("pct_inwoners_65_plus", published, [A]).value == 20


def test_a_figure_that_is_secret_of_the_one_unit_is_computed_where_that_can_be() -> None:
    share = "pct_inwoners_65_plus"
    published = {PEOPLE: {A: 40}, "inwoners_65_plus": {A: 10}, share: {A: SECRET}}
    figure = figure_of(share, published, [A])
    assert (figure.value, figure.status) == (25, Status.ROUNDED)


def test_the_one_unit_that_an_area_is_has_its_figure_without_the_weights_to_compose_it() -> None:
    published = {DENSITY: {A: 1200, B: 800}}
    assert figure_of(DENSITY, published, [A]) == Figure(1200, 1199.5, 1200.5, status=Status.ROUNDED)
    assert figure_of(CLASS, published, [A]).value == 3
    assert figure_of(DENSITY, published, [A, B]).status is Status.UNDETERMINABLE


def test_a_95_percent_range_is_copied_as_far_as_it_is_narrower_than_the_bounds() -> None:
    # 500 rounded to the nearest 100: hard 450 to 550; 1.96 x sqrt(833) + 0.5 is 57.
    assert figure_of("inkomensontvangers", {"inkomensontvangers": {A: 500}}, [A]) == Figure(
        500, 450, 550, status=Status.ROUNDED
    )


def test_a_class_follows_from_the_number_that_was_composed() -> None:
    published = {
        DENSITY: {A: 2400, B: 2700},
        DWELLINGS: {A: 100, B: 100},
        "niet_woningvoorraad": {A: 0, B: 0},
        CLASS: {A: 2, B: 1},
    }
    assert figure_of(CLASS, published, [A, B]) == Figure(1, 1, 1, status=Status.ROUNDED)


def test_a_class_near_its_threshold_may_be_either() -> None:
    published = {DENSITY: {A: 1500, B: 1500}, DWELLINGS: {A: 1, B: 1}, "niet_woningvoorraad": {A: 0, B: 0}}
    figure = figure_of(CLASS, published, [A, B])
    assert (figure.value, figure.hard_range()) == (2, (2, 3))


def test_a_class_of_its_own_without_a_number_is_only_that_of_one_unit() -> None:
    published = {CLASS: {A: 2, B: 2}}
    assert figure_of(CLASS, published, [A]).value == 2
    assert figure_of(CLASS, published, [A, B]).value is None


def test_only_the_indicators_asked_for_are_composed() -> None:
    cells = cells_of({PEOPLE: {A: 100}, "mannen": {A: 50}, DENSITY: {A: 100}, DWELLINGS: {A: 10}})
    assert aggregate(cells, cover_of([A]), load_catalogue(), keys=["mannen"]).keys == ("mannen",)
    assert aggregate(cells, cover_of([A]), load_catalogue(), keys=[CLASS]).keys == (CLASS,)
    assert aggregate(cells, cover_of([A]), load_catalogue(), keys=["gem_woz_waarde"]).keys == ()


def test_without_a_choice_all_are_composed_that_can_be() -> None:
    figures = figures_of({PEOPLE: {A: 100}, "inwoners_65_plus": {A: 20}}, [A])
    assert figures.keys == (PEOPLE, "inwoners_65_plus", "pct_inwoners_65_plus")


def test_an_area_of_nothing_has_no_figures_but_no_fault_either() -> None:
    figures = figures_of({PEOPLE: {A: 100}}, [A], [])
    assert figures.figure(0, PEOPLE).value == 100
    assert figures.figure(1, PEOPLE) == Figure(None, status=Status.UNDETERMINABLE, coverage=0)


def test_areas_are_composed_side_by_side_as_each_by_itself() -> None:
    published = {PEOPLE: EVERYBODY | {WEST: 197}, CARE: {A: 20, B: SECRET, C: 10, D: 0}}
    areas = [[A, B], [B, C], [D], [A, B, C, D]]
    together = figures_of(published, *areas)
    for number, area in enumerate(areas):
        alone = figures_of(published, area)
        assert [together.figure(number, key) for key in together.keys] == [alone.figure(0, key) for key in alone.keys]


@settings(max_examples=30)
@given(st.permutations([A, B, C, D]), st.lists(st.integers(0, 60).map(lambda fives: 5 * fives), min_size=4, max_size=4))
def test_the_order_of_units_changes_nothing(order: list[str], counts: list[int]) -> None:
    published = {PEOPLE: dict(zip([A, B, C, D], counts, strict=True))}
    assert figure_of(PEOPLE, published, order[:3]) == figure_of(PEOPLE, published, sorted(order[:3]))


@settings(max_examples=30)
@given(st.lists(st.integers(0, 60).map(lambda fives: 5 * fives), min_size=4, max_size=4), st.integers(1, 3))
def test_areas_that_share_out_a_gemeente_add_up_to_it(counts: list[int], cut: int) -> None:
    published = {PEOPLE: dict(zip([A, B, C, D], counts, strict=True))}
    figures = figures_of(published, [A, B, C, D][:cut], [A, B, C, D][cut:])
    assert np.sum(figures.value[:, 0]) == sum(counts)
