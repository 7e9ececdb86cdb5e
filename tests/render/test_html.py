"""The HTML report: one safe file that tells what the text report tells."""

import re
from html.parser import HTMLParser

import pytest

import corpus
import labelcheck
from labelcheck.errors import UnreadableFile
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.pipeline import check_stack, page_pictures
from labelcheck.render.phrases import amount_text, intake_text
from labelcheck.render.to_html import reports_html, stack_html
from labelcheck.render.to_image import PagePicture, jpeg_of

TEXT = (
    "Nordhav <script>alert(1)</script> Magnesium\nPer kapsel:\nMagnesium 300 mg 80 %\nD-vitamin 25 µg 5 %\n"
    'Ta 1–2 kapslar dagligen.\nIngredienser: magnesiumoxid, <img src=x onerror="alert(2)">, "cellulosa".\n'
)


class Tags(HTMLParser):
    """Collects tags with their attributes, and checks that they close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(text: str = TEXT, language: OutputLanguage = "sv") -> tuple[str, Tags]:
    report = labelcheck.check(labelcheck.read_text(text))
    html = reports_html([("label.txt", report, []), ("b.txt", UnreadableFile("b.txt", "no such file"), [])], language)
    tags = Tags()
    tags.feed(html)
    assert not tags.open
    return html, tags


def test_what_the_label_says_is_never_markup() -> None:
    html, tags = page()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert sum(tag == "script" for tag, _ in tags.tags) == 1
    assert not any(tag == "img" for tag, _ in tags.tags)
    assert not any(name.startswith("on") for _, attributes in tags.tags for name in attributes)


def test_nothing_is_fetched_from_elsewhere() -> None:
    _, tags = page()
    for tag, attributes in tags.tags:
        assert tag not in ("link", "iframe", "object", "embed")
        assert not (attributes.get("src") or "data:").startswith("http")
    assert "@import" not in page()[0]
    assert "url(" not in page()[0]


def test_each_reading_is_marked_in_the_text_and_has_its_row() -> None:
    _, tags = page()
    marks = [a["data-reading"] for tag, a in tags.tags if tag == "mark"]
    rows = [a["data-reading"] for tag, a in tags.tags if tag == "tr" and a.get("id")]
    assert marks == rows
    assert len(marks) == 2
    ids = {a["id"] for _, a in tags.tags if "id" in a}
    links = {a["href"] for tag, a in tags.tags if tag == "a" and (a["href"] or "").startswith("#")}
    assert links == {f"#{a['id']}" for tag, a in tags.tags if tag == "mark"}
    assert {str(link).removeprefix("#") for link in links} <= ids


def test_how_an_intake_comes_about() -> None:
    assert "300 mg per kapsel, 1–2 kapslar per dag" in page()[0]
    told = page("Magnesium 300 mg 80 % per kapsel. Ta 1 kapsel dagligen.")[0]
    assert "/ 1 kapsel;" not in told


def test_evidence_holds_no_ids() -> None:
    html = page("Nordhav\nPer kapsel: Magnesium (som magnesiumcitrat) 200 mg\nTa 1 kapsel dagligen.", "en")[0]
    assert "mg-form-preferred" in html
    assert "magnesium-citrate" not in html


def test_products_together() -> None:
    labels = [labelcheck.read_text(t, name=n) for t, n in ((TEXT, "a"), ("Zink 10 mg. Ta 1 tablett dagligen.", "<b>"))]
    html = stack_html(check_stack([*labels, labels[0]]), "sv")
    tags = Tags()
    tags.feed(html)
    assert not tags.open
    assert "3 produkter tillsammans" in html
    assert "600–1\xa0200 mg" in html
    assert html.count("<h1") == 1
    assert "<script>alert" not in html
    assert "<li>&lt;b&gt;</li>" in html
    ids = [a["id"] for _, a in tags.tags if "id" in a]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("language", "words"), [("sv", "Vad granskningen visar"), ("en", "What the check shows")])
def test_findings_with_arithmetic_and_source(language: OutputLanguage, words: str) -> None:
    html, tags = page(language=language)
    assert words in html
    assert "300 mg × 2 = 600 mg &gt; 250 mg" in html
    assert f'lang="{language}"' in html
    assert any(tag == "a" and (a.get("href") or "").startswith("https://") for tag, a in tags.tags)
    assert "no such file" in html


def test_headings_and_tables_can_be_heard() -> None:
    _, tags = page()
    names = [tag for tag, _ in tags.tags]
    assert names.count("h1") == 2
    assert "main" in names
    assert "caption" in names
    assert all(a.get("scope") in ("col", "row") for tag, a in tags.tags if tag == "th")
    ids = [a["id"] for _, a in tags.tags if "id" in a]
    assert len(ids) == len(set(ids))


def test_a_page_without_pictures_is_small() -> None:
    assert len(page()[0].encode()) < 150_000


def test_a_picture_stands_behind_its_boxes() -> None:
    jpeg = jpeg_of(bytes(3 * 2000 * 1000), 2000, 1000)
    assert jpeg.startswith(b"\xff\xd8")
    report = labelcheck.check(labelcheck.read_text(TEXT))
    html = reports_html([("x.jpg", report, [PagePicture(1, 2000, 1000, jpeg)])], "en")
    assert "data:image/jpeg;base64," in html
    assert re.search(r'viewBox="0 0 2000 1000"', html)


def test_a_label_without_a_panel() -> None:
    assert "Ingen näringstabell" in page("hej")[0]


def test_the_upper_level_is_that_of_the_person() -> None:
    label = labelcheck.read_text("Dosering: 1 tablett dagligen\nInnehåll per tablett\nZink 10 mg 100 %\n")
    for person, upper in ((labelcheck.Person(), "25 mg"), (labelcheck.Person(age=2), "7 mg")):
        page = reports_html([("label", labelcheck.check(label, person=person), [])], "en")
        assert f'<td class="n">{upper}</td>' in page


def test_a_page_of_a_pdf_is_shown_as_it_looks() -> None:
    data = (corpus.ROOT / "sv" / "b-komplex-dos-1-3" / "label.pdf").read_bytes()
    page = reports_html([("label.pdf", labelcheck.check(data), page_pictures(data))], "sv")
    assert "data:image/jpeg;base64," in page
    assert len(page) < 1_500_000


def test_amounts_per_daily_dose_are_not_said_to_lack_one() -> None:
    label = labelcheck.read_text("Näringsinnehåll per dagsdos\nZink 10 mg 100 %\nJärn 14 mg 100 %\n")
    page = reports_html([("label", labelcheck.check(label), [])], "sv")
    assert "Etiketten säger inte hur mycket en dagsdos är." in page
    assert "går inte att räkna ut" not in page


def test_what_is_above_its_level_is_told_in_words() -> None:
    html, _ = page("Zink 30 mg per tablett. Ta 1 tablett dagligen.\n")
    assert '<span class="above">! över gränsen</span>' in html
    assert "EFSA bedömer vara säker" in html
    html, _ = page("Zink 15 mg per tablett. Ta 1-2 tabletter dagligen.\n", "en")
    assert '<span class="above">! above the level at the highest dose</span>' in html
    assert 'class="above"' not in page("Zink 10 mg per tablett. Ta 1 tablett dagligen.\n")[0]


def test_what_the_text_says_below_the_amounts_is_told_too() -> None:
    text = "Kapslar\nPer kapsel: Zink 15 mg 100 %\nKollagen 2 g per 100 g\nTa 1 kapsel dagligen.\n"
    report = labelcheck.check(labelcheck.read_text(text), person=labelcheck.Person(sex="male", age=70))
    html = reports_html([("label.txt", report, [])], "sv")
    assert "Inte medräknat: Kollagen 2 g." in html
    assert "Etikettens egna procenttal utgår från andra referensvärden: EU:s gamla referensvärden" in html
    assert "Granskat för: man, 70 år" in html


def test_a_box_tells_its_reading_and_what_it_comes_to() -> None:
    pdf = corpus.ROOT / "sv" / "b-komplex-dos-1-3" / "label.pdf"
    report = labelcheck.check(pdf if pdf.exists() else corpus.ROOT / "sv" / "multivitamin-punktlinjer" / "label.pdf")
    html = reports_html([("label.pdf", report, [])], "sv")
    number, reading = next((n, r) for n, r in enumerate(report.label.readings) if r.nutrient == "riboflavin")
    intake = next(i for i in report.intakes if i.readings == (number,))
    title = next(t for t in re.findall("<title>(.*?)</title>", html) if t.startswith(reading.name))
    cells = title.split(" · ")
    assert cells[1] == amount_text(reading, "sv")
    assert cells[-1] == f"Per dag: {intake_text(intake, 'sv')[1]}"


def test_what_a_text_without_a_panel_tells_stands_on_the_page() -> None:
    text = "Kolloidalt silver\n500 ml. Drick 1 matsked två gånger dagligen.\nIngredienser: renat vatten, silver.\n"
    page = reports_html([("silver", labelcheck.check(labelcheck.read_text(text)), ())], "sv")
    assert 'class="verdict look-out"' in page
    assert "mineral-not-permitted-eu" in page
