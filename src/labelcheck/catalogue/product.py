"""One row of a catalogue, whatever it came from, and how it travels between processes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import pyarrow as pa

Outcome = Literal[
    "read", "empty", "broken-row", "too-large", "missing-file", "refused-path", "unreadable", "timeout", "crashed",
    "out-of-memory", "failed",
]  # fmt: skip
"""What became of a product. All but "read" mean that nothing is known of it; see docs/catalogue.md."""


class Nutrient(NamedTuple):
    """An amount that the catalogue gives in columns of its own.

    ``value``, ``high`` and ``percent`` are decimal numbers as text. ``basis`` is a kind of
    :class:`labelcheck.ServingBasis`, ``quantity`` of ``of`` where it is told. ``note`` says why it needs a look.
    ``nutrient`` is None where the name is to be looked up, "" where it is a code that is not known, and ``forms`` are ids apart by spaces.
    """

    name: str
    nutrient: str | None
    value: str | None
    unit: str | None
    percent: str | None = None
    basis: str | None = None
    quantity: str | None = None
    of: str | None = None
    note: str | None = None
    bound: str | None = None
    qualifier: str | None = None
    forms: str | None = None
    high: str | None = None


class Product(NamedTuple):
    """What a catalogue tells of a product.

    ``files`` are paths below the root that the run was given; ``content`` is the bytes of the first, where an engine has
    read it already. ``outcome`` is set where the row itself could not be
    understood, and ``detail`` then says why. ``notes`` are codes of what was odd about the row.
    """

    id: str | None
    name: str | None = None
    brand: str | None = None
    category: str | None = None
    language: str | None = None
    text: str | None = None
    files: tuple[str, ...] = ()
    nutrients: tuple[Nutrient, ...] = ()
    outcome: Outcome | None = None
    detail: str | None = None
    notes: tuple[str, ...] = ()
    content: bytes | None = None


NUTRIENT: Final = pa.struct([(field, pa.string()) for field in Nutrient._fields])
PRODUCT: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("id", pa.string()),
        ("name", pa.string()),
        ("brand", pa.string()),
        ("category", pa.string()),
        ("language", pa.string()),
        ("text", pa.string()),
        ("files", pa.list_(pa.string())),
        ("nutrients", pa.list_(NUTRIENT)),
        ("outcome", pa.string()),
        ("detail", pa.string()),
        ("notes", pa.list_(pa.string())),
        ("digest", pa.string()),
        ("content", pa.binary()),
    ]
)
"""The columns that ``check_batch`` looks for; only one of ``text``, ``files``, ``nutrients`` and ``content`` is needed."""


def fingerprint(product: Product, files: str = "") -> str:
    """Return a digest of all that a product's answer depends on; ``files`` is the digest of its files or its content."""
    data = repr((tuple(product[:-1]), files)).encode("utf-8", errors="surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def to_batch(products: Sequence[Product], rows: Sequence[int], digests: Sequence[str]) -> pa.RecordBatch:
    """Return products as a record batch of schema :data:`PRODUCT`."""
    columns = list(zip(*products, strict=True)) if products else [()] * len(Product._fields)
    by_name: dict[str, Sequence[object]] = dict(zip(Product._fields, columns, strict=True))
    by_name["nutrients"] = [[n._asdict() for n in ns] if ns else None for ns in by_name["nutrients"]]  # type: ignore[attr-defined]
    by_name["row"], by_name["digest"] = rows, digests
    return pa.RecordBatch.from_arrays([_array(by_name[f.name], f.type) for f in PRODUCT], schema=PRODUCT)


def _array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except (UnicodeEncodeError, pa.ArrowInvalid, pa.ArrowException):
        # half a surrogate pair, as a broken escape in JSON gives it
        return pa.array([_encodable(v) for v in values], kind)


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", errors="replace").decode("utf-8")
    if isinstance(value, list | tuple):
        return [_encodable(v) for v in value]
    if isinstance(value, dict):
        return {k: _encodable(v) for k, v in value.items()}
    return value
