"""Forms of nutrients that EU law does not list for supplements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Name, Outcome
from labelcheck.rules.parameters import Kind, Problems, check_nutrient
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class FormUnlisted(Kind):
    """A declared nutrient is in a form that Annex II of Directive 2002/46/EC does not list.

    Nutrients of ``except_nutrients`` are left to rules of their own. Offers ``form`` (all of them) and ``nutrient``.
    """

    kind: Literal["form-unlisted"] = "form-unlisted"
    except_nutrients: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there is such a form."""
        unlisted = facts.knowledge.unlisted_forms
        label = facts.label
        if all(i.form not in unlisted for i in label.ingredients) and all(
            unlisted.isdisjoint(r.forms) for r in label.readings
        ):
            return NO
        found = [
            (nutrient, form)
            for nutrient in facts.readings
            if nutrient not in self.except_nutrients
            for form in facts.forms(nutrient)
            if form in unlisted
        ]
        if not found:
            return NO
        nutrients = tuple(dict.fromkeys(n for n, _ in found))
        values = {"form": Name("form", tuple(f for _, f in found)), "nutrient": Name("nutrient", nutrients)}
        evidence = tuple(Evidence(" + ".join(facts.forms(n)), facts.place_of(n)) for n in nutrients)
        return Outcome(True, values, evidence, nutrients)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"form", "nutrient"})

    def problems(self, known: Known) -> Problems:
        """Return unknown nutrients."""
        return [p for n in self.except_nutrients for p in check_nutrient("except_nutrients", n, known)]
