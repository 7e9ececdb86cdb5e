"""The one line on top, what is told within other findings, and for whom a label is judged."""

from dataclasses import replace
from decimal import Decimal

import pytest

from labelcheck import Person, check, read_text
from labelcheck.model import Bounds, Dosage, Dose, ForWhom, Label, Place, Report, Span, Timing
from labelcheck.pipeline import check_stack
from labelcheck.rules.audience import audience, fitted

VITAMIN_D = (
    "Kosttillskott med D-vitamin\nD-vitamin {} µg per kapsel. Ta 1 kapsel dagligen.\n"
    "Ingredienser: olivolja, gelatin, kolekalciferol.\n"
    "Överskrid inte rekommenderad dos.\nErsätter inte en varierad kost.\nFörvaras utom räckhåll för små barn."
)
CHILD = "Per tuggtablett: Vitamin A 800 µg RE, Zink 12 mg, Järn 14 mg\nTa 1 tuggtablett dagligen."


def report(text: str, **about: object) -> Report:
    return check(read_text(text), **about)  # type: ignore[arg-type]


def level(text: str, **about: object) -> str:
    return report(text, **about).verdict.level


def told(text: str, **about: object) -> set[str]:
    return {f.rule for f in report(text, **about).told}


def for_age(low: int | None, high: int | None, unit: str = "a") -> Dosage:
    age = Bounds(None if low is None else Decimal(low), None if high is None else Decimal(high), unit)
    dose = Dose(Decimal(1), Decimal(1), "tablet")
    return Dosage(1, "", Place(1, Span(0, 0)), dose, timing=Timing(1), whom=ForWhom(age=age))


def with_dosages(label: Label, *dosages: Dosage) -> Label:
    return replace(label, dosages=dosages)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (VITAMIN_D.format(125), "above-level"),
        (VITAMIN_D.format(20), "nothing-found"),
        ("Zink 50 mg per tablett. Ta 1 tablett dagligen.", "above-level"),
        ("Järn 25 mg per tablett. Ta 1 tablett dagligen.", "look-out"),
        ("Zink 5 mg per tablett.", "cannot-tell"),
        ("Zink 5 mg (500 % DRI) per tablett. Ta 1 tablett dagligen.", "cannot-tell"),
        ("Innehåll per tablett:\nZink 5 mg\nXyzzynol 350 mg\nTa 1 tablett dagligen.", "cannot-tell"),
        ("Hej hopp", "cannot-tell"),
    ],
)
def test_the_level_of_a_verdict(text: str, expected: str) -> None:
    assert level(text) == expected


def test_a_verdict_names_what_and_how_much() -> None:
    verdict = report(VITAMIN_D.format(125)).verdict
    assert verdict.message("sv") == "Över gränsen: D-vitamin 125 µg per dag (högst 100 µg enligt EFSA)."
    assert verdict.message("en") == "Above the level: vitamin D 125 µg a day (at most 100 µg according to EFSA)."
    assert verdict.rules[0] == "vitamin-d-above-ul"


def test_a_verdict_has_its_figure_from_the_finding_that_knows_it() -> None:
    pregnant = Person(sex="female", age=30, pregnant=True)
    verdict = report("A-vitamin 4500 µg RE per kapsel. Ta 1 kapsel dagligen.", person=pregnant).verdict
    assert verdict.rules[0] == "pregnancy-vitamin-a"
    assert verdict.message("sv") == "Över gränsen: A-vitamin 4\u00a0500 µg per dag (högst 3\u00a0000 µg enligt EFSA)."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EPA 3600 mg, DHA 2400 mg per 20 ml. Ta 20 ml dagligen.", "EPA och DHA 6\u00a0000 mg per dag (gränsen är 5\u00a0000 mg)"),
        ("EPA 3600 mg, DHA 2400 mg, zink 50 mg per 20 ml. Ta 20 ml dagligen.", "EPA, DHA och zink"),
        ("Koffein 300 mg per tablett. Ta 1 tablett dagligen.", "koffein 300 mg på en gång (gränsen är 200 mg)"),
        ("Monakolin K 10 mg per kapsel. Ta 1 kapsel dagligen.", "monakolin K 10 mg per dag (gränsen är 3 mg)"),
    ],
)  # fmt: skip
def test_a_figure_is_of_all_that_its_level_counts(text: str, expected: str) -> None:
    assert report(text).verdict.message("sv") == f"Över gränsen: {expected}."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Yohimbe bark 500 mg per kapsel\nTa 1 kapsel dagligen.",
            "Avstå: Ämne som är förbjudet i livsmedel i EU (yohimbebark).",
        ),
        ("CBD-olja\nCannabidiol 10 mg per ml. Ta 1 ml dagligen.", "Se upp: Nytt livsmedel utan godkännande (CBD)."),
        (
            "Zink 20,5 mg per tablett. Ta 1 tablett dagligen.",
            "Se upp: Nära övre gränsen, och maten kommer till (zink).",
        ),
        (
            "Selen 150 µg\nPer tablett: selen 50 µg. Ta 1 tablett dagligen.",
            "Kan inte avgöras: uppgifterna på etiketten går inte ihop (selen).",
        ),
        (
            "Dosering: 2 kapslar dagligen.\nTa 1 kapsel om dagen.\nPer kapsel: zink 5 mg",
            "Kan inte avgöras: etiketten anger två doseringar som inte stämmer överens.",
        ),
    ],
)
def test_a_verdict_says_of_what_and_why(text: str, expected: str) -> None:
    assert report(text).verdict.message("sv") == expected


