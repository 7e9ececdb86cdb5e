"""The whole journey: bytes, text, readings, intakes, findings.

Each step is one call; a :class:`~labelcheck.reading.lex.trace.Trace` keeps what happened in between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from labelcheck import model
from labelcheck.errors import UsageError
from labelcheck.judging import facts_of, facts_of_stack
from labelcheck.knowledge import Knowledge, load
from labelcheck.layout.clean import clean
from labelcheck.model import (
    MARKET,
    Diagnostic,
    Person,
    Piece,
    Source,
)
from labelcheck.nutrition.convert import convert_quantity
from labelcheck.nutrition.dosage import dose_for
from labelcheck.nutrition.stack import stack_intakes
from labelcheck.reading.lex.again import Again
from labelcheck.reading.lex.trace import Trace
from labelcheck.reading.read import Reads, read_panel
from labelcheck.render.to_image import PagePicture, jpeg_of
from labelcheck.results import Intake, Label, Report, Stack, StackIntake
from labelcheck.rules.engine import RuleSet
from labelcheck.rules.loader import load_rules
from labelcheck.rules.policy import Policy, Reason
from labelcheck.sources.files import LabelSource, read_bytes
from labelcheck.sources.kinds import Kind, kind_of
from labelcheck.sources.limits import ScanOptions
from labelcheck.sources.text import decode

_DEFAULT: Final = ScanOptions()
_UNTOLD: Final = type("_Market", (str,), {})(MARKET)
"""The usual market where the caller names none; one that is named goes before a policy's."""
_ALIKE: Final = 0.6
"""From which a word may be meant for another."""
_MOST_KEPT: Final = 300_000
"""Characters of all texts that are remembered: some hundreds of labels, and some megabytes."""
_LONGEST_KEPT: Final = 4000
"""Characters of a text that is remembered as a whole."""
_DRAWN: Final = 20
"""Pages of a PDF with text that are drawn for people; a label has one or two."""


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
        source: a path, bytes, or an open binary file, what it is being told by its content; or a picture in memory,
            a PIL image or an array of RGB pixels.
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
    if isinstance(sources, str | bytes) or not isinstance(sources, Sequence):
        raise UsageError(
            f"read_together needs a list of files, as read_together([front, back]), not {type(sources).__name__}"
        )
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
    from labelcheck.scan import read_scan, scan, together, too_small, unseen

    knowledge = load()
    _known(language, knowledge)
    scanned = together([scan(data, kind, shown, options, trace) for data, kind, shown in files])
    text, reads = read_scan(scanned, knowledge, language=language, trace=trace)
    kinds: set[Kind] = {kind for _, kind, _ in files}
    source = Source(
        " + ".join(shown for _, _, shown in files),
        "pdf" if kinds == {"pdf"} else "image",
        hashlib.sha256(b"".join(data for data, _, _ in files)).hexdigest(),
        len({page.number for page in scanned.pages}),
        scanned.gtin,
    )
    told = (*too_small(scanned), *unseen(reads)) if source.kind == "image" and text.printed.strip() else ()
    return _label(source, text.printed, reads, reads.diagnostics + told, tuple(text.pieces or ()))


def read_text(text: str, *, language: str | None = None, name: str = "text", trace: Trace | None = None) -> Label:
    """Return what a label's text says. See :func:`read`.

    >>> read_text("Magnesium 300 mg 80 %").readings[0].amount
    Amount(value=Decimal('300'), unit='mg', qualifier=None, bound=None, high=None)
    """
    if not isinstance(text, str):
        raise UsageError(f"read_text needs a str, not {type(text).__name__}; read takes paths and bytes")
    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return _read(text, Source(name, "text", digest), language, trace)


def check(
    label: model.Label | LabelSource,
    *,
    person: Person | None = None,
    market: str = _UNTOLD,
    rules: RuleSet | None = None,
    policy: Policy | None = None,
    language: str | None = None,
    options: ScanOptions = _DEFAULT,
) -> Report:
    """Return a label with its intakes per day and what the rules find. A ``str`` is a path, as for :func:`read`.

    Args:
        label: a label as read, or a source as for :func:`read`.
        person: who takes the product; by default a healthy adult.
        market: the country whose rules the label falls under: "SE", "US", …; by default the policy's, or Sweden.
        rules: the rules to apply; by default the policy's, or the shipped ones. See :func:`load_rules`.
        policy: which findings are shown and count, by the label's product and name. See :func:`load_policy`.
        language: as for :func:`read`.
        options: as for :func:`read`.

    Raises:
        InputError: the source cannot be read at all.
        UsageError: a market that is no country code, or a flag that no rule asks about.
        RuleError: the rule files are wrong.

    """
    _meant(label, person, rules, policy)
    rules, market = _by(policy, rules, market)
    if not isinstance(label, model.Label):
        label = read(label, language=language, options=options)
    reason = None if policy is None else policy.reason(_names_of(label))
    report = report_of(label, rules, person=person or Person(), market=market, reason=reason)
    return report if policy is None else replace(report, findings=_counting(report.findings, policy, reason))


def _meant(label: object, person: object, rules: object, policy: object) -> None:
    """Refuse what is often given in the place of something else.

    Raises:
        UsageError: says what to give.

    """
    if isinstance(label, model.Report):
        raise UsageError("this is a report; to check its label again, give check its label: check(report.label)")
    for given, kind, how in (
        (person, Person, "labelcheck.Person(sex='female', age=34)"),
        (rules, RuleSet, "labelcheck.load_rules(folder)"),
        (policy, Policy, "labelcheck.load_policy(path)"),
    ):
        if given is not None and not isinstance(given, kind):
            raise UsageError(f"this is a {type(given).__name__}, and a {kind.__name__} is needed: {how}")


