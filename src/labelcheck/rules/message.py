"""A rule's message with its figures, in each language that answers are given in."""

from __future__ import annotations

import string
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from labelcheck.knowledge import Knowledge
from labelcheck.knowledge.printing import (
    OUTPUT_LANGUAGES,
    OutputLanguage,
    dose_form_text,
    number_text,
    quantity_text,
    rounded,
)
from labelcheck.model import DailyDose
from labelcheck.rules.outcome import Name, Outcome, Quantity
from labelcheck.rules.rule import Text

_HIGHEST: Final = {
    "sv": " Det gäller vid den högsta dosen på etiketten, {dose} om dagen, men inte vid den lägsta.",
    "en": " This holds at the label's highest dose, {dose} a day, but not at its lowest.",
}
_INSTEAD: Final = {
    "pregnant": {
        "sv": " För gravida finns ingen egen nivå; den här är satt för andra vuxna.",
        "en": " There is no level for pregnant women; this one is for other adults.",
    },
    "lactating": {
        "sv": " För ammande finns ingen egen nivå; den här är satt för andra vuxna.",
        "en": " There is no level for breastfeeding women; this one is for other adults.",
    },
    "child": {
        "sv": " För den åldern finns ingen egen nivå; den här är satt för vuxna.",
        "en": " There is no level for that age; this one is for adults.",
    },
}
_DOUBTFUL: Final = {
    "sv": "Osäker avläsning, jämför med etiketten: ",
    "en": "Uncertain reading, compare with the label: ",
}
_MISSING: Final = {
    "daily-dose": {
        "sv": "{title}: går inte att avgöra, eftersom etiketten inte anger någon dagsdos.",
        "en": "{title}: cannot be told, as the label gives no daily dose.",
    },
    "dose-unit": {
        "sv": "{title}: går inte att avgöra, eftersom etiketten inte anger hur dosen räknas om till det som mängderna gäller.",
        "en": "{title}: cannot be told, as the label does not say how much of what its amounts are for the dose is.",
    },
    "language": {
        "sv": "{title}: går inte att avgöra, eftersom etikettens språk inte kan läsas här.",
        "en": "{title}: cannot be told, as the label's language is not read here.",
    },
    "form": {
        "sv": "{title}: går inte att avgöra, eftersom etiketten inte anger hur mycket som är av vilken form.",
        "en": "{title}: cannot be told, as the label does not say how much is of which form.",
    },
    "split": {
        "sv": "{title}: går inte att avgöra, eftersom etiketten inte anger hur dosen delas upp under dagen.",
        "en": "{title}: cannot be told, as the label does not say how the dose is split over the day.",
    },
    "ingredients": {
        "sv": "{title}: går inte att avgöra, eftersom ingen ingrediensförteckning hittades.",
        "en": "{title}: cannot be told, as no ingredient list was found.",
    },
    "amount": {
        "sv": "{title}: går inte att avgöra, eftersom mängden per dag inte kan räknas ut.",
        "en": "{title}: cannot be told, as the amount per day cannot be worked out.",
    },
}
OTHER_SIDE: Final = "other-side"
"""What would settle it is the rest of a label of which a part is seen."""
_UNSEEN: Final = {
    "image": {
        "sv": "Syns inte på bilden: {what}. Fotografera även de andra sidorna.",
        "en": "Not seen in this picture: {what}. Photograph the other sides as well.",
    },
    "pdf": {
        "sv": "Syns inte i filen: {what}. Titta på resten av etiketten.",
        "en": "Not seen in this file: {what}. Look at the rest of the label.",
    },
    "text": {
        "sv": "Framgår inte av uppgifterna: {what}. Se efter på etiketten.",
        "en": "Not told by what was given: {what}. Look at the label.",
    },
}
_INTERACTION: Final = {
    "major": {"sv": "Samverkan: allvarlig.", "en": "Interaction: major."},
    "moderate": {"sv": "Samverkan: måttlig.", "en": "Interaction: moderate."},
    "minor": {"sv": "Samverkan: lindrig.", "en": "Interaction: minor."},
}
_FROM: Final = {
    "sv": " Det blir fallet vid mer än {count} om dagen.",
    "en": " It would be the case above {count} a day.",
}
_FROM_ONE: Final = {
    "sv": " Det blir fallet redan vid {count} om dagen.",
    "en": " It would be the case already at {count} a day.",
}
_AND: Final = {"sv": "och", "en": "and"}


