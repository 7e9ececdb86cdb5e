"""What the notes on readings, doses and intakes say, in Swedish and English; a note's code is never renamed."""

from __future__ import annotations

from typing import Final

from labelcheck.knowledge.printing import OutputLanguage

NOTES: Final[dict[str, dict[str, str]]] = {
    "percent-disagrees": {
        "sv": "mängden och procenttalet stämmer inte överens",
        "en": "the amount and the percentage do not agree",
    },
    "percent-of-another-reference": {
        "sv": "procenttalet utgår från ett annat referensvärde än de andra raderna",
        "en": "the percentage uses another reference than the other rows",
    },
    "iu-mass-disagree": {
        "sv": "IE och vikt stämmer inte överens",
        "en": "the IU and the weight do not agree",
    },
    "kj-kcal-disagree": {"sv": "kJ och kcal stämmer inte överens", "en": "kJ and kcal do not agree"},
    "rows-disagree": {
        "sv": "flera rader anger olika mängder av samma ämne",
        "en": "several rows give different amounts of the same nutrient",
    },
    "panels-disagree": {
        "sv": "etiketten har flera innehållstabeller som anger olika mängder",
        "en": "the label has several panels that give different amounts",
    },
    "columns-disagree": {
        "sv": "kolumnerna stämmer inte överens",
        "en": "the columns do not agree with each other",
    },
    "compound-weight": {
        "sv": "vikten gäller hela den kemiska föreningen (saltet); etiketten säger inte hur mycket av ämnet den innehåller",
        "en": "this is the weight of the whole compound; the label does not say how much of the nutrient it holds",
    },
    "traces": {"sv": "etiketten anger bara spår", "en": "the label says no more than traces"},
    "percent-counts-compound": {
        "sv": "procenttalet räknar hela den kemiska föreningen som om den vore ämnet",
        "en": "the percentage counts the whole compound as if it were the nutrient",
    },
    "elemental-amount-estimated": {
        "sv": "mängden är beräknad ur föreningens kemiska formel",
        "en": "the amount is estimated from the compound's formula",
    },
    "decimal-mark-unclear": {
        "sv": "talet kan läsas på två sätt (tusental eller decimal)",
        "en": "the number can be read in two ways (thousands or decimal)",
    },
    "decimal-mark-settled-by-percent": {
        "sv": "procenttalet visar hur talet ska läsas",
        "en": "the percentage shows how the number is to be read",
    },
    "decimal-mark-settled-by-second-unit": {
        "sv": "den andra enheten visar hur talet ska läsas",
        "en": "the second unit shows how the number is to be read",
    },
    "two-amounts": {
        "sv": "två mängder är hopskrivna med snedstreck",
        "en": "two amounts are run together with a slash",
    },
    "several-nutrients": {
        "sv": "mängden anges för flera ämnen tillsammans",
        "en": "the amount is given for several nutrients together",
    },
    "order-unclear": {
        "sv": "det går inte att se vilken mängd som hör till vilket namn",
        "en": "it cannot be seen which amount belongs to which name",
    },
    "name-disagrees": {
        "sv": "produktens namn anger en annan mängd",
        "en": "the product's name says another amount",
    },
    "number-unread": {
        "sv": "ett tal vid samma ämne gick inte att läsa",
        "en": "a number beside the same nutrient was not read",
    },
    "column-unclear": {
        "sv": "det går inte att se vad mängden är angiven för",
        "en": "it cannot be seen what the amount is printed for",
    },
    "unit-implausible": {
        "sv": "mängden är orimligt stor; enheten kan vara fel",
        "en": "the amount is implausibly large; the unit may be wrong",
    },
    "unit-implausibly-small": {
        "sv": "mängden är orimligt liten; enheten kan vara fel, till exempel µg i stället för mg",
        "en": "the amount is implausibly small; the unit may be wrong, such as µg for mg",
    },
    "amount-multiplied": {
        "sv": "mängden är skriven som en multiplikation, och det framgår inte vad den gäller",
        "en": "the amount is written as a multiplication, and what it is for is not told",
    },
    "number-unclear": {
        "sv": "talet är otydligt tryckt eller fel avläst",
        "en": "the number is unclearly printed or misread",
    },
    "glued-to-name": {
        "sv": "namn och mängd är hopskrivna",
        "en": "name and amount are run together",
    },
    "more-than-the-whole": {
        "sv": "mängden väger, ensam eller ihop med andra, mer än det den anges för",
        "en": "the amount weighs more, alone or with others, than what it is given for",
    },
    "serving-size-unclear": {
        "sv": "etiketten säger olika om hur stor en dos, ett mått eller en portion är, eller inte hur många som väger det som står",
        "en": "the label tells different sizes of a dose, a measure or a serving, or not how many weigh what it tells",
    },
    "dose-and-panel-disagree": {
        "sv": "tabellens dagsdos stämmer inte överens med doseringen",
        "en": "the table's daily dose and the directions do not agree",
    },
    "dosage-not-understood": {
        "sv": "en del av doseringen förstods inte; läs den själv",
        "en": "a part of the directions was not understood; read them yourself",
    },
    "no-time-told": {
        "sv": "doseringen säger inte hur ofta",
        "en": "the directions do not say how often",
    },
    "per-body-weight": {
        "sv": "doseringen beror på kroppsvikten",
        "en": "the dose depends on body weight",
    },
    "per-hour": {
        "sv": "doseringen är per timme, till exempel under träning",
        "en": "the dose is per hour, of exercise for one",
    },
    "per-meal": {
        "sv": "dosen tas till varje måltid; räknat på tre om dagen",
        "en": "the dose is taken with each meal; counted as three a day",
    },
    "as-needed": {
        "sv": "dosen tas vid behov; hur mycket om dagen sägs inte",
        "en": "the dose is taken when needed; how much a day is not told",
    },
    "interval-unclear": {
        "sv": "dosen tas med några timmars mellanrum, utan högsta antal om dagen",
        "en": "the dose is taken every few hours, with no most a day",
    },
    "doses-disagree": {
        "sv": "etiketten anger två doseringar som inte stämmer överens",
        "en": "the label gives two doses that do not agree",
    },
    "several-units": {
        "sv": "flera sorters doser tas, som en tablett och en kapsel",
        "en": "several kinds of units are taken, as a tablet and a capsule",
    },
    "phases": {
        "sv": "dosen ändras över tid och ingen gäller tills vidare",
        "en": "the dose changes over time and none lasts",
    },
    "above-own-limit": {
        "sv": "dosen är större än etikettens egen gräns",
        "en": "the dose is above the label's own limit",
    },
    "dose-for-others": {
        "sv": "doseringen gäller en annan grupp",
        "en": "the dose is for another group",
    },
    "basis-not-told": {
        "sv": "etiketten säger inte vad mängden avser",
        "en": "the label does not say what the amount is for",
    },
    "product-without-amount": {
        "sv": "minst så här mycket: en av produkterna anger ingen mängd per dag",
        "en": "at least this much: one of the products gives no amount per day",
    },
    "form-assumed": {
        "sv": "omräknat för den vanligaste formen, eftersom etiketten inte anger någon",
        "en": "converted for the usual form, as the label names none",
    },
    "settled-by-percent": {
        "sv": "texten var otydlig i bilden; procenttalet visar hur den ska läsas",
        "en": "the print is unclear in the picture; the percentage shows how it is to be read",
    },
    "second-reading-verified": {
        "sv": "en ny läsning av bilden stämmer med procenttalet",
        "en": "another reading of the picture agrees with the percentage",
    },
    "read-twice": {"sv": "två läsningar av bilden är lika", "en": "two readings of the picture are equal"},
    "amount-not-seen": {"sv": "ingen mängd syns på raden", "en": "no amount is seen in the row"},
    "seen-once": {
        "sv": "ingen andra läsning av bilden bekräftar raden",
        "en": "no second reading of the picture confirms the row",
    },
    "text-not-shown": {
        "sv": "sidan visar något annat än dess text säger",
        "en": "the page shows something else than its text says",
    },
    "print-marred": {
        "sv": "trycket är överstruket, övertryckt eller i ett lager som kanske inte visas",
        "en": "the print is struck out, printed over or in a layer that may not show",
    },
    "layer-says": {"sv": "filens egen text säger {}", "en": "the file's own text says {}"},
    "several-labels": {
        "sv": "filen visar flera etiketter, och mängden hör bara till en av dem",
        "en": "the file shows several labels, and the amount belongs to one of them alone",
    },
    "readings-differ": {
        "sv": "flera läsningar av bilden skiljer sig åt",
        "en": "several readings of the picture differ",
    },
    "name-mended": {"sv": "namnet är rättat efter ordlistan", "en": "the name is mended by the vocabulary"},
    "read-as": {"sv": "i bilden lästes ”{}”", "en": "the picture was read as “{}”"},
    "first-read-as": {"sv": "lästes först som {}", "en": "first read as {}"},
    "also-read-as": {"sv": "lästes även som {}", "en": "also read as {}"},
}


def note_text(note: str, language: OutputLanguage) -> str:
    """Return a reading's note in words; what follows ": " in a note is printed text.

    >>> note_text("also-read-as: 25 mg", "en")
    'also read as 25 mg'
    """
    code, _, value = note.partition(": ")
    said = NOTES.get(code, {}).get(language)
    return note if said is None else said.format(value)
