"""Speed beside quantulum3 on the same texts in the same run; start-up, memory and linearity.

usage: python benchmarks/speed.py [--rounds N]

The labels are the project's samples and synthetic 20-row panels. quantulum3 finds quantities only; labelcheck reads
whole labels to intakes. Each round times both in turn, so that a drifting machine does not favour either. What is read of
a text that comes again is remembered as a whole: no two of the panels that are timed are alike, and none is read twice.
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import corpus
import labelcheck
from labelcheck.reading.panel import rows

NO_RULES = labelcheck.load_rules(shipped=False)
ROWS = [
    ("Vitamin A (retinylacetat)", "400 µg RE", "50"), ("Vitamin D3 (kolekalciferol)", "20 µg (800 IE)", "400"),
    ("Vitamin E", "12 mg α-TE", "100"), ("Vitamin K2 (menakinon-7)", "75 µg", "100"), ("Vitamin C", "80 mg", "100"),
    ("Tiamin", "1,1 mg", "100"), ("Riboflavin", "1,4 mg", "100"), ("Niacin (nikotinamid)", "16 mg NE", "100"),
    ("Vitamin B6", "1,4 mg", "100"), ("Folsyra", "400 µg", "200"), ("Vitamin B12", "2,5 µg", "100"),
    ("Biotin", "50 µg", "100"), ("Pantotensyra", "6 mg", "100"), ("Kalcium", "120 mg", "15"),
    ("Magnesium (citrat)", "56 mg", "15"), ("Järn", "14 mg", "100"), ("Zink", "10 mg", "100"),
    ("Koppar", "1 mg", "100"), ("Jod", "150 µg", "100"), ("Selen", "55 µg", "100"),
]  # fmt: skip


def panel(number: int) -> str:
    """Return a label of twenty rows with the text that surrounds them on a bottle; each number gives another."""
    gaps = " " * (2 + number % 23), " " * (2 + number // 23)
    printed = "\n".join(f"{name}{gaps[0]}{amount}{gaps[1]}{percent} %" for name, amount, percent in ROWS)
    return (
        f"Lingondal Multi Kvinna {number}\nKosttillskott. Rekommenderad dagsdos: 2 tabletter dagligen.\n"
        f"Innehåll per dagsdos (2 tabletter)      RI*\n{printed}\n* RI = referensintag för vuxna (8400 kJ/2000 kcal)\n"
        "Ingredienser: kalciumkarbonat, magnesiumcitrat, fyllnadsmedel (cellulosa), L-askorbinsyra, järnfumarat, "
        "nikotinamid, zinkcitrat, klumpförebyggande medel (magnesiumsalter av fettsyror), retinylacetat, "
        "pyridoxinhydroklorid, kaliumjodid, natriumselenit, kolekalciferol.\n"
        "Rekommenderad dagsdos bör ej överskridas. Kosttillskott ersätter inte en varierad kost.\n"
    )


def timed(work: object, texts: list[str]) -> float:
    """Return CPU seconds per text."""
    started = time.process_time()
    for text in texts:
        work(text)  # type: ignore[operator]
    return (time.process_time() - started) / len(texts)


def ours(text: str) -> None:
    """Read a label to its intakes."""
    labelcheck.check(labelcheck.read_text(text), rules=NO_RULES)


def compare(rounds: int) -> None:
    """Print CPU time per label for labelcheck and quantulum3."""
    warnings.simplefilter("ignore")
    from quantulum3 import parser

    print(
        f"{'CPU per label, median of ' + str(rounds):40}{'labelcheck':>12}{'quantulum3':>12}{'ratio':>8}{'labels/s':>10}"
    )
    samples = [s.text for s in corpus.all_samples()]
    sets: dict[str, Callable[[int], list[str]]] = {
        "20-row panel": lambda turn: [panel(turn * 60 + number) for number in range(60)],
        "samples": lambda turn: [text + "\n" * (turn + 1) for text in samples],  # the same label, and another text
    }
    for title, texts_of in sets.items():
        texts = texts_of(rounds)
        parser.parse(texts[0])
        ours(texts[0])
        gc.collect()
        gc.freeze()  # what either has loaded is not collected over and over while the other is timed
        pairs = [(timed(ours, texts_of(turn)), timed(parser.parse, texts[:20])) for turn in range(rounds)]
        mine = statistics.median(p[0] for p in pairs)
        theirs = statistics.median(p[1] for p in pairs)
        ratio = statistics.median(p[1] / p[0] for p in pairs)
        print(f"{title:40}{mine * 1e3:9.2f} ms{theirs * 1e3:9.2f} ms{ratio:8.1f}{1 / mine:10.0f}")


def linearity() -> None:
    """Print the time of junk of growing length."""
    line = "Lorem 12 ipsum, (dolor 5 mg sit) amet 3,5 % consectetur: 10 000 IE per kapsel; \n"
    print(f"\n{'junk, characters':40}{'seconds':>12}{'µs per character':>18}")
    for size in (10_000, 100_000, 1_000_000):
        text = line * (size // len(line))
        started = time.process_time()
        ours(text)
        took = time.process_time() - started
        print(f"{len(text):<40}{took:12.2f}{took / len(text) * 1e6:18.2f}")


def startup() -> None:
    """Print the time of whole processes: import, and a cold read and check of one small file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "label.txt"
        file.write_text("Magnesium 300 mg 80 %\n", "utf-8")
        read = [str(Path(sys.executable).parent / "labelcheck"), "read", str(file)]
        print(f"\n{'process, seconds, median of 7':40}{'wall':>12}{'CPU':>12}")
        for title, command in (
            ("python -c pass", [sys.executable, "-c", "pass"]),
            ("import labelcheck", [sys.executable, "-c", "import labelcheck"]),
            ("labelcheck read label.txt", read),
            ("labelcheck check label.txt", [read[0], "check", str(file)]),
        ):
            walls, processors = [], []
            for _ in range(7):
                started, before = time.perf_counter(), os.times()
                subprocess.run(command, check=False, capture_output=True)
                walls.append(time.perf_counter() - started)
                after = os.times()
                children = after.children_user - before.children_user + after.children_system - before.children_system
                processors.append(children)
            print(f"{title:40}{statistics.median(walls):12.3f}{statistics.median(processors):12.3f}")
        # measured by a small process of its own: a child inherits the peak of the one that starts it
        peak = subprocess.run(
            [sys.executable, "-c", _PEAK, *read], check=True, capture_output=True, text=True
        ).stdout.strip()
        print(f"{'peak memory of one label, MB':40}{int(peak) / 1024:12.1f}")


_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def main() -> int:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    print(f"labelcheck as {'machine code' if rows.__file__.endswith(('.so', '.pyd')) else 'Python'}\n")
    compare(args.rounds)
    linearity()
    startup()
    return 0


if __name__ == "__main__":
    sys.exit(main())
