"""Bytes of unknown origin become the text that was written."""

from pathlib import Path

import pytest

from labelcheck.catalogue.encodings import code_page, mended
from labelcheck.catalogue.format import Input
from labelcheck.catalogue.formats import plan
from labelcheck.catalogue.row import Progress

TEXTS = {
    "cp1250": "Składniki: żelazo 14 mg, wapń 120 mg. Spożywać 1 tabletkę dziennie.",
    "cp1257": "Składniki: żelazo 14 mg, wapń 120 mg. Spożywać 1 tabletkę dziennie.",
    "cp1251": "Железо 14 мг. Принимать по 1 таблетке в день.",
    "cp1252": "Järn 14 mg för vuxna. Mængde: på. Compléments à base de sélénium. España.",
}


@pytest.mark.parametrize("page", TEXTS)
def test_code_pages_of_all_languages(page: str) -> None:
    data = TEXTS[page].encode(page)
    assert data.decode(code_page([data])) == TEXTS[page]


@pytest.mark.parametrize("text", [*TEXTS.values(), "25 µg", "5 × 10⁹ CFU", "”Åkerö” – 2 °C", "Å…", "Ã"])
def test_spoilt_utf8_is_mended_and_nothing_else(text: str) -> None:
    spoilt = "".join(b.decode("cp1252") if b not in _UNDEFINED else chr(b[0]) for b in _bytes(text))
    assert mended(text) == text
    if spoilt.count("Ã") + spoilt.count("Â") + spoilt.count("Å") + spoilt.count("Ð") > 1:
        assert mended(spoilt) == text


_UNDEFINED = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")


def _bytes(text: str) -> list[bytes]:
    return [bytes([b]) for b in text.encode()]


def test_few_letters_of_a_code_page_are_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        "Artikelnr: 1\nInnehåll: zink 25 µg per tablett\nArtikelnr: 2\nInnehåll: zink 5 mg\n".encode("cp1252")
    )
    assert [p.text for p in plan(Input(path)).products(Progress())] == ["zink 25 µg per tablett", "zink 5 mg"]
