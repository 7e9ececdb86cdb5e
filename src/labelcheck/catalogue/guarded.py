"""``check_batch`` in a guarded child process, for engines that run it inside a process of theirs."""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Iterator
from typing import Final

import pyarrow as pa

from labelcheck.catalogue.settings import Settings
from labelcheck.catalogue.workers import CHUNK, LIMIT_BYTES, LIMIT_SECONDS, Task, Workers

_pools: Final[dict[tuple[Settings, float, int], Workers]] = {}


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
        for start in range(0, batch.num_rows, CHUNK):
            task = workers.submit(batch.slice(start, CHUNK))
            if waiting is not None:
                yield waiting.result()
            waiting = task
    if waiting is not None:
        yield waiting.result()


def _workers(settings: Settings, seconds: float, limit_bytes: int) -> Workers:
    key = (settings, seconds, limit_bytes)
    if key not in _pools:
        _pools[key] = Workers(settings, count=1, seconds=seconds, limit_bytes=limit_bytes)
        atexit.register(_pools[key].stop)
    return _pools[key]
