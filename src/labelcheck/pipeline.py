"""The whole journey: bytes, text, readings, intakes.

Each step is one call; a :class:`~labelcheck.reading.trace.Trace` keeps what happened in between.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import IO, Final

from labelcheck import model
from labelcheck.errors import UsageError
from labelcheck.knowledge import Knowledge, load
from labelcheck.layout.clean import clean
from labelcheck.model import Diagnostic, Source
from labelcheck.nutrition.convert import convert_quantity
from labelcheck.nutrition.intake import daily_intakes
from labelcheck.reading.read import Reads, read_panel
from labelcheck.reading.trace import Trace
from labelcheck.render.to_json import label_json, report_json
from labelcheck.sources.files import read_bytes
from labelcheck.sources.kinds import Kind, kind_of
from labelcheck.sources.limits import ScanOptions
from labelcheck.sources.text import decode

_DEFAULT: Final = ScanOptions()


class Label(model.Label):
    """A label as read; all fields are those of :class:`labelcheck.model.Label`."""

    __slots__ = ()

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the label as JSON, schema "labelcheck/report/1", exactly as ``labelcheck read`` prints it."""
        return label_json(self, indent=indent)


class Report(model.Report):
    """A label and what it amounts to; all fields are those of :class:`labelcheck.model.Report`."""

    __slots__ = ()

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the report as JSON, schema "labelcheck/report/1", exactly as ``labelcheck check`` prints it."""
        return report_json(self, indent=indent)


LabelSource = str | os.PathLike[str] | bytes | IO[bytes]


def read(
    source: LabelSource,
    *,
    language: str | None = None,
    name: str | None = None,
    trace: Trace | None = None,
    options: ScanOptions = _DEFAULT,
) -> Label:
    """Return what the label in a file says.

    Args:
        source: a path, bytes, or an open binary file; what it is, is told by its content.
        language: the code of the label's main language, where it should not be detected.
        name: what to call the source in the report; by default the file's name.
        trace: collects what each step did.
        options: how PDFs and pictures are read: OCR engine, password, limits.

    Raises:
        InputError: the source cannot be read at all. What the label says never raises.
        EngineError: a picture or scan, and no OCR engine is installed.
        UsageError: an unknown language.

    """
    data, shown = read_bytes(source, name, options.limits.size)
    kind = kind_of(data, shown)
    if kind != "text":
        return _read_scans([(data, kind, shown)], language, trace, options)
    text = decode(data, shown)
    return _read(text, Source(shown, "text", hashlib.sha256(data).hexdigest()), language, trace)


def read_together(
    sources: Sequence[LabelSource],
    *,
    language: str | None = None,
    trace: Trace | None = None,
    options: ScanOptions = _DEFAULT,
) -> Label:
    """Return what several pictures or PDFs of one product say together: its front and its back. See :func:`read`.

    Places count the pages on from file to file.
    """
    files = []
    for source in sources:
        data, shown = read_bytes(source, None, options.limits.size)
        kind = kind_of(data, shown)
        if kind == "text":
            raise UsageError(f"{shown}: this is a text; only pictures and PDFs are read as one")
        files.append((data, kind, shown))
    return _read_scans(files, language, trace, options)


def _read_scans(
    files: Sequence[tuple[bytes, Kind, str]], language: str | None, trace: Trace | None, options: ScanOptions
) -> Label:
    from labelcheck.scan import read_scan, scan, together

    knowledge = load()
    _known(language, knowledge)
    scanned = together([scan(data, kind, shown, options, trace) for data, kind, shown in files])
    text, reads = read_scan(scanned, knowledge, language=language, trace=trace)
    kinds: set[Kind] = {kind for _, kind, _ in files}
    source = Source(
        " + ".join(shown for _, _, shown in files),
        "pdf" if kinds == {"pdf"} else "image",
        hashlib.sha256(b"".join(data for data, _, _ in files)).hexdigest(),
        len(scanned.pages),
    )
    return _label(source, text.printed, reads, reads.diagnostics)


def read_text(text: str, *, language: str | None = None, name: str = "text", trace: Trace | None = None) -> Label:
    """Return what a label's text says. See :func:`read`.

    >>> read_text("Magnesium 300 mg 80 %").readings[0].amount
    Amount(value=Decimal('300'), unit='mg', qualifier=None, bound=None, high=None)
    """
    if not isinstance(text, str):
        raise UsageError(f"read_text needs a str, not {type(text).__name__}; read takes paths and bytes")
    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return _read(text, Source(name, "text", digest), language, trace)


def check(label: model.Label | LabelSource, *, language: str | None = None, options: ScanOptions = _DEFAULT) -> Report:
    """Return a label with its intakes per day. A ``str`` is a path, as for :func:`read`.

    Raises:
        InputError: the source cannot be read at all.

    """
    if not isinstance(label, model.Label):
        label = read(label, language=language, options=options)
    weights = {of: (value, unit) for of, value, unit in label.weights}
    return Report(label, daily_intakes(label.readings, label.daily_dose, weights, load()))


def _read(text: str, source: Source, language: str | None, trace: Trace | None) -> Label:
    knowledge = load()
    _known(language, knowledge)
    reads = read_panel(clean(text), knowledge, language=language, trace=trace)
    empty = (Diagnostic("empty", "the text is empty"),)
    return _label(source, text, reads, reads.diagnostics if text.strip() else empty)


def _known(language: str | None, knowledge: Knowledge) -> None:
    if language is not None and language not in knowledge.numbers:
        raise UsageError(f"unknown language {language!r}; known are {', '.join(sorted(knowledge.numbers))}")


def _label(source: Source, printed: str, reads: Reads, diagnostics: tuple[Diagnostic, ...]) -> Label:
    return Label(
        source,
        printed,
        reads.languages,
        reads.product,
        reads.daily_dose,
        reads.servings_per_container,
        reads.weights,
        reads.reference,
        reads.readings,
        reads.ingredients,
        diagnostics,
    )


def convert(quantity: str, to: str, *, nutrient: str | None = None, form: str | None = None) -> model.Amount:
    """Return a quantity in another unit.

    >>> convert("1000 IU", "µg", nutrient="vitamin-d").value
    Decimal('25')

    Args:
        quantity: a number with a decimal point and a unit, as "1000 IU".
        to: a unit: g, mg, µg, ng, IU, RE, RAE, NE, DFE, α-TE, kJ, kcal, ml, l, CFU.
        nutrient: the nutrient's id; what an IU weighs depends on it.
        form: the form's id, where it depends on that too.

    Raises:
        ConversionError: it cannot be converted; the text says what is missing.
        UsageError: an unknown unit, nutrient or form.

    """
    return convert_quantity(quantity, to, nutrient, form, load())
