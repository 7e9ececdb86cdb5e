"""The engine: verdicts, persons, markets, and what must not change an answer."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from labelcheck import Person, check, read_text
from labelcheck.errors import UsageError
from labelcheck.judging import facts_of
from labelcheck.model import FLAGS, Finding
from labelcheck.pipeline import check_stack
from labelcheck.rules.engine import RuleSet
from labelcheck.rules.kinds.intake_above import IntakeAbove
from labelcheck.rules.loader import load_rules

UPPER = frozenset({
    "mg-above-efsa-supplemental-ul", "mg-above-us-supplemental-ul", "mg-very-high", "calcium-above-ul",
    "vitamin-d-above-ul", "vitamin-d-above-nordic-limits", "zinc-above-ul", "b6-above-ul", "folic-acid-above-ul",
    "vitamin-e-above",
})  # fmt: skip
NUTRIENTS = {
    "Magnesium": ("mg", 50, 700), "Kalcium": ("mg", 100, 3000), "D-vitamin": ("µg", 5, 200), "Zink": ("mg", 5, 60),
    "Vitamin B6": ("mg", 1, 40), "Folsyra": ("µg", 100, 1500), "E-vitamin": ("mg", 10, 500),
}  # fmt: skip


def found(text: str, **about: object) -> dict[str, Finding]:
    return {f.rule: f for f in check(read_text(text), **about).findings}  # type: ignore[arg-type]


def violated(text: str, **about: object) -> set[str]:
    return {i for i, f in found(text, **about).items() if f.verdict == "violated"}


amounts = st.dictionaries(st.sampled_from(sorted(NUTRIENTS)), st.integers(0, 100), min_size=1, max_size=5)


def panel(chosen: dict[str, int], dose: int = 1, factor: int = 1) -> str:
    rows = []
    for name, share in chosen.items():
        unit, low, high = NUTRIENTS[name]
        rows.append(f"{name} {(low + (high - low) * share // 100) * factor} {unit}")
    return "Innehåll per tablett\n" + "\n".join(rows) + f"\nTa {dose} tabletter dagligen.\n"


@settings(max_examples=60)
@given(amounts, st.integers(1, 3))
def test_doubling_the_dose_never_clears_an_upper_limit(chosen: dict[str, int], dose: int) -> None:
    before = violated(panel(chosen, dose)) & UPPER
    assert before <= violated(panel(chosen, 2 * dose))


@settings(max_examples=40)
@given(amounts, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(chosen: dict[str, int], random: object) -> None:
    names = list(chosen)
    random.shuffle(names)  # type: ignore[attr-defined]
    assert violated(panel(chosen)) == violated(panel({n: chosen[n] for n in names}))


@settings(max_examples=40)
@given(amounts)
def test_another_unit_of_the_same_amount_changes_nothing(chosen: dict[str, int]) -> None:
    lines = []
    for line in panel(chosen).splitlines():
        name, _, rest = line.rpartition(" mg")
        value = name.rsplit(" ", 1)[-1]
        lines.append(f"{name.removesuffix(value)}{int(value) * 1000} µg{rest}" if name else line)
    assert violated(panel(chosen)) & UPPER == violated("\n".join(lines)) & UPPER


@settings(max_examples=40)
@given(amounts)
def test_a_nutrient_that_has_nothing_to_do_with_it_changes_nothing(chosen: dict[str, int]) -> None:
    before = violated(panel(chosen)) & UPPER
    assert before == violated(panel(chosen).replace("\nTa ", "\nKreatin 3 g\nTa ")) & UPPER


@settings(max_examples=30)
@given(st.integers(0, 100), st.integers(0, 100))
def test_the_language_of_the_label_changes_nothing(magnesium: int, calcium: int) -> None:
    mg, ca = 50 + 6 * magnesium, 100 + 29 * calcium
    answers = {
        frozenset(violated(text) & (UPPER | {"ca-mg-ratio-high", "calcium-without-vitamin-d"}))
        for text in (
            f"Per tablett:\nMagnesium {mg} mg\nKalcium {ca} mg\nTa 1 tablett dagligen.",
            f"Per tabletti:\nMagnesium {mg} mg\nKalsium {ca} mg\nOta 1 tabletti päivässä.",
            f"Pro Tablette:\nMagnesium {mg} mg\nCalcium {ca} mg\nTäglich 1 Tablette.",
            f"Per tablet:\nMagnesium {mg} mg\nCalcium {ca} mg\nTake 1 tablet daily.",
        )
    }
    assert len(answers) == 1


def test_without_a_daily_dose_nothing_passes() -> None:
    finding = found("D-vitamin 30 µg per droppe.")["vitamin-d-above-ul"]
    assert finding.verdict == "undetermined"
    assert "3 droppar" in finding.message("sv")
    assert "daily dose" in finding.message("en")


def test_a_doubtful_reading_is_never_a_plain_finding() -> None:
    finding = found("Per kapsel:\nVitamin K2 75 mg 100 %\nVitamin D3 125 mg\nTa 1 kapsel dagligen.")[
        "vitamin-d-above-ul"
    ]
    assert finding.verdict == "undetermined"
    assert finding.message("sv").startswith("Osäker avläsning")


def test_the_message_says_at_which_end_of_the_dose_it_holds() -> None:
    finding = found("Magnesium 120 mg per kapsel. Ta 1–5 kapslar dagligen.")["mg-above-efsa-supplemental-ul"]
    assert "5 kapslar om dagen" in finding.message("sv")
    assert finding.evidence[0].text == "120 mg × 5 = 600 mg > 250 mg"
    both = found("Magnesium 300 mg per kapsel. Ta 1–2 kapslar dagligen.")["mg-above-efsa-supplemental-ul"]
    assert "högsta dosen" not in both.message("sv")


def test_evidence_stands_where_the_label_prints_it() -> None:
    text = "Nordhav\nPer kapsel:\nMagnesium 300 mg\nTa 1 kapsel dagligen."
    place = found(text)["mg-above-efsa-supplemental-ul"].evidence[0].place
    assert place is not None
    assert text[place.span.start : place.span.end] == "Magnesium 300 mg"


def test_one_story_is_told_once() -> None:
    rules = found("Per tablett:\nKalcium 800 mg\nMagnesium 200 mg\nTa 1 tablett dagligen.")
    assert "ca-mg-ratio-high" in rules
    assert "ca-mg-ratio-twice" not in rules


@pytest.mark.parametrize(
    ("person", "expected"),
    [(Person(age=6), True), (Person(age=40), False), (Person(pregnant=True), False), (None, False)],
)
def test_the_limit_is_that_of_the_person(person: Person | None, expected: bool) -> None:  # noqa: FBT001
    rules = violated("D-vitamin 60 µg per droppe. Ta 1 droppe dagligen.", person=person)
    assert ("vitamin-d-above-ul" in rules) is expected


def test_the_market_decides_which_law_applies() -> None:
    text = "Magnesium 100 mg per tablet. Take 1 tablet daily."
    assert "eu-name-food-supplement" in violated(text, market="SE")
    assert "eu-name-food-supplement" in violated(text, market="no")
    assert "eu-name-food-supplement" not in violated(text, market="US")


@pytest.mark.parametrize("market", ["", "Sverige", "S1", None, 7])
def test_a_market_is_a_country_code(market: object) -> None:
    with pytest.raises(UsageError):
        check(read_text("Zink 10 mg"), market=market)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "about",
    [
        {"age": -3}, {"age": 300}, {"age": "30"}, {"age": True}, {"sex": "man"}, {"sex": "male", "pregnant": True},
        {"age": 5, "pregnant": True}, {"pregnant": "yes"}, {"flags": "warfarin"}, {"sex": "male", "lactating": True},
        {"weight_kg": 0}, {"weight_kg": "heavy"}, {"weight_kg": True}, {"weight_kg": float("nan")}, {"activity": "asleep"},
    ],
)  # fmt: skip
def test_a_person_that_cannot_be(about: dict[str, object]) -> None:
    with pytest.raises(UsageError) as caught:
        Person(**about)  # type: ignore[arg-type]
    assert str(caught.value)


def test_a_flag_that_no_rule_asks_about_is_refused() -> None:
    label = read_text("Vitamin K 75 µg per tablett. Ta 1 tablett dagligen.")
    with pytest.raises(UsageError, match="did you mean warfarin"):
        check(label, person=Person(flags=frozenset({"wafarin"})))
    with pytest.raises(UsageError, match="known are ace-inhibitor"):
        check_stack([label, label], person=Person(flags=frozenset({"qqqqq"})))


@pytest.mark.parametrize(("flag", "meant"), [("thyroid-medicine", "levothyroxine"), ("blood-thinner", "warfarin")])
def test_a_flag_by_another_name_is_answered_by_what_it_means(flag: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f"did you mean {meant}"):
        check(read_text("Zink 5 mg"), person=Person(flags=frozenset({flag})))


def test_every_flag_is_asked_about() -> None:
    assert load_rules().flags == frozenset(FLAGS)


def test_a_group_without_a_level_gets_the_adults_in_words_that_say_so() -> None:
    copper = "Koppar 6 mg per tablett. Ta 1 tablett dagligen."
    finding = found(copper, person=Person(pregnant=True))["copper-above"]
    assert finding.severity == "warning"
    assert finding.message("sv").endswith("För gravida finns ingen egen nivå; den här är satt för andra vuxna.")
    assert "egen nivå" not in found(copper)["copper-above"].message("sv")
    calcium = found("Kalcium 2600 mg per dagsdos. Ta 1 tablett dagligen.", person=Person(age=9))["calcium-above-ul"]
    assert calcium.message("en").endswith("There is no level for that age; this one is for adults.")


def test_a_childs_weight_decides_what_is_told_per_kilogram() -> None:
    text = "Koffein 100 mg per tablett. Ta 1 tablett dagligen."
    assert "caffeine-above" in violated(text, person=Person(age=10))
    assert "caffeine-above" not in violated(text, person=Person(age=10, weight_kg=40))
    assert "caffeine-above" in violated(text, person=Person(age=16, weight_kg=30))


def test_text_without_a_panel_gets_no_findings() -> None:
    assert not check(read_text("Hej på dig, det här är ingen etikett.")).findings
    assert not check(read_text("")).findings


def test_products_taken_together_exceed_what_none_does_alone() -> None:
    labels = [
        read_text("Sollyft D\nPer kapsel:\nD-vitamin 60 µg\nTa 1 kapsel dagligen.", name="a"),
        read_text("Multivind\nPer tablett:\nD-vitamin 50 µg\nZink 10 mg\nTa 1 tablett dagligen.", name="b"),
    ]
    for label in labels:
        assert "vitamin-d-above-ul" not in {f.rule for f in check(label).findings}
    stack = check_stack(labels)
    sums = {s.intake.nutrient: s for s in stack.intakes}
    assert sums["vitamin-d"].intake.high == Decimal(110)
    assert [(s.product, s.high) for s in sums["vitamin-d"].shares] == [
        ("Sollyft D", Decimal(60)),
        ("Multivind", Decimal(50)),
    ]
    rules = {f.rule: f for f in stack.findings}
    assert rules["stack-sum-above-ul"].verdict == "violated"
    assert "60 µg (Sollyft D) + 50 µg (Multivind)" in rules["vitamin-d-above-ul"].evidence[0].text
    assert "eu-name-food-supplement" not in rules


def test_of_products_taken_together_those_of_a_form_are_counted() -> None:
    carotene = read_text("Vitamin A (betakaroten) 800 µg per tablett. Ta 1 tablett dagligen.", name="a")
    untold = read_text("Retolin\nPer tablett:\nVitamin A 2900 µg\nTa 1 tablett dagligen.", name="b")
    assert "vitamin-a-above-ul" not in {f.rule for f in check_stack([carotene, untold]).findings}
    rules = {f.rule: f for f in check_stack([carotene, untold, untold]).findings}
    text = "2900 µg (Retolin) + 2900 µg (Retolin) = 5800 µg > 3000 µg"
    assert rules["vitamin-a-above-ul"].evidence[0].text == text


def test_a_product_without_a_dose_leaves_the_sum_open() -> None:
    stack = check_stack(
        [read_text("Zink 10 mg per tablett. Ta 1 tablett dagligen."), read_text("Zink 20 mg per tablett.")]
    )
    (zinc,) = stack.intakes
    assert zinc.intake.high == Decimal(10)
    assert "product-without-amount" in zinc.intake.notes
    assert zinc.shares[1].high is None


@pytest.mark.parametrize("person", [Person(), Person(sex="female", pregnant=True), Person(age=7)], ids=repr)
def test_rules_left_out_by_their_floor_would_have_said_nothing(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = load_rules()
    facts = [
        [facts_of(read_text(sample.text), rules, person=person, market=market) for sample in corpus.all_samples()]
        for market in ("SE", "US")
    ]
    quick = [[rules.check(f) for f in each] for each in facts]
    monkeypatch.setattr(IntakeAbove, "floor", lambda *_: None)
    asks_all = RuleSet(rules.rules, rules.vocabulary, rules.sha256)
    assert [[asks_all.check(f) for f in each] for each in facts] == quick
