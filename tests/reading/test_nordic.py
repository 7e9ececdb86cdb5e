"""How Nordic labels print amounts in lists, brackets, slashed columns and sentences. All labels are invented."""

import pytest

import labelcheck

HEAD = "Prov\nTa 1 tablett dagligen\nInnehåll per tablett\n"


def rows(text: str) -> list[str]:
    """Return "nutrient amount unit percent status" of each reading with an amount."""
    return [
        " ".join(
            filter(
                None,
                [
                    r.nutrient or f"({r.name})",
                    f"{r.amount.value:f} {r.amount.unit}",
                    f"{r.percent.value:f}%" if r.percent else "",
                    "check" if r.status == "check" else "",
                ],
            )
        )
        for r in labelcheck.read_text(text).readings
        if r.amount
    ]


def dose(text: str) -> str:
    told = labelcheck.read_text(text).daily_dose
    return f"{told.low:f}-{told.high:f} {told.of}" if told else ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # what follows "og" or "samt" is another row, also behind a bracket
        ("Fiskeolje 1000 mg (hvorav EPA 460 mg, DHA 260 mg) og 2 mg vitamin E",
         ["fish-oil 1000 mg", "epa 460 mg", "dha 260 mg", "vitamin-e 2 mg"]),
        ("Okänd rot 50 mg, 15 mg zink och 2 mg koppar", ["(Okänd rot) 50 mg", "zinc 15 mg", "copper 2 mg"]),
        # the source of an amount is no row, nor what it stands for
        ("4 mg astaxantin från 80 mg algextraktion och 3,4 mg E-vitamin (28 % RI)",
         ["astaxanthin 4 mg", "vitamin-e 3.4 mg 28%"]),
        ("Ingefärsextrakt 150 mg motsvarande 1500 mg ingefära, gurkmeja 200 mg", ["ginger 150 mg", "turmeric 200 mg"]),
        ("Folat 400 µg (som 680 µg DFE)", ["folate 400 µg"]),
        # an "of which" within a bracket is said of the name
        ("Vitamin A (varav betakaroten 400 µg RE)\t800 µg RE\t100 %", ["vitamin-a 800 µg 100%"]),
        # the salt tells where the element comes from
        ("Jernfumarat tilsvarende 60 mg jern (429 % RI)", ["iron 60 mg 429%"]),
        ("Natriummolybdat ger molybden   50 µg   100 %", ["molybdenum 50 µg 100%"]),
        ("Kalciumkarbonat (motsv. 500 mg kalcium, 63 % RI)", ["calcium 500 mg 63%"]),
        # the amount stands below a name that holds a percentage
        ("Ashwagandharot (Withania somnifera), varav 5 % withanolider\n600 mg", ["ashwagandha 600 mg"]),
        ("Zink\n - zinkglukonat\n15 mg\n150 %", ["zinc 15 mg 150%"]),
        ("1 miljard CFU Lactobacillus reuteri (1 miljard) samt 5 µg vitamin D (100 % RI)",
         ["lactobacillus 1000000000 CFU", "vitamin-d 5 µg 100%"]),
        # "of which" rows of the same nutrient are its parts, also where the name stands behind
        ("Folsyra 400 µg 200 %\nvarav 200 µg som L-metylfolat", ["folate 400 µg 200%", "folate 200 µg"]),
        ("Magnesium 120 mg (32 %)\n från citrat 60 mg\n från malat 60 mg",
         ["magnesium 120 mg 32%", "magnesium 60 mg", "magnesium 60 mg"]),
        ("Magnesium 375 mg (100 %) varav 200 mg från citrat och 175 mg från oxid",
         ["magnesium 375 mg 100%", "magnesium 200 mg", "magnesium 175 mg"]),
        # a footnote's percentage is no row's
        ("Kalcium 500 mg*, vitamin D3 20 µg\n* 63 % av referensvärdet", ["calcium 500 mg", "vitamin-d 20 µg"]),
        # symbols and letters
        ("Zn 25mg(250%)*, Cu 2mg(200%)*, Se 50mcg(91%)*", ["zinc 25 mg 250%", "copper 2 mg 200%", "selenium 50 µg 91%"]),
        ("D ............ 5 µg ..... 100 %", ["vitamin-d 5 µg 100%"]),
        ("D ............ 5 mg ..... 100 %", ["vitamin-d 5 mg 100% check"]),
        ("E 120 mg", ["(E) 120 mg"]),
    ],
)  # fmt: skip
def test_rows(line: str, expected: list[str]) -> None:
    assert rows(HEAD + line + "\n") == expected


