"""Doses that a condition goes before, and what others may do: how the doses of directions belong together."""

import pytest

import labelcheck

CONTENTS = "\nPer capsule: zinc 10 mg"


def intake(directions: str) -> str:
    found = labelcheck.check(labelcheck.read_text(directions + CONTENTS)).intakes
    return " ".join(f"{i.low:g}-{i.high:g}{'' if i.status == 'ok' else '?'}" for i in found)


@pytest.mark.parametrize(
    "directions",
    [
        "In winter take 2 capsules daily, otherwise 1 capsule daily.",
        "Under den mörka årstiden (september–april) 2 kapslar dagligen, övriga året 1 kapsel dagligen.",
        "Im Winter 2 Kapseln täglich, im Sommer 1 Kapsel täglich.",
        "Talvella 2 kapselia päivässä, kesällä 1 kapseli päivässä.",
        "Om vinteren 2 kapsler dagligt, resten af året 1 kapsel dagligt.",
        "En hiver 2 gélules par jour, en été 1 gélule par jour.",
        "Zimą 2 kapsułki dziennie, latem 1 kapsułka dziennie.",
        "Зимой 2 капсулы в день, летом 1 капсула в день.",
        "1 capsule a day in summer, 2 capsules a day in winter.",
    ],
)
def test_the_usual_dose_may_stand_behind_the_conditional_one(directions: str) -> None:
    assert intake(directions) == "10-20"


def test_a_conditional_dose_that_is_lower_or_of_several_parts_is_doubted() -> None:
    assert intake("In winter take 1 capsule daily, otherwise 2 capsules daily.") == "10-20?"
    assert intake("Vid förkylning 1 kapsel på morgonen och 1 på kvällen. Annars 1 kapsel dagligen.") == "10-20?"
    assert intake("Vid förkylning 2 kapslar på morgonen och 1 på kvällen.") == "30-30"


@pytest.mark.parametrize(
    "directions",
    [
        "Take 1 capsule daily. Experienced users may increase to 2 capsules daily.",
        "Take 1 capsule daily. Experienced users may take 2 capsules daily.",
        "1 Kapsel täglich. Erfahrene Anwender können auf 2 Kapseln täglich erhöhen.",
        "Ta 1 kapsel dagligen. Kunder kan ta 2 kapslar om dagen.",
    ],
)
def test_what_users_may_do_is_told_of_everybody(directions: str) -> None:
    assert intake(directions) == "10-20"


@pytest.mark.parametrize(
    "directions",
    [
        "Take 1 capsule daily. In studies users took 3 capsules daily.",
        'Take 1 capsule daily. Customer reviews: "I take 3 capsules a day".',
        "Ta 1 kapsel dagligen. Kunder berättar: jag tar 3 kapslar om dagen.",
    ],
)
def test_what_others_did_is_no_dose(directions: str) -> None:
    assert intake(directions) == "10-10"


@pytest.mark.parametrize(
    "directions",
    [
        "Oktober–april:   2 kapsler daglig\nMai–september:   1 kapsel daglig",
        "October to April: 2 capsules daily. May to September: 1 capsule daily.",
        "May to September: 1 capsule daily. October to April: 2 capsules daily.",
    ],
)
def test_seasons_give_the_span(directions: str) -> None:
    assert intake(directions) == "10-20"


@pytest.mark.parametrize("dots", [" ......... ", "....", " … ", ": "])
def test_dots_lead_from_a_day_to_its_dose(dots: str) -> None:
    directions = "\n".join(f"{day}{dots}{dose}" for day, dose in (("Måndag", "2 kapslar"), ("Fredag", "1 kapsel")))
    assert intake(directions) == "4.285714-4.285714"


@pytest.mark.parametrize(
    "directions",
    [
        "Tag 1–3: 1 Kapsel täglich. Tag 4–6: 2 Kapseln täglich. Ab Tag 7 dauerhaft morgens 2 und abends 2 Kapseln.",
        "Ab Tag 7 morgens 2 und abends 2 Kapseln.",
        "Vecka 1: 1 kapsel om dagen. Från och med dag 8 2 kapslar morgon och kväll",
        "Days 1-3: 1 capsule a day. From the 4th day 2 capsules in the morning and 2 at night",
        "Jours 1 à 3 : 1 gélule par jour. À partir du 4e jour 2 gélules le matin et 2 le soir",
        "Dag 1-3: 1 capsule per dag. Vanaf dag 4 's ochtends 2 en 's avonds 2 capsules",
        "Päivät 1–3: 1 kapseli päivässä. Päivästä 4 alkaen 2 kapselia aamulla ja 2 illalla",
    ],
)
def test_the_number_of_a_day_or_week_is_no_dose(directions: str) -> None:
    assert intake(directions) == "40-40"


