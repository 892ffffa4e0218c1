import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indelingen.comparing.ground import NO_AREA, IntArray
from geodata.indelingen.comparing.refinement import (
    atoms_gdf,
    canonical,
    coarsest_common_refinement,
    finest_common_coarsening,
)
from tests.geodata.indelingen.studies import labels_of, square, study


def clusterings(count: int, *, is_partial: bool = False) -> st.SearchStrategy[list[IntArray]]:
    """So many clusterings of the same elements, into areas 0 to 4; partial ones leave elements out."""
    label = st.integers(NO_AREA if is_partial else 0, 4)
    elements = st.lists(st.tuples(*[label] * count), min_size=1, max_size=12)
    return elements.map(lambda rows: list(labels_of(rows).T))


def meet(*labels: IntArray) -> IntArray:
    """The atoms, without what some clustering leaves out."""
    is_held = np.all([one != NO_AREA for one in labels], axis=0)
    return canonical(np.where(is_held, coarsest_common_refinement(labels).labels, NO_AREA))


def join(*labels: IntArray) -> IntArray:
    return finest_common_coarsening(labels)


def is_same(labels: IntArray, other_labels: IntArray) -> bool:
    return canonical(labels).tolist() == canonical(other_labels).tolist()


def test_atoms_are_what_no_clustering_divides() -> None:
    atoms = coarsest_common_refinement([labels_of([0, 0, 0, 1, 1]), labels_of([5, 5, 2, 2, 2])])
    assert atoms.labels.tolist() == [0, 0, 1, 2, 2]
    assert atoms.areas.tolist() == [[0, 5], [0, 2], [1, 2]]


def test_atoms_are_numbered_by_their_first_element_whatever_the_numbers_of_areas() -> None:
    atoms = coarsest_common_refinement([labels_of([9, 0, 9, 4])])
    assert atoms.labels.tolist() == [0, 1, 0, 2]
    assert atoms.areas.tolist() == [[9], [0], [4]]


def test_what_a_clustering_leaves_out_is_an_atom_by_the_other() -> None:
    atoms = coarsest_common_refinement([labels_of([0, NO_AREA, NO_AREA]), labels_of([0, 0, NO_AREA])])
    assert atoms.labels.tolist() == [0, 1, 2]
    assert atoms.areas.tolist() == [[0, 0], [NO_AREA, 0], [NO_AREA, NO_AREA]]


def test_a_coarsening_ties_what_any_clustering_has_together() -> None:
    coarse = finest_common_coarsening([labels_of([0, 0, 1, 2, 3]), labels_of([0, 1, 1, 2, 3])])
    assert coarse.tolist() == [0, 0, 0, 1, 2]


def test_a_coarsening_is_not_tied_by_what_is_left_out() -> None:
    left_out = labels_of([NO_AREA, NO_AREA, 0, NO_AREA])
    assert finest_common_coarsening([labels_of([0, 1, 1, NO_AREA]), left_out]).tolist() == [0, 1, 1, NO_AREA]


@given(clusterings(3))
def test_each_area_is_the_union_of_its_atoms(labels: list[IntArray]) -> None:
    atoms = coarsest_common_refinement(labels)
    for number, one in enumerate(labels):
        assert atoms.areas[atoms.labels, number].tolist() == one.tolist()


@given(clusterings(3))
def test_no_two_atoms_lie_in_the_same_areas(labels: list[IntArray]) -> None:
    areas = coarsest_common_refinement(labels).areas
    assert len({tuple(row) for row in areas.tolist()}) == len(areas)


@given(clusterings(2) | clusterings(2, is_partial=True))
def test_refining_and_coarsening_with_itself_changes_nothing(labels: list[IntArray]) -> None:
    one, _ = labels
    assert is_same(meet(one, one), one)
    assert is_same(join(one, one), one)


@given(clusterings(2) | clusterings(2, is_partial=True))
def test_the_order_of_clusterings_is_irrelevant(labels: list[IntArray]) -> None:
    one, other = labels
    assert is_same(meet(one, other), meet(other, one))
    assert is_same(join(one, other), join(other, one))


@given(clusterings(3) | clusterings(3, is_partial=True))
def test_pairwise_in_any_grouping_gives_the_same_as_all_at_once(labels: list[IntArray]) -> None:
    one, two, three = labels
    assert is_same(meet(meet(one, two), three), meet(one, meet(two, three)))
    assert is_same(meet(meet(one, two), three), meet(one, two, three))
    assert is_same(join(join(one, two), three), join(one, join(two, three)))
    assert is_same(join(join(one, two), three), join(one, two, three))


@given(clusterings(2) | clusterings(2, is_partial=True))
def test_refinement_and_coarsening_absorb_each_other(labels: list[IntArray]) -> None:
    one, other = labels
    assert is_same(meet(one, join(one, other)), one)
    assert is_same(join(one, meet(one, other)), one)


@given(clusterings(1, is_partial=True), st.permutations(range(5)))
def test_a_canonical_numbering_forgets_the_numbers(labels: list[IntArray], numbers: list[int]) -> None:
    renamed = np.append(numbers, NO_AREA)[labels[0]]
    assert canonical(renamed).tolist() == canonical(labels[0]).tolist()


def test_a_study_without_elements_has_no_atoms() -> None:
    nothing = labels_of([])
    assert coarsest_common_refinement([nothing, nothing]).areas.shape == (0, 2)
    assert finest_common_coarsening([nothing]).tolist() == []


def test_an_atom_adds_up_its_elements_and_joins_their_outlines() -> None:
    row = study({"a": [0, 0, 1], "b": [0, 0, NO_AREA]}, people=[10, 20, 40])
    described_gdf = atoms_gdf(row, coarsest_common_refinement([one.labels for one in row.labellings]))
    assert described_gdf["areas"].tolist() == [("a0", "b0"), ("a1", None)]
    assert described_gdf["people"].tolist() == [30, 40]
    assert described_gdf["area_m2"].tolist() == [2_000_000, 1_000_000]
    assert described_gdf.geometry.iloc[0].equals(square(0).union(square(1)))
    assert described_gdf.crs.to_epsg() == 28992


def test_an_atom_says_of_how_many_elements_the_people_are_unknown() -> None:
    row = study({"a": [0, 0, 1]}, people=[10, np.nan, np.nan])
    described_gdf = atoms_gdf(row, coarsest_common_refinement([row.labellings[0].labels]))
    assert described_gdf["unweighed"].tolist() == [1, 1]
    assert described_gdf["people"].tolist() == pytest.approx([10, np.nan], nan_ok=True)
    assert described_gdf["households"].isna().all()


def test_an_atom_without_outlines_has_none() -> None:
    row = study({"a": [0, 0, 1]}, geometry=[square(0), None, None])
    described_gdf = atoms_gdf(row, coarsest_common_refinement([row.labellings[0].labels]))
    assert described_gdf.geometry.iloc[0].equals(square(0))
    assert described_gdf.geometry.iloc[1] is None
