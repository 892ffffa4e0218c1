"""Finding the proposal: a partition into contiguous areas that disagrees least with all owners, with proof or a gap."""

from math import inf

import numpy as np

from geodata.indelingen.comparing.ground import NO_AREA, IntArray
from geodata.indelingen.comparing.refinement import canonical
from geodata.indelingen.proposal.annealing import anneal
from geodata.indelingen.proposal.areas import Allowance, every_area
from geodata.indelingen.proposal.blocks import Blocks, BoolArray, blocks_of
from geodata.indelingen.proposal.clock import Clock
from geodata.indelingen.proposal.impossible import contradictions, wishes_in_the_way
from geodata.indelingen.proposal.master import choose
from geodata.indelingen.proposal.model import (
    BestInput,
    IsCancelled,
    NoProposalInTimeError,
    Problem,
    ProgressOfProposal,
    ProposalImpossibleError,
    Report,
    Solution,
)
from geodata.indelingen.proposal.relaxation import EXACT, Relaxation

# Shares of the time at which walking from the owners' clusterings, and bounding, have to end.
_WALKING, _BOUNDING = 0.25, 0.7
_MOST_STARTS = 4
_MOST_AREAS = 60_000
_CHOOSE_EVERY, _CHOOSE_S = 10, 3.0
# The first areas that are all tried are those that might save this share of what may yet be gained.
_FIRST_STEP = 1 / 32


def solve(problem: Problem, report: Report | None = None, is_cancelled: IsCancelled | None = None) -> Solution:
    """Find the clustering that meets the wishes and disagrees least with all owners; slow, up to its time limit.

    Parameters
    ----------
    report
        Is told how far the search is.
    is_cancelled
        Is asked whether to stop with the best so far.

    Raises
    ------
    ProposalImpossibleError
        No clustering meets the wishes; with the reasons.
    NoProposalInTimeError
        None was found in time, and none was proven not to be.

    Notes
    -----
    Clique partitioning (S. Régnier, "Sur quelques aspects mathématiques des problèmes de classification automatique",
    1965; M. Grötschel and Y. Wakabayashi, "A cutting plane algorithm for a clustering problem", 1989), as a choice
    among all areas that are allowed, so that wishes about areas do not weaken the bound (E. Johnson, A. Mehrotra and
    G. Nemhauser, "Min-cut clustering", 1993). Areas are found as prices make them worth having; in the end all areas
    that could be in a better partition than the best are tried in one integer program (R. Baldacci, N. Christofides
    and A. Mingozzi, "An exact algorithm for the vehicle routing problem based on the set partitioning formulation with
    additional cuts", 2008). Costs are told apart to a thousand millionth of all that owners may disagree on.
    """
    blocks = blocks_of(problem)
    if reasons := contradictions(problem, blocks):
        raise ProposalImpossibleError(reasons)
    hunt = _Hunt(problem, blocks, Clock(problem.wishes.time_limit_s, is_cancelled), report)
    hunt.walk()
    if hunt.best is None:
        hunt.try_all_areas()
    hunt.bound_by_prices()
    return hunt.solution()


