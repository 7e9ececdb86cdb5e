"""The directions of a label, read: regions to tokens to phrases to clauses to dosages."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from labelcheck.knowledge import Knowledge
from labelcheck.model import Dosage, LabelText, Unused
from labelcheck.reading.dosing.clauses import join
from labelcheck.reading.dosing.dosages import dosages
from labelcheck.reading.dosing.grammar import parse
from labelcheck.reading.dosing.intended import for_its_group
from labelcheck.reading.dosing.regions import find_regions
from labelcheck.reading.lex.kinds import Kind
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.measures import told_measures
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.lex.tokens import Lexers, Token, language_of, lexers, tokenize
from labelcheck.reading.lex.trace import Trace
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PIECES, PrintedBasis

_DIRECTING: Final = frozenset(
    {"directions_heading", "per_day", "take", "times", "once", "twice", "thrice", "time_of_day", "per_week"}
)
_LONGEST_DIRECTIONS: Final = 50_000
"""Characters; the directions of a label in all languages are some thousands."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LONGEST_KEPT: Final = 2000
"""Characters of directions that are remembered."""
_SENTENCE_END: Final = re.compile(r"(?<=[^\W\d_])\.(?:\n|[ ]{1,3})([^\W\d_])")
"""A full stop behind a word, and what the next sentence begins with."""
_GAP: Final = re.compile(r"[\t|]|[ ]{2}")
"""Between two cells."""
_NEAR: Final = 16
"""Characters before a printed in which "the daily dose of" stands."""
_LONGEST: Final = 120
"""Characters of the longest phrase that says what amounts are for."""


def read_directions(
    sections: Sections,
    languages: Sequence[str],
    printed_bases: InOrder[PrintedBasis],
    knowledge: Knowledge,
    trace: Trace | None = None,
) -> tuple[Dosage, ...]:
    """Return all that the directions say, in order; empty where the label has none.

    ``printed_bases`` tell where amounts of a panel are said to be for: what stands there is no dose. A word that is known and
    that no dosage used stands in that dosage's ``unused``, and its status is "check".
    """
    stretches, cut = _stretches(sections, languages, printed_bases, lexers(knowledge))
    if trace is not None:
        texts = sections.clean, sections.low, sections.folded
        for one in stretches:
            told = " ".join(
                _tree(sections.clean, p) for p in _phrases_in(*texts, one, knowledge) if p.kind != Kind.OTHER
            )
            trace.note("directions", f"{one.code}: {told}")
    found = _all_dosages(sections, stretches)
    found = for_its_group(found, sections, _pieces, lambda a, b: _phrases_of(sections, a, b, languages))
    if cut is not None and found:
        rest = Unused(" ".join(sections.clean[cut : cut + 60].split()), sections.text.place(cut, cut + 60))
        found = (*found[:-1], replace(found[-1], status="check", unused=(*found[-1].unused, rest)))
    if trace is not None:
        for dosage in found:
            left = ", ".join(repr(u.text) for u in dosage.unused)
            trace.note("dosage", f"{dosage.text!r}: {dosage.status}" + (f"; unused: {left}" if left else ""))
    return found


class _Stretch(NamedTuple):
    """A stretch of directions in language ``code``, with the places of a panel's headings and of measures in it."""

    start: int
    end: int
    code: str
    headings: tuple[tuple[int, int], ...]
    measures: tuple[tuple[int, int, Decimal], ...]

    def moved(self, by: int) -> "_Stretch":
        """Return the same so many characters on."""
        headings = tuple([(a + by, b + by) for a, b in self.headings])
        measures = tuple([(a + by, b + by, holds) for a, b, holds in self.measures])
        return _Stretch(self.start + by, self.end + by, self.code, headings, measures)


def _stretches(
    sections: Sections, languages: Sequence[str], printed_bases: InOrder[PrintedBasis], lexing: Lexers
) -> tuple[list[_Stretch], int | None]:
    """Return the stretches of directions, and where they were cut off, as no label has so many; None for nowhere."""
    bases = [m for m in printed_bases if m.certain and _heads_panel(sections, m, printed_bases, lexing)]
    held = told_measures(sections.quantities)
    found: list[_Stretch] = []
    allowed = _LONGEST_DIRECTIONS
    cut: int | None = None
    for start, end in find_regions(sections, lexing):
        if allowed <= 0:
            return found, start
        if end - start > allowed:
            cut = end = sections.clean.rfind(" ", start, start + allowed) + 1 or start + allowed
        allowed -= end - start
        headings = tuple([(m.start, m.end) for m in bases if start - _LONGEST <= m.start < end and m.end > start])
        measures = tuple([m for m in held if start <= m[0] < end])
        code = language_of(sections.folded[start:end], lexing, languages)
        found.append(_Stretch(start, end, code, headings, measures))
    return found, cut


