"""What a run has done, in SQLite: which parts stand, where each product's answer is, which ids were seen.

A part is a block of rows of the input. It counts as done when its files stand under their final names and its row in
``parts`` is committed, in this order; a run that is killed in between does that part again, under the same names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from labelcheck.errors import UnreadableFile

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parts (
    number INTEGER NOT NULL, digest TEXT NOT NULL, rows INTEGER NOT NULL, failed INTEGER NOT NULL,
    published INTEGER NOT NULL, PRIMARY KEY (number, digest)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers (digest BLOB PRIMARY KEY, number INTEGER NOT NULL, part TEXT NOT NULL) WITHOUT ROWID;
"""
VERSION: Final = "1"
_PAGE: Final = "page"


class Part(NamedTuple):
    """A block of rows that is done; ``published``: its files stand in the output."""

    number: int
    digest: str
    rows: int
    failed: int
    published: bool

    @property
    def file(self) -> str:
        """The name of its file in each of the tables."""
        return f"part-{self.number:06d}-{self.digest[:16]}.parquet"


class Ledger:
    """The ledger of an output folder.

    Raises:
        UnreadableFile: the file is no ledger of this version, or cannot be written.

    """

    def __init__(self, path: Path) -> None:
        """Open it, or make an empty one."""
        self._path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("PRAGMA temp_store=FILE")
            self._db.execute("PRAGMA cache_size=-65536")
            self._db.executescript(_SCHEMA)
            self._db.execute("CREATE TEMP TABLE seen (id INTEGER PRIMARY KEY, row INTEGER NOT NULL)")
        except sqlite3.Error as error:
            raise UnreadableFile(str(path), f"no ledger of a catalogue run: {error}") from error
        if self.get("version", VERSION) != VERSION:
            raise UnreadableFile(
                str(path), "the ledger is of another version of labelcheck; choose a new output folder"
            )
        self.put("version", VERSION)

    def close(self) -> None:
        """Close it."""
        self._db.close()

    def get(self, key: str, default: str | None = None) -> str | None:
        """Return a note on the run."""
        with closing(self._db.execute("SELECT value FROM about WHERE key = ?", (key,))) as rows:
            found = rows.fetchone()
        return default if found is None else str(found[0])

    def put(self, key: str, value: str) -> None:
        """Keep a note on the run."""
        self._db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))

    @property
    def page_is_behind(self) -> bool:
        """Whether the output was published and its page not written since: the run was killed in between."""
        return self.get(_PAGE) == "behind"

    def page_written(self) -> None:
        """Note that the page shows what is published."""
        self.put(_PAGE, "written")

    def duplicates(self, ids: Sequence[tuple[int, int]]) -> dict[int, int]:
        """Take the (hash of id, row) of a block; return for each row whose id was seen before the row of the first."""
        self._db.execute("BEGIN")
        self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", ids)
        self._db.execute("COMMIT")
        found: dict[int, int] = {}
        for start in range(0, len(ids), 900):
            part = ids[start : start + 900]
            marks = ",".join("?" * len(part))
            query = f"SELECT id, row FROM seen WHERE id IN ({marks})"  # noqa: S608
            first = dict(self._db.execute(query, [i for i, _ in part]))
            found |= {row: first[i] for i, row in part if first[i] != row}
        return found

    def parts(self) -> dict[tuple[int, str], Part]:
        """Return all parts that are done, of this run and the one before, by number and digest."""
        rows = self._db.execute("SELECT number, digest, rows, failed, published FROM parts ORDER BY number")
        return {(n, d): Part(n, d, r, f, bool(p)) for n, d, r, f, p in rows}

    def done(self, part: Part, digests: Iterable[str]) -> None:
        """Note that a part's files stand, and which answers they hold."""
        self._db.execute("BEGIN")
        self._db.execute(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?)", (part.number, part.digest, part.rows, part.failed, 0)
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)",
            sorted((bytes.fromhex(d), part.number, part.digest) for d in digests),
        )
        self._db.execute("COMMIT")

    def where(self, digests: Sequence[str]) -> dict[str, tuple[int, str]]:
        """Return for each digest whose answer is known the part that holds it."""
        found: dict[str, tuple[int, str]] = {}
        for start in range(0, len(digests), 900):
            part = digests[start : start + 900]
            marks = ",".join("?" * len(part))
            query = f"SELECT digest, number, part FROM answers WHERE digest IN ({marks})"  # noqa: S608
            rows = self._db.execute(query, [bytes.fromhex(d) for d in part])
            found |= {d.hex(): (n, p) for d, n, p in rows}
        return found

    def publish(self, wanted: Iterable[Part]) -> None:
        """Note that these parts, and no others, make the output, and that its page does not show it yet."""
        self._db.execute("BEGIN")
        self._db.execute("CREATE TEMP TABLE wanted (number INTEGER, digest TEXT, PRIMARY KEY (number, digest))")
        self._db.executemany("INSERT INTO wanted VALUES (?, ?)", ((p.number, p.digest) for p in wanted))
        self._db.execute("DELETE FROM parts WHERE (number, digest) NOT IN (SELECT number, digest FROM wanted)")
        self._db.execute("DELETE FROM answers WHERE (number, part) NOT IN (SELECT number, digest FROM wanted)")
        self._db.execute("UPDATE parts SET published = 1")
        self._db.execute("DROP TABLE wanted")
        self.put(_PAGE, "behind")
        self._db.execute("COMMIT")
