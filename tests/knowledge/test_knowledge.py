"""The knowledge files agree with each other and with chemistry."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from molmass import Formula

from labelcheck.knowledge import Knowledge, load, stamping
from labelcheck.knowledge.compile import Elements, compile_knowledge
from labelcheck.knowledge.fold import fold_words
from labelcheck.knowledge.formula import mass
from labelcheck.knowledge.lexicon import Lexicon
from labelcheck.knowledge.schema import Language, Nutrient
from labelcheck.knowledge.stamping import DATA
from labelcheck.knowledge.yaml import load_model

NUTRIENTS = sorted((DATA / "nutrients").glob("*.yaml"))
LANGUAGES = sorted((DATA / "languages").glob("*.yaml"))
EU_NRV: dict[str, int | str] = {
    "vitamin-a": 800, "vitamin-d": 5, "vitamin-e": 12, "vitamin-k": 75, "vitamin-c": 80, "thiamin": "1.1",
    "riboflavin": "1.4", "niacin": 16, "vitamin-b6": "1.4", "folate": 200, "vitamin-b12": "2.5", "biotin": 50,
    "pantothenic-acid": 6, "potassium": 2000, "chloride": 800, "calcium": 800, "phosphorus": 700, "magnesium": 375,
    "iron": 14, "zinc": 10, "copper": 1, "manganese": 2, "fluoride": "3.5", "selenium": 55, "chromium": 40,
    "molybdenum": 50, "iodine": 150,
}  # fmt: skip


@cache
def language(path: Path) -> Language:
    return load_model(path, Language)


@pytest.fixture(scope="module")
def listed_forms() -> dict[str, str | None]:
    """Return the forms of Directive 2002/46/EC, Annex II, with their anions, without those called as another form."""
    others = {"riboflavin", "silicic-acid", "menaquinone-6"}
    forms = [f for path in NUTRIENTS for f in load_model(path, Nutrient).forms if f.id not in others]
    return {f.id: f.anion for f in forms if (f.eu_status or "").startswith("Listed in Directive 2002/46/EC")}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def lexicons(knowledge: Knowledge) -> tuple[Lexicon, Lexicon]:
    """One that has seen nothing, and one that has seen so much that it has its automaton."""
    words, meanings = ("\n".join(lines) for lines in (knowledge.lexicon._texts, knowledge.lexicon._meanings))
    fresh, used = (Lexicon(words, meanings, {c: [] for c in knowledge.languages}) for _ in range(2))
    used._longest_at(" " * 30_000)
    assert used._automaton is not None
    return fresh, used


def test_molar_masses_are_those_of_molmass() -> None:
    weights = load_model(DATA / "elements.yaml", Elements).weights
    checked = 0
    for path in NUTRIENTS:
        for form in load_model(path, Nutrient).forms:
            for compound in form.compounds:
                theirs = sum(Formula(part).mass for part in _hydrate_parts(compound.formula))
                assert abs(float(mass(compound.formula, weights)) - theirs) < 0.002 * theirs, (form.id, compound)
                checked += 1
    assert checked > 200


def _hydrate_parts(formula: str) -> list[str]:
    parts = []
    for part in formula.split("."):
        digits = len(part) - len(part.lstrip("0123456789"))
        parts += [part[digits:]] * int(part[:digits] or 1)
    return parts


@pytest.mark.parametrize(
    ("form", "low", "high"),
    [
        ("magnesium-oxide", "0.603", "0.603"),
        ("magnesium-citrate", "0.1134", "0.1616"),
        ("magnesium-bisglycinate", "0.1166", "0.141"),
        ("calcium-carbonate", "0.4004", "0.4004"),
        ("zinc-gluconate", "0.1435", "0.1435"),
        ("thiamin-hydrochloride", "0.787", "0.787"),
    ],
)
def test_elemental_fractions(knowledge: Knowledge, form: str, low: str, high: str) -> None:
    fraction = knowledge.forms[form].fraction
    assert fraction is not None
    assert abs(fraction[0] - Decimal(low)) < Decimal("0.002")
    assert abs(fraction[1] - Decimal(high)) < Decimal("0.002")


def test_eu_nrv_is_annex_xiii(knowledge: Knowledge) -> None:
    values = knowledge.references["eu-nrv-2011"].groups[0].values
    assert {k: values[k] for k in EU_NRV} == {k: Decimal(v) for k, v in EU_NRV.items()}


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda p: p.stem)
def test_every_language_names_every_nutrient_with_a_reference_value(path: Path) -> None:
    named = language(path).nutrients
    assert set(EU_NRV) <= set(named)


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda p: p.stem)
def test_every_language_names_every_form_of_annex_ii(path: Path, listed_forms: dict[str, str | None]) -> None:
    spoken = language(path)
    assert [f for f, anion in listed_forms.items() if f not in spoken.forms and anion not in spoken.anions] == []


def test_every_form_that_is_not_permitted_can_be_named() -> None:
    unlisted = {f.id: f.anion for p in NUTRIENTS for f in load_model(p, Nutrient).forms if f.permitted is False}
    called = {f for path in LANGUAGES for f in language(path).forms}
    anions = {a for path in LANGUAGES for a in language(path).anions}
    assert [f for f, anion in unlisted.items() if f not in called and anion not in anions] == []


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda p: p.stem)
def test_every_name_is_found_as_what_it_names(path: Path, knowledge: Knowledge) -> None:
    for nutrient, words in language(path).nutrients.items():
        if nutrient not in EU_NRV:
            continue
        for word in words:
            found = [w.meanings.get("nutrient") for w in knowledge.lexicon.find(word) if "nutrient" in w.meanings]
            assert nutrient in found, (word, found)


@pytest.mark.parametrize(
    ("text", "nutrient"),
    [
        ("magnesiumet", "magnesium"), ("D-vitamiinia", "vitamin-d"), ("jonów magnezu", "magnesium"),
        ("witaminy D", "vitamin-d"), ("Витамин B12", "vitamin-b12"), ("Витамин В12", "vitamin-b12"),
        ("sinkkiä", "zinc"), ("foolihappoa", "folate"), ("Koenzym Q10", "coenzyme-q10"), ("MAGNÉSIUM", "magnesium"),
    ],
)  # fmt: skip
def test_inflected_and_look_alike_names(knowledge: Knowledge, text: str, nutrient: str) -> None:
    (word,) = knowledge.lexicon.find(text)
    form = knowledge.forms.get(word.meanings.get("form", ""))
    assert word.meanings.get("nutrient", form and form.nutrient) == nutrient


@pytest.mark.parametrize(
    ("text", "nutrient"),
    [
        ("Bergamottextrakt", "bergamot"), ("Propolisuutetta", "propolis"), ("Kurkumawurzelextrakt", "turmeric"),
        ("Zitronenmelissenextrakt", "lemon-balm"), ("Gemberextract", "ginger"), ("Macajuurijauhetta", "maca"),
        ("Chlorellapulver", "chlorella"), ("Hvítlauksþykkni", "garlic"), ("Macarotpulver", "maca"),
    ],
)  # fmt: skip
def test_names_with_the_part_of_the_plant(knowledge: Knowledge, text: str, nutrient: str) -> None:
    """The longest word that begins like it may be another language's: "bergamotte", "propolisu"."""
    (word,) = knowledge.lexicon.find(text)
    assert word.meanings["nutrient"] == nutrient


