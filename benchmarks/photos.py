"""How much of photographed labels is read right, how well confidence tells so, and what it costs.

usage: python benchmarks/photos.py [--ocr ENGINE] [--each N] [--conditions usual|all] [--only SLUG] [--cost] [--misses N]

Labels are the samples, rendered by scripts/render_samples.py (Chromium is needed) and kept under build/. Each is
photographed under N of the conditions in turn, so that every condition meets as many labels. ``--cost`` measures
instead what labelcheck adds to the bare engine, in the same run.
"""

from __future__ import annotations

import argparse
import itertools
import re
import resource
import statistics
import sys
import time
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import cv2
import numpy as np
from degrade import CONDITIONS, USUAL
from render_samples import Render, photograph, renders

import labelcheck
from labelcheck.model import Reading
from labelcheck.scan import read_scan, scan
from labelcheck.sources.limits import ScanOptions

BINS = (0.0, 0.45, 0.55, 0.9, 0.95, 0.965, 0.98, 1.01)


def tokens(name: str) -> set[str]:
    """Return the words of a name, folded."""
    from labelcheck.knowledge.fold import fold

    return {t for t in re.split(r"\W+", fold(name)) if t}


def same_name(one: str, other: str) -> bool:
    """Whether most words of the shorter name stand in the longer one."""
    a, b = tokens(one), tokens(other)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= 0.6


def same_amount(want: dict[str, Any], got: Reading) -> bool:
    """Whether an amount that is expected is among those of a reading."""
    return any(
        a is not None and Decimal(want["value"]) == a.value and want["unit"] == a.unit for a in (got.amount, *got.also)
    )


def judge(
    label: Render, readings: tuple[Reading, ...], reliability: dict[float, Counter[str]]
) -> tuple[Counter[str], list[str]]:
    """Count a label's rows that are read right, wrong and silently wrong; keep score of confidence."""
    count: Counter[str] = Counter(labels=1)
    misses = []
    wanted = [r for r in label.expected["readings"] if r["amount"] is not None]
    used: set[int] = set()
    for want in wanted:
        count["rows"] += 1
        named = [i for i, r in enumerate(readings) if i not in used and same_name(want["name"], r.name)]
        right = [i for i in named if same_amount(want["amount"], readings[i])]
        if right:
            used.add(right[0])
            count["right"] += 1
            count["trusted"] += readings[right[0]].status == "ok"
            score(reliability, readings[right[0]], right=True)
            continue
        wrong = [readings[i] for i in named if readings[i].amount is not None]
        for reading in wrong[:1]:
            score(reliability, reading, right=False)
        silent = [
            r
            for r in wrong
            if r.status == "ok" and not any(same_name(o["name"], r.name) for o in wanted if o is not want)
        ]
        count["silent"] += bool(silent)
        shown = silent or wrong
        misses.append(
            f"{'SILENT' if silent else 'missed'} {want['name']} {want['amount']['value']} {want['amount']['unit']}"
            f" | {[(r.name, r.amount and str(r.amount.value), r.amount and r.amount.unit, r.status, r.notes) for r in shown[:1]]}"
        )
    for i, reading in enumerate(readings):
        if reading.amount is not None:
            count["readings"] += 1
            known = i in used or any(same_name(w["name"], reading.name) for w in label.expected["readings"])
            count["readings_ok"] += known
            if not known:
                misses.append(f"stray {reading.name} {reading.amount.value} {reading.amount.unit}")
    return count, misses


def score(reliability: dict[float, Counter[str]], reading: Reading, *, right: bool) -> None:
    """Count a reading under its confidence."""
    low = max(b for b in BINS if b <= reading.confidence)
    reliability[low].update(n=1, right=right)


