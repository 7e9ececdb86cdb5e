"""Things in the order of their places, found by place without looking through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """Anything that begins somewhere."""

    @property
    def start(self) -> int:
        """Offset in the clean text."""


T = TypeVar("T", bound=Placed)


class InOrder(Generic[T]):
    """Items sorted by ``start``."""

    def __init__(self, items: Iterable[T]) -> None:
        """Sort the items."""
        self._items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def between(self, start: int, end: int) -> list[T]:
        """Return the items that begin in ``start:end``."""
        first = bisect_left(self._starts, start)
        return self._items[first : bisect_left(self._starts, end, first)]
