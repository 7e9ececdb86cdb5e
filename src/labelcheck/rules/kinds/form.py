"""Which chemical form a nutrient is in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelcheck.model import Evidence, Place
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Name, Outcome, Quantity, unknown
from labelcheck.rules.parameters import Kind, Problems, check_forms, check_nutrient
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Kind):
    """The nutrient is declared in one of ``forms``.

    ``which``: "any" of its forms; the "main" one, which is the only form, or all of them when all are in
    ``forms``, and not to be told of a blend without a split; "first" of several in the ingredient list; "later"
    there than another, of which the list does not tell the split. Offers ``form``, and where it is "later" ``share``:
    the most of the nutrient that it can give where nothing before it weighs less.
    """

    kind: Literal["form"] = "form"
    nutrient: str
    forms: tuple[str, ...]
    which: Literal["any", "main", "first", "later"] = "any"

    def judge(self, facts: Facts) -> Outcome:
        """Return whether the form is one of those asked for."""
        if not facts.declared(self.nutrient):
            return NO
        named = facts.forms(self.nutrient)
        fitting = tuple(f for f in named if f in self.forms)
        if not fitting:
            return NO
        if self.which == "main" and len(fitting) < len(named):
            return unknown("form", nutrients=(self.nutrient,), values={"form": Name("form", fitting)})
        if self.which == "later":
            return self._later(facts)
        if self.which == "first":
            listed = [i.form for i in facts.sources_of(self.nutrient)]
            if len(set(listed)) < 2 or listed[0] not in self.forms:
                return NO
            fitting = (str(listed[0]),)
        evidence = Evidence(" + ".join(named), _place(facts, self.nutrient, fitting[0]))
        return Outcome(True, {"form": Name("form", fitting)}, (evidence,), (self.nutrient,))

    def _later(self, facts: Facts) -> Outcome:
        listed = tuple(dict.fromkeys(str(i.form) for i in facts.sources_of(self.nutrient)))
        rows = facts.readings[self.nutrient]
        at = next((n for n, form in enumerate(listed) if form in self.forms), 0)
        if at == 0 or any(r.role != "nutrient" for r in rows):
            return NO
        fractions = [facts.knowledge.forms[form].fraction for form in listed[: at + 1]]
        known = [f for f in fractions if f is not None]
        if len(known) < len(fractions):
            return NO
        most = known[-1][1] / (known[-1][1] + sum((f[0] for f in known[:-1]), Decimal(0))) * 100
        share = Quantity(Decimal(round(most)), "%")
        evidence = Evidence(" + ".join(listed), _place(facts, self.nutrient, listed[at]))
        values = {"form": Name("form", (listed[at],)), "share": share}
        return Outcome(True, values, (evidence,), (self.nutrient,))

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"form", "share"} if self.which == "later" else {"form"})

    def needs(self) -> frozenset[str]:
        """Return the nutrient."""
        return frozenset((self.nutrient,))

    def problems(self, known: Known) -> Problems:
        """Return unknown ids."""
        return [*check_nutrient("nutrient", self.nutrient, known), *check_forms("forms", self.forms, known)]


def _place(facts: Facts, nutrient: str, form: str) -> Place | None:
    found = next((i.place for i in facts.label.ingredients if i.form == form), None)
    return found or facts.place_of(nutrient)
