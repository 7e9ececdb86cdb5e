"""How much there is of one nutrient for each part of another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.measure import Measure, measure, plain
from labelcheck.rules.outcome import NO, Outcome, Quantity, unknown
from labelcheck.rules.parameters import Kind, Problems, check_number, check_nutrient
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(Kind):
    """``of`` divided by ``to``, both in milligrams, lies above ``above``, from ``at_least``, below ``below``, to ``at_most``.

    It is the same for any number of tablets, so it needs no daily dose. Offers ``ratio`` and both amounts by their ids.
    """

    kind: Literal["ratio"] = "ratio"
    of: str
    to: str
    above: str | None = None
    at_least: str | None = None
    below: str | None = None
    at_most: str | None = None

    def judge(self, facts: Facts) -> Outcome:
        """Return whether the ratio lies where asked."""
        top, bottom = measure(facts, self.of), measure(facts, self.to)
        if isinstance(top, Outcome) or isinstance(bottom, Outcome):
            both = [m for m in (top, bottom) if isinstance(m, Outcome)]
            return next((m for m in both if m.truth is False), both[0])
        if not bottom.high or top.of != bottom.of:
            return NO
        value = _milligrams(top) / _milligrams(bottom)
        inside = (
            (self.above is None or value > Decimal(self.above))
            and (self.at_least is None or value >= Decimal(self.at_least))
            and (self.below is None or value < Decimal(self.below))
            and (self.at_most is None or value <= Decimal(self.at_most))
        )
        if not inside:
            return NO
        sums = f"{plain(top.high)} {top.unit} / {plain(bottom.high)} {bottom.unit} = {round(value, 2)}"
        more = {
            "values": {"ratio": Quantity(round(value, 1), ""), self.of: top.shown, self.to: bottom.shown},
            "evidence": (Evidence(sums, facts.place_of(self.of)),),
            "nutrients": (self.of, self.to),
        }
        if top.doubtful or bottom.doubtful:
            return unknown("reading", **more)
        return Outcome(True, **more, hedged=top.hedged or bottom.hedged)  # type: ignore[arg-type]

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together: it can."""
        return True

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"ratio", self.of, self.to})

    def needs(self) -> frozenset[str]:
        """Return the nutrient divided."""
        return frozenset((self.of,))

    def problems(self, known: Known) -> Problems:
        """Return unknown nutrients, bounds that are no numbers, and a ratio without a bound."""
        bounds = {"above": self.above, "at_least": self.at_least, "below": self.below, "at_most": self.at_most}
        found = [*check_nutrient("of", self.of, known), *check_nutrient("to", self.to, known)]
        for key, value in bounds.items():
            found += check_number(key, value)
        if not any(bounds.values()):
            found.append((("kind",), f"a ratio needs one of {', '.join(bounds)}"))
        return found


def _milligrams(measured: Measure) -> Decimal:
    return measured.high / 1000 if measured.unit == "µg" else measured.high * (1000 if measured.unit == "g" else 1)
