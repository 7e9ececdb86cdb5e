"""Directions that are read once per process: wherever they stand, they say the same and are quoted from there."""

import pytest

import labelcheck
from labelcheck.knowledge import load
from labelcheck.knowledge.fold import fold
from labelcheck.reading.dosing import read
from labelcheck.reading.lex.lines import lower

DIRECTIONS = [
    "Dosering: 2 tabletter dagligen till maten.",
    "Adults: take 1 capsule in the morning and 2 in the evening. Children 4–10 years: 1 capsule daily, 5 days on.",
    "Vuxna 1 skopa (5 g) om dagen.\nÖka vid behov med 1 skopa varannan vecka.",
    "Nimm 1-0-1 Kapsel.",
]
TITLES = ["Lingondal Magnesium", "Lingondal Magnesium Forte\nKosttillskott", "\n\nLingondal 7"]


@pytest.mark.parametrize("directions", DIRECTIONS)
def test_directions_are_quoted_from_where_they_stand(directions: str) -> None:
    told = []
    for title in TITLES:
        text = f"{title}\n{directions}\n\nInnehåll per tablett\nMagnesium 100 mg 27 %\n"
        label = labelcheck.read_text(text)
        assert label.dosages
        for dosage in label.dosages:
            span = dosage.place.span
            assert " ".join(text[span.start : span.end].split()) == dosage.text
            for unused in dosage.unused:
                assert " ".join(text[unused.place.span.start : unused.place.span.end].split()) == unused.text
        told.append([(d.text, d.dose, d.timing, d.whom, d.relation, d.status) for d in label.dosages])
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("directions", DIRECTIONS)
def test_what_is_remembered_is_what_would_be_read_anew(directions: str) -> None:
    knowledge = load()
    stretch = read._Stretch(0, len(directions), "sv", (), ())
    asked = (directions, lower(directions), fold(directions), (stretch,), -1, knowledge)
    first, again = read._dosages(*asked), read._dosages(*asked)
    assert again is first
    assert first == read._dosages.__wrapped__(*asked)
