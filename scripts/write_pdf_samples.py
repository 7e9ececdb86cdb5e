"""Writes samples/pdf: small PDFs, each with one habit or trick of such files, and what their pages show.

usage: python scripts/write_pdf_samples.py [--record]

With --record it also writes what the engine reads in those that must be seen (NAME.words.json), which fast tests replay;
that needs RapidOCR.

Brands are invented. ``expected.json`` is what the pages show, written here by hand and not read back: "amounts" by
nutrient, and whether a page must be "seen" by an OCR engine; "told" are the diagnostics that must be there.
"""

from __future__ import annotations

import ctypes
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import made

FOLDER: Final = Path(__file__).parent.parent / "samples" / "pdf"
Sample = tuple[bytes, dict[str, Any]]
Row = tuple[str, str, str, str]
"""Nutrient, its name, amount and percentage as printed."""
_SIZE: Final = (400, 300)
_FORM: Final = "/Type/XObject/Subtype/Form/BBox[0 0 {w} {h}]/Resources<</Font<</F 3 0 R>>>>"
_SV: Final = (
    ("magnesium", "Magnesium", "120 mg", "32 %"),
    ("zinc", "Zink", "6 mg", "60 %"),
    ("iron", "Järn", "14 mg", "100 %"),
)
_EN: Final = (
    ("magnesium", "Magnesium", "90 mg", "24 %"),
    ("zinc", "Zinc", "8 mg", "80 %"),
    ("iodine", "Iodine", "150 µg", "100 %"),
)
_DE: Final = (
    ("calcium", "Calcium", "400 mg", "50 %"),
    ("vitamin-d", "Vitamin D", "10 µg", "200 %"),
    ("zinc", "Zink", "5 mg", "50 %"),
)
_NIGHT: Final = (
    ("iron", "Iron", "14 mg", "100 %"),
    ("copper", "Copper", "1 mg", "100 %"),
    ("selenium", "Selenium", "55 µg", "100 %"),
)
_OF_A_CURVE: Final = 3
_HEADS: Final = {
    "sv": ("Innehåll per dagsdos (1 tablett)", "% RI", "Kosttillskott. Dosering: 1 tablett dagligen."),
    "en": ("Nutrition per daily dose (1 tablet)", "% NRV", "Food supplement. Take 1 tablet daily."),
    "de": ("Nährwerte pro Tagesdosis (1 Tablette)", "% NRV", "Nahrungsergänzungsmittel. Verzehr: 1 Tablette täglich."),
}


def panel(
    brand: str, language: str, rows: tuple[Row, ...], *, x: float = 20, y: float = 270, wide: float = 200
) -> list[made.Placed]:
    """Return a label's words: brand, directions, heading and rows."""
    head, percent, dose = _HEADS[language]
    placed = [(x, y, brand), (x, y - 18, dose), (x, y - 42, head), (x + wide + 100, y - 42, percent)]
    for i, (_, name, amount, share) in enumerate(rows):
        line = y - 60 - 18 * i
        placed += [(x, line, name), (x + wide, line, amount), (x + wide + 100, line, share)]
    return placed


def shows(
    rows: tuple[Row, ...],
    *,
    seen: bool = False,
    told: tuple[str, ...] = (),
    status: str = "ok",
    doubted: tuple[Row, ...] = (),
) -> dict[str, Any]:
    """Return what is expected of a label whose page shows these rows, and further ones that are to be checked."""
    found = {"amounts": {row[0]: row[2] for row in rows}, "seen": seen, "told": list(told), "status": status}
    return found | ({"doubted": {row[0]: row[2] for row in doubted}} if doubted else {})


def words(brand: str, language: str, rows: tuple[Row, ...]) -> bytes:
    """Return the content stream of a label."""
    return made.content(panel(brand, language, rows))


def row(line: float, name: str, amount: str, share: str) -> bytes:
    """Return the content stream of a further row."""
    return made.content([(20, line, name), (220, line, amount), (320, line, share)])


def rules(ys: list[float], xs: list[float]) -> bytes:
    """Return a grid of thin rules."""
    across = " ".join(f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys)
    return f"0.5 w {across} {' '.join(f'{x} {ys[0]} m {x} {ys[-1]} l S' for x in xs)} ".encode()


