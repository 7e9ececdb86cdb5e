"""The four tables, their schemas, and the nested form in which a batch of answers travels."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from labelcheck.knowledge import load
from labelcheck.knowledge.levels import upper_level
from labelcheck.model import SEVERITIES, Finding, Intake, Person, Reading, Report
from labelcheck.render.arithmetic import arithmetic_text
from labelcheck.render.phrases import nrv_share

PRODUCTS: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("id", pa.string()),
        ("name", pa.string()),
        ("brand", pa.string()),
        ("category", pa.string()),
        ("outcome", pa.string()),
        ("status", pa.string()),
        ("detail", pa.string()),
        ("duplicate_of", pa.int64()),
        ("worst", pa.string()),
        ("readings_count", pa.int32()),
        ("readings_to_check", pa.int32()),
        ("findings_count", pa.int32()),
        ("undetermined_count", pa.int32()),
        ("kind", pa.string()),
        ("file", pa.string()),
        ("languages", pa.list_(pa.string())),
        ("label_product", pa.string()),
        ("dose_low", pa.string()),
        ("dose_high", pa.string()),
        ("dose_of", pa.string()),
        ("dose_text", pa.string()),
        ("notes", pa.list_(pa.string())),
        ("digest", pa.string()),
        ("labelcheck", pa.string()),
        ("rules", pa.string()),
        ("line", pa.int64()),
        ("reasons", pa.list_(pa.string())),
        ("verdict", pa.string()),
        ("verdict_en", pa.string()),
        ("verdict_sv", pa.string()),
    ]
)
"""One row per product of the input, in its order; ``row`` counts from 0, ``line`` as a person counts in the file."""

_READING: Final = (
    ("position", pa.int32()),
    ("name", pa.string()),
    ("nutrient", pa.string()),
    ("forms", pa.list_(pa.string())),
    ("value", pa.string()),
    ("high", pa.string()),
    ("unit", pa.string()),
    ("qualifier", pa.string()),
    ("bound", pa.string()),
    ("percent", pa.string()),
    ("percent_of", pa.string()),
    ("basis", pa.string()),
    ("basis_quantity", pa.string()),
    ("basis_of", pa.string()),
    ("role", pa.string()),
    ("part_of", pa.int32()),
    ("status", pa.string()),
    ("confidence", pa.float64()),
    ("notes", pa.list_(pa.string())),
)
_FINDING: Final = (
    ("position", pa.int32()),
    ("rule", pa.string()),
    ("severity", pa.string()),
    ("basis", pa.string()),
    ("verdict", pa.string()),
    ("message_en", pa.string()),
    ("message_sv", pa.string()),
    ("nutrients", pa.list_(pa.string())),
    ("evidence", pa.string()),
    ("waived", pa.string()),
    ("concern", pa.string()),
    ("covered_by", pa.string()),
)
_INTAKE: Final = (
    ("position", pa.int32()),
    ("nutrient", pa.string()),
    ("low", pa.string()),
    ("high", pa.string()),
    ("unit", pa.string()),
    ("status", pa.string()),
    ("arithmetic", pa.string()),
    ("nrv_share", pa.string()),
    ("upper_level", pa.string()),
    ("upper_level_of", pa.string()),
    ("qualifier", pa.string()),
    ("forms", pa.list_(pa.string())),
    ("notes", pa.list_(pa.string())),
    ("readings", pa.list_(pa.int32())),
)
READINGS: Final = pa.schema([("row", pa.int64()), ("id", pa.string()), *_READING])
"""One row per printed amount; ``row`` and ``id`` are those of the product. Decimal numbers are text, as printed."""
FINDINGS: Final = pa.schema([("row", pa.int64()), ("id", pa.string()), *_FINDING])
"""One row per rule that has something to say of a product."""
INTAKES: Final = pa.schema([("row", pa.int64()), ("id", pa.string()), *_INTAKE])
"""One row per nutrient of which a product gives an amount per day; ``readings`` are positions among its readings."""

_INNER: Final = {"readings": _READING, "findings": _FINDING, "intakes": _INTAKE}
ANSWER: Final = pa.schema([*PRODUCTS, *(pa.field(name, pa.list_(pa.struct(kind))) for name, kind in _INNER.items())])
"""What ``check_batch`` gives: a row of :data:`PRODUCTS` with the product's readings, findings and intakes inside it."""

