"""What new files begin as. Each works as it stands, so that a contributor changes one thing at a time."""

from __future__ import annotations

from typing import Final

RULE: Final = """\
# yaml-language-server: $schema={schema}
# What to write here: docs/rules.md. The example below is a rule that works; change it line by line.
id: {id}
topic: {topic}
title:
  sv: {title_sv}
  en: {title_en}
severity: notice # error, warning, caution, notice, info or positive
basis: opinion # law, authority, science, opinion or convention
concern: {concern} # what the reader can do: health (take less), product, claim, label or reading
{condition}
message:
  sv: "{message_sv}"
  en: "{message_en}"
why: Say here why somebody should care, and on what it rests.
known_problems: Say here when the rule is silent or speaks although it should not.
sources:
  - {{title: Where the figure comes from, year: {year}, locator: table 3, url: https://example.org/}}
examples:
{examples}
"""

CONDITIONS: Final[dict[str, dict[str, str]]] = {
    "above": {
        "title_sv": "{Sv} över {limit}",
        "title_en": "{En} above {limit}",
        "concern": "health",
        "condition": 'kind: intake-above # all kinds: docs/rule-kinds.md\nnutrient: {nutrient}\nlimit: "{limit}/day"',
        "message_sv": "{{intake}} {sv} per dag är mer än {{limit}}.",
        "message_en": "{{intake}} of {en} a day is more than {{limit}}.",
        "examples": """\
  - {{label: "{Sv} {twice} per kapsel. Ta 1 kapsel dagligen.", verdict: violated}}
  - {{label: "{Sv} {limit} per kapsel. Ta 1 kapsel dagligen.", verdict: satisfied}}
  - {{label: "{Sv} {limit} per kapsel.", verdict: undetermined}}""",
    },
    "below": {
        "title_sv": "{Sv} under {limit}",
        "title_en": "{En} below {limit}",
        "concern": "product",
        "condition": 'kind: intake-below # all kinds: docs/rule-kinds.md\nnutrient: {nutrient}\nlimit: "{limit}/day"',
        "message_sv": "{{intake}} {sv} per dag är mindre än {{limit}}.",
        "message_en": "{{intake}} of {en} a day is less than {{limit}}.",
        "examples": """\
  - {{label: "{Sv} {limit} per 2 kapslar. Ta 1 kapsel dagligen.", verdict: violated}}
  - {{label: "{Sv} {limit} per kapsel. Ta 1 kapsel dagligen.", verdict: satisfied}}""",
    },
    "without": {
        "title_sv": "{Sv} utan {sv2}",
        "title_en": "{En} without {en2}",
        "concern": "product",
        "condition": """\
kind: all # all kinds: docs/rule-kinds.md
of:
  - {{kind: declared, nutrient: {nutrient}}}
  - kind: not
    of: {{kind: declared, nutrient: {other}}}""",
        "message_sv": "Produkten har {sv} men ingen {sv2}.",
        "message_en": "The product has {en} and no {en2}.",
        "examples": """\
  - {{label: "{Sv} {limit} per kapsel. Ta 1 kapsel dagligen.", verdict: violated}}
  - {{label: "Innehåll per kapsel:\\n{Sv} {limit}\\n{Sv2} {limit2}\\nTa 1 kapsel dagligen.", verdict: satisfied}}""",
    },
}
"""What a rule asks, by the word in its name that tells it; "above" where none does."""
SIGNS: Final = {"without": "without", "below": "below", "low": "below", "little": "below"}

NUTRIENT: Final = """\
# {title}
id: {id}
kind: {kind}
unit: {unit} # the unit of its reference values and of intakes
# What follows is left out where it does not apply; the keys are described in knowledge/schema.py.
# element: Mg                      # of a mineral: what the formulas of its forms are weighed for
# several_rows: added              # rows of it name different substances, as K1 and K2: their amounts are added
# part_of: omega-3                 # printed as a share of this one: never added to it
# codes: {{off: magnesium, infoods: MG, gs1: MG}}
# equivalents:
#   - {{unit: IU, equals: "0.025 µg", source: "document, year, table"}}
# forms:
#   - id: {id}-citrate
#     anion: citrate                 # words for it: anions: of the languages
#     compounds:
#       - {{name: trimagnesium dicitrate, formula: Mg3(C6H5O7)2}}
# sources:
#   - Document, year, table
#
# Its reference values stand in ../references/<document>.yaml, each under the document that publishes it:
# eu-nrv-2011 for percentages, efsa-ul for upper levels.
# Its words stand under nutrients: of ../languages/<code>.yaml; the first is its name in answers.
# The label that tries it: {sample}
"""

LABELS: Final[dict[str, str]] = {
    "sv": """\
Namn på produkten
Kosttillskott. Dosering: 2 kapslar dagligen.

Innehåll per 2 kapslar
{name}   {amount}{percent_sv}

Ingredienser: fyllnadsmedel (cellulosa).
Ersätter inte en varierad kost. Rekommenderad dagsdos bör inte överskridas. Förvaras utom räckhåll för små barn.
""",
    "en": """\
Name of the product
Food supplement. Dosage: 2 capsules daily.

Content per 2 capsules
{name}   {amount}{percent_en}

Ingredients: bulking agent (cellulose).
No substitute for a varied diet. Do not exceed the stated dose. Keep out of the reach of young children.
""",
}
"""By language; a sample in another begins in English and fails until it is written."""

PRODUCTS: Final = {"sv": "Namn på produkten", "en": "Name of the product"}

ORIGIN: Final = """\
author: labelcheck contributors
written: {today}
licence: Apache-2.0
invented: true
traps: []
note: "say which difficulty this label sets, and why a careful person reads it so"
"""
