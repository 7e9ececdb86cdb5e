"""Numbers, units and dose forms as people read them, in the languages that answers are given in."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

OutputLanguage = Literal["sv", "en"]
OUTPUT_LANGUAGES: Final[tuple[OutputLanguage, ...]] = ("sv", "en")

_SMALLEST: Final = Decimal("0.000001")
_DECIMALS: Final = 7
UNITS: Final[dict[str, dict[str, str]]] = {"sv": {"IU": "IE"}, "en": {}}

LARGE: Final[dict[str, dict[int, tuple[str, str]]]] = {
    "sv": {10**9: ("miljard", "miljarder"), 10**6: ("miljon", "miljoner")},
    "en": {10**9: ("billion", "billion"), 10**6: ("million", "million")},
}

DOSE_FORMS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "sv": {
        "tablet": ("tablett", "tabletter"),
        "capsule": ("kapsel", "kapslar"),
        "drop": ("droppe", "droppar"),
        "spray": ("spraydos", "spraydoser"),
        "scoop": ("skopa", "skopor"),
        "gram": ("g", "g"),
        "ml": ("ml", "ml"),
        "gummy": ("tuggbit", "tuggbitar"),
        "sachet": ("påse", "påsar"),
        "ampoule": ("ampull", "ampuller"),
        "teaspoon": ("tesked", "teskedar"),
        "tablespoon": ("matsked", "matskedar"),
        "bottle": ("flaska", "flaskor"),
        "piece": ("st", "st"),
        "serving": ("portion", "portioner"),
    },
    "en": {
        "tablet": ("tablet", "tablets"),
        "capsule": ("capsule", "capsules"),
        "drop": ("drop", "drops"),
        "spray": ("spray", "sprays"),
        "scoop": ("scoop", "scoops"),
        "gram": ("g", "g"),
        "ml": ("ml", "ml"),
        "gummy": ("gummy", "gummies"),
        "sachet": ("sachet", "sachets"),
        "ampoule": ("ampoule", "ampoules"),
        "teaspoon": ("teaspoon", "teaspoons"),
        "tablespoon": ("tablespoon", "tablespoons"),
        "bottle": ("bottle", "bottles"),
        "piece": ("piece", "pieces"),
        "serving": ("serving", "servings"),
    },
}


def number_text(value: Decimal, language: OutputLanguage) -> str:
    """Return a number as the language prints it: "1 250,5" in Swedish, "1,250.5" in English."""
    text = f"{value:,f}"
    if language == "sv":
        return text.replace(",", "\u00a0").replace(".", ",")
    return text


def tidy(value: Decimal) -> Decimal:
    """Return the value without trailing zeros and never in exponent form, to six decimals."""
    text = str(value)
    if text.isdigit():
        return value
    if "." not in text or "E" in text or len(text) - text.index(".") > _DECIMALS:
        text = format(value.quantize(_SMALLEST), "f")
    elif text[-1] != "0":
        return value
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def rounded(value: Decimal, *, estimated: bool = False) -> Decimal:
    """Return at most three decimals, or three digits of an estimate: enough to show and not to mislead."""
    places = Decimal("0.001")
    if estimated and value:
        places = Decimal(1).scaleb(max(-3, min(0, value.adjusted() - 2)))
    shown = value.quantize(places, ROUND_HALF_UP).normalize()
    return shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown


def quantity_text(value: Decimal, unit: str, language: OutputLanguage) -> str:
    """Return an amount as people read it: bacteria in millions and billions, the unit in the language's own sign."""
    if unit == "CFU":
        for size, (one, many) in LARGE[language].items():
            if value >= size:
                count = value / size
                return f"{number_text(rounded(count), language)} {one if count == 1 else many} CFU"
    return f"{number_text(value, language)} {UNITS[language].get(unit, unit)}"


def dose_form_text(count: Decimal, of: str, language: OutputLanguage) -> str:
    """Return "2 kapslar" for 2 of "capsule"."""
    one, many = DOSE_FORMS[language].get(of, (of, of))
    return f"{number_text(rounded(count), language)} {one if count <= 1 else many}"
