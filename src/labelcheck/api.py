"""What users call beside reading and checking one file: texts, several products together, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from labelcheck import extras, model
from labelcheck.errors import UsageError
from labelcheck.model import Person
from labelcheck.pipeline import check, check_stack, read, read_text
from labelcheck.results import Label, Report, Stack
from labelcheck.sources.files import LabelSource
from labelcheck.sources.limits import ScanOptions

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from labelcheck.rules.engine import RuleSet
    from labelcheck.rules.policy import Policy

TableName: TypeAlias = Literal["intakes", "readings", "findings"]


def check_text(
    text: str,
    *,
    person: Person | None = None,
    market: str | None = None,
    rules: RuleSet | None = None,
    policy: Policy | None = None,
    language: str | None = None,
    name: str = "text",
) -> Report:
    """Return what a label's text amounts to per day and what the rules find; see :func:`labelcheck.check`.

    >>> check_text("Magnesium 150 mg per capsule. Take 2 capsules daily.").intakes[0].high
    Decimal('300')

    Raises:
        UsageError: no text, or an unknown language or market.

    """
    if not isinstance(text, str):
        raise UsageError(f"check_text needs a str, not {type(text).__name__}; check takes paths, bytes and pictures")
    label = read_text(text, language=language, name=name)
    return check(label, person=person, rules=rules, policy=policy, **_market(market))


def stack(
    products: Iterable[model.Label | Report | LabelSource],
    *,
    person: Person | None = None,
    market: str | None = None,
    rules: RuleSet | None = None,
    policy: Policy | None = None,
    language: str | None = None,
    options: ScanOptions | None = None,
) -> Stack:
    """Return several products taken together: each nutrient's sum, and what the rules find on the sums.

    Args:
        products: labels, reports, or sources as for :func:`labelcheck.read`.
        person: as for :func:`labelcheck.check`, as are the others.
        market: where the products are sold.
        rules: the rules to apply.
        policy: what a project decides.
        language: of the labels that are read here.
        options: how PDFs and pictures are read here.

    Raises:
        UsageError: no product; or one path instead of several.
        InputError: one of them cannot be read at all: the sums would lack it.

    """
    if isinstance(products, str | bytes | model.Label | model.Report) or not isinstance(products, Iterable):
        raise UsageError(f"stack needs several products, as stack([a, b]), not a {type(products).__name__}")
    labels = [_label(one, language, options or ScanOptions()) for one in products]
    return check_stack(labels, person=person, rules=rules, policy=policy, **_market(market))


def _label(one: model.Label | Report | LabelSource, language: str | None, options: ScanOptions) -> model.Label:
    if isinstance(one, model.Report):
        return one.label
    return one if isinstance(one, model.Label) else read(one, language=language, options=options)


def _market(market: str | None) -> dict[str, Any]:
    """Return the argument where it is given: a policy's market holds where it is not."""
    return {} if market is None else {"market": market}


def to_arrow(reports: Report | Iterable[Report], table: TableName = "intakes") -> pa.Table:
    """Return the intakes, readings or findings of reports as an Arrow table; decimals are decimals.

    Columns are those of a catalogue's tables: see docs/catalogue.md. ``row`` counts the reports from 0, ``id`` is the
    name of the label's source. Needs the extra ``catalogue``.

    Raises:
        ExtraMissing: pyarrow is not installed.
        UsageError: no such table, or no reports.

    """
    extras.require("catalogue", "to_arrow")
    from labelcheck.catalogue.frames import frame

    return frame(_reports(reports), table)


def to_pandas(reports: Report | Iterable[Report], table: TableName = "intakes") -> pd.DataFrame:
    """Return the same as :func:`to_arrow` as a pandas data frame; decimals are :class:`decimal.Decimal`."""
    extras.require_module("pandas", "to_pandas")
    return to_arrow(reports, table).to_pandas()


def to_polars(reports: Report | Iterable[Report], table: TableName = "intakes") -> pl.DataFrame:
    """Return the same as :func:`to_arrow` as a polars data frame; decimals are of polars' type Decimal."""
    extras.require_module("polars", "to_polars")
    import polars as pl

    frame = pl.from_arrow(to_arrow(reports, table))
    return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()


def _reports(told: Report | Iterable[Report]) -> Sequence[model.Report]:
    reports = list(told) if isinstance(told, Iterable) else [told]
    for one in reports:
        if not isinstance(one, model.Report):
            made = "check it first" if isinstance(one, Label | model.Label) else "check gives them"
            raise UsageError(f"tables are made of reports, not of a {type(one).__name__}; {made}")
    return reports
