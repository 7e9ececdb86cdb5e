"""Results in the form the catalogue came in: its own spreadsheet with columns added, or GDSN nutrient fragments."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from labelcheck.catalogue.aside import written_aside
from labelcheck.catalogue.containers import Broken, Progress, rows_of
from labelcheck.catalogue.containers.delimited import columns, delimiter_of
from labelcheck.catalogue.containers.workbook import is_empty, place
from labelcheck.catalogue.export import rows
from labelcheck.catalogue.format import Input, Plan
from labelcheck.catalogue.inert import inert, sheet_text
from labelcheck.catalogue.wording import ADDED, noted, reason, said
from labelcheck.errors import InputTooLarge, UsageError
from labelcheck.knowledge import load
from labelcheck.knowledge.printing import OutputLanguage

KINDS: Final = ("input", "gdsn")
_LARGEST: Final = 50_000_000
_PRECISION: Final = {"": "EXACT", "<": "LESS_THAN", "~": "APPROXIMATELY"}


def write_back(kind: str, plan: Plan, source: Input, out: Path, language: OutputLanguage) -> Path:
    """Write results back; return the file.

    Raises:
        UsageError: the input is no spreadsheet.
        InputTooLarge: it is a workbook beyond what can be held in memory.

    """
    if kind == "gdsn":
        return _gdsn(out)
    if not plan.row_each:
        raise UsageError(
            f"--write-back input: a product of this {plan.format} is several rows; columns are added to tables of one each"
        )
    if plan.container == "xlsx":
        return _workbook(source, out, language)
    if plan.container == "csv":
        return _delimited(source, out, language)
    raise UsageError(f"--write-back input: the input is {plan.format}; columns are added to CSV and XLSX")


def _results(out: Path, language: OutputLanguage) -> Iterator[list[Any]]:
    """Yield the added cells, product by product."""
    found = groupby(rows(out, "findings"), key=lambda f: f["row"])
    row, findings = next(found, (None, iter(())))
    for product in rows(out, "products"):
        texts: list[str] = []
        if row == product["row"]:
            texts = [f[f"message_{language}"] or f["message_en"] for f in findings if _is_told(f)]
            row, findings = next(found, (None, iter(())))
        detail = [reason(language, product["detail"])] if product["detail"] else []
        worst = product["worst"]
        yield [
            said(language, product["outcome"]),
            said(language, product["status"]),
            None if worst is None else said(language, worst),
            product["findings_count"],
            " ".join(detail + texts),
            "; ".join(noted(language, r) for r in product["reasons"] or ()),
            product[f"verdict_{language}"],
        ]


def _is_told(finding: dict[str, Any]) -> bool:
    """Tell whether a finding is for people: one that another tells of is not said twice, what was not seen on each row."""
    unseen = finding["concern"] == "label" and finding["verdict"] == "undetermined"
    shown = finding["severity"] != "positive" and finding["covered_by"] is None and finding["waived"] is None
    return shown and not unseen


def _delimited(source: Input, out: Path, language: OutputLanguage) -> Path:
    target = out / f"{source.path.stem}-checked.csv"
    found = rows_of(source.path, "csv", source.table, Progress())
    with written_aside(target) as aside, aside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter_of(source.path, source.table))
        names: list[str] | None = None
        # rows of another table that are of none of these products are answered last
        for row, added in zip(found, _results(out, language), strict=False):
            if names is None:
                names = list(columns(source.path, source.table))
                writer.writerow([*names, *ADDED[language]])
            cells = (
                [row.beginning] + [""] * (len(names) - 1)
                if isinstance(row, Broken)
                else [row.get(n, "") for n in names]
            )
            writer.writerow([inert(c) for c in (*cells, *added)])
    return target


def _workbook(source: Input, out: Path, language: OutputLanguage) -> Path:
    from openpyxl import load_workbook

    if source.path.stat().st_size > _LARGEST:
        raise InputTooLarge(source.path.name, f"more than {_LARGEST:,} bytes; write back works on smaller workbooks")
    title, at, names = place(source.path, source.table)
    book = load_workbook(source.path)
    sheet = book[title]
    first = len(names) + 1
    for offset, name in enumerate(ADDED[language]):
        sheet.cell(at, first + offset, name)
    results = _results(out, language)
    for number, cells in enumerate(sheet.iter_rows(min_row=at + 1, values_only=True), at + 1):
        if is_empty(cells[: len(names)]):
            continue
        for offset, value in enumerate(next(results)):
            cell = sheet.cell(number, first + offset)
            cell.value = sheet_text(value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
    target = out / f"{source.path.stem}-checked.xlsx"
    with written_aside(target) as aside:
        book.save(aside)
    return target


def _gdsn(out: Path) -> Path:
    """Write one nutritionalInformationModule per product with readings that can be trusted."""
    codes = {i: c["gs1"] for i, c in load().codes.items() if "gs1" in c}
    target = out / "nutrients.gdsn.xml"
    with written_aside(target) as aside, aside.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<nutrientFragments>\n')
        for (_, key), readings in groupby(rows(out, "readings"), key=lambda r: (r["row"], r["id"])):
            blocks: dict[_Basis, list[dict[str, Any]]] = {}
            for r in readings:
                if _is_certain(r) and _code(r, codes) is not None and (basis := _basis(r)) is not None:
                    blocks.setdefault(basis, []).append(r)
            if blocks:
                file.write(f"  <tradeItem>\n    <gtin>{escape(key or '')}</gtin>\n    <nutritionalInformationModule>\n")
                for basis, entries in blocks.items():
                    file.writelines(_header(basis, entries, codes))
                file.write("    </nutritionalInformationModule>\n  </tradeItem>\n")
        file.write("</nutrientFragments>\n")
    return target


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    """Return the code of each of our units that has one."""
    found: dict[str, str] = {}
    for code, (unit, times) in load().unit_codes.items():
        if times == 1 and code != unit.lower():
            found.setdefault(unit, code.upper())
    return found


def _is_certain(reading: dict[str, Any]) -> bool:
    return (
        reading["status"] == "ok"
        and reading["unit"] in _units()
        and reading["role"] == "nutrient"
        and reading["high"] is None
        and (reading["bound"] or "") in _PRECISION
    )


_COUNTED: Final = {
    ("folate", None): "FOL", ("folate", "DFE"): "FOLDFE", ("niacin", "NE"): "NIAEQ", ("vitamin-a", "RAE"): "VITA_RAE",
}  # fmt: skip
"""Codes that say what an amount counts, where the nutrient has several."""


def _code(reading: dict[str, Any], codes: dict[str, str]) -> str | None:
    """Return the code of a reading's nutrient; that of folic acid and of equivalents are codes of their own."""
    if reading["nutrient"] == "folate" and reading["qualifier"] is None and reading["forms"] == ["folic-acid"]:
        return "FOLAC"
    return _COUNTED.get((reading["nutrient"], reading["qualifier"])) or codes.get(reading["nutrient"])


