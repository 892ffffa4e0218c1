import pytest
import typer

from api.cli.reconciling.wishes import group_reader, read_near, read_range, read_weights
from geodata.indelingen.proposal.model import Bounds


@pytest.mark.parametrize(
    ("written", "bounds"),
    [
        ("8-12", Bounds(8, 12)),
        ("8-", Bounds(8, None)),
        ("-12", Bounds(None, 12)),
        ("10", Bounds(10, 10)),
        ("2.000-15.000", Bounds(2000, 15000)),
    ],
)
def test_a_range_may_be_open_at_either_end(written: str, bounds: Bounds) -> None:
    assert read_range(written) == bounds


@pytest.mark.parametrize("written", ["", "-", "12-8", "acht", "8-12-16", "8,5"])
def test_what_is_no_range_is_refused_with_how_to_write_one(written: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"is geen bereik\. Schrijf 8-12"):
        read_range(written)


def test_a_group_names_at_least_two_units() -> None:
    assert group_reader("/")("BU1/BU2/BU3") == ("BU1", "BU2", "BU3")
    for written in ("BU1", "BU1/", "/"):
        with pytest.raises(typer.BadParameter, match="Schrijf CODE/CODE"):
            group_reader("/")(written)


def test_owners_count_equally_unless_each_has_a_weight() -> None:
    assert read_weights(None, ["a", "b", "c"]) == (1, 1, 1)
    assert read_weights("1,0,2.5", ["a", "b", "c"]) == (1, 0, 2.5)
    for written in ("1,2", "1,2,3,4", "1,2,x", "1,-2,3", "0,0,0"):
        with pytest.raises(typer.BadParameter, match="--gewichten"):
            read_weights(written, ["a", "b", "c"])


def test_a_proposal_stays_near_one_of_the_clusterings_that_are_named() -> None:
    assert (read_near(None, ["a", "b"]), read_near("b", ["a", "b"])) == (None, 1)
    with pytest.raises(typer.BadParameter, match="noem c ook bij"):
        read_near("c", ["a", "b"])
