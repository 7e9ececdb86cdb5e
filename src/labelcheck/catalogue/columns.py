"""Which column of a table is what: by preset, by its name in the languages we know, or as the caller says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from labelcheck.catalogue.amounts import number, unit_of
from labelcheck.catalogue.html import as_text
from labelcheck.catalogue.product import Nutrient, Product
from labelcheck.catalogue.row import Broken, Row
from labelcheck.errors import UsageError

FIELDS: Final = (
    "id", "name", "brand", "category", "language", "text", "nutrition", "ingredients", "dose", "files",
)  # fmt: skip
"""What a column may hold. Several columns may hold text, nutrition, ingredients, dose and files."""

_NAMES: Final[dict[str, str]] = {
    "id": """id, sku, gtin, ean, upc, barcode, product id, article number, item number, code, handle, ean kod, gtin14, asin,
        artikelnr, artikelnummer, artikel nr, art nr, artnr, streckkod, produktid, varenr, varenummer, vare nr, stregkode,
        strekkode, produktnummer, tuotenumero, tuotekoodi, viivakoodi, artikel-nr, strichcode, artikelcode, référence,
        code-barres, code article, código, referencia, código de barras, codice, codice articolo, codice a barre, kod, indeks,
        kod kreskowy, numer artykułu, артикул, штрихкод, код""",
    "name": """name, title, product name, product, product title, item name, namn, produktnamn, benämning, produkt, artikelnamn,
        titel, rubrik, navn, produktnavn, varenavn, tittel, nimi, tuotenimi, tuote, produktname, bezeichnung, artikelname,
        naam, productnaam, nom, nom du produit, titre, désignation, nombre, título, producto, nome, nome prodotto, titolo,
        nazwa, nazwa produktu, tytuł, название, наименование, товар""",
    "brand": """brand, brands, vendor, manufacturer, brand name, varumärke, märke, tillverkare, leverantör, mærke, varemærke,
        merke, varemerke, produsent, producent, merkki, tuotemerkki, valmistaja, marke, hersteller, merk, fabrikant, marque,
        fabricant, marca, fabricante, marchio, produttore, marka, бренд, производитель, марка""",
    "category": """category, categories, product type, type, product category, kategori, kategorier, produkttyp, varugrupp,
        produktgrupp, varegruppe, produkttype, varegruppe, kategoria, tuoteryhmä, luokka, kategorie, warengruppe, categorie,
        productgroep, catégorie, rayon, categoría, categoria, grupa, категория, раздел""",
    "language": "language, lang, locale, språk, sprog, kieli, sprache, taal, langue, idioma, lingua, język, язык",
    "text": """text, label, label text, description, body, body html, long description, content, etikett, etikettext, etikettekst,
        beskrivning, produktbeskrivning, produkttext, innehåll, fakta, beskrivelse, produktbeskrivelse, varebeskrivelse,
        kuvaus, tuotekuvaus, teksti, beschreibung, produktbeschreibung, omschrijving, beschrijving, productomschrijving,
        description du produit, texte, descripción, texto, descrizione, testo, opis, opis produktu, etykieta, описание, текст""",
    "nutrition": """nutrition, nutrition facts, supplement facts, nutrition information, nutritional information, nutrients, contents,
        näringsvärde, näringsinnehåll, näringsdeklaration, innehållsdeklaration, näringsvärden, deklaration, næringsindhold,
        næringsinnhold, næringsdeklarasjon, varedeklaration, ravintosisältö, ravintoarvot, nährwerte, nährwertangaben,
        voedingswaarde, valeurs nutritionnelles, información nutricional, valori nutrizionali, wartości odżywcze,
        пищевая ценность, состав на порцию""",
    "ingredients": """ingredients, ingredients text, ingredient list, ingredienser, ingrediensförteckning, innehållsförteckning,
        ingrediensliste, ainesosat, ainekset, zutaten, zutatenliste, ingrediënten, ingrédients, ingredientes, ingredienti,
        składniki, skład, ингредиенты, состав""",
    "dose": """dose, dosage, directions, suggested use, recommended dose, daily dose, serving, how to use, dosering, användning,
        rekommenderad dos, daglig dos, dos, anbefalet dosering, dosering og anvendelse, anbefalt dosering, bruk, daglig dosis,
        annostus, käyttöohje, dosierung, verzehrempfehlung, einnahme, gebruik, posologie, conseils d'utilisation, dosis,
        modo de empleo, posología, dose giornaliera, modalità d'uso, dawkowanie, sposób użycia, дозировка, способ применения""",
    "files": """files, file, image path, image file, picture, pictures, photo, photos, pdf, label file, bild, bilder, bildfil, fil,
        billede, billeder, billedfil, bilde, bildefil, kuva, tiedosto, bild datei, bilddatei, datei, afbeelding, bestand,
        fichier, photo fichier, archivo, imagen, foto, immagine, zdjęcie, plik, фото, файл""",
}  # fmt: skip


