"""Amounts that running text tells: what they are for is the serving of their sentence, whatever its verb."""

import pytest

import labelcheck


def _intakes(text: str) -> dict[str, tuple[object, object, str]]:
    return {i.nutrient: (i.low, i.high, i.status) for i in labelcheck.check(labelcheck.read_text(text)).intakes}


@pytest.mark.parametrize(
    ("text", "nutrient", "amount"),
    [
        ("Í einni teskeið (5 ml) eru 12 µg af D-vítamíni og 400 mg af EPA. Fullorðnir taka tvær teskeiðar á dag.", "vitamin-d", 24),
        ("Dette er en sugetablett som smaker bær og har 2 mg sink i seg. Voksne tar 3 sugetabletter hver dag.", "zinc", 6),
        ("Med 900 µg vitamin B12 är Milda en stark sugtablett med smak av päron. Ta 2 tabletter dagligen.", "vitamin-b12", 1800),
        ("Ta två kapslar om dagen, som vardera innehåller 15 mg zink.", "zinc", 30),
        ("Two capsules daily with 15 mg of zinc each.", "zinc", 30),
        ("The daily dose of two capsules, each containing 15 mg zinc, is taken with food.", "zinc", 30),
        ("Deux gélules par jour, contenant chacune 15 mg de zinc.", "zinc", 30),
        ("Dos cápsulas al día, que contienen 15 mg de zinc cada una.", "zinc", 30),
        ("Две капсулы в день, каждая содержит 15 мг цинка.", "zinc", 30),
        ("Two capsules each day contain 15 mg of zinc.", "zinc", 15),
        ("Smidige kapsler, som hver rummer 30 mg zink opløst i rapsolie. Tag 2 kapsler dagligt.", "zinc", 60),
        ("Capsules, each containing 30 mg zinc in olive oil. Take 2 capsules daily.", "zinc", 60),
        ("Zwei Kapseln, also die empfohlene Tagesdosis, liefern 10 mg Zink. Täglich 2 Kapseln nehmen.", "zinc", 10),
        ("L'apport journalier, soit 4 gélules (2 au déjeuner et 2 au dîner), est de 20 mg de zinc. 4 gélules par jour.", "zinc", 20),
        ("A 5ml teaspoonful brings 7mg of iron. Adults take two teaspoonfuls a day.", "iron", 14),
        ("Each 1.5 g tablet is small and contains 80 mg of magnesium. Take 2 tablets daily.", "magnesium", 160),
        ("Varje tablett väger 1,2 gram och rymmer 290 mg magnesiumoxid, vilket ger 175 mg rent magnesium. Ta 2 tabletter dagligen.", "magnesium", 350),
        ("There are as much as 500 mg vitamin C in every tablet, and also 5 mg zinc. Take 2 tablets daily.", "vitamin-c", 1000),
        ("Con 250 mg di EPA e 125 mg di DHA per capsula, Mareluce è puro. Prendere 2 capsule al giorno.", "epa", 500),
        ("Avec 250 mg d'EPA et 125 mg de DHA par capsule, Merluce est pur. Prendre 2 capsules par jour.", "epa", 500),
        ("Tenore medio per bustina: Magnesio 112,5 mg. Assumere 2 bustine al giorno.", "magnesium", 225),
    ],
)  # fmt: skip
def test_a_sentence_tells_what_its_amounts_are_for(text: str, nutrient: str, amount: int) -> None:
    assert _intakes(text)[nutrient] == (amount, amount, "ok")


@pytest.mark.parametrize(
    "text",
    [
        "Askar med 10 ampuller och 500 mg vitamin C. Ta 2 ampuller dagligen.",
        "Take 1 tablet twice daily and get 300 mg magnesium.",
        "1 to 2 tablets are a good source of 300 mg magnesium. Take 2 tablets daily.",
    ],
)
def test_what_to_take_and_what_a_pack_holds_tell_no_basis(text: str) -> None:
    assert all(status != "ok" for _, _, status in _intakes(text).values())


@pytest.mark.parametrize(
    "text",
    [
        "In 2 tablets there is 300 mg magnesium, and they are small. Take 1 tablet daily.",
        "Magnesium, 300 mg in two tablets. Take 1 tablet daily.",
        "I två tabletter finns 300 mg magnesium. Ta 1 tablett dagligen.",
        "In zwei Tabletten sind 300 mg Magnesium. Täglich 1 Tablette.",
    ],
)
def test_in_two_pieces_is_of_two(text: str) -> None:
    assert _intakes(text) == {"magnesium": (150, 150, "ok")}


