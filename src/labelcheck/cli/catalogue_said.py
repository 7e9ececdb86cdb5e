"""What a catalogue's run says on standard error, in the reader's language."""

from __future__ import annotations

from typing import Final

from labelcheck.catalogue.wording import number
from labelcheck.knowledge.printing import OutputLanguage

_SAID: Final[dict[str, dict[str, str]]] = {
    "en": {
        "done": "{rows} products: {read} read, {failed} could not be read; {kept} of them unchanged, not read again",
        "spark": "{rows} products: {read} read, {failed} could not be read; "
        "Spark reads all of them each time, --engine local only what changed",
        "baseline": "{file}: {n} findings are known from now on",
        "waived": "{n} findings are waived or in the baseline",
        "unneeded": "{file}:{line}: no finding of {rule} needs this waiver",
        "counting": "{n} findings at or above {level} count",
        "none": "the catalogue holds no products",
    },
    "sv": {
        "done": "{rows} produkter: {read} lästa, {failed} gick inte att läsa; {kept} av dem oförändrade och inte lästa igen",
        "spark": "{rows} produkter: {read} lästa, {failed} gick inte att läsa; "
        "Spark läser alla varje gång, --engine local bara det som ändrats",
        "baseline": "{file}: kända anmärkningar från och med nu: {n}",
        "waived": "anmärkningar som är godkända eller finns i baslinjen: {n}",
        "unneeded": "{file}:{line}: ingen anmärkning enligt {rule} behöver det här undantaget",
        "counting": "anmärkningar av graden {level} eller värre som räknas: {n}",
        "none": "katalogen innehåller inga produkter",
    },
}


def told(language: OutputLanguage, key: str, **values: int | str) -> str:
    r"""Return a line; whole numbers get their thousands apart.

    >>> told("sv", "waived", n=12345)
    'anmärkningar som är godkända eller finns i baslinjen: 12\xa0345'
    """
    shown = {k: number(language, v) if isinstance(v, int) else v for k, v in values.items()}
    return _SAID[language][key].format(**shown)
