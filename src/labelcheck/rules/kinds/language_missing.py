"""The language of the market."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Name, Outcome
from labelcheck.rules.parameters import Kind, Problems
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageMissing(Kind):
    """The label lacks a language that its market demands; ``demanded`` gives languages per country.

    Offers ``languages``.
    """

    kind: Literal["language-missing"] = "language-missing"
    demanded: dict[str, tuple[str, ...]]

    def judge(self, facts: Facts) -> Outcome:
        """Return whether a language is missing."""
        spoken = set(facts.label.languages)
        missing = tuple(c for c in self.demanded.get(facts.market, ()) if c not in spoken)
        if not missing or not spoken:
            return NO
        return Outcome(True, {"languages": Name("language", missing)}, absent=True)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"languages"})

    def problems(self, known: Known) -> Problems:
        """Return languages that are not read."""
        return [
            (("demanded", market), f"unknown language {c!r}; known are {', '.join(sorted(known.languages))}")
            for market, codes in self.demanded.items()
            for c in codes
            if c not in known.languages
        ]
