"""Changes of a label's text that leave what it says as it was, for metamorphic tests and the fuzzer.

Each takes a text and a source of chance and returns a text on which every intake that is still "ok" must be what it was:
printers wrap lines, scanners change spaces and micro signs, makers print the pack's count and a slogan wherever there is room.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

import labelcheck
from labelcheck.knowledge import load
from labelcheck.model import Label, Reading

Change = Callable[[str, random.Random], str]

_SPACES: Final = ("\u00a0", "\u202f", "\u2009", "  ")
_MICRO: Final = ("µg", "μg", "mcg", "ug")
_SLOGANS: Final = (
    "Nyhet! Nu ännu bättre.", "Sveriges mest älskade märke", "New improved recipe!", "Feel good every day",
    "Jetzt mit verbesserter Rezeptur", "Von Apothekern empfohlen", "Nouvelle formule !", "Qualité depuis 1987",
    "Uusi parempi koostumus", "Nyhed i butikken", "Nå i ny drakt", "Nuova confezione", "Nueva fórmula", "Nowa formuła",
    "Новая упаковка", "Vernieuwde verpakking", "www.example.com", "100 % natural", "5 star rating", "No. 1 in taste",
)  # fmt: skip
_COUNTS: Final = (30, 60, 90, 120, 180)
_PANELS: Final = {
    "en": "Contents per {of}",
    "de": "Inhalt pro {of}",
    "sv": "Innehåll per {of}",
    "fr": "Composition par {of}",
}
_FORMS: Final = {
    "tablet": {"en": "tablet", "de": "Tablette", "sv": "tablett", "fr": "comprimé"},
    "capsule": {"en": "capsule", "de": "Kapsel", "sv": "kapsel", "fr": "gélule"},
}
_PACKS: Final = {
    "tablet": ("tablets", "Tabletten", "tabletter", "comprimés"),
    "capsule": ("capsules", "Kapseln", "kapslar", "gélules"),
}


def wrap(text: str, chance: random.Random) -> str:
    """Break a line at one of its spaces."""
    places = [m.start() for m in re.finditer(r"(?<=\S) (?=\S)", text)]
    if not places:
        return text
    at = chance.choice(places)
    return f"{text[:at]}\n{text[at + 1 :]}"


def respace(text: str, chance: random.Random) -> str:
    """Print some spaces within lines in another width."""
    space = chance.choice(_SPACES)
    # a line with nothing but double spaces would be one of cells
    share = 0.1 if space == "  " else chance.choice((0.1, 0.5, 1.0))
    return re.sub(r"(?<=\S) (?=\S)", lambda m: space if chance.random() < share else m[0], text)


def end_lines(text: str, chance: random.Random) -> str:
    """End lines as other systems do, or with a form feed."""
    return text.replace("\n", chance.choice(("\r\n", "\n\f", "\r", "\n\n")))


def upper(text: str, chance: random.Random) -> str:
    """Print a line, or all of them, in capitals."""
    if chance.random() < 0.5:
        return text.upper()
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[:at], lines[at].upper(), *lines[at + 1 :]])


def micro(text: str, chance: random.Random) -> str:
    """Write micrograms otherwise."""
    sign = chance.choice(_MICRO)
    return re.sub(r"(?<=[\d ])(?:µg|μg|mcg|ug)(?![\w])", sign, text)


def count_pack(text: str, chance: random.Random) -> str:
    """Print what the pack holds in front of everything."""
    of = next((of for of, words in _FORMS.items() if any(w.lower() in text.lower() for w in words.values())), None)
    if of is None:
        return text
    return f"{chance.choice(_COUNTS)} {chance.choice(_PACKS[of])}\n{text}"


def praise(text: str, chance: random.Random) -> str:
    """Add a slogan above or below."""
    slogan = chance.choice(_SLOGANS)
    return f"{slogan}\n{text}" if chance.random() < 0.5 else f"{text}\n{slogan}"


def reorder(text: str, chance: random.Random) -> str:
    """Print the rows of the panel in another order, where each stands whole on a line of its own."""
    label = labelcheck.read_text(text)
    rows = _rows(label)
    if len(rows) < 2:
        return text
    lines = text.split("\n")
    shuffled = rows[:]
    chance.shuffle(shuffled)
    for at, other in zip(rows, shuffled, strict=True):
        lines[at] = text.split("\n")[other]
    return "\n".join(lines)


def _rows(label: Label) -> list[int]:
    """Return the numbers of the longest run of lines that each hold one row and stand for itself."""
    text = label.printed
    by_line: dict[int, list[Reading]] = {}
    for reading in label.readings:
        by_line.setdefault(text.count("\n", 0, reading.place.span.start), []).append(reading)
    lines = text.split("\n")
    single = [
        n
        for n, found in by_line.items()
        if len({r.nutrient for r in found}) == 1
        and all(r.role == "nutrient" and r.nutrient is not None for r in found)
        and n < len(lines)
        and lines[n][:1].strip() == lines[n][:1]
        and re.match(r"\w", lines[n].strip())
    ]
    runs: list[list[int]] = []
    for n in sorted(single):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    best = max(runs, key=len, default=[])
    follows = best[-1] + 1 if best else 0
    bound = follows < len(lines) and (lines[follows].startswith((" ", "\t", "-", "–")) or follows in by_line)
    return best[:-1] if bound else best


def repeat(text: str, chance: random.Random) -> str:
    """Print the panel again in another language, where it is of one tablet or capsule."""
    label = labelcheck.read_text(text)
    bases = {r.basis.of for r in label.readings if r.basis is not None and r.basis.quantity == 1}
    of = next((b for b in bases if b in _FORMS), None)
    if len({(r.basis.kind, r.basis.quantity, r.basis.of) for r in label.readings if r.basis}) != 1 or of is None:
        return text
    languages = [c for c in _PANELS if c not in label.languages]
    if not languages:
        return text
    code = chance.choice(languages)
    names = load().names[code]
    rows = [
        f"{names[r.nutrient]} {r.amount.value.normalize():f} {r.amount.unit}"
        for r in label.readings
        if r.nutrient in names
        and r.amount is not None
        and r.role == "nutrient"
        and r.amount.bound is None
        and r.amount.high is None
    ]
    decimal = load().numbers[code][0]
    panel = "\n".join([_PANELS[code].format(of=_FORMS[of][code]), *(r.replace(".", decimal) for r in rows)])
    return f"{text}\n\n{panel}\n"


CHANGES: Final[dict[str, Change]] = {
    "wrap": wrap, "respace": respace, "end-lines": end_lines, "upper": upper, "micro": micro, "count-pack": count_pack,
    "praise": praise, "reorder": reorder, "repeat": repeat,
}  # fmt: skip


_SIMILAR: Final = Decimal("0.03")
"""An amount printed in two units may be taken from either: 474 kJ are 113 kcal, and 112 stand beside them."""


def _whole(value: Decimal) -> Decimal:
    return value or Decimal(1)


def violations(text: str, changed: str) -> list[str]:
    """Return in what intakes that are "ok" on both texts differ."""
    before = {i.nutrient: i for i in labelcheck.check(labelcheck.read_text(text)).intakes}
    after = labelcheck.check(labelcheck.read_text(changed)).intakes
    found = []
    for intake in after:
        if intake.status != "ok":
            continue
        old = before.get(intake.nutrient)
        if old is None:
            found.append(f"{intake.nutrient}: nothing -> {intake.low:f}-{intake.high:f} {intake.unit}")
        elif (
            old.status == "ok"
            and max(abs(old.low - intake.low) / _whole(old.low), abs(old.high - intake.high) / _whole(old.high))
            > _SIMILAR
        ):
            found.append(f"{intake.nutrient}: {old.low:f}-{old.high:f} -> {intake.low:f}-{intake.high:f} {intake.unit}")
    return found
