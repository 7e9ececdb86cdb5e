"""Catalogues on Spark and of pictures: CPU against a bare loop, use of the cores, memory.

    python benchmarks/catalogue_engines.py spark [--count 5000 20000]     (needs the extra spark and Java 17)
    python benchmarks/catalogue_engines.py pictures [--count 60] [--workers 1 2]     (needs an OCR engine)

All processes of a run are watched from /proc, five times a second: what a process does in its last fifth is not counted.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from catalogue_data import draw, write

from catalogue import bare_loop

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass
class Watched:
    """A run: wall seconds, and for each of its processes CPU seconds, peak resident MB and what it is."""

    seconds: float = 0.0
    cpu: dict[int, float] = field(default_factory=dict)
    peak: dict[int, float] = field(default_factory=dict)
    kind: dict[int, str] = field(default_factory=dict)

    def look(self, session: int) -> None:
        """Take in what the processes of a session have used so far."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) != session:
                    continue
                pid = int(folder.name)
                self.cpu[pid] = (int(fields[11]) + int(fields[12])) / _TICK
                self.peak[pid] = max(self.peak.get(pid, 0.0), int(fields[21]) * _PAGE)
                self.kind[pid] = _kind((folder / "cmdline").read_bytes(), first=pid == session) or self.kind.get(
                    pid, ""
                )
            except (OSError, IndexError):
                continue

    def by_kind(self, kind: str) -> tuple[float, float]:
        """Return the CPU seconds of all processes of a kind, and the peak of the largest."""
        pids = [p for p, k in self.kind.items() if k == kind]
        return sum(self.cpu[p] for p in pids), max((self.peak[p] for p in pids), default=0.0)


def _kind(line: bytes, *, first: bool) -> str:
    for mark, kind in ((b"SparkSubmit", "java"), (b"pyspark", "spark's python"), (b"spawn_main", "worker")):
        if mark in line:
            return kind
    return "run" if first else "other" if line else ""


def watch(*arguments: object) -> Watched:
    """Run ``labelcheck catalogue`` with these arguments, in a session of its own."""
    found, start = Watched(), time.monotonic()
    line = [sys.executable, "-m", "labelcheck", "catalogue", *map(str, arguments)]
    run = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    while run.poll() is None:
        found.look(run.pid)
        time.sleep(0.2)
    found.seconds = time.monotonic() - start
    assert run.stderr is not None  # noqa: S101
    if run.returncode not in (0, 6):
        sys.exit(run.stderr.read().decode(errors="replace")[-2000:])
    return found


def spark(folder: Path, counts: list[int]) -> None:
    kinds = ("java", "spark's python", "worker")
    print(
        "| rows | seconds | CPU ms/product | × bare loop, before and after |",
        " | ".join(f"{k}: s, MB" for k in kinds),
        "|",
    )
    print("|---|---|---|---|---|---|---|")
    points = []
    for count in counts:
        path = folder / f"{count}.parquet"
        write(path, count, 1, clean=False)
        before = bare_loop(2_000)
        run = watch(path, "--output", folder / f"spark-{count}", "--engine", "spark", "--master", "local[2]")
        after = bare_loop(2_000)
        each = sum(run.cpu.values()) / count
        of_kind = " | ".join("{:.1f}, {:.0f}".format(*run.by_kind(k)) for k in kinds)
        ratios = f"{each / before:.2f}, {each / after:.2f}"
        print(f"| {count:,} | {run.seconds:.0f} | {1000 * each:.2f} | {ratios} | {of_kind} |", flush=True)
        points.append((count, each * count, (before + after) / 2))
    if len(points) > 1:
        (few, least, one), *_, (many, most, other) = points
        more = (most - least) / (many - few)
        print(f"each further product: {1000 * more:.2f} ms, {2 * more / (one + other):.2f} ×")


def pictures(folder: Path, count: int, processes: list[int]) -> None:
    draw(folder / "pictures", count, 1)
    print(
        "| processes | seconds | pictures a second | CPU s a picture | cores at work | run MB | worker MB | load average |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for workers in processes:
        run = watch(folder / "pictures", "--output", folder / f"out-{workers}", "--workers", workers)
        cpu = sum(run.cpu.values())
        print(
            f"| {workers} | {run.seconds:.0f} | {count / run.seconds:.2f} | {cpu / count:.2f} | {cpu / run.seconds:.2f} "
            f"| {run.by_kind('run')[1]:.0f} | {run.by_kind('worker')[1]:.0f} | {os.getloadavg()[0]:.1f} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("spark", "pictures"))
    parser.add_argument("--count", type=int, nargs="+")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if args.what == "spark":
            spark(Path(name), args.count or [5_000, 20_000])
        else:
            pictures(Path(name), (args.count or [60])[0], args.workers)


if __name__ == "__main__":
    main()