@pytest.mark.parametrize(
    "directions",
    [
        "1 capsule Monday to Friday. Pause at the weekend.",
        "1 kapsel måndag till fredag. Uppehåll under helgen.",
        "1 gélule le matin, 5 jours sur 7.",
        "1 Kapsel an 5 von 7 Tagen.",
        "1 capsula 5 giorni su 7.",
        "Take 1 capsule 5 days out of 7.",
    ],
)
def test_days_of_a_week_and_the_rest_of_it(directions: str) -> None:
    assert intake(directions) == "7.142857-7.142857"


def test_raised_to_more_times_and_a_bottle_that_lasts() -> None:
    assert (
        intake("Voksne: 1 kapsel daglig. Ved behov kan dosis øges til 1 kapsel 3 gange daglig i højst 5 dage.")
        == "10-30"
    )
    assert intake("One capsule every other day is plenty for most adults, so a bottle of 90 lasts six months.") == "5-5"
    assert intake("Take 1 capsule on Monday, Wednesday and Friday with your largest meal.") == "4.285714-4.285714"


@pytest.mark.parametrize(
    ("directions", "expected"),
    [
        ("Måndag till fredag 1 kapsel till frukost och 1 kapsel till lunch. Gör uppehåll lördag och söndag.", "14.285714-14.285714"),
        ("2 cápsulas con el desayuno y 1 con la cena, de lunes a sábado. Los domingos, descanso.", "25.714286-25.714286"),
        ("Ta en före och en efter träning, dock inte mer än 2 om dagen.", "20-20"),
        ("Take one capsule in the morning; through the winter months you can add a second in the evening.", "10-20"),
        ("Ta 1 kapsel om dagen. På vintern kan du ta ytterligare en.", "10-20"),
    ],
)  # fmt: skip
def test_days_of_both_and_one_more(directions: str, expected: str) -> None:
    assert intake(directions) == expected


def test_a_single_day_behind_two_times_is_doubted() -> None:
    label = labelcheck.read_text("1 capsule in the morning and 2 in the evening on Sundays.\nPer capsule: Zinc 10 mg")
    assert label.daily_dose is not None
    assert label.daily_dose.status == "check"


@pytest.mark.parametrize(
    ("directions", "expected"),
    [
        ("Ta 1 kapsel till frukost. Ska tas tre gånger i veckan.", "4.285714-4.285714"),
        ("Ta 1 kapsel till frukost. Hoppa över kapseln på söndagar.", "8.571429-8.571429"),
        ("Ta 1 kapsel till frukost. Använd högst fem dagar i veckan.", "10-10?"),
        ("1 på morgonen och 1 på kvällen. Ingen kapsel på söndagar.", "17.142857-17.142857"),
        ("Take 1 capsule with breakfast. Do not take on Sundays.", "8.571429-8.571429"),
        ("Take 1 capsule in the morning. Not to be taken more than 3 days a week.", "10-10?"),
        ("1 Kapsel zum Frühstück. Nur an Werktagen einnehmen.", "7.142857-7.142857"),
        ("1 gélule le matin. Ne pas prendre le week-end.", "7.142857-7.142857"),
        ("Ota 1 kapseli aamulla. Käytä valmistetta joka toinen päivä.", "5-5"),
        ("Prendre 1 gélule au petit-déjeuner et 2 au dîner, un jour sur deux.", "15-15"),
        ("Take 1 capsule on Mondays not on an empty stomach.", "1.428571-1.428571"),
        ("Ta 1 kapsel dagligen. Kuren upprepas två gånger om året.", "10-10"),
    ],
)
def test_days_told_in_a_sentence_of_their_own_are_used_or_doubted(directions: str, expected: str) -> None:
    assert intake(directions) == expected


@pytest.mark.parametrize(
    "directions",
    [
        "Måndagar 2 kapslar, övriga dagar 1 kapsel.",
        "Mondays 2 capsules, on the other days 1 capsule.",
        "Montags 2 Kapseln, an den übrigen Tagen 1 Kapsel.",
        "Mandag 2 kapsler, de øvrige dage 1 kapsel.",
        "Le lundi 2 gélules, les autres jours 1 gélule.",
    ],
)
def test_the_other_days_are_those_that_were_not_named(directions: str) -> None:
    assert intake(directions) == "11.428571-11.428571"


