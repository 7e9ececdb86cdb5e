"""Words of the answers, in Swedish and English. Each text is written in its language, not translated."""

from __future__ import annotations

from typing import Final

from labelcheck.knowledge.printing import OutputLanguage

DISCLAIMER: Final[dict[str, str]] = {
    "sv": "Uppgifterna är lästa från etiketten och är ingen medicinsk rådgivning. Rådfråga läkare eller apotek om du "
    "är osäker, är gravid eller ammar, eller om du använder läkemedel. Påståenden om kosttillskottets verkan har inte bedömts.",
    "en": "These figures are read from the label and are not medical advice. Ask a doctor or pharmacist if you are "
    "unsure, pregnant, breastfeeding or taking medicines. The supplement's claims have not been evaluated.",
}

TEXTS: Final[dict[str, dict[str, str]]] = {
    "sv": {
        "dose": "Dosering",
        "no_dose": "Etiketten anger ingen dagsdos, så intaget per dag går inte att räkna ut.",
        "dose_not_counted": "Etiketten säger inte hur mycket en dagsdos är.",
        "per_day": "Per dag",
        "no_panel": "Ingen näringstabell hittades i texten.",
        "empty": "Filen är tom.",
        "not_seen": "Syns inte i bilden: {parts}. Ta med fler sidor av förpackningen, med --as-one eller som fler bilder av samma produkt.",
        "several_labels": "Filen visar flera etiketter med olika mängder. Kontrollera en i taget: mängderna hör inte till en och samma produkt.",
        "hidden_text": "PDF-filen innehåller text som inte syns på sidan. Bara det som syns räknas.",
        "attachment": "Filer som är bifogade i PDF-filen lästes inte.",
        "page_unreadable": "En sida är skadad och lästes inte.",
        "too_small": "Texten i bilden är för liten eller suddig för att läsas säkert. Gå närmare, eller fotografera bara tabellen.",
        "part_panel": "näringsvärden",
        "part_directions": "dosering",
        "part_ingredients": "ingredienser",
        "part_statements": "obligatoriska uppgifter",
        "check": "kontrollera",
        "undecided": "Kan inte avgöras",
        "doseless": "Kan inte avgöras utan dagsdos ({count})",
        "claims": "Påståenden på etiketten ({count})",
        "label_law": "Märkningen ({count}), för den som säljer produkten",
        "unseen": "Syns inte här ({count})",
        "together": "Tillsammans per dag",
        "of_products": "{count} produkter tillsammans",
        "no_amount": "okänd mängd",
        "on_sums": "När produkterna tas tillsammans",
        "on_its_own": "{product}, för sig",
        "nothing_found": "Summorna ger inget att anmärka på.",
        "about": "ca",
        "not_counted": "Inte medräknat",
        "nameless": "hör inte till någon rad i tabellen: {amount}",
        "nrv_is": "DRI: dagligt referensintag för vuxna i EU.",
        "for_children": "Doseringen gäller barn. Etiketten anger ingen för vuxna.",
        "dose_unused": "Av doseringen förstods inte {words}.",
        "dose_depends": "Etikettens dos beror på {traits}: ange det för ett snävare svar.",
        "by_age": "ålder",
        "by_sex": "kön",
        "by_weight": "kroppsvikt",
        "by_activity": "träning eller vila",
        "quoted": "”{words}”",
        "other_reference": "Etikettens egna procenttal utgår från andra referensvärden: {title}.",
        "part": "varav",
        "nutrient": "Näringsämne",
        "amount": "Mängd",
        "nrv": "av DRI",
        "basis": "Avser",
        "notes": "Att kontrollera",
        "read": "Läst på etiketten",
        "ingredients": "Ingredienser",
        "day": "per dag",
        "every": "var {days}:e dag",
        "every_2": "varannan dag",
        "every_3": "var tredje dag",
        "every_7": "i veckan",
        "reading": "Läser {name}",
        "box_ok": "Heldragen ruta: inget talar emot avläsningen.",
        "box_check": "Streckad ruta och utropstecken: jämför med etiketten.",
        "upper": "Övre gräns",
        "above": "över gränsen",
        "above_high": "över gränsen vid den högsta dosen",
        "efsa_is": "Övre gräns: den mängd per dag som EFSA bedömer vara säker. För magnesium och folsyra räknas bara "
        "tillskott, för andra ämnen även det som maten ger.",
        "nasem_is": "Övre gräns: den mängd per dag som USA:s National Academies bedömer vara säker.",
        "upper_by_form": "{nutrient}: övre gränsen beror på formen, som etiketten inte anger: {levels}.",
        "upper_of_form": "{level} för {form}",
        "served": "Etiketten anger mängder",
        "per": "per",
        "per_dose": "per dagsdos",
        "and": " och ",
        "container": "{count} portioner i förpackningen",
    },
    "en": {
        "dose": "Dosage",
        "no_dose": "The label gives no daily dose, so the intake per day cannot be worked out.",
        "dose_not_counted": "The label does not say how much a daily dose is.",
        "per_day": "Per day",
        "no_panel": "No nutrient table was found in the text.",
        "empty": "The file is empty.",
        "not_seen": "Not seen in the picture: {parts}. Add the other sides of the package, with --as-one or as further pictures of the product.",
        "several_labels": "The file shows several labels with different amounts. Check one at a time: the amounts are of no one product.",
        "hidden_text": "The PDF holds text that its page does not show. Only what shows is counted.",
        "attachment": "Files attached to the PDF were not read.",
        "page_unreadable": "A page is damaged and was not read.",
        "too_small": "The print in the picture is too small or blurred to be read for certain. Go nearer, or photograph the table alone.",
        "part_panel": "nutrient amounts",
        "part_directions": "directions",
        "part_ingredients": "ingredients",
        "part_statements": "mandatory statements",
        "check": "check this",
        "undecided": "Cannot be told",
        "doseless": "Cannot be told without a daily dose ({count})",
        "claims": "What the label claims ({count})",
        "label_law": "Labelling ({count}), for whoever sells the product",
        "unseen": "Not seen here ({count})",
        "together": "Together per day",
        "of_products": "{count} products taken together",
        "no_amount": "amount not known",
        "on_sums": "When the products are taken together",
        "on_its_own": "{product}, on its own",
        "nothing_found": "The sums call for no remark.",
        "about": "about",
        "not_counted": "Not counted",
        "nameless": "belongs to no row of the table: {amount}",
        "nrv_is": "NRV: the EU's nutrient reference value for adults.",
        "for_children": "The dosage is for children. None for adults was found on the label.",
        "dose_unused": "Of the directions {words} was not understood.",
        "dose_depends": "The label's dose depends on {traits}: tell it for a narrower answer.",
        "by_age": "age",
        "by_sex": "sex",
        "by_weight": "body weight",
        "by_activity": "training or rest",
        "quoted": "“{words}”",
        "other_reference": "The label's own percentages are of other reference values: {title}.",
        "part": "of which",
        "nutrient": "Nutrient",
        "amount": "Amount",
        "nrv": "of NRV",
        "basis": "For",
        "notes": "To check",
        "read": "Read from the label",
        "ingredients": "Ingredients",
        "day": "a day",
        "every": "every {days} days",
        "every_2": "every other day",
        "every_3": "every third day",
        "every_7": "a week",
        "reading": "Reading {name}",
        "box_ok": "Whole line: nothing contradicts the reading.",
        "box_check": "Dashed line and exclamation mark: compare with the label.",
        "upper": "Upper level",
        "above": "above the level",
        "above_high": "above the level at the highest dose",
        "efsa_is": "Upper level: the amount a day that EFSA judges to be safe. For magnesium and folic acid only "
        "supplements count, for others food counts as well.",
        "nasem_is": "Upper level: the amount a day that the US National Academies judge to be safe.",
        "upper_by_form": "{nutrient}: the upper level depends on the form, which the label does not tell: {levels}.",
        "upper_of_form": "{level} for {form}",
        "served": "The label gives amounts",
        "per": "per",
        "per_dose": "per daily dose",
        "and": " and ",
        "container": "{count} servings in the pack",
    },
}

