"""From a study to the nodes of a proposal: the atoms, each connected part of one by itself."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from geodata.indelingen.comparing.ground import NO_AREA, FloatArray, IntArray, Measure, Study
from geodata.indelingen.comparing.neighbours import components
from geodata.indelingen.comparing.refinement import coarsest_common_refinement
from geodata.indelingen.proposal.model import Problem, Wishes


@dataclass(frozen=True)
class Nodes:
    """What a proposal does not divide.

    Parameters
    ----------
    of_element
        The node of each element of the study; `NO_AREA` for what no owner holds.
    names
        Of the largest unit in each.
    people, labels, pairs
        As `geodata.indelingen.proposal.model.Problem` has them.
    """

    of_element: IntArray
    names: tuple[str, ...]
    people: FloatArray
    labels: IntArray
    pairs: IntArray

    def of_unit(self, study: Study, unit_code: str) -> tuple[int, ...]:
        """Return the nodes that a unit, or its pieces, lie in; none where it is not there, or no owner holds it."""
        found = self.of_element[(study.elements_gdf["unit_code"] == unit_code).to_numpy()]
        return tuple(sorted({int(node) for node in found if node != NO_AREA}))


def nodes_of(study: Study, pairs: IntArray, *, split: Collection[str] = ()) -> Nodes:
    """Join the elements that no owner parts and that hang together.

    Parameters
    ----------
    pairs
        Elements that border on each other, as `geodata.indelingen.comparing.neighbours.neighbour_pairs` gives them.
    split
        Codes of units that are not joined with others, whatever the owners do.
    """
    label_arrays = [labelling.labels for labelling in study.labellings]
    numbers = {code: number for number, code in enumerate(sorted(split))}
    by_itself = [numbers.get(code, NO_AREA) for code in study.elements_gdf["unit_code"]]
    atoms = coarsest_common_refinement([*label_arrays, np.array(by_itself, dtype=np.int64)])
    is_held = np.stack(label_arrays).max(axis=0) != NO_AREA
    of_element = components(pairs, len(atoms.labels), np.where(is_held, atoms.labels, NO_AREA))
    count = int(of_element.max(initial=NO_AREA)) + 1
    people: FloatArray = np.zeros(count)
    np.add.at(people, of_element[is_held], study.weights(Measure.PEOPLE)[is_held])
    _, firsts = np.unique(of_element[is_held], return_index=True)
    first_elements = np.flatnonzero(is_held)[firsts]
    return Nodes(
        of_element=of_element,
        names=_names(study, of_element, count),
        people=people,
        labels=np.stack([labels[first_elements] for labels in label_arrays]),
        pairs=_node_pairs(of_element, pairs),
    )


def problem_of(nodes: Nodes, wishes: Wishes) -> Problem:
    """Return the proposal to find on some nodes."""
    return Problem(nodes.names, nodes.people, nodes.labels, nodes.pairs, wishes)


def _names(study: Study, of_element: IntArray, count: int) -> tuple[str, ...]:
    people = study.weights(Measure.PEOPLE)
    names = study.elements_gdf["unit_name"].tolist()
    order = np.lexsort((np.arange(len(people)), people))
    largest = {int(of_element[element]): names[element] for element in order}
    return tuple(largest[node] for node in range(count))


def _node_pairs(of_element: IntArray, pairs: IntArray) -> IntArray:
    ends = np.sort(of_element[pairs], axis=1)
    is_border = (ends[:, 0] != ends[:, 1]) & (ends[:, 0] != NO_AREA)
    return np.unique(ends[is_border], axis=0).reshape(-1, 2)
