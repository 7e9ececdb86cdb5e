"""Stretches of text trimmed to the name in them."""

import pytest

from labelcheck.knowledge import load
from labelcheck.layout.clean import clean
from labelcheck.reading.sections.region import ends_before_number, ends_sentence, has_letters, trim
from labelcheck.reading.sections.sections import lay_out


@pytest.mark.parametrize(
    ("text", "opening", "name"),
    [
        ("Zinc ....... ", True, "Zinc"),
        ("Taken daily. Vitamin C ", True, "Vitamin C"),
        (", and vitamin B6 ", False, "vitamin B6"),
        ("- Iron: ", True, "Iron"),
        (" ... ", True, None),
    ],
)
def test_names(text: str, opening: bool, name: str | None) -> None:  # noqa: FBT001
    sections = lay_out(clean(f"{text}10 mg\n"), load())
    found = trim(sections, 0, len(text), opening=opening)
    assert (None if found is None else sections.clean[found[0] : found[1]]) == name


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Good for you. Take one", True),
        ("with L. plantarum", False),
        ("and vitamin B6. Take one", True),
        ("incl. Five", False),
    ],
)
def test_a_full_stop(text: str, ends: bool) -> None:  # noqa: FBT001
    assert ends_sentence(text, text.index("."), len(text), load()) is ends


def test_a_sentence_before_a_number() -> None:
    assert ends_before_number("Good for you. 5 mg", 12, 14, load())
    assert not ends_before_number("Good for you, 5 mg", 12, 14, load())


def test_letters() -> None:
    assert has_letters("5 mg")
    assert not has_letters("5 – 10 %")
