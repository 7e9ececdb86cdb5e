"""From a PDF or a picture to readings: words with places, their text, what it says, and what to make of doubt.

A PDF's own text is read as any text. What an OCR engine saw is read the same way, and then looked at again where
neither the label's arithmetic nor a second reading confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import TYPE_CHECKING, Final

from labelcheck.errors import EngineMissing
from labelcheck.knowledge import Knowledge
from labelcheck.layout.clean import clean
from labelcheck.layout.transcript import Transcript, transcribe
from labelcheck.model import Box, Diagnostic, LabelText, Page, Reading, Word
from labelcheck.reading.lex.trace import Trace
from labelcheck.reading.meaning.energy import against_energy
from labelcheck.reading.read import Reads, read_panel
from labelcheck.reading.seen.layer import against_layer
from labelcheck.reading.seen.marred import doses_doubted, doubted_where_marred, marred_words
from labelcheck.reading.seen.repair import repair, repair_word
from labelcheck.reading.seen.same import columns_of, same_column
from labelcheck.reading.seen.several import PANELS_DISAGREE, SEVERAL, are_several
from labelcheck.reading.seen.trust import (
    DOUBTED,
    columns_doubted,
    columns_of_others,
    consider,
    in_doubt_by_layout,
    odd_decimals,
    open_case,
    panel_is_unsure,
    verdict,
)
from labelcheck.sources.kinds import Kind
from labelcheck.sources.limits import ScanOptions
from labelcheck.sources.pages import Loaded, load_pages

if TYPE_CHECKING:
    from labelcheck.sources.ocr.see import Sight

_LEGIBLE_HEIGHT: Final = 9.0
"""Pixels of a word's box in the file: letters of fewer look alike."""
_LEGIBLE_SCORE: Final = 0.75
"""Of an engine: half of the words below it are guesses, as in a picture out of focus."""
_LOOKS: Final = (0, 2, 1)
"""The other engine last: it costs a process."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """Pages with their words, before anything is read out of them.

    What was seen of one page may stand in several, all with its number; ``sights`` holds how each was seen.
    """

    pages: tuple[Page, ...]
    sights: tuple[Sight, ...]
    diagnostics: tuple[Diagnostic, ...]
    doubtful: frozenset[int] = frozenset()
    """Numbers of pages whose own text differs from what they show, and which no engine could see."""
    gtins: frozenset[str] = frozenset()
    layers: tuple[Page, ...] = ()
    """Pages that were seen, as their own text has them."""
    marred: Mapping[int, Sequence[Box]] = field(default_factory=dict)
    """Places, by the page's number, where print is struck out, or printed or drawn over."""

    @property
    def gtin(self) -> str | None:
        """The number of the barcode in the pictures; None where there is none, or where they show several products'."""
        return next(iter(self.gtins)) if len(self.gtins) == 1 else None


def scan(data: bytes, kind: Kind, name: str, options: ScanOptions, trace: Trace | None = None) -> Scanned:
    """Return the pages of a PDF or picture; what holds no text of its own is seen by an OCR engine.

    Raises:
        InputError: it cannot be decoded, or not within its limits.
        EngineMissing: it needs text recognition, and no engine is installed.

    """
    pages: list[Page] = []
    sights: list[Sight] = []
    diagnostics: list[Diagnostic] = []
    doubtful: set[int] = set()
    gtins: set[str] = set()
    layers: list[Page] = []
    marred: dict[int, Sequence[Box]] = {}
    for loaded in load_pages(data, kind, name, options.limits, options.password):
        page, parts = loaded.page, [loaded.page]
        gtins.update(loaded.gtins)
        if loaded.marred:
            marred[page.number] = loaded.marred
        if loaded.picture is not None:
            seen = _see_or_doubt(loaded, options)
            if seen is None:
                doubtful.add(page.number)
            else:
                sights += seen
                parts = [sight.page for sight in seen]
                layers += [loaded.layer] if loaded.layer is not None else []
            for step in seen[0].steps if seen and trace is not None else ():
                trace.note("picture", f"page {page.called}: {step}")  # type: ignore[union-attr]
        if loaded.broken:
            diagnostics.append(Diagnostic("page-unreadable", f"page {page.called} is damaged and was left out"))
        elif not any(part.words for part in parts):
            diagnostics.append(Diagnostic("no-text", f"no text was found on page {page.called}"))
        if loaded.hidden or loaded.doubtful:
            diagnostics.append(Diagnostic("hidden-text", _hidden(loaded, seen=page.number not in doubtful)))
        if loaded.attached:
            said = f"the PDF has files attached, which were not read: {loaded.attached}"
            diagnostics.append(Diagnostic("attachment", said))
        pages += parts
    return Scanned(
        tuple(pages), tuple(sights), tuple(diagnostics), frozenset(doubtful), frozenset(gtins), tuple(layers), marred
    )


