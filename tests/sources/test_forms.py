"""What stands on a page beside its content: values of forms, annotations, and what is only attached."""

from __future__ import annotations

import json

import pytest

import labelcheck
import made
from labelcheck.sources.limits import DEFAULT
from labelcheck.sources.pages import Loaded, load_pages

HEAD = made.content(
    [(20, 260, "Innehåll per dagsdos (2 kapslar)"), (300, 260, "% RI"), (20, 240, "Järn"), (300, 240, "100 %")]
)
FIELD = "<</Type/Annot/Subtype/Widget/FT/Tx/T(iron)/V({value})/F {flags}/Rect[195 235 290 254]/DA(/F 12 Tf 0 g){more}>>"
LOOK = b"q BT /F 12 Tf 1 0 0 1 2 4 Tm (%s) Tj ET Q"


def load(data: bytes) -> Loaded:
    (page,) = load_pages(data, "pdf", "x", DEFAULT)
    return page


def form(value: str, *, flags: int = 4, look: str | None = None) -> bytes:
    objects = [b""]
    more = ""
    if look is not None:
        more = "/AP<</N 5 0 R>>"
        entries = "/Type/XObject/Subtype/Form/BBox[0 0 95 19]/Resources<</Font<</F 3 0 R>>>>"
        objects.append(made.stream(LOOK % look.encode(), entries))
    objects[0] = FIELD.format(value=value, flags=flags, more=more).encode()
    fields = "/AcroForm<</Fields[4 0 R]/NeedAppearances true/DR<</Font<</F 3 0 R>>>>/DA(/F 12 Tf 0 g)>>"
    return made.pdf([HEAD], catalog=fields, extra="/Annots[4 0 R]", objects_from_4=objects)


@pytest.mark.parametrize("look", [None, "14 mg"], ids=["drawn by the reader", "drawn by the file"])
def test_the_value_of_a_field_is_read_as_printed(look: str | None) -> None:
    data = form("14 mg", look=look)
    assert not load(data).doubtful
    label = labelcheck.read(data)
    assert [(r.nutrient, str(r.amount.value), r.status) for r in label.readings if r.amount] == [("iron", "14", "ok")]


def test_a_hidden_field_is_not() -> None:
    assert "14" not in {w.text for w in load(form("14 mg", flags=2, look="14 mg")).page.words}


def test_an_annotation_over_an_amount_counts() -> None:
    over = made.stream(
        b"1 g 0 0 95 19 re f 0 g " + LOOK % b"41 mg",
        "/Type/XObject/Subtype/Form/BBox[0 0 95 19]/Resources<</Font<</F 3 0 R>>>>",
    )
    note = b"<</Type/Annot/Subtype/Stamp/F 4/Rect[195 235 290 254]/AP<</N 5 0 R>>>>"
    page = load(
        made.pdf([HEAD + made.content([(200, 240, "14 mg")])], extra="/Annots[4 0 R]", objects_from_4=[note, over])
    )
    assert page.doubtful
    assert page.picture is not None


def test_what_is_attached_is_told_and_not_read() -> None:
    spec = b"<</Type/Filespec/F(secret.txt)/UF(secret.txt)/EF<</F 5 0 R>>>>"
    file = made.stream(b"Zink 500 mg", "/Type/EmbeddedFile")
    names = "/Names<</EmbeddedFiles<</Names[(secret.txt) 4 0 R]>>>>"
    label = labelcheck.read(made.pdf([made.content(made.TABLE)], catalog=names, objects_from_4=[spec, file]))
    (told,) = (d.message for d in label.diagnostics if d.code == "attachment")
    assert told == "the PDF has files attached, which were not read: secret.txt"
    assert {str(r.amount.value) for r in label.readings if r.amount} == {"14", "10", "5"}


LABELLED = "/PageLabels<</Nums[0<</S/r/St 3>> 1<</S/D/P(A-)>> 2<</S/D/St 3>>]>>"


def test_a_page_is_called_what_the_file_calls_it() -> None:
    rows = [made.content([(20, 240, f"{name} per tablet {amount}")]) for name, amount in (("Iron", "14 mg"), ("Zinc", "5 mg"), ("Copper", "1 mg"))]  # fmt: skip
    label = labelcheck.read(made.pdf(rows, catalog=LABELLED))
    assert [(r.place.page, r.place.page_label) for r in label.readings] == [(1, "iii"), (2, "A-1"), (3, None)]
    places = [r["place"] for r in json.loads(label.to_json())["label"]["readings"]]
    assert [p.get("page_label") for p in places] == ["iii", "A-1", None]
    assert labelcheck.Label.from_json(label.to_json(whole=True)) == label


def test_a_page_without_text_is_told_by_its_label() -> None:
    label = labelcheck.read(made.pdf([made.content([(20, 240, "Iron 14 mg")]), b" "], catalog=LABELLED))
    assert [d.message for d in label.diagnostics if d.code == "no-text"] == ["no text was found on page 2 (A-1)"]
