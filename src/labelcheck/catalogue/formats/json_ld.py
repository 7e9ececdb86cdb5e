"""schema.org products as JSON-LD: a file of it, or the script elements of a saved HTML page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from labelcheck.catalogue.amounts import Measured, is_strength, measured, unit_of
from labelcheck.catalogue.cards import without_cards
from labelcheck.catalogue.column_names import column_field, field_of_key
from labelcheck.catalogue.columns import amount_column, cell_text, of_serving
from labelcheck.catalogue.containers import Head, Progress
from labelcheck.catalogue.encodings import decoded
from labelcheck.catalogue.format import Format, Input, Plan
from labelcheck.catalogue.grids import SEVERAL, tells_several
from labelcheck.catalogue.html import as_text
from labelcheck.catalogue.linked import LENT, listed, products_in
from labelcheck.catalogue.names import basis_of, printed_amount
from labelcheck.catalogue.product import Nutrient, Product
from labelcheck.catalogue.variants import of_strength
from labelcheck.catalogue.witnesses import OTHERS_TOLD
from labelcheck.errors import InputTooLarge, UnreadableFile
from labelcheck.model import ServingBasis
from labelcheck.pipeline import read_text

_LARGEST: Final = 256_000_000
_SCRIPT: Final = re.compile(r"<script\b[^<>]*>", re.IGNORECASE)
_SCRIPT_END: Final = re.compile(r"</script", re.IGNORECASE)
_CONTENTS: Final = {
    "calories": "energy", "fatContent": "fat", "saturatedFatContent": "saturated-fat", "carbohydrateContent": "carbohydrate",
    "sugarContent": "sugars", "fiberContent": "fibre", "proteinContent": "protein", "sodiumContent": "sodium",
    "cholesterolContent": "cholesterol", "transFatContent": "trans-fat", "unsaturatedFatContent": "",
}  # fmt: skip
"""Properties of NutritionInformation; fat that is not saturated is of two kinds together, which we have no id for."""
_CALORIES: Final = re.compile(r"(?P<number>.*\d)[ ]*(?:[kK]?[cC]al(?:orie)?s?)?")
_PLAIN: Final = re.compile(r"[\d.]+")


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    if head is not None:
        return 15 if "@type" in head.columns else 0
    if path.suffix.lower() in (".jsonld", ".json", ".html", ".htm"):
        sure = b"schema.org" in first or path.suffix.lower() == ".jsonld"
        return 10 if sure else 5 if path.suffix.lower() in (".html", ".htm") else 0
    return 0


def _plan(source: Input, head: Head | None) -> Plan:
    del head
    documents = _documents(source.path)
    page, others = _page(source.path) if source.path.suffix.lower() in (".html", ".htm") else ("", ())

    def products(progress: Progress) -> Iterator[Product]:
        progress.total = len(documents)
        told = [isinstance(d, str) or any(True for _ in products_in(d)) for d in documents]
        several = sum(1 for d in documents if not isinstance(d, str) for _ in products_in(d)) > 1
        for document in documents:
            progress.done += 1
            if isinstance(document, str):
                yield Product(None, outcome="broken-row", detail=document)
            elif not page or several:
                yield from map(_product, products_in(document))
            else:
                yield from (_on_page(_product(v), page, others) for v in products_in(document))
        if page and not any(told):
            yield Product(source.path.stem, text=page or None, notes=others)

    return Plan("json-ld", (f"documents: {len(documents):,}",), products)


def _documents(path: Path) -> list[Any]:
    if path.stat().st_size > _LARGEST:
        raise InputTooLarge(path.name, f"more than {_LARGEST:,} bytes of JSON-LD")
    text = decoded(path.read_bytes())
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        parts = [line for line in text.splitlines() if line.strip()]
    elif path.suffix.lower() in (".html", ".htm"):
        parts = list(_scripts(text))
    else:
        parts = [text]
    documents: list[Any] = [_parsed(p) for p in parts]
    if path.suffix.lower() in (".html", ".htm"):
        return documents  # the page itself tells what they do not
    if not documents or (len(documents) == 1 and isinstance(documents[0], str)):
        raise UnreadableFile(path.name, documents[0] if documents else "no JSON-LD in this page")
    return documents


def _page(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return what a saved page says, without what stands on all pages of a shop and without cards of other products, and notes on it."""
    page = without_cards(_main_part(decoded(path.read_bytes())))
    text = as_text(page.html)
    others = (OTHERS_TOLD,) if page.doubtful or _tells_others(text) else ()
    return text, (*others, *((SEVERAL,) if tells_several(page.html) else ()))


