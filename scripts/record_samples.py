"""Makes the photographs and PDFs that are checked in, and records what the engine reads in the photographs.

usage: python scripts/record_samples.py

For each pair below it writes beside the sample's label.txt: photo-<condition>.jpg, the engine's words as
photo-<condition>.words.json, and the rows that the picture shows as photo-<condition>.expected.json. Fast tests
replay the words; the live tests read the pictures themselves. Needs Chromium and RapidOCR.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import cv2

sys.path.insert(0, str(Path(__file__).parent))

from render_samples import SAMPLES, browser, labels, page_of, photograph, renders

from labelcheck.model import Page
from labelcheck.scan import scan
from labelcheck.sources.limits import ScanOptions

PHOTOS: Final = (
    ("sv/multivitamin-punktlinjer", "bottle"),
    ("sv/b-komplex-dos-1-3", "perspective"),
    ("sv/gammal-rda-bas", "quarter turn"),
    ("sv/omega-3-varav-epa-dha", "tilted"),
    ("sv/magnesium-trippel-varav", "crumpled"),
    ("sv/flytande-jarn-lopande-text", "half turn"),
    ("sv/a-vitamin-varav-betakaroten", "dark"),
    ("sv/jarn-varannan-dag", "bottle aslant"),
)
PDFS: Final = ("sv/multivitamin-punktlinjer", "sv/flytande-jarn-lopande-text", "sv/b-komplex-dos-1-3")
_QUALITY: Final = 70


def words_of(page: Page) -> dict[str, Any]:
    """Return a page's words as they are kept: text, corners, box in the file, score."""
    return {
        "width": page.width,
        "height": page.height,
        "words": [
            [w.text, [round(v, 1) for p in w.quad for v in p], [round(v, 1) for v in w.box], round(w.score, 3)]
            for w in page.words
        ],
    }


def record_photos(folder: Path) -> None:
    """Write the photographs, their words and what they show."""
    for slug, condition in PHOTOS:
        (label,) = [r for r in renders(folder, slug) if r.id == slug]
        home = SAMPLES / slug / f"photo-{condition.replace(' ', '-')}"
        options = [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
        data = cv2.imencode(".jpg", photograph(label, condition, 1), options)[1].tobytes()
        home.with_suffix(".jpg").write_bytes(data)
        (page,) = scan(data, "image", slug, ScanOptions(ocr="rapidocr")).pages
        _write(home.with_suffix(".words.json"), words_of(page))
        _write(home.with_suffix(".expected.json"), _rows(label.expected))


def record_pdfs() -> None:
    """Write the samples' PDFs, with their text as Chromium prints it."""
    texts = {slug: (text, expected) for slug, text, expected in labels()}
    for number, slug in enumerate(PDFS):
        page, shown = page_of(slug, *texts[slug], ("ruled", "typed", "bare")[number], "Liberation Sans")
        with tempfile.TemporaryDirectory() as temporary:
            source = Path(temporary) / "label.html"
            source.write_text(page, "utf-8")
            target = SAMPLES / slug / "label.pdf"
            subprocess.run(
                [browser(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}", str(source)],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
        _write(target.with_suffix(".pdf.expected.json"), _rows(shown))


def _rows(shown: dict[str, Any]) -> list[list[str | None]]:
    """Return name, amount, unit and percentage of the rows that a picture or PDF shows."""
    return [
        [r["name"], r["amount"]["value"], r["amount"]["unit"], r["percent"]]
        for r in shown["readings"]
        if r["amount"] is not None
    ]


def _write(path: Path, value: Any) -> None:  # noqa: ANN401
    lines = json.dumps(value, ensure_ascii=False).replace("], [", "],\n[")
    path.write_text(lines + "\n", "utf-8")


def main() -> int:
    """Record everything."""
    record_photos(Path(__file__).parent.parent / "build" / "renders")
    record_pdfs()
    return 0


if __name__ == "__main__":
    sys.exit(main())
