"""Which column of a table is what: by preset, by its name in the languages we know, or as the caller says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from labelcheck.catalogue.amounts import measured
from labelcheck.catalogue.encodings import mended
from labelcheck.catalogue.html import as_text
from labelcheck.catalogue.names import column_of, named
from labelcheck.catalogue.product import Nutrient, Product
from labelcheck.catalogue.row import Broken, Row
from labelcheck.errors import UsageError
from labelcheck.model import ServingBasis

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
        nutrition table, nutritional table, nutrition info, nutritional info, supplement facts table, näringstabell,
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


_TEXTS: Final = ("text", "nutrition", "ingredients", "dose")


def _folded(name: str) -> str:
    return re.sub(r"[\s_.:/()\[\]#-]+", " ", mended(name).casefold()).strip()


_FIELD_OF: Final = {_folded(n): field for field, names in _NAMES.items() for n in names.split(",")}
_META: Final = re.compile(
    r"Meta: _?(?P<meta>.+)|(?P<field>.+?) \((?:product|variant)\.metafields\.[\w.-]+\)", re.IGNORECASE
)
"""What a shop adds of its own to the columns of an export: WooCommerce's metas, Shopify's metafields."""
_SHOWN: Final = 400


def known(name: str) -> bool:
    """Tell whether a column of this name is understood."""
    return _folded(name) in _FIELD_OF or amount_column(name) is not None


class AmountColumn(NamedTuple):
    """A column of amounts of one nutrient; ``note`` says why all of them need a look."""

    name: str
    nutrient: str
    unit: str
    basis: ServingBasis | None
    note: str | None = None

    @property
    def words(self) -> str:
        """What it is for people: "magnesium in mg per 1 capsule"."""
        basis = self.basis
        per = "" if basis is None else f" {basis.kind}" if basis.of is None else f" per {basis.quantity} {basis.of}"
        return f"{self.nutrient} in {self.unit}{per}"

    def nutrient_of(self, value: Any) -> Nutrient | None:  # noqa: ANN401
        """Return what a cell of the column tells, None of an empty one."""
        text = cell_text(value).strip()
        if text in _NOTHING:
            return None
        # a number that the table itself keeps as one has no mark that could be misread
        found = measured(text, self.unit, decimal="" if isinstance(value, str) else ".")
        known, basis = named(self.name), self.basis
        return Nutrient(
            self.name, self.nutrient if known.role == "nutrient" else None, found.value, found.unit,
            basis=None if basis is None else basis.kind,
            quantity=None if basis is None or basis.quantity is None else format(basis.quantity, "f"),
            of=None if basis is None else basis.of, note=found.note or self.note, bound=found.bound, high=found.high,
            forms=" ".join(known.forms) or None,
        )  # fmt: skip


@lru_cache(maxsize=4096)
def amount_column(name: str) -> AmountColumn | None:
    """Return what a column named "Magnesium (mg)" or "vitamin_d_ug per 100 g" holds, or None."""
    found = column_of(mended(name))
    if found is None:
        return None
    note = "column-not-understood" if found.doubtful else None
    return AmountColumn(found.name, str(named(found.name).nutrient), found.unit, found.basis, note)


class Columns:
    """Names of columns by field, and the columns of amounts."""

    def __init__(
        self,
        by_field: Mapping[str, Sequence[str]],
        amounts: Mapping[str, AmountColumn] | None = None,
        unused: Sequence[str] = (),
        plain: Callable[[str], str] = as_text,
    ) -> None:
        """Take names by field, columns of amounts, those that nothing is made of, and how texts become plain."""
        self.by_field = {f: tuple(c) for f, c in by_field.items()}
        self.amounts = dict(amounts or {})
        self.unused = tuple(unused)
        self._plain = plain

    @property
    def wanted(self) -> tuple[str, ...]:
        """All columns that are looked at."""
        return tuple(dict.fromkeys([c for columns in self.by_field.values() for c in columns] + list(self.amounts)))

    def describe(self) -> list[str]:
        """Return one line per field, for people."""
        lines = [f"{field}: {', '.join(columns)}" for field, columns in self.by_field.items() if columns]
        lines += [f"amounts of {a.words}: {column}" for column, a in self.amounts.items()]
        if self.unused:
            shown = ", ".join(self.unused)
            shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN].rpartition(", ")[0] + ", …"
            lines.append(f"not read (--column FIELD=NAME takes one): {shown}")
        return lines

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
            tuple(n for c, a in self.amounts.items() if (n := a.nutrient_of(row.get(c))) is not None),
        )

    def _first(self, field: str, row: Row) -> str | None:
        for column in self.by_field.get(field, ()):
            if words := cell_text(row.get(column)).split():
                return " ".join(words)[:1000]
        return None

    def _text(self, row: Row) -> str | None:
        parts = []
        for field in ("text", "dose", "nutrition", "ingredients"):
            for column in self.by_field.get(field, ()):
                value = self._plain(cell_text(row.get(column)))
                if value.strip():
                    parts.append(f"{column}: {value}" if field in ("dose", "ingredients") else value)
        return "\n".join(parts) or None


def cell_text(value: Any) -> str:  # noqa: ANN401
    """Return a cell as text; the first text of a list of translations."""
    if isinstance(value, str):
        return mended(value)
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


_NOTHING: Final = frozenset(("", "-", "–", "—"))
"""Cells in which people say that there is nothing to say."""


def find_columns(
    names: Sequence[str],
    chosen: Mapping[str, Sequence[str]],
    preset: Mapping[str, Sequence[str]] | None = None,
    plain: Callable[[str], str] = as_text,
) -> Columns:
    """Return the columns of a table.

    Args:
        names: the names of its columns.
        chosen: what the caller says, by field; goes before everything.
        preset: the columns of a known export; without one, they are found by their names.
        plain: how texts become plain; by default from HTML.

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
    used = {c for columns in by_field.values() for c in columns}
    amounts = {}
    for name in names:
        inner = name if preset is None else _own(name)
        amount = amount_column(inner) if inner is not None and name not in used else None
        if amount is not None:
            amounts[name] = amount
    told = amounts or any(by_field[f] for f in ("text", "nutrition", "files", "ingredients"))
    if not told and preset is None:
        raise UsageError(
            "no column holds a text, a file or amounts; name one: --column text=NAME. "
            f"The columns are {', '.join(names)}"[:2000]
        )
    return Columns(by_field, amounts, [n for n in names if n not in used and n not in amounts], plain)


def _own(name: str) -> str | None:
    """Return what a shop calls a column that it added to an export, None of the export's own columns.

    >>> _own("Meta: nutrition_facts"), _own("Dose (product.metafields.custom.dose)"), _own("Tags")
    ('nutrition_facts', 'Dose', None)
    """
    match = _META.fullmatch(name)
    return None if match is None else match["meta"] or match["field"]


def _found(names: Sequence[str], preset: Mapping[str, Sequence[str]] | None) -> list[tuple[str, str]]:
    if preset is not None:
        by_name = {n.casefold(): n for n in names}
        known = [
            (f, by_name[c.casefold()]) for f, columns in preset.items() for c in columns if c.casefold() in by_name
        ]
        own = [(_FIELD_OF.get(_folded(_own(n) or "")), n) for n in names]
        return known + [(f, n) for f, n in own if f in _TEXTS]
    order = {n: i for i, n in enumerate(_FIELD_OF)}
    found = sorted((order[_folded(n)], n) for n in names if _folded(n) in _FIELD_OF)
    return [(_FIELD_OF[_folded(n)], n) for _, n in found]
