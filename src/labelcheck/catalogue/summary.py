"""``summary.html``: one page that needs nothing else, and a report page for each of the worst products."""

from __future__ import annotations

import heapq
import shutil
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from jinja2 import Environment, PackageLoader

from labelcheck._version import VERSION
from labelcheck.catalogue.aside import written_aside
from labelcheck.catalogue.parts import NAMES
from labelcheck.catalogue.wording import context, said
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.model import SEVERITIES

WORST: Final = 200
"""Products that the table holds, each with a page of its own."""
_GROUPS: Final = 50
_FAILURES: Final = 200
_RANK: Final = {s: i for i, s in enumerate(SEVERITIES)}
VERDICTS: Final = ("above-level", "look-out", "cannot-tell", "nothing-found")
_BAD: Final = ("error", "warning", "caution")


class About(NamedTuple):
    """What the page says of the run. ``changes`` are counts by what and how, None for a first run."""

    input: str
    format: str
    language: OutputLanguage
    changes: dict[str, dict[str, int]] | None


@dataclass
class Counts:
    """What is counted over all parts; grows with the number of rules, brands and categories, not of products."""

    products: int = 0
    status: Counter[str] = field(default_factory=Counter)
    outcome: Counter[str] = field(default_factory=Counter)
    worst: Counter[str] = field(default_factory=Counter)
    verdict: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    groups: dict[str, dict[str, Counter[str]]] = field(
        default_factory=lambda: {"brand": defaultdict(Counter), "category": defaultdict(Counter)}
    )
    notes: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    readings: int = 0
    doubtful: int = 0
    failures: list[dict[str, Any]] = field(default_factory=list)
    ranked: list[tuple[tuple[int, int, int], dict[str, Any]]] = field(default_factory=list)


