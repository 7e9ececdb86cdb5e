"""The person in words: who a label was checked for, and the conditions, medicines and habits there are to choose from."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from labelcheck.knowledge.printing import OutputLanguage, number_text
from labelcheck.model import Person

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "medicines": (
        "warfarin", "anticoagulant", "ace-inhibitor", "arb", "diuretic", "potassium-sparing-diuretic", "levothyroxine",
        "metformin", "ppi", "bisphosphonate", "gabapentin", "antibiotics", "blood-pressure-medicine", "statin", "ssri",
        "diabetes-medicine", "contraceptive-pill", "antacid", "digoxin", "immunosuppressant",
    ),
    "conditions": ("kidney-disease", "kidney-stones", "thyroid-disease", "heart-disease", "liver-disease", "haemochromatosis"),
    "habits": ("smoker", "vegan", "planning-pregnancy", "post-menopausal"),
}  # fmt: skip
"""Flags in the order people are asked about them."""

FLAG_NAMES: Final[dict[OutputLanguage, dict[str, tuple[str, str]]]] = {
    "sv": {
        "warfarin": ("Waran (warfarin)", ""),
        "anticoagulant": ("Annat blodförtunnande", "till exempel Eliquis eller Xarelto"),
        "ace-inhibitor": ("Blodtrycksmedicin, ACE-hämmare", "till exempel enalapril eller ramipril"),
        "arb": ("Blodtrycksmedicin, ARB", "till exempel losartan eller kandesartan"),
        "diuretic": ("Vätskedrivande", "till exempel furosemid eller hydroklortiazid"),
        "potassium-sparing-diuretic": ("Kaliumsparande vätskedrivande", "till exempel spironolakton eller amilorid"),
        "levothyroxine": ("Levaxin (levotyroxin)", ""),
        "metformin": ("Metformin", "mot diabetes"),
        "ppi": ("Syrahämmande magmedicin", "till exempel omeprazol eller pantoprazol"),
        "bisphosphonate": ("Medicin mot benskörhet, bisfosfonat", "till exempel alendronat"),
        "gabapentin": ("Gabapentin", ""),
        "antibiotics": ("Antibiotika", ""),
        "blood-pressure-medicine": ("Annan blodtrycksmedicin", "till exempel amlodipin eller metoprolol"),
        "statin": ("Kolesterolsänkande, statin", "till exempel atorvastatin eller simvastatin"),
        "ssri": ("Antidepressiv medicin, SSRI eller SNRI", "till exempel sertralin eller venlafaxin"),
        "diabetes-medicine": ("Annan diabetesmedicin", "till exempel insulin eller Ozempic"),
        "contraceptive-pill": ("P-piller", "eller annat hormonellt preventivmedel"),
        "antacid": ("Syrabindande mot halsbränna", "till exempel Novalucol eller Gaviscon"),
        "digoxin": ("Digoxin", "mot hjärtsvikt eller förmaksflimmer"),
        "immunosuppressant": ("Immundämpande", "till exempel ciklosporin eller takrolimus"),
        "heart-disease": ("Hjärt- eller kärlsjukdom", "nu eller tidigare"),
        "liver-disease": ("Leversjukdom", ""),
        "kidney-disease": ("Njursjukdom", "eller nedsatt njurfunktion"),
        "kidney-stones": ("Njursten", "nu eller tidigare"),
        "thyroid-disease": ("Sköldkörtelsjukdom", ""),
        "haemochromatosis": ("Hemokromatos", "kroppen lagrar för mycket järn"),
        "smoker": ("Röker", ""),
        "vegan": ("Äter veganskt", ""),
        "planning-pregnancy": ("Planerar att bli gravid", ""),
        "post-menopausal": ("Har passerat klimakteriet", ""),
    },
    "en": {
        "warfarin": ("Warfarin", ""),
        "anticoagulant": ("Another blood thinner", "such as apixaban or rivaroxaban"),
        "ace-inhibitor": ("Blood pressure medicine, ACE inhibitor", "such as enalapril or ramipril"),
        "arb": ("Blood pressure medicine, ARB", "such as losartan or candesartan"),
        "diuretic": ("Water tablets (diuretic)", "such as furosemide or hydrochlorothiazide"),
        "potassium-sparing-diuretic": ("Potassium-sparing water tablets", "such as spironolactone or amiloride"),
        "levothyroxine": ("Levothyroxine", ""),
        "metformin": ("Metformin", "for diabetes"),
        "ppi": ("Stomach acid medicine", "such as omeprazole or pantoprazole"),
        "bisphosphonate": ("Medicine for brittle bones, bisphosphonate", "such as alendronate"),
        "gabapentin": ("Gabapentin", ""),
        "antibiotics": ("Antibiotics", ""),
        "blood-pressure-medicine": ("Another blood pressure medicine", "such as amlodipine or metoprolol"),
        "statin": ("Cholesterol medicine, statin", "such as atorvastatin or simvastatin"),
        "ssri": ("Antidepressant, SSRI or SNRI", "such as sertraline or venlafaxine"),
        "diabetes-medicine": ("Another diabetes medicine", "such as insulin or semaglutide"),
        "contraceptive-pill": ("Contraceptive pill", "or another hormonal contraceptive"),
        "antacid": ("Antacid for heartburn", "such as Gaviscon or Rennie"),
        "digoxin": ("Digoxin", "for heart failure or atrial fibrillation"),
        "immunosuppressant": ("Immunosuppressant", "such as ciclosporin or tacrolimus"),
        "heart-disease": ("Disease of heart or vessels", "now or before"),
        "liver-disease": ("Liver disease", ""),
        "kidney-disease": ("Kidney disease", "or poor kidney function"),
        "kidney-stones": ("Kidney stones", "now or before"),
        "thyroid-disease": ("Thyroid disease", ""),
        "haemochromatosis": ("Haemochromatosis", "the body stores too much iron"),
        "smoker": ("Smokes", ""),
        "vegan": ("Eats vegan", ""),
        "planning-pregnancy": ("Plans to become pregnant", ""),
        "post-menopausal": ("Past the menopause", ""),
    },
}
"""What each flag is called, and what helps to tell whether it is meant."""

PEOPLE: Final[dict[OutputLanguage, dict[str, str]]] = {
    "sv": {
        "checked_for": "Granskat för", "lowest_age": "den lägsta åldern på etiketten",
        "any_child": "Granskat för ett barn vars ålder inte är känd: bara det som är för mycket i alla åldrar syns. Ange åldern.",
        "female": "kvinna", "male": "man", "girl": "flicka", "boy": "pojke", "age": "{age} år", "weight": "{weight} kg", "training": "tränar", "rest": "vilodag", "athlete": "idrottar", "pregnant": "gravid",
        "lactating": "ammar", "medicines": "läkemedel", "conditions": "sjukdom", "habits": "övrigt",
    },
    "en": {
        "checked_for": "Checked for", "lowest_age": "the lowest age on the label",
        "any_child": "Checked for a child of unknown age: only what is too much at every age is seen. Tell the age.",
        "female": "woman", "male": "man", "girl": "girl", "boy": "boy", "age": "{age} years old", "weight": "{weight} kg", "training": "training", "rest": "rest day", "athlete": "athlete", "pregnant": "pregnant",
        "lactating": "breastfeeding", "medicines": "medicines", "conditions": "illness", "habits": "other",
    },
}  # fmt: skip

_GROWN: Final = 18


def person_text(person: Person, language: OutputLanguage, whose: str = "told") -> str:
    """Return who a label was checked for: "Checked for: woman, 34 years old, pregnant"; nothing of who is not told.

    ``whose`` is :attr:`labelcheck.Report.whose`. Flags of one's own rules are shown as they are written.
    """
    words, names = PEOPLE[language], FLAG_NAMES[language]
    if whose == "any-child":
        return words["any_child"]
    called = ("girl", "boy") if person.years < _GROWN else ("female", "male")
    about = [words[called[person.sex == "male"]]] if person.sex else []
    about += [words["age"].format(age=person.age)] if person.age is not None else []
    if person.weight_kg is not None:
        about.append(words["weight"].format(weight=number_text(Decimal(str(person.weight_kg)), language)))
    about += [words[person.activity]] if person.activity else []
    about += [words[w] for w, told in (("pregnant", person.pregnant), ("lactating", person.lactating)) if told]
    told = [", ".join(about)] if about else []
    for group, flags in GROUPS.items():
        chosen = [names[f][0] for f in flags if f in person.flags]
        if group == "habits":
            chosen += sorted(person.flags - names.keys())
        if chosen:
            told.append(f"{words[group]}: {', '.join(chosen)}")
    shown = f"{words['checked_for']}: {'; '.join(told)}" if told else ""
    return f"{shown} ({words['lowest_age']})" if whose == "label" else shown
