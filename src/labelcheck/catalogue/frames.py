"""Reports that a program holds as Arrow tables, with the columns of a catalogue's, and decimals as decimals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

from labelcheck._version import VERSION
from labelcheck.catalogue.answers import FINDINGS, INTAKES, READINGS, Answer, tables, to_answers
from labelcheck.errors import UsageError
from labelcheck.model import Report

_SCHEMAS: Final = {"intakes": INTAKES, "readings": READINGS, "findings": FINDINGS}
_DECIMALS: Final = frozenset(
    ["low", "high", "nrv_share", "upper_level", "value", "percent", "basis_quantity"],
)
_LEAST: Final = 6
"""Digits after the point: micrograms of a gram."""
_MOST: Final = 38
"""Digits that Arrow's shorter decimals hold."""


def frame(reports: Sequence[Report], table: str) -> pa.Table:
    """Return one of the inner tables of reports.

    Raises:
        UsageError: there is no such table.

    """
    if table not in _SCHEMAS:
        raise UsageError(f"no table {table!r}; they are {', '.join(_SCHEMAS)}")
    answers = [
        Answer(i, r.label.source.name, r.label.product, None, None, None, "read", report=r, waived=(None,) * len(r.findings))
        for i, r in enumerate(reports)
    ]  # fmt: skip
    rules = next((r.rules for r in reports if r.rules), None) or ""
    whole: pa.Table = getattr(tables(to_answers(answers, VERSION, rules)), table)
    for number, field in enumerate(whole.schema):
        if field.name in _DECIMALS:
            whole = whole.set_column(number, field.name, _decimals(whole.column(number).to_pylist()))
    return whole


def _decimals(told: list[str | None]) -> pa.Array:
    """Return text as decimals with as many digits after the point as the most exact of them has."""
    values = [None if t is None else Decimal(t) for t in told]
    places = max((-int(v.as_tuple().exponent) for v in values if v is not None), default=0)
    whole = max((v.adjusted() + 1 for v in values if v is not None), default=1)
    scale = max(_LEAST, places)
    kind: Any = pa.decimal128 if max(whole, 1) + scale <= _MOST else pa.decimal256
    return pa.array(values, kind(_MOST if kind is pa.decimal128 else 2 * _MOST, scale))
