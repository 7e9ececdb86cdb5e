"""Reads a folder of rule files and finds everything that is wrong with it, at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from labelcheck import knowledge
from labelcheck.errors import KnowledgeError, RuleError
from labelcheck.knowledge import yaml
from labelcheck.rules.files import rule_files
from labelcheck.rules.kinds import kinds
from labelcheck.rules.limits import ReferenceLimit, quantity
from labelcheck.rules.message import placeholders
from labelcheck.rules.phrases import parse
from labelcheck.rules.rule import Applies
from labelcheck.rules.schema import (
    ClaimsFile,
    LevelFile,
    RuleFile,
    SourcesFile,
    SubstancesFile,
    WordListFile,
    conditions,
)

WORDLISTS: Final = "wordlists"
_HEAD: Final = frozenset(RuleFile.model_fields)
_LEVEL: Final = frozenset(LevelFile.model_fields)
_HIDING: Final = ("supersedes", "covers")
Lines = dict[tuple[str, ...], int]


class _Known(NamedTuple):
    nutrients: Any
    forms: Any
    references: Any
    languages: Any
    words: Any


class _File(NamedTuple):
    """One file: its name as shown, content, the lines of its keys, and where its problems go."""

    name: str
    content: dict[str, Any]
    lines: Lines
    problems: list[str]

    def wrong(self, keys: tuple[str, ...], text: str) -> None:
        """Note a problem at the line of the innermost of ``keys`` that the file has."""
        line = next((self.lines[keys[:n]] for n in range(len(keys), -1, -1) if keys[:n] in self.lines), 1)
        self.problems.append(f"{self.name}:{line}: {'.'.join(keys) or 'file'}: {text}")

    def validated(self, model: type[BaseModel] | TypeAdapter[Any], value: Any, at: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
        """Return ``value`` as ``model``, or None with the problems noted."""
        text = json.dumps(value)
        try:
            if isinstance(model, TypeAdapter):
                return model.validate_json(text, strict=True)
            return model.model_validate_json(text, strict=True)
        except ValidationError as error:
            for e in error.errors(include_url=False):
                if e["loc"] and e["loc"][-1] == "str" and isinstance(e["input"], dict):
                    continue  # it was meant as the other of two shapes, whose problem stands beside
                keys = tuple(str(k) for k in e["loc"] if not _is_tag(str(k)))
                if e["type"].startswith("union_tag"):
                    keys = (*keys, "kind")
                self.wrong((*at, *keys), _said(e, model))
        return None


def _allowed(keys: tuple[Any, ...], model: type[BaseModel] | TypeAdapter[Any]) -> list[str]:
    """Return the keys that may stand where an unknown one was found: those of its kind, at the top a rule's own too."""
    parts = {**kinds(), "ReferenceLimit": ReferenceLimit, "applies": Applies}
    nearest = next((parts[str(k)] for k in reversed(keys[:-1]) if str(k) in parts), None)
    if nearest is None:
        return sorted(model.model_fields) if isinstance(model, type) else []
    own = sorted(f.name for f in fields(nearest) if f.init)
    return [*own, *sorted(_HEAD - {"levels"})] if nearest in kinds().values() and len(keys) == 2 else own


def _is_tag(key: str) -> bool:
    return key in kinds() or key in ("str", "ReferenceLimit") or key.startswith(("tuple[", "dict["))


def _said(error: Any, model: type[BaseModel] | TypeAdapter[Any]) -> str:  # noqa: ANN401
    kind, message = error["type"], error["msg"]
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return f"there is no such key; there are {', '.join(_allowed(error['loc'], model))}"
    if kind.startswith("union_tag"):
        told = "the key is missing" if kind == "union_tag_not_found" else f"there is no kind {error['ctx']['tag']!r}"
        return f"{told}; it is one of {', '.join(sorted(kinds()))}"
    if kind == "string_pattern_mismatch" and error["loc"][-1] == "url":
        return "an address begins with http:// or https:// and has no spaces or quotes"
    if kind == "string_type":
        return "must be text; write a number in quotes"
    return str(message)