def _folded(name: str) -> str:
    return re.sub(r"[\s_.:/()\[\]#-]+", " ", name.casefold()).strip()


_FIELD_OF: Final = {_folded(n): field for field, names in _NAMES.items() for n in names.split(",")}
_AMOUNT: Final = re.compile(
    r"(?P<name>.*?[^\W\d_].*?)[\s_,(\[]+(?P<unit>mg|µg|μg|ug|mcg|g|iu|ie|kj|kcal|cfu|ng)[)\]]?"
    r"(?:[\s_]*(?:/|per|pr\.?|pro|par|por)?[\s_]*(?P<per>100[\s_]*(?:g|ml)|day|dag|dagsdos|daily dose|daily_dose|tag|jour))?[)\]]?$",
    re.IGNORECASE,
)


def known(name: str) -> bool:
    """Tell whether a column of this name is understood."""
    return _folded(name) in _FIELD_OF or amount_column(name) is not None


class AmountColumn(NamedTuple):
    """A column of amounts of one nutrient."""

    name: str
    nutrient: str
    unit: str
    basis: str | None


@lru_cache(maxsize=4096)
def amount_column(name: str) -> AmountColumn | None:
    """Return what a column named "Magnesium (mg)" or "vitamin_d_ug per 100 g" holds, or None."""
    match = _AMOUNT.fullmatch(" ".join(name.split()))
    if match is None:
        return None
    from labelcheck.pipeline import read_text

    unit = unit_of(match["unit"])
    words = match["name"].replace("_", " ").strip(" ,([")
    found = [r for r in read_text(f"{words} 1 {unit}").readings if r.nutrient] if unit else []
    if len(found) != 1 or unit is None:
        return None
    per = (match["per"] or "").replace("_", "").replace(" ", "").lower()
    basis = {"100g": "per-100-g", "100ml": "per-100-ml", "": None}.get(per, "daily-dose")
    return AmountColumn(words, str(found[0].nutrient), unit, basis)


class Columns:
    """Names of columns by field, and the columns of amounts."""

    def __init__(
        self, by_field: Mapping[str, Sequence[str]], amounts: Mapping[str, AmountColumn] | None = None
    ) -> None:
        self.by_field = {f: tuple(c) for f, c in by_field.items()}
        self.amounts = dict(amounts or {})

    @property
    def wanted(self) -> tuple[str, ...]:
        """All columns that are looked at."""
        return tuple(dict.fromkeys([c for columns in self.by_field.values() for c in columns] + list(self.amounts)))

    def describe(self) -> list[str]:
        """Return one line per field, for people."""
        lines = [f"{field}: {', '.join(columns)}" for field, columns in self.by_field.items() if columns]
        return lines + [f"amounts of {a.nutrient} in {a.unit}: {column}" for column, a in self.amounts.items()]

    def product(self, row: Row | Broken) -> Product:
        """Return a row as a product. HTML in texts becomes plain text."""
        if isinstance(row, Broken):
            return Product(None, row.beginning or None, outcome=row.outcome, detail=row.why)  # type: ignore[arg-type]
        return Product(
            self._first("id", row),
            self._first("name", row),
            self._first("brand", row),
            self._first("category", row),
            (self._first("language", row) or "")[:2].lower() or None,
            self._text(row),
            tuple(f for c in self.by_field.get("files", ()) for f in _paths(row.get(c))),
            tuple(n for c, a in self.amounts.items() if (n := _nutrient(a, row.get(c))) is not None),
        )

    def _first(self, field: str, row: Row) -> str | None:
        for column in self.by_field.get(field, ()):
            if words := cell_text(row.get(column)).split():
                return " ".join(words)[:1000]
        return None

    def _text(self, row: Row) -> str | None:
        parts = []
        if self.by_field.get("text") or self.by_field.get("nutrition") or self.by_field.get("ingredients"):
            for field in ("text", "dose", "nutrition", "ingredients"):
                for column in self.by_field.get(field, ()):
                    value = as_text(cell_text(row.get(column)))
                    if value.strip():
                        parts.append(f"{column}: {value}" if field in ("dose", "ingredients") else value)
        return "\n".join(parts) or None


