"""Readings that must be compared with the label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Outcome
from labelcheck.rules.parameters import Kind

_OF_COMPOUND: Final = frozenset({"compound-weight", "percent-counts-compound"})
"""Notes of amounts that are read well but are a compound's weight; rules of their own tell of those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulReading(Kind):
    """A reading has one of ``notes``, or with no ``notes`` is marked to be checked; offers ``list`` (their names)."""

    kind: Literal["doubtful-reading"] = "doubtful-reading"
    notes: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there is such a reading."""
        found = [
            r
            for r in facts.label.readings
            if (
                set(r.notes) & set(self.notes)
                if self.notes
                else r.status == "check" and not set(r.notes) <= _OF_COMPOUND
            )
        ]
        if not found:
            return NO
        names = ", ".join(dict.fromkeys(r.name for r in found))
        evidence = tuple(Evidence(f"{r.name}: {', '.join(r.notes)}", r.place) for r in found)
        nutrients = tuple(dict.fromkeys(r.nutrient for r in found if r.nutrient))
        return Outcome(True, {"list": names}, evidence, nutrients)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"list"})