def read_folder(folder: Path, base: dict[str, Any], *, complete: bool = False) -> dict[str, Any]:
    """Return the rules, wordlists, claims and sources of a folder, checked; ids may also be those of ``base``.

    With ``complete``, every rule needs an example that violates it and one that does not.

    Raises:
        RuleError: with one line per problem.

    """
    problems: list[str] = []
    files = list(_files(folder, problems))
    words = _wordlists(files)
    sources = _sources(files)
    claims = _claims(files)
    substances = _substances(files, {**base.get("sources", {}), **sources})
    all_words = {**base.get("words", {}), **words}
    rules = _rules(files, {**base.get("sources", {}), **sources}, all_words, complete=complete)
    words |= {i: w for i, w in all_words.items() if "#" in i and i.partition("#")[0] in rules}
    _check_ids(files, rules, base)
    problems += [p for f in files for p in f.problems]
    if problems:
        raise RuleError(tuple(dict.fromkeys(problems)))
    return {"rules": rules, "words": words, "sources": sources, "claims": claims, "substances": substances}


def merged(base: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return both; what stands in ``more`` goes before, and rules that it disables are gone."""
    rules = {**base["rules"], **more["rules"]}
    whole = {key: {**base.get(key, {}), **more[key]} for key in ("words", "sources", "claims", "substances")}
    return {**whole, "rules": {i: r for i, r in rules.items() if r["enabled"]}}


def _files(folder: Path, problems: list[str]) -> Iterator[_File]:
    try:
        if not folder.is_dir():
            problems.append(f"{folder}: {'not a folder' if folder.exists() else 'no such folder'}")
            return
        paths = rule_files(folder)
    except OSError as error:
        problems.append(f"{error.filename or folder}: {error.strerror}")
        return
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            content, lines = yaml.load(path)
        except KnowledgeError as error:
            problems += [p.replace(path.name, name, 1) for p in error.problems]
            continue
        if not isinstance(content, dict) or not all(isinstance(k, str) for k in content):
            problems.append(f"{name}:1: file: a rule file is a list of keys and values")
            continue
        yield _File(name, content, lines, [])


def _is_rule(file: _File) -> bool:
    return (
        file.name not in ("sources.yaml", "claims.yaml", "substances.yaml")
        and WORDLISTS not in Path(file.name).parts[:-1]
    )


def _wordlists(files: list[_File]) -> dict[str, dict[str, list[str]]]:
    found = {}
    for file in files:
        if WORDLISTS not in Path(file.name).parts[:-1]:
            continue
        words = file.validated(WordListFile, file.content)
        if words is None:
            continue
        if words.id != Path(file.name).stem:
            file.wrong(("id",), f"the file is named {Path(file.name).stem!r}; file and id must agree")
        for language, phrases in words.words.items():
            for phrase in phrases:
                _parsed(file, phrase, ("words", language))
        found[words.id] = {c: list(p) for c, p in words.words.items()}
    return found


def _parsed(file: _File, phrase: str, keys: tuple[str, ...]) -> None:
    try:
        parse(phrase)
    except ValueError as error:
        file.wrong(keys, str(error))


def _sources(files: list[_File]) -> dict[str, Any]:
    for file in files:
        if file.name == "sources.yaml":
            found = file.validated(SourcesFile, file.content)
            return {} if found is None else {i: s.model_dump(exclude={"cite"}) for i, s in found.sources.items()}
    return {}


def _claims(files: list[_File]) -> dict[str, Any]:
    nutrients = knowledge.load().nutrients
    for file in files:
        if file.name != "claims.yaml":
            continue
        found = file.validated(ClaimsFile, file.content)
        if found is None:
            return {}
        for topic, claim in found.topics.items():
            for key, named in (("nutrients", claim.nutrients), ("withdrawn", claim.withdrawn)):
                for nutrient in named:
                    if nutrient not in nutrients:
                        file.wrong(("topics", topic, key), f"unknown nutrient {nutrient!r}")
            for number, amount in enumerate(claim.amounts):
                at = ("topics", topic, "amounts", str(number))
                _amount(file, amount.nutrients, amount.at_least, at)
            for language, phrases in claim.words.items():
                for phrase in phrases:
                    _parsed(file, phrase, ("topics", topic, "words", language))
        topics: dict[str, Any] = {i: c.model_dump(mode="json") for i, c in found.topics.items()}
        return topics
    return {}


def _amount(file: _File, ids: tuple[str, ...], least: str, at: tuple[str, ...]) -> None:
    nutrients = knowledge.load().nutrients
    for nutrient in ids:
        if nutrient not in nutrients:
            file.wrong((*at, "nutrients"), f"unknown nutrient {nutrient!r}")
            continue
        try:
            quantity(least, nutrients[nutrient])
        except ValueError as error:
            file.wrong((*at, "at_least"), str(error))


def _substances(files: list[_File], sources: dict[str, Any]) -> dict[str, Any]:
    for file in files:
        if file.name != "substances.yaml":
            continue
        found = file.validated(SubstancesFile, file.content)
        if found is None:
            return {}
        substances = {}
        for key, substance in found.substances.items():
            at = ("substances", key)
            for name, words in (("words", substance.words), ("listed_as", substance.listed_as)):
                for language, phrases in words.items():
                    for phrase in phrases:
                        _parsed(file, phrase, (*at, name, language))
            substances[key] = substance.model_dump(mode="json")
            for number, standing in enumerate(substance.standings):
                place = (*at, "standings", str(number), "sources")
                told = _resolved(file, standing.sources, sources, place)
                substances[key]["standings"][number]["sources"] = told
        return substances
    return {}


def _rules(
    files: list[_File], sources: dict[str, Any], words: dict[str, Any], *, complete: bool
) -> dict[str, dict[str, Any]]:
    loaded = knowledge.load()
    known = _Known(loaded.nutrients, loaded.forms, loaded.references, loaded.languages, words)
    found: dict[str, dict[str, Any]] = {}
    for file in filter(_is_rule, files):
        content = file.content
        key = content.get("id")
        if set(content) == {"id", "enabled"} and content["enabled"] is False:
            found[str(key)] = {"id": key, "enabled": False}
            continue
        head = file.validated(RuleFile, {k: v for k, v in content.items() if k in _HEAD})
        levels = _levels(file, known, words)
        if head is None or levels is None:
            continue
        if head.id != Path(file.name).stem:
            file.wrong(("id",), f"the file is named {Path(file.name).stem!r}; file and id must agree")
        if head.id in found:
            file.wrong(("id",), f"{head.id!r} stands in {found[head.id]['origin']} too")
        if complete:
            _check_examples(file, head)
        rule = head.model_dump(mode="json", exclude={"levels", "message"})
        rule["sources"] = _resolved(file, head.sources, sources, ("sources",))
        rule["levels"] = []
        rule["origin"] = file.name
        for number, (level, when) in enumerate(levels):
            at = ("levels", str(number)) if head.levels else ()
            message = level.message or head.message
            if message is None:
                file.wrong(at or ("message",), "a message in Swedish and English is missing")
                continue
            _check_message(file, message, when, (*at, "message"))
            rule["levels"].append(
                {
                    "when": TypeAdapter(type(when)).dump_python(when, mode="json"),
                    "severity": level.severity or head.severity,
                    "basis": level.basis or head.basis,
                    "concern": level.concern or head.concern,
                    "title": (level.title or head.title).model_dump(),
                    "message": message.model_dump(),
                    "applies": level.model_dump(mode="json")["applies"] or rule["applies"],
                    "sources": _resolved(file, level.sources, sources, (*at, "sources")) or rule["sources"],
                    "interaction": level.interaction or head.interaction,
                }
            )
        found[head.id] = rule
    return found


def _levels(file: _File, known: _Known, words: dict[str, Any]) -> list[tuple[LevelFile, Any]] | None:
    content = file.content
    own = {k: v for k, v in content.items() if k not in _HEAD}
    listed = content.get("levels")
    if listed is None:
        when = _condition(file, own, known, words, ())
        return None if when is None else [(LevelFile(), when)]
    for key in own:
        file.wrong((key,), "a rule with levels has its conditions inside them")
    if not isinstance(listed, list) or not listed or not all(isinstance(x, dict) for x in listed):
        file.wrong(("levels",), "levels are a list of conditions, each with its own keys")
        return None
    found = []
    for number, entry in enumerate(listed):
        at = ("levels", str(number))
        level = file.validated(LevelFile, {k: v for k, v in entry.items() if k in _LEVEL}, at)
        when = _condition(file, {k: v for k, v in entry.items() if k not in _LEVEL}, known, words, at)
        if level is not None and when is not None:
            found.append((level, when))
    return found if len(found) == len(listed) else None


def _condition(file: _File, raw: dict[str, Any], known: _Known, words: dict[str, Any], at: tuple[str, ...]) -> Any:  # noqa: ANN401
    stem = Path(file.name).stem
    keep = _keep_words(raw, stem, words)
    when = file.validated(conditions(), keep, at)
    if when is None:
        return None
    problems = when.problems(known)
    for keys, text in problems:
        file.wrong((*at, *keys), text)
    return None if problems else when


def _keep_words(raw: Any, rule: str, words: dict[str, Any]) -> Any:  # noqa: ANN401
    """Return a condition with phrases that stand in it moved to the wordlists, under the rule's name."""
    if isinstance(raw, list):
        return [_keep_words(x, rule, words) for x in raw]
    if not isinstance(raw, dict):
        return raw
    kept = {}
    for key, value in raw.items():
        if key in ("words", "near", "unless") and isinstance(value, dict):
            good = all(
                isinstance(p, list) and all(isinstance(x, str) and x.strip("*|_ ") for x in p) for p in value.values()
            )
            if good:
                name = f"{rule}#{sum(i.startswith(f'{rule}#') for i in words)}"
                words[name] = value
                value = name
            kept[key] = value
        else:
            kept[key] = _keep_words(value, rule, words)
    return kept


def _resolved(file: _File, cited: Any, sources: dict[str, Any], at: tuple[str, ...]) -> list[dict[str, Any]]:  # noqa: ANN401
    found = []
    for number, source in enumerate(cited):
        own = source.model_dump(exclude={"cite"})
        if source.cite is not None and source.cite not in sources:
            file.wrong((*at, str(number), "cite"), f"unknown source {source.cite!r}; sources stand in sources.yaml")
            continue
        full = {**sources.get(source.cite, {}), **{k: v for k, v in own.items() if v is not None}}
        if full.get("title") is None:
            file.wrong((*at, str(number)), "a source needs a title, or cite with an id of sources.yaml")
            continue
        found.append(full)
    return found


def _check_message(file: _File, message: Any, when: Any, at: tuple[str, ...]) -> None:  # noqa: ANN401
    offered = when.offers()
    for language, text in message.model_dump().items():
        try:
            extra = placeholders(text) - offered
        except ValueError as error:
            file.wrong((*at, language), f"braces do not match: {error}" if "brace" not in str(error) else str(error))
            continue
        if extra:
            file.wrong(
                (*at, language),
                f"unknown {', '.join('{' + e + '}' for e in sorted(extra))}; "
                f"this kind offers {', '.join('{' + o + '}' for o in sorted(offered)) or 'none'}",
            )


def _check_examples(file: _File, head: RuleFile) -> None:
    verdicts = {e.verdict for e in head.examples}
    for wanted in ("violated", "satisfied"):
        if wanted not in verdicts:
            file.wrong(("examples",), f"an example that is {wanted} is missing")


def _check_ids(files: list[_File], rules: dict[str, dict[str, Any]], base: dict[str, Any]) -> None:
    by_rule = {str(f.content.get("id")): f for f in files if _is_rule(f)}
    everything = {**base.get("rules", {}), **rules}
    for key, rule in rules.items():
        if not rule["enabled"] and set(rule) == {"id", "enabled"} and key not in base.get("rules", {}):
            near = get_close_matches(key, base.get("rules", {}), 2)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            by_rule[key].wrong(("id",), f"unknown rule {key!r}, which cannot be taken away{hint}")
        for hides in _HIDING:
            for other in rule.get(hides, ()):
                if other not in everything:
                    by_rule[key].wrong((hides,), f"unknown rule {other!r}")
        if _reaches(key, key, everything):
            hides = "supersedes" if rule.get("supersedes") else "covers"
            by_rule[key].wrong((hides,), f"it {hides} itself by way of others")


def _reaches(start: str, goal: str, rules: dict[str, dict[str, Any]]) -> bool:
    seen: set[str] = set()
    todo = _hidden_by(rules[start])
    while todo:
        here = todo.pop()
        if here == goal:
            return True
        if here not in seen and here in rules:
            seen.add(here)
            todo += _hidden_by(rules[here])
    return False


def _hidden_by(rule: dict[str, Any]) -> list[str]:
    return [other for hides in _HIDING for other in rule.get(hides, ())]
