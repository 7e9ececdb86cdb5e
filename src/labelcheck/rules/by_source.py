"""The documents that rules and tables rest on: which rules cite each, and when it was last read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from labelcheck.knowledge import ReferenceTable
from labelcheck.model import RuleSource
from labelcheck.rules.engine import RuleSet
from labelcheck.rules.facts import LISTED

FRESH_YEARS: Final = 2
"""Years after which figures and words of a document should be looked up again."""


class Cited(NamedTuple):
    """One document: its title, year and address, the last day it was read, and who cites it.

    ``read`` is None where nothing was looked up again since the figure was written down; ``seen`` tells what of the
    document was seen that day, None for the whole.
    """

    title: str
    sv: str | None
    year: int | None
    url: str | None
    read: str | None
    seen: str | None = None
    rules: tuple[str, ...] = ()
    substances: tuple[str, ...] = ()
    table: str | None = None

    def old(self, today: date) -> bool:
        """Whether it was read, and longer ago than figures keep."""
        if self.read is None:
            return False
        day = date.fromisoformat(self.read)
        return (today.year - day.year, today.month, today.day) > (FRESH_YEARS, day.month, day.day)


def by_source(rules: RuleSet, tables: Iterable[ReferenceTable] = ()) -> list[Cited]:
    """Return the documents that rules, substances and tables rest on, by title."""
    found: dict[tuple[str, str | None], Cited] = {}
    for rule in rules:
        for source in dict.fromkeys((*rule.sources, *(s for level in rule.levels for s in level.sources))):
            one = _entry(found, source)
            found[_key(source)] = one._replace(rules=tuple(dict.fromkeys((*one.rules, rule.id))))
    for key, substance in rules.vocabulary.substances.items():
        for source in dict.fromkeys(s for standing in substance.standings for s in standing.sources):
            one = _entry(found, source)
            name = key.removeprefix(LISTED)
            found[_key(source)] = one._replace(substances=tuple(dict.fromkeys((*one.substances, name))))
    listed = [Cited(t.title, None, t.year, t.url, t.read, t.seen, table=t.id) for t in tables]
    return sorted([*found.values(), *listed], key=lambda c: (c.title.casefold(), c.year or 0))


def _key(source: RuleSource) -> tuple[str, str | None]:
    return source.title, source.url


def _entry(found: dict[tuple[str, str | None], Cited], source: RuleSource) -> Cited:
    known = found.get(_key(source))
    if known is None:
        return Cited(source.title, source.sv, source.year, source.url, source.read, source.seen)
    return known if source.read is None else known._replace(read=max(source.read, known.read or ""))
