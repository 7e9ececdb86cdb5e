"""Renders the samples as printed labels with headless Chromium, and photographs them under many conditions.

usage: python scripts/render_samples.py FOLDER [--only SLUG] [--conditions usual|all] [--seed N]

Needs Chromium (Debian: apt-get install chromium). Brands are invented, as all samples are. Every picture is made
anew from the samples' expected.json, so that what it shows is known exactly.
"""

from __future__ import annotations

import argparse
import html
import json
import shutil
import subprocess
import sys
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from degrade import CONDITIONS, USUAL, Pixels

SAMPLES: Final = Path(__file__).parent.parent / "samples"
_POINTS: Final = frozenset({"en", "mul"})
_HEADINGS: Final = {
    "sv": ("Näringsinnehåll", "per dagsdos", "% RI*", "* Referensintag enligt förordning (EU) 1169/2011."),
    "da": ("Næringsindhold", "pr. daglig dosis", "% RI*", "* Referenceindtag."),
    "nb": ("Næringsinnhold", "per døgndose", "% RI*", "* Referanseinntak."),
    "fi": ("Ravintosisältö", "päiväannoksessa", "% VR*", "* Päivittäisen saannin vertailuarvo."),
    "de": ("Nährwerte", "pro Tagesdosis", "% NRV*", "* Nährstoffbezugswerte."),
    "fr": ("Valeurs nutritionnelles", "par dose journalière", "% VNR*", "* Valeurs nutritionnelles de référence."),
    "en": ("Nutrition information", "per daily dose", "% NRV*", "* Nutrient reference value."),
}
_FONTS: Final = (
    "DejaVu Sans",
    "Liberation Sans",
    "Liberation Serif",
    "DejaVu Sans Condensed",
    "Liberation Sans Narrow",
)
_MONO: Final = "DejaVu Sans Mono"
_STYLES: Final = ("ruled", "lines", "bare", "dark", "typed")
_SCALE: Final = 2


@dataclass(frozen=True)
class Render:
    """One printed label: its clean pixels and what it says."""

    id: str
    style: str
    pixels: Pixels
    expected: dict[str, Any]


def labels() -> list[tuple[str, str, dict[str, Any]]]:
    """Return id, text and expectation of every sample that suits a picture."""
    found = []
    for path in sorted(SAMPLES.glob("*/*/label.txt")):
        if path.parent.parent.name == "ru":
            continue  # the engines' usual languages hold no Cyrillic
        found.append(
            (
                f"{path.parent.parent.name}/{path.parent.name}",
                path.read_text("utf-8"),
                json.loads((path.parent / "expected.json").read_text("utf-8")),
            )
        )
    return found


def page_of(slug: str, text: str, expected: dict[str, Any], style: str, font: str) -> tuple[str, dict[str, Any]]:
    """Return a label as a web page, and what of it is expected to be read."""
    language = slug.partition("/")[0]
    rows = [r for r in expected["readings"] if r["amount"] is not None and not r.get("also") and "(" not in r["name"]]
    tabular = style != "typed" and len(rows) > 2 and language in _HEADINGS
    ink, paper = ("#f2f2f2", "#14264a") if style == "dark" else ("#111", "#fff")
    border = {"ruled": f"1px solid {ink}", "lines": f"0 solid {ink}"}.get(style, "0")
    rule = f"border-bottom: 1px solid {ink};" if style == "lines" else ""
    if tabular:
        body, shown = _table(language, expected.get("product") or "", rows), {"readings": rows}
    else:
        body, shown = f"<pre>{html.escape(text)}</pre>", expected
        font = _MONO
    return (
        (
            f"<meta charset=utf-8><style>body{{margin:24px;font:16px '{font}';color:{ink};background:{paper};"
            f"display:inline-block;max-width:{760 if tabular else 900}px}} table{{border-collapse:collapse;margin:10px 0}}"
            f"td,th{{border:{border};{rule}padding:3px 10px;text-align:left}} td+td{{text-align:right}}"
            f"pre{{font:15px '{_MONO}';white-space:pre-wrap}}</style>{body}"
        ),
        shown,
    )


def _table(language: str, product: str, rows: list[dict[str, Any]]) -> str:
    name, per, share, foot = _HEADINGS[language]
    printed = "".join(
        f"<tr><td>{html.escape(r['name'])}<td>{_amount(r['amount'], language)}<td>{_percent(r['percent'], language)}"
        for r in rows
    )
    return (
        f"<b>{html.escape(product)}</b><table><tr><th>{name}<th>{per}<th>{share}{printed}</table><small>{foot}</small>"
    )


def _amount(amount: dict[str, Any], language: str) -> str:
    value = amount["value"] if language in _POINTS else amount["value"].replace(".", ",")
    parts = [
        amount.get("bound") or "",
        value,
        " ",
        amount["unit"],
        f" {amount['qualifier']}" if amount.get("qualifier") else "",
    ]
    return html.escape("".join(parts))


def _percent(value: str | None, language: str) -> str:
    if value is None:
        return "–"
    return f"{value if language in _POINTS else value.replace('.', ',')} %"


def browser() -> str:
    """Return the path of Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("render_samples: Chromium is not installed (Debian: apt-get install chromium)")
    return found


def render(page: str, folder: Path) -> Pixels:
    """Return the pixels of a web page, cut to what is printed."""
    source, target = folder / "label.html", folder / "label.png"
    source.write_text(page, "utf-8")
    subprocess.run(
        [
            browser(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--force-device-scale-factor={_SCALE}", "--window-size=960,2400", f"--screenshot={target}", str(source),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    whole = np.asarray(cv2.imread(str(target)), dtype=np.uint8)
    differs = np.abs(whole.astype(np.int16) - whole[2, 2].astype(np.int16)).sum(axis=2) > 24
    ys, xs = np.nonzero(differs)
    margin = 36
    y1, x1 = min(whole.shape[0], int(ys.max()) + margin), min(whole.shape[1], int(xs.max()) + margin)
    return whole[max(0, int(ys.min()) - margin) : y1, max(0, int(xs.min()) - margin) : x1]


def renders(folder: Path, only: str = "") -> list[Render]:
    """Return all labels as printed, rendered once into ``folder`` and taken from there the next time."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for number, (slug, text, expected) in enumerate(labels()):
        if only not in slug:
            continue
        style, font = _STYLES[number % len(_STYLES)], _FONTS[(number // 2) % len(_FONTS)]
        page, shown = page_of(slug, text, expected, style, font)
        kept = folder / f"{slug.replace('/', '-')}-{zlib.crc32(page.encode()):08x}.png"
        if not kept.exists():
            with tempfile.TemporaryDirectory() as temporary:
                cv2.imwrite(str(kept), render(page, Path(temporary)))
        found.append(Render(slug, style, np.asarray(cv2.imread(str(kept)), dtype=np.uint8), shown))
    return found


def photograph(label: Render, condition: str, seed: int) -> Pixels:
    """Return the label under a condition; the same seed gives the same picture."""
    rng = np.random.default_rng([seed, zlib.crc32(label.id.encode()), zlib.crc32(condition.encode())])
    return CONDITIONS[condition](label.pixels, rng)


def main() -> int:
    """Write all pictures to a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="labels whose id holds this")
    parser.add_argument("--conditions", choices=("usual", "all"), default="usual")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for label in renders(args.folder / "clean", args.only):
        for condition in USUAL if args.conditions == "usual" else CONDITIONS:
            name = f"{label.id.replace('/', '-')}.{condition.replace(' ', '-')}.png"
            cv2.imwrite(str(args.folder / name), photograph(label, condition, args.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