def write_summary(out: Path, about: About) -> Path:
    """Write the page and the reports of the worst products from the tables of a finished run; return its path."""
    counts = Counts()
    for part in sorted((out / "products").glob("part-*.parquet")):
        _count_products(part, counts)
    for part in (out / "findings").glob("part-*.parquet"):
        _count_findings(part, counts)
    environment = Environment(
        loader=PackageLoader("labelcheck.catalogue", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    worst = [r for _, r in sorted(counts.ranked, key=lambda e: e[0], reverse=True)]
    _write_reports(out, environment, worst, about)
    page = environment.get_template("summary.html").render(
        about=about, counts=counts, worst=worst, severities=SEVERITIES, verdicts=VERDICTS, bad=_BAD, version=VERSION,
        when=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), shown_bad=", ".join(said(about.language, s) for s in _BAD),
        groups={k: _largest(v) for k, v in counts.groups.items()}, totals={k: len(v) for k, v in counts.groups.items()},
        rules=_by_rule(counts), shown=_FAILURES, largest=_GROUPS,
        most_worst=max(counts.worst.values(), default=1), most_verdict=max(counts.verdict.values(), default=1), **context(about.language),
    )  # fmt: skip
    target = out / "summary.html"
    with written_aside(target) as aside:
        aside.write_text(page, encoding="utf-8")
    return target


_COLUMNS: Final = (
    "row", "id", "name", "brand", "category", "outcome", "status", "detail", "duplicate_of", "worst", "readings_count",
    "readings_to_check", "findings_count", "undetermined_count", "line",
    "verdict", "verdict_en", "verdict_sv",
)  # fmt: skip


def _count_products(part: Path, counts: Counts) -> None:
    table = _read(part, [*_COLUMNS, "notes"], ("outcome", "status", "worst", "verdict"))
    counts.products += table.num_rows
    counts.duplicates += table.num_rows - table.column("duplicate_of").null_count
    counts.readings += pc.sum(table.column("readings_count")).as_py() or 0
    counts.doubtful += pc.sum(table.column("readings_to_check")).as_py() or 0
    for name in ("status", "outcome", "worst", "verdict"):
        getattr(counts, name).update(_tally(table.column(name)))
    counts.notes.update(_tally(pc.list_flatten(table.column("notes"))))
    for name, by_value in counts.groups.items():
        grouped = table.group_by([name, "worst", "status"]).aggregate([([], "count_all")])
        for row in grouped.to_pylist():
            group = by_value[row[name] or ""]
            group["products"] += row["count_all"]
            group[row["worst"] or "none"] += row["count_all"]
            group["failed"] += row["count_all"] * (row["status"] == "failed")
            group["check"] += row["count_all"] * (row["status"] == "check")
    if len(counts.failures) < _FAILURES:
        failed = table.filter(pc.equal(table.column("status"), "failed")).slice(0, _FAILURES - len(counts.failures))
        counts.failures += failed.select(_COLUMNS).to_pylist()
    for row in _gravest(table.select(_COLUMNS)):
        key = (-_RANK[row["worst"]], row["findings_count"] - row["undetermined_count"], -row["row"])
        entry = (key, row)
        if len(counts.ranked) < WORST:
            heapq.heappush(counts.ranked, entry)
        elif key > counts.ranked[0][0]:
            heapq.heapreplace(counts.ranked, entry)


def _gravest(table: pa.Table) -> list[dict[str, Any]]:
    """Return the products that something is wrong with, the gravest and no more than the page shows."""
    worst = table.column("worst")
    rank = pc.index_in(worst, value_set=pa.array(_BAD, pa.string()))
    violated = pc.subtract(table.column("findings_count"), table.column("undetermined_count"))
    bad = table.append_column("rank", rank).append_column("violated", violated).filter(pc.is_valid(rank))
    order = [("rank", "ascending"), ("violated", "descending"), ("row", "ascending")]
    return list(bad.sort_by(order).slice(0, WORST).select(_COLUMNS).to_pylist())


def _read(part: Path, columns: list[str], repeated: Sequence[str]) -> pa.Table:
    """Return columns of a part; ``repeated`` hold few values many times and stay as the file has them, coded."""
    with pq.ParquetFile(part, read_dictionary=list(repeated)) as file:
        return file.read(columns, use_threads=False)


def _tally(column: Any) -> dict[str, int]:  # noqa: ANN401
    return {v["values"]: v["counts"] for v in pc.value_counts(column).to_pylist() if v["values"] is not None}


def _count_findings(part: Path, counts: Counts) -> None:
    names = ["rule", "severity", "verdict"]
    table = _read(part, [*names, "covered_by", "waived"], [*names, "covered_by"])
    told = table.filter(pc.and_(pc.is_null(table.column("covered_by")), pc.is_null(table.column("waived"))))
    grouped = told.group_by(names).aggregate([([], "count_all")])
    for row in grouped.to_pylist():
        counts.rules[row["rule"], row["severity"], row["verdict"]] += row["count_all"]


def _by_rule(counts: Counts) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for (rule, severity, verdict), number in counts.rules.items():
        entry = found.setdefault(
            (rule, severity), {"rule": rule, "severity": severity, "violated": 0, "undetermined": 0}
        )
        entry[verdict] += number
    return sorted(found.values(), key=lambda e: (_RANK[e["severity"]], -e["violated"], e["rule"]))


def _largest(groups: dict[str, Counter[str]]) -> list[tuple[str, Counter[str]]]:
    """Return the groups with the most products that something is wrong with."""
    return sorted(groups.items(), key=lambda g: (-sum(g[1][s] for s in _BAD), -g[1]["products"], g[0]))[:_GROUPS]


def _write_reports(out: Path, environment: Environment, worst: list[dict[str, Any]], about: About) -> None:
    """Write the pages anew beside the old ones, then swap the folders."""
    aside = out / "reports.unfinished"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    template = environment.get_template("report.html")
    rows = {r["row"] for r in worst}
    inner = {n: _of_rows(out / n, rows) for n in NAMES}
    for row in rows:
        page = template.render(
            product=inner["products"][row][0], readings=inner["readings"].get(row, []), intakes=inner["intakes"].get(row, []),
            findings=inner["findings"].get(row, []), **context(about.language),
        )  # fmt: skip
        (aside / f"{row}.html").write_text(page, encoding="utf-8")
    shutil.rmtree(out / "reports", ignore_errors=True)
    aside.rename(out / "reports")


def _of_rows(folder: Path, rows: set[int]) -> dict[int, list[dict[str, Any]]]:
    """Return what a table tells of some products, in order; only parts that may hold one of them are read."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    wanted = pa.array(sorted(rows), pa.int64())
    for part in sorted(folder.glob("part-*.parquet")):
        with pq.ParquetFile(part) as file:
            if not any(_may_hold(file.metadata.row_group(i), rows) for i in range(file.metadata.num_row_groups)):
                continue
            table = file.read(use_threads=False)
        for row in table.filter(pc.is_in(table.column("row"), value_set=wanted)).to_pylist():
            found[row["row"]].append(row)
    for entries in found.values():
        entries.sort(key=lambda r: r.get("position", 0))
    return found


def _may_hold(group: pq.RowGroupMetaData, rows: set[int]) -> bool:
    limits = group.column(0).statistics
    return limits is None or not limits.has_min_max or any(limits.min <= r <= limits.max for r in rows)
