"""Guarded worker processes: a product that crashes, hangs or eats memory costs that product alone."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from types import FrameType, TracebackType
from typing import Final, NamedTuple, Self

import pyarrow as pa
from pebble import ProcessExpired, ProcessPool

from labelcheck.catalogue.checking import check_batch
from labelcheck.catalogue.settings import Settings
from labelcheck.errors import UsageError
from labelcheck.knowledge.own import VARIABLE
from labelcheck.processes import one_thread_each, prepare_worker, usable_cores

CHUNK: Final = 64
"""Text products that are given to a worker at a time."""
LIMIT_SECONDS: Final = 60.0
LIMIT_BYTES: Final = 2_000_000_000
_LOOKS_UP: Final = 0.2
"""Seconds between looks at whether the run was interrupted."""
_SILENT: Final = 90.0
"""Seconds beyond the limit of a product after which workers from whom nothing comes are replaced."""
_FRESH: Final = 3
"""Times that workers are replaced without one answer in between."""
_OBJECTS: Final = 100_000
"""New objects after which a worker looks for dead ones: a chunk of products makes some."""
_RECYCLED: Final = 2_000
"""Chunks after which a worker is replaced, so that nothing that leaks lives long."""

_settings: Settings = Settings()


def _start(settings: Settings, limit_bytes: int, knowledge: str) -> None:
    """Prepare a worker; ``knowledge`` are the folders that were in use when its pool was made."""
    global _settings  # noqa: PLW0603
    prepare_worker(limit_bytes)
    os.environ[VARIABLE] = knowledge
    _settings = settings
    # rules and knowledge are loaded now, not within the time of the first product
    check_batch(pa.RecordBatch.from_pydict({"text": ["Zink 10 mg. Ta 1 tablett dagligen."]}), settings)
    # and stay: looking through them for garbage again and again costs as much as a part in thirty of the checking,
    # and so does looking for it among the answers of a chunk before they are told
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def _work(batch: bytes) -> bytes:
    return _packed(check_batch(_unpacked(batch), _settings))


def _packed(batch: pa.RecordBatch) -> bytes:
    """Return a batch in one piece, as Arrow writes it: pickling its many buffers costs several times as much."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def _unpacked(message: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(message) as stream:
        return stream.read_next_batch()


class Load(NamedTuple):
    """Products, and what they weigh: about a millisecond each."""

    rows: int = 0
    weight: int = 0

    def and_more(self, rows: int, weight: int) -> Load:
        """Return this with more."""
        return Load(self.rows + rows, self.weight + weight)