def picture(content: bytes, *, quality: int = 70, scale: float = 2.5) -> bytes:
    """Return a page's picture as an image object, grey, as a scanner makes it."""
    bitmap = pypdfium2.PdfDocument(made.pdf([content]))[0].render(scale=scale, grayscale=True)
    image, out = bitmap.to_pil().convert("L"), io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    size = f"/Width {image.width}/Height {image.height}/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode"
    return made.stream(out.getvalue(), "/Type/XObject/Subtype/Image" + size)


_PLACED: Final = b" q 400 0 0 300 0 0 cm /X Do Q "
_USED: Final = "/XObject<</X 4 0 R>>"
_D_ROW: Final = ("Vitamin D", "250 µg", "5000 %")


def hidden(before: bytes, after: bytes = b"") -> Sample:
    """Return a label with a row between two pieces of content that keep it from being seen."""
    content = words("FJELLTIND Trio", "sv", _SV) + b" q " + before + row(100, *_D_ROW) + after + b" Q "
    return made.pdf([content]), shows(_SV, told=("hidden-text",))


def two_lines() -> Sample:
    """Return a ruled table with names of two lines and amounts at three heights beside them."""
    rows = (("vitamin-b6", "", "2 mg", ""), ("zinc", "", "8 mg", ""), ("iron", "", "7 mg", ""))
    placed: list[made.Placed] = [(20, 280, "BRAMBLEWICK Trio"), (20, 20, "Take 1 tablet daily.")]
    placed += [(24, 246, "Nutrition per tablet"), (224, 246, "Amount"), (324, 246, "% NRV")]
    for top, name, form, amount, share, at in (
        (226, "Vitamin B6", "(pyridoxine HCl)", "2 mg", "143 %", 12),
        (196, "Zinc", "(as zinc citrate)", "8 mg", "80 %", 6),
        (166, "Iron", "(as ferrous fumarate)", "7 mg", "50 %", 0),
    ):
        placed += [(24, top, name), (24, top - 12, form), (224, top - at, amount), (324, top - at, share)]
    return made.pdf([rules([260, 238, 208, 178, 148], [20, 220, 320, 390]) + made.content(placed)]), shows(rows)


def map_of(changed: dict[str, str], *, seen: bool = True, drawn: bool = False) -> Sample:
    """Return a label in a font with such a map to Unicode; ``drawn`` in one whose glyphs' names tell nothing."""
    content, told = words("OSTWIND Minerale", "de", _DE), ("hidden-text",) if seen else ()
    objects = [made.to_unicode(changed)]
    font = made.HELVETICA[:-2] + b"/ToUnicode 4 0 R>>"
    if drawn:
        font, glyphs = made.drawn_font("Courier")
        objects += glyphs
    return made.pdf([content], font=font, objects_from_4=objects), shows(_DE, seen=seen, told=told)


def scan(layer: bytes, *, below: bytes = b"", told: tuple[str, ...] = ("hidden-text",)) -> Sample:
    """Return a picture of a label with a text layer of its own."""
    image = picture(words("LARKSPUR Daily", "en", _EN))
    content = below + _PLACED + (b"q 3 Tr " + layer + b" Q" if layer else b"")
    return made.pdf([content], resources=_USED, objects_from_4=[image]), shows(_EN, seen=True, told=told)


def field(flags: int) -> Sample:
    """Return a label with the amount of zinc in a field of a form."""
    rows = (*_EN[:1], _EN[2])
    content = words("LARKSPUR Form", "en", rows) + row(174, "Zinc", "", "80 %")
    widget = f"<</Type/Annot/Subtype/Widget/FT/Tx/T(zinc)/V(8 mg)/F {flags}/Rect[218 170 300 185]/DA(/F 12 Tf 0 g)/AP<</N 5 0 R>>>>"
    look = made.stream(b"q BT /F 12 Tf 1 0 0 1 2 4 Tm (8 mg) Tj ET Q", _FORM.format(w=82, h=15))
    form = "/AcroForm<</Fields[4 0 R]/DR<</Font<</F 3 0 R>>>>/DA(/F 12 Tf 0 g)>>"
    data = made.pdf([content], catalog=form, extra="/Annots[4 0 R]", objects_from_4=[widget.encode(), look])
    return data, shows(rows if flags & 2 else _EN)


