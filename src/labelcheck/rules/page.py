"""One rule as a page of Markdown: what the documentation and ``labelcheck rules show`` print."""

from __future__ import annotations

from labelcheck.rules.rule import Example, Level, Rule


def rule_page(rule: Rule) -> str:
    """Return the page of one rule."""
    lines = [f"# {rule.id}", "", rule.title["en"], f"*{rule.title['sv']}*", ""]
    lines += [f"Topic: {rule.topic}. {_applies(rule)}".rstrip(), ""]
    lines += ["## What it says", ""]
    for level in rule.levels:
        lines += _level(level)
    lines += ["## Why", "", rule.why, ""]
    if rule.known_problems:
        lines += ["## Known problems", "", rule.known_problems, ""]
    if rule.supersedes:
        lines += [f"When it is told, these are not told beside it: {', '.join(rule.supersedes)}.", ""]
    if rule.covers:
        lines += [f"It tells within its own what these find of the same nutrients: {', '.join(rule.covers)}.", ""]
    lines += ["## Sources", ""]
    for s in dict.fromkeys(s for level in rule.levels for s in level.sources):
        place = ", ".join(str(x) for x in (s.year, s.locator) if x)
        lines.append(f"- {s.title}{f' ({place})' if place else ''}{f' <{s.url}>' if s.url else ''}")
    if not any(level.sources for level in rule.levels):
        lines.append("None: see why.")
    lines += ["", "## Examples", ""]
    for example in rule.examples:
        lines += _example(example)
    return "\n".join(lines).rstrip() + "\n"


def _level(level: Level) -> list[str]:
    return [
        f"**{level.severity}**, concern: {level.concern}, basis: {level.basis} (condition: {getattr(level.when, 'kind', '')})",
        "",
        f"> {level.message['en']}",
        ">",
        f"> {level.message['sv']}",
        "",
    ]


def _applies(rule: Rule) -> str:
    a = rule.applies
    told = []
    if a.market:
        told.append(f"markets {', '.join(a.market)}")
    if a.age_from is not None or a.age_to is not None:
        told.append(f"ages {a.age_from or 0}–{a.age_to if a.age_to is not None else ''}")
    told += [word for word in ("sex", "pregnant", "lactating") if getattr(a, word) is not None]
    told += list(a.any_flag)
    return f"Applies to: {', '.join(told)}." if told else ""


def _example(example: Example) -> list[str]:
    about = [str(x) for x in (example.market, example.severity) if x]
    about += [f"{k} {v}" for k, v in (example.person or {}).items()]
    told = f" ({', '.join(about)})" if about else ""
    return [f"{example.verdict}{told}:", "", *(f"    {line}" for line in example.label.splitlines()), ""]
