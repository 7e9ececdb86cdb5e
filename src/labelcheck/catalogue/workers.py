"""Guarded worker processes: a product that crashes, hangs or eats memory costs that product alone."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import threading
from collections import deque
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as TookTooLong
from types import FrameType, TracebackType
from typing import Final, Self

import pyarrow as pa
from pebble import ProcessExpired, ProcessPool

from labelcheck.catalogue.checking import check_batch
from labelcheck.catalogue.settings import Settings
from labelcheck.processes import one_thread_each, prepare_worker, usable_cores

CHUNK: Final = 64
"""Text products that are given to a worker at a time."""
LIMIT_SECONDS: Final = 60.0
LIMIT_BYTES: Final = 2_000_000_000
_LOOKS_UP: Final = 0.2
"""Seconds between looks at whether the run was interrupted."""
_RECYCLED: Final = 2_000
"""Chunks after which a worker is replaced, so that nothing that leaks lives long."""

_settings: Settings = Settings()


def _start(settings: Settings, limit_bytes: int) -> None:
    """Prepare a worker."""
    global _settings  # noqa: PLW0603
    prepare_worker(limit_bytes)
    _settings = settings
    # rules and knowledge are loaded now, not within the time of the first product
    check_batch(pa.RecordBatch.from_pydict({"text": ["Zink 10 mg. Ta 1 tablett dagligen."]}), settings)
    # and stay: looking through them for garbage again and again costs as much as a part in thirty of the checking
    gc.freeze()


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
        self._seconds = seconds
        self._interrupted = False
        self._before: object = None
        one_thread_each()
        self._pool = ProcessPool(
            max_workers=self.count,
            max_tasks=_RECYCLED,
            initializer=_start,
            initargs=(settings, limit_bytes),
            context=multiprocessing.get_context("spawn"),
        )

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
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]

    def stop(self) -> None:
        """End the processes, whatever they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def submit(self, batch: pa.RecordBatch) -> Task:
        """Start checking a batch; ``result`` of what is returned waits for it."""
        return Task(self, batch)

    def schedule(self, batch: pa.RecordBatch) -> Future[bytes]:
        """Give a batch to the next free worker."""
        self.raise_interrupt()
        future: Future[bytes] = self._pool.schedule(_work, args=(_packed(batch),), timeout=self._seconds)
        return future


class Task:
    """A batch on its way. When its worker dies, each of its products is given to a worker of its own."""

    def __init__(self, workers: Workers, batch: pa.RecordBatch) -> None:
        self._workers = workers
        self._batch = batch
        self._future = workers.schedule(batch)

    def result(self) -> pa.RecordBatch:
        """Return the answers, as many as the batch has rows."""
        while not wait([self._future], _LOOKS_UP).done:
            self._workers.raise_interrupt()
        try:
            return _unpacked(self._future.result())
        except (ProcessExpired, TookTooLong, MemoryError) as error:
            if self._batch.num_rows == 1:
                return self._lost(error)
        singles = deque(Task(self._workers, self._batch.slice(i, 1)) for i in range(self._batch.num_rows))
        parts = []
        while singles:
            parts.append(singles.popleft().result())
        return pa.Table.from_batches(parts).combine_chunks().to_batches()[0]

    def _lost(self, error: BaseException) -> pa.RecordBatch:
        """Return the answer for a product that its worker did not survive."""
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