def _see_or_doubt(loaded: Loaded, options: ScanOptions) -> list[Sight] | None:
    """Return what an engine sees; None where none is installed and the page has words of its own."""
    try:
        return _see(loaded, options)
    except EngineMissing:
        if loaded.doubtful:
            return None
        raise


def _hidden(loaded: Loaded, *, seen: bool) -> str:
    where = f"page {loaded.page.called}"
    quoted = f": {loaded.hidden}" if loaded.hidden else ""
    if not loaded.doubtful:
        return f"text of {where} that cannot be seen was left out{quoted}"
    if seen:
        return f"{where} shows something else than its text layer says, and was read as a picture{quoted}"
    return f"{where} shows something else than its text layer says, and no OCR engine is there to read it{quoted}"


def _see(loaded: Loaded, options: ScanOptions) -> list[Sight]:
    from labelcheck.sources.ocr.engine import load_engine
    from labelcheck.sources.ocr.see import see

    return see(loaded, load_engine(options.ocr), alone=options.ocr != "auto", explain=options.explain)


def together(scans: Sequence[Scanned]) -> Scanned:
    """Return the pages of several files as those of one, numbered on."""
    pages: list[Page] = []
    sights: list[Sight] = []
    doubtful: set[int] = set()
    layers: list[Page] = []
    marred: dict[int, Sequence[Box]] = {}
    for one in scans:
        ahead = max((page.number for page in pages), default=0)
        doubtful |= {number + ahead for number in one.doubtful}
        marred |= {number + ahead: boxes for number, boxes in one.marred.items()}
        numbered = {id(page): replace(page, number=page.number + ahead) for page in one.pages}
        pages += numbered.values()
        layers += [replace(page, number=page.number + ahead) for page in one.layers]
        for sight in one.sights:
            sight.page = numbered[id(sight.page)]
            sights.append(sight)
    told = tuple(d for one in scans for d in one.diagnostics)
    gtins = frozenset().union(*[one.gtins for one in scans])
    return Scanned(tuple(pages), tuple(sights), told, frozenset(doubtful), gtins, tuple(layers), marred)


def read_scan(
    scanned: Scanned, knowledge: Knowledge, *, language: str | None = None, trace: Trace | None = None
) -> tuple[LabelText, Reads]:
    """Return the text of scanned pages and what it says, with every doubt followed up."""
    pages = tuple(repair(page, knowledge) for page in scanned.pages)
    transcript = transcribe(pages)
    text = _text_of(transcript)
    reads = read_panel(text, knowledge, language=language, trace=trace)
    if scanned.sights:
        reads = _with_second_opinions(scanned, pages, text, reads, knowledge, language)
    marred = marred_words(reads.dosages, text, scanned.marred)
    if scanned.layers:
        layer = _text(scanned.layers)
        told_by_text = read_panel(layer, knowledge, language=language)
        reads = reads._replace(readings=against_layer(reads.readings, told_by_text.readings))
        # an engine makes other words, or none, of print over print
        marred += marred_words(told_by_text.dosages, layer, scanned.marred)
    if scanned.marred:
        readings = doubted_where_marred(reads.readings, text, scanned.marred)
        reads = reads._replace(readings=readings, dosages=doses_doubted(reads.dosages, marred))
    if scanned.doubtful:
        reads = reads._replace(readings=tuple(_doubted(r, scanned.doubtful) for r in reads.readings))
    told = scanned.diagnostics
    if are_several(transcript.text, transcript.blocks, reads.readings, reads.dosages):
        told += (
            Diagnostic(SEVERAL, "several labels are shown: the amounts are of no one product; give each by itself"),
        )
        reads = reads._replace(readings=tuple(_of_several(r) for r in reads.readings))
    return text, reads._replace(diagnostics=told + reads.diagnostics)


def _of_several(reading: Reading) -> Reading:
    """Return a reading of one of several labels: that their panels disagree, is then told."""
    notes = tuple(n for n in reading.notes if n != PANELS_DISAGREE)
    return _noted(reading._replace(notes=notes), SEVERAL)


def unseen(reads: Reads) -> tuple[Diagnostic, ...]:
    """Return which parts of a label the pictures do not show: they may stand on another side."""
    parts = (
        ("panel", "no nutrient amounts", any(r.amount is not None for r in reads.readings)),
        ("directions", "no directions", bool(reads.dosages)),
        ("ingredients", "no list of ingredients", bool(reads.ingredients)),
    )
    return tuple(
        Diagnostic(f"{part}-not-seen", f"{what} in the pictures: another side of the package may have them")
        for part, what, seen in parts
        if not seen
    )


