"""What differs between two runs: products and findings that appeared, vanished or changed.

Products are told apart by their id, several of one id by their order, those without an id by their name or row. The
comparison is made in SQLite on disk, so that it does not grow with the catalogue.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import pyarrow as pa
import pyarrow.parquet as pq

from labelcheck.catalogue.wording import WORDS, said
from labelcheck.errors import UnreadableFile
from labelcheck.knowledge.printing import OutputLanguage

_SHOWN: Final = ("name", "outcome", "status", "worst", "findings_count")
_TABLES: Final = """
CREATE TABLE {side}_products (key TEXT PRIMARY KEY, name TEXT, outcome TEXT, status TEXT, worst TEXT, findings INTEGER)
  WITHOUT ROWID;
CREATE TABLE {side}_findings (key TEXT, rule TEXT, severity TEXT, verdict TEXT, message TEXT, PRIMARY KEY (key, rule)) WITHOUT ROWID;
"""


class Change(NamedTuple):
    """One difference. ``what`` is "product" or "finding", ``change`` "appeared", "vanished" or "changed"."""

    what: str
    change: str
    id: str
    name: str | None
    rule: str | None
    before: str | None
    after: str | None


class Comparison:
    """Two runs beside each other; close it, or use it in a ``with``.

    ``language`` is that of ``before`` and ``after``; None is English with codes as the tables have them.
    """

    def __init__(self, language: OutputLanguage | None = None) -> None:
        self._language: Final = language
        self._folder = tempfile.TemporaryDirectory(prefix="labelcheck-diff-")
        self._db = sqlite3.connect(Path(self._folder.name) / "diff.sqlite", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        for side in ("old", "new"):
            self._db.executescript(_TABLES.format(side=side))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()
        self._folder.cleanup()

    def take(self, side: str, files: Mapping[str, Sequence[Path]]) -> None:
        """Take in one side: its files of products and of findings, which belong together in pairs."""
        seen: Counter[str] = Counter()
        message = f"message_{self._language or 'en'}"
        self._db.execute("BEGIN")
        for products, findings in zip(files["products"], files["findings"], strict=True):
            keys: dict[int, str] = {}
            rows = []
            for p in _rows(products, ["row", "id", "duplicate_of", *_SHOWN]):
                keys[p["row"]] = key = _key(p, seen)
                rows.append((key, *(p[c] for c in _SHOWN)))
            self._db.executemany(f"INSERT OR REPLACE INTO {side}_products VALUES (?, ?, ?, ?, ?, ?)", rows)  # noqa: S608
            self._db.executemany(
                f"INSERT OR REPLACE INTO {side}_findings VALUES (?, ?, ?, ?, ?)",  # noqa: S608
                (
                    (keys[f["row"]], f["rule"], f["severity"], f["verdict"], f[message])
                    for f in _rows(findings, ["row", "rule", "severity", "verdict", message])
                ),
            )
        self._db.execute("COMMIT")

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many products and findings appeared, vanished and changed."""
        found = {w: dict.fromkeys(("appeared", "vanished", "changed"), 0) for w in ("product", "finding")}
        for change in self.changes():
            found[change.what][change.change] += 1
        return found

    def changes(self) -> Iterator[Change]:
        """Yield the differences, products first, by id."""
        for key, name, kind, *told in self._db.execute(_PRODUCTS):
            before = None if kind == "appeared" else self._state(*told[:4])
            after = None if kind == "vanished" else self._state(*told[4:])
            yield Change("product", kind, key, name, None, before, after)
        for (
            key,
            name,
            rule,
            b_severity,
            b_verdict,
            b_message,
            a_severity,
            a_verdict,
            a_message,
            kind,
        ) in self._db.execute(_FINDINGS):
            before = None if kind == "appeared" else self._said(b_severity, b_verdict, b_message)
            after = None if kind == "vanished" else self._said(a_severity, a_verdict, a_message)
            yield Change("finding", kind, key, name, rule, before, after)

    def _state(self, outcome: str, status: str, worst: str | None, findings: int) -> str:
        if self._language is None:
            return ", ".join(p for p in (outcome, status, worst, f"{findings} findings") if p)
        state = status if outcome == "read" else outcome
        number = WORDS[self._language]["n_findings"].format(n=findings)
        return ", ".join([*(said(self._language, code) for code in (state, worst) if code), number])

    def _said(self, severity: str, verdict: str, message: str) -> str:
        if self._language is None:
            return f"{severity}, {verdict}, {message}"
        codes = [severity] if verdict == "violated" else [severity, verdict]
        return f"{', '.join(said(self._language, c) for c in codes)}: {message}"


