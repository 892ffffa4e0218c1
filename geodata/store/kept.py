"""What takes long to make and is asked for again: the last few, kept in memory by what they were made of."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

MOST_KEPT = 12

T = TypeVar("T")


class Kept:
    """The last few values that were made, by their key; the key must name the state of the data too."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._known: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()
        self._most = most

    def value_of(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key, or make it; two who ask at once may both make it."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                found: T = self._known[key]
                return found
        made = make()
        with self._lock:
            self._known[key] = made
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return made