@pytest.mark.parametrize(
    ("directions", "expected"),
    [
        ("1 kaps. morgon o kväll.", "20-20"),
        ("Take 1 capsule in the morning before breakfast.", "10-10"),
        ("Take 1 capsule morning rather than evening.", "10-10?"),
        ("Take 1 capsule morning bzw evening.", "10-10?"),
        ("Ta 1 kapsel dagligen. Vid förkylning tre gånger så mycket.", "10-10?"),
    ],
)
def test_what_joins_two_times_must_be_known(directions: str, expected: str) -> None:
    assert intake(directions) == expected


@pytest.mark.parametrize(
    "directions",
    [
        "Från april till september räcker en kapsel om dagen. Under den mörka delen av året tar du två.",
        "Ta 2 kapslar om dagen. När du mår bättre räcker det med en.",
        "Nehmen Sie 2 Kapseln täglich. Nach einem Monat genügt eine.",
        "Prenez 2 gélules par jour. Au bout d'un mois, une seule suffit.",
        "Take 2 capsules daily. After a month, one is enough.",
        "Take 2 capsules daily. Once you feel better, cut back to one.",
        "Take 2 capsules daily for the first month.",
        "Start med 1 kapsel om kvelden den første uken. Øk deretter med 1 kapsel om morgenen.",
        "Ta 1 kapsel om dagen. Är du över 70 tar du två.",
    ],
)
def test_another_dose_that_a_later_sentence_tells_is_doubted(directions: str) -> None:
    assert intake(directions).endswith("?")


def test_what_is_enough_is_a_dose() -> None:
    assert intake("Half a capsule is enough. Take it every morning. At most one capsule a day.") == "5-5"
    assert intake("En kapsel räcker. Den tas varje morgon.") == "10-10"
    assert intake("Ta 2 kapslar om dagen. Den som väger under 50 kg nöjer sig med 1 kapsel om dagen.") == "10-20"


def test_a_group_takes_the_form_that_is_named_without_a_number() -> None:
    assert intake("Naiset ottavat yhden kapselin päivässä. Miehet ottavat kapselin joka toinen päivä.") == "5-10"


def test_what_a_phase_adds_is_over_with_it() -> None:
    text = "Opstart – de første 14 dage: 2 kapsler morgen og 2 kapsler aften. Herefter vedligeholdelse: 2 kapsler hver anden dag."
    assert intake(text) == "10-10"


def test_days_told_behind_several_groups_are_of_each() -> None:
    text = "Frauen nehmen 2 Kapseln, Männer 3 Kapseln ein. Schwangere nehmen höchstens 1 Kapsel. Immer morgens. Sie erfolgt nur jeden zweiten Tag."
    assert intake(text) in ("10-15", "20-30?")


def test_a_second_one_in_winter_is_added() -> None:
    assert intake("Prenez une gélule le matin. En période hivernale, ajoutez-en une seconde l'après-midi.") == "10-20"


def test_what_a_sentence_reports_behind_a_dose_takes_nothing_from_it() -> None:
    assert intake("Du tar en kapsel varannan dag – forskning har visat att glesare intag tas upp bättre.") == "5-5"
    assert intake("Ta 1 kapsel dagligen. I en studie tog deltagarna 3 kapslar dagligen.") == "10-10"


def test_an_extra_one_is_added_to_what_was_told() -> None:
    assert (
        intake(
            "Normalt nøjes man med en kapsel til morgenmaden, men ved behov kan man tage en ekstra kapsel til aftensmaden."
        )
        == "10-20"
    )


@pytest.mark.parametrize(
    "directions",
    [
        "1 cápsula al día por la mañana; en épocas de exámenes o cansancio, hasta 2 cápsulas al día.",
        "1 capsule daily. When exams or long journeys come, up to 2 capsules daily.",
        "1 kapsel dagligen. Inför tentor och resor, högst 2 kapslar per dag.",
    ],
)
def test_a_limit_for_a_time_that_is_not_known_is_what_the_dose_may_be_raised_to(directions: str) -> None:
    assert intake(directions) == "10-20"


def test_a_limit_alone_raises_nothing() -> None:
    assert intake("1 kapsel dagligen. Dock högst 3 kapslar per dag.") == "10-10"


@pytest.mark.parametrize(
    "directions",
    [
        "1 gélule au petit-déjeuner. En période de stress, ajouter 1 gélule au goûter.",
        "Take 1 capsule 3 times a day. Take 3 capsules at bedtime.",
        "Adults: 1 capsule daily. In summer 1 capsule every other day.",
        "Nehmen Sie täglich eine Kapsel. Danach folgt eine Woche ohne Einnahme.",
    ],
)
def test_a_second_dose_that_is_no_more_than_the_first_is_doubted(directions: str) -> None:
    assert intake(directions).endswith("?")