def stamped() -> Sample:
    """Return a label with an annotation that draws another amount over one."""
    rows = (("magnesium", "", "190 mg", ""), *_EN[1:])
    look = made.stream(
        b"1 g 0 0 82 17 re f 0 g q BT /F 12 Tf 1 0 0 1 2 5 Tm (190 mg) Tj ET Q", _FORM.format(w=82, h=17)
    )
    note = b"<</Type/Annot/Subtype/Stamp/F 4/Rect[218 205 300 222]/AP<</N 5 0 R>>>>"
    content = words("LARKSPUR Stamp", "en", (("magnesium", "Magnesium", "90 mg", ""), *_EN[1:]))
    data = made.pdf([content], extra="/Annots[4 0 R]", objects_from_4=[note, look])
    return data, shows(rows, seen=True, told=("hidden-text",))


def attached() -> Sample:
    """Return a label with a file attached."""
    spec = b"<</Type/Filespec/F(other.txt)/UF(other.txt)/EF<</F 5 0 R>>>>"
    names = "/Names<</EmbeddedFiles<</Names[(other.txt) 4 0 R]>>>>"
    file = made.stream(b"Vitamin D 250 mg", "/Type/EmbeddedFile")
    data = made.pdf([words("FJELLTIND Bilaga", "sv", _SV)], catalog=names, objects_from_4=[spec, file])
    return data, shows(_SV, told=("attachment",))


def zinc(amount: str, drawn: bytes = b"") -> bytes:
    """Return the content stream of a label with such an amount of zinc, whose percentage confirms nothing, and what is drawn besides."""
    return words("LARKSPUR Zinc", "en", (_EN[0], ("zinc", "Zinc", amount, ""), _EN[2])) + b" q " + drawn + b" Q"


_REST: Final = (_EN[0], _EN[2])


def struck(drawn: bytes) -> Sample:
    """Return a label of which an amount is struck out."""
    return made.pdf([zinc("80 mg", drawn)]), shows(_REST, doubted=(("zinc", "", "80 mg", ""),))


def over(drawn: bytes, amount: str, rows: tuple[Row, ...] = _REST) -> Sample:
    """Return a label with something printed or drawn over an amount of zinc, or in it."""
    return made.pdf([zinc(amount, drawn)]), shows(rows, seen=True, told=("hidden-text",))


def small_digit(rise: int) -> Sample:
    """Return a label with a footnote's mark behind a digit, as small as such are, and as high or low."""
    look = f"BT /F 12 Tf 1 0 0 1 220 192 Tm (8) Tj /F 7 Tf {rise} Ts (1) Tj 0 Ts /F 12 Tf ( mg) Tj ET"
    return made.pdf([zinc("", look.encode())]), shows(_REST, told=("amount-not-understood",))


def noted(entries: str, *, doubted: bool) -> Sample:
    """Return a label with an amount in an annotation that is not shown, or may not be."""
    look = made.stream(b"0 g BT /F 12 Tf 1 0 0 1 2 5 Tm (80 mg) Tj ET", _FORM.format(w=82, h=17))
    note = f"<</Type/Annot/Subtype/FreeText/DA(/F 12 Tf)/Rect[218 187 300 204]/AP<</N 5 0 R>>{entries}>>"
    data = made.pdf(
        [zinc("")],
        catalog="/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>",
        extra="/Annots[4 0 R]",
        objects_from_4=[note.encode(), look, b"<</Type/OCG/Name(note)>>"],
    )
    return data, shows(_REST, doubted=(("zinc", "", "80 mg", ""),) if doubted else ())


def masked(state: str, mask: bytes = b"") -> Sample:
    """Return a label with a row that its state of graphics lets nobody see."""
    group = "/Type/XObject/Subtype/Form/BBox[0 0 400 300]/Group<</S/Transparency/CS/DeviceGray>>"
    content = words("FJELLTIND Mask", "sv", _SV) + b" q /G gs " + row(100, *_D_ROW) + b" Q"
    data = made.pdf(
        [content], resources="/ExtGState<</G 4 0 R>>", objects_from_4=[state.encode(), made.stream(mask, group)]
    )
    return data, shows(_SV, told=("hidden-text",))


def nested_layers() -> Sample:
    """Return a label with a row that is shown where one layer is on and neither of two is."""
    content = words("FJELLTIND Skikt", "sv", _SV) + b" /OC /L BDC " + row(100, *_D_ROW) + b" EMC"
    rule = b"<</Type/OCMD/VE[/And 4 0 R[/Not[/Or 5 0 R 4 0 R]]]>>"
    data = made.pdf(
        [content],
        catalog="/OCProperties<</OCGs[4 0 R 5 0 R]/D<</OFF[5 0 R]>>>>",
        resources="/Properties<</L 6 0 R>>",
        objects_from_4=[b"<</Type/OCG/Name(one)>>", b"<</Type/OCG/Name(two)>>", rule],
    )
    return data, shows(_SV, told=("hidden-text",))


