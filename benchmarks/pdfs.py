"""PDFs in the guarded process: processor time and memory a page, beside pdfium alone in the same run.

usage: python benchmarks/pdfs.py [--rounds N] [FILE …]

pdfium alone gives a page's text and draws it once. Files given are measured as a group of their own. Processor time is
that of all threads of each process, read from /proc (Linux), so that other work on the machine weighs less.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import pypdfium2

import made
from labelcheck.errors import LabelcheckError
from labelcheck.sources.guard import Guard
from labelcheck.sources.limits import DEFAULT

_OWN: Final = ROOT / "samples" / "pdf"
_ALONE: Final = """
import sys, pypdfium2
for line in sys.stdin:
    document = pypdfium2.PdfDocument(line.rstrip("\\n"))
    for page in document:
        page.get_textpage().get_text_range()
        page.render(scale=1.5)
    print(len(document), flush=True)
"""
_PAGES: Final = 20
_NAMES: Final = (
    "Vitamin A",
    "Vitamin D",
    "Vitamin C",
    "Thiamin",
    "Riboflavin",
    "Niacin",
    "Folate",
    "Biotin",
    "Zinc",
    "Iron",
)

Cost = tuple[float, float]
"""Milliseconds a page, and the highest memory so far in megabytes."""


class Watched:
    """A process by its number: what it has used."""

    def __init__(self, number: int) -> None:
        self.folder = Path("/proc") / str(number)

    def milliseconds(self) -> float:
        """Return the processor time of all its threads."""
        tasks = (self.folder / "task").iterdir()
        return sum(int((one / "schedstat").read_text("ascii").split()[0]) for one in tasks) / 1e6

    def megabytes(self) -> float:
        """Return the most memory that it had."""
        status = dict(line.split(":", 1) for line in (self.folder / "status").read_text("ascii").splitlines())
        return int(status["VmHWM"].split()[0]) / 1000


def groups(given: Sequence[Path], folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Yield groups of files, each with what they have in common."""
    own = sorted(_OWN.glob("*.pdf"))
    looked = [p for p in own if p.stem in ("glyphs-unnamed", "marks-unnamed")]
    looked += sorted(ROOT.glob("samples/*/*/label.pdf"))
    plain = (
        "plain",
        "two-columns",
        "rotated-text",
        "rotated-page",
        "cropped",
        "back-to-front",
        "letter-by-letter",
        "map-agrees",
    )
    yield "fonts that tell what they draw", [p for p in own if p.stem in plain]
    yield "digits and marks looked at", looked
    yield "seen as a picture", [p for p in own if p.stem in ("scan", "outlines", "map-lies")]
    catalogue = pypdfium2.PdfDocument.new()
    for at in range(_PAGES):
        catalogue.import_pages(pypdfium2.PdfDocument(looked[2 + at % (len(looked) - 2)]))
    catalogue.save(folder / "labels.pdf")
    yield f"{_PAGES} pages of labels, fonts of their own", [folder / "labels.pdf"]
    for name, font, more in (("fonts that tell", made.HELVETICA, []), ("every digit looked at", *_drawn())):
        path = folder / f"{name}.pdf"
        path.write_bytes(made.pdf([_dense(n) for n in range(_PAGES)], font=font, objects_from_4=more, size=(600, 800)))
        yield f"{_PAGES} dense pages, {name}", [path]
    if given:
        yield "given", list(given)


def _drawn() -> tuple[bytes, list[bytes]]:
    font, glyphs = made.drawn_font("Courier")
    return font, [made.to_unicode({}), *glyphs]


def _dense(number: int) -> bytes:
    """Return a page of a catalogue: two panels of twenty rows."""
    placed: list[made.Placed] = [(40, 770, f"Product {number}, per daily dose (1 tablet)")]
    for i in range(40):
        name, y = _NAMES[i % len(_NAMES)], 750 - 18 * i
        placed += [(40, y, name), (300, y, f"{(number * 41 + i) % 97 + 1},{i % 10} mg"), (420, y, f"{i + 10} %")]
    return made.content(placed, font=10)


def costs(
    files: Sequence[Path], read: Callable[[Path], int], watched: Watched, rounds: int
) -> tuple[list[float], float]:
    """Return what a page of each file takes in each round but the first, which warms up, and the most memory."""
    found = []
    for turn in range(rounds + 1):
        for path in files:
            before = watched.milliseconds()
            pages = read(path)
            if turn:
                found.append((watched.milliseconds() - before) / max(1, pages))
    return found, watched.megabytes()


def guarded(files: Sequence[Path], rounds: int) -> tuple[list[float], float]:
    """Measure labelcheck's process."""
    guard = Guard()
    process = guard._start()  # noqa: SLF001 - its number tells what it uses

    def read(path: Path) -> int:
        try:
            return len(guard.read("pdf", path.read_bytes(), path.name, DEFAULT, None)[0])
        except LabelcheckError as error:
            sys.exit(f"{path}: {error}")

    try:
        read(files[0])
        return costs(files, read, Watched(process.pid), rounds)
    finally:
        guard.close()


def alone(files: Sequence[Path], rounds: int) -> tuple[list[float], float]:
    """Measure pdfium by itself."""
    with subprocess.Popen(
        [sys.executable, "-c", _ALONE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def read(path: Path) -> int:
            process.stdin.write(f"{path}\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            return int(process.stdout.readline())  # type: ignore[union-attr]

        read(files[0])
        try:
            return costs(files, read, Watched(process.pid), rounds)
        finally:
            process.stdin.close()  # type: ignore[union-attr]


def main() -> None:
    """Measure and print."""
    import tempfile

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("files", nargs="*", type=Path)
    args = parser.parse_args()
    print(f"{'':38} {'files':>5}  {'labelcheck, ms a page':>24} {'MB':>5}  {'pdfium alone, ms a page':>24} {'MB':>5}")
    print(f"{'':38} {'':5}  {'median':>12} {'longest':>11} {'':5}  {'median':>12} {'longest':>11}")
    with tempfile.TemporaryDirectory() as folder:
        for name, files in groups(args.files, Path(folder)):
            shown = []
            for measure in (guarded, alone):
                took, most = measure(files, args.rounds)
                shown.append(f"{statistics.median(took):12.0f} {max(took):11.0f} {most:5.0f}")
            print(f"{name:38} {len(files):5}  {'  '.join(shown)}", flush=True)


if __name__ == "__main__":
    main()
