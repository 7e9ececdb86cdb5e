"""What directions say, in every language: the table in phrases.yaml."""

from pathlib import Path

import pytest
import yaml

import labelcheck
from labelcheck.knowledge import load

ROWS = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))
PANEL = {
    "da": "Indhold pr. tablet: zink 10 mg", "de": "Zusammensetzung pro Tablette: Zink 10 mg", "en": "Per tablet: zinc 10 mg",
    "es": "Contenido por comprimido: zinc 10 mg", "fi": "Ravintosisältö / 1 tabletti: sinkkiä 10 mg",
    "fr": "Composition pour 1 comprimé : zinc 10 mg", "it": "Contenuto per 1 compressa: zinco 10 mg",
    "is": "Innihald í 1 töflu: sink 10 mg", "nb": "Innhold per tablett: sink 10 mg", "nl": "Samenstelling per tablet: zink 10 mg", "pl": "Zawartość w 1 tabletce: cynk 10 mg",
    "ru": "Состав на 1 таблетку: цинк 10 мг", "sv": "Innehåll per tablett: zink 10 mg",
}  # fmt: skip
CASES = [
    (row, code, phrase)
    for row, languages in ROWS.items()
    for code, phrases in languages.items()
    if code != "dose"
    for phrase in phrases
]


@pytest.mark.parametrize("row", ROWS)
def test_every_language_fills_every_row(row: str) -> None:
    assert set(ROWS[row]) - {"dose"} == set(load().dosing)


@pytest.mark.parametrize(("row", "code", "phrase"), CASES, ids=[f"{r} {c} {p[:20]!r}" for r, c, p in CASES])
def test_a_phrase_is_read(row: str, code: str, phrase: str) -> None:
    low, high, status = ROWS[row]["dose"]
    dose = labelcheck.read_text(f"Prov\n{phrase}\n{PANEL[code]}\n").daily_dose
    assert dose is not None, phrase
    assert (round(float(dose.low), 4), round(float(dose.high), 4), dose.status) == (low, high, status), dose
