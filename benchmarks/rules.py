"""What the rules cost: reading alone, with the shipped rules, and with a thousand more on other nutrients.

usage: python benchmarks/rules.py [--rounds N]

All three are timed in turn in each round on the same 20-row labels, so that a drifting machine favours none.
"""

import argparse
import gc
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from speed import panel, timed

import labelcheck
from labelcheck.knowledge import load

EXTRA = 1000
RULE = """\
id: {id}
topic: mine
title: {{sv: Mycket {nutrient}, en: Much {nutrient}}}
severity: notice
basis: opinion
concern: product
kind: intake-above
nutrient: {nutrient}
limit: "{limit} {unit}/day"
message: {{sv: "{{intake}}", en: "{{intake}}"}}
why: a benchmark
"""


def more_rules(folder: Path, used: set[str]) -> None:
    """Write a thousand rules on nutrients that the labels do not hold."""
    others = [n for n in load().nutrients.values() if n.id not in used]
    for number in range(EXTRA):
        nutrient = others[number % len(others)]
        name = f"mine-{number}"
        text = RULE.format(id=name, nutrient=nutrient.id, limit=number + 1, unit=nutrient.unit)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    numbers = itertools.count()  # no panel twice: what is read of a text that comes again is remembered
    plain = labelcheck.load_rules(shipped=False)
    shipped = labelcheck.load_rules()
    used = {r.nutrient for r in labelcheck.read_text(panel(next(numbers))).readings if r.nutrient}
    with tempfile.TemporaryDirectory() as name:
        more_rules(Path(name), used)
        started = time.perf_counter()
        many = labelcheck.load_rules(name)
        loading = time.perf_counter() - started
    sets = {"no rules": plain, f"{len(shipped)} shipped": shipped, f"{len(many)} rules": many}
    for rules in sets.values():
        labelcheck.check(labelcheck.read_text(panel(next(numbers))), rules=rules)
    gc.collect()
    gc.freeze()
    took: dict[str, list[float]] = {name: [] for name in sets}
    for _ in range(rounds):
        for name, rules in sets.items():
            texts = [panel(next(numbers)) for _ in range(30)]
            took[name].append(timed(lambda t, r=rules: labelcheck.check(labelcheck.read_text(t), rules=r), texts))
    base = took[f"{len(shipped)} shipped"]
    print(f"{'read and check, 20 rows, CPU':32}{'ms a label':>12}{'labels/s':>10}{'to shipped':>12}")
    for name, times in took.items():
        ratio = statistics.median(t / b for t, b in zip(times, base, strict=True))
        middle = statistics.median(times)
        print(f"{name:32}{middle * 1e3:12.2f}{1 / middle:10.0f}{ratio:12.2f}")
    print(f"loading {EXTRA} rule files: {loading:.2f} s")
    sample = Path(tempfile.gettempdir()) / "labelcheck-bench.txt"
    sample.write_text(texts[0], encoding="utf-8")
    walls = []
    for _ in range(rounds):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "labelcheck", "check", sample], check=True, capture_output=True)
        walls.append(time.perf_counter() - started)
    sample.unlink()
    print(f"cold `labelcheck check` on one label: {statistics.median(walls):.2f} s (limit 0.6)")


if __name__ == "__main__":
    main()