_PRODUCTS: Final = """
SELECT key, COALESCE(n.name, o.name),
  CASE WHEN o.status IS NULL THEN 'appeared' WHEN n.status IS NULL THEN 'vanished' ELSE 'changed' END,
  o.outcome, o.status, o.worst, o.findings, n.outcome, n.status, n.worst, n.findings
FROM (SELECT key FROM old_products UNION SELECT key FROM new_products)
LEFT JOIN old_products o USING (key) LEFT JOIN new_products n USING (key)
WHERE o.status IS NULL OR n.status IS NULL OR (o.outcome, o.status, COALESCE(o.worst, ''), COALESCE(o.name, ''), o.findings)
  IS NOT (n.outcome, n.status, COALESCE(n.worst, ''), COALESCE(n.name, ''), n.findings) ORDER BY key
"""
_FINDINGS: Final = """
SELECT key, COALESCE(np.name, op.name), rule, o.severity, o.verdict, o.message, n.severity, n.verdict, n.message,
  CASE WHEN o.verdict IS NULL THEN 'appeared' WHEN n.verdict IS NULL THEN 'vanished' ELSE 'changed' END
FROM (SELECT key, rule FROM old_findings UNION SELECT key, rule FROM new_findings)
LEFT JOIN old_findings o USING (key, rule) LEFT JOIN new_findings n USING (key, rule)
LEFT JOIN old_products op USING (key) LEFT JOIN new_products np USING (key)
WHERE o.verdict IS NULL OR n.verdict IS NULL OR (o.severity, o.verdict, o.message) IS NOT (n.severity, n.verdict, n.message)
ORDER BY key, rule
"""


def compare(
    old: Mapping[str, Sequence[Path]], new: Mapping[str, Sequence[Path]], language: OutputLanguage | None = None
) -> Comparison:
    """Return two runs compared, each given as its files of products and findings."""
    comparison = Comparison(language)
    comparison.take("old", old)
    comparison.take("new", new)
    return comparison


def compare_folders(old: Path, new: Path, language: OutputLanguage | None = None) -> Comparison:
    """Return the outputs of two runs compared.

    Raises:
        UnreadableFile: one of them is no output of ``labelcheck catalogue``.

    """
    return compare(_files(old), _files(new), language)


def _files(folder: Path) -> dict[str, list[Path]]:
    products = sorted((folder / "products").glob("part-*.parquet"))
    findings = [folder / "findings" / p.name for p in products]
    if not products or not all(f.is_file() for f in findings):
        raise UnreadableFile(
            str(folder), "no output of labelcheck catalogue: it has no tables of products and findings"
        )
    return {"products": products, "findings": findings}


def _rows(path: Path, columns: list[str]) -> Iterator[dict[str, Any]]:
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(10_000, columns=columns, use_threads=False):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise UnreadableFile(path.name, f"cannot be read: {error}"[:300]) from error


def _key(product: dict[str, Any], seen: Counter[str]) -> str:
    key = product["id"] or product["name"] or f"row {product['row']}"
    if product["id"] and product["duplicate_of"] is None:
        return str(key)
    seen[key] += 1
    number = seen[key] + (product["duplicate_of"] is not None)
    return f"{key} ({number})" if number > 1 else str(key)