class _Hunt:
    """What is known of a problem: the best partition so far, and below what cost there is none."""

    def __init__(self, problem: Problem, blocks: Blocks, clock: Clock, report: Report | None) -> None:
        self._problem, self._blocks, self._clock, self._report = problem, blocks, clock, report
        self.best: BoolArray | None = None
        self._cost, self._bound = inf, -inf
        self._rounds = 0

    def walk(self) -> None:
        """Take the owners' clusterings where they will do, and walk on from them."""
        for labels in self._problem.labels:
            self._take(self._blocks.partition_of(labels))
        owners = [self._blocks.labels_of(labels) for labels in self._problem.labels]
        self._tell("zoeken vanuit de bestaande indelingen")
        clock = self._clock.first(_WALKING)
        for seed, owner in enumerate(self._starts(owners)):
            self._take(anneal(self._blocks, owner, owners, seed, clock))
            self._tell("zoeken vanuit de bestaande indelingen")

    def try_all_areas(self) -> None:
        """Where walking led nowhere: find every area that is allowed, and choose.

        Raises
        ------
        ProposalImpossibleError, NoProposalInTimeError
            As `solve`.
        """
        self._tell("alle mogelijke gebieden opsommen")
        found = every_area(self._blocks, Allowance(self._clock.first(_BOUNDING), areas=_MOST_AREAS))
        chosen = choose(self._blocks, found.areas, None, self._clock.left_s)
        self._take(chosen.areas)
        if self.best is None and found.is_complete and chosen.bound == inf:
            raise ProposalImpossibleError(wishes_in_the_way(self._problem))
        if self.best is None:
            raise NoProposalInTimeError(self._problem.wishes.time_limit_s)
        if found.is_complete:
            self._bound = min(chosen.bound, self._cost)

    def bound_by_prices(self) -> None:
        """Prove that nothing better is left, or by how little it could be."""
        if self.best is None or self._is_proven():
            return
        relaxation = Relaxation(self._blocks, self.best, self._clock.first(_BOUNDING))
        while not relaxation.is_done(self._cost):
            relaxation.improve(self._cost)
            self._bound = max(self._bound, relaxation.bound)
            if relaxation.rounds % _CHOOSE_EVERY == 0:
                self._choose(relaxation.areas, _CHOOSE_S)
            self._tell("ondergrens bepalen")
        self._choose(relaxation.areas, self._clock.left_s / 4)
        self._rounds += relaxation.rounds
        self._try_areas(relaxation)

    def solution(self) -> Solution:
        """Return the best partition on the nodes."""
        if self.best is None:
            raise NoProposalInTimeError(self._problem.wishes.time_limit_s)
        labels = canonical(self.best.argmax(axis=0)[self._blocks.of_node])
        disagreement = self._problem.disagreement(labels)
        return Solution(
            labels=labels,
            disagreement=disagreement,
            bound=min(disagreement, max(0.0, self._blocks.disagreement(self._bound))),
            is_optimal=self._is_proven(),
            best_input=best_input(self._problem, self._blocks),
            rounds=self._rounds,
            seconds=self._clock.seconds,
        )

    def _starts(self, owners: list[IntArray]) -> list[IntArray]:
        """Return the owners' clusterings, the best first."""
        order = sorted(owners, key=lambda one: float(self._blocks.costs_of(self._blocks.areas_of(one)).sum()))
        return order[:_MOST_STARTS]

    def _try_areas(self, relaxation: Relaxation) -> None:
        """Try all areas that cost up to so much above what they pay for, twice as much each time.

        A partition that holds another area costs that much more than the bound.
        """
        step = max(_FIRST_STEP * (self._cost - relaxation.bound), EXACT)
        while not self._is_proven() and not self._clock.is_up:
            allowance = Allowance(self._clock, areas=_MOST_AREAS)
            thresholds = np.full(self._blocks.count, step)
            found = relaxation.search.find(relaxation.middle, thresholds, allowance, only_best=False)
            if not found.is_complete:
                break
            self._rounds += 1
            bound = self._choose(found.areas, self._clock.left_s)
            self._bound = max(self._bound, min(relaxation.bound + step, bound))
            self._tell("gebieden uitproberen")
            step = min(2 * step, max(self._cost - relaxation.bound, EXACT) + EXACT)

    def _choose(self, areas: BoolArray, seconds: float) -> float:
        """Choose from areas, and take what is better; return what no partition in them is cheaper than."""
        if self._clock.is_up:
            return -inf
        chosen = choose(self._blocks, areas, self.best, min(seconds, self._clock.left_s))
        self._take(chosen.areas)
        return chosen.bound

    def _take(self, areas: BoolArray | None) -> None:
        if areas is not None and (cost := float(self._blocks.costs_of(areas).sum())) < self._cost:
            self.best, self._cost = areas, cost

    def _is_proven(self) -> bool:
        return self._cost - self._bound <= EXACT

    def _tell(self, phase: str) -> None:
        if self._report is not None:
            best = None if self.best is None else self._blocks.disagreement(self._cost)
            bound = None if self._bound == -inf else max(0.0, self._blocks.disagreement(min(self._bound, self._cost)))
            self._report(ProgressOfProposal(phase, best, bound, self._clock.seconds))


def best_input(problem: Problem, blocks: Blocks) -> BestInput | None:
    """Return which owner's clustering disagrees least with all; None where none of them holds every node."""
    total = [owner for owner, labels in enumerate(problem.labels) if NO_AREA not in labels]
    if not total:
        return None
    disagreements = {owner: problem.disagreement(problem.labels[owner]) for owner in total}
    best = min(total, key=disagreements.__getitem__)
    return BestInput(best, disagreements[best], blocks.partition_of(problem.labels[best]) is not None)