def cell_text(value: Any) -> str:  # noqa: ANN401
    """Return a cell as text; the first text of a list of translations."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, (cell_text(v) for v in value)))
    if isinstance(value, dict):
        return cell_text(next((value[k] for k in ("text", "value", "name", "@value") if value.get(k)), None))
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return str(value)


def _paths(value: Any) -> list[str]:  # noqa: ANN401
    values = value if isinstance(value, list) else re.split(r"[;|\n]", value) if isinstance(value, str) else []
    return [v.strip() for v in values if isinstance(v, str) and v.strip()]


def _nutrient(column: AmountColumn, value: Any) -> Nutrient | None:  # noqa: ANN401
    text = cell_text(value).strip()
    if not text:
        return None
    amount, note = number(text)
    return Nutrient(column.name, column.nutrient, amount, column.unit, basis=column.basis, note=note)


def find_columns(
    names: Sequence[str], chosen: Mapping[str, Sequence[str]], preset: Mapping[str, Sequence[str]] | None = None
) -> Columns:
    """Return the columns of a table.

    Args:
        names: the names of its columns.
        chosen: what the caller says, by field; goes before everything.
        preset: the columns of a known export; without one, they are found by their names.

    Raises:
        UsageError: a chosen column is not there, or no column holds anything to check.

    """
    for field, columns in chosen.items():
        if field not in FIELDS:
            raise UsageError(f"--column {field}=…: no such field; they are {', '.join(FIELDS)}")
        for column in columns:
            if column not in names:
                raise UsageError(f"--column {field}={column}: no such column; they are {', '.join(names)}"[:2000])
    by_field: dict[str, list[str]] = {f: list(chosen.get(f, ())) for f in FIELDS}
    taken = {c for columns in chosen.values() for c in columns}
    for field, column in _found(names, preset):
        if not chosen.get(field) and column not in taken:
            by_field[field].append(column)
    amounts = {}
    if preset is None:
        used = {c for columns in by_field.values() for c in columns}
        amounts = {n: a for n in names if n not in used and (a := amount_column(n)) is not None}
    told = amounts or any(by_field[f] for f in ("text", "nutrition", "files", "ingredients"))
    if not told and preset is None:
        raise UsageError(
            "no column holds a text, a file or amounts; name one: --column text=NAME. "
            f"The columns are {', '.join(names)}"[:2000]
        )
    return Columns(by_field, amounts)


def _found(names: Sequence[str], preset: Mapping[str, Sequence[str]] | None) -> list[tuple[str, str]]:
    if preset is not None:
        by_name = {n.casefold(): n for n in names}
        return [(f, by_name[c.casefold()]) for f, columns in preset.items() for c in columns if c.casefold() in by_name]
    order = {n: i for i, n in enumerate(_FIELD_OF)}
    found = sorted((order[_folded(n)], n) for n in names if _folded(n) in _FIELD_OF)
    return [(_FIELD_OF[_folded(n)], n) for _, n in found]
