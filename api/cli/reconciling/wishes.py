"""What a proposal has to be, as somebody types it: ranges, groups of units and the weight of each owner."""

import re
from collections.abc import Callable, Sequence

import typer

from geodata.indelingen.proposal.model import Bounds

_RANGE = re.compile(r"(\d*)(-?)(\d*)", re.ASCII)


def read_range(written: str) -> Bounds:
    """Read a range of whole numbers: ``8-12``, ``8-`` (at least), ``-12`` (at most) or ``10``.

    Raises
    ------
    typer.BadParameter
        It is none.

    Examples
    --------
    >>> read_range("8-12"), read_range("-12"), read_range("10")
    (Bounds(lowest=8.0, highest=12.0), Bounds(lowest=None, highest=12.0), Bounds(lowest=10.0, highest=10.0))
    """
    match = _RANGE.fullmatch(written.replace(".", "").strip())
    first, dash, last = match.groups() if match else ("", "", "")
    lowest = float(first) if first else None
    highest = float(last) if last else None if dash else lowest
    if (lowest is None and highest is None) or (highest is not None and (lowest or 0) > highest):
        raise typer.BadParameter(f"'{written}' is geen bereik. Schrijf 8-12, 8- (ten minste), -12 (ten hoogste) of 10.")
    return Bounds(lowest, highest)


def group_reader(separator: str) -> Callable[[str], tuple[str, ...]]:
    """Return what reads a group of codes with a separator between them.

    Examples
    --------
    >>> group_reader("+")("BU08280402 + BU08280403")
    ('BU08280402', 'BU08280403')
    """

    def read_group(written: str) -> tuple[str, ...]:
        codes = tuple(code.strip() for code in written.split(separator))
        if len(codes) < 2 or not all(codes):
            raise typer.BadParameter(f"'{written}' noemt geen twee eenheden. Schrijf CODE{separator}CODE.")
        return codes

    return read_group


def read_weights(written: str | None, names: Sequence[str]) -> tuple[float, ...]:
    """Read the weight of each owner, in the order of the clusterings; without, each counts equally.

    Raises
    ------
    typer.BadParameter
        There are not as many as clusterings, or one is no number of 0 or more, or all are 0.

    Examples
    --------
    >>> read_weights("1, 2.5", ["a", "b"]), read_weights(None, ["a", "b"])
    ((1.0, 2.5), (1.0, 1.0))
    """
    if written is None:
        return (1.0,) * len(names)
    parts = [part.strip() for part in written.split(",")]
    if len(parts) != len(names) or not all(re.fullmatch(r"\d+(\.\d+)?", part, re.ASCII) for part in parts):
        raise typer.BadParameter(
            f"--gewichten: '{written}' zijn geen {len(names)} gewichten. Geef per indeling een getal van 0 of "
            "hoger, in dezelfde volgorde, met komma's ertussen: 1,2,1 of 1,2.5,1."
        )
    weights = tuple(float(part) for part in parts)
    if not any(weights):
        raise typer.BadParameter("--gewichten: ten minste één indeling moet meetellen.")
    return weights


def read_near(name: str | None, names: Sequence[str]) -> int | None:
    """Return the number of the clustering to stay near.

    Raises
    ------
    typer.BadParameter
        It is none of those that are named.
    """
    if name is not None and name not in names:
        raise typer.BadParameter(f"--dicht-bij: noem {name} ook bij de indelingen.")
    return None if name is None else list(names).index(name)
