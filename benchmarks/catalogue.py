"""Catalogues measured: rate, CPU against a bare loop, memory, linearity, the unchanged rerun, kills.

    python benchmarks/catalogue.py [--rows 10000 30000] [--kills 3]

Starts ``labelcheck catalogue`` as a process and samples the memory of it and its workers from /proc.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
from catalogue_data import rows, write

import labelcheck


class Measured(NamedTuple):
    """Seconds of wall time and of CPU (parent and workers), peak resident MB of the parent and of the largest worker."""

    seconds: float
    cpu: float
    parent: float
    worker: float
    said: str


def run(path: Path, out: Path, kill_at: int | None = None) -> Measured | None:
    """Run once; with ``kill_at``, kill it as soon as so many products are done, and return None."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "labelcheck", "catalogue", str(path), "--output", str(out)],
        stderr=subprocess.PIPE,
        text=True,
    )
    parent = worker = 0.0
    while process.poll() is None:
        if kill_at is not None and done(out) >= kill_at:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return None
        parent = max(parent, _resident(process.pid))
        worker = max([worker, *(_resident(p) for p in _children(process.pid))])
        time.sleep(0.2)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert process.stderr is not None  # noqa: S101
    return Measured(time.monotonic() - start, cpu, parent, worker, process.stderr.read().splitlines()[0])


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _children(pid: int) -> list[int]:
    try:
        return [int(c) for task in Path(f"/proc/{pid}/task").iterdir() for c in (task / "children").read_text().split()]
    except OSError:
        return []


def _loop(count: int) -> float:
    from labelcheck.catalogue.html import as_text

    texts = [as_text(r["text"]) for r in rows(count)]
    rules = labelcheck.load_rules()
    for text in texts[:50]:
        labelcheck.check(labelcheck.read_text(text), rules=rules)
    start = time.process_time()
    for text in texts:
        labelcheck.check(labelcheck.read_text(text), rules=rules)
    return (time.process_time() - start) / count


def bare_loop(count: int) -> float:
    """Return CPU seconds per product of plain loops over ``labelcheck.check``, one per core at the same time, as workers run."""
    cores = len(os.sched_getaffinity(0))
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        return sum(pool.map(_loop, [count] * cores)) / cores


def done(out: Path) -> int:
    """Return how many products the ledger of an output says are done."""
    try:
        with closing(sqlite3.connect(f"file:{out}/.labelcheck/ledger.sqlite?mode=ro", uri=True)) as ledger:
            return int(ledger.execute("SELECT coalesce(sum(rows), 0) FROM parts").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def same(one: Path, other: Path) -> bool:
    """Tell whether two outputs hold the same tables."""
    return all(
        pq.read_table(one / name, partitioning=None).equals(pq.read_table(other / name, partitioning=None))
        for name in ("products", "readings", "findings", "intakes")
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[5_000, 10_000, 20_000])
    parser.add_argument("--kills", type=int, default=3)
    args = parser.parse_args()
    print(
        "| rows | rate /s | CPU ms/product | × bare loop, before and after | parent MB | worker MB | unchanged rerun s |"
    )
    print("|---|---|---|---|---|---|---|")
    points: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "none"
        for count in args.rows:
            path = folder / f"{count}.parquet"
            write(path, count, 1, clean=False)
            out = folder / f"out-{count}"
            before = bare_loop(2_000)
            first = run(path, out)
            after = bare_loop(2_000)
            again = run(path, out)
            if first is None or again is None:
                continue
            print(
                f"| {count:,} | {count / first.seconds:,.0f} | {1000 * first.cpu / count:.2f} "
                f"| {first.cpu / count / before:.2f}, {first.cpu / count / after:.2f} "
                f"| {first.parent:.0f} | {first.worker:.0f} | {again.seconds:.1f} |",
                flush=True,
            )
            points.append((count, first.cpu, (before + after) / 2))
        if len(points) > 1:
            (few, least, one), *_, (many, most, other) = points
            more = (most - least) / (many - few)
            print(
                f"each further product, without start and page: {1000 * more:.2f} ms, {2 * more / (one + other):.2f} ×"
            )
        killed = folder / "killed"
        for number in range(args.kills):
            ended = run(path, killed, kill_at=max(1, args.rows[-1] * (number + 1) // (args.kills + 1)))
            print(
                f"run {number + 1}: {'ended by itself' if ended else 'killed'}, {done(killed):,} products done",
                flush=True,
            )
        end = run(path, killed)
        print(end.said if end else "", "same tables:", same(killed, out))


if __name__ == "__main__":
    main()
