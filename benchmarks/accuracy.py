"""How much of the project's own samples is read right, per language.

usage: python benchmarks/accuracy.py
"""

import sys
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import corpus
import labelcheck


def main() -> int:
    """Print the table."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sample in corpus.all_samples():
        count = count_sample(sample)
        counts[sample.id.partition("/")[0]].update(count)
        counts["all"].update(count)
    print(f"{'':5}{'labels':>7}{'whole':>7}{'rows':>6}{'right':>8}{'wrong ok':>9}{'dose':>7}{'intakes':>9}")
    for language, c in [*sorted(i for i in counts.items() if i[0] != "all"), ("all", counts["all"])]:
        print(
            f"{language:5}{c['labels']:7d}{c['whole']:7d}{c['rows']:6d}{c['right'] / c['rows']:8.4f}{c['silent']:9d}"
            f"{c['dose'] / c['labels']:7.3f}{c['intakes_right'] / max(1, c['intakes']):9.4f}"
        )
    return 0


def count_sample(sample: corpus.Sample) -> Counter[str]:
    """Return how many rows, doses and intakes of a sample there are and are right."""
    report = labelcheck.check(labelcheck.read_text(sample.text))
    faults = corpus.faults(sample)
    c = Counter(labels=1, whole=not faults, dose=not any(f.startswith("dose") for f in faults))
    readings = list(report.label.readings)
    for want in sample.expected["readings"]:
        c["rows"] += 1
        value = want["amount"] and Decimal(want["amount"]["value"])
        named = [r for r in readings if corpus.same_name(want["name"], r.name)]
        exact = [r for r in named if (r.amount and r.amount.value == value) or (r.amount is None and value is None)]
        if exact:
            readings.remove(exact[0])
            c["right"] += 1
        elif named and named[0].status == "ok":
            c["silent"] += 1
    c["intakes"] += len(sample.expected["intakes"] or {})
    c["intakes_right"] = c["intakes"] - sum(f.startswith("intake of") for f in faults)
    return c


if __name__ == "__main__":
    sys.exit(main())