@pytest.mark.parametrize("text", ["Eisenkrautextrakt", "Fettblattextrakt", "Zuckerwurzel", "Magnesiumpulver"])
def test_parts_of_plants_make_no_other_names(knowledge: Knowledge, text: str) -> None:
    assert not [w for w in knowledge.lexicon.find(text) if "nutrient" in w.meanings]


@pytest.mark.parametrize("text", ["magnesiumstearatfabrik", "kalciumkanal", "vitaminer", "piippu", "zinkig"])
def test_heads_of_other_words_are_no_names(knowledge: Knowledge, text: str) -> None:
    assert not [w for w in knowledge.lexicon.find(text) if "nutrient" in w.meanings]


def test_a_phrase_that_ends_within_a_word_swallows_nothing(knowledge: Knowledge) -> None:
    found = knowledge.lexicon.find("per dagsdos")
    assert "daily_dose" in found[-1].meanings


def test_a_name_does_not_run_over_a_line_end(knowledge: Knowledge) -> None:
    found = knowledge.lexicon.find("Vitamin\nC-vitamin 80 mg")
    assert [w.start for w in found if w.meanings.get("nutrient") == "vitamin-c"] == [8]


@given(st.data())
def test_the_first_texts_are_searched_as_all_others(lexicons: tuple[Lexicon, Lexicon], data: st.DataObject) -> None:
    by_hand, by_automaton = lexicons
    known = st.sampled_from(by_hand._texts)
    piece = st.one_of(known, known.map(lambda w: w[: len(w) // 2]), st.sampled_from(["", " ", "1", "ä", "mg", "s"]))
    text = data.draw(st.sampled_from([" ", ""])).join(data.draw(st.lists(piece, max_size=12)))
    by_hand._searched = 0
    assert by_hand._longest_at(f" {text} ") == by_automaton._longest_at(f" {text} ")
    assert by_hand._automaton is None


@given(st.data())
def test_no_word_runs_over_a_line_end(lexicons: tuple[Lexicon, Lexicon], data: st.DataObject) -> None:
    _, lexicon = lexicons
    known = st.sampled_from(lexicon._texts)
    piece = st.one_of(known, known.map(lambda w: w.partition(" ")[0]), st.sampled_from(["", "1", "ä", "mg"]))
    lines = data.draw(st.lists(st.lists(piece, max_size=4).map(" ".join), max_size=5))
    apart, start = [], 0
    for line in lines:
        apart += [(w.start + start, w.end + start, w.meanings) for w in lexicon.find_folded(line)]
        start += len(line) + 1
    assert [(w.start, w.end, w.meanings) for w in lexicon.find_folded("\n".join(lines))] == apart


def test_compiling_is_reproducible() -> None:
    load()
    made_by_another_process = json.loads(stamping.COMPILED.read_text("utf-8"))
    assert json.loads(json.dumps(compile_knowledge())) == made_by_another_process


def test_the_stamp_tells_of_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = stamping.stamp()
    monkeypatch.setattr(stamping, "FORMAT", stamping.FORMAT + 1)
    assert stamping.stamp() != before


def test_every_language_names_columns_to_the_same_depth() -> None:
    found = {p.stem: language(p).columns for p in LANGUAGES}
    few = [
        (code, field)
        for code, columns in found.items()
        for field, names in columns
        if len(names) < (1 if field == "language" else 2)
    ]
    assert few == []
    sizes = {code: sum(len(names) for _, names in columns) for code, columns in found.items()}
    assert min(sizes.values()) > max(s for code, s in sizes.items() if code != "en") / 2.5


def test_a_name_of_a_column_means_one_field() -> None:
    fields: dict[str, set[str]] = {}
    for path in LANGUAGES:
        for field, names in language(path).columns:
            for name in names:
                fields.setdefault(fold_words(name), set()).add(field)
    assert {name: several for name, several in fields.items() if len(several) > 1} == {}