class Workers:
    """A pool of guarded processes.

    Within ``with``, Ctrl-C is raised only where nothing of the pool's is held: in the middle of its queue it would leave
    a lock locked, and the run waiting for ever. A second Ctrl-C is raised at once.

    Args:
        settings: how products are checked.
        count: processes; by default one per core that this process may use.
        seconds: how long one product may take.
        limit_bytes: how much memory a worker may hold, 0 for any.

    """

    def __init__(
        self,
        settings: Settings,
        *,
        count: int | None = None,
        seconds: float = LIMIT_SECONDS,
        limit_bytes: int = LIMIT_BYTES,
    ) -> None:
        self.count = count or usable_cores()
        self.finished = Load()
        self.tick: Callable[[], None] = lambda: None
        self._seconds = seconds
        self._interrupted = False
        self._before: object = None
        one_thread_each()
        self._make = partial(
            ProcessPool,
            max_workers=self.count,
            max_tasks=_RECYCLED,
            initializer=_start,
            initargs=(settings, limit_bytes, os.environ.get(VARIABLE, "")),
            context=multiprocessing.get_context("spawn"),
        )
        self.pool = self._make()
        self._fresh = 0
        self._heard = time.monotonic()

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        self._interrupted = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def raise_interrupt(self) -> None:
        """Raise what Ctrl-C asked for.

        Raises:
            KeyboardInterrupt: the run was interrupted.

        """
        if self._interrupted:
            raise KeyboardInterrupt

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del error, trace
        if kind is None:
            self.pool.close()  # type: ignore[no-untyped-call]
            self.pool.join()
        else:
            self.stop()
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]

    def stop(self) -> None:
        """End the processes, whatever they are doing."""
        _end(self.pool)

    def submit(self, batch: pa.RecordBatch, weight: int | None = None) -> Task:
        """Start checking a batch; ``result`` of what is returned waits for it, and ``tick`` is called meanwhile."""
        return Task(self, batch, batch.num_rows if weight is None else weight)

    def schedule(self, batch: pa.RecordBatch) -> Future[bytes]:
        """Give a batch to the next free worker."""
        self.raise_interrupt()
        message = (_packed(batch),)
        try:
            future: Future[bytes] = self.pool.schedule(_work, args=message, timeout=self._seconds)
        except RuntimeError:
            self.replace(self.pool)
            future = self.pool.schedule(_work, args=message, timeout=self._seconds)
        self._heard = time.monotonic()
        future.add_done_callback(self._hear)
        return future

    def tally(self, rows: int, weight: int, future: Future[bytes]) -> None:
        """Count what was done; a batch that was not is counted when its products are."""
        if not future.cancelled() and future.exception() is None:
            self.finished = self.finished.and_more(rows, weight)

    def _hear(self, future: Future[bytes]) -> None:
        self._heard = time.monotonic()
        if not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool):
            self._fresh = 0

    def given_up(self, pool: ProcessPool) -> bool:
        """Tell whether nothing more comes from a pool: it is not used any more, or has been silent for too long."""
        if pool is not self.pool or not pool.active:
            return True
        return time.monotonic() - self._heard > self._seconds + _SILENT

    def replace(self, broken: ProcessPool) -> None:
        """Begin with new processes: a pool gives up when its workers are killed while they have nothing to do.

        Raises:
            UsageError: no process lives for long enough to answer.

        """
        if self.pool is not broken:
            return
        self._fresh += 1
        if self._fresh > _FRESH:
            raise UsageError(
                "the processes that check products die as they start; has the machine, or --memory, too little memory?"
            )
        self.pool = self._make()
        self._heard = time.monotonic()
        # not waited for: one of its processes may hold what its end needs
        threading.Thread(target=_end, args=(broken,), daemon=True).start()


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


class Task:
    """A batch on its way. When its worker dies, each of its products is given to a worker of its own."""

    def __init__(self, workers: Workers, batch: pa.RecordBatch, weight: int) -> None:
        self._workers = workers
        self._batch = batch
        self._weight = weight
        self._begin()

    def _begin(self) -> None:
        self._future = self._workers.schedule(self._batch)
        self._pool = self._workers.pool
        # the future must not hold the task that holds it: the answers of thousands would wait for a search of all memory
        self._future.add_done_callback(partial(self._workers.tally, self._batch.num_rows, self._weight))

    def result(self) -> pa.RecordBatch:
        """Return the answers, as many as the batch has rows."""
        try:
            return _unpacked(self._answer())
        except (ProcessExpired, TookTooLong, MemoryError) as error:
            if self._batch.num_rows == 1:
                return self._lost(error)
        each = max(1, self._weight // self._batch.num_rows)
        singles = deque(Task(self._workers, self._batch.slice(i, 1), each) for i in range(self._batch.num_rows))
        parts = []
        while singles:
            parts.append(singles.popleft().result())
        return pa.Table.from_batches(parts).combine_chunks().to_batches()[0]

    def _answer(self) -> bytes:
        while True:
            while not wait([self._future], _LOOKS_UP).done:
                self._workers.raise_interrupt()
                self._workers.tick()
                if self._workers.given_up(self._pool):
                    break
            else:
                try:
                    return self._future.result()
                except BrokenProcessPool:
                    pass
            # the processes died while they had nothing to do, which is no fault of this batch
            self._workers.replace(self._pool)
            self._begin()

    def _lost(self, error: BaseException) -> pa.RecordBatch:
        """Return the answer for a product that its worker did not survive."""
        self._workers.finished = self._workers.finished.and_more(1, self._weight)
        outcome, detail = "crashed", "the process that read it died"
        if isinstance(error, TookTooLong):
            outcome, detail = "timeout", "it took longer than a product may take"
        elif isinstance(error, MemoryError):
            outcome, detail = "out-of-memory", "the memory limit of a product was reached"
        elif isinstance(error, ProcessExpired):
            code = getattr(error, "exitcode", None)
            detail += f" (exit code {code})" if code is not None else ""
        columns = self._batch.to_pydict()
        columns["outcome"], columns["detail"] = [outcome], [detail]
        return check_batch(pa.RecordBatch.from_pydict(columns, schema=self._batch.schema))
