"""A page and a workbook for each brand of a finished run, to send to those who can mend it."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from labelcheck.catalogue.export import export
from labelcheck.catalogue.parts import NAMES
from labelcheck.catalogue.summary import About, write_summary

FOLDER: Final = "brands"
_LONGEST: Final = 60


def write_by_brand(out: Path, about: About) -> Path:
    """Write ``brands/<brand>/summary.html`` and ``catalogue.xlsx`` for each brand, anew; return the folder."""
    aside = out / f"{FOLDER}.unfinished"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    names = _names(out)
    for part in sorted((out / "products").glob("part-*.parquet")):
        _divide(out, part.name, aside, names)
    for brand, name in names.items():
        folder = aside / name
        write_summary(folder, about._replace(input=f"{about.input}: {brand}" if brand else about.input))
        export(folder, "xlsx", about.language)
        for table in NAMES:
            shutil.rmtree(folder / table)
    target = out / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    aside.rename(target)
    return target


def _names(out: Path) -> dict[str, str]:
    """Return the folder's name for each brand, in the order of the brands."""
    brands = set()
    for part in (out / "products").glob("part-*.parquet"):
        with pq.ParquetFile(part) as file:
            brands |= {b or "" for b in pc.unique(file.read(["brand"], use_threads=False).column(0)).to_pylist()}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for brand in sorted(brands):
        slug = re.sub(r"[^\w]+", "-", brand.casefold()).strip("-_")[:_LONGEST] or ("no-brand" if not brand else "brand")
        name, number = slug, 1
        while name in taken:
            number += 1
            name = f"{slug}-{number}"
        taken.add(name)
        names[brand] = name
    return names


def _divide(out: Path, part: str, aside: Path, names: dict[str, str]) -> None:
    """Write the products of a part, and all that is of them, to the folders of their brands."""
    tables = {}
    for name in NAMES:
        with pq.ParquetFile(out / name / part) as file:
            tables[name] = file.read(use_threads=False)
    for brand, numbers in _rows_of(tables["products"]):
        for name, table in tables.items():
            target = aside / names[brand] / name / part
            target.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(table.filter(pc.is_in(table.column("row"), value_set=numbers)), target)


def _rows_of(products: pa.Table) -> Iterator[tuple[str, pa.Array]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row, brand in zip(products.column("row").to_pylist(), products.column("brand").to_pylist(), strict=True):
        found[brand or ""].append(row)
    for brand, numbers in found.items():
        yield brand, pa.array(numbers, pa.int64())
