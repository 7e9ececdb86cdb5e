"""More of an element than the named compound can hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.measure import plain
from labelcheck.rules.outcome import NO, Name, Outcome, Quantity
from labelcheck.rules.parameters import Kind, Problems, check_forms, check_number, check_nutrient
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementShare(Kind):
    """A compound of ``forms`` and the element in it are both printed, and the share is above what the formula gives.

    ``beyond``: by how much, as a share of it ("0.15"). Offers ``form``, ``share`` and ``possible`` (per cent).
    """

    kind: Literal["element-share"] = "element-share"
    nutrient: str
    forms: tuple[str, ...]
    beyond: str = "0.15"

    def judge(self, facts: Facts) -> Outcome:
        """Return whether a printed element outweighs its compound's share."""
        rows = facts.readings.get(self.nutrient, ())
        compounds = Counter(r.basis for r in rows if r.role == "compound")
        for compound in rows:
            if compounds[compound.basis] != 1:
                continue  # what several compounds hold together is no share of one
            if compound.role != "compound" or not compound.forms or compound.forms[0] not in self.forms:
                continue
            fraction = facts.knowledge.forms[compound.forms[0]].fraction
            weight = facts.in_own_unit(compound)
            if fraction is None or not weight or len(set(compound.forms)) > 1:
                continue
            for element in rows:
                amount = facts.in_own_unit(element)
                if element.role == "compound" or element.basis != compound.basis or amount is None:
                    continue
                if amount / weight > fraction[1] * (1 + Decimal(self.beyond)):
                    share, possible = amount / weight * 100, fraction[1] * 100
                    values = {
                        "form": Name("form", compound.forms[:1]),
                        "share": Quantity(round(share, 1), "%"),
                        "possible": Quantity(round(possible, 1), "%"),
                    }
                    text = f"{plain(amount)} mg / {plain(weight)} mg = {plain(round(share, 1))} % > {plain(round(possible, 1))} %"
                    return Outcome(True, values, (Evidence(text, element.place),), (self.nutrient,))
        return NO

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"form", "share", "possible"})

    def needs(self) -> frozenset[str]:
        """Return the nutrient."""
        return frozenset((self.nutrient,))

    def problems(self, known: Known) -> Problems:
        """Return unknown ids and a share that is no number."""
        return [
            *check_nutrient("nutrient", self.nutrient, known),
            *check_forms("forms", self.forms, known),
            *check_number("beyond", self.beyond),
        ]
