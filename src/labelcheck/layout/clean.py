"""Cleaning a label's text without losing where anything stands."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from labelcheck.model import LabelText

_SPACES: Final = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u1680\u2800"
)
_LINE_ENDS: Final = "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e"
_CONTROLS: Final = [chr(c) for c in (*range(9), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0xA0)) if c != 0x85]
"""What no printer prints. It parts what stands around it: whether "1\\x080" was ten, nobody can tell."""
_ONE_FOR_ONE: Final = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_LINE_ENDS, "\n")
    | dict.fromkeys(_CONTROLS, " ")
    | dict.fromkeys("‐‑‒−﹣－", "-")
    | {"—": "–", "―": "–"}
    | dict.fromkeys("®™©℠\u00b6\ufffd", " ")
    | dict.fromkeys("μ", "µ")
    | dict.fromkeys("‘´`ʼ′", "’")
    | dict.fromkeys("⁄∕", "/")
    | {
        "，": ",",
        "．": ".",
        "％": "%",
        "﹪": "%",
        "٪": "%",
        "（": "(",
        "）": ")",
        "：": ":",
        "＊": "*",
        "∗": "*",
        "│": "|",
        "┃": "|",
        "¦": "|",
    }
    | dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹" + "0123456789" * 2, strict=True))
)
_ODD: Final = re.compile("[" + "".join(map(re.escape, map(chr, _ONE_FOR_ONE))) + "]")
_DROPPED: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Characters that take no place in print, as ranges of a pattern: what stands around them stands together."""
_INVISIBLE: Final = re.compile(f"[{_DROPPED}]")
_NEEDS_MORE: Final = re.compile(f"[{_DROPPED}ﬀ-ﬆ\u0300-\u036f]")
_HYPHENATED: Final = re.compile(
    r"(?<=[^\W\d_]{2})\u00ad[ \t]*\r?\n[ \t]*(?=[^\W\d_])|(?<=[^\W\d_]{3})-\r?\n(?=[^\W\d_A-ZÅÄÖÆØ]{2})"
)

_RAISED: Final = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LOWERED: Final = re.compile("(?<=[0-9])[₀-₉]+|[₀-₉]+(?=[0-9])")
"""Beside a digit: a mark, as raised digits are, and no index as in B₁₂."""
_AS_RAISED: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MISREAD: Final = re.compile("(?:Âµ|Î¼)(?=g)")
"""µ, its two bytes in UTF-8 read as Windows Western; of the Greek letter the second byte is a quarter."""
_ANY: Final = re.compile(
    f"[<&ÂÎ⁰¹²³⁴⁵⁶⁷⁸⁹{_DROPPED}ﬀ-ﬆ\u0300-\u036f\r{''.join(map(re.escape, map(chr, _ONE_FOR_ONE)))}]"
)
_MARKUP: Final = re.compile(
    r"</?(?P<tag>td|th|tr|br|p|li|ul|ol|div|span|table|tbody|thead|b|strong|em|i|u|h[1-6]|a|font|sup|sub|section|img)"
    r"(?:\s[^<>]{0,300})?/?>|(?P<entity>&(?:[a-zA-Z]{2,10}|#\d{1,6}|#x[0-9a-fA-F]{1,6});)",
    re.IGNORECASE,
)
_BREAKS: Final = {"td": "\t", "th": "\t"} | dict.fromkeys(
    ("tr", "br", "p", "li", "ul", "ol", "div", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section"), "\n"
)


def clean(printed: str) -> LabelText:
    r"""Return the text with plain spaces, dashes and digits, and the way back to ``printed``.

    Nothing is folded that could change an amount: µ stays µ, superscript digits stay superscript.

    >>> text = clean("Mag\u00adnesium 1\u00a0000 mg")
    >>> text.clean, text.span(0, 9)
    ('Magnesium 1 000 mg', Span(start=0, end=10))
    """
    if not _ANY.search(printed) and "-\n" not in printed:
        return LabelText(printed, printed)
    plain = _plain(printed)
    if not plain.isascii() and _RAISED.search(plain):
        plain = _RAISED.sub(_footnote_mark, plain)
    if ("<" in plain or "&" in plain) and _MARKUP.search(plain):
        return _without_markup(printed)
    if not _NEEDS_MORE.search(plain) and ("-\n" not in plain or not _HYPHENATED.search(plain)):
        return LabelText(plain, printed)
    return _shortened(printed, plain, range(len(plain) + 1))


def _plain(printed: str) -> str:
    """Return the text with plain characters of the same number; a carriage return alone ends a line, too."""
    plain = printed
    if _ODD.search(printed):
        plain = _LOWERED.sub(lambda m: m[0].translate(_AS_RAISED), printed).translate(_ONE_FOR_ONE)
    if ("Â" in plain or "Î" in plain) and _MISREAD.search(plain):
        plain = _MISREAD.sub("\u200bµ", plain)  # of the same length; what is invisible is dropped later
    return plain.replace("\r\n", " \n").replace("\r", "\n") if "\r" in plain else plain


def _footnote_mark(raised: re.Match[str]) -> str:
    """Return marks for raised digits that are a footnote's; behind a 10 they are an exponent and stay, and so before a digit."""
    text, start, end = raised.string, raised.start(), raised.end()
    # right before a digit it may be one itself: "²0 mg"
    if text.endswith("10", 0, start) or text[end : end + 1].isdigit():
        return raised[0]
    return "*" * len(raised[0])


def _shortened(printed: str, plain: str, places: Sequence[int]) -> LabelText:
    """Return the text without soft hyphens and ligatures; ``places`` gives where each character is printed."""
    broken = {i for m in _HYPHENATED.finditer(plain) for i in range(m.start(), m.end())}
    characters: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(plain):
        if i in broken or _INVISIBLE.match(char):
            continue
        if "\u0300" <= char <= "\u036f" and characters:
            composed = unicodedata.normalize("NFC", characters[-1] + char)
            if len(composed) == 1:
                characters[-1] = composed
                continue
        for piece in unicodedata.normalize("NFKC", char) if "ﬀ" <= char <= "ﬆ" else char:
            characters.append(piece)
            offsets.append(places[i])
    offsets.append(len(printed))
    return LabelText("".join(characters), printed, tuple(offsets))


def _without_markup(printed: str) -> LabelText:
    """Return the text of a web page's leftovers: cells become tabs, blocks lines, "&micro;" its character."""
    characters: list[str] = []
    places: list[int] = []
    at = 0
    for match in _MARKUP.finditer(printed):
        characters += printed[at : match.start()]
        places += range(at, match.start())
        at = match.end()
        name = (match["tag"] or "").lower()
        instead = html.unescape(match.group()) if match["entity"] else _BREAKS.get(name, "")
        characters += instead
        places += [match.start()] * len(instead)
    characters += printed[at:]
    places += range(at, len(printed) + 1)
    return _shortened(printed, _plain("".join(characters)), places)