def test_days_told_behind_phases_and_groups_are_of_all() -> None:
    text = (
        "Start med en halv kapsel om dagen den første uken. Øk deretter til en hel kapsel om dagen. Tas ikke i helgene."
    )
    assert intake(text) == "7.142857-7.142857"
    text = "Voksne tager en kapsel til morgenmaden og to til aftensmaden; er du under 50 kilo, nøjes du med en morgen og aften."
    assert intake(text) == "20-30"


@pytest.mark.parametrize(
    ("directions", "told"),
    [
        ("One to two (1-2) capsules morning and evening. Pregnant women: a single capsule in the morning.", "20-40"),
        ("Une à deux (1-2) gélules matin et soir. Femmes enceintes : une seule gélule le matin.", "20-40"),
        ("Most people stick to two capsules a day; those who want more may go up to four.", "20-40"),
        ("De fleste bør holde sig til to kapsler om dagen; ønsker du mere, kan du gå op til fire.", "20-40"),
        ("Take one in the evening, 30 minutes before bed, and up to two if needed.", "10-20"),
        ("On en prend une le soir, 30 minutes avant le coucher, et jusqu'à deux si besoin.", "10-20"),
        ("Vid behov 1 kapsel, högst 3 i veckan.", "10-10?"),
        ("Ta 1 kapsel dagligen, högst 5 kapslar per vecka.", "10-10?"),
        ("Ta 1 kapsel varannan dag, högst 5 kapslar per vecka.", "5-5"),
        ("Take one at supper. Once a fortnight has gone by, add a second at breakfast.", "10-10?"),
        ("Start with one daily and raise the dose to three capsules.", "10-30"),
        ("The dose can be raised to 3 capsules daily.", "30-30?"),
        ("Two twice daily (2). Children: 1 capsule.", "40-40?"),
    ],
)
def test_how_doses_belong_together(directions: str, told: str) -> None:
    assert intake(directions) == told


