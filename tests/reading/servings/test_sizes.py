"""What one serving is, as labels tell it, and what that makes of the amounts per day."""

from decimal import Decimal

import pytest

import labelcheck
from labelcheck.model import Size
from labelcheck.nutrition.sizes import Sizes


@pytest.mark.parametrize(
    ("text", "nutrient", "amount"),
    [
        ("1 dos = 2 kapslar. Innehåll per dos: magnesium 200 mg. Ta 2 kapslar dagligen", "magnesium", 200),
        ("1 Portion = 3 Kapseln. Pro Portion: Zink 15 mg. Verzehrempfehlung: 1 Kapsel täglich.", "zinc", 5),
        ("1 serving contains 2 tablets\nPer serving: zinc 10 mg\nTake 1 tablet daily", "zinc", 5),
        ("1 мл = 30 капель. В 1 мл: витамин D 30 мкг. Принимать по 5 капель в день.", "vitamin-d", 5),
        ("1 ml innehåller 30 droppar. Innehåll per ml: vitamin D 30 µg. Ta 10 droppar dagligen.", "vitamin-d", 10),
        ("Serving size: 1 scoop (5 g)\nPer serving: zinc 5 mg\nTake one serving daily.", "zinc", 5),
        ("One serving (5 g) contains zinc 5 mg. Mix one serving with water and drink twice a day.", "zinc", 10),
        ("20 gocce = 1 ml. Per 1 ml: vitamina D 20 µg. Assumere 10 gocce al giorno.", "vitamin-d", 10),
        ("1 skopa = 5 g. 1 portion = 2 skopor. Innehåll per 100 g: magnesium 2 g. Ta 1 portion dagligen.", "magnesium", 200),
        ("Fruktdryck\nVila Shot 60 ml\nPer 100 ml: magnesium 200 mg\nDrick en flaska om dagen.", "magnesium", None),
        ("Per 100 ml: magnesium 200 mg\nDrick en flaska om dagen.", "magnesium", 120),
        ("Par cuillère à soupe (15 ml) : magnésium 300 mg. Prendre 1 cuillère à café par jour.", "magnesium", 100),
        ("Una cucharada sopera rasa (10 g) una vez al día.\nPor 10 g: Magnesio 187,5 mg", "magnesium", 187.5),
        ("1 ml motsvarar 30 droppar. Innehåll per ml: vitamin D 75 µg. Vuxna: 6 droppar per dag.", "vitamin-d", 15),
        ("D3-vitamiini 50 µg/ml. 25 tippaa vastaa 1 ml:aa. Aikuiset: 10 tippaa päivässä.", "vitamin-d", 20),
        ("Druppels, 30 ml\nPer ml: vitamine B12 500 µg. 1 ml = 20 druppels. Dagelijks 10 druppels.", "vitamin-b12", 250),
        ("Tablett: D-vitamin 10 µg. Kapsel: D-vitamin 2,5 µg. Ta 1 tablett och 2 kapslar dagligen.", "vitamin-d", 15),
        ("                    3 kapslar\nOmega-3             1050 mg\nTa 2 kapslar dagligen.", "omega-3", 700),
        ("Lös upp 1 brustablett i ett glas vatten. Ta 1–3 brustabletter dagligen.\nPer brustablett: zink 5 mg", "zinc", 15),
        ("Adults and children 12+: 3 gummies a day\nPer gummy: vitamin C 20 mg", "vitamin-c", 60),
        ("Tablet: zinc 10 mg. Capsule: magnesium 100 mg. Take one tablet and two capsules daily.", "magnesium", 200),
        ("Næringsinnhold\tper 100 g\tper porsjon 50 g\nMagnesium\t300 mg\t150 mg\nEn porsjon daglig.", "magnesium", 150),
        ("Ravintosisältö   100 g   annos 5 g\nMagnesium   750 mg   37,5 mg\nKaksi annosta päivässä.", "magnesium", 75),
        ("Nährwerte    pro      pro Portion\n             100 g    (15 g)\nZink         20 mg    3 mg\nTäglich 2 Portionen.", "zinc", 6),
        ("Tablett: sink 10 mg. Kapsel: magnesium 100 mg. Ta én tablett og to kapsler daglig.", "zinc", 10),
    ],
)  # fmt: skip
def test_amounts_follow_the_told_size(text: str, nutrient: str, amount: float | None) -> None:
    title = "" if text.startswith("Fruktdryck") else "Vila Shot 60 ml\n" if "flaska" in text else "Test\n"
    report = labelcheck.check(labelcheck.read_text(title + text))
    intake = next((i for i in report.intakes if i.nutrient == nutrient), None)
    if amount is None:
        assert intake is None
        return
    assert intake is not None
    assert (float(round(intake.high, 3)), intake.status) == (amount, "ok")


def test_two_sizes_of_one_measure_are_in_doubt() -> None:
    label = labelcheck.read_text(
        "Test\n1 scoop (5 g)\nPer 100 g: magnesium 2 g\nTake 1 scoop daily. One scoop = 10 g.\n"
    )
    intake = labelcheck.check(label).intakes[0]
    assert (intake.status, "serving-size-unclear" in intake.notes) == ("check", True)


