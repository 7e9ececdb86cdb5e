"""Small words between names, numbers and amounts, as patterns made from the language files."""

from __future__ import annotations

import re
from functools import lru_cache

from labelcheck.knowledge import Knowledge


@lru_cache(maxsize=128)
def words_of(knowledge: Knowledge, *kinds: str) -> frozenset[str]:
    """Return the words of all languages that join as one of ``kinds``, in lower case."""
    return frozenset().union(*[knowledge.connectives[kind] for kind in kinds])


@lru_cache(maxsize=128)
def pattern_of(knowledge: Knowledge, *kinds: str) -> str:
    """Return a pattern of any of these words, the longest first; "standard*" takes any ending."""
    words = sorted(words_of(knowledge, *kinds), key=lambda w: (-len(w), w))
    return "|".join([re.escape(w.removesuffix("*")) + (r"\w*" if w.endswith("*") else "") for w in words])
