"""Sentences about what people need or bear give no amounts of the product."""

import pytest

import labelcheck

ADVICE = {
    "en": "Iron\nEach tablet provides 14 mg iron. Take one tablet daily. Women of this age need 18 mg iron daily, and more than 45 mg "
    "iron daily may cause harm.",
    "en, with a percentage": "Iron\nEach tablet contains 14 mg iron. Take 1 tablet daily.\nThe body cannot store more than 60 mg iron a day; "
    "18 mg iron = 129 % NRV",
    "sv": "Järn\nEn tablett innehåller 14 mg järn. Ta 1 tablett dagligen.\nGravida behöver 27 mg järn\nper dag. EFSA:s övre gräns "
    "är 40 mg järn.",
    "de": "Eisen\nTäglich 1 Kapsel (je 14mg reines Eisen / Kapsel) einnehmen.\nTagesbedarf\nDie DGE empfiehlt eine Zufuhr von 16 bis "
    "18mg Eisen täglich (NRV: 14mg).",
    "fr": "Fer\nChaque gélule apporte 14 mg de fer. Prendre 1 gélule par jour.\nLes femmes ont besoin de 27 mg de fer par jour, et 45 mg de "
    "fer peuvent provoquer des troubles.",
    "fi": "Rauta\n1 tabletti sisältää 14 mg rautaa. Ota 1 tabletti päivässä.\nAikuinen tarvitsee 9 mg rautaa päivässä. Yläraja on 60 mg "
    "rautaa.",
    "pl": "Żelazo\n1 tabletka zawiera 14 mg żelaza. 1 tabletka dziennie.\nKobiety potrzebują 27 mg żelaza dziennie. Więcej niż 45 mg żelaza "
    "może powodować skutki uboczne.",
    "es": "Hierro\nCada cápsula contiene 14 mg de hierro. Tomar 1 cápsula al día.\nLas mujeres necesitan 27 mg de hierro al día.",
}  # fmt: skip


@pytest.mark.parametrize("case", ADVICE)
def test_advice_gives_no_amount(case: str) -> None:
    report = labelcheck.check(labelcheck.read_text(ADVICE[case]))
    assert [f"{r.amount.value}" for r in report.label.readings if r.amount] == ["14"]
    assert [(f"{i.low:f}", i.status) for i in report.intakes] == [("14", "ok")]
    assert [d.code for d in report.label.diagnostics].count("amount-outside-panel") >= 1


def test_advice_alone_is_told_and_no_panel() -> None:
    label = labelcheck.read_text("EFSA har satt en övre gräns på 100 µg D-vitamin.\nTa 1 kapsel dagligen.")
    assert not label.readings
    assert "amount-not-understood" in {d.code for d in label.diagnostics}


def test_a_sentence_that_tells_its_basis_speaks_of_the_product() -> None:
    label = labelcheck.read_text("If you need more: each tablet gives 300 mg magnesium. Take 1 tablet daily.")
    assert [(r.nutrient, r.status) for r in label.readings] == [("magnesium", "ok")]


@pytest.mark.parametrize(
    "text",
    [
        "Magnesium 100 mg. WHO-GMP certified. Take 1 tablet daily.",
        "Innehåller allt du behöver: magnesium 100 mg.\nTa 1 tablett dagligen.",
        "Magnesium per tablett: 100 mg. Vuxna behöver 350 mg per dag.\nTa 1 tablett dagligen",
    ],
)
def test_a_word_of_another_sentence_changes_nothing(text: str) -> None:
    assert [(r.nutrient, f"{r.amount.value}") for r in labelcheck.read_text(text).readings if r.amount] == [
        ("magnesium", "100")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Instead of 5 mg zinc, each capsule now has 10 mg.",
        "Statt 5 mg Zink in der alten Rezeptur hat eine Kapsel jetzt 10 mg.",
        "En lugar de 5 mg de zinc, cada cápsula lleva ahora 10 mg.",
        "Med 5 mg zink förr har en kapsel nu 10 mg.",
        "I stedet for 5 mg zink har en kapsel 10 mg.",
        "A 100 g steak has 5 mg of zinc; one capsule of ours has 15 mg.",
        "While others overdose you with 50 mg of zinc, we stay at 10 mg per capsule.",
        "Förr 10 mg zink, nu 15 mg per kapsel.",
    ],
)
def test_what_was_before_is_none_of_the_product(sentence: str) -> None:
    report = labelcheck.check(labelcheck.read_text(f"{sentence} 1 capsule daily."))
    assert [(i.low, i.status) for i in report.intakes if i.nutrient == "zinc" and i.status == "ok"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Den tidigare versionen innehöll bara 5 mg zink per kapsel.",
        "Den gamle udgave af kapslen havde 5 mg zink.",
        "The old formula had just 5 mg of zinc.",
        "Die alte Rezeptur enthielt 5 mg Zink pro Kapsel.",
        "L'ancienne formule contenait 5 mg de zinc par gélule.",
        "La versión anterior tenía 5 mg de zinc por cápsula.",
        "La vecchia formula conteneva 5 mg di zinco.",
        "De vorige versie bevatte 5 mg zink per capsule.",
        "Poprzednia wersja zawierała 5 mg cynku.",
        "В прежней версии было 5 мг цинка.",
        "Eldri útgáfan innihélt 5 mg af sinki.",
        "Vanhassa versiossa oli 5 mg sinkkiä.",
    ],
)
def test_the_old_product_s_amount_leaves_the_new_one_s_alone(sentence: str) -> None:
    text = f"Each capsule contains 10 mg of zinc. {sentence} Take 1 capsule daily."
    (found,) = labelcheck.check(labelcheck.read_text(text)).intakes
    assert (float(found.low), str(found.status)) == (10, "ok")
