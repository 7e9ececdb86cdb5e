"""``check_batch`` in a guarded child process, for engines that run it inside a process of theirs."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterable, Iterator
from typing import Final

import pyarrow as pa

from labelcheck.catalogue.settings import Settings
from labelcheck.catalogue.workers import CHUNK, LIMIT_BYTES, LIMIT_SECONDS, Task, Workers
from labelcheck.knowledge.own import VARIABLE

_pools: Final[dict[tuple[Settings, float, int, str], Workers]] = {}


def check_guarded(
    batches: Iterable[pa.RecordBatch],
    settings: Settings | None = None,
    *,
    seconds: float = LIMIT_SECONDS,
    limit_bytes: int = LIMIT_BYTES,
) -> Iterator[pa.RecordBatch]:
    """Yield the answers to batches of products; see :func:`labelcheck.catalogue.check_batch`.

    The products are checked in one child process, which is kept for further calls in this process: it loads rules and
    knowledge once. A product that crashes it, takes longer than ``seconds`` or holds more than ``limit_bytes`` is
    a row of outcome "crashed", "timeout" or "out-of-memory", and all others come out.
    """
    workers = _workers(settings or Settings(), seconds, limit_bytes)
    waiting: Task | None = None
    for batch in batches:
        for start, size in chunks(batch):
            task = workers.submit(batch.slice(start, size))
            if waiting is not None:
                yield waiting.result()
            waiting = task
    if waiting is not None:
        yield waiting.result()


def chunks(batch: pa.RecordBatch) -> Iterator[tuple[int, int]]:
    """Yield start and size of what is given to the child at a time: texts together, a product with files alone."""
    names = batch.schema.names
    long = (
        [bool(files) for files in batch.column("files").to_pylist()] if "files" in names else [False] * batch.num_rows
    )
    if "content" in names:
        here = batch.column("content").is_valid().to_pylist()
        long = [a or b for a, b in zip(long, here, strict=True)]
    start = 0
    for place, alone in enumerate([*long, True]):
        if alone or place - start == CHUNK:
            if place > start:
                yield start, place - start
            start = place
        if alone and place < batch.num_rows:
            yield place, 1
            start = place + 1


def _workers(settings: Settings, seconds: float, limit_bytes: int) -> Workers:
    key = (settings, seconds, limit_bytes, os.environ.get(VARIABLE, ""))
    if key not in _pools:
        _pools[key] = Workers(settings, count=1, seconds=seconds, limit_bytes=limit_bytes)
        atexit.register(_pools[key].stop)
    return _pools[key]
