"""How large a share of reference values the amount per day is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import ReferenceLimit
from labelcheck.rules.measure import measure, plain
from labelcheck.rules.outcome import NO, Outcome, Quantity, unknown
from labelcheck.rules.parameters import Kind, Problems, check_nutrient, check_tables
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceShare(Kind):
    """The nutrient has an amount per day; it is told against each of ``references``.

    Offers ``intake``, and for the first, second, … table ``percent_1``, ``times_1``, ``limit_1``, ``authority_1``.
    Where a table tells the sexes apart and the sex is not told, ``limit_1`` is the lower figure and ``limit_1_high``
    the higher; ``percent_1_low`` then is the share of the higher.
    """

    kind: Literal["reference-share"] = "reference-share"
    nutrient: str
    references: tuple[str, ...]

    def sure(self, facts: Facts) -> Outcome:
        """Return no of a doubtful amount, before its shares are worked out."""
        measured = measure(facts, self.nutrient)
        if isinstance(measured, Outcome) or measured.of is not None or measured.doubtful:
            return NO
        return self.judge(facts)

    def judge(self, facts: Facts) -> Outcome:
        """Return the shares, where the amount is known."""
        measured = measure(facts, self.nutrient)
        if isinstance(measured, Outcome):
            return measured
        if measured.of is not None:
            return unknown(facts.missing, nutrients=(self.nutrient,))
        if not measured.high:
            return NO
        values: dict[str, object] = {"intake": measured.shown}
        texts = []
        for number, reference in enumerate(self.references, 1):
            limit = ReferenceLimit(reference=reference)
            low = facts.figures[limit, self.nutrient]
            high = facts.figures.highest[limit, self.nutrient]
            if low is None or high is None or low.table is None:
                return NO
            values |= {
                f"limit_{number}": Quantity(low.value, low.unit),
                f"limit_{number}_high": Quantity(high.value, high.unit),
                f"percent_{number}": Quantity(Decimal(round(measured.high / low.value * 100)), "%"),
                f"percent_{number}_low": Quantity(Decimal(round(measured.high / high.value * 100)), "%"),
                f"times_{number}": Quantity(round(measured.high / low.value, 1), ""),
                f"authority_{number}": low.table.publisher,
            }
            texts.append(
                f"{plain(measured.high)} / {plain(low.value)} {low.unit} = {round(measured.high / low.value * 100)} %"
            )
        more = {"values": values, "evidence": tuple(Evidence(t, facts.place_of(self.nutrient)) for t in texts)}
        if measured.doubtful:
            return unknown("reading", nutrients=(self.nutrient,), **more)
        return Outcome(True, nutrients=(self.nutrient,), **more)  # type: ignore[arg-type]

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together: it can."""
        return True

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        numbered = ("limit_{}", "limit_{}_high", "percent_{}", "percent_{}_low", "times_{}", "authority_{}")
        shown = (name.format(n + 1) for n in range(len(self.references)) for name in numbered)
        return frozenset({"intake", *shown})

    def needs(self) -> frozenset[str]:
        """Return the nutrient."""
        return frozenset((self.nutrient,))

    def problems(self, known: Known) -> Problems:
        """Return unknown ids."""
        return [*check_nutrient("nutrient", self.nutrient, known), *check_tables("references", self.references, known)]
