"""Catalogues run as users run them: the command, as a process of its own where that matters."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

import pyarrow as pa
import pyarrow.parquet as pq

import at_hand
from labelcheck.catalogue.checking import check_batch
from labelcheck.catalogue.run import BLOCK
from labelcheck.catalogue.settings import Settings
from labelcheck.catalogue.workers import Load, Task, Workers, _packed

ZINC = "Zink 10 mg 100 % av DRI. Dosering: 1 tablett dagligen."
HIGH = "Vitamin D3 125 µg per kapsel\nMagnesium 300 mg per kapsel\nTa 2 kapslar dagligen."

SMALL = 40
"""Products to a part of a run, so that a small catalogue has several."""

POISON = f"""\
import os, sys, time
if "resource_tracker" in " ".join(sys.orig_argv):
    plain = None  # a process of multiprocessing that reads no labels
else:
    import labelcheck.pipeline as pipeline
    plain = pipeline.read_text
def read_text(text, **options):
    if "CRASHES" in text:
        os._exit(139)
    if "HANGS" in text:
        time.sleep(1000)
    if "EATS" in text:
        kept = [bytearray(50_000_000) for _ in range(1000)]
    if "RAISES" in text:
        raise KeyError("a defect of ours")
    if "SLOW" in text:
        time.sleep(0.02)
    return plain(text, **options)
if plain:
    pipeline.read_text = read_text
    import labelcheck.catalogue.run as run  # which takes the name from there
    run.BLOCK = {SMALL}
"""
"""Put on the path as sitecustomize: texts that do to a worker what defects in C libraries do, and smaller blocks."""


def environment(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "poison"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(POISON)
    return os.environ | {"PYTHONPATH": str(folder), "LC_ALL": "C.UTF-8"}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "labelcheck", "catalogue", *map(str, arguments)]


def catalogue(
    *arguments: object, env: dict[str, str] | None = None, cwd: Path | None = None, block: int = BLOCK
) -> subprocess.CompletedProcess[str]:
    """Run the command: with an environment of its own as a process, and otherwise here, which costs a twentieth.

    What the processes of a run do is tried in test_run.py; ``block`` is the size of the parts that a run here writes.
    """
    if env is not None:
        return subprocess.run(
            command(*arguments), capture_output=True, text=True, check=False, env=env, cwd=cwd, timeout=300
        )
    with patch("labelcheck.catalogue.run.Workers", AtHand), patch("labelcheck.catalogue.run.BLOCK", block):
        return at_hand.command("catalogue", *arguments, cwd=cwd)


class AtHand(Workers):
    """Workers that are this very process: nothing guards it."""

    def __init__(self, settings: Settings, **_: object) -> None:
        """Take no processes and no limits."""
        self.count = 1
        self.finished = Load()
        self.tick = lambda: None
        self._settings = settings

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End nothing."""

    def submit(self, batch: pa.RecordBatch, weight: int | None = None) -> Task:
        """Check a batch at once."""
        done: Future[bytes] = Future()
        try:
            done.set_result(_packed(check_batch(batch, self._settings)))
        except BaseException as error:  # noqa: BLE001 - as the future of a process does
            done.set_exception(error)
        self.finished = self.finished.and_more(batch.num_rows, weight or batch.num_rows)
        task = Task.__new__(Task)
        task._workers, task._batch, task._future = self, batch, done
        return task


def write_csv(path: Path, rows: Iterable[Sequence[object]], header: Sequence[str] = ("id", "name", "text")) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def table(out: Path, name: str) -> list[dict[str, Any]]:
    files = sorted((out / name).glob("part-*.parquet"))
    return [row for file in files for row in pq.read_table(file, partitioning=None).to_pylist()]


def outcomes(out: Path) -> list[str]:
    return [p["outcome"] for p in table(out, "products")]
