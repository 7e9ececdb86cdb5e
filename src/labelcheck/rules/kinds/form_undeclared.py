"""A mineral whose salt the label does not name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Name, Outcome, unknown
from labelcheck.rules.parameters import Kind, Problems, check_nutrient
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class FormUndeclared(Kind):
    """The nutrient is declared, and no form of it is named.

    ``named``: "nothing": neither panel nor ingredient list names a form, and there is an ingredient list;
    "trade-name": only a trade name is given; "additive": the nutrient is not declared at all and stands among the
    ingredients only as an additive. Offers ``form`` for the last two.
    """

    kind: Literal["form-undeclared"] = "form-undeclared"
    nutrient: str
    named: Literal["nothing", "trade-name", "additive"] = "nothing"

    def judge(self, facts: Facts) -> Outcome:
        """Return whether the form is missing in that way."""
        if self.named == "additive":
            return self._additive(facts)
        if not facts.declared(self.nutrient):
            return NO
        forms = facts.forms(self.nutrient)
        known = facts.knowledge.forms
        evidence = (Evidence(facts.readings[self.nutrient][0].name, facts.place_of(self.nutrient)),)
        if self.named == "trade-name":
            if not forms or not all(known[f].trade_name for f in forms):
                return NO
            return Outcome(True, {"form": Name("form", forms)}, evidence, (self.nutrient,))
        if forms:
            return NO
        if not facts.label.ingredients:
            return unknown("form", nutrients=(self.nutrient,))
        return Outcome(True, {}, evidence, (self.nutrient,))

    def _additive(self, facts: Facts) -> Outcome:
        if facts.declared(self.nutrient) or facts.sources_of(self.nutrient):
            return NO
        forms = facts.knowledge.forms
        for i in facts.label.ingredients:
            if i.form in forms and forms[i.form].nutrient == self.nutrient and (forms[i.form].excipient or i.function):
                return Outcome(
                    True, {"form": Name("form", (str(i.form),))}, (Evidence(i.name, i.place),), (self.nutrient,)
                )
        return NO

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset() if self.named == "nothing" else frozenset({"form"})

    def needs(self) -> frozenset[str] | None:
        """Return the nutrient, where it must be declared."""
        return None if self.named == "additive" else frozenset((self.nutrient,))

    def problems(self, known: Known) -> Problems:
        """Return an unknown nutrient."""
        return check_nutrient("nutrient", self.nutrient, known)
