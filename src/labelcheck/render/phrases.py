"""Phrases of the answers: a dose, an amount, a share, as people say them. What every format for people is made of."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from labelcheck.knowledge import load
from labelcheck.knowledge.levels import form_levels
from labelcheck.knowledge.printing import DOSE_FORMS, UNITS, OutputLanguage, number_text, quantity_text, rounded
from labelcheck.model import Amount, DailyDose, Finding, Intake, Label, Person, Reading
from labelcheck.render.wording import REFERENCES, TEXTS

NRV: Final = "eu-nrv-2011"
_SIGNS: Final = "=><≥≤≠↔"
"""One of them makes words arithmetic."""
_NAMED: Final = re.compile(r"(?<=[^\W\d] )(\(.*?\))(?= [+=><≥≤≠]|$)")
"""A product's or a table's name behind an amount: its figures stay as they are."""
_NUMBER: Final = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_UNIT: Final = re.compile(r"(?<=\d )[A-Za-zµ]+\b")


def dose_text(dose: DailyDose | None, language: OutputLanguage) -> str:
    """Return the daily dose in words, or that the label gives none."""
    texts = TEXTS[language]
    if dose is None:
        return texts["no_dose"]
    low, high = (number_text(v, language) for v in (dose.low, dose.high))
    if dose.interval_days > 1:
        every = texts.get(f"every_{dose.interval_days}") or texts["every"].format(days=dose.interval_days)
        units = dose.high * dose.interval_days
        whole = units.quantize(Decimal(1)) if abs(units - units.to_integral_value()) < Decimal("0.01") else units
        one, many = DOSE_FORMS[language].get(dose.of, (dose.of, dose.of))
        return f"{number_text(whole, language)} {one if whole <= 1 else many} {every}"
    count = low if dose.low == dose.high else f"{low}–{high}"
    one, many = DOSE_FORMS[language].get(dose.of, (dose.of, dose.of))
    return f"{count} {one if dose.high <= 1 else many} {texts['day']}"


def dose_line(label: Label, language: OutputLanguage) -> str:
    """Return the line that tells the dose; of a label that gives amounts per daily dose, that it does not say how much it is."""
    texts = TEXTS[language]
    if label.daily_dose is None:
        per_dose = any(r.basis is not None and r.basis.kind == "daily-dose" for r in label.readings)
        return texts["dose_not_counted" if per_dose else "no_dose"]
    return f"{texts['dose']}: {dose_text(label.daily_dose, language)}"


def served_text(label: Label, language: OutputLanguage) -> str:
    """Return what the label's amounts are for: "The label gives amounts per 2 capsules"; nothing where it does not tell."""
    texts = TEXTS[language]
    told = list(dict.fromkeys(per_text(r, language) for r in label.readings if r.basis is not None))
    shown = f"{texts['served']} {texts['and'].join(t for t in told if t)}" if any(told) else ""
    if label.servings_per_container is not None:
        packed = texts["container"].format(count=number_text(rounded(label.servings_per_container), language))
        shown = f"{shown} · {packed}" if shown else packed
    return shown


def per_text(reading: Reading, language: OutputLanguage) -> str:
    """Return what a reading's amount is for: "per 2 capsules", "per daily dose"; nothing where it is not told."""
    basis, texts = reading.basis, TEXTS[language]
    if basis is None:
        return ""
    if basis.kind in ("per-100-g", "per-100-ml"):
        return f"{texts['per']} 100 {'g' if basis.kind == 'per-100-g' else 'ml'}"
    if basis.of is not None and basis.quantity is not None:
        one, many = DOSE_FORMS[language].get(basis.of, (basis.of,) * 2)
        if basis.quantity == 1 and basis.of not in ("gram", "ml"):
            return f"{texts['per']} {one}"
        return f"{texts['per']} {number_text(basis.quantity, language)} {one if basis.quantity <= 1 else many}"
    return texts["per_dose"] if basis.kind == "daily-dose" else ""


def intake_text(intake: Intake, language: OutputLanguage) -> tuple[str, str, str]:
    """Return an intake's name, amount and share of the NRV."""
    knowledge = load()
    name = knowledge.names[language].get(intake.nutrient) or intake.nutrient
    estimated = "elemental-amount-estimated" in intake.notes
    amount = share_text(intake.low, intake.high, intake.unit, language, estimated=estimated)
    if intake.qualifier:
        amount = f"{amount} {intake.qualifier}"
    if estimated:
        amount = f"{TEXTS[language]['about']} {amount}"
    reference = knowledge.references[NRV].groups[0].values.get(intake.nutrient)
    share = ""
    if reference:
        shares = [number_text(_whole(v / reference * 100), language) for v in (intake.low, intake.high)]
        share = f"{shares[0]} %" if shares[0] == shares[1] else f"{shares[0]}–{shares[1]} %"
    return name[:1].upper() + name[1:], amount, share