@pytest.mark.parametrize(
    ("directions", "unused"),
    [
        ("Take 1 heaped scoop daily.", ("heaped",)),
        ("Ta 1 rågad skopa dagligen.", ("rågad",)),
        ("Täglich 1 gehäufter Messlöffel.", ("gehäufter",)),
        ("Take 1 heaped scoop (4 g) daily.", ()),
    ],
)
def test_a_heaped_measure_is_not_its_level_size(directions: str, unused: tuple[str, ...]) -> None:
    dose = labelcheck.read_text(f"Test\n1 scoop = 4 g\nPer 100 g: magnesium 2 g\n{directions}\n").daily_dose
    assert dose is not None
    assert dose.unused == unused


def test_a_verdict_is_reached_where_each_of_two_units_is_told() -> None:
    label = labelcheck.read_text(
        "Test\nTablet: zinc 10 mg. Capsule: magnesium 100 mg. Take one tablet and two capsules daily."
    )
    report = labelcheck.check(label)
    assert report.label.daily_dose is not None
    assert report.label.daily_dose.notes == ("several-units",)
    assert report.verdict.level == "nothing-found"


def test_of_a_unit_without_a_panel_nothing_is_known() -> None:
    label = labelcheck.read_text(
        "Test\nTake one capsule and one tablet daily.\nNutrition per capsule: magnesium 100 mg\n"
    )
    intake = labelcheck.check(label).intakes[0]
    assert (intake.status, intake.notes) == ("check", ("several-units",))


def test_of_what_a_second_sentence_counts_must_be_known() -> None:
    label = labelcheck.read_text(
        "Test\nDisolver 2 cacitos (25 g) en 500 ml de agua. Tomar de 1 a 2 bebidas al día.\nPor 100 g: magnesio 600 mg\n"
    )
    assert label.daily_dose is not None
    assert label.daily_dose.status == "check"


def test_how_long_a_pack_lasts_is_no_dose() -> None:
    label = labelcheck.read_text(
        "Test\nThe daily dose of 5 drops contains: vitamin D 10 µg. Families may have one bottle every eight weeks.\n"
    )
    assert label.daily_dose is not None
    assert f"{label.daily_dose.high} {label.daily_dose.of}" == "5 drop"


def test_scales_go_over_several_sizes() -> None:
    sizes = Sizes([Size("serving", Decimal(2), "scoop"), Size("scoop", Decimal(5), "gram")])
    scale = sizes.scale("gram", "serving")
    assert scale is not None
    assert scale.value == 10
    assert sizes.scale("tablet", "gram") is None
    assert sizes.scale("tablet", "serving") is None
    one = sizes.scale("tablet", "piece")
    assert one is not None
    assert one.value == 1


def test_a_spoon_of_another_size_than_the_usual_counts() -> None:
    told, usual = Sizes([Size("teaspoon", Decimal(4), "ml")]), Sizes([])
    for sizes, value in ((told, 4), (usual, 5)):
        scale = sizes.scale("ml", "teaspoon")
        assert scale is not None
        assert scale.value == value


def test_sticks_of_a_weight_weigh_it_each() -> None:
    label = labelcheck.read_text("Test – 30 Sticks à 2 g\nPro 100 g: Magnesium 15 g\nTäglich 1 Stick.\n")
    assert [(int(i.high), i.status) for i in labelcheck.check(label).intakes] == [(300, "ok")]


def test_a_cell_headed_by_a_stroke_tells_what_amounts_are_for() -> None:
    label = labelcheck.read_text("Test\n\t\t/ 2 tabl.\t% VRV\nMagnesium\t350 mg\t93\nKäyttö: 1 tabletti päivässä.\n")
    assert [(int(i.high), i.status) for i in labelcheck.check(label).intakes] == [(175, "ok")]


@pytest.mark.parametrize(
    ("size", "directions", "expected"),
    [
        ("Serving size: scoops (5 g)", "Take 2 scoops daily.", ("200", "check")),
        ("Serving size: scoop (5 g)", "Take 1 scoop daily.", ("100", "check")),
        ("Portionsstorlek: skopor (5 g)", "Ta 2 skopor dagligen.", ("200", "check")),
        # the count stands elsewhere, or the directions do not hang on it
        ("Serving size: scoops (5 g)\n1 scoop = 2.5 g", "Take 2 scoops daily.", ("100", "ok")),
        ("Serving size: 2 scoops (5 g)", "Take 2 scoops daily.", ("100", "ok")),
        ("Serving size: scoops (5 g)", "Take 10 g daily.", ("200", "ok")),
    ],
)
def test_a_size_whose_count_is_lost_is_not_that_of_one(size: str, directions: str, expected: tuple[str, str]) -> None:
    label = labelcheck.read_text(f"Supplement Facts\n{size}\nAmount per serving\nMagnesium 100 mg\n{directions}")
    (intake,) = labelcheck.check(label).intakes
    assert (f"{intake.high:f}", intake.status) == expected


@pytest.mark.parametrize(
    "each",
    ["Each sachet of two veggie caps provides:", "Per sachet of 2 capsules:", "Per sachet van 2 capsules:"],
)
def test_a_sachet_of_pieces_is_as_many(each: str) -> None:
    label = labelcheck.read_text(f"Test\n{each}\nMagnesium     80 mg\n\nTake one sachet daily.\n")
    assert [(int(i.high), i.status) for i in labelcheck.check(label).intakes] == [(80, "ok")]
