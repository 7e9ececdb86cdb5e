"""A catalogue on one machine: blocks of rows, checked by guarded workers, kept where nothing has changed.

Blocks follow the input's order and have fixed borders, so the same input gives the same blocks. A block whose digest
stands in the ledger is done, whether by this run before it was killed or by last night's. In any other, the products
whose answer is known are copied and the rest are checked.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa

from labelcheck.catalogue.answers import ANSWER, Tables, tables
from labelcheck.catalogue.containers import Progress
from labelcheck.catalogue.files import files_digest
from labelcheck.catalogue.format import Plan
from labelcheck.catalogue.ledger import Ledger, Part
from labelcheck.catalogue.lock import Lock
from labelcheck.catalogue.lost import LostRows
from labelcheck.catalogue.parts import Parts, joined, renumbered, with_duplicates, with_lines
from labelcheck.catalogue.product import Product, fingerprint, to_batch
from labelcheck.catalogue.progress import Reporter
from labelcheck.catalogue.settings import Settings
from labelcheck.catalogue.workers import CHUNK, LIMIT_BYTES, LIMIT_SECONDS, Load, Task, Workers
from labelcheck.errors import InputError, UsageError
from labelcheck.knowledge.printing import OutputLanguage

BLOCK: Final = 3_000
"""Weight of a block, about a millisecond each; a run that is killed loses the three that are under way."""
_FILE_WEIGHT: Final = 250
"""Of a product with files: one that OCR reads takes two thousand, a text or a PDF with text some tens."""
_TEXT_WEIGHT: Final = 1_000
"""Characters of a text that weigh as much as one product more."""
_LONG: Final = 20_000
"""Characters of a text that goes to a worker alone."""
_STATE: Final = ".labelcheck"


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes.

    ``replace``: go on in an output folder that holds the run of another input. ``retry``: try again what could not be
    read the last time.
    """

    settings: Settings = field(default_factory=Settings)
    workers: int | None = None
    seconds: float = LIMIT_SECONDS
    limit_bytes: int = LIMIT_BYTES
    replace: bool = False
    retry: bool = False
    progress: str = "auto"
    language: OutputLanguage = "en"


class Done(NamedTuple):
    """What a run came to. ``kept`` of the ``rows`` products needed no reading; ``failed`` could not be read."""

    rows: int
    kept: int
    failed: int
    changed: bool


class _Block(NamedTuple):
    number: int
    start: int
    products: list[Product]
    digests: list[str]
    lines: list[int | None]
    weight: int


def _weight(product: Product) -> int:
    return 1 + _FILE_WEIGHT * len(product.files) + len(product.text or "") // _TEXT_WEIGHT