_RANK: Final = {s: i for i, s in enumerate(SEVERITIES)}


class Answer(NamedTuple):
    """What is told of one product; ``report`` is None unless the outcome is "read", ``waived`` why a finding does not count."""

    row: int
    id: str | None
    name: str | None
    brand: str | None
    category: str | None
    digest: str | None
    outcome: str
    detail: str | None = None
    report: Report | None = None
    file: str | None = None
    notes: tuple[str, ...] = ()
    waived: tuple[str | None, ...] = ()


def to_answers(answers: Iterable[Answer], labelcheck: str, rules: str) -> pa.RecordBatch:
    """Return answers as a record batch of schema :data:`ANSWER`."""
    products: list[tuple[Any, ...]] = []
    inner: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _INNER}
    counts: dict[str, list[int]] = {name: [0] for name in _INNER}
    for answer in answers:
        products.append(_product(answer, labelcheck, rules))
        for name, rows in _inside(answer.report, answer.waived).items():
            inner[name] += rows
            counts[name].append(len(rows))
    columns = _arrays(products, PRODUCTS)
    for name, kind in _INNER.items():
        schema = pa.schema(kind)
        values = pa.StructArray.from_arrays(_arrays(inner[name], schema), fields=list(schema))
        columns.append(pa.ListArray.from_arrays(pa.array(list(accumulate(counts[name])), pa.int32()), values))
    return pa.RecordBatch.from_arrays(columns, schema=ANSWER)