def _all_dosages(sections: Sections, stretches: list[_Stretch]) -> tuple[Dosage, ...]:
    """Return the dosages of all stretches: of what other labels say, too, those that are remembered."""
    if not stretches:
        return ()
    at, end = max(0, stretches[0].start - 1), stretches[-1].end
    read: Callable[..., tuple[Dosage, ...]] = _dosages
    if end - at > _LONGEST_KEPT:
        read, at, end = _dosages.__wrapped__, 0, len(sections.clean)
    clean, low, folded = sections.clean[at:end], sections.low[at:end], sections.folded[at:end]
    title = max(_title_end(sections) - at, -1)
    found = read(clean, low, folded, tuple([s.moved(-at) for s in stretches]), title, sections.knowledge)
    return tuple([_placed(d, sections.text, at) for d in found])


def _title_end(sections: Sections) -> int:
    """Return where the first line ends that prints anything; -1 where it is the only one."""
    return sections.clean.find("\n", len(sections.clean) - len(sections.clean.lstrip()))


@lru_cache(maxsize=2048)
def _dosages(
    clean: str, low: str, folded: str, stretches: tuple[_Stretch, ...], title: int, knowledge: Knowledge
) -> tuple[Dosage, ...]:
    """Return the dosages of directions by places within them."""
    phrases = [_phrases_in(clean, low, folded, s, knowledge) for s in stretches]
    return dosages(join(phrases), LabelText(clean, clean), title)


def _placed(dosage: Dosage, text: LabelText, at: int) -> Dosage:
    """Return a dosage that was read by places from ``at`` on, by its places on the label."""
    span = dosage.place.span
    unused = tuple([Unused(u.text, text.place(u.place.span.start + at, u.place.span.end + at)) for u in dosage.unused])
    place = text.place(span.start + at, span.end + at)
    return Dosage(
        dosage.sequence, dosage.text, place, dosage.dose, dosage.timing, dosage.relation, dosage.whom, dosage.phase,
        dosage.as_needed, dosage.max_per_day, dosage.status, unused,
    )  # fmt: skip


def _phrases_in(clean: str, low: str, folded: str, stretch: _Stretch, knowledge: Knowledge) -> list[Token]:
    """Return the phrases of a stretch, each sentence read by itself."""
    phrases: list[Token] = []
    for start, end in _pieces(clean, stretch.start, stretch.end):
        here = tuple([(a - start, b - start) for a, b in stretch.headings if a < end and b > start])
        measures = tuple([(a - start, b - start, holds) for a, b, holds in stretch.measures if start <= a < end])
        piece = _phrases(clean[start:end], low[start:end], folded[start:end], here, measures, stretch.code, knowledge)
        phrases += [_moved(p, start) for p in piece] if start else piece
    return phrases


def _phrases_of(sections: Sections, start: int, end: int, languages: Sequence[str]) -> Sequence[Token]:
    """Return the phrases of a sentence that may say whom the product is for, by places within it."""
    clean, low, folded = sections.clean[start:end], sections.low[start:end], sections.folded[start:end]
    lexing = lexers(sections.knowledge)
    if not any(lexing.knowing(word) for word in _LETTERS.findall(folded)):
        return ()  # a name that no language's directions know a word of
    code = language_of(folded, lexing, languages)
    if languages and code not in languages:
        code = languages[0]  # "Kind to tummies" names no German child
    return _phrases(clean, low, folded, (), (), code, sections.knowledge)


