"""Labels that pages keep until they are summed: JSON with a code that only this server can make.

A page can so hand back what it was given and nothing else: no label that was never read, no figures of its own.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING

from labelcheck.errors import UsageError
from labelcheck.model import Label

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class BrokenSeal(UsageError):
    """A label that this server did not read since it was started."""


def sealed(label: Label, key: bytes) -> str:
    """Return a label as text that :func:`opened` takes."""
    body = _adapter().dump_json(label).decode()
    return f"{_code(body, key)}.{body}"


def opened(text: str, key: bytes) -> Label:
    """Return the label behind a seal.

    Raises:
        BrokenSeal: it was not sealed with this key.

    """
    code, _, body = text.partition(".")
    if not hmac.compare_digest(code.encode(), _code(body, key).encode()):
        raise BrokenSeal("this label was not read by this server since it started; give it again")
    return _adapter().validate_json(body)


def _code(body: str, key: bytes) -> str:
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Label]:
    from pydantic import TypeAdapter

    return TypeAdapter(Label)