def _inside(report: Report | None, waived: tuple[str | None, ...]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of the inner tables of one product."""
    if report is None:
        return {name: [] for name in _INNER}
    return {
        "readings": [_reading(i, r) for i, r in enumerate(report.label.readings)],
        "findings": [_finding(i, f, why) for i, (f, why) in enumerate(zip(report.findings, waived, strict=True))],
        "intakes": [_intake(i, n, report) for i, n in enumerate(report.intakes)],
    }


def _arrays(rows: list[tuple[Any, ...]], schema: pa.Schema) -> list[pa.Array]:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return [_array(c, f.type) for c, f in zip(columns, schema, strict=True)]


def _array(values: tuple[Any, ...], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except (UnicodeEncodeError, pa.ArrowException):
        return pa.array([_encodable(v) for v in values], kind)


def _encodable(value: Any) -> Any:  # noqa: ANN401
    """Return text without halves of surrogate pairs, which Arrow does not hold."""
    if isinstance(value, str):
        return value.encode("utf-8", errors="replace").decode("utf-8")
    return [_encodable(v) for v in value] if isinstance(value, list | tuple) else value


def _product(a: Answer, labelcheck: str, rules: str) -> tuple[Any, ...]:
    report = a.report
    if report is None:
        return (
            a.row, a.id, a.name, a.brand, a.category, a.outcome, "failed", a.detail, None, None, 0, 0, 0, 0, None, a.file,
            None, None, None, None, None, None, a.notes, a.digest, labelcheck, rules, None, (), None, None, None,
        )  # fmt: skip
    label, dose = report.label, report.label.daily_dose
    doubtful = sum(r.status == "check" for r in label.readings)
    unsure = dose is not None and dose.status == "check"
    to_check = doubtful or unsure or not label.readings or any(i.status == "check" for i in report.intakes)
    # what another finding tells is told once, and what is waived is not counted
    told = [f for f, why in zip(report.findings, a.waived, strict=True) if f.covered_by is None and not why]
    notes = a.notes + tuple(dict.fromkeys(d.code for d in label.diagnostics))
    return (
        a.row, a.id, a.name or label.product, a.brand, a.category, a.outcome, "check" if to_check else "ok", a.detail, None,
        min((f.severity for f in told if f.verdict == "violated"), key=_RANK.__getitem__, default=None),
        len(label.readings), doubtful, len(told), sum(f.verdict != "violated" for f in told),
        label.source.kind, a.file, label.languages, label.product,
        None if dose is None else format(dose.low, "f"), None if dose is None else format(dose.high, "f"),
        None if dose is None else dose.of, None if dose is None else dose.text,
        notes if label.readings else ("no-amounts", *notes), a.digest, labelcheck, rules, None, _reasons(report) if to_check else (),
        report.verdict.level, report.verdict.message("en"), report.verdict.message("sv"),
    )  # fmt: skip


def _reasons(report: Report) -> tuple[str, ...]:
    """Return why a product is to check, in the words of notes."""
    readings = [n for r in report.label.readings if r.status == "check" for n in r.notes or ("not-understood",)]
    intakes = [n for i in report.intakes if i.status == "check" for n in i.notes or ("not-understood",)]
    none = () if report.label.readings else ("no-amounts",)
    dose = report.label.daily_dose
    directions = (dose.notes or ("not-understood",)) if dose is not None and dose.status == "check" else ()
    return tuple(dict.fromkeys((*none, *directions, *readings, *intakes)))


def _reading(position: int, r: Reading) -> tuple[Any, ...]:
    amount, percent, basis = r.amount, r.percent, r.basis
    value = high = unit = qualifier = bound = None
    if amount is not None:
        value, unit, qualifier, bound = format(amount.value, "f"), amount.unit, amount.qualifier, amount.bound
        high = None if amount.high is None else format(amount.high, "f")
    return (
        position, r.name, r.nutrient, r.forms, value, high, unit, qualifier, bound,
        None if percent is None else format(percent.value, "f"), None if percent is None else percent.of,
        None if basis is None else basis.kind,
        None if basis is None or basis.quantity is None else format(basis.quantity, "f"),
        None if basis is None else basis.of,
        r.role, r.part_of, r.status, r.confidence, r.notes,
    )  # fmt: skip


def _finding(position: int, f: Finding, waived: str | None) -> tuple[Any, ...]:
    return (
        position, f.rule, f.severity, f.basis, f.verdict, f.messages.get("en"), f.messages.get("sv"), f.nutrients,
        " · ".join(e.text for e in f.evidence), waived, f.concern, f.covered_by,
    )  # fmt: skip


def _intake(position: int, intake: Intake, report: Report) -> tuple[Any, ...]:
    share, level, of = _against(intake.nutrient, intake.high, intake.unit, intake.forms, report.person, report.market)
    return (
        position, intake.nutrient, format(intake.low, "f"), format(intake.high, "f"), intake.unit, intake.status,
        arithmetic_text(intake.terms, "en"), share, level, of, intake.qualifier, intake.forms, intake.notes, intake.readings,
    )  # fmt: skip


@lru_cache(maxsize=16384)
def _against(
    nutrient: str, high: Decimal, unit: str, forms: tuple[str, ...], person: Person, market: str
) -> tuple[str | None, str | None, str | None]:
    """Return the share of the NRV, the upper level of a person's intake and the table that it is of."""
    told = Intake(nutrient, high, high, unit, None, forms, (), "ok", (), ())
    share, level = nrv_share(told), upper_level(told, person, market, load())
    return (
        None if share is None else format(round(share, 4).normalize(), "f"),
        None if level is None else format(level.value, "f"),
        None if level is None else level.table.id,
    )


class Tables(NamedTuple):
    """The four tables of a batch of answers."""

    products: pa.Table
    readings: pa.Table
    findings: pa.Table
    intakes: pa.Table


SCHEMAS: Final = {"products": PRODUCTS, "readings": READINGS, "findings": FINDINGS, "intakes": INTAKES}


def tables(answers: pa.RecordBatch | pa.Table) -> Tables:
    """Return answers of ``check_batch`` as the four tables: products, readings, findings, intakes."""
    table = pa.Table.from_batches([answers]) if isinstance(answers, pa.RecordBatch) else answers
    return Tables(
        table.select(PRODUCTS.names).cast(PRODUCTS),
        *(_exploded(table, name, kind, SCHEMAS[name]) for name, kind in _INNER.items()),
    )


def _exploded(table: pa.Table, column: str, fields: tuple[tuple[str, pa.DataType], ...], schema: pa.Schema) -> pa.Table:
    parts = []
    for batch in table.select(["row", "id", column]).to_batches():
        lists = batch.column(2)
        inner, parents = pc.list_flatten(lists), pc.list_parent_indices(lists)
        flat = inner.flatten()
        by_name = dict(zip([f.name for f in inner.type], flat, strict=True))
        columns = [batch.column(0).take(parents), batch.column(1).take(parents), *(by_name[n] for n, _ in fields)]
        parts.append(
            pa.RecordBatch.from_arrays([c.cast(f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
        )
    return pa.Table.from_batches(parts, schema)
