"""The label's directions in the reader's words: a line for each group, and which of them is counted."""

from decimal import Decimal
from typing import Final, NamedTuple

from labelcheck.knowledge.printing import DOSE_FORMS, OutputLanguage, dose_form_text, number_text, rounded
from labelcheck.model import Bounds, Dosage, Dose, ForWhom, Label, Timing

_MONTHS: Final = 12
_GROWN: Final = Decimal(18)
_SENIOR: Final = Decimal(65)

_WORDS: Final[dict[OutputLanguage, dict[str, str]]] = {
    "sv": {
        "adults": "Vuxna", "children": "Barn", "seniors": "Äldre", "female": "Kvinnor", "male": "Män", "girls": "Flickor",
        "boys": "Pojkar", "pregnant": "Gravida", "lactating": "Ammande", "awaiting": "Gravida och ammande",
        "training": "Träningsdagar", "rest": "Vilodagar", "athlete": "Idrottare",
        "from": "från {low}", "under": "till {high}", "between": "{low}–{high}", "years": "{age} år", "months": "{age} månader",
        "kg": "{weight} kg", "also": "och {dose}", "then": "därefter {dose}", "up-to": "kan höjas till {dose}",
        "no_time": "{dose} (hur ofta sägs inte)", "per_kg": "{dose} per {value} kg kroppsvikt", "per_h": "{dose} per timme",
        "daily": "om dagen", "once": "en gång", "times": "{times} gånger", "h": "var {n}:e timme", "d": "var {n}:e dag", "wk": "var {n}:e vecka",
        "mo": "var {n}:e månad", "a": "var {n}:e år", "1 h": "varje timme", "2 d": "varannan dag", "2 wk": "varannan vecka",
        "2 mo": "varannan månad", "2 h": "varannan timme", "2 a": "vartannat år", "1 wk": "i veckan", "1 mo": "i månaden", "1 a": "om året",
        "mon": "mån", "tue": "tis", "wed": "ons", "thu": "tors", "fri": "fre", "sat": "lör", "sun": "sön",
        "morning": "på morgonen", "noon": "mitt på dagen", "afternoon": "på eftermiddagen", "evening": "på kvällen",
        "night": "till natten", "breakfast": "till frukost", "lunch": "till lunch", "dinner": "till middag", "meal": "till maten",
        "before-exercise": "före träning", "after-exercise": "efter träning", "and": " och ",
        "bounds": "i {time}", "one h": "en timme", "one d": "en dag", "one wk": "en vecka", "one mo": "en månad", "one a": "ett år",
        "bound h": "timmar", "bound d": "dagar", "bound wk": "veckor", "bound mo": "månader", "bound a": "år",
        "most": "högst {dose} om dagen", "as_needed": "vid behov", "unused": "”{text}” förstods inte",
        "counted": "räknas här",
    },
    "en": {
        "adults": "Adults", "children": "Children", "seniors": "Seniors", "female": "Women", "male": "Men", "girls": "Girls",
        "boys": "Boys", "pregnant": "Pregnant", "lactating": "Breastfeeding", "awaiting": "Pregnant or breastfeeding",
        "training": "Training days", "rest": "Rest days", "athlete": "Athletes",
        "from": "from {low}", "under": "up to {high}", "between": "{low}–{high}", "years": "{age} years", "months": "{age} months",
        "kg": "{weight} kg", "also": "and {dose}", "then": "then {dose}", "up-to": "may be raised to {dose}",
        "no_time": "{dose} (how often is not told)", "per_kg": "{dose} per {value} kg of body weight", "per_h": "{dose} per hour",
        "daily": "a day", "once": "once", "times": "{times} times", "h": "every {n} hours", "d": "every {n} days", "wk": "every {n} weeks",
        "mo": "every {n} months", "a": "every {n} years", "1 h": "every hour", "2 d": "every other day", "2 wk": "every other week",
        "2 mo": "every other month", "2 h": "every other hour", "2 a": "every other year", "1 wk": "a week", "1 mo": "a month", "1 a": "a year",
        "mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun",
        "morning": "in the morning", "noon": "at midday", "afternoon": "in the afternoon", "evening": "in the evening",
        "night": "at bedtime", "breakfast": "with breakfast", "lunch": "with lunch", "dinner": "with dinner", "meal": "with food",
        "before-exercise": "before exercise", "after-exercise": "after exercise", "and": " and ",
        "bounds": "for {time}", "one h": "an hour", "one d": "a day", "one wk": "a week", "one mo": "a month", "one a": "a year",
        "bound h": "hours", "bound d": "days", "bound wk": "weeks", "bound mo": "months", "bound a": "years",
        "most": "at most {dose} a day", "as_needed": "when needed", "unused": "“{text}” was not understood",
        "counted": "counted here",
    },
}  # fmt: skip
_MOST_DAYS: Final = 5
"""Weekdays that are named; with more, how many times a week says it."""
_UNSLOTTED: Final = frozenset({"meal", "before-exercise", "after-exercise"})
"""Times that do not tell how many a day they are."""


