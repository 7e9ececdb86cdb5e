"""Rules as people see them on a terminal; piped, ``rules show`` gives the page of the documentation."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.text import Text

from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.render.look import STYLES, drawn, joined, said, wrapped
from labelcheck.render.wording import BASIS, RULES, SEVERITY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from labelcheck.render.look import Look
    from labelcheck.rules.by_source import Cited
    from labelcheck.rules.rule import Example, Level, Rule


def rules_text(rules: Iterable[Rule], language: OutputLanguage, look: Look) -> str:
    """Return rules by topic, each with its severity, title, basis and id; for pipes one line each, in columns."""
    ordered = sorted(rules, key=lambda r: (r.topic, r.id))
    if not look.terminal:
        width = max((len(r.id) for r in ordered), default=0)
        rows = [f"{r.id:<{width}}  {r.severity:<8}  {r.basis:<10}  {r.title[language]}" for r in ordered]
        return drawn([said(row, look=look) for row in rows], look)
    lines: list[Text] = []
    for topic, group in groupby(ordered, key=lambda r: r.topic):
        lines += [Text(), said(topic, "bold underline", look=look)]
        for rule in group:
            word = said(f"{SEVERITY[language][rule.severity]}:", STYLES[rule.severity], look=look)
            lines += wrapped(joined(word, said(f" {rule.title[language]}", look=look)), look, rest=2)
            lines += wrapped(said(f"[{BASIS[language][rule.basis]}] {rule.id}", "dim", look=look), look, first=2)
    return drawn(lines[1:], look)


_READ: Final[dict[OutputLanguage, tuple[str, str, str]]] = {
    "sv": ("läst {day}", "inte läst på nytt", "tabell {table}"),
    "en": ("read {day}", "not looked up again", "table {table}"),
}


def sources_text(cited: Iterable[Cited], language: OutputLanguage, look: Look) -> str:
    """Return documents with the day each was last read, and the rules, substances and table that rest on it."""
    read, unread, table = _READ[language]
    lines: list[Text] = []
    for one in cited:
        title = one.sv if language == "sv" and one.sv is not None else one.title
        told = ", ".join(str(x) for x in (title, one.year) if x)
        day = read.format(day=one.read) if one.read is not None else unread
        lines += wrapped(said(f"{told} · {day}", "bold", look=look), look, rest=2)
        if one.seen is not None:
            lines += wrapped(said(one.seen, "dim", look=look), look, first=2, rest=2)
        users = [*one.rules, *one.substances, *([table.format(table=one.table)] if one.table else [])]
        lines += wrapped(said(", ".join(users), "dim", look=look), look, first=2, rest=2)
    return drawn(lines, look)


def rule_text(rule: Rule, language: OutputLanguage, look: Look) -> str:
    """Return all about one rule."""
    words = RULES[language]
    lines = wrapped(said(rule.title[language], "bold", look=look), look)
    lines += wrapped(said(f"{rule.id} · {rule.topic}", "dim", look=look), look)
    for level in rule.levels:
        lines += [Text(), *_level(level, language, look)]
    for heading, text in ((words["why"], rule.why), (words["problems"], rule.known_problems)):
        if text:
            lines += [Text(), said(heading, "bold", look=look)]
            lines += wrapped(said(text, look=look), look, first=2)
    lines += [Text(), said(words["sources"], "bold", look=look)]
    for source in dict.fromkeys(s for level in rule.levels for s in level.sources):
        told = ", ".join(str(x) for x in (source.called(language), source.year, source.found_at(language)) if x)
        lines += wrapped(said(f"- {told}", look=look), look, first=2, rest=4)
        lines += wrapped(said(source.url, "dim", look=look), look, first=4) if source.url else []
    if not any(level.sources for level in rule.levels):
        lines += wrapped(said(words["none"], look=look), look, first=2)
    lines += [Text(), said(words["examples"], "bold", look=look)]
    for example in rule.examples:
        lines += _example(example, language, look)
    return drawn(lines, look)


def _level(level: Level, language: OutputLanguage, look: Look) -> list[Text]:
    word = said(f"{SEVERITY[language][level.severity]}:", STYLES[level.severity], look=look)
    kind = getattr(level.when, "kind", "")
    grounds = f"[{BASIS[language][level.basis]}] {kind}"
    return [
        *wrapped(joined(word, said(f" {level.message[language]}", look=look)), look, rest=2),
        *wrapped(said(grounds, "dim", look=look), look, first=2),
    ]


def _example(example: Example, language: OutputLanguage, look: Look) -> list[Text]:
    about = [str(x) for x in (example.market, example.severity) if x]
    about += [f"{k} {v}" for k, v in (example.person or {}).items()]
    told = f" ({', '.join(about)})" if about else ""
    lines = wrapped(said(f"{RULES[language][example.verdict]}{told}:", look=look), look, first=2)
    for line in example.label.splitlines():
        lines += wrapped(said(line, "dim", look=look), look, first=4, rest=6)
    return lines