def report_of(
    label: model.Label, rules: RuleSet, *, person: Person, market: str, reason: Reason | None = None
) -> Report:
    """Return a label's report with all findings; those that ``reason`` tells a reason of bear nothing on the verdict."""
    facts = facts_of(label, rules, person=person, market=market)
    findings, verdict = rules.answer(facts, reason)
    return Report(
        facts.label,
        tuple([Intake(*i) for i in facts.intakes.values()]),
        findings,
        rules.sha256,
        facts.person,
        facts.market,
        facts.assumed,
        verdict,
    )


def _names_of(label: model.Label) -> tuple[str | None, ...]:
    """Return what a policy may call a label's product."""
    return label.source.name, label.product


def _counting(findings: Sequence[model.Finding], policy: Policy, reason: Reason | None) -> tuple[model.Finding, ...]:
    """Return the findings that are grave enough to be shown and not waived."""
    return tuple(f for f in findings if policy.shown(f) and (reason is None or reason(f) is None))


def _by(policy: Policy | None, rules: RuleSet | None, market: str) -> tuple[RuleSet, str]:
    """Return the rules and the market that hold: those given go before the policy's."""
    if rules is None:
        rules = load_rules() if policy is None else policy.rule_set()
    if market is _UNTOLD and policy is not None and policy.market is not None:
        market = policy.market
    return rules, market


def page_pictures(data: bytes, options: ScanOptions = _DEFAULT) -> list[PagePicture]:
    """Return the pages of a picture or PDF as pictures for people; none of a text. Of a PDF with text the first are drawn.

    Raises:
        InputError: it cannot be decoded.

    """
    kind = kind_of(data, "picture")
    if kind == "text":
        return []
    from labelcheck.sources.pages import load_pages

    found = []
    for loaded in load_pages(data, kind, "picture", options.limits, options.password, draw=_DRAWN):
        picture, page = loaded.picture, loaded.page
        if picture is not None:
            jpeg = jpeg_of(picture.pixels, picture.width, picture.height)
            found.append(PagePicture(page.number, page.width, page.height, jpeg))
    return found


def check_stack(
    labels: Sequence[model.Label],
    *,
    person: Person | None = None,
    market: str = _UNTOLD,
    rules: RuleSet | None = None,
    policy: Policy | None = None,
) -> Stack:
    """Return several products taken together: the sum of each nutrient, and what the rules find on the sums.

    Rules that are about one label (its words, its ingredients, its arithmetic) are told of each product alone.

    Raises:
        UsageError: no label, or a market that is no country code.

    """
    if not labels:
        raise UsageError("a stack needs at least one label")
    rules, market = _by(policy, rules, market)
    person = person or Person()
    products = tuple(check(label, person=person, market=market, rules=rules, policy=policy) for label in labels)
    facts = facts_of_stack(labels, rules, person=person, market=market)
    if len(products) > 1:
        reason = None if policy is None else policy.reason_of_all([_names_of(label) for label in labels])
        findings, verdict = rules.answer(facts, reason)
        findings = findings if policy is None else _counting(findings, policy, reason)
    else:
        findings, verdict = products[0].findings, products[0].verdict
    sums = stack_intakes([(p.label, p.intakes) for p in products])
    shown = tuple(StackIntake(Intake(*s.intake), s.shares) for s in sums)
    return Stack(products, shown, findings, rules.sha256, person, facts.market, verdict)


def _read(text: str, source: Source, language: str | None, trace: Trace | None) -> Label:
    knowledge = load()
    _known(language, knowledge)
    remembered = _remembered(knowledge)
    reads = remembered.kept.get((text, language)) if trace is None else None
    if reads is None:
        reads = read_panel(clean(text), knowledge, language=language, trace=trace)
        if trace is None and remembered.seen(text, (text, language)):
            remembered.keep(text, (text, language), reads)
    empty = (Diagnostic("empty", "the text is empty"),)
    return _label(source, text, reads, reads.diagnostics if text.strip() else empty)


@lru_cache(maxsize=2)
def _remembered(_knowledge: Knowledge) -> Again[Reads]:
    """Return what was read of texts, by text and language: catalogues print a label again for each flavour and size.

    Whose text it is stands in the label's source, and in nothing here.
    """
    return Again(_MOST_KEPT, _LONGEST_KEPT)


def _known(language: str | None, knowledge: Knowledge) -> None:
    from difflib import get_close_matches

    if language is None or language in knowledge.numbers:
        return
    called = {name.casefold(): c for c, names in knowledge.languages.items() for name in (c, *names.values())}
    near = get_close_matches(str(language).casefold(), called, 1, _ALIKE)
    hint = f"; did you mean {called[near[0]]}? Known" if near else "; known"
    raise UsageError(f"unknown language {language!r}{hint} are {', '.join(sorted(knowledge.numbers))}")


def _label(
    source: Source,
    printed: str,
    reads: Reads,
    diagnostics: tuple[Diagnostic, ...],
    pieces: tuple[Piece, ...] = (),
) -> Label:
    dose = dose_for(reads.dosages)
    if dose is not None and dose.for_children:
        diagnostics += (Diagnostic("dose-for-children", "the label tells a dose for children only", dose.place),)
    if dose is not None and dose.unused:
        quoted = ", ".join(repr(u) for u in dose.unused)
        diagnostics += (
            Diagnostic("dosage-not-understood", f"the directions say {quoted}, which is not understood", dose.place),
        )
    return Label(
        source,
        printed,
        reads.languages,
        reads.product,
        dose,
        reads.servings_per_container,
        reads.sizes,
        reads.reference,
        reads.readings,
        reads.ingredients,
        diagnostics,
        pieces,
        reads.dosages,
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