class _Basis(NamedTuple):
    """What amounts are for, in the codes of trade item messages."""

    code: str
    quantity: str | None
    unit: str


def _basis(reading: dict[str, Any]) -> _Basis | None:
    """Return what a reading is for, None where that was not told."""
    kind, quantity, of = reading["basis"], reading["basis_quantity"], reading["basis_of"]
    if kind is None:
        return None
    if kind in ("per-100-g", "per-100-ml"):
        return _Basis("BY_MEASURE", "100", "GRM" if kind == "per-100-g" else "MLT")
    if kind == "unit":
        quantity = quantity or "1"
    return _Basis("BY_SERVING", quantity, {"gram": "GRM", "ml": "MLT"}.get(of or "", "H87"))


def _header(basis: _Basis, readings: list[dict[str, Any]], codes: dict[str, str]) -> Iterator[str]:
    code, quantity, unit = basis
    yield "      <nutrientHeader>\n        <preparationStateCode>UNPREPARED</preparationStateCode>\n"
    yield f"        <nutrientBasisQuantityTypeCode>{code}</nutrientBasisQuantityTypeCode>\n"
    if quantity is not None:
        yield f"        <nutrientBasisQuantity measurementUnitCode={quoteattr(unit)}>{quantity}</nutrientBasisQuantity>\n"
    for r in readings:
        yield f"        <nutrientDetail>\n          <nutrientTypeCode>{_code(r, codes)}</nutrientTypeCode>\n"
        if r["percent"] is not None:
            yield f"          <dailyValueIntakePercent>{r['percent']}</dailyValueIntakePercent>\n"
        precision = _PRECISION[r["bound"] or ""]
        yield f"          <measurementPrecisionCode>{precision}</measurementPrecisionCode>\n"
        code = _units()[r["unit"]]
        yield f"          <quantityContained measurementUnitCode={quoteattr(code)}>{r['value']}</quantityContained>\n"
        yield "        </nutrientDetail>\n"
    yield "      </nutrientHeader>\n"
