"""Folding a text is folding each of its characters."""

from hypothesis import given
from hypothesis import strategies as st

from labelcheck.knowledge.fold import fold

ODD = "Ǣǣæ Ǿø ᴬA İı µμ ёЁв ﬁ ½² 𝚨Α \ud800\n\x00"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(ODD))))
def test_text_is_folded_character_by_character(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))
    assert len(fold(text)) == len(text)


def test_text_of_many_alphabets() -> None:
    text = "Järn Витамин Σίδηρος " + "".join(map(chr, range(0x80, 0x250)))
    assert fold(text) == "".join(map(fold, text))
