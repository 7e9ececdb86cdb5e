"""What the rules find on a label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from labelcheck.model.place import Place

Severity = Literal["error", "warning", "caution", "notice", "info", "positive"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "caution", "notice", "info", "positive")
"""From the gravest down."""
RuleBasis = Literal["law", "authority", "science", "opinion", "convention"]
Verdict = Literal["violated", "undetermined"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One step of a finding's arithmetic, or words of the label, and where they stand."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class RuleSource:
    """A publication that a rule rests on; ``locator`` is the table, article or page."""

    title: str
    year: int | None = None
    locator: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer on one label.

    ``verdict`` is "violated" when what the rule describes is there, and "undetermined" when the label does not
    tell or its reading must be checked first; ``settles`` then says in English what would decide it.
    ``messages`` holds the text per language code.
    """

    rule: str
    severity: Severity
    basis: RuleBasis
    verdict: Verdict
    messages: dict[str, str]
    nutrients: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[RuleSource, ...]

    def message(self, language: str) -> str:
        """Return the text in ``language``, or in English where there is none."""
        return self.messages.get(language) or self.messages["en"]
