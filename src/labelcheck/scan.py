"""From a PDF or a picture to readings: words with places, their text, what it says, and what to make of doubt.

A PDF's own text is read as any text. What an OCR engine saw is read the same way, and then looked at again where
neither the label's arithmetic nor a second reading confirms it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from labelcheck.errors import EngineMissing
from labelcheck.knowledge import Knowledge
from labelcheck.layout.clean import clean
from labelcheck.layout.transcript import transcribe
from labelcheck.model import Diagnostic, LabelText, Page, Place, Reading, Word
from labelcheck.reading.opinion import DOUBTED, consider, open_case, panel_is_unsure, verdict
from labelcheck.reading.read import Reads, read_panel
from labelcheck.reading.repair import repair, repair_word
from labelcheck.reading.trace import Trace
from labelcheck.sources.kinds import Kind
from labelcheck.sources.limits import ScanOptions
from labelcheck.sources.pages import Loaded, load_pages

if TYPE_CHECKING:
    from labelcheck.sources.ocr.see import Sight

_LOOKS: Final = (0, 1, 2)
_SHARED: Final = 0.6


@dataclass(frozen=True, slots=True)
class Scanned:
    """Pages with their words, before anything is read out of them."""

    pages: tuple[Page, ...]
    sights: tuple[Sight, ...]
    diagnostics: tuple[Diagnostic, ...]
    doubtful: frozenset[int] = frozenset()
    """Numbers of pages whose own text differs from what they show, and which no engine could see."""


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
    for loaded in load_pages(data, kind, name, options.limits, options.password):
        page = loaded.page
        if loaded.picture is not None:
            sight = _see_or_doubt(loaded, options)
            if sight is None:
                doubtful.add(page.number)
            else:
                sights.append(sight)
                page = sight.page
            for step in sight.steps if sight is not None and trace is not None else ():
                trace.note("picture", f"page {page.number}: {step}")  # type: ignore[union-attr]
        if loaded.broken:
            diagnostics.append(Diagnostic("page-unreadable", f"page {page.number} is damaged and was left out"))
        elif not page.words:
            diagnostics.append(Diagnostic("no-text", f"no text was found on page {page.number}"))
        if loaded.hidden or loaded.doubtful:
            diagnostics.append(Diagnostic("hidden-text", _hidden(loaded, seen=page.number not in doubtful)))
        if loaded.attached:
            said = f"the PDF has files attached, which were not read: {loaded.attached}"
            diagnostics.append(Diagnostic("attachment", said))
        pages.append(page)
    return Scanned(tuple(pages), tuple(sights), tuple(diagnostics), frozenset(doubtful))


def _see_or_doubt(loaded: Loaded, options: ScanOptions) -> Sight | None:
    """Return what an engine sees; None where none is installed and the page has words of its own."""
    try:
        return _see(loaded, options)
    except EngineMissing:
        if loaded.doubtful:
            return None
        raise


def _hidden(loaded: Loaded, *, seen: bool) -> str:
    where = f"page {loaded.page.number}"
    quoted = f": {loaded.hidden}" if loaded.hidden else ""
    if not loaded.doubtful:
        return f"text of {where} that cannot be seen was left out{quoted}"
    if seen:
        return f"{where} shows something else than its text layer says, and was read as a picture{quoted}"
    return f"{where} shows something else than its text layer says, and no OCR engine is there to read it{quoted}"


def _see(loaded: Loaded, options: ScanOptions) -> Sight:
    from labelcheck.sources.ocr.engine import load_engine
    from labelcheck.sources.ocr.see import see

    return see(loaded, load_engine(options.ocr), alone=options.ocr != "auto", explain=options.explain)


def together(scans: Sequence[Scanned]) -> Scanned:
    """Return the pages of several files as those of one, numbered on."""
    pages: list[Page] = []
    sights: list[Sight] = []
    doubtful: set[int] = set()
    for one in scans:
        ahead = len(pages)
        doubtful |= {number + ahead for number in one.doubtful}
        pages += [replace(page, number=page.number + ahead) for page in one.pages]
        for sight in one.sights:
            sight.page = replace(sight.page, number=sight.page.number + ahead)
            sights.append(sight)
    return Scanned(tuple(pages), tuple(sights), tuple(d for one in scans for d in one.diagnostics), frozenset(doubtful))


def read_scan(
    scanned: Scanned, knowledge: Knowledge, *, language: str | None = None, trace: Trace | None = None
) -> tuple[LabelText, Reads]:
    """Return the text of scanned pages and what it says, with every doubt followed up."""
    pages = tuple(repair(page, knowledge) for page in scanned.pages)
    text = _text(pages)
    reads = read_panel(text, knowledge, language=language, trace=trace)
    if scanned.sights:
        reads = _with_second_opinions(scanned, pages, text, reads, knowledge, language)
    if scanned.doubtful:
        reads = reads._replace(readings=tuple(_doubted(r, scanned.doubtful) for r in reads.readings))
    return text, reads._replace(diagnostics=scanned.diagnostics + reads.diagnostics)


def _doubted(reading: Reading, doubtful: frozenset[int]) -> Reading:
    if reading.place.page not in doubtful:
        return reading
    return reading._replace(status="check", notes=(*reading.notes, "text-not-shown"), confidence=DOUBTED)


def _text(pages: Sequence[Page]) -> LabelText:
    transcript = transcribe(pages)
    return replace(clean(transcript.text), pieces=transcript.pieces)


def _with_second_opinions(
    scanned: Scanned,
    pages: tuple[Page, ...],
    text: LabelText,
    reads: Reads,
    knowledge: Knowledge,
    language: str | None,
) -> Reads:
    sights = {sight.page.number: sight for sight in scanned.sights}
    cases = {
        i: open_case(reading, text.pieces_in(reading.place.span), keen=sights[reading.place.page].engine.micro)
        for i, reading in enumerate(reads.readings)
        if reading.place.page in sights
    }
    if panel_is_unsure(reads.readings):
        # two equal looks at a wrongly joined row are as wrong as one
        for case in cases.values():
            case.keen = False
    for look in _LOOKS:
        open_ = [case for case in cases.values() if case.settled is None]
        if not open_:
            break
        words = {id(p.word): p.word for case in open_ for p in case.pieces if _worth(p.word)}
        instead = _look_again(sights, pages, words, look, knowledge)
        if not instead:
            continue
        other_text = _text(_substituted(pages, instead))
        other = read_panel(other_text, knowledge, language=language)
        for case in open_:
            match = _same_row(case.reading, other.readings)
            consider(case, match, other_text.pieces_in(match.place.span) if match else (), knowledge)
    readings = tuple(
        verdict(cases[i], knowledge) if i in cases else reading for i, reading in enumerate(reads.readings)
    )
    # a reading adopted from another look keeps its place in this text
    placed = tuple(
        new._replace(place=old.place, part_of=old.part_of) for new, old in zip(readings, reads.readings, strict=True)
    )
    return reads._replace(readings=placed)


def _worth(word: Word) -> bool:
    return any(c.isdigit() for c in word.text) or "%" in word.text or bool(word.doubt)


def _look_again(
    sights: dict[int, Sight], pages: Sequence[Page], words: dict[int, Word], look: int, knowledge: Knowledge
) -> dict[int, Word]:
    """Return other readings of words, by the word's identity."""
    instead: dict[int, Word] = {}
    for page in pages:
        sight = sights.get(page.number)
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


def _same_row(reading: Reading, others: Sequence[Reading]) -> Reading | None:
    """Return the reading that stands in the same place."""
    best, most = None, _SHARED
    for other in others:
        shared = _overlap(reading.place, other.place)
        same_column = reading.basis == other.basis or reading.basis is None or other.basis is None
        shared += 0.2 * (other.nutrient == reading.nutrient) + 0.1 * same_column
        if shared > most and other.place.page == reading.place.page:
            best, most = other, shared
    return best


def _overlap(one: Place, other: Place) -> float:
    a, b = one.box, other.box
    if a is None or b is None:
        return 0.0
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    if width <= 0 or height <= 0:
        return 0.0
    area = max((a.x1 - a.x0) * (a.y1 - a.y0) + (b.x1 - b.x0) * (b.y1 - b.y0) - width * height, 1e-9)
    return width * height / area
