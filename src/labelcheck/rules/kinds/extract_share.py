"""A substance that a label tells only as a share of the extract it is in: "green tea extract 500 mg (90 % EGCG)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from labelcheck.model import Evidence, Reading
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import Figures, Limit
from labelcheck.rules.measure import measure, plain
from labelcheck.rules.outcome import NO, Outcome, Quantity, unknown
from labelcheck.rules.parameters import Kind, Problems, check_limit, check_nutrient
from labelcheck.rules.rule import Known

_SHARE: Final = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_REACH: Final = 120
"""Letters from the row's name within which its share is told."""
_BESIDE: Final = 30
"""Letters between the share and the name of what it is of: "standardised to contain 22 % natural caffeine"."""
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractShare(Kind):
    """The day's amount of ``plant`` times the share of ``substance`` printed beside it is above ``limit``.

    With ``or_equal`` at it too. Nothing is told where the label prints an amount of the substance itself. Offers
    ``intake`` and ``limit`` (of the substance), ``share`` and ``extract`` (the amount of the plant).
    """

    kind: Literal["extract-share"] = "extract-share"
    plant: str
    substance: str
    limit: Limit
    or_equal: bool = False

    def judge(self, facts: Facts) -> Outcome:
        """Return whether the extract gives more."""
        if facts.declared(self.substance) or not facts.declared(self.plant):
            return NO
        shares = [s for r in facts.readings[self.plant] if (s := _share(facts, r, self.substance)) is not None]
        if len(shares) != 1:
            return NO
        measured = measure(facts, self.plant)
        limit = facts.figures[self.limit, self.substance]
        if isinstance(measured, Outcome) or limit is None:
            return NO if limit is None or not isinstance(measured, Outcome) else measured
        amount = measured.high * shares[0] / _WHOLE
        if measured.of is None and not (amount > limit.value or (self.or_equal and amount == limit.value)):
            return NO
        values = {
            "intake": Quantity(amount, measured.unit, estimated=True),
            "limit": Quantity(limit.value, limit.unit),
            "share": Quantity(shares[0], "%"),
            "extract": measured.shown,
            "table": "" if limit.table is None else limit.table.id,
        }
        shown = f"{plain(measured.high)} {measured.unit} × {plain(shares[0])} % = {plain(amount)} {measured.unit}"
        sign = "≥" if self.or_equal else ">"
        tail = f" per {measured.of}" if measured.of is not None else f" {sign} {plain(limit.value)} {limit.unit}"
        evidence = (Evidence(shown + tail, facts.place_of(self.plant)),)
        if measured.of is not None or measured.doubtful:
            missing = "reading" if measured.of is None else facts.missing
            return unknown(missing, values=values, evidence=evidence, nutrients=(self.substance,))
        low = measured.low * shares[0] / _WHOLE
        held = low > limit.value or (self.or_equal and low == limit.value)
        return Outcome(True, values, evidence, (self.substance,), at_highest=not held, instead_of=limit.instead_of)

    def floor(self, figures: Figures) -> None:  # noqa: ARG002
        """Return None: the floor would be one of the plant, of which the share is not known."""
        return

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"intake", "limit", "share", "extract"})

    def needs(self) -> frozenset[str]:
        """Return the plant."""
        return frozenset((self.plant,))

    def problems(self, known: Known) -> Problems:
        """Return unknown nutrients and a limit that does not fit the substance."""
        return [
            *check_nutrient("plant", self.plant, known),
            *check_nutrient("substance", self.substance, known),
            *check_limit("limit", self.limit, self.substance, known),
        ]


def _share(facts: Facts, reading: Reading, substance: str) -> Decimal | None:
    """Return the one share of a substance printed beside a row, in per cent."""
    start, end = reading.place.span
    text = facts.label.printed[start : max(end, start + _REACH)]
    stop = text.find("\n\n")
    text = text if stop < 0 else text[:stop]
    named = [w for w in facts.knowledge.lexicon.find(text) if w.meanings.get("nutrient") == substance]
    found = set()
    for share in _SHARE.finditer(text):
        if any(0 <= w.start - share.end() <= _BESIDE or 0 <= share.start() - w.end <= _BESIDE for w in named):
            found.add(Decimal(share[1].replace(",", ".")))
    return found.pop() if len(found) == 1 and max(found) <= _WHOLE else None
