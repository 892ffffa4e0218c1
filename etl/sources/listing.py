"""Lists in messages: the first few, and how many more there are."""

from collections.abc import Iterable


def listed(items: Iterable[object], most: int = 5) -> str:
    """Write items with commas between them, at most `most`, and say how many are left out.

    Examples
    --------
    >>> listed(["GM0828", "GM0363", "GM0014"], most=2)
    'GM0828, GM0363 en nog 1'
    """
    texts = [str(item) for item in items]
    more = f" en nog {len(texts) - most}" if len(texts) > most else ""
    return f"{', '.join(texts[:most])}{more}"
