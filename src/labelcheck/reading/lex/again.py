"""What is remembered of texts: that which comes again, and not all that was ever read."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

_MOST_SEEN: Final = 1 << 15
"""Keys of which a number is noted."""

T = TypeVar("T")


class Again(Generic[T]):
    """Keeps what is told of a text when that is seen a second time; of one seen once, only a number is noted.

    Most texts never come again: what is kept of them for nothing takes room in the processor's memory from what is read.
    """

    def __init__(self, most: int, longest: int) -> None:
        """Make an empty one for ``most`` characters of texts that have ``longest`` at most: what they tell grows with them."""
        self.kept: Final[dict[object, T]] = {}
        self._seen: Final[set[int]] = set()
        self._held = 0
        self._most: Final = most
        self._longest: Final = longest

    def seen(self, text: str, key: object) -> bool:
        """Whether a text was seen before under its key and may be kept; it is noted that it was seen."""
        if len(text) > self._longest:
            return False
        told = hash(key)
        if told in self._seen:
            return True
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        self._seen.add(told)
        return False

    def keep(self, text: str, key: object, value: T) -> None:
        """Keep what is told of a text."""
        self._held += len(text)
        if self._held > self._most:
            self.kept.clear()
            self._held = len(text)
        self.kept[key] = value
