"""All words of all languages, folded and joined by what they mean: one part of the compiled file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from labelcheck.errors import KnowledgeError
from labelcheck.knowledge.dosing import SHARED
from labelcheck.knowledge.fold import fold, fold_words
from labelcheck.knowledge.lexicon import meanings_line
from labelcheck.knowledge.schema import Language, Nutrient


def spellings_of(languages: dict[str, Language], field: str) -> dict[str, str]:
    """Return what each spelling of a unit ("units") or a scale ("scales") stands for, in lower case."""
    return {
        word.lower(): str(int(float(symbol))) if field == "scales" else symbol
        for language in languages.values()
        for symbol, words in getattr(language, field).items()
        for word in words
    }


def lexicon_of(languages: dict[str, Language], nutrients: dict[str, Nutrient]) -> dict[str, str]:
    """Return folded words, a line each, and their meanings: kind, value, languages."""
    found: dict[str, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for code, language in languages.items():
        for word, kind, value in _entries(language):
            # "vit. A" is matched with both of its marks as spaces
            for folded in {fold_words(word), fold(word).strip()} - {""}:
                found[folded][kind, value].add(code)
    markers = {(n.id, fold_words(f.marker)): f.id for n in nutrients.values() for f in n.forms if f.marker}
    for word, meanings in found.items():
        for (kind, value), codes in list(meanings.items()):
            form = next((markers[value, t] for t in word.split() if kind == "nutrient" and (value, t) in markers), None)
            if form is not None and not any(k == "form" for k, _ in meanings):
                meanings["form", form] |= codes
    for word, meanings in found.items():
        # "Ravintosisältö vuorokausiannoksessa": a heading that tells the basis as well
        tails = (word.split(" ", n)[-1] for n in range(1, word.count(" ") + 1))
        if ("panel_heading", "") in meanings and any(("daily_dose", "") in found.get(t, {}) for t in list(tails)):
            meanings["daily_dose", ""] |= meanings["panel_heading", ""]
    lines = {
        word: meanings_line((kind, value, sorted(codes)) for (kind, value), codes in sorted(meanings.items()))
        for word, meanings in sorted(found.items())
    }
    return {"words": "\n".join(lines), "meanings": "\n".join(lines.values())}


def _entries(language: Language) -> Iterator[tuple[str, str, str]]:
    tables: dict[str, Mapping[Any, tuple[str, ...]]] = {
        "nutrient": language.nutrients,
        "form": language.forms,
        "anion": language.anions,
        "number": language.number_words,
        "dose-form": _dose_forms(language),
        "function": language.functions,
        "reference": language.references,
        "reference-sign": language.reference_signs,
        "short-name": language.short_names,
    }
    leads = {fold_words(w) for w in language.words.of_which}
    for kind, table in tables.items():
        for value, words in table.items():
            for word in words:
                yield _without_lead(word, leads) if kind == "nutrient" else word, kind, value
    pers = {fold_words(w) for w in language.words.per}
    for kind, words in language.words:
        for word in words:
            yield _without_lead(word, pers) if kind == "daily_dose" else word, kind, ""
    for word in language.columns.related:
        if " " in word:  # "alternatives" alone is too common a word
            yield word, "related", ""
    yield from _spaced_forms(language)
    yield from _vitamin_variants(language)


def _dose_forms(language: Language) -> dict[str, tuple[str, ...]]:
    """Return the words of each dose form, compounds shortened as their last part is: "Brausetabl." as "Tabl."."""
    return {str(form): (*words, *_shortened(words)) for form, words in language.dose_forms.items()}


def _shortened(words: tuple[str, ...]) -> list[str]:
    known = [w.lower() for w in words]
    stems = [w[:-1] for w in known if w.endswith(".") and " " not in w]
    found = (w[:at] + stem + "." for stem in stems for w in known if " " not in w and (at := w.find(stem)) > 0)
    return [w for w in dict.fromkeys(found) if w not in known]


def connectives_of(languages: Mapping[str, Language]) -> dict[str, list[str]]:
    """Return the small words of all languages by what they do."""
    found: dict[str, set[str]] = {}
    for language in languages.values():
        for kind, words in language.connectives.words.items():
            found.setdefault(kind, set()).update(w.lower() for w in words)
    return {kind: sorted(words) for kind, words in sorted(found.items())}


def marked_of(languages: Mapping[str, Language]) -> list[str]:
    """Return common words, in small letters, that are the name of a substance or a reference but for their marks.

    "Bor" is boron, and "bør" is Danish for "should"; "AR" is a French reference, and "är" Swedish for "is".
    """
    names = {
        w.lower()
        for lang in languages.values()
        for ws in (*lang.nutrients.values(), *lang.forms.values(), *lang.references.values())
        for w in ws
    }
    folded = {fold_words(name) for name in names}
    common = {w.lower() for lang in languages.values() for w in lang.words.common} - names
    return sorted(w for w in common if fold_words(w) != w and fold_words(w) in folded)


def columns_of(languages: Mapping[str, Language]) -> dict[str, list[str]]:
    """Return the names of columns of all languages by field, English first: where a table has two, the first counts."""
    found: dict[str, dict[str, None]] = {}
    for code in sorted(languages, key=lambda c: (c != "en", c)):
        for field, names in languages[code].columns:
            found.setdefault(field, {}).update(dict.fromkeys(names))
    return {field: list(names) for field, names in found.items()}


def vocabulary_of(language: Language) -> dict[str, Any]:
    """Return what the words of directions mean in a language: folded phrase to kind and value.

    What the section ``dosing`` says of a word goes before what the other sections say.

    Raises:
        KnowledgeError: the section gives one word two kinds that the grammar does not take for each other.

    """
    dosing, words = language.dosing, language.words
    own: dict[str, tuple[str, str]] = {}
    shared = {frozenset(map(str, kinds)): str(kind) for kinds, kind in SHARED.items()}
    tables: dict[str, Mapping[Any, tuple[str, ...]]] = {
        "ordinal": dosing.ordinals, "often": dosing.often, "period": dosing.periods, "rate": dosing.rates,
        "when": dosing.whens, "weekday": dosing.weekdays, "group": dosing.groups, "phase": dosing.phases,
        "multiple": dosing.multiples,
    }  # fmt: skip
    named = [(w, kind, str(value)) for kind, table in tables.items() for value, ws in table.items() for w in ws]
    named += [(w, str(kind), "") for kind, ws in dosing.words.items() for w in ws]
    for word, kind, value in named:
        folded = fold_words(word)
        before = own.setdefault(folded, (kind, value))
        if before != (kind, value):
            either = shared.get(frozenset({before[0], kind}))
            if either is None:
                raise KnowledgeError((f"{language.code}.yaml: dosing: {word!r} is {before[0]} and {kind}",))
            own[folded] = (either, "")
    others: dict[str, Mapping[Any, tuple[str, ...]]] = {
        "form": _dose_forms(language), "number": language.number_words,
        "directions": {"": words.directions_heading}, "daily": {"": words.daily_dose},
        "size": {"": words.serving_size}, "pack": {"": words.servings_per_container}, "exceed": {"": words.exceed},
        "contains": {"": words.contains}, "equals": {"": words.equals}, "take": {"": words.take},
        "approx": {"": words.approx}, "panel": {"": words.panel_heading},
        "other-heading": {"": (*words.other_heading, *words.ingredients_heading)},
    }  # fmt: skip
    for kind, table in others.items():
        for value, ws in table.items():
            for word in ws:
                own.setdefault(fold_words(word), (kind, str(value)))
    short = [w for ws in language.dose_forms.values() for w in _shortened(ws)]
    return {
        "words": {w: list(meaning) for w, meaning in own.items() if w},
        "ordinals": [fold(e) for e in dosing.ordinal_endings],
        "abbreviations": sorted({fold_words(a) for a in (*dosing.abbreviations, *short)}),
    }


_NUMBERED = re.compile(r"\bb(\d{1,2})\b")


def _vitamin_variants(language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield "vit c" for "vitamin c" and "b 12" for "b12"."""
    for value, words in language.nutrients.items():
        for word in map(fold_words, words):
            if word.startswith("vitamin"):
                _first, _, rest = word.partition(" ")
                if rest:
                    yield f"vit {rest}", "nutrient", value
            spaced = _NUMBERED.sub(r"b \1", word)
            if spaced != word:
                yield spaced, "nutrient", value


def _without_lead(word: str, leads: set[str]) -> str:
    """Return "sockerarter" for "varav sockerarter": that a row is a share of another is told apart from its name."""
    first, _, rest = word.partition(" ")
    return rest if rest and fold_words(first) in leads else word


def _spaced_forms(language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield "magnesium citrat" for "magnesiumcitrat": shops print either."""
    shortest = 4
    heads = {fold_words(w) for words in language.nutrients.values() for w in words}
    for form, words in language.forms.items():
        for word in map(fold_words, words):
            ends = range(len(word), shortest - 1, -1)
            head = next((word[:end] for end in ends if word[:end] in heads), "")
            tail = word[len(head) :]
            if head and len(tail) >= shortest and not tail.startswith(" "):
                yield f"{head} {tail}", "form", form