def test_an_amount_hides_nothing_that_is_prohibited() -> None:
    found = report("Koffein 500 mg, yohimbe bark 500 mg per kapsel\nTa 1 kapsel dagligen.").verdict
    assert found.level == "above-level"
    assert found.message("sv").startswith(
        "Avstå: Ämne som är förbjudet i livsmedel i EU (yohimbebark). Över gränsen: koffein"
    )


def test_of_equal_findings_health_goes_before_curiosities() -> None:
    text = "K-vitamin 75 µg per tablett. Ta 1 tablett dagligen.\nIngredienser: fyllokinon, magnesiumstearat."
    info = [f.concern for f in report(text).told if f.severity == "info"]
    assert info == ["health", "product"]


def test_more_than_a_countrys_guidance_is_no_warning_and_yet_told() -> None:
    verdict = report("Vitamin B12 250 µg pro Tablette. Täglich 1 Tablette.", market="DE").verdict
    assert verdict.level == "nothing-found"
    assert verdict.message("sv").endswith("för en frisk vuxen, men mer än landets riktvärde (vitamin B12).")
    assert verdict.message("en").endswith("but more than the country's guidance value (vitamin B12).")
    law = report("Vitamine D 100 µg per capsule. Neem dagelijks 1 capsule.", market="NL").verdict
    assert law.level == "above-level"


def test_a_level_of_adults_is_named_so() -> None:
    verdict = report("Kalcium 1300 mg per tablett. Ta 2 tabletter dagligen.", person=Person(age=9)).verdict
    assert (
        verdict.message("sv")
        == "Över gränsen: kalcium 2\u00a0600 mg per dag (högst 2\u00a0500 mg för vuxna enligt EFSA)."
    )


@pytest.mark.parametrize(
    ("text", "at_most"),
    [
        (VITAMIN_D.format(125), 3),
        ("Magnesium 375 mg per tablett. Ta 1 tablett dagligen. Ingredienser: magnesiumcitrat, cellulosa.", 4),
        (
            "Per dagsdos (1 tablett):\nVitamin A 800 µg 100 %\nVitamin D 10 µg 200 %\nVitamin C 80 mg 100 %\nZink 10 mg 100 %",
            3,
        ),
    ],
)
def test_one_story_is_told_once(text: str, at_most: int) -> None:
    shown = [f for f in report(text).told if f.concern not in ("label", "claim")]
    assert len(shown) <= at_most


def test_nothing_is_called_good_beside_a_caution() -> None:
    magnesium = "Magnesium 375 mg per tablett. Ta 1 tablett dagligen. Ingredienser: magnesiumcitrat, cellulosa."
    assert not {f.rule for f in report(magnesium).told if f.severity == "positive"}
    assert "mg-form-preferred" in {f.rule for f in report(magnesium).findings}
    hidden = report("Magnesiumglycinat 1200 mg per 2 kapslar, varav magnesium 300 mg. Ta 2 kapslar dagligen.")
    assert "mg-form-preferred" not in {f.rule for f in hidden.findings}


def test_what_is_prohibited_never_looks_fine() -> None:
    found = report("Yohimbe bark 500 mg per kapsel\nKoffein 50 mg per kapsel\nTa 1 kapsel dagligen.")
    assert found.verdict.level == "look-out"
    assert not [f for f in found.told if f.severity == "positive"]


def test_matters_of_the_label_alone_are_no_warning() -> None:
    bare = report("D-vitamin 20 µg per kapsel. Ta 1 kapsel dagligen.")
    assert any(f.severity == "warning" and f.concern == "label" for f in bare.findings)
    assert bare.verdict.level == "nothing-found"


def test_health_goes_before_label_law() -> None:
    concerns = [f.concern for f in report("Zink 50 mg per tablett. Ta 1 tablett dagligen.").findings]
    assert concerns[0] == "health"
    assert concerns.index("label") > max(n for n, c in enumerate(concerns) if c != "label")


def test_a_sum_is_concluded_too() -> None:
    one = read_text("Zink 15 mg per tablett. Ta 1 tablett dagligen.")
    stack = check_stack([one, read_text("Zink 15 mg per kapsel. Ta 1 kapsel dagligen.")])
    assert stack.verdict.level == "above-level"
    assert "zink 30 mg" in stack.verdict.message("sv")