def run(plan: Plan, source: Path, out: Path, options: Options) -> Done:
    """Check a catalogue into an output folder.

    Raises:
        UsageError: the folder holds something else, or another run works in it.
        InputError: the input cannot be read, or the output not written.

    """
    state = _claim(out)
    with Lock(state / "lock", out):
        ledger = Ledger(state / "ledger.sqlite")
        try:
            _same_input(ledger, source, options)
            return _Run(plan, out, state, ledger, options).go()
        except (sqlite3.Error, OSError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(str(out), f"the run stopped: {reason}; the same command goes on from there") from error
        finally:
            ledger.close()


def _claim(out: Path) -> Path:
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: this is a file; name a folder for the output")
    state = out / _STATE
    if out.is_dir() and not state.is_dir() and any(out.iterdir()):
        raise UsageError(f"{out}: this folder holds other files; name a new one")
    state.mkdir(parents=True, exist_ok=True)
    return state


def _same_input(ledger: Ledger, source: Path, options: Options) -> None:
    before, now = ledger.get("input"), str(source.resolve())
    if before is not None and before != now and not options.replace:
        raise UsageError(f"the output holds the run of {before}; name another folder, or give --replace to go on in it")
    ledger.put("input", now)


class _Run:
    def __init__(self, plan: Plan, out: Path, state: Path, ledger: Ledger, options: Options) -> None:
        self._plan = plan
        self._ledger = ledger
        self._options = options
        self._parts = Parts(out, state / "aside")
        self._standing = ledger.parts()
        self._wanted: list[Part] = []
        self._reporter = Reporter(options.progress, options.language)
        self._reading = Progress()
        self._kept = 0
        self._workers: Workers | None = None
        self._read = Load()
        self._done = Load()

    def go(self) -> Done:
        opening = Workers(
            self._options.settings,
            count=self._options.workers,
            seconds=self._options.seconds,
            limit_bytes=self._options.limit_bytes,
        )
        with opening as workers:
            self._workers = workers
            workers.tick = self._report
            waiting: deque[_Pending] = deque()
            try:
                rows = self._all_blocks(workers, waiting)
            except KeyboardInterrupt:
                done = sum(p.rows for p in self._wanted)
                self._reporter.interrupted(done)
                raise
        self._reporter.finish()
        return self._publish(rows)

    def _all_blocks(self, workers: Workers, waiting: deque[_Pending]) -> int:
        rows = 0
        for block in self._blocks():
            rows += len(block.products)
            self._read = self._read.and_more(len(block.products), block.weight)
            pending = self._begin(block, workers)
            if pending is not None:
                waiting.append(pending)
            # two blocks under way keep all workers busy while the third is read
            while len(waiting) > 2:
                self._finish(waiting.popleft())
            self._report()
        while waiting:
            self._finish(waiting.popleft())
            self._report()
        return rows

    def _report(self) -> None:
        finished = self._workers.finished if self._workers is not None else Load()
        rows, weight = self._done.rows + finished.rows, self._done.weight + finished.weight
        total, share = self._reading.total, None
        if total and self._reading.done:
            # what is read is ahead of what is done: the whole is told from the first, what is left from the second
            whole = self._read.weight * total / self._reading.done
            share = min(1.0, weight / max(whole, 1))
        self._reporter.update(
            rows=rows,
            kept=self._kept,
            failed=sum(p.failed for p in self._wanted),
            share=share,
            worked=finished.weight > 0,
        )

    def _blocks(self) -> Iterator[_Block]:
        products: list[Product] = []
        digests: list[str] = []
        lines: list[int | None] = []
        weight = number = start = 0
        about = self._options.settings.digest()
        for product in self._plan.products(self._reading):
            products.append(product)
            settings = self._options.settings
            own = settings.about(product) + files_digest(product.files, settings.root)
            digests.append(fingerprint(product, about + own))
            lines.append(self._reading.line)
            weight += _weight(product)
            if weight >= BLOCK:
                yield _Block(number, start, products, digests, lines, weight)
                number, start, weight = number + 1, start + len(products), 0
                products, digests, lines = [], [], []
        if products or not number:
            yield _Block(number, start, products, digests, lines, weight)

    def _begin(self, block: _Block, workers: Workers) -> _Pending | None:
        """Return what is under way for a block, None when it is done already."""
        duplicates = self._ledger.duplicates(
            [(_hashed(p.id), block.start + i) for i, p in enumerate(block.products) if p.id is not None]
        )
        digest = hashlib.blake2b(
            repr((block.start, block.digests, block.lines, sorted(duplicates.items()))).encode(), digest_size=16
        ).hexdigest()
        part = self._standing.get((block.number, digest))
        again = self._options.retry and part is not None and part.failed
        if part is not None and not again and self._parts.stand(part):
            self._wanted.append(part)
            self._kept += part.rows
            self._done = self._done.and_more(part.rows, block.weight)
            return None
        known = self._known(block)
        tasks, new = [], [i for i in range(len(block.products)) if i not in known.places]
        for chunk in _chunks(new, block.products):
            batch = to_batch(
                [block.products[i] for i in chunk], [block.start + i for i in chunk], [block.digests[i] for i in chunk]
            )
            tasks.append(workers.submit(batch, sum(_weight(block.products[i]) for i in chunk)))
        self._kept += len(known.places)
        self._done = self._done.and_more(len(known.places), sum(_weight(block.products[i]) for i in known.places))
        return _Pending(block, digest, duplicates, known.tables, tasks)

    def _known(self, block: _Block) -> _Known:
        """Return the answers of a block's products that stand in other parts."""
        where = self._ledger.where(block.digests)
        by_part: dict[tuple[int, str], list[int]] = {}
        for i, digest in enumerate(block.digests):
            if digest in where:
                by_part.setdefault(where[digest], []).append(i)
        places: set[int] = set()
        found = []
        for key, wanted in by_part.items():
            part = self._standing.get(key) or Part(*key, 0, 0, published=False)
            old = self._parts.read(part)
            if old is None:
                continue
            at = {d: n for n, d in enumerate(old.products.column("digest").to_pylist())}
            rows = [(at[block.digests[i]], block.start + i) for i in wanted if block.digests[i] in at]
            places |= {i for i in wanted if block.digests[i] in at}
            found.append(renumbered(old, rows))
        return _Known(places, found)

    def _finish(self, pending: _Pending) -> None:
        block = pending.block
        answers = pa.Table.from_batches([task.result() for task in pending.tasks], ANSWER)
        whole = joined([tables(answers.combine_chunks()), *pending.known])
        whole = with_lines(with_duplicates(whole, pending.duplicates), block.lines)
        rows = whole.products.column("row").to_pylist()
        if rows != list(range(block.start, block.start + len(block.products))):
            raise LostRows(f"block {block.number}: {len(block.products)} rows in, {len(rows)} products out")
        failed = whole.products.column("status").to_pylist().count("failed")
        part = Part(block.number, pending.digest, len(rows), failed, published=False)
        self._parts.write(part, whole)
        # an answer that is ours to mend (a crash, a limit) is not kept: the next run tries again
        outcomes = whole.products.column("outcome").to_pylist()
        digests = whole.products.column("digest").to_pylist()
        self._ledger.done(part, [d for d, o in zip(digests, outcomes, strict=True) if o not in _TRY_AGAIN])
        self._wanted.append(part)

    def _publish(self, rows: int) -> Done:
        wanted = sorted(self._wanted)
        if sum(p.rows for p in wanted) != rows:
            raise LostRows(f"{rows} rows in, {sum(p.rows for p in wanted)} products out")
        before = [p for p in self._standing.values() if p.published]
        changed = {(p.number, p.digest) for p in before} != {(p.number, p.digest) for p in wanted}
        # what changed when these tables were published stands until a page has told it
        if changed or not before or not self._ledger.page_is_behind:
            self._note_changes(before, wanted)
        self._parts.show(wanted)
        if changed or not all(p.published for p in wanted):
            self._ledger.publish(wanted)
        self._parts.tidy(wanted)
        failed = sum(p.failed for p in wanted)
        return Done(rows, self._kept, failed, changed)

    def _note_changes(self, before: list[Part], wanted: list[Part]) -> None:
        from labelcheck.catalogue.diff import compare

        same = {(p.number, p.digest) for p in before} & {(p.number, p.digest) for p in wanted}
        if not before:
            self._ledger.put("changes", "null")
            return
        old = [p for p in before if (p.number, p.digest) not in same and self._parts.stand(p)]
        new = [p for p in wanted if (p.number, p.digest) not in same]
        with compare(
            {n: [self._parts.path(p, n) for p in old] for n in ("products", "findings")},
            {n: [self._parts.path(p, n) for p in new] for n in ("products", "findings")},
        ) as comparison:
            self._ledger.put("changes", json.dumps(comparison.counts(), ensure_ascii=False))


_TRY_AGAIN: Final = frozenset(("crashed", "timeout", "out-of-memory", "failed"))


class _Known(NamedTuple):
    places: set[int]
    tables: list[Tables]


class _Pending(NamedTuple):
    block: _Block
    digest: str
    duplicates: dict[int, int]
    known: list[Tables]
    tasks: list[Task]


def _chunks(places: list[int], products: list[Product]) -> Iterator[list[int]]:
    """Yield places of products that are given to a worker together; one with files or a long text goes alone."""
    chunk: list[int] = []
    for i in places:
        if products[i].files or len(products[i].text or "") > _LONG:
            yield [i]
            continue
        chunk.append(i)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _hashed(key: str | None) -> int:
    digest = hashlib.blake2b((key or "").encode("utf-8", errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
