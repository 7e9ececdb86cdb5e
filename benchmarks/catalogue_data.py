"""Synthetic catalogues: python benchmarks/catalogue_data.py ROWS FILE.{csv,jsonl,parquet} [--seed N] [--clean] [--pictures DIR].

A realistic mixture, the same for the same seed: labels of five languages with amounts that are mostly right; some are
thousandfold wrong, some lack their dose or their text, some are HTML, some repeat an id, some hold broken characters.
``--clean`` leaves the errors out. ``--pictures`` draws each label as a picture instead (needs Pillow).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_NUTRIENTS: tuple[tuple[dict[str, str], float, str], ...] = (
    ({"sv": "Vitamin D3", "en": "Vitamin D3", "de": "Vitamin D3", "fi": "D3-vitamiini", "da": "Vitamin D3"}, 5, "µg"),
    ({"sv": "Vitamin C", "en": "Vitamin C", "de": "Vitamin C", "fi": "C-vitamiini", "da": "Vitamin C"}, 80, "mg"),
    (
        {"sv": "Vitamin B12", "en": "Vitamin B12", "de": "Vitamin B12", "fi": "B12-vitamiini", "da": "Vitamin B12"},
        2.5,
        "µg",
    ),
    ({"sv": "Vitamin B6", "en": "Vitamin B6", "de": "Vitamin B6", "fi": "B6-vitamiini", "da": "Vitamin B6"}, 1.4, "mg"),
    ({"sv": "Magnesium", "en": "Magnesium", "de": "Magnesium", "fi": "Magnesium", "da": "Magnesium"}, 375, "mg"),
    ({"sv": "Zink", "en": "Zinc", "de": "Zink", "fi": "Sinkki", "da": "Zink"}, 10, "mg"),
    ({"sv": "Järn", "en": "Iron", "de": "Eisen", "fi": "Rauta", "da": "Jern"}, 14, "mg"),
    ({"sv": "Jod", "en": "Iodine", "de": "Jod", "fi": "Jodi", "da": "Jod"}, 150, "µg"),
    ({"sv": "Selen", "en": "Selenium", "de": "Selen", "fi": "Seleeni", "da": "Selen"}, 55, "µg"),
    ({"sv": "Kalcium", "en": "Calcium", "de": "Calcium", "fi": "Kalsium", "da": "Calcium"}, 800, "mg"),
)
_DOSE = {
    "sv": "Dosering: {n} tabletter dagligen.", "en": "Take {n} tablets daily.", "de": "Verzehrempfehlung: täglich {n} Tabletten.",
    "fi": "Annostus: {n} tablettia päivässä.", "da": "Anbefalet dosis: {n} tabletter dagligt.",
}  # fmt: skip
_HEAD = {
    "sv": "Innehåll per dagsdos ({n} tabletter)", "en": "Contents per daily dose ({n} tablets)",
    "de": "Inhalt pro Tagesdosis ({n} Tabletten)", "fi": "Sisältö päiväannoksessa ({n} tablettia)",
    "da": "Indhold pr. daglig dosis ({n} tabletter)",
}  # fmt: skip
_BRANDS = [
    f"{a}{b}" for a in ("Nord", "Kust", "Fjäll", "Sol", "Björk") for b in ("vind", "hälsa", "kraft", "ros", "lund")
]
_KINDS = ("Multivitamin", "Mineral", "Omega", "Sport", "Graviditet", "Barn")


def rows(count: int, seed: int = 1, *, clean: bool = False) -> Iterator[Row]:
    """Yield products."""
    rng = random.Random(seed)  # noqa: S311
    for number in range(count):
        row = _row(rng, number)
        yield row if clean else _spoiled(rng, row)


def _row(rng: random.Random, number: int) -> Row:
    language = rng.choices(list(_DOSE), (50, 20, 12, 8, 10))[0]
    dose = rng.choice((1, 2, 2, 3))
    chosen = rng.sample(_NUTRIENTS, rng.choice((1, 2, 3, 4, 6, 8)))
    brand = rng.choice(_BRANDS)
    lines = [f"{brand} {chosen[0][0][language]}", _DOSE[language].format(n=dose), _HEAD[language].format(n=dose)]
    for names, reference, unit in chosen:
        percent = rng.choice((15, 25, 50, 100, 100, 150, 200))
        amount = f"{reference * percent / 100:.4g}"
        lines.append(
            f"{names[language]}  {amount if language == 'en' else amount.replace('.', ',')} {unit}  {percent} %"
        )
    return {
        "id": f"{7_300_000_000_000 + number}", "name": lines[0], "brand": brand, "category": rng.choice(_KINDS),
        "text": "\n".join(lines) + f"\nArt. {number}",
    }  # fmt: skip


def _spoiled(rng: random.Random, row: Row) -> Row:
    chance = rng.random()
    text = row["text"]
    if chance < 0.02:
        row["text"] = text.replace("µg", "mg", 1)
    elif chance < 0.03:
        row["text"] = ""
    elif chance < 0.04:
        row["text"] = "\n".join(text.split("\n")[3:])
    elif chance < 0.14:
        head, *lines = text.split("\n")
        cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in line.split("  ")) + "</tr>" for line in lines[2:])
        row["text"] = f"<h2>{head}</h2><p>{lines[0]}</p><p>{lines[1]}</p><table>{cells}</table>"
    elif chance < 0.145:
        row["id"] = f"{7_300_000_000_000 + rng.randrange(100)}"
    elif chance < 0.15:
        row["name"] = '=HYPERLINK("http://example.com","x")'
    elif chance < 0.155:
        row["text"] = text.replace("ä", "Ã¤").replace("2", "\u00002")
    return row


def write(path: Path, count: int, seed: int, *, clean: bool) -> None:
    """Write a catalogue; the suffix tells its format."""
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = pa.schema([(n, pa.string()) for n in ("id", "name", "brand", "category", "text")])
        with pq.ParquetWriter(path, schema) as writer:
            batch: list[Row] = []
            for row in rows(count, seed, clean=clean):
                batch.append(row)
                if len(batch) == 10_000:
                    writer.write_table(pa.Table.from_pylist(batch, schema))
                    batch = []
            if batch:
                writer.write_table(pa.Table.from_pylist(batch, schema))
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows(count, seed, clean=clean))
        else:
            csv_writer = csv.DictWriter(file, ("id", "name", "brand", "category", "text"), delimiter=";")
            csv_writer.writeheader()
            csv_writer.writerows(rows(count, seed, clean=clean))


def draw(folder: Path, count: int, seed: int) -> None:
    """Draw labels as pictures."""
    from PIL import Image, ImageDraw, ImageFont

    folder.mkdir(parents=True, exist_ok=True)
    font = ImageFont.load_default(28)
    for number, row in enumerate(rows(count, seed, clean=True)):
        image = Image.new("RGB", (900, 620), "white")
        ImageDraw.Draw(image).multiline_text((40, 40), row["text"], fill="black", font=font, spacing=14)
        image.save(folder / f"{number:06d}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--pictures", type=Path)
    args = parser.parse_args()
    write(args.path, args.rows, args.seed, clean=args.clean)
    if args.pictures:
        draw(args.pictures, args.rows, args.seed)


if __name__ == "__main__":
    main()
