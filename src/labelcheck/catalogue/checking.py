"""A batch of products to a batch of answers, row for row; nothing that a product says or breaks ends the batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from labelcheck._version import VERSION
from labelcheck.catalogue.answers import Answer, to_answers
from labelcheck.catalogue.files import read_content, read_files
from labelcheck.catalogue.product import NUTRIENT, Nutrient, Product
from labelcheck.catalogue.settings import Settings
from labelcheck.catalogue.structured import structured_label
from labelcheck.catalogue.witnesses import witnessed
from labelcheck.errors import LabelcheckError, UsageError
from labelcheck.knowledge import load
from labelcheck.model import Label
from labelcheck.pipeline import read_text, report_of

_DETAIL: Final = 500
_ANY_OF: Final = ("text", "files", "nutrients", "content")


def check_batch(batch: pa.RecordBatch, settings: Settings | None = None) -> pa.RecordBatch:
    """Return the answers to a batch of products: schema ``ANSWER``, one row for each row, in their order.

    Args:
        batch: products. Looked for are the columns of ``labelcheck.catalogue.PRODUCT``; one of ``text`` (the label's
            text), ``files`` (paths below ``settings.root``), ``nutrients`` and ``content`` (the bytes of a picture, PDF or
            text) must be there, all others may be missing.
            ``row`` is by default the position in the batch.
        settings: for whom and by which rules; by default a healthy adult, Sweden, and the shipped rules.

    A product that cannot be read is a row with another ``outcome`` than "read". One that crashes or hangs the process
    does that to yours: the runner and the Spark adapter call this in guarded processes.

    Raises:
        UsageError: none of the columns is there, or one is of a type that cannot be meant.
        RuleError: the rule files of the settings are wrong.

    """
    settings = settings or Settings()
    rules = settings.rule_set()
    answers = (_answer(row, digest, product, settings) for row, digest, product in _products(batch))
    return to_answers(answers, VERSION, rules.sha256)


def _products(batch: pa.RecordBatch) -> Iterator[tuple[int, str | None, Product]]:
    if not set(_ANY_OF) & set(batch.schema.names):
        raise UsageError(f"a batch needs a column of {', '.join(_ANY_OF)}; it has {', '.join(batch.schema.names)}")
    columns = {name: _column(batch, name) for name in Product._fields if name != "nutrients"}
    if isinstance(columns["files"], list):
        columns["files"] = [(v,) if isinstance(v, str) else tuple(v or ()) for v in columns["files"]]
    columns["notes"] = [tuple(v or ()) for v in columns["notes"]]
    columns["nutrients"] = _nutrients(batch)
    rows = _column(batch, "row") if "row" in batch.schema.names else range(batch.num_rows)
    digests = _column(batch, "digest")
    for row, digest, *fields in zip(rows, digests, *(columns[f] for f in Product._fields), strict=True):
        yield row, digest, Product(*fields)


def _nutrients(batch: pa.RecordBatch) -> list[tuple[Nutrient, ...]]:
    """Return the amounts of each product, field by field where they are as our own batches have them."""
    if "nutrients" not in batch.schema.names:
        return [()] * batch.num_rows
    column = batch.column(batch.schema.get_field_index("nutrients"))
    if column.type != pa.list_(NUTRIENT) or column.values.null_count:
        return [tuple(_nutrient(n) for n in v or ()) for v in column.to_pylist()]
    ends = accumulate(n or 0 for n in pc.list_value_length(column).to_pylist())
    fields = (f.to_pylist() for f in column.flatten().flatten())
    found = [Nutrient(n or "", *rest) for n, *rest in zip(*fields, strict=True)]
    begins = chain((0,), ends)
    return [tuple(found[begin:end]) for begin, end in pairwise(begins)]


def _column(batch: pa.RecordBatch, name: str) -> list[Any]:
    if name not in batch.schema.names:
        return [None] * batch.num_rows
    column = batch.column(batch.schema.get_field_index(name))
    if name == "content" and not pa.types.is_binary(column.type) and not pa.types.is_large_binary(column.type):
        raise UsageError(f"the column 'content' holds {column.type}, not bytes")
    if name not in ("files", "nutrients", "row", "content", "notes") and not pa.types.is_string(column.type):
        try:
            column = column.cast(pa.string())
        except pa.ArrowException as error:
            raise UsageError(f"the column {name!r} holds {column.type}, not texts") from error
    return list(column.to_pylist())


def _nutrient(value: Any) -> Nutrient:  # noqa: ANN401
    if not isinstance(value, dict) or not {"name", "nutrient", "value", "unit"} <= value.keys():
        raise UsageError("an entry of 'nutrients' has at least name, nutrient, value and unit")
    fields: list[Any] = [None if (v := value.get(f)) is None else str(v) for f in Nutrient._fields]
    return Nutrient(*fields)._replace(name=fields[0] or "")


def _answer(row: int, digest: str | None, product: Product, settings: Settings) -> Answer:
    base = Answer(row, product.id, product.name, product.brand, product.category, digest, "read")
    if product.outcome is not None:
        return base._replace(outcome=product.outcome, detail=product.detail, file=next(iter(product.files), None))
    try:
        return _checked(base, product, settings)
    except LabelcheckError as error:
        return base._replace(outcome="unreadable", detail=str(error)[:_DETAIL], file=next(iter(product.files), None))
    except MemoryError:
        return base._replace(outcome="out-of-memory", detail="the memory limit of a product was reached")
    except Exception as error:  # noqa: BLE001
        # the batch boundary: whatever is wrong in us costs this product only, and is recorded
        return base._replace(outcome="failed", detail=f"{type(error).__name__}: {error}"[:_DETAIL])


def _read(text: str, language: str | None, name: str) -> Label:
    if len(text) > _SHORT:
        return read_text(text, language=language, name=name)
    label = _read_short(text, language)
    return replace(label, source=replace(label.source, name=name))


_SHORT: Final = 200
"""Characters of a text that is read once for all products that have it: directions beside columns of amounts."""


@lru_cache(maxsize=1024)
def _read_short(text: str, language: str | None) -> Label:
    return read_text(text, language=language)


def _checked(base: Answer, product: Product, settings: Settings) -> Answer:
    label: Label | None = None
    notes = product.notes
    file = None
    if product.text and product.text.strip():
        language = product.language if product.language in load().numbers else None
        label = _read(product.text, language, product.id or "text")
    if product.nutrients:
        label = structured_label(label, product.nutrients, product.id or "nutrients", product=product.name)
    if (product.files or product.content) and label is not None and label.readings:
        notes += ("files-not-read",)
    elif product.files or product.content is not None:
        name = next(iter(product.files), product.id or "content")
        if product.content is not None:
            found = read_content(product.content, name)
        else:
            found = read_files(product.files, settings.root)
        if found.label is not None:
            label, file, notes = found.label, found.file, notes + found.notes
            if product.id is None or product.id in product.files:
                # a file's name is the id of nothing better: the barcode in its picture is
                base = base._replace(id=label.source.gtin or product.id)
        elif label is None:
            return base._replace(outcome=found.outcome, detail=found.detail, file=name)
        else:
            notes += (f"file-{found.outcome}",)
    label, more = witnessed(label or read_text(""), product)
    if (
        not more
        and not product.files
        and not product.content
        and not product.nutrients
        and not (product.text or "").strip()
    ):
        return base._replace(outcome="empty", detail="no text, no amounts and no file", notes=notes)
    notes += more
    reason = settings.policy.reason((base.id, product.id, product.name), product.brand)
    report = report_of(label, settings.rule_set(), person=settings.person, market=settings.market, reason=reason)
    if settings.policy.min_severity is not None:
        report = replace(report, findings=tuple(f for f in report.findings if settings.policy.shown(f)))
    return base._replace(report=report, file=file, notes=notes, waived=tuple(map(reason, report.findings)))