def _scripts(text: str) -> Iterator[str]:
    """Yield what stands in a page's scripts of JSON-LD."""
    at = 0
    while (begin := _SCRIPT.search(text, at)) is not None:
        end = _SCRIPT_END.search(text, begin.end())
        if end is None:
            return
        if "application/ld+json" in begin[0].lower():
            yield text[begin.end() : end.start()]
        at = end.end()


def _main_part(text: str) -> str:
    """Return a page without the elements that stand around its main part; one that never ends is no element."""
    tags = list(_AROUND.finditer(text))
    last = {t["name"].lower(): t.start() for t in tags if t["end"]}
    parts: list[str] = []
    at, within = 0, ""
    for tag in tags:
        name = tag["name"].lower()
        if not within and not tag["end"] and last.get(name, -1) > tag.start():
            parts.append(text[at : tag.start()])
            within = name
        elif within == name and tag["end"]:
            at, within = tag.end(), ""
    return " ".join([*parts, text[at:]])


_AROUND: Final = re.compile(r"<(?P<end>/?)(?P<name>nav|header|footer|aside|form)\b[^<>]*>", re.IGNORECASE)


def _on_page(product: Product, page: str, others: tuple[str, ...]) -> Product:
    """Return the only product of a page with what the page says of it: a source where its data tell no amounts, else a witness."""
    said = " ".join(page.split())
    lines = [line for line in (product.text or "").split("\n") if line.strip() and " ".join(line.split()) not in said]
    return product._replace(text="\n".join([*lines, page]) or None, notes=(*product.notes, *others))


def _tells_others(page: str) -> bool:
    """Tell whether a page tells amounts of other products, too: below "Related products", or in what buyers say."""
    lines = page.split("\n")
    heads = (
        i for i, line in enumerate(lines) if len(line) <= _HEADING and field_of_key(line.rstrip(" :…")) == "related"
    )
    first = next(heads, None)
    if first is None:
        return False
    told = read_text("\n".join(lines[first + 1 :])[:_SEARCHED]).readings
    return any(r.amount is not None for r in told)


_HEADING: Final = 60
_SEARCHED: Final = 100_000


def _parsed(text: str) -> Any:  # noqa: ANN401
    try:
        return json.loads(text)
    except ValueError as error:
        return f"no JSON: {error}"
    except RecursionError:
        return "nested too deeply"


def _product(value: dict[str, Any]) -> Product:
    texts = [as_text(cell_text(value.get(k))) for k in ("description", "dosageForm", "disambiguatingDescription")]
    texts += [as_text(_dose(key, intake)) for key in _DOSES for intake in _intakes(value.get(key))]
    ingredients = as_text(cell_text(value.get("activeIngredient") or value.get("ingredients")))
    if ingredients:
        texts.append(f"Ingredients: {ingredients}")
    nutrients = []
    for entry in listed(value.get("additionalProperty")):
        nutrient = _property(entry)
        if nutrient:
            nutrients.append(nutrient)
        elif entry.get("name"):
            unit = entry.get("unitText") or ""
            texts.append(f"{cell_text(entry['name'])}: {cell_text(entry.get('value'))} {unit}".strip())
    size = _size(value)
    nutrients = [of_serving(n, size) for n in nutrients]
    nutrients += [n for entry in listed(value.get("nutrition")) for n in _nutrition(entry)]
    keys = ("sku", "gtin13", "gtin14", "gtin12", "gtin8", "gtin", "productID", "mpn", "@id")
    product = Product(
        next((cell_text(value[k]) for k in keys if value.get(k)), None),
        cell_text(value.get("name")) or None,
        cell_text(value.get("brand") or value.get("manufacturer")) or None,
        cell_text(value.get("category")) or None,
        (cell_text(value.get("inLanguage")) or "")[:2] or None,
        "\n".join(filter(None, texts)) or None,
        nutrients=tuple(nutrients),
        notes=("text-of-parent",) if value.get(LENT) else (),
    )
    options = [(o,) for k in _CHOICES if is_strength(o := cell_text(value.get(k)))] if value.get(LENT) else []
    return of_strength(product, options)


