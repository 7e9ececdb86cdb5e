"""The journey from a label's text to its readings, on one screen."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from labelcheck.knowledge import Knowledge
from labelcheck.model import Diagnostic, Dosage, Ingredient, LabelText, Reading, Size
from labelcheck.reading.dosing.read import read_directions
from labelcheck.reading.dosing.units import in_label_units
from labelcheck.reading.explain import (
    explain_columns,
    explain_numbers,
    explain_readings,
    explain_rows,
    explain_text,
)
from labelcheck.reading.leftovers import leftovers
from labelcheck.reading.lex import number
from labelcheck.reading.lex.trace import Trace
from labelcheck.reading.meaning.apart import of_panels_apart
from labelcheck.reading.meaning.readings import build, readings_of
from labelcheck.reading.meaning.substances import of_product
from labelcheck.reading.meaning.title import product_name
from labelcheck.reading.meaning.wholes import weighed
from labelcheck.reading.meaning.witness import NAME_DISAGREES, NUMBER_UNREAD, disagreeing, doubted, restated, stated
from labelcheck.reading.panel.columns import assign
from labelcheck.reading.panel.folded import fold
from labelcheck.reading.panel.headers import find_headers
from labelcheck.reading.panel.judge import choose, judge
from labelcheck.reading.panel.row import Row
from labelcheck.reading.panel.rows import find_rows
from labelcheck.reading.sections.ingredients import find_ingredients
from labelcheck.reading.sections.language import find_languages
from labelcheck.reading.sections.sections import Sections, lay_out
from labelcheck.reading.seen.several import PANELS_DISAGREE
from labelcheck.reading.servings.bases import find_bases
from labelcheck.reading.servings.serving import find_servings
from labelcheck.reading.servings.sizes import counts_apart, serving_size, sizes


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
    sections = lay_out(text, knowledge)
    languages = find_languages(sections)
    if language:
        languages = (language, *(c for c in languages if c != language))
    servings = find_servings(sections)
    printed_bases = find_bases(sections, servings)
    size = serving_size(sections, servings)
    found: Sequence[Row] = find_rows(sections, printed_bases, servings)
    headers, printed_bases, found = fold(sections, find_headers(sections, printed_bases, found), printed_bases, found)
    rows = assign(sections, found, printed_bases, headers, size)
    kept, rest = choose(judge(sections, rows, headers, printed_bases, servings))
    ingredients = find_ingredients(sections, knowledge)
    built, reference = build(sections, [j.row for j in kept], ingredients, languages, knowledge)
    told = read_directions(sections, languages, printed_bases, knowledge, trace)
    dosages = in_label_units(told, sections, servings, printed_bases, size)
    panel = stated(built, knowledge) if rest else []
    readings = doubted(
        weighed(readings_of(sections, built, untold=counts_apart(sections, printed_bases)), knowledge, servings),
        disagreeing(sections, rest, _title(sections), panel, dosages),
        NAME_DISAGREES,
    )
    dosages = of_product(dosages, readings)
    of_servings = [(m.start, m.end) for m in printed_bases if m.certain]
    of_servings += [(s.start, s.end) for s in servings if s.of not in ("gram", "ml")]
    of_servings += restated(sections, printed_bases, readings)
    diagnostics, incomplete = leftovers(sections, built, rest, readings, panel, dosages, of_servings)
    readings = doubted(readings, incomplete, NUMBER_UNREAD)
    readings = doubted(readings, of_panels_apart(built, headers), PANELS_DISAGREE)
    if trace is not None:
        explain_text(trace, sections, languages)
        explain_rows(trace, sections, kept, rest)
        explain_readings(trace, reference, readings, dosages)
        explain_columns(trace, headers)
        explain_numbers(trace, sections)
    return Reads(
        languages,
        product_name(sections, [j.row for j in kept], headers),
        dosages,
        _per_container(sections),
        sizes(sections, servings, printed_bases),
        reference,
        readings,
        ingredients,
        diagnostics,
    )


def _title(sections: Sections) -> int:
    """Return the number of the first line that prints anything."""
    return next((n.number for n in sections.lines if sections.clean[n.start : n.end].strip()), 0)


def _per_container(sections: Sections) -> Decimal | None:
    for word in sections.by_kind.get("servings_per_container", ()):
        rest = sections.low[word.end : word.end + 24].partition("\n")[0]
        digits = re.findall(r"[0-9]{1,6}", rest)
        parsed = number.parse(digits[0]) if digits else None
        if parsed:
            return parsed.values[0]
    return None
