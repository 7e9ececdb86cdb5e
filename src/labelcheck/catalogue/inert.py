"""Texts of other people's catalogues, made safe for spreadsheets: a name that begins like a formula stays a name."""

from __future__ import annotations

import re
from typing import Any, Final

_FORMULA: Final = re.compile(r"[\s\x00\u200b\ufeff]*[=+\-@\t\r\n|%]|[＝＋－＠]")
_INNER: Final = re.compile(r"&#?\w+;|[;\t](?=[=+@＝＋－＠]|-(?!webkit-|moz-|ms-|o-))")
"""Where a spreadsheet that takes another delimiter than the file's begins a cell with a formula; not after an entity
or within a style of HTML."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 32_000


def inert(value: Any) -> Any:  # noqa: ANN401
    r"""Return a cell of a CSV file: a text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> inert('=HYPERLINK("http://x")'), inert("Zink 10 mg"), inert(-5)
    ('\'=HYPERLINK("http://x")', 'Zink 10 mg', -5)
    >>> inert("a;=1+1;b"), inert("a&nbsp;=&nbsp;b")
    ("a;'=1+1;b", 'a&nbsp;=&nbsp;b')
    """
    if not isinstance(value, str) or _is_number(value):
        return value
    value = _INNER.sub(lambda m: m[0] if m[0][0] == "&" else f"{m[0]}'", value)
    return "'" + value if _FORMULA.match(value) else value


def sheet_text(value: str) -> str:
    """Return a text that a cell of an XLSX file can hold: without control characters, not beyond its length."""
    value = _CONTROL.sub("", value)
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"


def _is_number(value: str) -> bool:
    return re.fullmatch(r"[+-]?\d+(\.\d+)?", value) is not None
