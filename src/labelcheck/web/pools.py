"""Worker processes behind the server, and who may use them: a few at a time, each for a limited time."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, TypeVar

from pebble import ProcessExpired, ProcessPool

from labelcheck.processes import one_thread_each
from labelcheck.web.jobs import Order, start_scan, start_text
from labelcheck.web.refusals import Refusal
from labelcheck.web.settings import Settings

T = TypeVar("T")
_RECYCLED: Final = 5_000
"""Requests after which a worker is replaced, so that nothing that leaks lives long."""
_RETRY: Final = 10


class Gate:
    """How many may be in at once, in all and from one address."""

    def __init__(self, most: int, each: int) -> None:
        self._most = most
        self._each = each
        self._inside: Counter[str] = Counter()

    @property
    def inside(self) -> int:
        """How many are in."""
        return self._inside.total()

    @contextmanager
    def enter(self, client: str) -> Iterator[None]:
        """Let one in for as long as the block runs.

        Raises:
            Refusal: it is full, or has too many of this address.

        """
        if self._inside[client] >= self._each:
            raise Refusal("too-many", retry=_RETRY)
        if self.inside >= self._most:
            raise Refusal("busy", retry=_RETRY)
        self._inside[client] += 1
        try:
            yield
        finally:
            self._inside[client] -= 1
            if not self._inside[client]:
                del self._inside[client]


class Pool:
    """Processes that do jobs of one sort. A job that crashes one or takes too long costs a new process, and only itself."""

    def __init__(
        self,
        start: Callable[[Settings], None],
        settings: Settings,
        *,
        workers: int,
        waiting: int,
        each: int,
        seconds: float,
    ) -> None:
        self.gate = Gate(workers + waiting, each)
        self._seconds = seconds
        self._patience = settings.bounds.queue_seconds + seconds
        self._make = partial(
            ProcessPool,
            max_workers=workers,
            max_tasks=_RECYCLED,
            initializer=start,
            initargs=(settings,),
            context=multiprocessing.get_context("spawn"),
        )
        self._pool = self._make()

    async def run(self, job: Callable[[Order], T], order: Order) -> T:
        """Return what a job makes of an order. When the caller gives up, the job is ended.

        Raises:
            Refusal: it crashed or took too long.
            LabelcheckError: as the job raises it.

        """
        pool = self._pool
        try:
            return await self._run(pool, job, order)
        except BrokenProcessPool:
            # the processes died while they had nothing to do; pebble then gives up, and this job was never begun
            self._replace(pool)
        try:
            return await self._run(self._pool, job, order)
        except BrokenProcessPool as error:
            raise Refusal("crashed", "the worker processes do not start") from error

    async def _run(self, pool: ProcessPool, job: Callable[[Order], T], order: Order) -> T:
        try:
            future: asyncio.Future[T] = asyncio.wrap_future(pool.schedule(job, args=(order,), timeout=self._seconds))
        except RuntimeError as error:
            raise BrokenProcessPool from error
        try:
            done, _ = await asyncio.wait({future}, timeout=self._patience)
        finally:
            if not future.done():
                future.cancel()
        if not done:
            raise Refusal("busy", retry=_RETRY)
        try:
            return future.result()
        except TookTooLong as error:
            raise Refusal("too-long", f"more than {self._seconds:g} seconds") from error
        except (ProcessExpired, MemoryError, RecursionError) as error:
            raise Refusal("crashed", type(error).__name__) from error

    def _replace(self, broken: ProcessPool) -> None:
        if self._pool is broken:
            self._pool = self._make()
            asyncio.get_running_loop().run_in_executor(None, _end, broken)

    def start(self) -> None:
        """Start the processes, before anyone asks for them."""
        self._pool.schedule(_nothing)

    def stop(self) -> None:
        """End the processes, whatever they are doing."""
        _end(self._pool)


class Pools:
    """The pool for texts, the pool for scans, and the gate to sending files at all."""

    def __init__(self, settings: Settings) -> None:
        one_thread_each()
        bounds = settings.bounds
        self.texts = Pool(
            start_text, settings,
            workers=settings.workers, waiting=bounds.texts_waiting, each=bounds.texts_each, seconds=bounds.text_seconds,
        )  # fmt: skip
        self.scans = Pool(
            start_scan, settings,
            workers=settings.scanners, waiting=bounds.scans_waiting, each=bounds.scans_each, seconds=bounds.scan_seconds,
        )  # fmt: skip
        self.sending = Gate(2 * (settings.scanners + bounds.scans_waiting), 2 * bounds.scans_each)

    def start(self) -> None:
        """Start the processes of both."""
        self.texts.start()
        self.scans.start()

    def stop(self) -> None:
        """End the processes of both."""
        self.texts.stop()
        self.scans.stop()


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _nothing(*_: Any) -> None:  # noqa: ANN401
    """Do nothing: the job that starts the processes."""