def test_a_second_time_is_taken_though_what_both_give_follows() -> None:
    label = labelcheck.read_text("Kun otat yhden tabletin aamulla ja yhden illalla, saat 300 mg magnesiumia.")
    assert label.daily_dose is not None
    assert label.daily_dose.low == label.daily_dose.high == 2


def test_a_bracket_tells_the_salt_of_what_stands_before_it() -> None:
    text = (
        "Hver kapsel har 240 mg magnesium (som magnesiumbisglycinat 2.000 mg) og 2 mg vitamin B6. Tag 1 kapsel dagligt."
    )
    assert _intakes(text) == {"magnesium": (240, 240, "ok"), "vitamin-b6": (2, 2, "ok")}


def test_drops_beside_what_a_bottle_holds_are_not_the_bottles() -> None:
    text = (
        "20 ml = ca. 800 Tropfen (1 ml = 40 Tropfen)\n\n1 ml enthält: Vitamin D3 1000 µg\n\n"
        "Verzehrempfehlung: 2 Tropfen täglich."
    )
    assert _intakes(text)["vitamin-d"] == (50, 50, "ok")


def test_a_letter_joins_names_and_ends_one() -> None:
    found = _intakes("Ogni compressa contiene vitamina e 12 mg e zinco 10 mg. Una compressa al giorno.")
    assert found == {"vitamin-e": (12, 12, "ok"), "zinc": (10, 10, "ok")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vuorokausiannoksesta eli neljästä tabletista saat 350 mg magnesiumia. Ota kaksi tablettia aamulla ja kaksi illalla.",
         {"magnesium": (350, 350, "ok")}),
        ("cada sobre de 8 g aporta 5 g de colágeno, 80 mg de vitamina C y 10 mg de zinc. Tomar dos sobres al día.",
         {"collagen": (10, 10, "ok"), "vitamin-c": (160, 160, "ok"), "zinc": (20, 20, "ok")}),
        ("6 g Pulver enthalten 5 g\nKollagenhydrolysat, 80\nmg Vitamin C, 5 mg Zink\nund 50 µg Biotin. Täglich 1 Messlöffel (6 g).",
         {"collagen": (5, 5, "ok"), "vitamin-c": (80, 80, "ok"), "zinc": (5, 5, "ok"), "biotin": (50, 50, "ok")}),
    ],
)  # fmt: skip
def test_inflected_numbers_weighed_forms_and_grams_before_names(
    text: str, expected: dict[str, tuple[int, int, str]]
) -> None:
    assert _intakes(text) == expected


def test_a_number_that_is_not_known_makes_no_single_piece() -> None:
    """Of "the daily dose or … tablets", nobody may take one tablet for what is told."""
    found = _intakes("Vuorokausiannoksesta eli parista tabletista saat 350 mg magnesiumia. Ota 4 tablettia päivässä.")
    assert all(status != "ok" or low == 350 for low, _, status in found.values())


def test_a_serving_of_no_told_size_is_no_scoop() -> None:
    found = _intakes("Each scoop supplies 100 mg of caffeine. Mix one serving with water and drink it once a day.")
    assert found == {"caffeine": (100, 100, "check")}


def test_a_sentence_heads_no_rows() -> None:
    """What four capsules give is said of their sentence, and what follows it is not of four."""
    text = "Med fire kapsler daglig får du i deg 800 mg kalsium. I hver kapsel\nfinner du også 50 mg magnesium og 15 µg vitamin K."
    assert all(low == 800 or status != "ok" or low == 200 for low, _, status in _intakes(text).values())


def test_what_others_took_or_need_is_no_amount_of_the_product() -> None:
    text = "Två kapslar ger dig 400 mg magnesium. Ta en kapsel på morgonen och en på kvällen. I en studie fick deltagarna 500 mg magnesium om dagen."
    assert _intakes(text) == {"magnesium": (400, 400, "ok")}
    text = "One tablet contains 75 mcg iodine (50% NRV). Take one tablet daily. The NRV for iodine is 150 mcg a day."
    assert _intakes(text) == {"iodine": (75, 75, "ok")}


def test_an_amount_of_another_row_that_gives_another_day_is_doubted() -> None:
    found = _intakes(
        "Two capsules give you 400 mg magnesium (citrate). Take two capsules daily. Some like 500 mg magnesium a day."
    )
    assert found["magnesium"][2] == "check"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I dagsdosen på 3 gummies får du 20 µg D-vitamin, 12 mg E-vitamin og kun 2 g sukker. Én gummi vejer 3,5 g.", 20),
        ("Die Tagesdosis von 3 Kapseln liefert 20 µg Vitamin D und nur 2 g Zucker.", 20),
        ("The daily dose of 3 gummies gives 20 µg vitamin D and only 2 g of sugar.", 20),
    ],
)  # fmt: skip
def test_grams_that_a_dose_gives_are_no_dose(text: str, expected: int) -> None:
    assert _intakes(text)["vitamin-d"] == (expected, expected, "ok")


