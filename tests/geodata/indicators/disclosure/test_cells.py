import pytest

from geodata.indicators.disclosure.cells import CountsRefusedError, lay_cells


def test_an_area_counts_the_sum_of_its_units() -> None:
    system = lay_cells({"a": 1, "b": 2, "c": 4}, {"ac": ("a", "c"), "alle": ("a", "b", "c")})
    assert {code: int(system.counts[cell]) for code, cell in system.cell_of.items()} == {
        "a": 1,
        "b": 2,
        "c": 4,
        "ac": 5,
        "alle": 7,
    }


def test_areas_of_the_same_units_are_one_cell() -> None:
    system = lay_cells({"a": 1, "b": 2}, {"wijk": ("a", "b"), "gebied": ("b", "a"), "deel": ("a",)})
    assert system.names == (("a", "deel"), ("b",), ("wijk", "gebied"))


def test_an_area_without_units_has_no_cell() -> None:
    assert lay_cells({"a": 1}, {"leeg": ()}).names == (("a",),)


def test_marks_and_codes_are_each_others_inverse() -> None:
    system = lay_cells({"a": 1, "b": 2}, {"wijk": ("a", "b")})
    assert system.codes_of(system.cells_of(["wijk", "a"])) == ("a", "wijk")


@pytest.mark.parametrize(
    ("counts", "areas", "fault"),
    [
        ({"a": 1}, {"wijk": ("a", "b")}, "geen aantal: b"),
        ({"a": 1}, {"a": ("a",)}, "een eenheid en van een gebied: a"),
        ({"a": -73}, {}, "lager dan nul: a"),
    ],
)
def test_what_does_not_belong_together_is_refused_without_a_count(
    counts: dict[str, int], areas: dict[str, tuple[str, ...]], fault: str
) -> None:
    with pytest.raises(CountsRefusedError, match=fault) as refused:
        lay_cells(counts, areas)
    assert "73" not in str(refused.value)
