"""Slips of text recognition that can be told from the slip alone: units that do not exist, names but for a letter.

Nothing here is believed: a mended unit or digit carries a doubt that only the label's own arithmetic or an equal
second reading takes away (see :mod:`labelcheck.reading.seen.trust`). What the engine read is kept beside it.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.knowledge import Knowledge
from labelcheck.knowledge.fold import fold
from labelcheck.model import Page, Word
from labelcheck.reading.seen.column_units import mend_grams

UNIT: Final = "unit"
DIGIT: Final = "digit"
NAME: Final = "name"

_LOST_MICRO: Final = re.compile(r"(?<=\d)(\s?)(?:[pywhljvqun][g9]|kg|[µμ]9|ı?[µμ]q)(?![^\W_])")
_LOW_LINE: Final = re.compile(r"(?<=\d)[_~](?=[^\W\d_])")
_LOST_C: Final = re.compile(r"(?<=\d)(\s?)(?:meg|mog|mag|mcq)(?![^\W_])")
_MILLI: Final = re.compile(r"(?<=\d)(\s?)(?:m9|mq|rng)(?![^\W_])")
SLIPPED_UNIT: Final = r"(?<=[\d ])(?:[pywhljvq][g9]|[µμ]9|ı?[µμ]q|meg|mog|mag|mcq|m9|mq|rng)"
"""A unit as it is misread, in lower case; of the slips above those that are no unit of another size."""
_ONE: Final = re.compile(r"(?<![^\W_])(?:[Il|](\s?)(?=(?:mg|µg|mcg|g)(?![^\W_]))|i(?=(?:mg|µg|mcg)(?![^\W_])))")
_ROUND: Final = re.compile(r"(?<=\d)[OoQ](?=[\dOo]*\s?(?:mg|µg|mcg|g|%)(?![^\W_]))")
_OUNCE: Final = re.compile(r"(?<=\d)0(?=[zZ](?![^\W_]))")
"""An ounce behind its number: "9.50Z"; no unit is a Z."""
_NONE: Final = re.compile(
    r"(?<=[^\W\d_] )[OQ](?:(\s?)(?=(?:mg|µg|mcg|kcal)(?![^\W_]))|(?=g(?:$|\s+\d)))|^[OQ](\s?)(?=(?:mg|µg|mcg|g)$)"
)
"""A nought alone before its unit: "Sodium Omg". "Og" is a word, too, but for the last of its cell."""
_EIGHT_FOR_B: Final = re.compile(
    r"([^\W\d_] ?\()8(?=(?:[1-35-9]|12)\))|(?<![\w-])(vitamin )8(?=(?:[1-35-9]|12)(?![\w.,]| ?(?:mg|µg|mcg)))",
    re.IGNORECASE,
)
"""The vitamin's number behind its name: "Tiamin (81)", "Vitamin 812"."""
_RUN_TOGETHER: Final = re.compile(r"[^\W\d_][-‐]?\d{5,}")
_LED: Final = re.compile(r"(?:[.·]{3}|…) ?1(?:\d|$)")
"""The last dot of a leader is easily seen as a 1: "..... 150 mg" as "..... 1150mg", or as "..... 1" and "150mg"."""
_TOKEN: Final = re.compile(r"[^\W_][\w|!]*")
_LOOKS: Final = str.maketrans(
    {"l": "i", "1": "i", "|": "i", "!": "i", "j": "i", "0": "o", "q": "o", "5": "s", "8": "b"}
)
_RUNS: Final = (("rn", "m"), ("vv", "w"), ("ii", "u"))
_BROKEN_OFF: Final = re.compile(r"[\d|!]+(?!(?:mg|µg|mcg|g|iu|ie)(?![^\W_]))[^\W\d_]", re.IGNORECASE)
_SHORTEST: Final = 3
_LONG: Final = 6
_ALIKE: Final = 0.83
_CLEARLY: Final = 0.04
_ALIKE_LETTERS: Final = (
    "ijlt1fr",
    "ce",
    "co0",
    "ae",
    "nmhru",
    "uv",
    "vwy",
    "bh68",
    "s58",
    "gq9y",
    "kx",
    "dcl",
    "pb",
    "z2",
)
"""Letters that are taken for each other; a and o, a and i, e and o tell substances apart."""
_MARKED: Final = re.compile(r"(?<=[^\W\d_])[tf1](?![^\W_])")
"""A dagger behind a word as it is misread: "Daily Valuet"."""
_ACID: Final = re.compile(r"(?<![^\W_])HC[I1|](?![^\W_])")
"""Hydrochloride behind a substance: "Betaine HCI"; no word is spelled so."""
_GLUED: Final = re.compile(r"\b(vitamiini?|vitamin[ae]?)(?=(?-i:[A-EK])\d{0,2}(?![^\W\d_]))", re.IGNORECASE)