def test_iu_in_a_bracket_before_the_name_stands_beside_the_mass() -> None:
    (reading,) = labelcheck.read_text("Droppar\n5 droppar ger 10 µg (400 IE) D-vitamin\n5 droppar dagligen").readings
    assert [f"{a.value:f} {a.unit}" for a in reading.also] == ["400 IU"]


def test_amounts_with_a_stroke_between_are_columns() -> None:
    text = "Prov\nDagsdos: 2 kapslar\nPer kapsel / per dagsdos (2 kapslar)\nZink: 7,5 mg / 15 mg (150 %)\n"
    told = [(f"{r.amount.value:f}", r.basis.kind, r.percent) for r in labelcheck.read_text(text).readings
            if r.amount and r.basis]  # fmt: skip
    assert [t[:2] for t in told] == [("7.5", "unit"), ("15", "daily-dose")]
    assert told[0][2] is None
    assert told[1][2] is not None


def test_percentages_in_brackets_without_their_sign() -> None:
    text = "1 tablett innehåller: (% av RI inom parentes)\nvit A 400 µg (50), vit D 10 µg (200)\n1 tablett per dag\n"
    assert rows(text) == ["vitamin-a 400 µg 50%", "vitamin-d 10 µg 200%"]
    assert dose(text) == "1-1 tablet"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dagsdose 30 ml (2 x 15 ml) gir\njern 14 mg, 100 %", "30-30 ml"),
        ("4 tabletter (dagsdos) ger 4 g BCAA: L-leucin 2 g, L-valin 2 g", "4-4 tablet"),
        ("Järn 14 mg per dos\nDosering: 2 cl dagligen", "20-20 ml"),
        ("Per kapsel\nSelen\t50 µg (91 %*)\n*DRI. 2 kapslar per dag.", "2-2 capsule"),
        ("Innehåll/kapsel: zink 25 mg\nDos: 1/dag", "1-1 capsule"),
    ],
)
def test_dose(text: str, expected: str) -> None:
    assert dose(f"Prov\n{text}\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ta två (2) kapslar två (2) gånger per dag", "4-4 capsule"),
        ("1 tablett var 12:e timme", "2-2 tablet"),
        ("1 måttsked (5 g) x 2 dagligen", "2-2 scoop"),
        ("2 kapsler morgen og 1 kapsel kveld", "3-3 capsule"),
        ("Aikuiset 2 tablettia aamulla ja 1 illalla", "3-3 tablet"),
        ("1 tabletti aamulla, 2 tablettia illalla", "3-3 tablet"),
        ("10 ml morgon och 10 ml kväll", "20-20 ml"),
        ("20 ml morgon och kväll före mat", "40-40 ml"),
        ("2 kapslar morgon, middag och kväll", "6-6 capsule"),
        ("1 tablett per dag och 2 vid förkylning", "1-1 tablet"),
        ("1 tablett per dag och 1 vid behov", "1-1 tablet"),
        ("15 kapslar en gång i månaden", "0.5-0.5 capsule"),
        ("3 gummier om dagen", "3-3 gummy"),
    ],
)
def test_how_often(text: str, expected: str) -> None:
    assert dose(f"Prov\nInnehåll per tablett\nZink 10 mg\n{text}\n") == expected


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Dagsdos 2 kapslar\n2 kapslar innehåller", "daily-dose"),
        ("Vuorokausiannos (2 kaps.) sisältää", "daily-dose"),
        ("2 tabletter svarer til:", "serving"),
        ("I en kapsel:", "unit"),
    ],
)
def test_what_amounts_are_for(heading: str, kind: str) -> None:
    (reading,) = labelcheck.read_text(f"Prov\n{heading}\n20 mg luteiini\n").readings
    assert reading.basis is not None
    assert reading.basis.kind == kind


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Magnesium (bisglycinat) 1000 mg varav magnesium 120 mg (32 %)", {"magnesium": "120 mg ok"}),
        ("Magnesium (bisglycinat) 1000 mg motsvarande 120 mg magnesium", {"magnesium": "120 mg ok"}),
        ("Krom (III) pikolinat 1,6 mg varav 200 µg krom (500 %)", {"chromium": "200 µg ok"}),
        ("Jern (II) fumarat 82 mg", {"iron": "check"}),
        # forms and vitamins do hold less of themselves
        ("Magnesium 300 mg varav magnesium från citrat 100 mg", {"magnesium": "300 mg ok"}),
        ("Magnesium 300 mg (80 %) varav magnesium 100 mg", {"magnesium": "300 mg ok"}),
        ("Vitamin K 100 µg varav vitamin K2 75 µg", {"vitamin-k": "100 µg ok"}),
        ("Jern (II) fumarat 14 mg 100 %", {"iron": "14 mg ok"}),
        ("Folsyra 400 µg 200 %\nvarav 200 µg som L-metylfolat", {"folate": "400 µg ok"}),
    ],
)
def test_weights_of_salts_are_no_intake(line: str, expected: dict[str, str]) -> None:
    report = labelcheck.check(labelcheck.read_text(HEAD + line + "\n"))
    told = {
        i.nutrient: "check"
        if i.status == "check" and "check" in expected.values()
        else f"{i.high:f} {i.unit} {i.status}"
        for i in report.intakes
    }
    assert told == expected


