"""Cards of other products on a page: elements of one kind beside each other, each a product with its link, heading, picture or price."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import category

from labelcheck.catalogue.amounts import strengths
from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.column_words import basis_in
from labelcheck.catalogue.grids import is_nutrient
from labelcheck.catalogue.html import as_text
from labelcheck.knowledge import load
from labelcheck.pipeline import read_text
from labelcheck.reading.lex.connectives import pattern_of

_ELEMENT: Final = re.compile(r"<(?P<end>/?)(?P<name>li|article|div|section|a|figure)\b(?P<rest>[^<>]*)>", re.IGNORECASE)
_CLASS: Final = re.compile(r"""\bclass\s*=\s*(?:"\s*([^"\s]+)|'\s*([^'\s]+)|([^"'\s>]+))""", re.IGNORECASE)
_LINK: Final = re.compile(r"""<a\b[^<>]*\bhref\s*=\s*["']?(?!#)""", re.IGNORECASE)
_HEADING: Final = re.compile(r"<h[2-6]\b[^<>]*>(?P<said>[^<]{1,200})", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"<(?P<first>h[1-6]|a)\b(?P<rest>[^<>]*)>(?P<said>.{0,400}?)</(?P=first)\s*>", re.IGNORECASE | re.DOTALL
)
"""The first heading or link."""
_TITLE: Final = re.compile(r"<h1\b[^<>]*>(?P<said>.{0,400}?)</h1\s*>", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")
_LARGEST: Final = 4_000
"""Characters of a card with its tags; more is a part of the page."""
_LOOKED: Final = 20
"""Elements of a group that are looked at."""
_GROUPS: Final = 200
"""Groups with amounts that are looked at."""
_TRIES: Final = 12
"""Groups around which the page is read."""
_SEARCHED: Final = 8
"""How many times the page's length is looked at: cards may stand in each other."""


class Page(NamedTuple):
    """A page without cards that are surely other products'; ``doubtful`` where there are others that may be."""

    html: str
    doubtful: bool


def without_cards(html: str) -> Page:
    """Return a page without the cards of other products.

    Cards with a link and a price are other products'. Where several have amounts under a heading or a link of their own and no
    price, nobody can tell; nor where several with a picture, a price or a name tell amounts that the rest of the page, which has
    others, does not. One that stands alone is told by its name, which is a link; so is the page's own, where a path leads to it.
    """
    cut: list[tuple[int, int]] = []
    unsure: list[tuple[int, int]] = []
    title = _TITLE.search(html)
    own = _said(title["said"]) if title is not None else ""
    for group in _groups(html):
        texts = [html[begin:end] for begin, end in group]
        if len(group) > 1 and all(_LINK.search(t) and _has_price(t) for t in texts):
            cut += group
            continue
        if sum(map(_is_product, texts)) > 1:
            unsure += group
        for place, text in zip(group, texts, strict=True):
            if _is_named_by_link(text, own):
                (cut if _has_price(text) else unsure).append(place)
    doubtful = any(not any(b <= begin and end <= e for b, e in cut) for begin, end in unsure)
    parts, at = [], 0
    for begin, end in sorted(cut):
        if begin >= at:
            parts.append(html[at:begin])
            at = end
    rest = "\n".join((*parts, html[at:])) if cut else html
    return Page(rest, doubtful or _has_others(rest))


def _groups(html: str) -> list[list[tuple[int, int]]]:
    """Return where elements stand, those together that are of one kind and class in one other element."""
    found: dict[tuple[int, str, str], list[tuple[int, int]]] = defaultdict(list)
    left = _SEARCHED * len(html)
    for parent, name, kind, begin, end in _elements(html):
        if end - begin <= _LARGEST and (left := left - (end - begin)) > 0:
            found[parent, name, kind].append((begin, end))
    return list(found.values())


def _elements(html: str) -> Iterator[tuple[int, str, str, int, int]]:
    """Yield each element that ends: where its parent begins, its name, its first class, and where it begins and ends."""
    begun: list[tuple[str, str, int]] = []
    open_: dict[str, int] = defaultdict(int)
    for tag in _ELEMENT.finditer(html):
        name = tag["name"].lower()
        if not tag["end"]:
            told = _CLASS.search(tag["rest"])
            begun.append((name, next(filter(None, told.groups()), "") if told else "", tag.start()))
            open_[name] += 1
            continue
        while open_[name]:  # what was left open inside it ends with it
            inner, kind, start = begun.pop()
            open_[inner] -= 1
            if inner == name:
                yield (begun[-1][2] if begun else -1), name, kind, start, tag.end()
                break


def _has_price(html: str) -> bool:
    text = _TAG.sub(" ", html)
    return _price().search(text) is not None or any(category(c) == "Sc" for c in text)


@lru_cache(maxsize=1)
def _price() -> re.Pattern[str]:
    words = pattern_of(load(), "currency")
    return re.compile(rf"\d[ \u00a0]?(?:{words})(?!\w)|(?<!\w)(?:{words})[ \u00a0]?\d", re.IGNORECASE)


def _is_named_by_link(html: str, own: str) -> bool:
    """Tell whether an element has amounts and begins with a name that is a link, and not the page's ``own``."""
    text = _said(html)
    if not strengths(text):
        return False
    name = _NAMED.search(html)
    if name is None or _LINK.search(name[0]) is None or not (said := _said(name["said"])) or said == own:
        return False
    is_heading = name["first"].lower() != "a" or _HEADING.search(name["said"]) is not None
    return is_heading or bool(strengths(said))


def _has_others(html: str) -> bool:
    """Tell whether a page has cards without a link and a heading, which tell amounts that the page around them does not.

    One alone is a card where it tells few amounts and begins with no heading of a panel; what tells more is a part of the page.
    Where the page around them tells no amounts, they are its own: rows of a panel, or what the product does. Of a page with
    more groups than are looked at, nobody can tell.
    """
    read = 0
    for looked, (inner, group) in enumerate(_groups_with_amounts(html)):
        cards = [as_text(part) for part in inner[:_LOOKED]]
        if (len(inner) > 1 and looked >= _GROUPS) or read >= _TRIES:
            return True
        if not all(map(_is_card, inner, cards)) or not any(map(_amounts, filter(strengths, cards))):
            continue
        if len(inner) == 1 and _is_part(cards[0]):
            continue
        read += 1
        own = _amounts(as_text(_around(html, group))[:_READ])
        if own and any(not _amounts(said) <= own for said in cards):
            return True
    return False


def _groups_with_amounts(html: str) -> Iterator[tuple[list[str], list[tuple[int, int]]]]:
    for group in _groups(html):
        inner = [html[begin:end].replace("<", " <") for begin, end in group]  # "25 mg</b><i>99 kr" is two words
        if any(map(strengths, map(_said, inner))):
            yield inner, group


def _around(html: str, group: list[tuple[int, int]]) -> str:
    at, parts = 0, []
    for begin, end in sorted(group):
        parts.append(html[at:begin])
        at = end
    return "\n".join((*parts, html[at:]))


def _is_card(html: str, said: str) -> bool:
    """Tell whether an element is short and has a picture or a price, or begins with a name and tells an amount of it in words."""
    lines = said.split("\n")
    if len(said) > _LONGEST or _H1.search(html):
        return False
    if _IMAGE.search(html) or _has_price(html):
        return True
    name = lines[0].strip()
    named = name[:1].isalpha() and name[-1:].isalnum() and not strengths(name) and not is_nutrient(name)
    return (
        named
        and column_field(name) is None
        and basis_in(name) is None
        and len(lines) > 1
        and all(map(_names_nutrient, (line for line in lines if strengths(line))))
    )


def _is_part(said: str) -> bool:
    """Tell whether what an element alone of its kind says is a part of the page: several amounts, or such as stand in cells or rows."""
    lines = said.split("\n")
    told = [line for line in lines if strengths(line)]
    heads = any(not _HEADS.isdisjoint(w.meanings) for w in load().lexicon.find(lines[0]))
    return len(told) > _OF_CARD or "\t" in said or heads


_OF_CARD: Final = 2
"""Lines with amounts that a card has at most; a panel has more."""
_HEADS: Final = frozenset(
    ("panel_heading", "section_heading", "ingredients_heading", "directions_heading", "per", "each")
)
"""What a part of a page begins with that is no product's name."""


def _names_nutrient(line: str) -> bool:
    return any(not _NAMING.isdisjoint(word.meanings) for word in load().lexicon.find(line))


_NAMING: Final = frozenset(("nutrient", "form"))


@lru_cache(maxsize=256)
def _amounts(text: str) -> frozenset[tuple[str, Decimal, str]]:
    """Return the amounts of known nutrients that a text tells."""
    found = ((r.nutrient, r.amount) for r in read_text(text).readings)
    return frozenset(
        (n, a.value * _MICROGRAMS.get(a.unit, 1), "" if a.unit in _MICROGRAMS else a.unit)
        for n, a in found
        if n is not None and a is not None
    )


_MICROGRAMS: Final = {"g": 1_000_000, "mg": 1000, "µg": 1}
"""Of a unit of mass: "5 g" here and "5000 mg" there are one amount."""


_IMAGE: Final = re.compile(r"<(?:img|picture)\b", re.IGNORECASE)
_H1: Final = re.compile(r"<h1\b", re.IGNORECASE)
_LONGEST: Final = 400
"""Characters that a card says."""
_READ: Final = 20_000
"""Characters of the page around cards that are read."""


def _said(html: str) -> str:
    return " ".join(_TAG.sub(" ", html).split())


def _is_product(html: str) -> bool:
    """Tell whether an element may be a product's: it has amounts, and a link or a heading that names none of a page's parts."""
    if not strengths(_TAG.sub(" ", html)):
        return False
    heading = _HEADING.search(html)
    if heading is None:
        return _LINK.search(html) is not None
    said = " ".join(heading["said"].split()).strip(" :")
    return bool(said) and column_field(said) is None and basis_in(said) is None
