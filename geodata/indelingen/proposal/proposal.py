"""A proposal on the ground of its study: its areas with their names, and the bill for each owner."""

from dataclasses import dataclass

import numpy as np

from geodata.indelingen.comparing.agreement import Agreement, agreement_of, contingency
from geodata.indelingen.comparing.ground import NO_AREA, FloatArray, IntArray, Labelling, Measure, Study
from geodata.indelingen.comparing.moves import Fewest, Moves, fewest_moves
from geodata.indelingen.proposal.model import Problem, Solution
from geodata.indelingen.proposal.nodes import Nodes

PROPOSAL_NAME = "voorstel"
# An area that has more in common with an owner's than each has for itself may bear that one's name.
_ALIKE = 0.5


@dataclass(frozen=True)
class OwnerBill:
    """What a proposal costs one owner.

    Parameters
    ----------
    owner
        The number of its clustering in the study.
    moves
        The elements that go to another area than the one that stands for theirs, with the fewest people; the pairs are
        (owner's area, proposed area).
    agreement
        Of the owner's clustering with the proposal, by people.
    disagreement
        Pairs of people that the one puts together and the other apart.
    share_of_pairs
        Of all pairs of people that both hold.
    """

    owner: int
    moves: Moves
    agreement: Agreement
    disagreement: float
    share_of_pairs: float


@dataclass(frozen=True)
class Proposal:
    """A proposed clustering on the elements of a study, how it was found, and its bills in the order of the owners."""

    labelling: Labelling
    solution: Solution
    bills: tuple[OwnerBill, ...]


def proposal_of(study: Study, nodes: Nodes, problem: Problem, solution: Solution) -> Proposal:
    """Lay a solution on the ground of its study."""
    labels = np.append(solution.labels, NO_AREA)[nodes.of_element]
    codes = tuple(str(number) for number in range(1, int(labels.max(initial=NO_AREA)) + 2))
    names = _names(study, labels)
    labelling = Labelling(PROPOSAL_NAME, "Voorstel", "alle eigenaren samen", codes, names, labels)
    return Proposal(labelling, solution, tuple(_bills(study, problem, solution, labels)))


def _bills(study: Study, problem: Problem, solution: Solution, labels: IntArray) -> list[OwnerBill]:
    weights = study.weights(Measure.PEOPLE)
    disagreements = problem.disagreements(solution.labels)
    return [
        OwnerBill(
            owner=number,
            moves=fewest_moves(owner.labels, labels, weights, by=Fewest.PEOPLE),
            agreement=agreement_of(contingency(owner.labels, labels, weights)),
            disagreement=float(disagreements[number]),
            share_of_pairs=float(disagreements[number] / _pair_count(problem, number)),
        )
        for number, owner in enumerate(study.labellings)
    ]


def _pair_count(problem: Problem, owner: int) -> float:
    masses = problem.masses[problem.labels[owner] != NO_AREA]
    return max(float((masses.sum() ** 2 - (masses**2).sum()) / 2), 1.0)


def _names(study: Study, labels: IntArray) -> tuple[str, ...]:
    """Name each area after the owner's area that it is most like, else after its largest unit; no name twice."""
    weights = np.maximum(study.weights(Measure.PEOPLE), 1.0)
    units = study.elements_gdf["unit_name"].tolist()
    names: list[str] = []
    for area in range(int(labels.max(initial=NO_AREA)) + 1):
        in_area = labels == area
        largest = units[int(np.argmax(np.where(in_area, weights, -1.0)))]
        candidates = [*_alike(study, in_area, weights), f"Rond {largest}", f"Rond {largest} ({area + 1})"]
        names.append(next(name for name in candidates if name not in names))
    return tuple(names)


def _alike(study: Study, in_area: "np.ndarray[tuple[int], np.dtype[np.bool_]]", weights: FloatArray) -> list[str]:
    """Return the names of the owners' areas that have most in common with an area, the best first."""
    found: dict[str, float] = {}
    for owner in study.labellings:
        for number, name in enumerate(owner.area_names):
            theirs = owner.labels == number
            either = weights[in_area | theirs].sum()
            found[name] = max(found.get(name, 0.0), float(weights[in_area & theirs].sum() / either))
    return [name for name, share in sorted(found.items(), key=lambda item: -item[1]) if share > _ALIKE]
