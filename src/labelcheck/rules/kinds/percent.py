"""The label's percentages against its amounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from labelcheck.model import Evidence, Reading
from labelcheck.rules.facts import NRV, Facts
from labelcheck.rules.measure import plain
from labelcheck.rules.outcome import NO, Name, Outcome, Quantity
from labelcheck.rules.parameters import Kind


class _Row(NamedTuple):
    reading: Reading
    expected: Decimal
    printed: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Percent(Kind):
    """A percentage that does not follow from its amount and the EU's reference value, by ``test``.

    "mismatch": it differs by more than rounding; "gross": by more than the EU's analytic tolerances; "on-compound":
    it counts the whole compound; "missing": a vitamin or mineral with a reference value has none; "no-reference":
    there is one for a nutrient that has no reference value. Offers ``nutrient``, ``amount``, ``printed``,
    ``expected``; for "missing" and "no-reference" ``nutrient`` may be several.
    """

    kind: Literal["percent"] = "percent"
    test: Literal["mismatch", "gross", "on-compound", "missing", "no-reference"]

    def judge(self, facts: Facts) -> Outcome:
        """Return whether a row fails the test; the first one that does is shown."""
        if self.test in ("missing", "no-reference"):
            return self._listed(facts)
        if self.test == "on-compound":
            rows = [r for r in facts.label.readings if "percent-counts-compound" in r.notes]
            return _compound(facts, rows[0]) if rows else NO
        for row in _disagreeing(facts):
            if self.test == "mismatch" or facts.grossly_off(row.reading):
                return _outcome(row)
        return NO

    def _listed(self, facts: Facts) -> Outcome:
        values = facts.knowledge.references[NRV].groups[0].values
        nutrients = facts.knowledge.nutrients
        missing = self.test == "missing"
        found: dict[str, Reading] = {}
        for nutrient, rows in facts.readings.items():
            if (nutrient in values) is not missing or nutrients[nutrient].kind not in facts.knowledge.tolerances:
                continue
            printed = next((r for r in rows if r.percent is not None), None)
            counted = next((r for r in rows if r.role == "nutrient"), None) if missing else None
            if missing and counted is not None and printed is None:
                found[nutrient] = counted
            if not missing and printed is not None:
                found[nutrient] = printed
        if not found:
            return NO
        evidence = tuple(Evidence(r.name, r.place) for r in found.values())
        absent = self.test == "missing" and facts.in_fields
        return Outcome(True, {"nutrient": Name("nutrient", tuple(found))}, evidence, tuple(found), absent=absent)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        if self.test in ("missing", "no-reference"):
            return frozenset({"nutrient"})
        return frozenset({"nutrient", "amount", "printed", "form" if self.test == "on-compound" else "expected"})


def _disagreeing(facts: Facts) -> Iterator[_Row]:
    values = facts.knowledge.references[NRV].groups[0].values
    for reading in facts.label.readings:
        if "percent-disagrees" not in reading.notes or reading.nutrient not in values or reading.percent is None:
            continue
        amount = facts.in_own_unit(reading)
        if amount is not None and reading.percent.value and reading.nutrient is not None:
            yield _Row(reading, amount / values[reading.nutrient] * 100, reading.percent.value)


def _outcome(row: _Row) -> Outcome:
    amount = row.reading.amount
    shown = f"{plain(amount.value)} {amount.unit}" if amount else ""
    expected = _whole(row.expected)
    return Outcome(
        True,
        {
            "nutrient": Name("nutrient", (str(row.reading.nutrient),)),
            "amount": Quantity(amount.value, amount.unit) if amount else "",
            "printed": Quantity(row.printed, "%"),
            "expected": Quantity(expected, "%"),
        },
        (Evidence(f"{shown} = {plain(expected)} % ≠ {plain(row.printed)} %", row.reading.place),),
        (str(row.reading.nutrient),),
    )


def _compound(facts: Facts, reading: Reading) -> Outcome:
    fractions = [f for f in (facts.knowledge.forms[i].fraction for i in reading.forms) if f]
    amount = reading.amount
    nutrient = str(reading.nutrient)
    if amount is None or reading.percent is None:
        return NO
    values: dict[str, object] = {
        "nutrient": Name("nutrient", (nutrient,)),
        "form": Name("form", reading.forms[:1]),
        "amount": Quantity(amount.value, amount.unit),
        "printed": Quantity(reading.percent.value, "%"),
    }
    if fractions:
        low, high = min(f[0] for f in fractions), max(f[1] for f in fractions)
        values["lowest"] = Quantity(amount.value * low, amount.unit, estimated=True)
        values["highest"] = Quantity(amount.value * high, amount.unit, estimated=True)
    text = f"{plain(amount.value)} {amount.unit} ↔ {plain(reading.percent.value)} %"
    return Outcome(True, values, (Evidence(text, reading.place),), (nutrient,))


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1) if value >= 10 else Decimal("0.1"), ROUND_HALF_UP)