def test_a_line_with_rows_tells_nothing_of_the_rows_above() -> None:
    text = "Prov\nInnehåll: nyponextrakt 25 mg\nTvå tabletter ger 1 000 mg C-vitamin (1 250 %).\n"
    told = {r.nutrient: r.basis and r.basis.kind for r in labelcheck.read_text(text).readings}
    assert told == {"rosehip": None, "vitamin-c": "serving"}


def test_what_a_shot_measures_is_no_amount() -> None:
    text = "Kollagen Shot\nPer shot 25 ml\nHydrolyserat kollagen 5 000 mg\n"
    assert rows(text) == ["collagen 5000 mg"]


def test_what_a_scoop_weighs_is_not_what_amounts_are_for() -> None:
    (reading,) = labelcheck.read_text("Pulver\nDagsdos 3 g (1 struket mått = 1 g) ger 480 mg magnesium.").readings
    assert reading.basis is not None
    assert reading.basis.kind == "daily-dose"
    assert reading.basis.quantity == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # line ends that were lost by copying: names and amounts must not shift against each other
        ("Kollagen Per shot 25 ml Hydrolyserat kollagen 5 000 mg Hyaluronsyra 50 mg",
         ["collagen 5000 mg", "hyaluronic-acid 50 mg"]),
        ("Prov. Dagsdos (2 kapslar) innehåller: Ashwagandha, varav 5 % withanolider 600 mg L-teanin 200 mg Taurin 100 mg",
         ["(5 % withanolider) 600 mg", "l-theanine 200 mg", "taurine 100 mg"]),
        ("Prov\nQ10 Bio 100 mg koenzym Q10 och 12 mg vitamin E (100 %) i varje kapsel",
         ["coenzyme-q10 100 mg", "vitamin-e 12 mg 100%"]),
        # a unit that is of another kind
        ("Prov\nInnehåll per kapsel\nVitamin D   10 ml", ["vitamin-d 10 ml check"]),
        ("Prov\nPer 100 g\nFett   117 kcal\nEnergi   30 g\nProtein   4 g",
         ["fat 117 kcal check", "energy 30 g check", "protein 4 g"]),
    ],
)  # fmt: skip
def test_flattened_text(text: str, expected: list[str]) -> None:
    assert rows(text + "\n") == expected


