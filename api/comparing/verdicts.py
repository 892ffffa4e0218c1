"""How good a proposal is, in words: for the page and the command line."""

from geodata.indelingen.examining.findings import share_text
from geodata.indelingen.proposal.model import BestInput, Solution

_SAME = 1e-9


def beside(solution: Solution, best: BestInput) -> str:
    """Say how much less a proposal differs from all owners than the best of their own does."""
    difference = solution.disagreement - best.disagreement
    if abs(difference) <= _SAME * best.disagreement:
        return "evenveel verschil"
    share = share_text(abs(difference) / max(best.disagreement, 1.0))
    return f"{share} {'meer' if difference > 0 else 'minder'} verschil"


def verdict(solution: Solution) -> str:
    """Say how sure it is that there is no better proposal."""
    if solution.is_optimal:
        return "Bewezen: met deze wensen kan het verschil met alle eigenaren samen niet kleiner."
    return (
        f"De tijd was om. Een beter voorstel is niet uitgesloten, maar dat geeft hoogstens {share_text(solution.gap)} "
        "minder verschil."
    )


def best_input_sentence(solution: Solution, title: str) -> str:
    """Set a proposal beside the best of the owners' own, which is called `title`; empty where there is none."""
    best = solution.best_input
    if best is None:
        return ""
    wishes = "" if best.meets_wishes else ", en die voldoet zelf niet aan de wensen"
    return f"De beste bestaande is {title}{wishes}; het voorstel geeft {beside(solution, best)}."