_CHOICES: Final = ("size",)
"""Properties that tell variants apart by their strength."""


def _size(value: dict[str, Any]) -> ServingBasis | None:
    """Return the serving that the properties tell, which is what those per serving are for; None where two differ."""
    told = {
        cell_text(e.get("value")) for e in listed(value.get("additionalProperty")) if column_field(cell_text(e.get("name"))) == "serving"
    }  # fmt: skip
    return basis_of(next(iter(told))) if len(told) == 1 else None


def _intakes(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else [value]


def _dose(key: str, intake: Any) -> str:  # noqa: ANN401
    """Return an intake in words; a schedule tells its dose, and whose it is, in fields of its own."""
    if isinstance(intake, dict) and intake.get("doseValue"):
        words = " ".join(filter(None, (cell_text(intake.get(k)) for k in ("doseValue", "doseUnit", "frequency"))))
        return ": ".join(filter(None, (_DOSES[key], cell_text(intake.get("targetPopulation")), words)))
    told = cell_text(intake)
    return told if key in _SAID_ALONE or not told else f"{_DOSES[key]}: {told}"


_DOSES: Final = {"recommendedIntake": "Dosage", "maximumIntake": "Maximum intake"}
"""What intakes are called on labels."""
_SAID_ALONE: Final = ("recommendedIntake",)


def _property(entry: dict[str, Any]) -> Nutrient | None:
    """Return a PropertyValue whose name and unit are those of a nutrient's amount; None of any other."""
    unit = unit_of(entry.get("unitText")) or unit_of(entry.get("unitCode"))
    name = cell_text(entry.get("name"))
    column = amount_column(f"{name} ({unit})") if unit else None
    if column is None:
        return None
    return column.nutrient_of(entry.get("value")) or column.nutrient_of("?")


def _nutrition(entry: dict[str, Any]) -> Iterator[Nutrient]:
    """Yield the amounts of a NutritionInformation; what cannot be read is a reading to check."""
    told = cell_text(entry.get("servingSize"))
    basis = basis_of(told) if told else None
    kind = "serving" if basis is None else basis.kind
    per = None if basis is None or basis.quantity is None else format(basis.quantity, "f")
    why = f"basis-not-told: {told[:40]}" if told and basis is None else None
    contents = {k: v for k, v in entry.items() if k == "calories" or k.endswith(_CONTENT)}
    for key, content in contents.items():
        text = _weight(content)
        if not text:
            continue
        found = _content(key, text)
        known = key in _CONTENTS
        yield Nutrient(
            key if known else _WORDS.sub(" ", key.removesuffix(_CONTENT)), _CONTENTS.get(key), found.value, found.unit, basis=kind, quantity=per,
            of=None if basis is None else basis.of, note=found.note or why, bound=found.bound, high=found.high,
        )  # fmt: skip


_CONTENT: Final = "Content"
_WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _weight(content: Any) -> str:  # noqa: ANN401
    """Return a weight in words, also of one that has its number and unit in fields of their own."""
    told = content if isinstance(content, dict) else {}
    unit = cell_text(told.get("unitText")) or unit_of(told.get("unitCode")) or ""
    return f"{cell_text(content).strip()} {unit}".strip()


def _content(key: str, text: str) -> Measured:
    if key == "calories":
        calories = _CALORIES.fullmatch(text)
        found = measured(calories["number"] if calories else text, "kcal" if calories else None)
        if found.note is not None:
            found = printed_amount(_CONTENTS[key], text) or found
        return found if found.note is None else found._replace(note=f"no-number: {text[:60]}")
    # the unit of a bare number is not said; grams are usual, and sodium in milligrams is, too
    return measured(text) if not _PLAIN.fullmatch(text) else measured(text)._replace(note=f"unknown-unit: {text[:60]}")


FORMAT = Format("json-ld", "schema.org products (JSON-LD)", _recognise, _plan)
