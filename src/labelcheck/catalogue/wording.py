"""Words of the pages, in Swedish and English. Each text is written in its language, not translated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from labelcheck.knowledge import load
from labelcheck.knowledge.printing import DOSE_FORMS, UNITS, OutputLanguage, number_text, quantity_text
from labelcheck.render.arithmetic import arithmetic_in
from labelcheck.render.notes import note_text
from labelcheck.render.phrases import share_text
from labelcheck.render.refusal import in_swedish
from labelcheck.render.wording import BASIS, DISCLAIMER, SEVERITY, TEXTS

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "products": "products", "product": "Product", "findings": "findings", "ok_count": "read, nothing in doubt",
        "to_check": "to check", "failed_count": "could not be read", "twice": "ids given more than once",
        "amounts": "amounts read", "in_doubt": "amounts in doubt", "by_gravity": "Products by their gravest finding",
        "changed_since": "What changed since the last run", "first_run": "This is the first run into this folder.",
        "worst": "The worst products", "search": "Search", "search_in": "name, brand, id", "all": "all", "of": "of",
        "worst_are": "The {n} products with the gravest and most findings; all stand in the table of products. "
        "Rows are those of the file.",
        "none_bad": "No product has a finding of {bad}.", "by_rule": "By rule", "rule": "Rule", "undecided": "Undetermined",
        "by_brand": "By brand", "by_category": "By category", "brand": "Brand", "category": "Category", "id": "Id", "row": "Row",
        "nameless": "(none)", "some_of": "{n} of {all}, those with the most grave findings.", "share": "Share",
        "unread": "What could not be read, and why", "outcome": "Outcome", "why": "Why", "all_read": "Every product was read.",
        "first_of": "The first {n}; all stand in the table of products under status \u201cfailed\u201d.",
        "notes": "Notes on the products", "note": "Note", "none": "None.", "gravity": "Severity", "state": "Status",
        "findings_column": "Findings", "amounts_column": "Amounts", "products_column": "Products",
        "all_products": "All products", "dose": "Daily dose: {dose}.", "no_dose": "The label tells no daily dose.",
        "nutrient": "Nutrient", "amount": "Amount", "for": "For", "name": "Name",
        "diff": "What changed", "changes": "Changes", "what": "What", "change": "Change", "before": "Before", "after": "After",
        "first_changes": "The first {n}; all are in the CSV.", "finding": "Finding",
        "waived": "does not count", "intakes": "Amounts per day", "a_day": "Per day", "of_nrv": "% of NRV", "upper_level": "Upper level", "arithmetic": "How",
        "appeared": "appeared", "vanished": "vanished", "changed": "changed", "n_findings": "findings: {n}",
        "by_verdict": "Products by verdict", "above-level": "above a level", "look-out": "something to look out for",
        "cannot-tell": "cannot be told", "nothing-found": "nothing found",
        "of_health": "The verdict is of what concerns a person's health; all findings, of the label's law as well, stand below.",
        "no_changes": "Nothing has changed.", "about": "Check of food supplements",
    },
    "sv": {
        "products": "produkter", "product": "Produkt", "findings": "anmärkningar", "ok_count": "säkert lästa",
        "to_check": "bör kontrolleras", "failed_count": "gick inte att läsa", "twice": "id som förekommer flera gånger",
        "amounts": "lästa mängder", "in_doubt": "osäkra mängder", "by_gravity": "Produkter efter allvarligaste anmärkning",
        "changed_since": "Ändrat sedan förra körningen", "first_run": "Det här är den första körningen i mappen.",
        "worst": "Produkterna med de allvarligaste anmärkningarna", "search": "Sök", "search_in": "namn, varumärke, id", "all": "alla",
        "of": "av",
        "worst_are": "De {n} produkter som har de allvarligaste och flest anmärkningar. Alla finns i produkttabellen. "
        "Raderna är filens.",
        "none_bad": "Ingen produkt har anmärkningar av graden {bad}.", "by_rule": "Per regel", "rule": "Regel",
        "undecided": "Går ej att avgöra", "by_brand": "Per varumärke", "by_category": "Per kategori", "brand": "Varumärke",
        "category": "Kategori", "id": "Id", "row": "Rad", "nameless": "(saknas)",
        "some_of": "{n} av {all}: de med flest allvarliga anmärkningar.", "share": "Andel",
        "unread": "Det som inte gick att läsa, och varför", "outcome": "Utfall", "why": "Orsak",
        "all_read": "Alla produkter gick att läsa.",
        "first_of": "De första {n}. Alla finns i produkttabellen, med status \u201dfailed\u201d.",
        "notes": "Noterat om produkterna", "note": "Notering", "none": "Inga.", "gravity": "Allvarsgrad", "state": "Status",
        "findings_column": "Anmärkningar", "amounts_column": "Mängder", "products_column": "Produkter",
        "all_products": "Alla produkter", "dose": "Dagsdos: {dose}.", "no_dose": "Etiketten anger ingen dagsdos.",
        "nutrient": "Näringsämne", "amount": "Mängd", "for": "Avser", "name": "Namn",
        "diff": "Det här har ändrats", "changes": "Ändringar", "what": "Vad", "change": "Ändring", "before": "Före",
        "after": "Efter", "first_changes": "De första {n}. Alla finns i CSV-filen.", "finding": "Anmärkning",
        "waived": "räknas inte", "intakes": "Mängder per dag", "a_day": "Per dag", "of_nrv": "% av DRI", "upper_level": "Övre gräns", "arithmetic": "Uträkning",
        "appeared": "tillkom", "vanished": "försvann", "changed": "ändrades", "n_findings": "anmärkningar: {n}",
        "by_verdict": "Produkter efter slutsats", "above-level": "över en gräns", "look-out": "något att se upp med",
        "cannot-tell": "går inte att avgöra", "nothing-found": "inget hittat",
        "of_health": "Slutsatsen gäller det som rör hälsan. Alla anmärkningar, även de om märkningsregler, står nedanför.",
        "no_changes": "Inget har ändrats.", "about": "Kontroll av kosttillskott",
    },
}  # fmt: skip

CODES: Final[dict[str, dict[str, str]]] = {
    "en": {},
    "sv": {
        **{code: word.lower() for code, word in SEVERITY["sv"].items()},
        "ok": "ok", "check": "kontrollera", "failed": "ej läst", "undetermined": "går ej att avgöra",
        "read": "läst", "empty": "tom", "broken-row": "trasig rad", "too-large": "för stor", "missing-file": "filen saknas",
        "refused-path": "otillåten sökväg", "unreadable": "oläslig", "timeout": "tog för lång tid", "crashed": "kraschade",
        "out-of-memory": "minnet tog slut",
    },
}  # fmt: skip
"""What codes of the tables are called on a page; one that is not listed stands as it is."""


ADDED: Final[dict[str, tuple[str, ...]]] = {
    "en": ("labelcheck outcome", "labelcheck status", "labelcheck worst", "labelcheck findings", "labelcheck says",
           "labelcheck why", "labelcheck verdict"),
    "sv": ("labelcheck utfall", "labelcheck status", "labelcheck allvarligast", "labelcheck anmärkningar", "labelcheck säger",
           "labelcheck orsak", "labelcheck slutsats"),
}  # fmt: skip
"""Columns added to a file that is given back; the last two say why a product is to check, and what all comes to."""


NOTES: Final[dict[str, dict[str, str]]] = {
    "en": {
        "no-amounts": "no amount was found", "no-panel": "no nutrient table was found", "no-text": "no text was found",
        "text-too-small": "the print in the picture is too small or blurred",
        "empty": "the file is empty", "files-not-read": "the text had amounts; the files were not read",
        "one-of-several-files": "the files could not be read together; the one with the most amounts counts",
        "file-missing-file": "a file is missing", "file-refused-path": "a file's path was refused",
        "file-unreadable": "a file could not be read", "file-too-large": "a file is too large",
        "page-unreadable": "a page could not be read", "attachment": "files attached to the PDF were not read",
        "panel-not-seen": "the pictures show no nutrient amounts", "directions-not-seen": "the pictures show no directions",
        "ingredients-not-seen": "the pictures show no list of ingredients",
        "several-labels": "the file shows several labels with different amounts",
        "hidden-text": "a page holds text that it does not show", "dose-for-children": "the dosage is for children",
        "amount-outside-panel": "an amount belongs to no row of the table",
        "amount-not-understood": "an amount was not understood",
        "not-understood": "it was not understood for certain",
        "amounts-in-fields": "amounts were given in fields of their own; the label's other words were not seen",
        "no-number": "this is no number that is understood: “{}”",
        "ambiguous-number": "the number can be read in two ways: “{}”",
        "units-differ": "the cell has another unit than its column or row tells: “{}”",
        "unknown-unit": "the unit is not known, or is not told: “{}”",
        "unknown-nutrient": "the name or code is of no nutrient that is known",
        "amount-not-told": "no amount is told",
        "text-disagrees": "the text tells another amount",
        "name-disagrees": "the product's name tells another amount",
        "number-unread": "a number beside the same nutrient was not read",
        "more-than-the-whole": "the amount weighs more, alone or with others, than what it is given for",
        "as-prepared": "the amount is of the prepared product, as with milk",
        "piece-not-told": "the amount is for a piece, and the dose is counted in something else",
        "serving-disagrees": "the serving in words and in numbers differ",
        "estimated": "the amount was estimated, not declared",
        "unit-not-converted": "the source kept the number in another unit than it says",
        "column-not-understood": "the column's name says more than was understood",
        "text-of-parent": "the text is of the product that this is a variant of",
        "other-products-told": "the page tells amounts of other products, too",
        "several-products": "a table of the text tells amounts of several products",
        "not-in-other-table": "another table that tells of the products has no row of it: {}",
        "not-among-products": "rows of another table; the table of products has none of this number",
        "tables-disagree": "two tables tell different amounts of it",
        "dose-told-twice": "the directions and the number of times a day do not go together",
        "variants-differ": "the text is that of variants of other strengths or contents as well: {}",
        "amounts-from-name": "the amount stands in the product's name alone",
    },
    "sv": {
        "no-amounts": "inga mängder hittades", "no-panel": "ingen näringstabell hittades", "no-text": "ingen text hittades",
        "text-too-small": "texten i bilden är för liten eller suddig",
        "empty": "filen är tom", "files-not-read": "texten innehöll mängder; filerna lästes inte",
        "one-of-several-files": "filerna gick inte att läsa tillsammans; den med flest mängder gäller",
        "file-missing-file": "en fil saknas", "file-refused-path": "en fils sökväg godtogs inte",
        "file-unreadable": "en fil gick inte att läsa", "file-too-large": "en fil är för stor",
        "page-unreadable": "en sida gick inte att läsa", "attachment": "filer som är bifogade i PDF-filen lästes inte",
        "panel-not-seen": "bilderna visar inga näringsvärden", "directions-not-seen": "bilderna visar ingen dosering",
        "ingredients-not-seen": "bilderna visar ingen ingrediensförteckning",
        "several-labels": "filen visar flera etiketter med olika mängder",
        "hidden-text": "en sida innehåller text som inte syns", "dose-for-children": "doseringen gäller barn",
        "amount-outside-panel": "en mängd hör inte till någon rad i tabellen",
        "amount-not-understood": "en mängd gick inte att förstå",
        "not-understood": "det gick inte att förstå med säkerhet",
        "amounts-in-fields": "mängderna stod i egna fält; det övriga på etiketten syns inte här",
        "no-number": "inget tal som går att förstå: ”{}”",
        "ambiguous-number": "talet kan läsas på två sätt: ”{}”",
        "units-differ": "cellen har en annan enhet än kolumnen eller raden anger: ”{}”",
        "unknown-unit": "enheten är okänd eller saknas: ”{}”",
        "unknown-nutrient": "namnet eller koden hör inte till något känt ämne",
        "amount-not-told": "ingen mängd anges",
        "text-disagrees": "texten anger en annan mängd",
        "name-disagrees": "produktens namn anger en annan mängd",
        "number-unread": "ett tal vid samma ämne gick inte att läsa",
        "more-than-the-whole": "mängden väger, ensam eller ihop med andra, mer än det den anges för",
        "as-prepared": "mängden gäller den tillagade produkten, till exempel med mjölk",
        "piece-not-told": "mängden gäller ett stycke, och dosen räknas i något annat",
        "serving-disagrees": "portionen i ord och i siffror skiljer sig åt",
        "estimated": "mängden är uppskattad, inte deklarerad",
        "unit-not-converted": "källan har kvar talet i en annan enhet än den säger",
        "column-not-understood": "kolumnens namn säger mer än vad som gick att förstå",
        "text-of-parent": "texten hör till den produkt som det här är en variant av",
        "other-products-told": "sidan anger även mängder för andra produkter",
        "several-products": "en tabell i texten anger mängder för flera produkter",
        "not-in-other-table": "en annan tabell om produkterna har ingen rad för den: {}",
        "not-among-products": "rader i en annan tabell; produkttabellen har inget sådant nummer",
        "tables-disagree": "två tabeller anger olika mängder av det",
        "dose-told-twice": "doseringen och antalet gånger om dagen går inte ihop",
        "variants-differ": "texten gäller även varianter med annan styrka eller annat innehåll: {}",
        "amounts-from-name": "mängden står bara i produktens namn",
    },
}  # fmt: skip
"""What notes on products are called on a page; those on readings are in :mod:`labelcheck.render.notes`."""


_SWEDISH: Final = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        ("no text, no amounts and no file", "varken text, mängder eller fil"),
        ("a quotation mark in this row is not closed", "ett citattecken på raden saknar sitt slut"),
        ("this row is no delimited text", "raden går inte att dela i kolumner"),
        (r"(\d+) cells under (\d+) columns", r"\1 celler under \2 kolumner"),
        ("no JSON object", "inget JSON-objekt"),
        ("no JSON: (.*)", r"ingen JSON (\1)"),
        ("nested too deeply", "för djupt nästlad"),
        (r"more than ([\d,]+) (?:bytes|characters) in one row", r"mer än \1 tecken på en rad"),
        (r"the sheet cannot be read further: (.*)", r"bladet går inte att läsa längre (\1)"),
        (r"the file breaks off: (.*)", r"filen är avbruten (\1)"),
        (r"the process that read it died(.*)", r"processen som läste den dog\1"),
        (r"it took longer than a product may take(.*)", r"det tog längre tid än en produkt får ta\1"),
        (r"the memory limit of a product was reached(.*)", r"den behövde mer minne än en produkt får ta\1"),
        (
            "an address; only files below the given folder are read",
            "en adress; bara filer under den angivna mappen läses",
        ),
        ("no folder is given below which files are read", "ingen mapp är angiven som filer läses ur"),
        ("leads out of the given folder", "leder ut ur den angivna mappen"),
        ("no such file", "filen finns inte"),
        ("no path of a file: (.*)", r"ingen sökväg till en fil (\1)"),
        ("no file", "ingen fil"),
    )
)
"""What the reasons of failures are called in Swedish."""


def reason(language: OutputLanguage, detail: str) -> str:
    """Return why a product could not be read; names and figures stay, and what has no words stands as the tables have it.

    >>> reason("sv", "no JSON object"), reason("sv", "a.jpg: no such file"), reason("sv", "16 cells under 3 columns")
    ('inget JSON-objekt', 'a.jpg: filen finns inte', '16 celler under 3 kolumner')
    """
    if language != "sv":
        return detail
    told = _in_swedish(detail)
    at = detail.find(": ")
    while told is None and at >= 0:
        rest = _in_swedish(detail[at + 2 :])
        told = None if rest is None else f"{detail[:at]}: {rest}"
        at = detail.find(": ", at + 2)
    return told or detail


def _in_swedish(text: str) -> str | None:
    for pattern, said in _SWEDISH:
        match = pattern.fullmatch(text)
        if match:
            told = match.expand(said).replace(" (exit code ", " (slutkod ")
            return re.sub(r"(?<=\d),(?=\d{3})", "\u00a0", told)
    return in_swedish(text)


def noted(language: OutputLanguage, note: str) -> str:
    """Return a note on a product or a reading in words.

    >>> noted("sv", "no-amounts"), noted("en", "first-read-as: 25 mg")
    ('inga mängder hittades', 'first read as 25 mg')
    """
    code, _, value = note.partition(": ")
    said = NOTES[language].get(code)
    return note_text(note, language) if said is None else said.format(value)


def amount(language: OutputLanguage, reading: Mapping[str, Any]) -> str:
    """Return the amount of a row of the readings."""
    values = [number_text(Decimal(v), language) for v in (reading["value"], reading["high"]) if v]
    unit = UNITS[language].get(reading["unit"], reading["unit"])
    words = (f"{reading['bound'] or ''}{'–'.join(values)}", unit, reading["qualifier"])
    return " ".join(w for w in words if w) if values else ""


def per_day(language: OutputLanguage, intake: Mapping[str, Any]) -> str:
    """Return the amount a day of a row of the intakes."""
    return share_text(Decimal(intake["low"]), Decimal(intake["high"]), intake["unit"], language)


def share(language: OutputLanguage, intake: Mapping[str, Any]) -> str:
    """Return the share of the NRV of a row of the intakes."""
    told = intake["nrv_share"]
    return "" if told is None else f"{number_text((Decimal(told) * 100).quantize(Decimal(1)), language)} %"


def level(language: OutputLanguage, intake: Mapping[str, Any]) -> str:
    """Return the upper level of a row of the intakes."""
    told = intake["upper_level"]
    return "" if told is None else quantity_text(Decimal(told), intake["unit"], language)


def basis(language: OutputLanguage, reading: Mapping[str, Any]) -> str:
    """Return what the amount of a row of the readings is for.

    >>> basis("sv", {"basis": "unit", "basis_quantity": "2", "basis_of": "capsule"})
    '2 kapslar'
    """
    kind, quantity, of = reading["basis"], reading["basis_quantity"], reading["basis_of"]
    if kind in ("per-100-g", "per-100-ml"):
        return "100 g" if kind == "per-100-g" else "100 ml"
    if quantity and of:
        one, many = DOSE_FORMS[language].get(of, (of, of))
        return f"{number_text(Decimal(quantity), language)} {one if Decimal(quantity) <= 1 else many}"
    if kind == "daily-dose":
        return TEXTS[language]["day"]
    return DOSE_FORMS[language]["serving"][0] if kind == "serving" else ""


def said(language: str, code: str) -> str:
    """Return what a severity, a status or an outcome is called."""
    return CODES[language].get(code, code)


def number(language: str, value: int) -> str:
    r"""Return a number with its thousands apart.

    >>> number("en", 12345), number("sv", 12345)
    ('12,345', '12\xa0345')
    """
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", "\u00a0")


def context(language: OutputLanguage) -> dict[str, object]:
    """Return what every page's template needs to speak a language."""
    names = load().names[language]
    return {
        "reason": lambda detail: reason(language, detail),
        "noted": lambda note: noted(language, note),
        "amount": lambda reading: amount(language, reading),
        "basis": lambda reading: basis(language, reading),
        "per_day": lambda intake: per_day(language, intake),
        "share": lambda intake: share(language, intake),
        "arithmetic": lambda intake: arithmetic_in(intake["arithmetic"], language),
        "level": lambda intake: level(language, intake),
        "nutrient": lambda nutrient: names.get(nutrient, nutrient),
        "grounds": BASIS[language],
        "language": language,
        "line": lambda product: product["row"] + 1 if product["line"] is None else product["line"],
        "t": WORDS[language],
        "said": lambda code: said(language, code),
        "counted": lambda value: number(language, value),
        "disclaimer": DISCLAIMER[language],
    }
