"""The journey from a label's text to its readings, on one screen."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from labelcheck.knowledge import Knowledge
from labelcheck.model import Diagnostic, Dosage, Ingredient, LabelText, Reading, Size
from labelcheck.reading import number
from labelcheck.reading.apart import PANELS_DISAGREE, of_panels_apart
from labelcheck.reading.bases import find_bases
from labelcheck.reading.columns import assign
from labelcheck.reading.dosing.read import read_directions
from labelcheck.reading.dosing.units import in_label_units
from labelcheck.reading.explain import (
    explain_columns,
    explain_numbers,
    explain_readings,
    explain_rows,
    explain_text,
)
from labelcheck.reading.headers import find_headers
from labelcheck.reading.ingredients import find_ingredients
from labelcheck.reading.language import find_languages
from labelcheck.reading.leftovers import leftovers
from labelcheck.reading.panel import choose, judge
from labelcheck.reading.readings import build, readings_of
from labelcheck.reading.rows import find_rows
from labelcheck.reading.serving import find_servings
from labelcheck.reading.sheet import Sheet, lay_out
from labelcheck.reading.sizes import counts_apart, serving_size, sizes
from labelcheck.reading.title import product_name
from labelcheck.reading.trace import Trace
from labelcheck.reading.wholes import weighed
from labelcheck.reading.witness import NAME_DISAGREES, NUMBER_UNREAD, disagreeing, doubted, stated


class Reads(NamedTuple):
    """All that reading a text gives."""

    languages: tuple[str, ...]
    product: str | None
    dosages: tuple[Dosage, ...]
    servings_per_container: Decimal | None
    sizes: tuple[Size, ...]
    reference: str | None
    readings: tuple[Reading, ...]
    ingredients: tuple[Ingredient, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_panel(
    text: LabelText, knowledge: Knowledge, *, language: str | None = None, trace: Trace | None = None
) -> Reads:
    """Return what the text says: nothing in it is dropped silently, and an odd label is no error.

    ``language`` overrules the detected language where a number could be read either way.
    """
    sheet = lay_out(text, knowledge)
    languages = find_languages(sheet)
    if language:
        languages = (language, *(c for c in languages if c != language))
    servings = find_servings(sheet)
    printed_bases = find_bases(sheet, servings)
    size = serving_size(sheet, servings)
    found = find_rows(sheet, printed_bases, servings)
    headers = find_headers(sheet, printed_bases, found)
    rows = assign(sheet, found, printed_bases, headers, size)
    kept, rest = choose(judge(sheet, rows, headers, printed_bases))
    ingredients = find_ingredients(sheet, knowledge)
    built, reference = build(sheet, [j.row for j in kept], ingredients, languages, knowledge)
    told = read_directions(sheet, languages, printed_bases, knowledge, trace)
    dosages = in_label_units(told, sheet, servings, printed_bases, size)
    panel = stated(built, knowledge) if rest else []
    readings = doubted(
        weighed(readings_of(sheet, built, untold=counts_apart(sheet, printed_bases)), knowledge),
        disagreeing(sheet, rest, _title(sheet), panel, dosages),
        NAME_DISAGREES,
    )
    of_servings = [(m.start, m.end) for m in printed_bases if m.certain]
    of_servings += [(s.start, s.end) for s in servings if s.of not in ("gram", "ml")]
    diagnostics, incomplete = leftovers(sheet, built, rest, readings, panel, dosages, of_servings)
    readings = doubted(readings, incomplete, NUMBER_UNREAD)
    readings = doubted(readings, of_panels_apart(built, headers), PANELS_DISAGREE)
    if trace is not None:
        explain_text(trace, sheet, languages)
        explain_rows(trace, sheet, kept, rest)
        explain_readings(trace, reference, readings, dosages)
        explain_columns(trace, headers)
        explain_numbers(trace, sheet)
    return Reads(
        languages,
        product_name(sheet, [j.row for j in kept]),
        dosages,
        _per_container(sheet),
        sizes(sheet, servings),
        reference,
        readings,
        ingredients,
        diagnostics,
    )


def _title(sheet: Sheet) -> int:
    """Return the number of the first line that prints anything."""
    return next((n.number for n in sheet.lines if sheet.clean[n.start : n.end].strip()), 0)


def _per_container(sheet: Sheet) -> Decimal | None:
    for word in sheet.by_kind.get("servings_per_container", ()):
        rest = sheet.low[word.end : word.end + 24].partition("\n")[0]
        digits = re.findall(r"[0-9]{1,6}", rest)
        parsed = number.parse(digits[0]) if digits else None
        if parsed:
            return parsed.values[0]
    return None