REFERENCES: Final[dict[str, str]] = {
    "eu-nrv-2011": "EU:s referensvärden",
    "eu-rda-1990": "EU:s gamla referensvärden från 1990",
    "us-dv-2016": "USA:s Daily Value",
    "us-dv-1995": "USA:s äldre Daily Value",
    "ca-dv-2016": "Kanadas Daily Value",
    "anz-rdi-2016": "Australiens och Nya Zeelands referensvärden",
    "codex-nrv-r": "Codex Alimentarius",
    "efsa-ul": "EFSA:s övre gränser för mat och tillskott",
    "efsa-ul-supplemental": "EFSA:s övre gränser för tillskott",
    "nasem-ul": "USA:s och Kanadas övre gränser för mat och tillskott",
    "nasem-ul-supplemental": "USA:s och Kanadas övre gränser för tillskott",
    "dk-guidance": "Danmarks vägledande värden för kosttillskott",
    "de-bfr-2021": "tyska BfR:s förslag till högsta mängder i kosttillskott",
}
"""What the tables that labels and findings refer to are called in Swedish; in English by their titles."""

HTML: Final[dict[str, dict[str, str]]] = {
    "sv": {
        "title": "Etikettgranskning",
        "findings": "Vad granskningen visar",
        "nothing": "Granskningen hittade inget att anmärka på.",
        "more_sources": "{count} källor till",
        "one_more_source": "En källa till",
        "label": "Etiketten",
        "picture": "Bild av etiketten, sida",
        "boxes": "Lästa rader på sida",
        "chart": "Mängd per dag i förhållande till dagligt referensintag (logaritmisk skala)",
        "bar": "Andel",
        "upper": "Övre gräns",
        "upper_is": "Grönt streck: 100 % av DRI. Rött streck: övre gräns.",
        "bold_is": "Fet stil: kända former av vitaminer, mineraler och andra näringsämnen. Allergener märks inte ut här.",
        "sure": "Säkerhet",
        "details": "Teknik och ursprung",
        "percent_of": "Etikettens procenttal utgår från",
        "rules": "regler",
        "unreadable": "Kunde inte läsas",
    },
    "en": {
        "title": "Label report",
        "findings": "What the check shows",
        "nothing": "The check found nothing to remark.",
        "more_sources": "{count} more sources",
        "one_more_source": "One more source",
        "label": "The label",
        "picture": "Picture of the label, page",
        "boxes": "Rows read on page",
        "chart": "Amount per day against the nutrient reference value (logarithmic scale)",
        "bar": "Share",
        "upper": "Upper level",
        "upper_is": "Green line: 100 % of the NRV. Red line: the upper level.",
        "bold_is": "Bold: known forms of vitamins, minerals and other nutrients. Allergens are not marked here.",
        "sure": "Certainty",
        "details": "Details and provenance",
        "percent_of": "The label's percentages are of",
        "rules": "rules",
        "unreadable": "Could not be read",
    },
}

