"""Directions to typed tokens: numbers, words by what they do, and marks."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

import ahocorasick_rs

from labelcheck.knowledge import Knowledge, Vocabulary
from labelcheck.knowledge.dosing import DosingKind
from labelcheck.knowledge.fold import fold
from labelcheck.model import ForWhom, Timing
from labelcheck.reading.lex import number
from labelcheck.reading.lex.kinds import Kind


class Token(NamedTuple):
    """What stands at ``start:end``: a token, or what the grammar made of the tokens ``parts``.

    ``low`` and ``high`` are the number, dose or scale that it tells; ``name`` is the value its word has in the language
    files ("tablet", "wk", "morning"). ``timing`` and ``whom`` are for phrases that tell when and for whom.
    """

    kind: str
    start: int
    end: int
    low: Decimal = Decimal(1)
    high: Decimal = Decimal(1)
    name: str = ""
    parts: tuple["Token", ...] = ()
    timing: Timing | None = None
    whom: ForWhom | None = None


_ITEM: Final = re.compile(
    rf"(?P<times>[x×*])(?=[ ]?\d)|(?P<number>{number.PATTERN})|(?P<word>[^\W\d_]{{1,3}}:[^\W\d_]{{1,4}}(?![^\W\d_])|[^\W\d_]+(?:\d[^\W_]*)?)|(?P<mark>(?:\.{{3,}}|…+)(?=[^\S\n]*[^\s.…])|[^\s\w]|\n)"
)
_MARKS: Final = {
    ",": Kind.COMMA, ":": Kind.COLON, "(": Kind.OPEN, "[": Kind.OPEN, ")": Kind.CLOSE, "]": Kind.CLOSE, "/": Kind.SLASH,
    "-": Kind.DASH, "–": Kind.DASH, "—": Kind.DASH, "‐": Kind.DASH, "‑": Kind.DASH, "−": Kind.DASH, "~": Kind.DASH,
    "!": Kind.STOP, "?": Kind.STOP, ";": Kind.STOP, "•": Kind.STOP, "·": Kind.STOP, "|": Kind.STOP, "●": Kind.STOP,
    "=": Kind.EQUALS, "+": DosingKind.AND, "&": DosingKind.AND, "×": DosingKind.TIMES, "*": Kind.OTHER,
    "<": DosingKind.UNDER, "≤": DosingKind.UNDER, ">": DosingKind.OVER, "≥": DosingKind.OVER, "%": Kind.UNIT,
}  # fmt: skip
_VOLUMES: Final = {"ml": "1", "cl": "10", "dl": "100", "l": "1000"}
_OPEN_ENDED: Final = frozenset({
    Kind.NUMBER, Kind.COMMA, Kind.DASH, Kind.SLASH, Kind.OPEN, DosingKind.AND, DosingKind.OR, DosingKind.TO,
    DosingKind.IN, DosingKind.PER, DosingKind.EVERY, DosingKind.EVERY_OTHER, DosingKind.WITH,
    DosingKind.BETWEEN, DosingKind.AROUND, DosingKind.AT_MOST, Kind.ORDINAL, DosingKind.FROM, DosingKind.OVER,
    DosingKind.UNDER, DosingKind.DURING, DosingKind.NOT, DosingKind.MAY, Kind.TAKE, DosingKind.GIVE,
})  # fmt: skip
"""After these a sentence goes on, whatever the next line begins with."""
_LENT: Final = frozenset({Kind.FORM, Kind.RATE, Kind.TAKE, Kind.OFTEN})
"""Kinds that a word of another language than the sentence's may lend: product pages mix them."""
_TIMING: Final = frozenset({
    Kind.RATE, Kind.PERIOD, Kind.WHEN, Kind.WEEKDAY, Kind.OFTEN, Kind.DAILY, Kind.TAKE, Kind.GROUP, DosingKind.TIMES,
    Kind.DIRECTIONS, DosingKind.EVERY_OTHER, DosingKind.EVERY_AFTER, DosingKind.EVERY, DosingKind.WORKDAYS,
    DosingKind.WEEKEND, DosingKind.AT_MOST, DosingKind.AS_NEEDED, DosingKind.RAISE, DosingKind.GIVE,
})  # fmt: skip
"""Words of these kinds show that directions may stand here."""
_HEADING: Final = frozenset({Kind.DIRECTIONS, Kind.DAILY, Kind.OTHER_HEADING, Kind.PANEL, Kind.SIZE})
"""After these alone on a line in capitals something new begins."""
_NUMBERED: Final = frozenset({"d", "wk", "mo"})
"""Periods of a course; the fourth year is an age."""
_SHORTEST_LENT: Final = 4
_LONGEST_ENDING: Final = 8
"""Letters above the longest ending of a dose form's name."""
_LONGEST_KEPT: Final = 500
"""Characters of a stretch whose language is remembered: labels share most of their directions."""
_MOST_KEPT: Final = 20000
"""Words whose meaning is remembered: a text made to be hostile holds no end of them."""
_ONE: Final = Decimal(1)


