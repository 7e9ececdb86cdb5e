"""Which table the label's percentages are of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Outcome
from labelcheck.rules.parameters import Kind, Problems, check_tables
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceUsed(Kind):
    """The percentages follow one of ``references``, as inferred from rows that agree; offers ``table``."""

    kind: Literal["reference-used"] = "reference-used"
    references: tuple[str, ...]

    def judge(self, facts: Facts) -> Outcome:
        """Return whether the label's table is one of those."""
        used = facts.label.reference
        if used not in self.references or used is None:
            return NO
        rows = [r for r in facts.label.readings if r.percent is not None and r.percent.of == used]
        if not rows:
            return NO
        evidence = tuple(Evidence(f"{r.name} {r.percent.value} %", r.place) for r in rows[:3] if r.percent is not None)
        return Outcome(True, {"table": facts.knowledge.references[used].title}, evidence)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"table"})

    def problems(self, known: Known) -> Problems:
        """Return unknown tables."""
        return check_tables("references", self.references, known)
