"""What the rules find on a label."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from labelcheck.model.place import Place

Severity = Literal["error", "warning", "caution", "notice", "info", "positive"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "caution", "notice", "info", "positive")
"""From the gravest down."""
RuleBasis = Literal["law", "authority", "science", "opinion", "convention"]
Verdict = Literal["violated", "undetermined"]
Concern = Literal["health", "product", "claim", "label", "reading"]
"""What the reader can do: take less, choose another, distrust, tell the maker, look again."""
CONCERNS: Final[tuple[Concern, ...]] = ("health", "reading", "product", "claim", "label")
"""In the order they are told."""
VerdictLevel = Literal["above-level", "look-out", "nothing-found", "cannot-tell"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One step of a finding's arithmetic, or words of the label, and where they stand."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class RuleSource:
    """A publication that a rule rests on; ``locator`` is the table, article or page, ``sv`` its name in Swedish answers.

    ``read`` is the day its figures were last looked up in it, "2026-11-29"; None where they were not looked up again;
    ``seen`` tells what of it was seen then, where that was not the whole: its abstract, a table in a copy.
    """

    title: str
    year: int | None = None
    locator: str | None = None
    url: str | None = None
    sv: str | None = None
    read: str | None = None
    seen: str | None = None

    def called(self, language: str) -> str:
        """Return what it is called in ``language``: its own title, but for a Swedish name that it has."""
        return self.sv if language == "sv" and self.sv is not None else self.title

    def found_at(self, language: str) -> str | None:
        """Return the place in it; in Swedish "artikel 18" for "article 18", and nothing that is an English chapter or remark."""
        if self.locator is None or language != "sv" or self.sv is None:
            return self.locator
        place = self.locator
        for word, swedish in _PLACES.items():
            place = place.replace(word, swedish)
        words = [w for w in _LONG_WORD.findall(place) if w not in _PLACES.values() and w not in _NORDIC]
        return None if words else place


_LONG_WORD: Final = re.compile(r"[^\W\d_]{2,}(?<![IVXL]{2})")
_NORDIC: Final = frozenset({"bilag", "vedlegg", "annexe", "XIII", "och"})
"""What parts of Danish, Norwegian and French documents are called there."""
_PLACES: Final = {
    "articles": "artiklarna",
    "article": "artikel",
    "Annex": "bilaga",
    "part": "del",
    "point": "punkt",
    "table": "tabell",
    "Article": "artikel",
    " and ": " och ",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer on one label.

    ``verdict`` is "violated" when what the rule describes is there, and "undetermined" when the label does not
    tell or its reading must be checked first; ``missing`` then is what would decide it: "daily-dose", "reading" (look at
    it again) or "other-side" (of a pack that a picture shows a part of). ``messages`` holds the text per language code. ``covered_by`` is the rule whose finding tells this one's story
    already: it is kept, and not shown by itself.
    """

    rule: str
    severity: Severity
    basis: RuleBasis
    verdict: Verdict
    messages: dict[str, str] = field(hash=False)
    nutrients: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[RuleSource, ...]
    concern: Concern
    missing: str | None = None
    covered_by: str | None = None

    def message(self, language: str) -> str:
        """Return the text in ``language``, or in English where there is none."""
        return self.messages.get(language) or self.messages["en"]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The one line on top of a report: its JSON key is "verdict".

    ``rules`` are those whose findings it rests on; ``messages`` holds the text per language code.
    """

    level: VerdictLevel
    messages: dict[str, str] = field(hash=False)
    rules: tuple[str, ...] = ()

    def message(self, language: str) -> str:
        """Return the text in ``language``, or in English where there is none."""
        return self.messages.get(language) or self.messages["en"]


UNDECIDED: Final = Conclusion(
    "cannot-tell", {"sv": "Inget är granskat mot regler.", "en": "Nothing was checked against rules."}
)
"""Of a report that no rule was asked about."""