class DosageLine(NamedTuple):
    """A group's dose in words; ``counted`` where it is the one that the amounts per day are made of."""

    text: str
    counted: bool


def dosage_lines(label: Label, language: OutputLanguage) -> list[DosageLine]:
    """Return the groups' lines where the label has several, in its order; nothing where one line tells all.

    What is added, raised to or taken later stands on the line of the dose that it belongs to.
    """
    lines: list[tuple[Dosage, list[Dosage]]] = []
    for dosage in label.dosages:
        if lines and dosage.relation in ("also", "then", "up-to"):
            lines[-1][1].append(dosage)
        else:
            lines.append((dosage, []))
    if len(label.dosages) < 2 or label.daily_dose is None:
        return []
    counted = set(label.daily_dose.dosages)
    return [
        DosageLine(_line(first, more, language), first.sequence in counted or any(m.sequence in counted for m in more))
        for first, more in lines
    ]


def counted_text(language: OutputLanguage) -> str:
    """Return what marks the line that is counted."""
    return _WORDS[language]["counted"]


def _line(first: Dosage, more: list[Dosage], language: OutputLanguage) -> str:
    words, whom = _WORDS[language], whom_text(first.whom, language)
    parts = [dosage_text(first, language)]
    parts += [words[str(m.relation)].format(dose=dosage_text(m, language)) for m in more]
    told = ", ".join(parts)
    unused = list(dict.fromkeys(u.text for d in (first, *more) for u in d.unused))
    if unused:
        told += f" ({'; '.join(words['unused'].format(text=u) for u in unused)})"
    return f"{whom}: {told}" if whom else told


def whom_text(whom: ForWhom, language: OutputLanguage) -> str:
    """Return a group in words: "Barn 4–10 år", "Kvinnor från 50 år"; nothing for everybody."""
    words = _WORDS[language]
    named, age = _grown(whom, words), _age_text(whom.age, words, language)
    told = [named] if named else []
    if whom.pregnant or whom.lactating:
        key = "awaiting" if whom.pregnant and whom.lactating else "pregnant" if whom.pregnant else "lactating"
        told = [words[key]]
    text = " ".join([*told, age] if age else told)
    extra = [_bounds_text(whom.weight_kg, words, "kg", language)] if whom.weight_kg is not None else []
    extra += [words[whom.activity]] if whom.activity is not None else []
    text = ", ".join([text, *extra] if text else extra)
    return text[:1].upper() + text[1:]


def _grown(whom: ForWhom, words: dict[str, str]) -> str:
    """Return what people of an age and sex are called."""
    high = whom.age.high if whom.age is not None else None
    child = high is not None and (whom.age is None or whom.age.unit == "mo" or high <= _GROWN)
    if whom.sex is not None:
        return words[("girls" if whom.sex == "female" else "boys") if child else whom.sex]
    if child:
        return words["children"]
    if whom.age is not None and whom.age == Bounds(_GROWN, None, "a"):
        return words["adults"]
    return words["seniors"] if whom.age is not None and whom.age == Bounds(_SENIOR, None, "a") else ""


