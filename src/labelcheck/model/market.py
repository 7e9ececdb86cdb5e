"""Where a product is sold: countries by their two letters."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from labelcheck.errors import UsageError

_FILE: Final = Path(__file__).parent / "countries.txt"
_ALIKE: Final = 0.75


def market_code(told: object) -> str:
    """Return a market's code in capitals.

    >>> market_code("se")
    'SE'

    Raises:
        UsageError: it is no country's code; the message names the one that may be meant.

    """
    from difflib import get_close_matches

    known = countries()
    code = told.upper() if isinstance(told, str) else ""
    if code in known:
        return code
    word = told.strip().casefold() if isinstance(told, str) else ""
    called = {name: c for c, names in known.items() for name in (*names, c.casefold())}
    near = get_close_matches(word, called, 1, _ALIKE)
    hint = f"; did you mean {called[near[0]]}?" if near else ", as SE or US, or EU"
    raise UsageError(f"market {told!r}: it is a country's code of two letters{hint}")


@lru_cache(maxsize=1)
def countries() -> dict[str, tuple[str, ...]]:
    """Return the codes that a market may have, each with what people write for it."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, names = line.partition(" ")
            found[code] = tuple(n.strip() for n in names.split(",") if n.strip())
    return found