def test_grams_behind_a_verb_head_no_column() -> None:
    text = (
        "En måleskje (5 g) inneholder 4,6 g\nhydrolysert marint kollagen. I tillegg får du 80 mg C-vitamin\nper 10 g pulver. "
        "Bland to måleskjeer i vann hver morgen."
    )
    assert _intakes(text)["vitamin-c"] == (80, 80, "ok")


@pytest.mark.parametrize(
    "other",
    [
        "En banan innehåller 30 mg kalium.",
        "A glass of milk provides 300 mg potassium.",
        "Ein Glas Milch liefert 300 mg Kalium.",
        "Un vaso de leche aporta unos 300 mg de potasio.",
    ],
)
def test_what_another_food_holds_is_none_of_the_product(other: str) -> None:
    found = _intakes(f"One tablet contains 300 mg magnesium. {other} Take one tablet daily.")
    assert found["magnesium"] == (300, 300, "ok")
    assert "potassium" not in found or found["potassium"][2] == "check"


@pytest.mark.parametrize("itself", ["It also provides", "This product contains", "The tablet also contains"])
def test_a_sentence_about_the_product_itself_goes_on_with_its_serving(itself: str) -> None:
    found = _intakes(f"One tablet contains 300 mg magnesium. {itself} 5 mg zinc. Take two tablets daily.")
    assert found == {"magnesium": (600, 600, "ok"), "zinc": (10, 10, "ok")}


@pytest.mark.parametrize(
    "text",
    [
        "Met slechts twee tabletten per dag krijg je 10 mg zink. In de pot: 120 stuks.",
        "Con due compresse al giorno di Articolare assumi 10 mg di zinco.",
        "With two tablets a day you get 10 mg zinc.",
    ],
)
def test_with_so_many_a_day_tells_what_they_give(text: str) -> None:
    assert _intakes(text) == {"zinc": (10, 10, "ok")}


def test_a_cell_of_a_heading_may_open_with_a_small_word() -> None:
    text = "Innihald               í 1 töflu     í 2 töflum     %NV* í 2 töflum\nSink     5 mg     10 mg     100%\nRáðlagður dagskammtur: 2 töflur á dag."
    assert _intakes(text) == {"zinc": (10, 10, "ok")}


def test_of_a_name_behind_an_amount_goes_before_a_name_far_from_it() -> None:
    found = _intakes(
        "One capsule provides 200 mg L-theanine. A cup of green tea has just 8 mg of L-theanine. Take one capsule daily."
    )
    assert "green-tea" not in found
    assert found["l-theanine"][2] == "check"


def test_another_in_a_sentence_of_its_own_is_used_or_doubted() -> None:
    found = _intakes(
        "In jeder Ampulle stecken 80 mg Vitamin C. Eine Ampulle vor dem Frühstück. Am frühen\nNachmittag noch eine zweite."
    )
    assert found == {} or all(status == "check" or high == 160 for _, high, status in found.values())


def test_an_amount_a_day_in_passing_is_none_of_the_product() -> None:
    found = _intakes(
        "Kreatin øker fysisk prestasjon ved kortvarig, eksplosiv trening ved inntak av minst 3 g daglig. Bland en måleskje i vann hver dag."
    )
    assert found == {} or all(status == "check" for _, _, status in found.values())
    assert _intakes("Magnesium 375 mg per day (100 % NRV).\nTake one tablet daily.")["magnesium"][0] == 375


def test_a_colon_before_an_ending_leads_to_no_rows() -> None:
    found = _intakes(
        "Neste sisältää rautaa 14 mg.\nAikuiset ottavat 20 ml päivässä.\n500 ml:n pullo riittää aikuiselle 25 päiväksi."
    )
    assert found.get("iron", (14, 14, "check"))[2] == "check"


def test_a_name_before_together_with_is_of_its_own_amount() -> None:
    found = _intakes(
        "Varje kapsel ger dig 20 mg järn tillsammans med 60 mg vitamin C. Ta en kapsel varannan dag. Kvinnor behöver 15 mg järn om dagen, och en portion blodpudding innehåller 24 mg."
    )
    assert {name: low for name, (low, _, _) in found.items()} == {"iron": 10, "vitamin-c": 30}
