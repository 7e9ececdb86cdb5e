"""Writes the documents that follow from code and rule files: the rules' list and pages, kinds, and schema.

usage: python scripts/write_docs.py [--check]

With --check nothing is written, and the exit code is 1 when a document is not up to date.
"""

import ast
import contextlib
import inspect
import io
import json
import os
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from importlib.resources import files
from itertools import groupby
from pathlib import Path

import labelcheck
from labelcheck.cli.main import COMMANDS
from labelcheck.cli.main import main as command_line
from labelcheck.knowledge import load
from labelcheck.rules.by_source import by_source
from labelcheck.rules.kinds import kinds
from labelcheck.rules.loader import load_rules
from labelcheck.rules.page import rule_page
from labelcheck.rules.schema import rule_schema

_LONGEST = 40
_ROLE = re.compile(r":\w+:`~?(?:labelcheck\.[a-z_.]*)?([^`]+)`")
DOCS = Path(__file__).parent.parent / "docs"


def rule_list() -> str:
    """Return every rule in a table per topic, with what the rules rest on."""
    rules = sorted(load_rules(), key=lambda r: (r.topic, r.id))
    lines = [
        "# The shipped rules",
        "",
        "Written by `scripts/write_docs.py`. `labelcheck rules show ID` prints the same page of one as is linked here.",
        "",
        f"{len(rules)} rules. Severity: {counted(r.severity for r in rules)}. Basis: {counted(r.basis for r in rules)}.",
    ]
    for topic, group in groupby(rules, key=lambda r: r.topic):
        lines += ["", f"## {topic}", "", "| Rule | Severity | Basis | What it tells |", "| --- | --- | --- | --- |"]
        for rule in group:
            severities = ", ".join(dict.fromkeys(level.severity for level in rule.levels))
            bases = ", ".join(dict.fromkeys(level.basis for level in rule.levels))
            lines.append(
                f"| [`{rule.id}`](rules/{rule.id}.md) | {severities} | {bases} | {rule.title['en']} · {rule.title['sv']} |"
            )
    return "\n".join(lines) + "\n"


def counted(words: object) -> str:
    """Return "12 notice, 3 error" for the words."""
    return ", ".join(f"{n} {word}" for word, n in Counter(words).most_common())  # type: ignore[call-overload]


def kind_list() -> str:
    """Return the kinds of condition with their parameters, from their docstrings."""
    lines = ["# The kinds of condition", "", "Written by `scripts/write_docs.py` from the code.", ""]
    for name, kind in sorted(kinds().items()):
        names = [f.name for f in fields(kind) if f.init and f.name != "kind"]
        text = "\n".join(line.strip() for line in (kind.__doc__ or "").splitlines()).strip()
        told = ", ".join(f"`{f}`" for f in names) or "none"
        lines += [f"## {name}", "", f"Parameters: {told}.", "", text, ""]
    return "\n".join(lines).rstrip() + "\n"


def source_list() -> str:
    """Return the documents that rules and tables rest on, with the day each was last read."""
    cited = by_source(load_rules(), load().references.values())
    read = [c for c in cited if c.read is not None]
    lines = [
        "# What the rules rest on, and when it was read",
        "",
        "Written by `scripts/write_docs.py`; `labelcheck rules list --by-source` prints the same.",
        "",
        (
            f"{len(cited)} documents, of which {len(read)} carry the day on which figures and words were last looked up in them, or in a"
            " copy or report that the title names. The others were written down from the document named and not looked up again since."
        ),
        "A test warns of days more than two years back.",
        "",
        "| Document | Year | Read | What of it was seen | Rules, substances, table |",
        "| --- | --- | --- | --- | --- |",
    ]
    for one in cited:
        title = f"[{one.title}]({one.url})" if one.url else one.title
        users = [
            *(f"[`{r}`](rules/{r}.md)" for r in one.rules),
            *one.substances,
            *([f"table `{one.table}`"] if one.table else []),
        ]
        lines.append(
            f"| {title.replace('|', '/')} | {one.year or ''} | {one.read or ''} | {(one.seen or '').replace('|', '/')} | {', '.join(users)} |"
        )
    return "\n".join(lines) + "\n"


def api() -> str:
    """Return the public names with their signatures, fields and docstrings, and the errors with their codes."""
    names = sorted(n for n in labelcheck.__all__ if not n.startswith("_"))
    values = {n: getattr(labelcheck, n) for n in names}
    errors: dict[str, type[labelcheck.LabelcheckError]] = {
        n: v for n, v in values.items() if isinstance(v, type) and issubclass(v, labelcheck.LabelcheckError)
    }
    types = {n: v for n, v in values.items() if isinstance(v, type) and n not in errors}
    lines = [
        "# Python",
        "",
        "Written by `scripts/write_docs.py` from the code. Everything is imported from `labelcheck`.",
        "",
        "- Amounts are `decimal.Decimal`, never binary fractions. Their units are g, mg, µg, ng, IU, CFU, kcal, kJ and ml.",
        (
            "- Places: `span` counts characters of the printed text from 0; `box` and `corners` are pixels of a picture or points of a"
            " PDF page, from the top left; pages count from 1."
        ),
        (
            "- A `status` is `ok` or `check`: what is to check must not be trusted without a look, and `notes` tell why"
            " ([all notes](json.md))."
        ),
        (
            "- A finding's `sources` name the publication, year and place of each figure; the tables are listed by"
            " `labelcheck rules show ID`."
        ),
        (
            "- Results are immutable, comparable, hashable and picklable; `to_dict` and `from_dict`, `to_json(whole=True)` and `from_json`"
            " keep every field."
        ),
        "",
        "## Functions",
        "",
    ]
    for name, value in values.items():
        if name not in errors and name not in types:
            signature = str(inspect.signature(value)).replace("labelcheck.", "").replace("'", "")
            lines += [f"### {name}", "", "```text", f"{name}{signature}", "```", ""]
            lines += ["```text", inspect.getdoc(value) or "", "```", ""]
    lines += ["## Types", ""]
    for name, value in types.items():
        lines += [f"### {name}", "", "```text", _told_of(value), "```", "", *_fields(value), *_methods(value)]
    lines += ["## Errors", "", "Each is a `LabelcheckError`; the command line exits with its code.", ""]
    lines += ["| Error | Kind of | `code` | Exit code | What it tells |", "| --- | --- | --- | --- | --- |"]
    for name, value in errors.items():
        text, base = " ".join((inspect.getdoc(value) or "").split()), value.__mro__[1]
        lines.append(f"| `{name}` | `{base.__name__}` | `{value.code}` | {value.exit_code} | {text} |")
    return _ROLE.sub(r"\1", "\n".join(lines)).rstrip() + "\n"


