"""``labelcheck new``: a rule, nutrient or sample to start from, with all that its tests need."""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from labelcheck import units
from labelcheck.cli.scaffolds import CONDITIONS, LABELS, NUTRIENT, ORIGIN, PRODUCTS, RULE, SIGNS
from labelcheck.errors import KnowledgeError, UsageError

HELP = "start a rule, a nutrient or a sample, with everything that its tests need"
KINDS: Final = (
    "vitamin", "mineral", "macronutrient", "fatty-acid", "amino-acid", "botanical", "microorganism", "other",
)  # fmt: skip
UNITS: Final = units.used("nutrients")
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TOPIC: Final = "my-rules"
_OWN: Final = "knowledge"
_NRV: Final = "eu-nrv-2011"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    rule = what.add_parser("rule", help="a rule file that works, with examples", description="a rule file that works")
    add_rule(rule)
    nutrient = what.add_parser(
        "nutrient", help="a nutrient with its names, and a label that prints it",
        description="a nutrient with its names, and a label that prints it",
    )  # fmt: skip
    nutrient.add_argument(
        "--folder", metavar="DIR",
        help="where to write it (default: labelcheck's own files in a checkout, else the folder knowledge)",
    )  # fmt: skip
    nutrient.add_argument("name", metavar="NAME", help="its id, lower-case words with hyphens: beta-glucan")
    nutrient.add_argument("--kind", choices=KINDS, default="other", help="default: other")
    nutrient.add_argument("--unit", choices=UNITS, default="mg", help="of its intakes (default: mg)")
    nutrient.add_argument(
        "--called", metavar="CODE=WORD", action="append", default=[],
        help="what a language calls it: sv=betaglukan; once per word, the first is its name (default: en=NAME)",
    )  # fmt: skip
    sample = what.add_parser(
        "sample", help="a label with its expected reading", description="a folder of samples/: a label, what must be read"
    )  # fmt: skip
    sample.add_argument("name", metavar="NAME", help="lower-case words with hyphens: zink-procent-fel")
    sample.add_argument("--language", metavar="CODE", default="sv", help="of the label, mul for several (default: sv)")
    sample.add_argument("--folder", metavar="DIR", default="samples", help="where to write it (default: samples)")


def add_rule(parser: argparse.ArgumentParser) -> None:
    """Add the options of a new rule."""
    parser.add_argument("name", metavar="NAME", help="lower-case words with hyphens: vitamin-d-above-my-limit")
    parser.add_argument("--folder", metavar="DIR", default="rules", help="where to write it (default: rules)")
    parser.add_argument("--topic", metavar="TOPIC", default=_TOPIC, help=f"its folder in there (default: {_TOPIC})")