class _Item(NamedTuple):
    start: int
    end: int
    word: str
    what: str


class Lexer:
    """The words of one language, ready to be found."""

    def __init__(self, vocabulary: Vocabulary, units: dict[str, str]) -> None:
        """Note for each first word how long the longest phrase is that it begins."""
        self.vocabulary: Final = vocabulary
        self.units: Final = units
        self.longest: Final[dict[str, int]] = {}
        self._found: Final[dict[str, tuple[str, str] | None]] = {}
        for phrase in vocabulary.words:
            first, length = phrase.partition(" ")[0], phrase.count(" ") + 1
            self.longest[first] = max(self.longest.get(first, 0), length)

    def meaning(self, word: str) -> tuple[str, str] | None:
        """Return kind and value of a folded word, a dose form's with its ending."""
        if word in self._found:
            return self._found[word]
        found = self.vocabulary.words.get(word)
        for cut in range(1, min(_LONGEST_ENDING, len(word) - 2) if found is None else 0):
            stem = self.vocabulary.words.get(word[:-cut])
            if stem is not None and stem[0] == Kind.FORM and word[-cut:] in self.vocabulary.inflections:
                found = stem
                break
        if len(self._found) > _MOST_KEPT:
            self._found.clear()
        self._found[word] = found
        return found


class Lexers:
    """The lexers of all languages, and which of them know a word."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Make one per language."""
        spelled = {fold(u): symbol for u, symbol in knowledge.unit_spellings.items()}
        self.of: Final = {code: Lexer(v, spelled) for code, v in knowledge.dosing.items()}
        self._timing: Final = _automaton(knowledge.dosing.values(), _TIMING)
        self._stems: Final[dict[str, list[str]]] = {}
        """Which languages have a dose form by that name, which may carry an ending."""
        for code, lexer in self.of.items():
            for word, (kind, _) in lexer.vocabulary.words.items():
                if kind == Kind.FORM:
                    self._stems.setdefault(word, []).append(code)
        self._order: Final = {code: i for i, code in enumerate(self.of)}
        self._knowing: Final[dict[str, Sequence[str]]] = {}

    def times(self, folded: str) -> list[int]:
        """Return where words stand that tell when or how often, in any language; some may be of other words."""
        folded = f" {folded} ".replace("\n", " ")
        found = self._timing.find_matches_as_indexes(folded)
        return [start for _, start, end in found if not folded[end].isalpha()]

    def knowing(self, word: str) -> Sequence[str]:
        """Return the languages that have a folded word, or a phrase that begins with it, in their order."""
        found = self._knowing.get(word)
        if found is None:
            if len(self._knowing) > _MOST_KEPT:
                self._knowing.clear()
            found = self._knowing[word] = self._known_by(word)
        return found

    def _known_by(self, word: str) -> Sequence[str]:
        exact = [code for code, lexer in self.of.items() if word in lexer.longest]
        inflected = {
            code
            for cut in range(1, min(_LONGEST_ENDING, len(word) - 2))
            for code in self._stems.get(word[:-cut], ())
            if word[-cut:] in self.of[code].vocabulary.inflections
        }
        return sorted(inflected.union(exact), key=self._order.__getitem__) if inflected else exact

    def lent(self, word: str) -> tuple[str, str] | None:
        """Return what a word means in whichever language lends it."""
        if len(word) < _SHORTEST_LENT:
            return None
        for code in self.knowing(word):
            meaning = self.of[code].meaning(word)
            if meaning is not None and meaning[0] in _LENT:
                return meaning
        return None