def accuracy(args: argparse.Namespace) -> int:
    """Print rows read right per condition, and how often readings of a confidence were right."""
    conditions = list(USUAL if args.conditions == "usual" else CONDITIONS)
    labels = renders(ROOT / "build" / "renders", args.only)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    reliability: defaultdict[float, Counter[str]] = defaultdict(Counter)
    options = ScanOptions(ocr=args.ocr)
    for number, label in enumerate(labels):
        for turn in range(min(args.each, len(conditions))):
            condition = conditions[(number * args.each + turn) % len(conditions)]
            data = cv2.imencode(".png", photograph(label, condition, args.seed))[1].tobytes()
            read = labelcheck.read(data, name=label.id, options=options)
            count, misses = judge(label, read.readings, reliability)
            counts[condition] += count
            counts["all"] += count
            for miss in misses[: args.misses]:
                print(f"  {label.id} [{label.style}] {condition}: {miss}", flush=True)
    print(
        f"\n{args.ocr}\n{'':16}{'labels':>7}{'rows':>6}{'recall':>8}{'precis':>8}{'F1':>8}{'silent':>7}{'trusted':>9}"
    )
    for name in [*conditions, "all"]:
        c = counts[name]
        if c["rows"]:
            recall, precision = c["right"] / c["rows"], c["readings_ok"] / max(1, c["readings"])
            f1 = 2 * recall * precision / max(recall + precision, 1e-9)
            print(
                f"{name:16}{c['labels']:7}{c['rows']:6}{recall:8.4f}{precision:8.4f}{f1:8.4f}{c['silent']:7}"
                f"{c['trusted'] / max(1, c['right']):9.4f}"
            )
    print(f"\n{'confidence':16}{'readings':>9}{'right':>8}")
    for low, high in itertools.pairwise(BINS):
        if reliability[low]["n"]:
            share = reliability[low]["right"] / reliability[low]["n"]
            print(f"{low:.3f} – {min(high, 1):.3f}  {reliability[low]['n']:9}{share:8.4f}")
    return 0


def cost(args: argparse.Namespace) -> int:
    """Print what labelcheck's own work and its second looks add to the bare engine, on pictures of two megapixels."""
    from labelcheck.knowledge import load
    from labelcheck.sources.ocr.engine import load_engine

    engine, knowledge = load_engine(args.ocr), load()
    shares: defaultdict[str, list[float]] = defaultdict(list)
    chosen = renders(ROOT / "build" / "renders", args.only)[:: max(1, 60 // max(1, args.each))]
    for label in chosen:
        pixels = two_megapixels(photograph(label, "perspective", args.seed))
        data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
        engine.read(pixels)
        began = time.perf_counter()
        engine.read(pixels)
        bare = time.perf_counter() - began
        began = time.perf_counter()
        scanned = scan(data, "image", label.id, ScanOptions(ocr=args.ocr))
        seen = time.perf_counter() - began
        read_scan(scanned, knowledge)
        whole = time.perf_counter() - began
        shares["bare engine, s"].append(bare)
        shares["decoding, geometry, words, ratio"].append(seen / bare)
        shares["with reading and second looks, ratio"].append(whole / bare)
    print(args.ocr)
    for name, values in shares.items():
        print(
            f"  {name:38} median {statistics.median(values):6.2f}  mean {statistics.fmean(values):6.2f}  max {max(values):6.2f}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  peak memory {peak:.0f} MB, of any child {child:.0f} MB")
    return 0


def two_megapixels(pixels: Any) -> Any:  # noqa: ANN401
    """Return a picture on a desk as large as a phone's smaller photographs."""
    scene = np.full((1224, 1632, 3), (120, 135, 150), dtype=np.uint8)
    factor = min(1180 / pixels.shape[0], 1580 / pixels.shape[1])
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    scene[20 : 20 + small.shape[0], 20 : 20 + small.shape[1]] = small
    return scene


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ocr", default="auto")
    parser.add_argument("--each", type=int, default=4, help="conditions per label")
    parser.add_argument("--conditions", choices=("usual", "all"), default="all")
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--cost", action="store_true")
    args = parser.parse_args()
    return cost(args) if args.cost else accuracy(args)


if __name__ == "__main__":
    sys.exit(main())
