"""Feeds changed and damaged labels to reading and checking, and says what went wrong.

Damage (letters cut, doubled, swapped between labels, put in from all alphabets) may give any answer but an exception, a
place that is not in the text, or half a second for 20 kB. Changes that leave what a label says as it was
(``scripts/relabel.py``) may besides change no intake that is "ok". Each violation is made as small as it gets.

usage: python benchmarks/fuzz.py [--seconds N] [--cases N] [--seed N] [--texts FILE.jsonl ...] [--json]

The same seed, number of cases and texts make the same run on every machine. Exit code 1 on an exception, a place outside
the text, a slow text, or more than one violation in 20,000 cases (never for fewer than three, which a short run may meet
by chance).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOT: Final = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from relabel import CHANGES, violations

import corpus
import labelcheck

SLOWEST: Final = 0.5
"""Seconds of CPU for a text of up to 20 kB."""
LARGEST: Final = 20_000
ALLOWED: Final = 20_000
FEW: Final = 2
PATIENCE: Final = 10
"""Seconds for making one violation small."""
_ODD: Final = "½¼0123456789.,;:()[]/%*+-–x×<>~µμ\t\n\f\r\u00a0\u2009\u200b§ßøåäöéñżыжπ١٢٣百😀\ufffd\u0301"


class Found(NamedTuple):
    """One violation: its kind, what is wrong, and the smallest text that shows it."""

    kind: str
    what: str
    text: str
    changed: str


def damaged(text: str, other: str, chance: random.Random) -> str:
    """Return a label with a few things cut out, doubled, put in or taken from another label."""
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((1, 1, 2, 5, 20, 200)))
        what = chance.randrange(5)
        if what == 0:
            text = text[:at] + text[end:]
        elif what == 1:
            text = text[:end] + text[at:]
        elif what == 2:
            text = text[:at] + "".join(chance.choice(_ODD) for _ in range(chance.randrange(1, 8))) + text[at:]
        elif what == 3:
            start = chance.randrange(len(other) + 1)
            text = text[:at] + other[start : start + chance.randrange(1, 120)] + text[at:]
        else:
            text = text[:at] + text[at:end] * chance.choice((2, 3, 40)) + text[end:]
    return text[:LARGEST]


def faults(text: str) -> str:
    """Return what is wrong with the answer to a text, whatever it says; nothing where all is well."""
    started = time.process_time()
    try:
        report = labelcheck.check(labelcheck.read_text(text))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
        return f"{type(error).__name__}: {error}"
    spent = time.process_time() - started
    printed = report.label.printed
    places = [r.place for r in report.label.readings] + [d.place for d in report.label.dosages]
    places += [d.place for d in report.label.diagnostics if d.place is not None]
    for place in places:
        if not 0 <= place.span.start <= place.span.end <= len(printed):
            return f"place {place.span} outside the {len(printed)} characters"
    if spent > SLOWEST and min(_timed(text) for _ in range(3)) > SLOWEST:
        return f"{spent:.2f} s for {len(text)} characters"
    return ""


def _timed(text: str) -> float:
    started = time.process_time()
    labelcheck.check(labelcheck.read_text(text))
    return time.process_time() - started


def smallest(text: str, wrong: Callable[[str], bool], *, letters: bool) -> str:
    """Return a text with as few lines, and where asked characters, as still show what is wrong; found within ``PATIENCE``."""
    ends = time.monotonic() + PATIENCE
    for joint in ("\n", "") if letters else ("\n",):
        parts = text.split("\n") if joint else list(text)
        size = max(1, len(parts) // 2)
        while size:
            at = 0
            while at < len(parts) and time.monotonic() < ends:
                fewer = joint.join(parts[:at] + parts[at + size :])
                if wrong(fewer):
                    parts = parts[:at] + parts[at + size :]
                else:
                    at += size
            size //= 2
        text = joint.join(parts)
    return text


def alters(name: str, seed: int) -> Callable[[str], bool]:
    """Return whether a change, made by the same chance, alters a text's answer."""

    def wrong(text: str) -> bool:
        try:
            return bool(violations(text, CHANGES[name](text, random.Random(seed))))  # noqa: S311
        except (ValueError, IndexError):  # too small a text to be changed
            return False

    return wrong


def fails_as(kind: str) -> Callable[[str], bool]:
    """Return whether a text has a fault of a kind."""
    return lambda text: faults(text).startswith(kind)


def main() -> int:
    """Run the fuzzer and tell what it found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=float("inf"), metavar="N", help="stop after so long")
    parser.add_argument("--cases", type=int, default=8000, metavar="N", help="stop after so many cases (default 8000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed makes other cases")
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=[], metavar="FILE", help="more labels, a JSON object with text a line"
    )
    parser.add_argument("--json", action="store_true", help="tell the result as JSON")
    options = parser.parse_args()
    texts = [s.text for s in corpus.all_samples()]
    for path in options.texts:
        texts += [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines() if line.strip()]
    result = run(texts, options.seconds, options.cases, options.seed)
    print(json.dumps(result, ensure_ascii=False, indent=2) if options.json else told(result))
    allowed = max(FEW, result["cases"] // ALLOWED)
    return int(any(f["kind"] == "fault" for f in result["found"]) or result["violations"] > allowed)


def run(texts: list[str], seconds: float, cases: int, seed: int) -> dict[str, Any]:
    """Return the number of cases of each kind and what was found."""
    chance = random.Random(seed)  # noqa: S311
    tried: Counter[str] = Counter()
    found: list[Found] = []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and tried.total() < cases:
        text = chance.choice(texts)
        if chance.random() < 0.5:
            broken = damaged(text, chance.choice(texts), chance)
            tried["damage"] += 1
            fault = faults(broken)
            if fault:
                small = smallest(broken, fails_as(re.split("[: ]", fault)[0]), letters=True)
                found.append(Found("fault", fault, small, ""))
            continue
        name = chance.choice(list(CHANGES))
        own = chance.randrange(2**32)
        changed = CHANGES[name](text, random.Random(own))  # noqa: S311
        if changed == text:
            continue
        tried[name] += 1
        differs = violations(text, changed)
        if differs:
            small = smallest(text, alters(name, own), letters=False)
            found.append(Found(name, "; ".join(differs), small, CHANGES[name](small, random.Random(own))))  # noqa: S311
    return {
        "seed": seed, "cases": tried.total(), "of_each": dict(sorted(tried.items())),
        "violations": sum(f.kind != "fault" for f in found), "found": [f._asdict() for f in found],
    }  # fmt: skip


def told(result: dict[str, Any]) -> str:
    """Return the result for people."""
    lines = [
        f"{result['cases']} cases, seed {result['seed']}: "
        + ", ".join(f"{k} {n}" for k, n in result["of_each"].items())
    ]
    faulty = sum(f["kind"] == "fault" for f in result["found"])
    lines.append(f"faults {faulty}; intakes changed and still ok {result['violations']}")
    for one in result["found"]:
        lines += ["", f"{one['kind']}: {one['what']}", *(f"  | {x}" for x in one["text"].split("\n"))]
        if one["changed"]:
            lines += ["  changed", *(f"  > {x}" for x in one["changed"].split("\n"))]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