def _automaton(vocabularies: Iterable[Vocabulary], kinds: frozenset[str]) -> ahocorasick_rs.AhoCorasick:
    words = {w for v in vocabularies for w, (kind, _) in v.words.items() if kind in kinds and len(w) > 1}
    return ahocorasick_rs.AhoCorasick(
        [f" {w}" for w in sorted(words)], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


@lru_cache(maxsize=2)
def lexers(knowledge: Knowledge) -> Lexers:
    """Return a lexer per language, made once."""
    return Lexers(knowledge)


_LETTERS: Final = re.compile(r"[^\W\d_]+")


def language_of(folded: str, found: Lexers, languages: Sequence[str]) -> str:
    """Return the language that knows most of a folded stretch of directions; of equals the label's first."""
    asked = _language_of if len(folded) <= _LONGEST_KEPT else _language_of.__wrapped__
    return asked(folded, found, tuple(languages))


@lru_cache(maxsize=2048)
def _language_of(folded: str, found: Lexers, languages: tuple[str, ...]) -> str:
    known: dict[str, int] = {}
    for word in _LETTERS.findall(folded):
        for code in found.knowing(word):
            known[code] = known.get(code, 0) + len(word)
    # the label's own languages are likelier than one that happens to share the words
    own = [c for c in languages if c in found.of]
    best = own[0] if own else next(iter(found.of))
    most = float(known.get(best, 0))
    for code, letters in known.items():
        score = letters * (1.0 if code == best else 0.98 if code in own else 0.9)
        if score > most:
            best, most = code, score
    return best


def tokenize(
    clean: str,
    low: str,
    folded: str,
    found: Lexers,
    code: str,
    *,
    measures: tuple[tuple[int, int, Decimal], ...] = (),
) -> list[Token]:
    """Return the tokens of a stretch of directions, read as language ``code``.

    ``low`` is the stretch in lower case, ``folded`` the same folded; a capital of ``clean`` at the head of a line
    begins a sentence. ``measures`` are units told in millilitres: where each stands, and how much one of it holds.
    """
    lexer = found.of[code]
    items = _items(low, folded)
    if "-\n" in low:
        items = _unbroken(items, lexer)
    held = {start: (end, holds) for start, end, holds in measures}
    tokens: list[Token] = []
    i = 0
    while i < len(items):
        item = items[i]
        if held and item.start in held and tokens and tokens[-1].kind == Kind.NUMBER:
            end, holds = held[item.start]
            tokens.append(Token(Kind.FORM, item.start, end, holds, holds, "ml"))
            while i < len(items) and items[i].start < end:
                i += 1
            continue
        if lexer.longest.get(item.word, 0) > 1:
            length = _phrase(items, i, lexer, tokens)
            if length:
                i += length
                continue
        if item.what == "number":
            length = _number(items, i, lexer, tokens, low)
            i += length
            continue
        if item.what == "times":
            tokens.append(Token(DosingKind.TIMES, item.start, item.end, name="x"))
        elif item.what == "word":
            tokens.append(_word(item, lexer, found, tokens))
        else:
            _mark(items, i, lexer, tokens, clean)
        i += 1
    return tokens


def _items(low: str, folded: str) -> list[_Item]:
    items = []
    for match in _ITEM.finditer(low):
        what = match.lastgroup or ""
        first, last = match.span()
        items.append(_Item(first, last, folded[first:last] if what == "word" else match[0], what))
    return items


def _unbroken(items: list[_Item], lexer: Lexer) -> list[_Item]:
    """Return words that a line end breaks as one, where the language has them: "in-" and, on the next line, "crease"."""
    done: list[_Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        if item.what == "word" and [x.word for x in items[i + 1 : i + 3]] == ["-", "\n"] and i + 3 < len(items):
            last = items[i + 3]
            joined = item.word + last.word
            if items[i + 1].start == item.end and last.what == "word" and joined in lexer.longest:
                done.append(_Item(item.start, last.end, joined, "word"))
                i += 4
                continue
        done.append(item)
        i += 1
    return done


def _phrase(items: list[_Item], i: int, lexer: Lexer, tokens: list[Token]) -> int:
    """Add the longest phrase of several words that begins at item ``i``; return how many items it took, 0 for none."""
    longest = lexer.longest[items[i].word]
    words, ends = [items[i].word], [i]
    at = i + 1
    while at < len(items) and len(words) < longest:
        item = items[at]
        if item.what in ("word", "number"):
            words.append(item.word)
            ends.append(at)
        elif item.word not in "-.'’&\n/" or item.word == items[at - 1].word == "\n":
            break
        at += 1
    for length in range(len(words), 1, -1):
        meaning = lexer.vocabulary.words.get(" ".join(words[:length]))
        if meaning is not None:
            last = ends[length - 1]
            if len(items[last].word) == 1 and [x.word for x in items[last + 1 : last + 2]] == ["."]:
                last += 1  # "t.o.m.": its full stop ends no sentence
            tokens.append(_meant(meaning, items[i].start, items[last].end))
            return last - i + 1
    return 0


def _meant(meaning: tuple[str, str], start: int, end: int) -> Token:
    kind, value = meaning
    if kind in (Kind.NUMBER, Kind.ORDINAL, Kind.OFTEN, DosingKind.MULTIPLE):
        amount = Decimal(value)
        return Token(kind, start, end, amount, amount, "word")
    return Token(kind, start, end, name=value)


def _number(items: list[_Item], i: int, lexer: Lexer, tokens: list[Token], low: str) -> int:
    item = items[i]
    parsed = number.parse(item.word)
    before = low[item.start - 1 : item.start]
    named = before in ("-", "‑") and low[item.start - 2 : item.start - 1].isalpha() and tokens[-2:-1]
    if parsed is None or (named and tokens[-2].kind == Kind.OTHER and tokens[-2].end == item.start - 1):
        tokens.append(Token(Kind.OTHER, item.start, item.end))
        return 1
    value = parsed.values[0]
    at = i + 1
    if at < len(items) and items[at].word in (":", "-", "."):
        at += 1
    glued = at < len(items) and items[at].what == "word" and items[at].start == items[at - 1].end
    if glued and items[at].start - item.end <= 1 and items[at].word in lexer.vocabulary.ordinals:
        tokens.append(Token(Kind.ORDINAL, item.start, items[at].end, value, value))
        return at - i + 1
    tokens.append(Token(Kind.NUMBER, item.start, item.end, value, value, "digits"))
    return 1


def _stem(word: str) -> str:
    """Return "dl" for the folded "dl aan" of "dl:aan": abbreviations take their endings behind a colon."""
    return word.partition(" ")[0]


def _word(item: _Item, lexer: Lexer, found: Lexers, tokens: list[Token]) -> Token:
    word = _stem(item.word)
    if tokens and tokens[-1].kind == Kind.NUMBER:
        unit = _unit(word, lexer)
        if unit is not None:
            return Token(unit[0], item.start, item.end, unit[2], unit[2], unit[1])
    meaning = lexer.meaning(word)
    if meaning is not None:
        return _meant(meaning, item.start, item.end)
    if word == "x":
        return Token(DosingKind.TIMES, item.start, item.end, name="x")
    meaning = found.lent(word)
    if meaning is not None:
        return _meant(meaning, item.start, item.end)
    return Token(Kind.OTHER, item.start, item.end)


def _unit(word: str, lexer: Lexer) -> tuple[str, str, Decimal] | None:
    """Return kind, dose form and scale of a unit behind a number: grams and millilitres may be doses."""
    if word in _VOLUMES:
        return Kind.FORM, "ml", Decimal(_VOLUMES[word])
    symbol = lexer.units.get(word)
    if symbol == "g":
        return Kind.FORM, "gram", _ONE
    if symbol == "ml":
        return Kind.FORM, "ml", _ONE
    if symbol is not None:
        return Kind.UNIT, "", _ONE
    return None


def _mark(items: list[_Item], i: int, lexer: Lexer, tokens: list[Token], clean: str) -> None:
    item = items[i]
    if item.word == "\n":
        _line_end(items, i, lexer, tokens, clean)
    elif item.word == ".":
        if _ends_sentence(items, i, lexer, tokens, clean):
            tokens.append(Token(Kind.STOP, item.start, item.end))
    else:
        kind = Kind.COLON if _is_leader(item.word) else _MARKS.get(item.word)
        if kind is not None and kind != Kind.OTHER:
            tokens.append(Token(kind, item.start, item.end))


def _is_leader(mark: str) -> bool:
    """Whether dots lead from what is told of to what is told: "Monday ....... 2 tablets"."""
    return mark.startswith(("...", "…"))


def _line_end(items: list[_Item], i: int, lexer: Lexer, tokens: list[Token], clean: str) -> None:
    """Add a break where the next line begins something new: a line end inside a sentence is a gap like another."""
    following = items[i + 1] if i + 1 < len(items) else None
    if following is None:
        return
    if following.word == "\n":
        tokens.append(Token(Kind.BREAK, items[i].start, items[i].end, name="blank"))
        return
    if tokens and tokens[-1].kind in _OPEN_ENDED:
        return
    meaning = lexer.meaning(following.word)
    if tokens and tokens[-1].kind == Kind.NUMBER and meaning is not None and meaning[0] == Kind.FORM:
        return  # "3" and, on the next line, "Kapseln"
    first = clean[following.start]
    bullet = following.what == "mark" and first not in "(/&+"
    if not bullet and tokens and tokens[-1].kind not in _HEADING and _in_capitals(clean, items[i].start):
        return
    if bullet or (first.isupper() and not (tokens and tokens[-1].kind == Kind.COLON)):
        tokens.append(Token(Kind.BREAK, items[i].start, items[i].end))


def _in_capitals(clean: str, at: int) -> bool:
    """Whether the lines on both sides of a line end are in capitals, so that a capital begins no sentence."""
    start, end = clean.rfind("\n", 0, at) + 1, clean.find("\n", at + 1)
    before, after = clean[start:at].rstrip(), clean[at + 1 : end if end >= 0 else len(clean)]
    return before.isupper() and after.isupper() and before[-1:] not in ".:;!?"


def _ends_sentence(items: list[_Item], i: int, lexer: Lexer, tokens: list[Token], clean: str) -> bool:
    item = items[i]
    following = items[i + 1] if i + 1 < len(items) else None
    if following is None:
        return True
    gap = clean[item.end : following.start]
    if not gap and following.what != "mark":
        return False
    before = items[i - 1] if i else None
    after = clean[following.start]
    if before is not None and before.end == item.start:
        if before.what == "number" and len(tokens) > 1 and _numbers(following, after, lexer, tokens):
            return False
        if before.what == "word" and before.word in lexer.vocabulary.abbreviations:
            return after.isupper() or (after == "\n" and _new_line(items, i + 1, clean))
    return True


def _numbers(following: _Item, after: str, lexer: Lexer, tokens: list[Token]) -> bool:
    """Whether a full stop makes its number that of a day or a year: "jeden 3. Tag", "ab dem 4. Tag", "od 3. roku życia"."""
    ranged = tokens[-2].kind in (Kind.DASH, DosingKind.TO) and len(tokens) > 2 and tokens[-3].kind == Kind.ORDINAL
    if ranged or tokens[-2].kind == DosingKind.EVERY:
        tokens[-1] = tokens[-1]._replace(kind=Kind.ORDINAL)
        return True
    if tokens[-2].kind != DosingKind.FROM and not after.islower():
        return False
    known = lexer.meaning(following.word) if following.what == "word" else None
    if known is None:
        return after.islower() and lexer.longest.get(following.word, 0) > 1
    if known[0] == Kind.PERIOD and known[1] in _NUMBERED:
        tokens[-1] = tokens[-1]._replace(kind=Kind.ORDINAL)
    return known[0] in (Kind.PERIOD, DosingKind.YEARS)


def _new_line(items: list[_Item], i: int, clean: str) -> bool:
    following = items[i + 1] if i + 1 < len(items) else None
    return following is None or following.word == "\n" or clean[following.start].isupper()