def too_small(scanned: Scanned) -> tuple[Diagnostic, ...]:
    """Return that the print of most words in the pictures is too small or too blurred to be read, where it is."""
    numbers = {sight.page.number for sight in scanned.sights}
    words = [w for page in scanned.pages if page.number in numbers for w in page.words]
    if not words:
        return ()
    heights = [min(w.box.y1 - w.box.y0, w.box.x1 - w.box.x0) for w in words]
    if median(heights) >= _LEGIBLE_HEIGHT and median(w.score for w in words) >= _LEGIBLE_SCORE:
        return ()
    return (Diagnostic("text-too-small", "the print in the picture is too small or blurred to be read for certain"),)


def _doubted(reading: Reading, doubtful: frozenset[int]) -> Reading:
    return _noted(reading, "text-not-shown") if reading.place.page in doubtful else reading


def _noted(reading: Reading, note: str) -> Reading:
    return reading._replace(status="check", notes=(*reading.notes, note), confidence=DOUBTED)


def _text(pages: Sequence[Page]) -> LabelText:
    return _text_of(transcribe(pages))


def _text_of(transcript: Transcript) -> LabelText:
    return replace(clean(transcript.text), pieces=transcript.pieces)


def _with_second_opinions(
    scanned: Scanned,
    pages: tuple[Page, ...],
    text: LabelText,
    reads: Reads,
    knowledge: Knowledge,
    language: str | None,
) -> Reads:
    reads = reads._replace(readings=columns_doubted(reads.readings))
    engines = {sight.page.number: sight.engine for sight in scanned.sights}
    of_others = columns_of_others(reads.readings)
    cases = {
        i: open_case(
            reading,
            text.pieces_in(reading.place.span),
            keen=engines[reading.place.page].micro,
            of_column=i in of_others,
        )
        for i, reading in enumerate(reads.readings)
        if reading.place.page in engines
    }
    columns = columns_of(reads.readings, text)
    for i in (odd_decimals(reads.readings) | against_energy(reads.readings, knowledge)) & cases.keys():
        # what lost its decimal mark once loses it again
        cases[i].keen = False
    if panel_is_unsure(reads.readings):
        # two equal looks at a wrongly joined row are as wrong as one
        for case in cases.values():
            case.keen = False
    for look in _LOOKS:
        open_ = [case for case in cases.values() if case.settled is None and not in_doubt_by_layout(case.reading)]
        if not open_:
            break
        words = {id(p.word): p.word for case in open_ for p in case.pieces if _worth(p.word)}
        instead = _look_again(scanned, pages, words, look, knowledge)
        if not instead:
            continue
        other_text = _text(_substituted(pages, instead))
        other = read_panel(other_text, knowledge, language=language)
        rows = columns_of(other.readings, other_text)
        for i, case in cases.items():
            if case.settled is not None or in_doubt_by_layout(case.reading):
                continue
            match = same_column(reads.readings[i], columns[i], other.readings, rows)
            if match is not None and _is_beside(match, i, reads.readings):
                continue
            consider(case, match, other_text.pieces_in(match.place.span) if match else (), knowledge)
    readings = tuple(
        verdict(cases[i], knowledge) if i in cases else reading for i, reading in enumerate(reads.readings)
    )
    # a reading adopted from another look keeps its place in this text
    placed = tuple(
        new._replace(place=old.place, part_of=old.part_of) for new, old in zip(readings, reads.readings, strict=True)
    )
    return reads._replace(readings=placed)


def _is_beside(match: Reading, number: int, readings: Sequence[Reading]) -> bool:
    """Whether another look gives an amount that the same row has in another column: its own cell was not read then."""
    first = readings[number]
    return match.amount != first.amount and any(
        i != number and one.amount == match.amount and one.place.page == first.place.page
        for i, one in enumerate(readings)
        if one.place.span.start == first.place.span.start
    )


def _worth(word: Word) -> bool:
    return any(c.isdigit() for c in word.text) or "%" in word.text or bool(word.doubt)


def _look_again(
    scanned: Scanned, pages: Sequence[Page], words: dict[int, Word], look: int, knowledge: Knowledge
) -> dict[int, Word]:
    """Return other readings of words, by the word's identity."""
    instead: dict[int, Word] = {}
    sights = {id(sight.page): sight for sight in scanned.sights}
    for page, as_seen in zip(pages, scanned.pages, strict=True):
        sight = sights.get(id(as_seen))
        here = [w for w in page.words if id(w) in words] if sight is not None else []
        if sight is None or not here:
            continue
        for word, line in zip(here, sight.again(here, look), strict=True):
            if line.text.strip():
                fresh = replace(word, text=line.text.strip(), score=line.score, raw=None, doubt="")
                instead[id(word)] = repair_word(fresh, knowledge)
    return instead


def _substituted(pages: Sequence[Page], instead: dict[int, Word]) -> list[Page]:
    return [replace(page, words=tuple(instead.get(id(w), w) for w in page.words)) for page in pages]