def test_a_childrens_label_is_judged_by_its_lowest_age() -> None:
    label = with_dosages(read_text(CHILD), for_age(3, 6), for_age(7, 10))
    found = check(label)
    assert (found.person.age, found.whose) == (3, "label")
    assert {"zinc-above-ul", "iron-high"} <= {f.rule for f in found.findings if f.verdict == "violated"}
    assert found.verdict.level == "above-level"


def test_months_are_counted_in_years() -> None:
    assert audience(with_dosages(read_text(CHILD), for_age(6, 18, "mo")), Person()).person.age == 0


def test_a_told_age_goes_before_the_label() -> None:
    label = with_dosages(read_text(CHILD), for_age(3, 6))
    assert audience(label, Person(age=9)) == (Person(age=9), "told")
    assert audience(label, Person(pregnant=True)).source == "told"


def test_a_family_label_tells_the_childrens_line_too() -> None:
    text = (
        "Multi familj\nInnehåll per tablett:\nZink 12 mg\nVuxna: 2 tabletter dagligen. Barn 4–6 år: 1 tablett dagligen."
    )
    found = report(text)
    assert found.person == Person()
    assert found.verdict.rules == ("child-group-dose",)
    assert found.verdict.message("sv") == "Över gränsen för barn, som etiketten också har en dos för: zink."
    assert "zinc-above-ul" in {f.rule for f in report(text, person=Person(age=4)).findings}


def test_a_family_label_is_the_grown_ups() -> None:
    label = with_dosages(read_text(CHILD), for_age(18, None), for_age(4, 6))
    assert audience(label, Person()) == (Person(), "told")


@pytest.mark.parametrize(("low", "high", "age"), [(None, 10, 1), (3, 18, 3), (4, 10, 4)])
def test_the_lowest_age(low: int | None, high: int | None, age: int) -> None:
    assert audience(with_dosages(read_text(CHILD), for_age(low, high)), Person()).person.age == age


def test_a_child_of_no_known_age() -> None:
    found = report("Per tuggtablett: Zink 5 mg\nBarn: 1 tuggtablett dagligen.")
    assert found.whose == "any-child"
    assert found.verdict.level == "cannot-tell"
    assert "ålder" in found.verdict.message("sv")


def test_a_grown_ups_dose_for_a_child_says_so() -> None:
    label = read_text("Zink 5 mg per tablett. Ta 1 tablett dagligen.")
    found = check(label, person=Person(age=12))
    assert found.label.daily_dose is not None
    assert "dose-for-adults" in found.label.daily_dose.notes
    assert found.verdict.level == "cannot-tell"
    mine = with_dosages(label, for_age(11, None))
    fits = fitted(mine.daily_dose, mine, Person(age=12))
    assert fits is not None
    assert not fits.notes


def test_a_childs_dose_for_a_grown_up_is_no_pass() -> None:
    label = with_dosages(read_text("Zink 2 mg per tablett. Ta 1 tablett dagligen."), for_age(4, 10))
    assert label.daily_dose is not None
    label = replace(label, daily_dose=replace(label.daily_dose, for_children=True))
    assert check(label, person=Person(age=40)).verdict.level == "cannot-tell"


def test_a_picture_of_one_side_accuses_nobody() -> None:
    text = "Järn 14 mg per tablett. Ta 1 tablett dagligen."
    label = read_text(text)
    found = check(replace(label, source=replace(label.source, kind="image")))
    law = [f for f in found.findings if f.concern == "label" and f.rule != "percent-missing"]
    assert law
    assert {f.severity for f in law} <= {"notice", "info"}
    assert all(f.verdict == "undetermined" and f.missing == "other-side" for f in law)
    assert "Syns inte på bilden: ordet kosttillskott." in "".join(f.message("sv") for f in law)


def test_a_picture_of_a_whole_label_is_judged() -> None:
    label = read_text(VITAMIN_D.format(20).replace("Överskrid inte rekommenderad dos.\n", ""))
    found = check(replace(label, source=replace(label.source, kind="image")))
    assert "eu-warning-not-exceed" in {f.rule for f in found.findings if f.verdict == "violated"}


def test_a_banned_ingredient_is_told_without_a_panel() -> None:
    found = report("Kosttillskott. Ingredienser: yohimbebark, gelatin.")
    assert found.verdict.level == "look-out"
    assert {f.rule for f in found.told} == {"prohibited-plant-eu"}
    assert not report("Yohimbe är ett träd i Afrika.").findings


@pytest.mark.parametrize(
    ("sweetener", "expected"),
    [
        ("sötningsmedel (xylitol)", "Innehåller sockeralkoholer (xylitol)"),
        ("sötningsmedel (sukralos)", "Innehåller sötningsmedel: sukralos"),
    ],
)
def test_only_sugar_alcohols_are_called_so(sweetener: str, expected: str) -> None:
    text = f"C-vitamin 60 mg per tuggtablett. Ta 1 tuggtablett dagligen. Ingredienser: {sweetener}, askorbinsyra."
    found = next(f for f in report(text).findings if f.rule == "sweetener-present")
    assert found.message("sv").startswith(expected)
