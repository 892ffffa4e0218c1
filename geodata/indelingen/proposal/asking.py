"""Asking for a proposal: wishes about units by their codes, on a study, and the answer on the same study."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from geodata.errors import InvalidInputError
from geodata.indelingen.comparing.ground import Study
from geodata.indelingen.comparing.neighbours import neighbour_pairs
from geodata.indelingen.proposal.model import UNBOUNDED, Bounds, IsCancelled, Report, Wishes
from geodata.indelingen.proposal.nodes import Nodes, nodes_of, problem_of
from geodata.indelingen.proposal.proposal import Proposal, proposal_of
from geodata.indelingen.proposal.solver import solve


class UnitsUnknownError(InvalidInputError):
    """A wish names units that are not there, or that no clustering holds."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(
            f"Deze eenheden zijn er niet, of geen van de indelingen deelt ze in: {', '.join(codes)}. Noem codes van "
            "buurten (of wijken, als alle indelingen uit wijken bestaan), zoals BU08280402."
        )


@dataclass(frozen=True)
class Question:
    """What a proposal has to be.

    Parameters
    ----------
    owner_weights
        How heavily each clustering of the study counts.
    near
        Number of the clustering to stay near: it counts once more as heavily as all together.
    area_count, people
        Of areas, and of people per area.
    together
        Groups of unit codes that lie in one area.
    apart
        Groups of unit codes that each lie in another.
    """

    owner_weights: tuple[float, ...]
    near: int | None = None
    area_count: Bounds = UNBOUNDED
    people: Bounds = UNBOUNDED
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    is_contiguous: bool = True
    time_limit_s: float = 60.0


def propose(
    study: Study, question: Question, report: Report | None = None, is_cancelled: IsCancelled | None = None
) -> Proposal:
    """Find the clustering that differs least from those of a study.

    Parameters
    ----------
    report
        Told how far the search is.
    is_cancelled
        Asked whether to end it.

    Raises
    ------
    UnitsUnknownError
        A wish names a unit that is not there.
    geodata.indelingen.proposal.model.ProposalImpossibleError
        No clustering meets the wishes; the message says why.
    geodata.indelingen.proposal.model.NoProposalInTimeError
        None was found in time.
    geodata.indelingen.comparing.ground.MeasureMissingError
        Of no unit at all are the people known.
    """
    split = {code for group in question.apart for code in group}
    nodes = nodes_of(study, neighbour_pairs(study.elements_gdf), split=split)
    problem = problem_of(nodes, _wishes(study, nodes, question))
    return proposal_of(study, nodes, problem, solve(problem, report, is_cancelled))


def _wishes(study: Study, nodes: Nodes, question: Question) -> Wishes:
    _require_units(study, nodes, {code for group in (*question.together, *question.apart) for code in group})
    weights = list(question.owner_weights)
    if question.near is not None:
        weights[question.near] += sum(question.owner_weights)
    return Wishes(
        owner_weights=tuple(weights),
        area_count=question.area_count,
        people=question.people,
        together=tuple(tuple(_nodes_in(study, nodes, group)) for group in question.together),
        apart=tuple(sorted({pair for group in question.apart for pair in _pairs_apart(study, nodes, group)})),
        is_contiguous=question.is_contiguous,
        time_limit_s=question.time_limit_s,
    )


def _require_units(study: Study, nodes: Nodes, codes: set[str]) -> None:
    unknown = [code for code in sorted(codes) if not nodes.of_unit(study, code)]
    if unknown:
        raise UnitsUnknownError(unknown)


def _nodes_in(study: Study, nodes: Nodes, codes: Sequence[str]) -> list[int]:
    return sorted({node for code in codes for node in nodes.of_unit(study, code)})


def _pairs_apart(study: Study, nodes: Nodes, codes: Sequence[str]) -> Iterator[tuple[int, int]]:
    for code, other in combinations(codes, 2):
        for one, another in product(nodes.of_unit(study, code), nodes.of_unit(study, other)):
            yield min(one, another), max(one, another)