_ZEROS: Final = re.compile(r"(?<![\d.,])0{2,4}[ ]?%")


class _Vocabulary(NamedTuple):
    """The single words that names are made of, folded; ``by_looks`` finds one by its shape."""

    words: tuple[str, ...]
    by_looks: dict[str, str]


@lru_cache(maxsize=2)
def _vocabulary(knowledge: Knowledge) -> _Vocabulary:
    words = {
        token
        for kind in ("nutrient", "form", "anion")
        for spellings in knowledge.lexicon.words(kind).values()
        for spelling in spellings
        for token in spelling.split()
        if len(token) >= _SHORTEST and token.isalpha()
    }
    by_looks: dict[str, str] = {}
    for word in sorted(words):
        looks = _looks(word)
        by_looks[looks] = "" if looks in by_looks else word
    return _Vocabulary(tuple(sorted(words)), by_looks)


def _looks(token: str) -> str:
    for run, letter in _RUNS:
        token = token.replace(run, letter)
    return token.translate(_LOOKS)


def repair(page: Page, knowledge: Knowledge) -> Page:
    """Return a page that was seen with its mendable slips mended; a page of printed text as it is."""
    if page.kind != "seen":
        return page
    return replace(page, words=mend_grams([repair_word(w, knowledge) for w in page.words], DIGIT))


def repair_word(word: Word, knowledge: Knowledge) -> Word:
    """Return a word with its slips mended, what was read in ``raw``, and the doubts that come with it."""
    text, doubts = mend(word.text, knowledge)
    if not doubts and text == word.text:
        return word
    raw = word.raw if text == word.text else word.raw or word.text
    return replace(word, text=text, raw=raw, doubt=" ".join(dict.fromkeys([word.doubt, *doubts])).strip())


def mend(text: str, knowledge: Knowledge) -> tuple[str, list[str]]:
    """Return the mended text and the kinds of doubt about it.

    >>> from labelcheck.knowledge import load
    >>> mend("lron 37,5 pg", load())
    ('Iron 37,5 µg', ['unit', 'name'])
    """
    doubts: list[str] = []
    text = _LOW_LINE.sub(" ", text)
    if text.count(")") > text.count("("):
        text = text.replace("))", ")")
    for pattern, instead, doubt in (
        (_LOST_MICRO, r"\1µg", UNIT),
        (_LOST_C, r"\1mcg", UNIT),
        (_MILLI, r"\1mg", UNIT),
        (_OUNCE, "O", UNIT),
        (_ONE, r"1\1", DIGIT),
        (_ROUND, "0", DIGIT),
        (_NONE, "0", DIGIT),
    ):
        mended = pattern.sub(instead, text)
        if mended != text:
            text = mended
            doubts.append(doubt)
    if _LED.search(text):
        doubts.append(DIGIT)
    if _RUN_TOGETHER.search(text):
        # a name that ends in a digit, and the number of the next column: "MA-3" and "6000000000"
        doubts.append(DIGIT)
    text = _ACID.sub("HCl", _GLUED.sub(r"\1 ", text))
    if "%" in text:
        # the tail of 100 % or 200 %: nobody prints nought with two digits
        text = _ZEROS.sub("%", text)
        text = _MARKED.sub(lambda m: _dagger(m, knowledge), text)
    named = _mend_names(_EIGHT_FOR_B.sub(r"\1\2B", text), knowledge)
    return (named, [*doubts, NAME]) if named != text else (text, doubts)


