"""Catalogues run as users run them: the command as a process of its own."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

ZINC = "Zink 10 mg 100 % av DRI. Dosering: 1 tablett dagligen."
HIGH = "Vitamin D3 125 µg per kapsel\nMagnesium 300 mg per kapsel\nTa 2 kapslar dagligen."

POISON = """\
import os, time
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
pipeline.read_text = read_text
import labelcheck.catalogue.run as run
run.BLOCK = 40
"""
"""Put on the path as sitecustomize: texts that do to a worker what defects in C libraries do, and smaller blocks."""


def environment(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "poison"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(POISON)
    return os.environ | {"PYTHONPATH": str(folder), "LC_ALL": "C.UTF-8"}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "labelcheck", "catalogue", *map(str, arguments)]


def catalogue(*arguments: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    env = env or os.environ | {"LC_ALL": "C.UTF-8"}
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False, env=env, timeout=300)


def write_csv(path: Path, rows: Iterable[Sequence[object]], header: Sequence[str] = ("id", "name", "text")) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def table(out: Path, name: str) -> list[dict[str, Any]]:
    files = sorted((out / name).glob("part-*.parquet"))
    return [row for file in files for row in pq.read_table(file, partitioning=None).to_pylist()]


def outcomes(out: Path) -> list[str]:
    return [p["outcome"] for p in table(out, "products")]
