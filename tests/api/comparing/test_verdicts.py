from api.comparing.verdicts import beside, best_input_sentence, verdict
from geodata.indelingen.comparing.ground import IntArray
from geodata.indelingen.proposal.model import BestInput, Solution
from tests.geodata.indelingen.studies import labels_of

LABELS: IntArray = labels_of([0, 0, 1])


def solution(disagreement: float, bound: float) -> Solution:
    return Solution(LABELS, disagreement, bound, disagreement == bound, None, rounds=1, seconds=0.1)


def test_a_proposal_that_is_not_proven_best_says_how_much_better_one_may_be() -> None:
    assert verdict(solution(100.0, 100.0)).startswith("Bewezen:")
    assert "maar dat geeft hoogstens 5% minder verschil." in verdict(solution(100.0, 95.0))


def test_a_proposal_is_set_beside_the_best_that_there_is() -> None:
    assert beside(solution(80.0, 80.0), BestInput(0, 100.0, meets_wishes=True)) == "20% minder verschil"
    assert beside(solution(100.0, 100.0), BestInput(0, 100.0, meets_wishes=True)) == "evenveel verschil"
    assert beside(solution(150.0, 150.0), BestInput(0, 100.0, meets_wishes=False)) == "50% meer verschil"


def test_without_an_owner_who_holds_everything_there_is_nothing_to_set_it_beside() -> None:
    assert best_input_sentence(solution(80.0, 80.0), "Beheer") == ""