def one_glyph() -> Sample:
    """Return a label in a font of which one glyph draws µg and is read as mg."""
    font, glyphs = made.drawn_font("Courier")
    glyphs[ord("~") - 32] = made.stream(b"600 0 d0 BT /H 500 Tf (\265g) Tj ET")
    data = made.pdf([zinc("8 ~")], font=font, objects_from_4=[made.to_unicode({"~": "mg"}), *glyphs])
    return data, shows((*_REST, ("zinc", "", "8 µg", "")), seen=True, told=("hidden-text",))


def layer(*, off: bool) -> Sample:
    """Return a label with a row in a layer that is on or off."""
    content = words("FJELLTIND Lager", "sv", _SV) + b" /OC /L BDC " + row(100, "Vitamin D", "10 µg", "200 %") + b" EMC"
    state = f"/OCProperties<</OCGs[4 0 R]/D<<{'/OFF[4 0 R]' if off else ''}>>>>"
    data = made.pdf(
        [content], catalog=state, resources="/Properties<</L 4 0 R>>", objects_from_4=[b"<</Type/OCG/Name(text)>>"]
    )
    shown = _SV if off else (*_SV, ("vitamin-d", "", "10 µg", ""))
    return data, shows(shown, told=("hidden-text",) if off else ())


def turned(matrix: str, size: tuple[float, float], extra: str = "") -> Sample:
    """Return a label whose content is turned by a matrix."""
    content = b"q " + matrix.encode() + b" cm " + words("KUPFERBERG Kalk", "de", _DE) + b" Q"
    return made.pdf([content], size=size, extra=extra), shows(_DE)


def letter_by_letter() -> Sample:
    """Return a label whose letters are each placed by themselves, as some typesetting programs do."""
    parts = [b"BT /F 12 Tf"]
    for x, y, text in panel("KUPFERBERG Satz", "de", _DE):
        kerned = " ".join(f"<{c.encode('cp1252').hex()}> {-3 if i % 2 else 4}" for i, c in enumerate(text))
        parts.append(f"1 0 0 1 {x} {y} Tm [{kerned}] TJ".encode())
    return made.pdf([b"\n".join([*parts, b"ET"])]), shows(_DE)


def back_to_front() -> Sample:
    """Return a label whose words are painted from the last to the first."""
    return made.pdf([made.content(panel("KUPFERBERG Rück", "de", _DE)[::-1])]), shows(_DE)


def sheet() -> Sample:
    """Return an artwork sheet: the label, crop marks, and the side panel's text running up."""
    marks = b"0.3 w 10 290 m 0 290 l S 10 10 m 0 10 l S 390 290 m 400 290 l S "
    side = made.content(
        [(0, 0, "Batch and best before: see bottom. BRAMBLEWICK Ltd, 4 Mill Lane.")], font=7, matrix="0 1 -1 0 392 20"
    )
    return made.pdf([marks + words("BRAMBLEWICK Sheet", "en", _EN) + b" " + side]), shows(_EN)


def two_labels() -> Sample:
    """Return an artwork sheet with the labels of two products, one of them upside down."""
    day = panel("BRAMBLEWICK Day", "en", _EN, wide=150)
    night = panel("BRAMBLEWICK Night", "en", _NIGHT, wide=150)
    content = made.content(day) + b" " + made.content(night, matrix="-1 0 0 -1 640 300")
    return made.pdf([content], size=(640, 300)), shows((*_EN, *_NIGHT), told=("several-labels",), status="check")


def outlines(marks: bytes = b"") -> Sample:
    """Return a label whose letters are paths, as printers ask for; only the artwork's own ``marks`` are text."""
    page = pypdfium2.PdfDocument(made.pdf([made.content([(20, 20, "A")])]))[0]
    letter = next(page.get_objects())
    font = pdfium.FPDFTextObj_GetFont(letter.raw)
    parts = [b"0 g"]
    for x, y, text in panel("LARKSPUR Paths", "en", _EN):
        at = x
        for code in text.encode("cp1252"):
            parts.append(_glyph(font, code, 12, (at, y)))
            at += _width(font, code, 12)
    return made.pdf([b"\n".join([*parts, marks])]), shows(_EN, seen=True)


def _width(font: Any, code: int, size: float) -> float:  # noqa: ANN401
    width = ctypes.c_float()
    pdfium.FPDFFont_GetGlyphWidth(font, code, ctypes.c_float(size), width)
    return width.value


