import numpy as np
import pytest
from hypothesis import given, settings

from geodata.indelingen.comparing.ground import NO_AREA
from geodata.indelingen.proposal.model import Bounds, Problem, ProgressOfProposal, ProposalImpossibleError
from geodata.indelingen.proposal.solver import solve
from tests.geodata.indelingen.proposal.problems import (
    is_contiguous,
    least_by_trying_all,
    meets_wishes,
    problem,
    row,
    small_problems,
)

# What the solver tells apart, as its docstring says.
NOISE = 1e-6


def close(value: float) -> object:
    return pytest.approx(value, rel=NOISE, abs=NOISE)


@settings(max_examples=300)
@given(small_problems())
def test_the_proposal_is_the_best_of_all_partitions_or_there_is_none(asked: Problem) -> None:
    least = least_by_trying_all(asked)
    if least is None:
        with pytest.raises(ProposalImpossibleError):
            solve(asked)
        return
    found = solve(asked)
    assert meets_wishes(asked, found.labels)
    assert found.is_optimal
    assert found.disagreement == close(least)
    assert found.disagreement == close(asked.disagreement(found.labels))


@settings(max_examples=3)
@given(small_problems(most_nodes=9))
def test_so_it_is_for_nine_nodes(asked: Problem) -> None:
    least = least_by_trying_all(asked)
    if least is not None:
        assert solve(asked).disagreement == close(least)


@given(small_problems(most_nodes=12))
@settings(max_examples=40)
def test_the_proposal_is_never_worse_than_an_owners_own_that_meets_the_wishes(asked: Problem) -> None:
    try:
        found = solve(asked)
    except ProposalImpossibleError:
        return
    for labels in asked.labels:
        if NO_AREA not in labels and meets_wishes(asked, np.unique(labels, return_inverse=True)[1]):
            assert found.disagreement <= asked.disagreement(labels) * (1 + NOISE) + NOISE


def test_owners_who_agree_get_what_they_have() -> None:
    found = solve(problem([10, 20, 30, 40], [[0, 0, 1, 1]] * 3, row(4)))
    assert (found.labels.tolist(), found.disagreement, found.gap) == ([0, 0, 1, 1], 0, 0)
    assert found.best_input is not None
    assert (found.best_input.disagreement, found.best_input.meets_wishes) == (0, True)


def test_the_heavier_owner_decides() -> None:
    owners = [[0, 0, 1], [0, 1, 1]]
    found = solve(problem([10, 10, 10], owners, row(3), owner_weights=(1.0, 3.0)))
    assert found.labels.tolist() == [0, 1, 1]


def test_an_area_that_its_owner_scattered_is_made_contiguous_unless_that_is_not_wanted() -> None:
    owners = [[0, 1, 0]]
    contiguous = solve(problem([10, 10, 10], owners, row(3)))
    assert is_contiguous(problem([10, 10, 10], owners, row(3)), contiguous.labels)
    assert contiguous.best_input is not None
    assert not contiguous.best_input.meets_wishes
    assert solve(problem([10, 10, 10], owners, row(3), is_contiguous=False)).disagreement == 0


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [
        ({"together": ((0, 1),), "apart": ((0, 1),)}, "N0"),
        ({"people": Bounds(highest=50)}, "N3"),
        ({"people": Bounds(lowest=200)}, "inwoners"),
        ({"area_count": Bounds(lowest=5)}, "gebieden"),
    ],
)
def test_wishes_that_cannot_be_met_are_refused_with_the_reason(wishes: dict[str, object], reason: str) -> None:
    with pytest.raises(ProposalImpossibleError, match=reason):
        solve(problem([10, 20, 30, 60], [[0, 0, 1, 1]], row(4), **wishes))


def test_where_no_area_at_all_is_allowed_the_reason_is_given() -> None:
    asked = problem([1, 70], [[0, 0]], [(0, 1)], people=Bounds(lowest=71), apart=((0, 1),))
    with pytest.raises(ProposalImpossibleError, match="zonder de ondergrens van 71 inwoners"):
        solve(asked)


def test_loose_parts_of_the_ground_cannot_be_one_area() -> None:
    with pytest.raises(ProposalImpossibleError):
        solve(problem([10, 10, 10], [[0, 0, 0]], [(0, 1)], area_count=Bounds(highest=1)))


def test_it_tells_how_far_it_is_and_stops_when_asked_with_the_best_so_far() -> None:
    told: list[ProgressOfProposal] = []
    asked = problem([10.0] * 12, [[0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], [0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]], row(12))
    found = solve(asked, told.append, lambda: True)
    assert told
    assert meets_wishes(asked, found.labels)
    assert found.bound <= found.disagreement
