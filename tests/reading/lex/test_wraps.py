"""Sentences that run over line ends, and rows that do not."""

import textwrap
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import labelcheck
from labelcheck.knowledge import Knowledge, load
from labelcheck.reading.lex.wraps import unwrapped


@pytest.fixture(name="knowledge", scope="module")
def _knowledge() -> Knowledge:
    return load()


SENTENCES = [
    (
        "Kaksi tablettia antaa 350 mg magnesiumia (magnesiumsitraattina 2200 mg) sekä 1,4 mg B6-vitamiinia. Ota 2 tablettia päivässä.",
        {"magnesium": "350", "vitamin-b6": "1.4"},
    ),
    (
        "Three gummies supply 90 mg of vitamin C, 15 mcg of vitamin D and 6 mg of zinc, with only sweet berries. Adults chew 3 gummies a day.",
        {"vitamin-c": "90", "vitamin-d": "15", "zinc": "6"},
    ),
    (
        "Deux comprimés fournissent 300 mg de magnésium (soit 80 % des apports de référence) et 1,4 mg de vitamine B6. Prendre 2 comprimés par jour.",
        {"magnesium": "300", "vitamin-b6": "1.4"},
    ),
    (
        "Elke tablet bevat 1000 mcg vitamine B12 en 200 mcg foliumzuur, zonder suiker of zoetstof. Volwassenen nemen 1 tablet per dag.",
        {"vitamin-b12": "1000", "folate": "200"},
    ),
    (
        "Die Tagesdosis von drei Kapseln enthält 21 mg Eisen, 120 mg Vitamin C und 300 µg Folsäure. Täglich 3 Kapseln mit Wasser schlucken.",
        {"iron": "21", "vitamin-c": "120", "folate": "300"},
    ),
    (
        "En tesked (5 ml) ger 6 mg järn och 20 mg vitamin C samt 2 mg zink med god smak av blåbär. Vuxna tar en tesked om dagen.",
        {"iron": "6", "vitamin-c": "20", "zinc": "2"},
    ),
]
SENTENCES += [
    (
        "Eén capsule bevat 50 mg thiamine (B1), 40 mg riboflavine (B2), 20 mg pantotheenzuur (B5) en 10 mg vitamine B6. Neem 1 capsule per dag.",
        {"thiamin": "50", "riboflavin": "40", "pantothenic-acid": "20", "vitamin-b6": "10"},
    ),
    (
        "Hver tablet rummer 7,5 mg zink og dertil 0,5 mg kobber, og så er der 30 mg magnesium i. Tag 1 tablet dagligt.",
        {"zinc": "7.5", "copper": "0.5", "magnesium": "30"},
    ),
]


PIECES = [
    "300",
    "mg",
    "magnesium",
    "och",
    "zink",
    "ger",
    "5",
    "µg",
    "vitamin",
    "D,",
    "tablett.",
    "(100",
    "%)",
    "|",
    "\t",
    "Tag",
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
@pytest.mark.parametrize("width", range(22, 48, 5))
def test_a_sentence_reads_the_same_however_it_is_wrapped(text: str, expected: dict[str, str], width: int) -> None:
    wrapped = textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
    intakes = labelcheck.check(labelcheck.read_text(wrapped)).intakes
    trusted = {i.nutrient: f"{i.low.normalize():f}" for i in intakes if i.status == "ok"}
    assert trusted.items() <= expected.items(), "whatever is trusted is right"
    assert len(trusted) == len(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Zink 10 mg\nmed C-vitamin\nMagnesium 100 mg",
        "järn 14 mg\nzink 10 mg\nkoppar 1 mg",
        "Omega-3 1000 mg\nof which EPA 300 mg",
        "STARK MAGNESIUM PLUS\nKosttillskott med 300 mg magnesium i varje kapsel",
        "Nordhav K\nVitamin K1 75 µg per tablett. Ta 1 tablett dagligen.",
        "Solglimt D-droppar\n10 ml. Vitamin D3 i olja, 5 µg i varje droppe",
        "Nährwerte pro 100 g\nVitamin C 180 mg",
        "Magnesio 187,5 mg (50% VNR)\nper 2 bustine: Magnesio 375 mg (100% VNR) e molto altro ancora dentro",
        "Ta 1 kapsel om dagen gärna med\nmat och dryck till",
        "Verzehren nur al-\nle 20 Tage eine Tablette mit 20 mg Zink und mehr",
    ],
)
def test_rows_and_what_tells_no_amount_keep_their_lines(text: str, knowledge: Knowledge) -> None:
    assert unwrapped(text, knowledge) == text


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.randoms(use_true_random=False))
def test_lines_keep_their_places(pieces: list[str], rng: Random) -> None:
    text = "".join(piece + rng.choice(" \n") for piece in pieces)
    assert unwrapped(text, load()).replace("\n", " ") == text.replace("\n", " ")


@pytest.mark.parametrize(
    "text", [": 10 mg\nzinc, and more", "a: 10 mg\nzinc, and more", ":\n:\n: 5 mg\nzinc", ", 5 mg\nzinc och", "(\n(\n"]
)
def test_marks_without_words_are_read(text: str) -> None:
    labelcheck.read_text(text)


@pytest.mark.parametrize(
    ("text", "nutrient"),
    [
        ("Fedt                1,0 g\nheraf mættede\nfedtsyrer           0,2 g\n", "saturated-fat"),
        ("Fat                 1.0 g\nof which saturated\nfatty acids         0.2 g\n", "saturated-fat"),
        ("Zink                10 mg\nFettsäuren\nbiotin              0,2 g\n", "biotin"),
    ],
)
def test_name_on_two_lines_of_a_table(text: str, nutrient: str) -> None:
    last = labelcheck.read_text(f"Test\n{text}").readings[-1]
    assert last.nutrient == nutrient
    assert last.amount is not None
    assert f"{last.amount.value}" == "0.2"
