"""Words of the pages, in Swedish and English. Each text is written in its language, not translated."""

from __future__ import annotations

from typing import Final

from labelcheck.render.wording import DISCLAIMER, SEVERITY

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "products": "products", "product": "Product", "findings": "findings", "ok_count": "read, nothing in doubt",
        "to_check": "to check", "failed_count": "could not be read", "twice": "ids given more than once",
        "amounts": "amounts read", "in_doubt": "amounts in doubt", "by_gravity": "Products by their gravest finding",
        "changed_since": "What changed since the last run", "first_run": "This is the first run into this folder.",
        "worst": "The worst products", "search": "Search", "search_in": "name, brand, id", "all": "all", "of": "of",
        "worst_are": "The {n} products with the gravest and most findings; all stand in the table of products.",
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
        "appeared": "appeared", "vanished": "vanished", "changed": "changed",
    },
    "sv": {
        "products": "produkter", "product": "Produkt", "findings": "anmärkningar", "ok_count": "lästa utan tvekan",
        "to_check": "bör kontrolleras", "failed_count": "gick inte att läsa", "twice": "id som förekommer flera gånger",
        "amounts": "lästa mängder", "in_doubt": "osäkra mängder", "by_gravity": "Produkter efter allvarligaste anmärkning",
        "changed_since": "Ändrat sedan förra körningen", "first_run": "Det här är den första körningen i mappen.",
        "worst": "Produkterna med allvarligast anmärkningar", "search": "Sök", "search_in": "namn, varumärke, id", "all": "alla",
        "of": "av",
        "worst_are": "De {n} produkter som har allvarligast och flest anmärkningar. Alla finns i produkttabellen.",
        "none_bad": "Ingen produkt har anmärkningar av graden {bad}.", "by_rule": "Per regel", "rule": "Regel",
        "undecided": "Går ej att avgöra", "by_brand": "Per varumärke", "by_category": "Per kategori", "brand": "Varumärke",
        "category": "Kategori", "id": "Id", "row": "Rad", "nameless": "(saknas)",
        "some_of": "{n} av {all}: de med flest allvarliga anmärkningar.", "share": "Andel",
        "unread": "Det som inte gick att läsa, och varför", "outcome": "Utfall", "why": "Orsak",
        "all_read": "Alla produkter gick att läsa.",
        "first_of": "De första {n}. Alla finns i produkttabellen, med status \u201dfailed\u201d.",
        "notes": "Noterat om produkterna", "note": "Notering", "none": "Inga.", "gravity": "Allvar", "state": "Status",
        "findings_column": "Anmärkningar", "amounts_column": "Mängder", "products_column": "Produkter",
        "all_products": "Alla produkter", "dose": "Dagsdos: {dose}.", "no_dose": "Etiketten anger ingen dagsdos.",
        "nutrient": "Näringsämne", "amount": "Mängd", "for": "Avser", "name": "Namn",
        "diff": "Det här har ändrats", "changes": "Ändringar", "what": "Vad", "change": "Ändring", "before": "Före",
        "after": "Efter", "first_changes": "De första {n}. Alla finns i CSV-filen.", "finding": "Anmärkning",
        "appeared": "tillkom", "vanished": "försvann", "changed": "ändrades",
    },
}  # fmt: skip

CODES: Final[dict[str, dict[str, str]]] = {
    "en": {},
    "sv": {
        **{code: word.lower() for code, word in SEVERITY["sv"].items()},
        "ok": "ok", "check": "kontrollera", "failed": "ej läst", "undetermined": "går ej att avgöra",
        "empty": "tom", "broken-row": "trasig rad", "too-large": "för stor", "missing-file": "filen saknas",
        "refused-path": "otillåten sökväg", "unreadable": "oläslig", "timeout": "tog för lång tid", "crashed": "kraschade",
        "out-of-memory": "minnet tog slut",
    },
}  # fmt: skip
"""What codes of the tables are called on a page; one that is not listed stands as it is."""


def said(language: str, code: str) -> str:
    """Return what a severity, a status or an outcome is called."""
    return CODES[language].get(code, code)


def number(language: str, value: int) -> str:
    r"""Return a number with its thousands apart.

    >>> number("en", 12345), number("sv", 12345)
    ('12,345', '12\xa0345')
    """
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", "\u00a0")


def context(language: str) -> dict[str, object]:
    """Return what every page's template needs to speak a language."""
    return {
        "language": language,
        "t": WORDS[language],
        "said": lambda code: said(language, code),
        "counted": lambda value: number(language, value),
        "disclaimer": DISCLAIMER[language],
    }