def nrv_share(intake: Intake) -> Decimal | None:
    """Return the share of the NRV that the highest dose gives, 1 for all of it; None where there is no NRV."""
    reference = load().references[NRV].groups[0].values.get(intake.nutrient)
    return intake.high / reference if reference else None


def form_levels_text(intake: Intake, person: Person, market: str, language: OutputLanguage) -> str:
    """Return that the upper level depends on the form, and what each form's is; nothing where one level holds."""
    knowledge, texts = load(), TEXTS[language]
    levels = form_levels(intake, person, market, knowledge)
    told = [
        texts["upper_of_form"].format(
            level=quantity_text(rounded(level.value), level.unit, language), form=knowledge.form_names[language][form]
        )
        for form, level in levels.items()
    ]
    return (
        texts["upper_by_form"].format(nutrient=intake_text(intake, language)[0], levels=", ".join(told)) if told else ""
    )


def share_text(low: Decimal, high: Decimal, unit: str, language: OutputLanguage, *, estimated: bool = False) -> str:
    """Return an amount, or a range from ``low`` to ``high``."""
    ends = [quantity_text(rounded(v, estimated=estimated), unit, language) for v in (low, high)]
    return ends[0] if ends[0] == ends[1] else _range(*ends)


def _range(low: str, high: str) -> str:
    """Return "10–20 mg" for "10 mg" and "20 mg", and "1 million–2 billion CFU" as such."""
    first, _, unit = low.partition(" ")
    if high.partition(" ")[2] == unit:
        return f"{first}–{high}"
    counted, _, what = low.rpartition(" ")
    return f"{counted}–{high}" if " " in counted and high.rpartition(" ")[2] == what else f"{low}–{high}"


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def percent_text(reading: Reading, language: OutputLanguage) -> str:
    """Return a reading's percentage as printed."""
    return f"{number_text(reading.percent.value, language)} %" if reading.percent else ""


def basis_text(reading: Reading, language: OutputLanguage) -> str:
    """Return what a reading's amount is for: "2 capsules", or nothing where it is not told."""
    basis = reading.basis
    if basis is not None and basis.of is not None and basis.quantity is not None:
        one, many = DOSE_FORMS[language].get(basis.of, (basis.of,) * 2)
        return f"{number_text(basis.quantity, language)} {one if basis.quantity <= 1 else many}"
    return TEXTS[language]["day"] if basis is not None and basis.kind == "daily-dose" else ""


def amount_text(reading: Reading, language: OutputLanguage) -> str:
    """Return a reading's amounts as printed: "2,000 IU / 50 µg"."""
    return " / ".join(_printed(a, language) for a in (reading.amount, *reading.also) if a is not None)


def _printed(amount: Amount, language: OutputLanguage) -> str:
    shown = quantity_text(amount.value, amount.unit, language)
    if amount.high is not None:
        shown = _range(shown, quantity_text(amount.high, amount.unit, language))
    bound = f"{amount.bound} " if amount.bound else ""
    return f"{bound}{shown} {amount.qualifier or ''}".rstrip()


def reference_title(table: str, language: OutputLanguage) -> str:
    """Return what a table of reference values is called."""
    title = load().references[table].title
    return REFERENCES.get(table, title) if language == "sv" else title


def arithmetic_texts(finding: Finding, language: OutputLanguage) -> list[str]:
    """Return the arithmetic among a finding's evidence, its figures as the language prints them."""
    return [_arithmetic_text(e.text, language) for e in finding.evidence if is_arithmetic(e.text)]


def is_arithmetic(text: str) -> bool:
    """Tell whether a piece of evidence is arithmetic, not words of the label."""
    return any(c in text for c in _SIGNS)


def _arithmetic_text(text: str, language: OutputLanguage) -> str:
    for table in REFERENCES:
        text = text.replace(f"({load().references[table].title})", f"({reference_title(table, language)})")
    parts = _NAMED.split(text)
    parts[::2] = [figures_text(part, language) for part in parts[::2]]
    return "".join(parts)


def figures_text(text: str, language: OutputLanguage) -> str:
    """Return arithmetic with its figures and units as the language prints them."""
    text = _UNIT.sub(lambda m: UNITS[language].get(m[0], m[0]), text)
    return _NUMBER.sub(lambda m: number_text(Decimal(m[0]), language), text)