def _age_text(age: Bounds | None, words: dict[str, str], language: OutputLanguage) -> str:
    if age is None or (age.unit == "a" and age in (Bounds(_GROWN, None, "a"), Bounds(None, _GROWN, "a"))):
        return ""
    low, high = (number_text(rounded(b or Decimal(0)), language) for b in (age.low, age.high))
    unit = words["months" if age.unit == "mo" else "years"]
    grown = _GROWN if age.unit == "a" else _GROWN * _MONTHS
    if age.high == grown and age.low is not None:
        return words["from"].format(low=unit.format(age=low))
    if age.low is not None and age.high is not None:
        ages = low if age.low == age.high else f"{low}–{high}"
        return unit.format(age=ages)
    if age.low is not None:
        return words["from"].format(low=unit.format(age=low))
    return words["under"].format(high=unit.format(age=high))


def _bounds_text(bounds: Bounds, words: dict[str, str], unit: str, language: OutputLanguage) -> str:
    low, high = (None if b is None else number_text(rounded(b), language) for b in (bounds.low, bounds.high))
    if low is not None and high is not None:
        return words[unit].format(weight=low if low == high else words["between"].format(low=low, high=high))
    key, value = ("from", low) if low is not None else ("under", high)
    return words[key].format(low=words[unit].format(weight=value), high=words[unit].format(weight=value))


def _plain(value: Decimal) -> str:
    return f"{rounded(value):f}"


def dosage_text(dosage: Dosage, language: OutputLanguage) -> str:
    """Return how much and how often in words: "1 tablett 2 gånger om dagen", without for whom."""
    words, timing, dose = _WORDS[language], dosage.timing, _dose(dosage.dose, language)
    if dosage.dose.per is not None:
        key = "per_kg" if dosage.dose.per.unit == "kg" else "per_h"
        dose = words[key].format(dose=dose, value=number_text(rounded(dosage.dose.per.value), language))
    told = [dose]
    often = _often(timing, words)
    if often:
        told.append(often)
    elif timing.frequency is None and not dosage.as_needed and dosage.dose.per is None and not timing.when:
        told = [words["no_time"].format(dose=dose)]
    if timing.day_of_week and len(timing.day_of_week) <= _MOST_DAYS:
        told.append(f"({', '.join(words[d] for d in timing.day_of_week)})")
    if timing.when:
        told.append(words["and"].join(words[w] for w in timing.when))
    if dosage.as_needed:
        told.append(words["as_needed"])
    text = " ".join(told)
    if timing.bounds is not None:
        unit = timing.bounds.unit
        several = f"{_plain(timing.bounds.value)} {words[f'bound {unit}']}"
        time = words[f"one {unit}"] if timing.bounds.value == 1 else several
        text += f" {words['bounds'].format(time=time)}"
    if dosage.max_per_day is not None:
        most = dose_form_text(dosage.max_per_day.value, dosage.max_per_day.of, language)
        text += f", {words['most'].format(dose=most)}"
    return text


def _dose(dose: Dose, language: OutputLanguage) -> str:
    if dose.low == dose.high:
        return dose_form_text(dose.high, dose.of, language)
    low, high = (number_text(rounded(v), language) for v in (dose.low, dose.high))
    one, many = DOSE_FORMS[language].get(dose.of, (dose.of, dose.of))
    return f"{low}–{high} {one if dose.high <= 1 else many}"


def _often(timing: Timing, words: dict[str, str]) -> str:
    """Return "2 gånger om dagen", "varannan vecka"; nothing where the times of the day by name tell it."""
    if timing.frequency is None:
        return ""
    slots = sum(w not in _UNSLOTTED for w in timing.when)
    daily = timing.period == timing.period_max == 1 and timing.period_unit == "d"
    if daily and slots and timing.frequency == timing.frequency_max == slots:
        return ""
    every = _every(timing, words)
    most = timing.frequency_max or timing.frequency
    times = str(timing.frequency) if timing.frequency == most else f"{timing.frequency}–{most}"
    if most == 1:
        often = words["once"] if timing.times_told and daily and not timing.when else ""
    else:
        often = words["times"].format(times=times)
    return f"{often} {every}".strip()


def _every(timing: Timing, words: dict[str, str]) -> str:
    low, high, unit = timing.period, timing.period_max, timing.period_unit
    if low == high == 1 and unit == "d":
        return words["daily"]
    known = words.get(f"{_plain(low)} {unit}") if low == high else None
    return known or words[unit].format(n=_plain(low) if low == high else f"{_plain(low)}–{_plain(high)}")
