"""Whether a font of a PDF tells which characters its codes draw. Runs in the guarded process.

A code is drawn by the name or number of its glyph, and read by the font's map to Unicode. Nothing makes the two
agree: a map that says 9 for what is drawn as 1 reads well and is wrong.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from io import BytesIO
from typing import Any, Final

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.encodingdb import EncodingDB, name2unicode
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from labelcheck.sources.marks import MARKS, mark_of
from labelcheck.sources.same_font import content_of

DIGITS: Final = frozenset("0123456789")
LOOKED: Final = DIGITS | frozenset("m\u03bc")
"""Digits, and the two letters that are a factor of a thousand apart; the micro sign is small mu when folded."""
_COUNTS: Final = LOOKED | MARKS | frozenset("gk%")
"""Characters of amounts: a slip in another costs a name, which is seen."""
_SYMBOLIC: Final = 4
_MOST_FONTS: Final = 500
_DEEPEST: Final = 6
_BY_NAME: Final = ("Type1", "MMType1", "TrueType")


class Trust(Enum):
    """What a font's own tables say of its map."""

    PLAIN = "names and map agree"
    UNSURE = "there is nothing to compare the map with"
    LYING = "names and map do not agree"


@dataclass(frozen=True, slots=True)
class Font:
    """A font's trust, and the characters of amounts that several of its codes stand for."""

    trust: Trust
    twice: frozenset[str] = frozenset()


@dataclass(slots=True)
class Known:
    """Fonts of a file by the identity of their dictionaries, which are kept so that no other takes it, and by what they hold."""

    by_identity: dict[int, tuple[dict[str, Any], Font]] = field(default_factory=dict)
    by_content: dict[bytes, Font] = field(default_factory=dict)

    def font(self, spec: dict[str, Any]) -> Font:
        """Return what a dictionary says; the same object for the same font written twice."""
        held = self.by_identity.get(id(spec))
        if held is None:
            content = content_of(spec)
            found = (self.by_content.get(content) if content else None) or font_of(spec)
            if content:
                self.by_content[content] = found
            held = self.by_identity[id(spec)] = (spec, found)
        return held[1]


def fonts_of(resources: object, known: Known | None = None) -> dict[str, Font]:
    """Return the fonts of a page by their base name; of several with one name the least to be trusted.

    ``known`` holds what was found of the file's other pages, and is added to.
    """
    known = Known() if known is None else known
    found: dict[str, Font] = {}
    seen: set[int] = set()

    def walk(raw: object, depth: int) -> None:
        held = _dict(raw)
        for reference in _dict(held.get("Font")).values():
            spec = _dict(reference)
            if len(seen) > _MOST_FONTS or id(spec) in seen:
                continue
            seen.add(id(spec))
            name, font = _text(spec.get("BaseFont")), known.font(spec)
            other = found.get(name)
            if other is not None:
                font = Font(max(font.trust, other.trust, key=list(Trust).index), font.twice | other.twice | LOOKED)
            found[name] = font
        for reference in _dict(held.get("XObject")).values() if depth < _DEEPEST else ():
            form = resolve1(reference)
            if isinstance(form, PDFStream) and "Resources" in form.attrs and id(form) not in seen:
                seen.add(id(form))
                walk(form.attrs["Resources"], depth + 1)

    walk(resources, 0)
    return found


def font_of(spec: dict[str, Any]) -> Font:
    """Return what a font's dictionary says of its map."""
    codes = _map(spec.get("ToUnicode"))
    # a capital M beside a small one is no second m
    many = Counter(mark_of(unicodedata.normalize("NFKC", text)) for text in (codes or {}).values())
    twice = frozenset(text for text, count in many.items() if count > 1 and text in _COUNTS)
    names = _names(spec)
    if names is None:
        return Font(Trust.UNSURE, twice)
    trust = Trust.PLAIN
    for code, text in (codes or {}).items():
        read, drawn = folded(text), names.get(code)
        if drawn is None:
            if _COUNTS & set(mark_of(read)):
                trust = Trust.UNSURE
        elif mark_of(read) != mark_of(folded(drawn)) and _COUNTS & set(mark_of(read) + mark_of(folded(drawn))):
            return Font(Trust.LYING, twice)
    return Font(trust, twice)


def _names(spec: dict[str, Any]) -> dict[int, str] | None:
    """Return what a simple font's codes draw by the names of their glyphs; None where they go by number."""
    kind = _text(spec.get("Subtype"))
    if kind not in _BY_NAME:
        return None
    descriptor = _dict(spec.get("FontDescriptor"))
    embedded = any(f"FontFile{n}" in descriptor for n in ("", "2", "3"))
    encoding = resolve1(spec.get("Encoding"))
    symbolic = bool(_int(descriptor.get("Flags")) & _SYMBOLIC)
    if embedded and (encoding is None or (kind == "TrueType" and symbolic)):
        return None
    base = encoding
    differences: object = None
    if isinstance(encoding, dict):
        base, differences = resolve1(encoding.get("BaseEncoding")), resolve1(encoding.get("Differences"))
        if base is None and embedded:
            # the font program's own encoding lies below
            return _changed({}, differences)
    names = EncodingDB.encodings.get(_text(base), EncodingDB.std2unicode)
    return _changed(dict(names), differences)


def _changed(names: dict[int, str], differences: object) -> dict[int, str]:
    code = 0
    for raw in differences if isinstance(differences, list) else ():
        one = resolve1(raw)
        if isinstance(one, int):
            code = one
        elif isinstance(one, PSLiteral):
            names.pop(code, None)
            # a name of the producer's own tells nothing
            with suppress(KeyError, ValueError):
                names[code] = name2unicode(_text(one))
            code += 1
    return names


def _map(raw: object) -> dict[int, str] | None:
    stream = resolve1(raw)
    if not isinstance(stream, PDFStream):
        return None
    found = FileUnicodeMap()
    CMapParser(found, BytesIO(stream.get_data())).run()
    return found.cid2unichr


def folded(text: str) -> str:
    """Return a character in compatibility normal form and small, as names and maps are compared."""
    return unicodedata.normalize("NFKC", text).casefold()


def _dict(raw: object) -> dict[str, Any]:
    held = resolve1(raw)
    return held if isinstance(held, dict) else {}


def _text(raw: object) -> str:
    held = resolve1(raw)
    name = held.name if isinstance(held, PSLiteral) else held
    return name.decode("latin-1") if isinstance(name, bytes) else str(name or "")


def _int(raw: object) -> int:
    held = resolve1(raw)
    return held if isinstance(held, int) else 0