def _told_of(value: type) -> str:
    """Return the docstring of a type; of one that only adds methods to another that of the other."""
    own = inspect.getdoc(value) or ""
    base = next((c for c in value.__mro__[1:] if c.__name__ == value.__name__), None)
    return own if base is None else f"{own}\n\n{inspect.getdoc(base) or ''}"


def _fields(value: type) -> list[str]:
    """Return a table of a type's fields with their types and defaults."""
    hints = {k: v for base in reversed(value.__mro__) for k, v in _written_types(base).items()}
    if is_dataclass(value):
        told = {f.name: f.default for f in fields(value)}
    else:
        given = getattr(value, "_field_defaults", {})
        told = {n: given.get(n, MISSING) for n in getattr(value, "_fields", ())}
    if not told:
        return []
    lines = ["| Field | Type | Default |", "| --- | --- | --- |"]
    for name, default in told.items():
        kind = hints[name].replace("|", "\\|")
        plain = repr(default) if len(repr(default)) <= _LONGEST else f"{type(default).__name__}(…)"
        shown = "" if default is MISSING else f"`{plain}`".replace("|", "\\|")
        lines.append(f"| `{name}` | `{kind}` | {shown} |")
    return [*lines, ""]


def _written_types(value: type) -> dict[str, str]:
    """Return the types of a class's own fields as its source writes them."""
    if not value.__module__.startswith("labelcheck"):
        return {}
    (written,) = ast.parse(textwrap.dedent(inspect.getsource(value))).body
    body = written.body if isinstance(written, ast.ClassDef) else []
    return {
        node.target.id: ast.unparse(node.annotation).replace("'", "").replace('"', "")
        for node in body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def _methods(value: type) -> list[str]:
    """Return what a type does beside holding its fields."""
    lines = []
    for name, one in inspect.getmembers(value, lambda v: inspect.isroutine(v) or isinstance(v, property)):
        if name.startswith("_") or not (inspect.getdoc(one) or "").strip() or hasattr(tuple, name):
            continue
        first = (inspect.getdoc(one) or "").splitlines()[0]
        lines.append(f"- `{name}{'' if isinstance(one, property) else '()'}`: {first}")
    return [*lines, ""] if lines else []


def commands() -> str:
    """Return what each command says to --help."""
    lines = ["# Command line", "", "Written by `scripts/write_docs.py` from the code.", ""]
    actions = {"rules": ("list", "show", "test", "schema", "new"), "new": ("rule", "nutrient", "sample")}
    within = [[command, action] for command, names in actions.items() for action in names]
    os.environ |= {"COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    for words in ([], *([c] for c in COMMANDS), *within):
        told = io.StringIO()
        with contextlib.suppress(SystemExit), contextlib.redirect_stdout(told):
            command_line([*words, "--help"])
        said = told.getvalue()
        lines += [f"## labelcheck {' '.join(words)}".rstrip(), "", "```text", said.rstrip(), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def how_to() -> str:
    """Return the recipes of CONTRIBUTING.md, whose links are seen from the folder above."""
    whole = (DOCS.parent / "CONTRIBUTING.md").read_text("utf-8")
    recipes = whole.partition("## Recipes\n")[2].partition("\n## ")[0]
    return f"# How to add to it\n{recipes.replace('](docs/', '](').replace('### ', '## ')}\n"


def pages() -> dict[str, str]:
    """Return a page per rule, the same as ``labelcheck rules show`` prints."""
    return {f"rules/{rule.id}.md": rule_page(rule) for rule in load_rules()}


DOCUMENTS: dict[str, Callable[[], str]] = {
    "api.md": api,
    "cli.md": commands,
    "how-to.md": how_to,
    "rule-list.md": rule_list,
    "rule-kinds.md": kind_list,
    "rule-sources.md": source_list,
    "report.schema.json": lambda: (files("labelcheck.render") / "report.schema.json").read_text("utf-8"),
    "rule.schema.json": lambda: json.dumps(rule_schema(), ensure_ascii=False, indent=1) + "\n",
}


def main() -> int:
    """Write the documents, or check them."""
    stale = []
    texts = {name: make() for name, make in DOCUMENTS.items()} | pages()
    for path in (DOCS / "rules").glob("*.md"):
        if f"rules/{path.name}" not in texts:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.unlink()
    (DOCS / "rules").mkdir(exist_ok=True)
    for name, text in texts.items():
        path = DOCS / name
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if stale:
        print(f"{'stale' if '--check' in sys.argv else 'written'}: {', '.join(stale)}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
