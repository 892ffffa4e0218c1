from geodata.indelingen.comparing.ground import NO_AREA
from geodata.indelingen.comparing.neighbours import neighbour_pairs
from geodata.indelingen.proposal.nodes import Nodes, nodes_of
from tests.geodata.indelingen.studies import study


def nodes(labels_by_name: dict[str, list[int]], **facts: object) -> Nodes:
    made = study(labels_by_name, **facts)  # type: ignore[arg-type]
    return nodes_of(made, neighbour_pairs(made.elements_gdf))


def test_what_no_owner_parts_is_one_node_with_its_people_and_the_name_of_its_largest_unit() -> None:
    found = nodes({"a": [0, 0, 1, 1], "b": [0, 0, 0, 1]}, people=[10, 30, 5, 5])
    assert found.of_element.tolist() == [0, 0, 1, 2]
    assert found.people.tolist() == [40, 5, 5]
    assert found.names == ("BU00010001", "BU00010002", "BU00010003")
    assert found.labels.tolist() == [[0, 1, 1], [0, 0, 1]]
    assert found.pairs.tolist() == [[0, 1], [1, 2]]


def test_parts_of_an_atom_that_do_not_hang_together_are_nodes_of_their_own() -> None:
    assert nodes({"a": [0, 1, 0]}).of_element.tolist() == [0, 1, 2]


def test_what_no_owner_holds_is_no_node_and_borders_on_nothing() -> None:
    found = nodes({"a": [0, NO_AREA, 1], "b": [0, NO_AREA, NO_AREA]})
    assert found.of_element.tolist() == [0, NO_AREA, 1]
    assert found.labels.tolist() == [[0, 1], [0, NO_AREA]]
    assert found.pairs.tolist() == []


def test_a_unit_is_found_in_the_nodes_of_its_pieces() -> None:
    made = study({"a": [0, 0, 1], "b": [0, 1, 1]}, units=["BU00010000", "BU00010001", "BU00010001"])
    found = nodes_of(made, neighbour_pairs(made.elements_gdf))
    assert found.of_unit(made, "BU00010001") == (1, 2)
    assert found.of_unit(made, "BU00019999") == ()


def test_units_that_a_wish_is_about_are_nodes_of_their_own() -> None:
    made = study({"a": [0, 0, 0]})
    pairs = neighbour_pairs(made.elements_gdf)
    assert nodes_of(made, pairs, split=["BU00010001"]).of_element.tolist() == [0, 1, 2]
    assert nodes_of(made, pairs).of_element.tolist() == [0, 0, 0]
