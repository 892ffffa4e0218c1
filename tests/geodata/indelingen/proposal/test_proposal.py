import numpy as np
import pytest

from geodata.indelingen.comparing.ground import NO_AREA
from geodata.indelingen.comparing.neighbours import neighbour_pairs
from geodata.indelingen.proposal.model import Solution, Wishes
from geodata.indelingen.proposal.nodes import nodes_of, problem_of
from geodata.indelingen.proposal.proposal import Proposal, proposal_of
from tests.geodata.indelingen.studies import study


def proposed(labels_by_name: dict[str, list[int]], node_labels: list[int], people: list[float]) -> Proposal:
    made = study(labels_by_name, people)
    nodes = nodes_of(made, neighbour_pairs(made.elements_gdf))
    problem = problem_of(nodes, Wishes((1.0,) * len(labels_by_name)))
    labels = np.array(node_labels)
    disagreement = problem.disagreement(labels)
    solution = Solution(labels, disagreement, disagreement, True, None, 1, 0.0)
    return proposal_of(made, nodes, problem, solution)


def test_each_owner_gets_a_bill_of_who_moves_from_where() -> None:
    found = proposed({"a": [0, 0, 1], "b": [0, 1, 1]}, [0, 0, 1], [100, 40, 300])
    first, second = found.bills
    assert (first.moves.moved.tolist(), first.moves.people, first.disagreement) == ([], 0, 0)
    assert (second.moves.moved.tolist(), second.moves.people) == ([1], 40)
    assert second.disagreement == 100 * 40 + 40 * 300
    assert second.share_of_pairs == pytest.approx(16_000 / (100 * 40 + 100 * 300 + 40 * 300))
    assert first.agreement.v_measure == 1


def test_what_no_owner_holds_stays_out_of_the_proposal() -> None:
    found = proposed({"a": [0, NO_AREA, 1]}, [0, 1], [10, 10, 10])
    assert found.labelling.labels.tolist() == [0, NO_AREA, 1]


def test_an_area_is_named_after_the_owners_area_that_it_is_most_like() -> None:
    found = proposed({"a": [0, 0, 1, 1], "b": [0, 0, 0, 0]}, [0, 1], [100, 10, 50, 5])
    assert found.labelling.area_names == ("Gebied a0", "Gebied a1")
    assert found.labelling.area_codes == ("1", "2")


def test_an_area_like_no_owners_is_named_after_its_largest_unit() -> None:
    found = proposed({"a": [0, 1, 2, 3]}, [0, 0, 0, 0], [30, 31, 30, 30])
    assert found.labelling.area_names == ("Rond BU00010001",)
