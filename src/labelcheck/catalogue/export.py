"""The tables for people: CSV, XLSX and JSONL files beside the Parquet dataset."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from labelcheck.catalogue.aside import written_aside
from labelcheck.catalogue.inert import inert, sheet_text
from labelcheck.catalogue.parts import NAMES
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.render.arithmetic import arithmetic_in

FORMATS: Final = ("parquet", "csv", "xlsx", "jsonl")
_SHEET_ROWS: Final = 1_000_000


def export(out: Path, kind: str, language: OutputLanguage = "en") -> list[Path]:
    """Write the tables of a finished run in another format; return the files.

    In CSV and XLSX, which people read, arithmetic is in their language.
    """
    if kind == "parquet":
        return []
    if kind == "xlsx":
        return [_workbook(out, language)]
    return [_text(out, name, kind, language) for name in NAMES]


def _for_people(out: Path, name: str, language: OutputLanguage) -> Iterator[dict[str, Any]]:
    for row in rows(out, name):
        if "arithmetic" in row:
            row["arithmetic"] = arithmetic_in(row["arithmetic"], language)
        yield row


def rows(out: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table of a finished run, in order."""
    for part in sorted((out / name).glob("part-*.parquet")):
        with pq.ParquetFile(part) as file:
            for batch in file.iter_batches(5_000, use_threads=False):
                yield from batch.to_pylist()


def _columns(out: Path, name: str) -> list[str]:
    return list(pq.read_schema(next(iter(sorted((out / name).glob("part-*.parquet"))))).names)


def _text(out: Path, name: str, kind: str, language: OutputLanguage) -> Path:
    target = out / f"{name}.{kind}"
    with (
        written_aside(target) as aside,
        aside.open("w", encoding="utf-8-sig" if kind == "csv" else "utf-8", newline="") as file,
    ):
        if kind == "jsonl":
            for row in rows(out, name):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            writer = csv.writer(file)
            writer.writerow(_columns(out, name))
            for row in _for_people(out, name, language):
                writer.writerow([inert(_flat(v)) for v in row.values()])
    return target


def _flat(value: Any) -> Any:  # noqa: ANN401
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _workbook(out: Path, language: OutputLanguage) -> Path:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name in NAMES:
        sheet = None
        for number, row in enumerate(_for_people(out, name, language)):
            if number % _SHEET_ROWS == 0:
                sheet = book.create_sheet(name if not number else f"{name} {number // _SHEET_ROWS + 1}")
                sheet.append(_columns(out, name))
            sheet.append([_cell(sheet, _flat(v)) for v in row.values()])  # type: ignore[union-attr]
        if sheet is None:
            book.create_sheet(name).append(_columns(out, name))
    target = out / "catalogue.xlsx"
    with written_aside(target) as aside:
        book.save(aside)
    return target


def _cell(sheet: Any, value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, sheet_text(value))
    # a text that begins with = would be kept as a formula
    cell.data_type = "s"
    return cell