@pytest.mark.parametrize(
    ("directions", "told"),
    [
        ("Take one in the morning, then a second in the evening.", "20-20"),
        ("Avalez une gélule le matin, puis une seconde le soir.", "20-20"),
        ("1 capsule in the morning for a month, then 1 in the evening.", "10-10"),
        ("En kapsel när du går upp och en när du går och lägger dig.", "20-20"),
        ("One capsule early and one whenever evening comes.", "10-10?"),
        ("Én kapsel daglig holder for de fleste, to ved hard trening.", "10-10?"),
        ("1 gélule par jour. Si vous mangez peu de poisson, prenez-en deux.", "10-10?"),
        ("1 kapsułka dziennie. Kto rzadko je ryby, bierze dwie.", "10-10?"),
        ("Some people take three capsules a day, but one is plenty.", "30-30?"),
        ("Det finns de som tar tre kapslar om dagen, men en räcker gott.", "30-30?"),
        ("Three capsules spread across breakfast, lunch and dinner.", "30-30"),
        ("Tre kapslar fördelat på frukost, lunch och middag.", "30-30"),
        ("Adults take two, or at most three, capsules a day.", "20-30"),
        ("Les adultes prennent deux, au plus trois, gélules par jour.", "20-30"),
        ("En halv kapsel till frukost, en hel till kvällen.", "10-10?"),
        ("Dorośli: rano dwie kapsułki, wieczorem jedna.", "30-30"),
        ("Nehmen Sie täglich 2 Kapseln abends ein.", "20-20"),
        ("Monday and Friday 1 capsule. The other days are rest days.", "2.857143-2.857143"),
        ("1 capsule daily. Rich in omega 3.", "10-10"),
        ("1 capsule every morning or evening.", "10-10"),
        ("1 kapsel var eller varannan dag.", "5-10"),
        ("In the morning one capsule; the same again in the evening.", "20-20"),
        ("1 kapsułka od poniedziałku do soboty, w niedzielę przerwa.", "8.571429-8.571429"),
        ("1 kapsel om morgenen og en til om kvelden.", "20-20"),
        ("Én til to kapsler daglig.", "10-20"),
        ("1 kapsel én til to ganger daglig.", "10-20"),
        ("Fullorðnir taka eitt hylki á dag. Sjötíu ára og eldri taka tvö hylki á dag.", "10-20"),
        ("Un demi-gélule deux fois par jour.", "10-10"),
        ("½ capsule daily for the first week, then one daily. Increase to 1 capsule twice daily from week 5.", "20-20"),
        ("Take 1 capsule daily. Sunday: none.", "8.571429-8.571429"),
        ("En kapsel varannan dag. Kapseln tas helst på morgonen.", "5-5"),
        ("Gli adulti assumono una capsula al giorno, con un bicchiere d'acqua da 200 ml.", "10-10"),
        ("1 capsule on Mondays and 1 capsule on Thursdays, none on the other days.", "2.857143-2.857143"),
        ("Eitt hylki á mánudögum og eitt hylki á fimmtudögum, aðra daga er ekkert hylki tekið.", "2.857143-2.857143"),
        ("По 1 капсуле в день. Банки весом 150 г хватает примерно на месяц.", "10-10"),
        ("1 kapsel dagligt, ved behov 2.", "10-20"),
        ("1 Kapsel täglich, bei Bedarf zwei.", "10-20"),
        ("An Trainingstagen drei Kapseln, sonst eine.", "30-30?"),
        ("Une gélule et demie par jour.", "15-15"),
        ("1 capsule in summer, 2 capsules in winter, daily.", "10-20"),
        ("2 capsules in the morning. For extra energy, take an additional 2 capsules before lunch.", "20-40"),
        ("1 kapsel dagligen, vardag som helg.", "10-10"),
        ("1 gélule par jour, semaine et week-end.", "10-10"),
        ("2 capsules in the morning and optionally 2 in the evening.", "20-40"),
        ("2 cápsulas por la mañana y, si es necesario, 2 por la noche.", "20-40"),
        ("2 kapslar på morgonen och ytterligare 2 på kvällen.", "40-40"),
        ("1 capsule daily, another if needed.", "10-20"),
        ("1 Kapsel täglich, bei Bedarf eine weitere.", "10-20"),
        ("1 capsule three times a day (total 3 capsules).", "30-30"),
        ("1 capsule every morning, noon and night.", "30-30"),
        ("1 capsule every evening before bed.", "10-10"),
        ("1 capsule daily. A second capsule may be taken if desired.", "10-10?"),
        ("1 gélule par jour. Une deuxième gélule peut être prise.", "10-10?"),
        ("Maintenance dose: 1 capsule daily. Therapeutic dose: 2 capsules daily.", "10-20?"),
        ("Maintenance: 1 capsule daily. Loading: 4 capsules daily for 5 days.", "10-10"),
        ("Ages 4-13: 1 capsule daily. Ages 14 and up: 2 capsules daily.", "20-20"),
        ("1 capsule daily. Questions? Call 1-800-555-0199, Mon-Fri 9 am to 5 pm.", "10-10"),
        ("1 kapsel dagligen. Kundtjänst: 08-123 45 67 (vardagar 9-16).", "10-10"),
        ("Take 1 capsule at 9am and 5pm.", "20-20"),
        ("1 capsule daily; during pollen season 2.", "10-10?"),
        ("1 capsule daily. If you miss a dose, do not take two the next day.", "10-10"),
        ("1 capsule daily. Many of us go for two capsules in autumn.", "10-10?"),
        ("1 kapseli päivässä. Monet suosivat kahta kapselia syksyisin.", "10-10?"),
        ("2 capsules daily, each a vegetable capsule. Four capsules are two days' supply.", "20-20"),
        ("1 capsule daily. One bottle lasts two months.", "10-10"),
    ],
)
def test_one_after_the_other(directions: str, told: str) -> None:
    assert intake(directions) == told


def test_spoons_and_shares_as_other_languages_print_them() -> None:
    assert intake("Un misurino e mezzo al mattino e mezzo misurino la sera.") == ""  # of scoops nothing is told here
    scoop = "Per misurino: zinco 10 mg\nUn misurino e mezzo al mattino e mezzo misurino la sera."
    (found,) = labelcheck.check(labelcheck.read_text(scoop)).intakes
    assert found.low == 20
    assert found.status == "ok"
    spoon = "En spiseskje på 10 ml gir deg 5 mg sink. Bruk én spiseskje om dagen."
    (found,) = labelcheck.check(labelcheck.read_text(spoon)).intakes
    assert found.low == 5
    assert found.status == "ok"
    assert intake("Seis cápsulas al día, que se reparten a partes iguales entre desayuno, comida y cena.") == "60-60"
    assert (
        intake("On days you train: 4 capsules, divided into two servings.\nOn days you rest: 2 capsules with lunch.")[
            -1
        ]
        == "?"
    )
    assert (
        intake("First 2 weeks 1 capsule every other day. Then 1 capsule daily; you may then increase to 3 capsules.")
        == "10-30"
    )
