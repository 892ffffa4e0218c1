"""Many faults told briefly: the worst first, and alike ones counted."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from etl.batch import Fault, Severity

TOLD_ONE_BY_ONE = 1_000
"""Of one sort of fault in one column: more teach nobody anything, and a misread table has millions."""


def summarise(faults: Iterable[Fault], limit: int) -> str:
    """Write faults as lines for people, errors before warnings.

    Parameters
    ----------
    limit
        At most this many lines with a fault; a sort of fault gives its first ones, so that no sort is crowded out.

    Returns
    -------
    Dutch text, one fault a line, and a line per sort for those left out.
    """
    groups = _groups(faults)
    shown = _shares([len(group) for group in groups], limit)
    return "\n".join(line for group, number in zip(groups, shown, strict=True) for line in _lines(group, number))


def capped(faults: Iterable[Fault], count: int) -> Iterator[Fault]:
    """Pass on the first faults of one sort in one column, and one more that counts the others.

    Parameters
    ----------
    count
        How many there are; `faults` is not read beyond the cap.
    """
    told = list(islice(faults, TOLD_ONE_BY_ONE))
    yield from told
    if count > len(told) and told:
        last = told[-1]
        message = f"Nog {count - len(told)} fouten van deze soort ({last.check}) zijn niet apart genoemd."
        yield Fault(last.check, last.severity, message, column=last.column)


def _groups(faults: Iterable[Fault]) -> list[list[Fault]]:
    ordered = sorted(faults, key=lambda fault: (fault.severity is not Severity.ERROR, fault.check))
    return [list(group) for _, group in groupby(ordered, key=lambda fault: (fault.severity, fault.check))]


def _shares(sizes: Sequence[int], limit: int) -> list[int]:
    """Divide the lines: each group gets one in turn until none is left."""
    shares = [0] * len(sizes)
    left = min(limit, sum(sizes))
    while left:
        for number, size in enumerate(sizes):
            if shares[number] < size and left:
                shares[number] += 1
                left -= 1
    return shares


def _lines(group: Sequence[Fault], number: int) -> Iterator[str]:
    for fault in group[:number]:
        yield f"{fault.severity}: {fault.message}"
    if len(group) > number:
        yield f"{group[0].severity}: {len(group) - number} × {group[0].check} niet getoond"
