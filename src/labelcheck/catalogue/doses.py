"""A daily dose that is told in two fields: how many at a time, and how many times a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from labelcheck.catalogue.amounts import number
from labelcheck.pipeline import read_text

TOLD_TWICE: Final = "dose-told-twice"
"""The note on a product whose directions and whose number of times a day do not go together."""
_KEPT: Final = 4096
_LONGEST: Final = 60
_BARE: Final = re.compile(r"(?P<number>\d{1,3}(?:[.,]\d{1,2})?)(?P<of>[ ]+\D{1,40}|[^\W\d]\D{0,40})?")
_TIMES: Final = "times per day"
"""What is said where the reader does not know the words of the field's own name."""


def dose_of(cells: Mapping[str, str], times_name: str) -> str | None:
    """Return the directions that fields tell together; ``cells`` by field, None where they do not make one dose.

    >>> dose_of({"dose": "2 kapselia", "times": "1"}, "Kertaa päivässä")
    '2 kapselia 1 kertaa päivässä'
    >>> dose_of({"count": "2", "unit": "tabletter", "times": "2"}, "gange_pr_dag")
    '2 tabletter 2 gange pr dag'
    >>> dose_of({"dose": "2 kapslar dagligen", "times": "2"}, "Gånger per dag")
    """
    words = next((c for f in ("dose", "count", "serving", "amount") if _bare(c := cells.get(f) or "")), None)
    times = (cells.get("times") or "").strip()
    if words is None or number(times)[0] is None:
        return None
    return _joined(words.strip(), (cells.get("form") or cells.get("unit") or "").strip(), times, times_name)


def _bare(cell: str) -> bool:
    return len(cell) <= _LONGEST and _BARE.fullmatch(cell.strip()) is not None and not _daily(cell)


@lru_cache(maxsize=_KEPT)
def _daily(cell: str) -> bool:
    """Tell whether a cell by itself says what is taken a day."""
    return read_text(cell).daily_dose is not None


@lru_cache(maxsize=_KEPT)
def _joined(words: str, form: str, times: str, name: str) -> str | None:
    match = _BARE.fullmatch(words)
    if match is None:
        return None
    taken = words if match["of"] or not form else f"{words} {form}"
    count, often = number(match["number"])[0], number(times)[0]
    for said in (" ".join(name.replace("_", " ").split()).lower(), _TIMES):
        told = f"{taken} {often} {said}"
        dose = read_text(told).daily_dose
        day = Decimal(count or 0) * Decimal(often or 0)
        if dose is not None and dose.status == "ok" and dose.of != "serving" and dose.low == dose.high == day:
            return told
    return None


@lru_cache(maxsize=_KEPT)
def is_daily(directions: str) -> bool:
    """Tell whether directions say by themselves what is taken a day: "Tagesdosis: 2 Kapseln"."""
    dose = read_text(directions).daily_dose
    return dose is not None and dose.status == "ok"


@lru_cache(maxsize=_KEPT)
def told_twice(directions: str, times: str) -> bool:
    """Tell whether directions that stand by themselves and a number of times a day do not go together."""
    dose, often = read_text(directions).daily_dose, number(times.strip())[0]
    if dose is None or often is None or Decimal(often) == 1:
        return False
    return dose.intakes_per_day != Decimal(often)