def _dagger(letter: re.Match[str], knowledge: Knowledge) -> str:
    """Return a dagger for a letter behind the name of a reference, which with that letter is none: "% Daily Valuet"."""
    start, end = letter.span()
    before = letter.string[:start]
    ends = [w for w in knowledge.lexicon.find(before) if w.end == start and "reference" in w.meanings]
    longer = any(w.end == end for w in knowledge.lexicon.find(letter.string[:end]))
    return "†" if ends and not longer else letter[0]


def _mend_names(text: str, knowledge: Knowledge) -> str:
    known = [(w.start, w.end) for w in knowledge.lexicon.find(text)]
    # "Q1030 mg" is a name and a number; "Z1nk" begins with no word of its own
    known = [(s, e) for s, e in known if not _BROKEN_OFF.match(text, e)]
    parts = []
    at = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        token = match.group()
        letters = sum(c.isalpha() for c in token)
        if (
            end - start < _SHORTEST
            or letters < 2
            or letters < 0.6 * len(token)
            or any(s < end and start < e for s, e in known)
        ):
            continue
        better = _nearest(token, knowledge)
        if better is not None:
            parts += [text[at:start], better]
            at = end
    return "".join(parts) + text[at:] if parts else text


def _nearest(token: str, knowledge: Knowledge) -> str | None:
    """Return the word of the vocabulary that a token stands for; None where there is none or more than one."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    vocabulary = _vocabulary(knowledge)
    folded = fold(token.replace("|", "l").replace("!", "l"))
    if knowledge.lexicon.meanings(folded):
        return None
    same = vocabulary.by_looks.get(_looks(folded))
    if same:
        return _as_printed(token, folded, same) if same != folded else None
    if len(folded) < _LONG or not folded.isalpha():
        return None
    best = process.extract(
        folded, vocabulary.words, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_ALIKE, limit=4
    )
    if not best or best[0][0] == folded or len(best[0][0]) < _LONG:
        return None
    if folded.startswith(best[0][0]) or best[0][0].startswith(folded):
        # "greens" is another word, not a slip for "green"
        return None
    if not _is_slip(folded, best[0][0]) or _is_joined(folded, knowledge):
        return None
    meant = knowledge.lexicon.meanings(best[0][0])
    for other, score, _ in best[1:]:
        if best[0][1] - score < _CLEARLY and knowledge.lexicon.meanings(other) != meant:
            return None
    return _as_printed(token, folded, best[0][0])


def _is_slip(token: str, word: str) -> bool:
    """Whether a token differs from a word by letters that look alike: "lactose" is no slip for "lactase", nor "nitrit" for "nitrat"."""
    from rapidfuzz.distance import Levenshtein

    for change in Levenshtein.editops(token, word):
        if change.tag == "replace":
            seen, meant = token[change.src_pos], word[change.dest_pos]
            if not any(seen in alike and meant in alike for alike in _ALIKE_LETTERS):
                return False
    return True


def _is_joined(token: str, knowledge: Knowledge) -> bool:
    """Whether a token is two known words joined, as "kaliumnitrat" is: then it is no slip for "kaliumcitrat"."""
    known = knowledge.lexicon.meanings
    return any(known(token[:at]) and known(token[at:]) for at in range(_SHORTEST, len(token) - _SHORTEST + 1))


def _as_printed(token: str, folded: str, word: str) -> str:
    """Return ``word`` with the capitals and accents of what was read, as far as they stand in the same places."""
    letters = list(word)
    if len(word) == len(token):
        letters = [t if f == w else w for t, f, w in zip(token, folded, word, strict=True)]
    capital = token[0].isupper() or (token[0] in "l|1!" and word[0] in "ij")
    if capital:
        letters[0] = letters[0].upper()
    if sum(c.isupper() for c in token) > len(token) // 2 and len(token) > 2:
        letters = [c.upper() for c in letters]
    return "".join(letters)
