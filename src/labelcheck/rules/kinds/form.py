"""Which chemical form a nutrient is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.model import Evidence, Place
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Name, Outcome, unknown
from labelcheck.rules.parameters import Kind, Problems, check_forms, check_nutrient
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Kind):
    """The nutrient is declared in one of ``forms``.

    ``which``: "any" of its forms; the "main" one, which is the only form, or all of them when all are in
    ``forms``, and not to be told of a blend without a split; "first" of several in the ingredient list.
    Offers ``form``.
    """

    kind: Literal["form"] = "form"
    nutrient: str
    forms: tuple[str, ...]
    which: Literal["any", "main", "first"] = "any"

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
        if self.which == "first":
            listed = [i.form for i in facts.sources_of(self.nutrient)]
            if len(set(listed)) < 2 or listed[0] not in self.forms:
                return NO
            fitting = (str(listed[0]),)
        evidence = Evidence(" + ".join(named), _place(facts, self.nutrient, fitting[0]))
        return Outcome(True, {"form": Name("form", fitting)}, (evidence,), (self.nutrient,))

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"form"})

    def needs(self) -> frozenset[str]:
        """Return the nutrient."""
        return frozenset((self.nutrient,))

    def problems(self, known: Known) -> Problems:
        """Return unknown ids."""
        return [*check_nutrient("nutrient", self.nutrient, known), *check_forms("forms", self.forms, known)]


def _place(facts: Facts, nutrient: str, form: str) -> Place | None:
    found = next((i.place for i in facts.label.ingredients if i.form == form), None)
    return found or facts.place_of(nutrient)
