"""The names that columns of tables have in the languages we know, and what each holds."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.catalogue.column_words import field_of, without_unit
from labelcheck.catalogue.encodings import mended
from labelcheck.knowledge.fold import fold_words

FIELDS: Final = (
    "id", "name", "brand", "category", "language", "text", "nutrition", "ingredients", "dose", "serving", "files",
    "nutrient", "amount", "unit", "percent", "per", "attribute",
)  # fmt: skip
"""What a column may hold. Several columns may hold text, nutrition, ingredients, dose and files.

The last are those of a table with a row for each amount, or for each attribute and its value, all rows of a product
together.
"""

_NAMES: Final[dict[str, str]] = {
    "id": """id, sku, gtin, ean, upc, barcode, product id, article number, item number, code, handle, ean kod, gtin14, asin,
        product code, item code, item no, item nr, code article, réf, ref, artnr, tuotenro, produktnr,
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
    "text": """text, indhold, innhold, sisältö, inhalt, inhoud, contenu, contenido, contenuto, zawartość opakowania, innihald, metafields, attributes, properties, specifications, label, label text, description, body, body html, long description, content, body_html, etikett, etikettext, etikettekst,
        beskrivning, produktbeskrivning, produkttext, innehåll, fakta, beskrivelse, produktbeskrivelse, varebeskrivelse,
        kuvaus, tuotekuvaus, teksti, beschreibung, produktbeschreibung, omschrijving, beschrijving, productomschrijving,
        description du produit, texte, descripción, texto, descrizione, testo, opis, opis produktu, etykieta, описание, текст""",
    "nutrition": """nutrition, nutrition facts, nutrition panel, active ingredients, supplement facts, nutrition information, nutritional information, nutrients, contents,
        nutrition table, nutritional table, nutrition info, nutritional info, supplement facts table, näringstabell,
        näringsvärde, näringsinnehåll, näringsdeklaration, innehållsdeklaration, näringsvärden, deklaration, næringsindhold,
        næringsinnhold, næringsdeklarasjon, varedeklaration, ravintosisältö, ravintoarvot, nährwerte, nährwertangaben,
        voedingswaarde, valeurs nutritionnelles, información nutricional, valori nutrizionali, wartości odżywcze,
        пищевая ценность, состав на порцию""",
    "ingredients": """ingredients, ingredients text, ingredient list, ingredienser, ingrediensförteckning, innehållsförteckning,
        ingrediensliste, ainesosat, ainekset, zutaten, zutatenliste, ingrediënten, ingrédients, ingredientes, ingredienti,
        składniki, skład, ингредиенты, состав""",
    "nutrient": """nutrient, nutrient name, active ingredient, wirkstoff, verksamt ämne, aktivt stof, stof, stoff, vaikuttava aine, principe actif, näringsämne, ämne, näringsstoff, næringsstof, næringsstoff, ravintoaine, nährstoff,
        voedingsstof, nutriment, nutriente, składnik odżywczy, нутриент, næringarefni""",
    "amount": """amount, quantity, maengde, maengd, mangd, value, strength, mängd, värde, halt, mængde, mengde, verdi, määrä, menge, gehalt, wert,
        hoeveelheid, gehalte, quantité, teneur, cantidad, quantità, ilość, zawartość, количество, magn""",
    "unit": "unit, uom, unit of measure, enhet, mängdenhet, enhed, yksikkö, einheit, eenheid, unité, unidad, unità, jednostka, единица, eining",
    "percent": """percent, % dri, % nrv, % dv, %dv, % av dri, % av ri, % rdi, % af nrv, % nrv*, % vn, % daily value, % vnr, % vrn, % rws,
        % rda, % vrsa, % ri""",
    "attribute": "attribute, attribute name, property, key, attribut, egenskap, eigenschaft, merkmal, ominaisuus, attributo, atrybut, атрибут",
    "per": "per, basis, gjelder, gäller, avser, gælder, gilt für, per unit, bas, pr, pro, pour, por, na, на, fyrir",
    "serving": "serving, serving size, portion, portionsstorlek, portionsstørrelse, porsjonsstørrelse, annoskoko, portionsgröße, portie",
    "dose": """dose, dosage, directions, suggested use, recommended dose, daily dose, how to use, dosering, användning,
        rekommenderad dos, daglig dos, dos, anbefalet dosering, dosering og anvendelse, anbefalt dosering, bruk, daglig dosis,
        annostus, käyttöohje, dosierung, verzehrempfehlung, einnahme, gebruik, posologie, conseils d'utilisation, dosis,
        modo de empleo, posología, dose giornaliera, modalità d'uso, dawkowanie, sposób użycia, дозировка, способ применения""",
    "files": """files, file, image path, image file, picture, pictures, photo, photos, pdf, label file, bild, bilder, bildfil, fil,
        billede, billeder, billedfil, bilde, bildefil, kuva, tiedosto, bild datei, bilddatei, datei, afbeelding, bestand,
        fichier, photo fichier, archivo, imagen, foto, immagine, zdjęcie, plik, фото, файл""",
}  # fmt: skip
LONG: Final = ("nutrient", "amount", "unit", "percent", "per", "attribute")
"""Fields of a table with a row for each amount; in other tables columns by these names hold something else."""


def folded(name: str) -> str:
    """Return a column's name as names are compared: without accents, capitals and what parts its words."""
    return fold_words(re.sub(r"[\s_.:/()\[\]#-]+", " ", mended(name)))


FIELD_OF: Final = {folded(n): meant for meant, names in _NAMES.items() for n in names.split(",")}


def known_name(name: str) -> bool:
    """Tell whether a column of this name holds texts that are understood."""
    return folded(name) in FIELD_OF or field_of(name) is not None


def column_field(name: str) -> str | None:
    """Return the field of a column by its name, as tables have it or as labels do; a bracket tells its unit or its kind."""
    return FIELD_OF.get(folded(name)) or FIELD_OF.get(folded(without_unit(name))) or field_of(name)


def field_of_key(key: str) -> str | None:
    """Return the field of a key within an object; "nrv" and "dri" are percentages."""
    return FIELD_OF.get(folded(key)) or ("percent" if FIELD_OF.get(f"% {folded(key)}") else None)
