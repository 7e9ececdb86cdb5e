"""What the rules may ask about a label, or about several products together: for whom, and on which market."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from labelcheck import model
from labelcheck.knowledge import load
from labelcheck.layout.clean import clean
from labelcheck.model import FLAGS, DailyDose, Intake, LabelText, Person, Place, Source, Span, check_flags, market_code
from labelcheck.nutrition.dosage import dose_for
from labelcheck.nutrition.intake import daily_intakes
from labelcheck.nutrition.stack import stack_intakes
from labelcheck.rules.audience import WHOSE, ages_of_children, audience, fitted
from labelcheck.rules.engine import RuleSet
from labelcheck.rules.facts import Facts, PerUnit

_ANYBODY: Final = Person()


def facts_of(label: model.Label, rules: RuleSet, *, person: Person, market: str) -> Facts:
    """Return what the rules may ask about a label, with the dose of whom it is judged for.

    Raises:
        UsageError: a flag that no rule asks about, or a market that is no country's code.

    """
    if person.flags:
        check_flags(person.flags, {*FLAGS, *rules.flags})
    whom = audience(label, person)
    label = _for(label, whom.person)
    intakes = _intakes(label, label.daily_dose)
    return Facts(
        label,
        _text(label),
        intakes,
        lambda: _per_unit(label, intakes),
        person=whom.person,
        market=market_code(market),
        knowledge=load(),
        vocabulary=rules.vocabulary,
        assumed=whom.source,
        children=lambda: _children(label, whom.person),
    )


def facts_of_stack(labels: Sequence[model.Label], rules: RuleSet, *, person: Person, market: str) -> Facts:
    """Return what the rules may ask about products taken together: the sums of several, or one label."""
    if len(labels) == 1:
        return facts_of(labels[0], rules, person=person, market=market)
    sums = stack_intakes([(label, _intakes(label, _for(label, person).daily_dose)) for label in labels])
    whole = model.Label(
        Source("stack", "text", hashlib.sha256("".join(x.source.sha256 for x in labels).encode()).hexdigest()),
        "",
        tuple(dict.fromkeys(c for x in labels for c in x.languages)),
        None, None, None, (), None,
        tuple(r for x in labels for r in x.readings),
        (), (),
    )  # fmt: skip
    return Facts(
        whole,
        clean(""),
        (s.intake for s in sums),
        lambda: None,
        person=person,
        market=market_code(market),
        knowledge=load(),
        vocabulary=rules.vocabulary,
        shares={s.intake.nutrient: s.shares for s in sums},
        products=len(labels),
        largest={s.intake.nutrient: max(p.high for p in s.shares if p.high is not None) for s in sums},
    )


def _for(label: model.Label, person: Person) -> model.Label:
    """Return the label with the person's own daily dose; an amount read from a file's columns stays as it is."""
    # the dose that a label is read with is that of a person of whom nothing is told
    others = label.dosages and person != _ANYBODY
    dose = fitted(dose_for(label.dosages, person) if others else label.daily_dose, label, person)
    return label if dose == label.daily_dose else replace(label, daily_dose=dose)


def _children(label: model.Label, judged: Person) -> tuple[tuple[int, tuple[Intake, ...]], ...]:
    """Return what children of each group that the label names take a day, but for those of the age it is judged for."""
    ages = [a for a in ages_of_children(label) if a != judged.age]
    doses = [(age, dose_for(label.dosages, Person(age=age))) for age in ages]
    return tuple((age, _intakes(label, dose)) for age, dose in doses if dose is not None)


def _text(label: model.Label) -> LabelText:
    text = clean(label.printed)
    return replace(text, pieces=label.pieces) if label.pieces else text


def _intakes(label: model.Label, dose: DailyDose | None) -> tuple[Intake, ...]:
    if dose is not None and WHOSE & set(dose.notes):
        dose = replace(dose, notes=tuple(n for n in dose.notes if n not in WHOSE))
    return daily_intakes(label.readings, dose, label.sizes, load())


def _per_unit(label: model.Label, intakes: tuple[Intake, ...]) -> PerUnit | None:
    """Return what one unit a day would give: of what the label's amounts are for, where its dose is not of that."""
    told = label.daily_dose is not None
    given = {i.nutrient for i in intakes} if told else set()
    for reading in label.readings:
        basis = reading.basis
        if basis is None or reading.nutrient is None or reading.nutrient in given:
            continue
        of = "serving" if basis.of is None and basis.kind == "serving" else basis.of
        if of is not None and (told or of not in ("gram", "ml")):
            one = DailyDose(Decimal(1), Decimal(1), of, "", Place(1, Span(0, 0)))
            return PerUnit(of, {i.nutrient: i for i in _intakes(label, one)})
    return None