def run(args: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    {"rule": new_rule, "nutrient": _nutrient, "sample": _sample}[args.what](args)
    return 0


def new_rule(args: argparse.Namespace) -> None:
    """Write a rule file, and the schema that editors complete it by.

    Raises:
        UsageError: a name that cannot be, or a file that is there already or cannot be written.

    """
    _named(args.name, "a rule's name", "vitamin-d-above-my-limit")
    _named(args.topic, "a topic", "vitamin-d")
    path = Path(args.folder) / args.topic / f"{args.name}.yaml"
    schema = _schema(Path(args.folder))
    subject = rule_subject(args.name)
    about = {k: v.format(**subject.words) for k, v in CONDITIONS[subject.kind].items()}
    place = Path(os.path.relpath(schema, path.parent)).as_posix()
    text = RULE.format(id=args.name, topic=args.topic, year=_today()[:4], schema=place, **about)
    _write({path: text} if schema.exists() else {path: text, schema: _schema_text()})
    hint = "" if subject.told else "its name holds no nutrient's id, so it is about vitamin D until you change it; "
    _say(path, f"{hint}fill it in, then run: labelcheck rules test {args.folder}")


class _Subject(NamedTuple):
    """What a rule's name says that it is about; ``told`` is whether it names a nutrient at all."""

    kind: str
    words: dict[str, str]
    told: bool


def rule_subject(name: str) -> _Subject:
    """Return what a rule of that name asks: "zinc-without-copper", "iron-above-20", "magnesium-low"."""
    from labelcheck.knowledge import load

    known = load()
    parts = name.split("-")
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(parts):
        # of "vitamin-b12" and "vitamin-b" the longer one
        ends = [e for e in range(len(parts), at, -1) if "-".join(parts[at:e]) in known.nutrients]
        if ends:
            found.append((at, "-".join(parts[at : ends[0]])))
        at = ends[0] if ends else at + 1
    kind = next((SIGNS[p] for p in parts if p in SIGNS), "above")
    ids = [i for _, i in found]
    told = bool(ids)
    nutrient = ids[0] if told else "vitamin-d"
    if kind == "without" and len(ids) < 2:
        kind = "above"
    other = ids[1] if len(ids) > 1 else nutrient
    figure = next((Decimal(p) for p in reversed(parts) if p.isdigit()), None)
    words = {"nutrient": nutrient, "other": other}
    for mark, one in (("", nutrient), ("2", other)):
        unit = known.nutrients[one].unit
        usual = known.references[_NRV].groups[0].values.get(one, Decimal(100))
        limit = figure if figure and not mark else usual
        words |= {f"limit{mark}": f"{limit:f} {unit}", f"twice{mark}": f"{limit * 2:f} {unit}"}
        for code in ("sv", "en"):
            called = known.names[code].get(one, one.replace("-", " "))
            words |= {f"{code}{mark}": called, f"{code.capitalize()}{mark}": called[:1].upper() + called[1:]}
    return _Subject(kind, words, told)


def _schema(folder: Path) -> Path:
    """Return where the rules' schema is: in a checkout with the documents, else beside the rules."""
    in_docs = folder.resolve().parent / "docs" / "rule.schema.json"
    return in_docs if in_docs.is_file() else folder / "rule.schema.json"


def _schema_text() -> str:
    from labelcheck.rules.schema import rule_schema

    return json.dumps(rule_schema(), ensure_ascii=False, indent=1) + "\n"


def _sample(args: argparse.Namespace) -> None:
    from labelcheck.knowledge import load

    _named(args.name, "a sample's name", "zink-procent-fel")
    if args.language not in {*load().numbers, "mul"}:
        known = ", ".join(sorted(load().numbers))
        raise UsageError(f"--language {args.language}: known are {known}, and mul for several")
    zinc = {"sv": "Zink", "en": "Zinc"}
    row = _Row("zinc", zinc["sv" if args.language == "sv" else "en"], "10", "mg", "100")
    files = _sample_files(Path(args.folder), args.language, args.name, row)
    _write(files)
    _say(
        next(iter(files)).parent,
        "write the label and what a careful person reads from it, before labelcheck has seen it; then run: "
        f"python -m pytest tests/test_samples.py -k {args.name}",
    )


class _Row:
    """The one row that a new sample's label prints."""

    def __init__(self, nutrient: str, name: str, value: str, unit: str, percent: str | None) -> None:
        self.nutrient, self.name, self.value, self.unit, self.percent = nutrient, name, value, unit, percent


def _sample_files(folder: Path, code: str, name: str, row: _Row) -> dict[Path, str]:
    written = "sv" if code == "sv" else "en"
    percent = {
        "percent_sv": f"   {row.percent} % av DRI" if row.percent else "",
        "percent_en": f"   {row.percent} % NRV" if row.percent else "",
    }
    label = LABELS[written].format(name=row.name, amount=f"{row.value} {row.unit}", **percent)
    reading: dict[str, Any] = {
        "name": row.name, "nutrient": row.nutrient, "forms": [],
        "amount": {"value": row.value, "unit": row.unit, "qualifier": None, "bound": None}, "also": [],
        "percent": row.percent, "basis": {"kind": "serving", "quantity": "2", "of": "capsule"}, "role": "nutrient",
        "status": "ok",
    }  # fmt: skip
    expected = {
        "languages": [] if code == "mul" else [code],
        "product": PRODUCTS[written],
        "daily_dose": {"low": "2", "high": "2", "of": "capsule"},
        "readings": [reading],
        "intakes": {row.nutrient: [row.value, row.value, row.unit]},
    }
    home = folder / code / name
    return {
        home / "label.txt": label,
        home / "expected.json": json.dumps(expected, ensure_ascii=False, indent=1) + "\n",
        home / "origin.yaml": ORIGIN.format(today=_today()),
    }


def _nutrient(args: argparse.Namespace) -> None:
    from labelcheck.knowledge import own, stamping

    _named(args.name, "a nutrient's id", "beta-glucan")
    root = stamping.DATA.parents[3]
    checkout = (root / "samples").is_dir() and root / "src" / "labelcheck" / "knowledge" / "data" == stamping.DATA
    if args.folder is not None or not checkout:
        home, root = (Path(args.folder or _OWN),) * 2
        compiled: Callable[[], object] = partial(_compiled, *dict.fromkeys([*own.own_folders(), home]))
    else:
        home, compiled = stamping.DATA, _compiled
    words = _words(args.name, args.called)
    code = "sv" if "sv" in words else next(iter(words))
    row = _Row(args.name, words[code][0], "100", args.unit, None)
    files = _sample_files(root / "samples", "sv" if code == "sv" else "en", args.name, row)
    if code not in ("sv", "en"):
        files = {}
    sample = next(iter(files)).parent.relative_to(root).as_posix() if files else "write one with labelcheck new sample"
    path = home / "nutrients" / f"{args.name}.yaml"
    files[path] = NUTRIENT.format(
        id=args.name, title=args.name.replace("-", " ").capitalize(), kind=args.kind, unit=args.unit, sample=sample
    )
    languages = {home / "languages" / f"{c}.yaml": given for c, given in words.items()}
    before = {p: p.read_text("utf-8") if p.exists() else None for p in languages}
    _write(files)
    try:
        for place, given in languages.items():
            place.parent.mkdir(exist_ok=True)
            place.write_text(_with_words(before[place] or "nutrients:\n", args.name, given), encoding="utf-8")
        compiled()
    except KnowledgeError:
        for place, text in before.items():
            place.unlink(missing_ok=True) if text is None else place.write_text(text, encoding="utf-8")
        for made in files:
            made.unlink()
        raise
    if home == stamping.DATA:
        lacking = sorted({p.stem for p in (stamping.DATA / "languages").glob("*.yaml")} - words.keys())
        then = (
            f"fill in its science, its words in {', '.join(lacking)}, and the sample ({sample}); then run: "
            f"python -m pytest tests/knowledge tests/test_samples.py -k '{args.name} or knowledge'"
        )
    else:
        label = next(iter(files)) if len(files) > 1 else "label.txt"
        then = f"fill in its science and further words; then run: labelcheck check --knowledge {home} {label}"
    _say(path, then)


def _compiled(*folders: Path) -> None:
    from labelcheck.knowledge.compile import compile_knowledge

    compile_knowledge(folders)


def _words(name: str, called: list[str]) -> dict[str, list[str]]:
    """Return the words of each language; none may mean another nutrient already."""
    from labelcheck.knowledge import load
    from labelcheck.knowledge.fold import fold_words

    known = load()
    if name in known.nutrients:
        raise UsageError(f"{name} is there already")
    words: dict[str, list[str]] = {}
    for given in called or [f"en={name.replace('-', ' ')}"]:
        code, equals, word = given.partition("=")
        if not equals or not word.strip() or code not in known.numbers:
            raise UsageError(f"--called {given}: write CODE=WORD, the code one of {', '.join(sorted(known.numbers))}")
        meaning = known.lexicon.meanings(fold_words(word)).get("nutrient")
        if meaning is not None:
            raise UsageError(f"--called {given}: this word means {meaning} already")
        words.setdefault(code, []).append(word.strip())
    return words


def _with_words(text: str, nutrient: str, words: list[str]) -> str:
    """Return a language file with a nutrient's words at the end of its ``nutrients:``."""
    begin = re.search(r"(?m)^nutrients:[ \t]*\n", text)
    if begin is None:
        raise KnowledgeError(("this language file has no nutrients: to add to",))
    end = re.compile(r"(?m)^(?=[^\s#])").search(text, begin.end())
    at = end.start() if end else len(text)
    line = f"  {nutrient}: [{', '.join(json.dumps(w, ensure_ascii=False) for w in words)}]\n"
    return text[:at] + line + text[at:]


def _named(name: str, what: str, example: str) -> None:
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r}: {what} is lower-case words with hyphens, as {example}")


def _write(files: dict[Path, str]) -> None:
    """Write new files, none of which may be there."""
    for path in files:
        if path.exists():
            raise UsageError(f"{path} is there already")
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def _say(path: Path, then: str) -> None:
    print(f"{path}\nNext: {then}")  # noqa: T201


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