SEVERITY: Final[dict[str, dict[str, str]]] = {
    "sv": {
        "error": "FEL", "warning": "VARNING", "caution": "SE UPP",
        "notice": "OBSERVERA", "info": "VÄRT ATT VETA", "positive": "BRA",
    },
    "en": {
        "error": "ERROR", "warning": "WARNING", "caution": "CAUTION",
        "notice": "NOTICE", "info": "GOOD TO KNOW", "positive": "GOOD",
    },
}  # fmt: skip

BASIS: Final[dict[str, dict[str, str]]] = {
    "sv": {
        "law": "Lag", "authority": "Myndighet", "science": "Forskning", "opinion": "Åsikt, ingen gräns",
        "convention": "Praxis",
    },
    "en": {
        "law": "Law", "authority": "Authority", "science": "Research", "opinion": "Opinion, no limit",
        "convention": "Common practice",
    },
}  # fmt: skip

RULES: Final[dict[str, dict[str, str]]] = {
    "sv": {
        "why": "Varför",
        "problems": "Kända brister",
        "sources": "Källor",
        "none": "Inga, se varför.",
        "examples": "Exempel",
        "violated": "Slår till",
        "satisfied": "Slår inte till",
        "undetermined": "Kan inte avgöras",
    },
    "en": {
        "why": "Why",
        "problems": "Known problems",
        "sources": "Sources",
        "none": "None: see why.",
        "examples": "Examples",
        "violated": "Violated",
        "satisfied": "Satisfied",
        "undetermined": "Cannot be told",
    },
}
"""Headings of one rule's description."""

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
        "sv": "delarna väger mer än det de är delar av",
        "en": "the parts weigh more than what they are parts of",
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