def _pieces(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a stretch that are read by themselves: each ends with a sentence."""
    at = start
    for match in _SENTENCE_END.finditer(clean, start, end):
        if match[1].isupper():
            yield at, match.start() + 1
            at = match.start() + 1
    if at < end:
        yield at, end


def _moved(token: Token, by: int) -> Token:
    kind, start, end, low, high, name, parts, timing, whom = token
    return Token(
        kind,
        start + by,
        end + by,
        low,
        high,
        name,
        tuple([_moved(p, by) for p in parts]) if parts else parts,
        timing,
        whom,
    )


@lru_cache(maxsize=8192)
def _phrases(
    clean: str,
    low: str,
    folded: str,
    headings: tuple[tuple[int, int], ...],
    measures: tuple[tuple[int, int, Decimal], ...],
    code: str,
    knowledge: Knowledge,
) -> tuple[Token, ...]:
    """Return the phrases of a piece of directions by places within it: labels share most of their sentences.

    ``headings`` are the places of a panel's headings in it, ``measures`` those of units told in millilitres.
    """
    tokens = tokenize(clean, low, folded, lexers(knowledge), code, measures=measures)
    headings = tuple(
        [h for h in headings if _beside_another(clean, h, headings) or not _for_a_group(clean, h[0], tokens)]
    )
    if headings:
        tokens = [t._replace(kind=Kind.PANEL) if any(a <= t.start < b for a, b in headings) else t for t in tokens]
    return tuple(parse(tokens))


def _beside_another(clean: str, heading: tuple[int, int], headings: Sequence[tuple[int, int]]) -> bool:
    """Whether another heading stands on its line, in another cell: "Women 1 tablet   %DV   Men 2 tablets   %DV"."""
    for start, end in headings:
        between = clean[end : heading[0]] if end <= heading[0] else clean[heading[1] : start]
        if (start, end) != heading and "\n" not in between and _GAP.search(between):
            return True
    return False


def _for_a_group(clean: str, at: int, tokens: list[Token]) -> bool:
    """Whether a group or a time stands before a place on its line: "on training days 3 tablets" is no heading."""
    start = clean.rfind("\n", 0, max(at, 0)) + 1
    return any(t.kind in (Kind.GROUP, Kind.WHEN, Kind.WEEKDAY) for t in tokens if start <= t.start < at)


def _tells_days(line: Line, printed_bases: InOrder[PrintedBasis]) -> bool:
    """Whether all words of directions on a line tell what its columns are for: "Per portion   Per day (2 portions)"."""
    here = [m for m in printed_bases.between(line.start, line.end) if m.certain]
    words = [w for w in line.words if not _DIRECTING.isdisjoint(w.meanings)]
    return len(here) > 1 and all(any(m.start <= w.start < m.end for m in here) for w in words)


def _heads_panel(
    sections: Sections, printed: PrintedBasis, printed_bases: InOrder[PrintedBasis], lexing: Lexers
) -> bool:
    """Whether a printed stands in a heading, and not in a sentence that tells the dose: "the daily dose of 5 drops contains"."""
    if printed.within is not None:
        return not lexing.times(sections.folded[slice(*printed.within)])
    line = sections.line_at(printed.start)
    if not line.kinds.isdisjoint(_DIRECTING) and not _tells_days(line, printed_bases):
        return False
    told = [w for w in sections.words_between(printed.start - _NEAR, printed.end) if "daily_dose" in w.meanings]
    if told and _counts_columns(sections, printed, printed_bases.between(line.start, line.end)):
        return True
    bracketed = "(" in sections.clean[min([printed.start, *(w.end for w in told)]) : printed.end]
    return not told or printed.basis.quantity is None or bracketed or told[0].start > printed.start


def _counts_columns(sections: Sections, printed: PrintedBasis, here: Sequence[PrintedBasis]) -> bool:
    """Whether other numbers of the same pieces stand on the line of one, each in its cell: "In the daily dose:  3 capsules  6 capsules"."""
    others = [m for m in here if m is not printed]
    same = all(m.certain and m.basis.of == printed.basis.of and m.basis.of in PIECES for m in here)
    counts = {m.basis.quantity for m in here}
    apart = all(_GAP.search(sections.clean, a.end, b.start) for a, b in pairwise(here))
    return bool(others) and same and apart and len(counts) == len(here)


def _tree(part: str, token: Token) -> str:
    if not token.parts:
        return f"{token.kind}:{' '.join(part[token.start : token.end].split())!r}"
    return f"{token.kind}({' '.join(_tree(part, p) for p in token.parts if p.kind != 'other')})"
