"""Words of natural languages stand in the language files, and each kind of them has a reader."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import labelcheck
from labelcheck.knowledge import Knowledge, load
from labelcheck.knowledge.schema import ConnectiveName, Words
from labelcheck.reading.lex.connectives import pattern_of, words_of

SOURCE = Path(labelcheck.__file__).parent
ROOMS = sorted([*SOURCE.glob("reading/**/*.py"), *SOURCE.glob("layout/**/*.py")])
ALPHABET = set("µμαβγω") | set("oоlıi") | {"ё"}
"""Letters of units, and those that are taken for digits."""
LETTERS_OF_TEXT = {
    "layout/clean.py",
    "reading/lex/number.py",
    "reading/sections/language.py",
    "reading/sections/ingredients.py",
    "reading/panel/bare.py",
    "reading/lex/lines.py",
}
"""Modules whose subject is the characters themselves: which are letters, capitals, or look alike."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def literals(path: Path) -> Iterator[str]:
    """Yield the texts of a module that are no documentation."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


@pytest.mark.parametrize("path", ROOMS, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_word_of_a_language_stands_in_code(path: Path, knowledge: Knowledge) -> None:
    joining = {w.rstrip("*") for words in knowledge.connectives.values() for w in words if len(w) > 2}
    found = []
    for text in literals(path):
        alternatives = {a for group in re.findall(r"[^()\[\]]*\|[^()\[\]]*", text) for a in group.split("|")}
        found += [a for a in alternatives if a in joining]
        if str(path.relative_to(SOURCE).as_posix()) not in LETTERS_OF_TEXT:
            found += [c for c in text if c.isalpha() and not c.isascii() and c not in ALPHABET]
        if not text.isascii():
            found += [w for w in re.findall(r"[^\W\d_]{3,}", text) if w in joining]
    assert not found


def test_the_search_for_words_finds_them(tmp_path: Path, knowledge: Knowledge) -> None:
    module = tmp_path / "module.py"
    module.write_text('JOINT = r"[ ](?:och|samt)$"\nELSE = "sekä"\n', "utf-8")
    with pytest.raises(ValueError, match="is not in the subpath"):
        test_no_word_of_a_language_stands_in_code(module, knowledge)
    texts = [*literals(module)]
    assert texts == ["[ ](?:och|samt)$", "sekä"]
    assert {"och", "sekä"} <= words_of(knowledge, "and")


@pytest.mark.parametrize("kind", get_args(ConnectiveName))
def test_every_kind_of_small_word_has_a_reader(kind: str) -> None:
    code = "\n".join(p.read_text("utf-8") for p in ROOMS)
    assert re.search(rf"""["']{kind}["']""", code)


BLOCKING = {"every_other_day", "every_third_day"}
"""Kinds that keep shorter words from being read in them."""


@pytest.mark.parametrize("kind", sorted(Words.model_fields.keys() - BLOCKING))
def test_every_kind_of_word_has_a_reader(kind: str) -> None:
    code = "\n".join(p.read_text("utf-8") for p in SOURCE.rglob("*.py") if p.name != "schema.py")
    assert re.search(rf"""["']{kind}["']|words\.{kind}\b""", code)


def test_patterns_take_the_longest_first(knowledge: Knowledge) -> None:
    assert re.match(pattern_of(knowledge, "between_numbers"), "eller 2")
    assert re.fullmatch(pattern_of(knowledge, "share_of"), "standardiserad")
    assert words_of(knowledge, "and", "within") > words_of(knowledge, "and")


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Magnesium 100 mg per tablett. Ta 1 tablett om dagen.", ("sv",)),
        ("Magnesium 100 mg pr. tablet. Tag 1 tablet dagligt.", ("da",)),
        ("Magnesium 100 mg je Tablette. 1 Tablette täglich einnehmen.", ("de",)),
    ],
)
def test_a_language_without_a_word_of_its_own_is_none_of_the_label(text: str, languages: tuple[str, ...]) -> None:
    assert labelcheck.read_text(text).languages == languages