def _glyph(font: Any, code: int, size: float, at: tuple[float, float]) -> bytes:  # noqa: ANN401
    """Return the content stream of a letter's outline."""
    path = pdfium.FPDFFont_GetGlyphPath(font, code, ctypes.c_float(1.0))
    x, y = ctypes.c_float(), ctypes.c_float()
    parts, curve = [], []
    for i in range(pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0):
        segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = f"{at[0] + size * x.value:.2f} {at[1] + size * y.value:.2f}"
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curve.append(point)
            if len(curve) == _OF_A_CURVE:
                parts.append(f"{' '.join(curve)} c")
                curve = []
        else:
            parts.append(f"{point} {'m' if kind == pdfium.FPDF_SEGMENT_MOVETO else 'l'}")
        if pdfium.FPDFPathSegment_GetClose(segment):
            parts.append("h")
    return " ".join([*parts, "f"]).encode() if parts else b""


def marks(changed: dict[str, str], *, seen: bool) -> Sample:
    """Return a label with decimal commas in a font that tells nothing, with such a map."""
    rows = (("magnesium", "Magnesium", "112,5 mg", "30 %"), ("calcium", "Calcium", "264,5 mg", "33 %"))
    font, glyphs = made.drawn_font("Courier")
    content = words("OSTWIND Komma", "de", rows)
    data = made.pdf([content], font=font, objects_from_4=[made.to_unicode(changed), *glyphs])
    return data, shows(rows, seen=seen, told=("hidden-text",) if seen else ())


def called() -> Sample:
    """Return a label on the page that its file calls iii."""
    pages = [made.content([(20, 200, "Produktblad FJELLTIND")]), words("FJELLTIND Blad", "sv", _SV)]
    return made.pdf(pages, catalog="/PageLabels<</Nums[0<</S/r/St 2>>]>>"), shows(_SV)


def two_columns() -> Sample:
    """Return a sheet with the panel on the left and prose on the right."""
    prose = [
        "Keep out of reach of",
        "young children. Do not",
        "exceed the stated dose.",
        "A varied diet matters.",
        "Store cool and dry.",
    ]
    placed = panel("BRAMBLEWICK Duo", "en", _EN) + [(460, 222 - 16.5 * i, text) for i, text in enumerate(prose)]
    return made.pdf([made.content(placed)], size=(640, 300)), shows(_EN)


def mixed() -> Sample:
    """Return a page of text and a scanned page."""
    image = picture(
        made.content(
            [(20, 200, "Vitamin C"), (220, 200, "80 mg"), (320, 200, "100 %"), (20, 230, "Per daily dose (1 tablet)")]
        )
    )
    rows = (*_EN, ("vitamin-c", "", "80 mg", ""))
    data = made.pdf([words("LARKSPUR Pair", "en", _EN), _PLACED], resources=_USED, objects_from_4=[image])
    return data, shows(rows, seen=True)


