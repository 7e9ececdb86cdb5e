"""HTML of product descriptions to plain text that keeps its tables: a line per row, cells parted by tabs."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

from labelcheck.catalogue.grids import spread

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z][a-zA-Z\d]+);|<!--")
_BLOCKS: Final = frozenset(
    ("address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
     "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section",
     "table", "tbody", "tfoot", "thead", "tr", "ul")
)  # fmt: skip
_SILENT: Final = frozenset(("script", "style", "head", "template", "noscript", "svg"))
_PLAIN_TAG: Final = re.compile(r'<(/?)([a-zA-Z][a-zA-Z\d]*)(?:\s+[a-zA-Z][\w:-]*="[^"<]*")*\s*(/?)>')
"""A tag as editors write it, in four groups with the text before it; it never looks beyond the next "<"."""
_NOT_PLAIN: Final = _SILENT | {"title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"}
"""Elements whose content is not text with tags in it."""
_ESCAPED: Final = re.compile(r"\\(\\n|n(?: *\\t)*|t(?=<))")
_SPACE: Final = re.compile(r"\s+")
_BLANKS: Final = re.compile(r"[ \u00a0]+")
_AROUND_TAB: Final = re.compile(r" ?\t ?")


def as_text(text: str) -> str:
    r"""Return plain text as it is, and HTML without its tags.

    >>> as_text("<table><tr><td>Zink</td><td>10&nbsp;mg</td></tr></table>")
    'Zink\t10 mg'
    """
    if not _TAG.search(text):
        return text
    if "span=" in text:
        text = spread(text)
    parser = _Text()
    pieces = _PLAIN_TAG.split(text)
    if any("<" in said for said in pieces[::4]) or not _NOT_PLAIN.isdisjoint(n.lower() for n in pieces[2::4]):
        parser.feed(text)
        parser.close()
    else:
        parser.take(pieces)
    return parser.text()


def as_shown(text: str) -> str:
    r"""Return a cell of an export as plain text; programs write its line ends as two characters, which break the line in HTML, too.

    >>> as_shown(r"Zink 10 mg\nJärn 14 mg").split("\n"), as_shown(r"a\\nb")
    (['Zink 10 mg', 'Järn 14 mg'], 'a\\nb')
    """
    if "\\" not in text:
        return as_text(text)
    text = _ESCAPED.sub(lambda m: "\n" if m[1][0] != "\\" else r"\n", text)
    return as_text(text.replace("\n", "<br>")) if "\n" in text and is_html(text) else as_text(text)


def is_html(text: str) -> bool:
    """Tell whether a text holds tags or character references."""
    return _TAG.search(text) is not None


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._silent: list[str] = []
        self._cells = 0

    def feed(self, data: str) -> None:
        """Take HTML; behind the last ">" no tag ends, and the parser would look for the end from each "<" anew."""
        end = data.rfind(">") + 1
        super().feed(data[:end])
        if "<" in data[end:]:
            self.close()
            self.handle_data(unescape(data[end:]))
        else:
            super().feed(data[end:])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in ("td", "th"):
            if self._cells:
                self._parts.append("\t")
            self._cells += 1
        elif tag in _BLOCKS and not self._cells:
            self._parts.append("\n")
        elif tag == "tr":
            self._parts.append("\n")
            self._cells = 0
        elif tag in _BLOCKS:
            self._parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in ("tr", "table"):
            self._cells = 0
            self._parts.append("\n")
        elif tag in _BLOCKS:
            self._parts.append(" " if self._cells else "\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(_SPACE.sub(" ", data))

    def take(self, pieces: list[str]) -> None:
        """Take HTML of plain tags only, split by ``_PLAIN_TAG``: the same as ``feed``, at half its cost."""
        self.handle_data(unescape(pieces[0]))
        for slash, name, end, said in zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[4::4], strict=True):
            tag = name.lower()
            if not slash:
                self.handle_starttag(tag, [])
            if slash or end:
                self.handle_endtag(tag)
            if said:
                self.handle_data(unescape(said))

    def text(self) -> str:
        """Return the lines that hold something."""
        lines = (_BLANKS.sub(" ", line).strip(" \t") for line in "".join(self._parts).split("\n"))
        return "\n".join(_AROUND_TAB.sub("\t", line) for line in lines if line)
