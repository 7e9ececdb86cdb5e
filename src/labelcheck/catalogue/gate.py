"""Whether a finished run passes: findings at or above a level that nobody waived, and the baseline that is written of them."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import pyarrow.compute as pc
import pyarrow.parquet as pq

from labelcheck.catalogue.export import rows
from labelcheck.model import SEVERITIES
from labelcheck.rules.policy import IN_BASELINE, Policy, Waiver, mark, write_baseline

_COLUMNS: Final = ("rule", "severity", "verdict", "waived")


class Gate(NamedTuple):
    """How many violated rules are at or above the level and count, and how many do not since they are known."""

    counting: int
    waived: int


def gate(out: Path, level: str | None) -> Gate:
    """Return what the findings of a run come to; without a level nothing counts."""
    grave = list(SEVERITIES[: SEVERITIES.index(level) + 1]) if level in SEVERITIES else []
    counting = waived = 0
    for part in sorted((out / "findings").glob("part-*.parquet")):
        with pq.ParquetFile(part) as file:
            table = file.read(list(_COLUMNS), use_threads=False)
        violated = table.filter(pc.equal(table.column("verdict"), "violated"))
        known = violated.column("waived").null_count
        waived += violated.num_rows - known
        new = violated.filter(pc.is_null(violated.column("waived"))).column("severity")
        counting += sum(1 for s in new.to_pylist() if s in grave)
    return Gate(counting, waived)


def unused_waivers(out: Path, policy: Policy) -> list[Waiver]:
    """Return the waivers that no finding of the run needed."""
    left = list(policy.waivers)
    for part in sorted((out / "findings").glob("part-*.parquet")):
        if not left:
            break
        with pq.ParquetFile(part) as file:
            table = file.read(["row", "rule", "waived"], use_threads=False)
        known = table.filter(pc.is_valid(table.column("waived")))
        if not known.num_rows:
            continue
        with pq.ParquetFile(out / "products" / part.name) as file:
            products = file.read(["row", "id", "name", "brand"], use_threads=False)
        named = products.filter(pc.is_in(products.column("row"), value_set=known.column("row").combine_chunks()))
        about = {p["row"]: p for p in named.to_pylist()}
        for row, rule in zip(known.column("row").to_pylist(), known.column("rule").to_pylist(), strict=True):
            product = about[row]
            left = [w for w in left if not w.covers(rule, (product["id"], product["name"]), product["brand"])]
    return left


def baseline_of(out: Path, target: Path) -> int:
    """Write the violated rules of a run as what is known from now on; return how many.

    Those that a waiver covers stay with their waiver, which ends.
    """
    names = {p["row"]: p["id"] or p["name"] for p in rows(out, "products")}
    found: dict[str, list[str]] = {}
    for f in rows(out, "findings"):
        key = names.get(f["row"])
        if key and f["verdict"] == "violated" and f["waived"] in (None, IN_BASELINE):
            found.setdefault(key, []).append(mark(f["rule"], f["severity"], f["nutrients"], f["evidence"]))
    write_baseline(target, found)
    return sum(len(set(v)) for v in found.values())
