"""The shape of rule files, checked when they are loaded; pydantic is imported here only."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from labelcheck.model import Concern, RuleBasis, Severity
from labelcheck.rules.facts import Standing
from labelcheck.rules.kinds import kinds
from labelcheck.rules.rule import Applies

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"'<>\\]+$", max_length=500)]
Interaction = Literal["major", "moderate", "minor"]
Day = Annotated[str, StringConstraints(pattern=r"^20\d\d-[01]\d-[0-3]\d$")]
Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Strict(BaseModel):
    """Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TextFile(Strict):
    """One text in both languages that answers are given in."""

    sv: Sentence
    en: Sentence


class SourceFile(Strict):
    """A publication: its own title, or ``cite`` for one of sources.yaml; ``locator`` is a table, article or page.

    ``sv`` is what it is called in Swedish answers, where its title is in another language. ``read`` is the day that
    its figures and words were last looked up in it, ``seen`` what of it that was, where it was not the whole.
    """

    cite: Id | None = None
    title: Sentence | None = None
    sv: Sentence | None = None
    year: Annotated[int, Field(ge=1500, le=2999)] | None = None
    locator: Sentence | None = None
    url: Url | None = None
    read: Day | None = None
    seen: Sentence | None = None


class ExampleFile(Strict):
    """A label as text, and the verdict of the rule on it; for rules with levels also which severity.

    ``also`` are labels of products that are taken together with it.
    """

    label: Sentence
    verdict: Literal["violated", "satisfied", "undetermined"]
    severity: Severity | None = None
    person: dict[str, Any] | None = None
    market: str | None = None
    also: tuple[Sentence, ...] = ()


class LevelFile(Strict):
    """One level of a rule; the keys of its condition stand beside these. What is left out is the rule's own."""

    title: TextFile | None = None
    severity: Severity | None = None
    basis: RuleBasis | None = None
    concern: Concern | None = None
    message: TextFile | None = None
    applies: Applies | None = None
    interaction: Interaction | None = None
    sources: tuple[SourceFile, ...] = ()


class RuleFile(Strict):
    """The head of a rule file; the keys of the condition stand beside these, or one level deeper in ``levels``.

    ``concern`` is what the reader can do about it: take less (health), choose another (product), distrust (claim),
    tell the maker (label), look again (reading). Of the rules in ``supersedes`` nothing is said beside this one, which
    contradicts them; those in ``covers`` are kept in the answer and not shown, as this one tells their story.
    ``sought`` names what a rule misses on a label, for pictures that show only a part of it. ``interaction`` rates what
    a substance does together with a medicine or an illness: the message then ends with it.
    """

    id: Id
    topic: Id
    title: TextFile
    severity: Severity
    basis: RuleBasis
    concern: Concern
    enabled: bool = True
    applies: Applies = Applies()
    supersedes: tuple[Id, ...] = ()
    covers: tuple[Id, ...] = ()
    interaction: Interaction | None = None
    sought: TextFile | None = None
    levels: tuple[dict[str, Any], ...] = ()
    message: TextFile | None = None
    why: Sentence
    known_problems: Sentence | None = None
    sources: tuple[SourceFile, ...] = ()
    examples: tuple[ExampleFile, ...] = ()


class WordListFile(Strict):
    """Phrases of one meaning per language."""

    id: Id
    about: Sentence
    words: dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], tuple[Sentence, ...]]


class AmountFile(Strict):
    """How much a claim asks for: of ``nutrients`` together at least ``at_least`` ("250 mg/day").

    ``needed``: the claim may not be used below it; otherwise the label must say that the effect comes with it.
    """

    nutrients: Annotated[tuple[Id, ...], Field(min_length=1)]
    at_least: Sentence
    needed: bool = True


class TopicFile(Strict):
    """What health claims may be about: for which nutrients the EU has authorised it, its words, and the amounts it takes.

    ``withdrawn`` are those of which it was authorised once: a sentence that names nothing is taken to be about them too.
    """

    title: TextFile
    nutrients: tuple[Id, ...] = ()
    withdrawn: tuple[Id, ...] = ()
    amounts: tuple[AmountFile, ...] = ()
    words: dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], tuple[Sentence, ...]]


class ClaimsFile(Strict):
    """``claims.yaml``: topics by id."""

    about: Sentence
    topics: dict[Id, TopicFile]


class StandingFile(Strict):
    """How law or an authority looks on a substance in some markets; ``says`` is one whole sentence."""

    status: Standing
    markets: tuple[Sentence, ...]
    says: TextFile
    sources: tuple[SourceFile, ...]


class SubstanceFile(Strict):
    """A substance that law or an authority has singled out: its words, and its standings, the gravest first.

    Of the standings that are for a market the first decides. ``listed_as`` are words that mean it only as an ingredient or
    a row of the panel: "silver" names much else in a sentence.
    """

    name: TextFile
    words: dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], tuple[Sentence, ...]]
    listed_as: dict[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], tuple[Sentence, ...]] = {}
    standings: Annotated[tuple[StandingFile, ...], Field(min_length=1)]


class SubstancesFile(Strict):
    """``substances.yaml``: substances by id."""

    about: Sentence
    substances: dict[Id, SubstanceFile]


class SourcesFile(Strict):
    """``sources.yaml``: publications that rules cite by id."""

    sources: dict[Id, SourceFile]


@lru_cache(maxsize=1)
def conditions() -> TypeAdapter[Any]:
    """Return what validates a condition of any kind."""
    found = kinds()
    union: Any = Annotated[Union[tuple(found.values())], Field(discriminator="kind")]  # noqa: UP007
    for kind in found.values():
        module = vars(import_module(kind.__module__))
        if "Condition" in module:
            module["Condition"] = union
    return TypeAdapter(union)


def rule_schema() -> dict[str, Any]:
    """Return the JSON Schema of a rule file, for editors."""
    kind_schema = conditions().json_schema(ref_template="#/$defs/{model}")
    defs: dict[str, Any] = kind_schema.pop("$defs")
    head = RuleFile.model_json_schema(ref_template="#/$defs/{model}")
    level = LevelFile.model_json_schema(ref_template="#/$defs/{model}")
    for schema in (head, level):
        defs |= schema.pop("$defs", {})
    head["properties"].pop("levels")
    defs |= {"RuleFile": head, "LevelFile": level}
    classes = sorted((name, cls.__name__) for name, cls in kinds().items())
    levels = {
        "type": "array",
        "minItems": 1,
        "description": "conditions tried in order; the first that holds gives the rule's message and severity",
        "items": {"oneOf": [_together(defs, name, "LevelFile", c) for name, c in classes]},
    }
    with_levels = _together(defs, "levels", "RuleFile")
    with_levels["properties"]["levels"] = levels
    with_levels["required"].append("levels")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A labelcheck rule",
        "oneOf": [with_levels, *(_together(defs, name, "RuleFile", c) for name, c in classes)],
        "$defs": defs,
    }


def _together(defs: dict[str, Any], title: str, *parts: str) -> dict[str, Any]:
    """Return the schema of an object with the keys of several; those of a kind need the key ``kind`` too."""
    return {
        "type": "object",
        "title": title,
        "description": defs[parts[-1]].get("description", ""),
        "additionalProperties": False,
        "properties": {k: {"$ref": f"#/$defs/{p}/properties/{k}"} for p in parts for k in defs[p]["properties"]},
        "required": [*(["kind"] if len(parts) > 1 else []), *(k for p in parts for k in defs[p].get("required", []))],
    }