class _Parts(string.Formatter):
    """Gives the names in a template."""


@lru_cache(maxsize=4096)
def placeholders(template: str) -> frozenset[str]:
    """Return the names that a template has in braces.

    Raises:
        ValueError: a brace without its partner, or more than a name inside: nobody pads or converts figures here.

    """
    names = set()
    for _, name, form, conversion in _Parts().parse(template):
        if form or conversion:
            raise ValueError(f"only a name may stand in braces, as {{{name}}}")
        if name is not None:
            names.add(name)
    return frozenset(names)


def rated(message: Text, interaction: str | None) -> Text:
    """Return a message that ends with how grave an interaction it tells of."""
    if interaction is None:
        return message
    return {c: f"{text} {_INTERACTION[interaction][c]}" for c, text in message.items()}


def messages(
    outcome: Outcome, message: Text, title: Text, dose: DailyDose | None, knowledge: Knowledge
) -> dict[str, str]:
    """Return the message of an outcome per language, with what makes it uncertain."""
    if outcome.truth and not (outcome.hedged or outcome.instead_of or outcome.at_highest or outcome.values):
        return {c: message[c] for c in OUTPUT_LANGUAGES}
    return {c: _message(outcome, message[c], title[c], dose, knowledge, c) for c in OUTPUT_LANGUAGES}


def unseen(what: Text, kind: str) -> dict[str, str]:
    """Return that something is not seen in what shows a part of a label: a picture, a PDF, fields of a catalogue."""
    return {c: _UNSEEN[kind][c].format(what=what[c][:1].lower() + what[c][1:]) for c in OUTPUT_LANGUAGES}


def _message(
    outcome: Outcome, template: str, title: str, dose: DailyDose | None, knowledge: Knowledge, language: OutputLanguage
) -> str:
    if outcome.truth is None and (outcome.missing != "reading" or not placeholders(template) <= outcome.values.keys()):
        return _open(outcome, title, language)
    text = _filled(template, outcome.values, knowledge, language)
    if outcome.truth is None or outcome.hedged:
        text = _DOUBTFUL[language] + text
    if outcome.instead_of is not None:
        text += _INSTEAD[outcome.instead_of][language]
    if outcome.truth is None:
        return text
    if outcome.at_highest and dose is not None:
        text += _HIGHEST[language].format(dose=dose_form_text(dose.high * dose.interval_days, dose.of, language))
    return text


def _open(outcome: Outcome, title: str, language: OutputLanguage) -> str:
    if outcome.missing == "reading":
        return _DOUBTFUL[language] + title[:1].lower() + title[1:] + "."
    text = _MISSING.get(str(outcome.missing), _MISSING["amount"])[language].format(title=title)
    if outcome.threshold is not None:
        count = Decimal(max(1, int(outcome.threshold.units)))
        said = _FROM if outcome.threshold.units >= 1 else _FROM_ONE
        text += said[language].format(count=dose_form_text(count, outcome.threshold.of, language))
    return text


def _filled(template: str, values: Mapping[str, Any], knowledge: Knowledge, language: OutputLanguage) -> str:
    names = placeholders(template)
    if not names:
        return template
    filled = template.format_map({n: _shown(values[n], knowledge, language) for n in names})
    return filled[:1].upper() + filled[1:]


def _shown(value: Any, knowledge: Knowledge, language: OutputLanguage) -> str:  # noqa: ANN401
    if isinstance(value, Quantity):
        return _quantity(value, language)
    if isinstance(value, Name):
        if value.kind == "language":
            names = [knowledge.languages[i][language] for i in value.ids]
        else:
            table = knowledge.names[language] if value.kind == "nutrient" else knowledge.form_names[language]
            names = [table.get(i, i.replace("-", " ")) for i in value.ids]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {_AND[language]} {names[-1]}"
    if isinstance(value, dict):
        return str(value[language])
    return str(value)


@lru_cache(maxsize=4096)
def _quantity(value: Quantity, language: OutputLanguage) -> str:
    """Return an amount in words; a catalogue prints the same ones over and over."""
    shown = rounded(value.value, estimated=value.estimated)
    return quantity_text(shown, value.unit, language) if value.unit else number_text(shown, language)
