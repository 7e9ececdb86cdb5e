"""The words beside a place."""

from labelcheck.knowledge import load
from labelcheck.layout.clean import clean
from labelcheck.reading.sections.sections import lay_out
from labelcheck.reading.servings.neighbours import word_after, word_before

TEXT = "Content per 2 capsules daily\nZinc –\n5 mg iron\n"
SECTIONS = lay_out(clean(TEXT), load())


def test_before() -> None:
    word, gap = word_before(SECTIONS, TEXT.index("2"))
    assert word is not None
    assert ("per" in word.meanings, gap) == (True, " ")
    assert word_before(SECTIONS, 0) == (None, "")


def test_a_line_that_goes_on_reaches_into_the_next() -> None:
    word, _ = word_before(SECTIONS, TEXT.index("5 mg"))
    assert word is not None
    assert word.meanings.get("nutrient") == "zinc"


def test_after() -> None:
    word, gap = word_after(SECTIONS, TEXT.index("5 mg") + 4)
    assert word is not None
    assert (word.meanings.get("nutrient"), gap) == ("iron", " ")
    assert word_after(SECTIONS, TEXT.index("Zinc") + 4)[0] is None