def samples() -> dict[str, Callable[[], Sample]]:
    """Return how each sample is made, by its name."""
    lying = words("LARKSPUR Daily", "en", (("", "Magnesium", "900 mg", "24 %"), ("", "Zinc", "80 mg", "80 %"), _EN[2]))
    return {
        "plain": lambda: (made.pdf([words("FJELLTIND Bas", "sv", _SV)]), shows(_SV)),
        "ruled-two-lines": two_lines,
        "rotated-page": lambda: turned("0 1 -1 0 300 0", (300, 400), "/Rotate 90"),
        "rotated-text": lambda: turned("0 1 -1 0 300 0", (300, 400)),
        "upside-down": lambda: turned("-1 0 0 -1 400 300", (400, 300), "/Rotate 180"),
        "cropped": lambda: turned("1 0 0 1 40 60", (600, 500), "/CropBox[40 60 440 360]"),
        "letter-by-letter": letter_by_letter,
        "back-to-front": back_to_front,
        "artwork-sheet": sheet,
        "artwork-two-labels": two_labels,
        "outlines": outlines,
        "outlines-artwork": lambda: outlines(
            made.content([(20, 20, "LARKSPUR 4411 v3, 60 x 120 mm, 4 colours, 2026-03-01")], font=6)
        ),
        "page-labels": called,
        "two-columns": two_columns,
        "mixed-pages": mixed,
        "white": lambda: hidden(b"1 g "),
        "background-colour": lambda: hidden(b"0.1 0.3 0.5 rg 0 92 400 25 re f "),
        "render-mode-3": lambda: hidden(b"3 Tr "),
        "off-page": lambda: hidden(b"1 0 0 1 0 -500 cm "),
        "clipped": lambda: hidden(b"0 0 5 5 re W n "),
        "half-point": lambda: hidden(b"0.04 0 0 0.04 100 80 cm "),
        "covered": lambda: hidden(b"", b" 1 g 0 92 400 25 re f"),
        "layer-off": lambda: layer(off=True),
        "layers-nested": nested_layers,
        "soft-mask": lambda: masked("<</SMask<</S/Luminosity/G 5 0 R>>>>", b"0 g 0 0 400 300 re f"),
        "transparent": lambda: masked("<</ca 0/CA 0>>"),
        "struck-out": lambda: struck(b"1 w 218 196 m 256 196 l S"),
        "crossed-out": lambda: struck(b"1 w 218 190 m 256 203 l S 218 203 m 256 190 l S"),
        "painted-over": lambda: over(
            b"1 g 215 188 70 15 re f 0 g BT /F 12 Tf 1 0 0 1 220 192 Tm (8 mg) Tj ET", "80 mg", _EN
        ),
        "overprinted-amount": lambda: over(b"BT /F 12 Tf 1 0 0 1 220 192 Tm (5 mg) Tj ET", "8 mg"),
        "overprinted-name": lambda: over(b"BT /F 12 Tf 1 0 0 1 20 192 Tm (Iron) Tj ET", "8 mg"),
        "overprinted-dose": lambda: over(
            b"BT /F 12 Tf 1 0 0 1 20 252 Tm (Food supplement. Take 3 tablets daily.) Tj ET", "8 mg", _EN
        ),
        "digits-in-one-place": lambda: over(b"BT /F 12 Tf 1 0 0 1 220 192 Tm [(1) 556 (5)] TJ ( mg) Tj ET", ""),
        "decimal-point-drawn": lambda: over(
            b"BT /F 12 Tf 1 0 0 1 220 192 Tm [(1) -120 (5 mg)] TJ ET 226.6 192 1.3 1.3 re f",
            "",
            (*_REST, ("zinc", "", "1.5 mg", "")),
        ),
        "glyph-of-two-letters": one_glyph,
        "mark-on-the-line": lambda: small_digit(0),
        "mark-below-the-line": lambda: small_digit(-3),
        "annotation-not-on-screen": lambda: noted("/F 32", doubted=False),
        "annotation-in-a-layer": lambda: noted("/F 4/OC 6 0 R", doubted=True),
        "layer-on": lambda: layer(off=False),
        "map-agrees": lambda: map_of({}, seen=False),
        "map-lies": lambda: map_of({"4": "9", "1": "7"}),
        "map-private": lambda: map_of({c: chr(0xE000 + ord(c)) for c in "0123456789Cmg"}),
        "glyphs-unnamed": lambda: map_of({}, seen=False, drawn=True),
        "glyphs-unnamed-lie": lambda: map_of({"4": "9", "5": "6"}, drawn=True),
        "marks-unnamed": lambda: marks({}, seen=False),
        "marks-unnamed-lie": lambda: marks({",": "\u2060"}, seen=True),
        "scan": lambda: scan(b"", told=()),
        "scan-lying-layer": lambda: scan(lying),
        "picture-over-text": lambda: scan(b"", below=lying),
        "form": lambda: field(4),
        "form-hidden-field": lambda: field(2),
        "annotation-over-amount": stamped,
        "attachment": attached,
    }


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, make in sorted(samples().items()):
        data, expected[name] = make()
        (FOLDER / f"{name}.pdf").write_bytes(data)
    text = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in expected.items())
    (FOLDER / "expected.json").write_text("{\n" + text + "\n}\n", "utf-8")
    if "--record" in sys.argv:
        record([name for name, want in expected.items() if want["seen"]])


def record(names: list[str]) -> None:
    """Write what the engine reads on the pages that must be seen, ground by ground."""
    from record_samples import words_of

    from labelcheck.scan import scan
    from labelcheck.sources.limits import ScanOptions

    for name in names:
        scanned = scan((FOLDER / f"{name}.pdf").read_bytes(), "pdf", name, ScanOptions(ocr="rapidocr"))
        kept = [{"number": p.number} | words_of(p) for p in scanned.pages if p.kind == "seen"]
        text = json.dumps(kept, ensure_ascii=False).replace("], [", "],\n[")
        (FOLDER / f"{name}.words.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
