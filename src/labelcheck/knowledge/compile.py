"""Knowledge files to one compact file that a run can load in milliseconds.

The YAML files are the source; ``compiled.json`` is what becomes of them: checked, joined by id, with elemental
fractions and unit factors worked out and all names folded for matching. A wheel carries it ready-made. In a
checkout it is made anew whenever a knowledge file has changed.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labelcheck import units
from labelcheck.errors import KnowledgeError
from labelcheck.knowledge.compile_words import (
    columns_of,
    connectives_of,
    lexicon_of,
    marked_of,
    spellings_of,
    vocabulary_of,
)
from labelcheck.knowledge.fold import fold, fold_words
from labelcheck.knowledge.formula import share
from labelcheck.knowledge.printing import OUTPUT_LANGUAGES
from labelcheck.knowledge.schema import Compound, Form, Kinds, Language, Nutrient, Reference, Strict
from labelcheck.knowledge.stamping import COMPILED, DATA, FORMAT, stamp
from labelcheck.knowledge.yaml import load as load_lines
from labelcheck.knowledge.yaml import load_model

if TYPE_CHECKING:
    from labelcheck.knowledge import ReferenceTable


class Elements(Strict):
    """``data/elements.yaml``."""

    source: str
    weights: dict[str, Decimal]


def write(path: Path = COMPILED) -> dict[str, Any]:
    """Compile, write the result beside the code where that is allowed, and return it.

    Raises:
        KnowledgeError: any knowledge file is wrong; all problems at once.

    """
    compiled = compile_knowledge()
    with suppress(OSError):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".compiled-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(compiled, file, ensure_ascii=False, separators=(",", ":"))
        Path(name).chmod(0o644)
        Path(name).replace(path)
    return compiled


def compile_knowledge(folders: Sequence[Path] = ()) -> dict[str, Any]:
    """Return all knowledge, checked and joined, with that of further folders.

    Raises:
        KnowledgeError: any knowledge file is wrong; all problems at once.

    """
    problems: list[str] = []
    stamped = stamp()
    elements = load_model(DATA / "elements.yaml", Elements)
    kinds = load_model(DATA / "kinds.yaml", Kinds)
    nutrients: dict[str, Nutrient] = _load_all("nutrients", Nutrient, problems, folders)
    languages: dict[str, Language] = _load_all("languages", Language, problems, folders)
    references: dict[str, Reference] = _load_all("references", Reference, problems, folders)
    problems += _misnamed(nutrients, languages, references)
    forms = {f.id: (n, f) for n in nutrients.values() for f in n.forms}
    problems += _unknown_ids(nutrients, languages, references, forms)
    problems += _unknown_wholes(nutrients, kinds)
    if problems:
        raise KnowledgeError(tuple(problems))
    return {
        "format": FORMAT,
        "stamp": stamped,
        "factors": [[a, b, None if v is None else str(v)] for a, b, v in units.all_factors()],
        "unit_codes": {code: [unit, str(value)] for code, (unit, value) in units.codes().items()},
        "nutrients": {i: _nutrient(n, kinds, elements.weights) for i, n in nutrients.items()},
        "tolerances": {k: [str(f.tolerance.low), str(f.tolerance.high)] for k, f in kinds.kinds.items() if f.tolerance},
        "forms": {i: _form(n, f, elements.weights) for i, (n, f) in forms.items()},
        "references": {i: _reference(r) for i, r in references.items()},
        "languages": {
            c: {
                "called": lang.called,
                "decimal": lang.numbers.decimal,
                "thousands": list(lang.numbers.thousands),
                "inflections": sorted({fold(i) for i in lang.inflections}),
                "plant_parts": sorted({fold(i) for i in lang.plant_parts}),
            }
            for c, lang in languages.items()
        },
        "names": {c: {i: words[0] for i, words in lang.nutrients.items()} for c, lang in languages.items()},
        "form_names": {c: {i: w[0] for i, w in languages[c].forms.items()} for c in OUTPUT_LANGUAGES},
        "units": spellings_of(languages, "units") | units.spellings("amounts"),
        "scales": spellings_of(languages, "scales"),
        "connectives": connectives_of(languages),
        "columns": columns_of(languages),
        "marked": marked_of(languages),
        "lexicon": lexicon_of(languages, nutrients),
        "dosing": {c: vocabulary_of(lang) for c, lang in languages.items()},
    }


def own_reference(path: Path) -> ReferenceTable:
    """Return a table that is not shipped; it holds for whom its groups tell, in any market.

    Raises:
        KnowledgeError: the file is wrong; each problem with file and line.

    """
    from labelcheck.knowledge import load, reference_table

    reference = load_model(path, Reference)
    known = load()
    _, lines = load_lines(path)
    problems = [
        f"{path}:{lines.get(('groups', str(n), 'values', i), 1)}: unknown nutrient {i!r}"
        for n, group in enumerate(reference.groups)
        for i in group.values
        if i not in known.nutrients and i not in known.forms
    ]
    if problems:
        raise KnowledgeError(tuple(problems))
    return reference_table(reference.id, {**_reference(reference), "markets": []})


def _load_all(folder: str, model: type[Any], problems: list[str], more: Sequence[Path]) -> dict[str, Any]:
    """Return the models of all files, by name; words of a language in a further folder are added to those known."""
    found: dict[str, Any] = {}
    for home in (DATA, *more):
        for path in sorted((home / folder).glob("*.yaml")):
            known = found.get(path.stem) if model is Language else None
            try:
                found[path.stem] = load_model(path, model) if known is None else _added(path, known)
            except KnowledgeError as error:
                # whose file it is matters where two have one name
                problems += error.problems if home is DATA else [f"{path.parent}/{p}" for p in error.problems]
    return found


def _added(path: Path, known: Language) -> Language:
    """Return a language with the words of a further file.

    Raises:
        KnowledgeError: the file is wrong, or a word of it means another nutrient already.

    """
    content, lines = load_lines(path)
    if not isinstance(content, dict):
        raise KnowledgeError((f"{path.name}:1: a language's words are needed, as nutrients: and its own",))
    meant = {fold_words(w): i for i, words in known.nutrients.items() for w in words}
    added = content.get("nutrients")
    problems = [
        f"{path.name}:{lines.get(('nutrients', i), 1)}: {word!r} means {meant[fold_words(str(word))]} already"
        for i, words in (added.items() if isinstance(added, dict) else ())
        for word in (words if isinstance(words, list) else ())
        if meant.get(fold_words(str(word)), i) != i
    ]
    if problems:
        raise KnowledgeError(tuple(problems))
    return load_model(path, Language, under=known.model_dump(mode="json"))


def _misnamed(*tables: dict[str, Any]) -> list[str]:
    return [
        f"{stem}.yaml: holds {getattr(item, 'id', None) or item.code!r}; file and id must agree"
        for table in tables
        for stem, item in table.items()
        if stem != (getattr(item, "id", None) or getattr(item, "code", None))
    ]


def _unknown_ids(
    nutrients: dict[str, Nutrient],
    languages: dict[str, Language],
    references: dict[str, Reference],
    forms: dict[str, tuple[Nutrient, Form]],
) -> list[str]:
    anions = {f.anion for _, f in forms.values() if f.anion}
    problems: list[str] = []
    for language in languages.values():
        for what, known, used in (
            ("nutrient", nutrients, language.nutrients),
            ("form", forms, language.forms),
            ("anion", anions, language.anions),
            ("reference", references, language.references),
        ):
            problems += [f"{language.code}.yaml: unknown {what} {i!r}" for i in used if i not in known]
    for reference in references.values():
        for group in reference.groups:
            problems += [
                f"{reference.id}.yaml: unknown nutrient {i!r}"
                for i in group.values
                if i not in nutrients and i not in forms
            ]
    for nutrient in nutrients.values():
        if nutrient.part_of and nutrient.part_of not in nutrients:
            problems.append(f"{nutrient.id}.yaml: part of unknown {nutrient.part_of!r}")
        for e in nutrient.equivalents:
            problems += [f"{nutrient.id}.yaml: unknown form {i!r}" for i in e.forms if i not in forms]
            if e.equals.split()[1] not in units.SYMBOLS:
                problems.append(f"{nutrient.id}.yaml: unknown unit in {e.equals!r}")
    seen: dict[str, str] = {}
    for nutrient in nutrients.values():
        for form in nutrient.forms:
            if seen.setdefault(form.id, nutrient.id) != nutrient.id:
                problems.append(f"{nutrient.id}.yaml: form {form.id!r} stands in {seen[form.id]}.yaml too")
    return problems


def _unknown_wholes(nutrients: dict[str, Nutrient], kinds: Kinds) -> list[str]:
    """Return what is named as a whole or a part of a sum and is no nutrient."""
    named = [(f"{n.id}.yaml", n.within.of) for n in nutrients.values() if n.within]
    named += [(f"{n.id}.yaml", i) for n in nutrients.values() for i in n.sum_of or ()]
    named += [("kinds.yaml", f.within.of) for f in kinds.kinds.values() if f.within]
    return [f"{file}: unknown nutrient {i!r}" for file, i in named if i not in nutrients]


def _nutrient(n: Nutrient, kinds: Kinds, weights: dict[str, Decimal]) -> dict[str, Any]:
    of_kind = kinds.kinds.get(n.kind)
    return {
        "within": [w.of for w in (n.within, of_kind and of_kind.within) if w],
        "sum_of": list(n.sum_of or ()),
        "most_times": n.most and n.most.nrv_times,
        "kcal": n.energy and float(n.energy.kcal_per_g),
        "kind": n.kind,
        "unit": n.unit,
        "part_of": n.part_of,
        "element": n.element,
        "letter": n.letter,
        "several_rows": n.several_rows,
        "codes": n.codes.model_dump(exclude_none=True),
        "equivalents": [
            [e.unit, *e.equals.split(), list(e.forms), e.assumed, float(e.tolerance_percent) / 100]
            for e in n.equivalents
        ]
        + ([["mmol", str(weights[n.element]), "mg", [], False, 0.05]] if n.element else []),
    }


def _form(nutrient: Nutrient, form: Form, weights: dict[str, Decimal]) -> dict[str, Any]:
    fractions = []
    for compound in form.compounds:
        try:
            fractions.append(_fraction(nutrient, compound, weights))
        except ValueError as error:
            raise KnowledgeError((f"{nutrient.id}.yaml: {form.id}: {error}",)) from error
    return {
        "nutrient": nutrient.id,
        "anion": form.anion,
        "active": form.active,
        "excipient": form.excipient,
        "trade_name": form.trade_name_only,
        "permitted": form.permitted is not False,
        "levelled": form.outside_upper_level is None,
        "fraction": [str(min(fractions)), str(max(fractions))] if fractions else None,
    }


def _fraction(nutrient: Nutrient, compound: Compound, weights: dict[str, Decimal]) -> Decimal:
    moiety = compound.moiety or nutrient.element
    if moiety is None:
        raise ValueError(f"{compound.name}: needs a moiety")
    return share(compound.formula, moiety, weights, compound.moieties)


def _reference(r: Reference) -> dict[str, Any]:
    return {
        "title": r.title,
        "kind": r.kind,
        "year": r.year,
        "publisher": r.publisher,
        "citation": r.citation,
        "url": r.url,
        "read": r.read,
        "seen": r.seen,
        "markets": list(r.markets),
        "scope": r.scope,
        "told_only": r.told_only,
        "significant": None if r.significant_percent is None else str(r.significant_percent / 100),
        "groups": [
            {
                **g.model_dump(exclude={"values"}),
                "values": {
                    i: [str(v.value), v.qualifier, v.sureness or r.sureness, v.note] for i, v in g.values.items()
                },
            }
            for g in r.groups
        ],
    }
