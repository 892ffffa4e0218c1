"""Why no clustering meets the wishes: what contradicts at sight, and which wish is in the way."""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

import numpy as np

from geodata.indelingen.comparing.ground import IntArray
from geodata.indelingen.proposal.annealing import anneal
from geodata.indelingen.proposal.areas import Allowance, every_area
from geodata.indelingen.proposal.blocks import Blocks, blocks_of, pieces
from geodata.indelingen.proposal.clock import Clock
from geodata.indelingen.proposal.master import choose
from geodata.indelingen.proposal.model import UNBOUNDED, Bounds, Problem, Wishes

_MOST_NAMES = 4
_TRY_S = 3.0
_MOST_AREAS = 20_000


def contradictions(problem: Problem, blocks: Blocks) -> list[str]:
    """Return, in Dutch, why no clustering can meet the wishes, as far as that shows without search."""
    return [
        *_together_and_apart(problem, blocks),
        *_too_large(problem, blocks),
        *_loose_parts(problem, blocks),
        *_numbers(problem, blocks),
    ]


def wishes_in_the_way(problem: Problem) -> list[str]:
    """Return, in Dutch, which wishes could be left out so that the others can be met; takes some seconds for each."""
    families = list(_families(problem.wishes))
    ways = [f"zonder {name} kan het wel" for name, wishes in families if _can_be_met(replace(problem, wishes=wishes))]
    return ways or ["de wensen sluiten elkaar uit, ook als er één van wegvalt"]


def _families(wishes: Wishes) -> Iterator[tuple[str, Wishes]]:
    if wishes.area_count != UNBOUNDED:
        yield "de grens op het aantal gebieden", replace(wishes, area_count=UNBOUNDED)
    people = wishes.people
    if people.lowest is not None:
        without = replace(wishes, people=Bounds(None, people.highest))
        yield f"de ondergrens van {_number(people.lowest)} inwoners per gebied", without
    if people.highest is not None:
        without = replace(wishes, people=Bounds(people.lowest, None))
        yield f"de bovengrens van {_number(people.highest)} inwoners per gebied", without
    if wishes.together:
        yield "de wens wat bij elkaar blijft", replace(wishes, together=())
    if wishes.apart:
        yield "de wens wat uit elkaar blijft", replace(wishes, apart=())
    if wishes.is_contiguous:
        yield "de eis dat elk gebied aaneengesloten is", replace(wishes, is_contiguous=False)


def _can_be_met(problem: Problem) -> bool:
    blocks = blocks_of(problem)
    if contradictions(problem, blocks):
        return False
    clock = Clock(_TRY_S)
    owners = [blocks.labels_of(labels) for labels in problem.labels]
    if anneal(blocks, np.arange(blocks.count), owners, 0, clock.first(0.5)) is not None:
        return True
    found = every_area(blocks, Allowance(clock, areas=_MOST_AREAS))
    return choose(blocks, found.areas, None, clock.left_s).areas is not None


def _together_and_apart(problem: Problem, blocks: Blocks) -> Iterator[str]:
    for one, other in problem.wishes.apart:
        if blocks.of_node[one] == blocks.of_node[other]:
            yield f"{problem.names[one]} en {problem.names[other]} moeten bij elkaar blijven en uit elkaar blijven"


def _too_large(problem: Problem, blocks: Blocks) -> Iterator[str]:
    for block in np.flatnonzero(blocks.people > blocks.most_people):
        names = _listed(problem, np.flatnonzero(blocks.of_node == block))
        people, most = _number(blocks.people[block]), _number(blocks.most_people)
        yield f"{names} telt {people} inwoners, meer dan de bovengrens van {most} per gebied"


def _loose_parts(problem: Problem, blocks: Blocks) -> Iterator[str]:
    if not problem.wishes.is_contiguous:
        return
    parts = _parts(problem)
    number_of_part = {int(node): number for number, part in enumerate(parts) for node in part}
    for block in range(blocks.count):
        nodes = np.flatnonzero(blocks.of_node == block)
        if len({number_of_part[int(node)] for node in nodes}) > 1:
            yield f"{_listed(problem, nodes)} moeten bij elkaar blijven, maar hangen niet samen, ook niet via andere"
    for part in parts:
        people = float(problem.people[part].sum())
        if people < blocks.least_people:
            largest = problem.names[int(part[problem.people[part].argmax()])]
            few = f"{_number(people)} inwoners, minder dan de ondergrens van {_number(blocks.least_people)}"
            yield f"het losse deel rond {largest} telt {few}"
    if len(parts) > blocks.most_areas and len(parts) > 1:
        yield (
            f"de kaart bestaat uit {len(parts)} delen die niet aan elkaar grenzen: "
            f"in {blocks.most_areas} aaneengesloten gebieden kan dat niet"
        )


def _numbers(problem: Problem, blocks: Blocks) -> Iterator[str]:
    wishes, total = problem.wishes, float(problem.people.sum())
    least, most = wishes.people.lowest or 0.0, inf if wishes.people.highest is None else wishes.people.highest
    if least > most:
        yield f"de ondergrens van {_number(least)} inwoners per gebied ligt boven de bovengrens van {_number(most)}"
    if total < blocks.least_people:
        yield f"samen zijn er {_number(total)} inwoners, minder dan de ondergrens van {_number(least)} per gebied"
    if (wishes.area_count.lowest or 0) > blocks.count:
        asked = _number(wishes.area_count.lowest or 0)
        yield f"er worden {asked} gebieden gevraagd, en er zijn maar {blocks.count} delen om te verdelen"
    elif blocks.fewest_areas > blocks.most_areas:
        yield from _too_few_for_so_many(wishes, total)


def _too_few_for_so_many(wishes: Wishes, total: float) -> Iterator[str]:
    count, people = wishes.area_count, wishes.people
    if count.lowest is not None and count.highest is not None and count.lowest > count.highest:
        yield f"ten minste {_number(count.lowest)} gebieden is meer dan ten hoogste {_number(count.highest)}"
        return
    bounds = [
        f"{word} {_number(value)} {what}"
        for word, value, what in (
            ("ten minste", count.lowest, "gebieden"),
            ("ten hoogste", count.highest, "gebieden"),
            ("ten minste", people.lowest, "inwoners per gebied"),
            ("ten hoogste", people.highest, "inwoners per gebied"),
        )
        if value is not None
    ]
    yield f"{_number(total)} inwoners laten zich niet verdelen met {', '.join(bounds)}"


def _parts(problem: Problem) -> list[IntArray]:
    nodes = np.arange(len(problem.people))
    borders = np.zeros((len(nodes), len(nodes)), dtype=np.bool_)
    borders[problem.pairs[:, 0], problem.pairs[:, 1]] = True
    return pieces(nodes, borders)


def _listed(problem: Problem, nodes: IntArray) -> str:
    names = [problem.names[int(node)] for node in nodes[:_MOST_NAMES]]
    more = f" en {len(nodes) - _MOST_NAMES} andere" if len(nodes) > _MOST_NAMES else ""
    return (", ".join(names[:-1]) + " en " + names[-1] if len(names) > 1 and not more else ", ".join(names)) + more


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")