def test_milligrams_before_the_directions_are_no_number_of_doses() -> None:
    assert dose("Prov Innehåll per kapsel inulin 100 mg Dosering: 1 kapsel om dagen") == "1-1 capsule"


def test_what_a_number_of_drops_gives() -> None:
    text = "D3 (1 dråpe inneholder 2,5 µg) 20 dråper = 50 µg D3 (1000 %). Dosering 20 dråper daglig"
    (intake,) = labelcheck.check(labelcheck.read_text(text)).intakes
    assert (f"{intake.high:f}", intake.unit) == ("50", "µg")


@pytest.mark.parametrize("pack", ["60 ml flaska", "60 ml", "300 g"])
def test_what_a_pack_holds_below_the_title_is_no_row(pack: str) -> None:
    assert rows(f"Energishot Ingefära\n{pack}\nInnehåll per flaska\nC-vitamin   80 mg\n") == ["vitamin-c 80 mg"]


def test_columns_told_behind_the_weight_of_the_pack() -> None:
    text = "Prov\nVikt: 90 g. Innehåll per tablett/per 3 tabletter:\nGlukomannan 500 mg/1500 mg\n"
    assert [r.basis and r.basis.kind for r in labelcheck.read_text(text).readings] == ["unit", "serving"]


def test_percentages_of_the_finnish_reference() -> None:
    text = "1 kapseli sisältää D3-vitamiinia 10 mikrogrammaa (200 % vuorokautisesta saannin vertailuarvosta)"
    assert rows(f"Koe\n{text}\n") == ["vitamin-d 10 µg 200%"]


def test_what_comes_from_a_salt_is_a_part() -> None:
    text = (
        HEAD
        + "Magnesium totalt   300 mg   80 %\n hvorav fra magnesiumsitrat   150 mg\n hvorav fra magnesiummalat   150 mg\n"
    )
    assert [(r.role, r.status) for r in labelcheck.read_text(text).readings] == [
        ("nutrient", "ok"), ("part", "ok"), ("part", "ok")]  # fmt: skip


def test_water_to_mix_into_is_no_amount() -> None:
    assert rows("Elektrolytt\nPr pose à 5 g i 500 ml vann\nNatrium 300 mg\n") == ["sodium 300 mg"]


@pytest.mark.parametrize(
    ("name", "nutrient"),
    [
        ("L-histidin", "histidine"),
        ("Fenylalanin", "phenylalanine"),
        ("L-treoniinia", "threonine"),
        ("Laktas", "lactase"),
        ("Oliiviöljyä", "olive-oil"),
        ("Sagpalmeekstrakt", "saw-palmetto"),
        ("Tjørnekstrakt", "hawthorn"),
        ("Nokkosuutetta", "nettle"),
    ],
)
def test_names(name: str, nutrient: str) -> None:
    assert rows(f"{HEAD}{name}   100 mg\n") == [f"{nutrient} 100 mg"]


@pytest.mark.parametrize(
    "sentence",
    ["Bør ikke tages i mere end 8 uger ad gangen.", "Bör tas med 8 mg järn per dag.", "Älä ota yli 8 mg päivässä."],
)
def test_a_common_word_with_its_mark_is_no_nutrient(sentence: str) -> None:
    label = labelcheck.read_text(f"Zink 10 mg\n{sentence}")
    assert {r.nutrient for r in label.readings} <= {"zinc", "iron"}
    assert [r.nutrient for r in labelcheck.read_text("Bor 3 mg").readings] == ["boron"]
