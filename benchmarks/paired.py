"""Reading in this tree beside another one of labelcheck: the same texts, a few in turn, in CPU time.

usage: python benchmarks/paired.py OTHER [--seed N] [--labels N] [--texts FILE.jsonl ...]

OTHER is a folder that holds ``labelcheck``: the ``src`` of a checkout, or an installation's ``site-packages``. A process
of each is given the same few texts in turn, so that a machine that others use favours neither. The sets are

- made labels of twenty rows of which no two are alike, the first of all read before the clock runs;
- the samples of this checkout, and ``text`` of each line of FILE.jsonl, once and ten times over. Of texts that come
  again the whole reading is remembered: the tenfold sets measure that, and not how fast a new text is read;
- the making of reports of what was read, as a share of reading: (reading + checking) / reading, in this tree.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
_STEPS: Final = 60
_WORKER: Final = """
import json, sys, time
import labelcheck
texts = json.loads(sys.stdin.readline())
labelcheck.check(labelcheck.read_text("Zink 10 mg"))
for line in sys.stdin:
    start, end = map(int, line.split())
    began = time.process_time()
    read = [labelcheck.read_text(text) for text in texts[start:end]]
    took = time.process_time() - began
    began = time.process_time()
    for label in read:
        labelcheck.check(label)
    print(took, time.process_time() - began, flush=True)
"""
NAMES: Final = (
    "Vitamin A", "Vitamin D3", "Vitamin E", "Vitamin K2", "Vitamin C", "Tiamin", "Riboflavin", "Niacin", "Vitamin B6",
    "Folsyra", "Vitamin B12", "Biotin", "Pantotensyra", "Kalcium", "Magnesium", "Järn", "Zink", "Koppar", "Jod", "Selen",
    "Krom", "Molybden", "Mangan", "Kalium", "Fosfor", "Klorid", "Bor", "Kisel",
)  # fmt: skip


def made_labels(count: int, seed: int) -> list[str]:
    """Return labels of twenty rows with amounts, percentages and directions of their own."""
    rnd = random.Random(seed)  # noqa: S311
    labels = []
    for number in range(count):
        rows = [
            f"{name}{' ' * rnd.randrange(2, 30)}{rnd.randrange(1, 900)} {rnd.choice(('mg', 'µg'))}"
            f"{' ' * rnd.randrange(2, 9)}{rnd.randrange(5, 200)} %"
            for name in rnd.sample(NAMES, 20)
        ]
        pieces, often = rnd.randrange(1, 9), rnd.randrange(1, 4)
        dose = rnd.choice((f"Ta {pieces} tabletter dagligen", f"{pieces} tabletter {often} gånger om dagen till maten"))
        labels.append(
            f"Ulvsund {number} Multi {rnd.randrange(9999)}\nDosering: {dose}, gärna med vatten.\nInnehåll per tablett\n"
            + "\n".join(rows)
            + "\nIngredienser: fyllnadsmedel (cellulosa), askorbinsyra, zinkoxid, magnesiumoxid.\n"
        )
    return labels


class Worker:
    """A process that reads with one tree."""

    def __init__(self, source: Path, texts: list[str]) -> None:
        """Start it."""
        process = subprocess.Popen(
            [sys.executable, "-c", _WORKER],
            env=os.environ | {"PYTHONPATH": str(source)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipes")
        self._process, self._to, self._from = process, process.stdin, process.stdout
        self._say(json.dumps(texts))

    def _say(self, line: str) -> None:
        self._to.write(f"{line}\n")
        self._to.flush()

    def seconds(self, start: int, end: int) -> tuple[float, float]:
        """Return what reading, and checking, some of the texts takes."""
        self._say(f"{start} {end}")
        read, checked = self._from.readline().split()
        return float(read), float(checked)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def compare(title: str, texts: list[str], other: Path) -> None:
    """Print one line of the table."""
    workers = [Worker(other, texts), Worker(ROOT / "src", texts)]
    step = max(1, len(texts) // _STEPS)
    reads: list[tuple[float, float]] = []
    checked = 0.0
    for turn, start in enumerate(range(0, len(texts), step)):
        took = [0.0, 0.0]
        for which in (0, 1) if turn % 2 else (1, 0):
            took[which], checks = workers[which].seconds(start, min(len(texts), start + step))
            checked += checks if which else 0.0
        reads.append((took[0], took[1]))
    for worker in workers:
        worker.close()
    theirs, ours = sum(a for a, _ in reads), sum(b for _, b in reads)
    print(
        f"{title:34}{len(texts):6}{theirs / len(texts) * 1e3:9.2f} ms{ours / len(texts) * 1e3:9.2f} ms"
        f"{ours / theirs:8.2f}{statistics.median(b / a for a, b in reads):8.2f}{(ours + checked) / ours:16.2f}"
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--labels", type=int, default=400)
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    sets = {"samples": [p.read_text("utf-8") for p in sorted(ROOT.glob("samples/*/*/label.txt"))]}
    for file in args.texts:
        sets[file.name] = [json.loads(line)["text"] for line in file.read_text("utf-8").splitlines()]
    print(f"{'CPU per label':34}{'texts':>6}{'other':>12}{'this':>12}{'ratio':>8}{'median':>8}{'with checking':>16}")
    for seed in (args.seed, args.seed + 1):
        compare(f"made labels, seed {seed}", made_labels(args.labels, seed), args.other)
    for name, texts in sets.items():
        compare(name, texts, args.other)
        compare(f"{name}, ten times", texts * 10, args.other)
    return 0


if __name__ == "__main__":
    sys.exit(main())
