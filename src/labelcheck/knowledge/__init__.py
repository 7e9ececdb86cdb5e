"""What labelcheck knows: the science of nutrients, the words of languages, the figures of published tables.

Loaded once per process from ``compiled.json``; ``compile`` makes that file from the YAML under ``data/``.
Everything here is read-only.
"""

import json
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from labelcheck import units
from labelcheck.knowledge.lexicon import Lexicon, Word
from labelcheck.units import UnitEquivalent

__all__ = ["Form", "Knowledge", "Lexicon", "Nutrient", "ReferenceGroup", "ReferenceTable", "Vocabulary", "Word", "load"]


class Nutrient(NamedTuple):
    """Identity and unit conversions of one nutrient."""

    id: str
    kind: str
    unit: str
    part_of: str | None
    equivalents: tuple[UnitEquivalent, ...]
    several_rows: Literal["added", "one"] | None = None
    """What several rows of it tell, where that does not hang on their forms."""
    within: tuple[str, ...] = ()
    """Nutrients whose row may hold its weight, beside the one it is a part of."""
    most_times: int | None = None
    """Times the NRV that the strongest products may hold, where it is not as for others."""
    kcal: float | None = None
    """Kilocalories of a gram in declared energy."""


class Form(NamedTuple):
    """A form of a nutrient; ``fraction`` is the lowest and highest share of the nutrient over its compounds.

    ``active``: an amount printed under this form's name is the amount of the nutrient itself.
    """

    id: str
    nutrient: str
    anion: str | None
    active: bool
    excipient: bool
    trade_name: bool
    fraction: tuple[Decimal, Decimal] | None
    permitted: bool = True
    """Whether EU law lists the form for supplements, or nothing is known of it."""
    levelled: bool = True
    """Whether the nutrient's upper level counts it."""


class ReferenceGroup(NamedTuple):
    """One column of a reference table; values are in the nutrient's own unit, ``numbers`` the same as floats."""

    id: str
    values: dict[str, Decimal]
    numbers: dict[str, float]
    sureness: dict[str, str]
    sex: str | None
    ages: tuple[int, int | None]
    pregnant: bool
    lactating: bool


class ReferenceTable(NamedTuple):
    """One published table; the first group is that of adults in general."""

    id: str
    title: str
    kind: str
    year: int
    markets: tuple[str, ...]
    scope: str
    publisher: str
    citation: str
    url: str | None
    groups: tuple[ReferenceGroup, ...]
    told_only: bool = False
    """Whether percentages are of it only where the label names it or shows signs of its market."""
    read: str | None = None
    """The day its figures were last looked up."""
    seen: str | None = None
    """Which of them were seen then, and where."""
    significant: Decimal | None = None
    """The share of a value from which a nutrient may be claimed."""


class Vocabulary(NamedTuple):
    """The words of directions in one language: folded phrase to kind and value.

    ``ordinals`` are the endings of ordinal digits, ``abbreviations`` the words whose full stop ends no sentence.
    """

    words: dict[str, tuple[str, str]]
    ordinals: frozenset[str]
    abbreviations: frozenset[str]
    inflections: frozenset[str]


class Knowledge:
    """All of it, ready for use."""

    def __init__(self, compiled: dict[str, Any]) -> None:
        """Take over compiled knowledge."""
        units.remember((a, b, None if v is None else Decimal(v)) for a, b, v in compiled["factors"])
        self.nutrients: Final = {i: _nutrient(i, n) for i, n in compiled["nutrients"].items()}
        self.sums: Final[dict[frozenset[str], str]] = {
            frozenset(n["sum_of"]): i for i, n in compiled["nutrients"].items() if n["sum_of"]
        }
        """Nutrients that are the sum of two, by those."""
        self.kcal: Final = {i: n.kcal for i, n in self.nutrients.items() if n.kcal is not None}
        """Kilocalories per gram of what gives energy."""
        self.tolerances: Final = {k: (Decimal(low), Decimal(high)) for k, (low, high) in compiled["tolerances"].items()}
        """Between which shares of a declared amount a supplement may hold, by kind of nutrient."""
        self.codes: Final[dict[str, dict[str, str]]] = {i: n["codes"] for i, n in compiled["nutrients"].items()}
        """Names of nutrients in other systems, by id: off, infoods, gs1."""
        self.symbols: Final[dict[str, str]] = {
            n["element"]: i for i, n in compiled["nutrients"].items() if len(n["element"] or "") > 1
        }
        """Nutrients by the symbol of their element; a single letter may be a vitamin's."""
        self.letters: Final[dict[str, str]] = {n["letter"]: i for i, n in compiled["nutrients"].items() if n["letter"]}
        """Vitamins by their letter."""
        self.forms: Final = {i: _form(i, f) for i, f in compiled["forms"].items()}
        self.unlisted_forms: Final = frozenset(f.id for f in self.forms.values() if not f.permitted)
        """Forms that EU law does not list for supplements."""
        self.form_of: Final = {(f.nutrient, f.anion): f.id for f in self.forms.values() if f.anion}
        self.references: Final = {i: reference_table(i, r) for i, r in compiled["references"].items()}
        self.numbers: Final[dict[str, tuple[str, frozenset[str]]]] = {
            c: (lang["decimal"], frozenset(lang["thousands"])) for c, lang in compiled["languages"].items()
        }
        self.label_references: Final = tuple(r for r in self.references.values() if r.kind == "label")
        """The tables that percentages on labels refer to."""
        self.names: Final[dict[str, dict[str, str]]] = compiled["names"]
        self.form_names: Final[dict[str, dict[str, str]]] = compiled["form_names"]
        """Per language that answers are given in."""
        self.languages: Final[dict[str, dict[str, str]]] = {
            c: lang["called"] for c, lang in compiled["languages"].items()
        }
        """The languages that labels are read in: what each is called in those that answers are given in."""
        self.unit_spellings: Final[dict[str, str]] = compiled["units"]
        """Units by what labels print, in lower case: the symbols of every language and each language's words."""
        self.unit_codes: Final = {c: (unit, Decimal(value)) for c, (unit, value) in compiled["unit_codes"].items()}
        """Units by their symbols and the codes of trade messages, in small letters: a unit of ours, and how many of it."""
        self.scale_spellings: Final[dict[str, str]] = compiled["scales"]
        self.connectives: Final = {kind: frozenset(words) for kind, words in compiled["connectives"].items()}
        """Small words of all languages by what they do, in lower case."""
        self.marked: Final = frozenset(compiled["marked"])
        """Common words that are a substance's name but for their marks: "bør", and "bor"."""
        self.columns: Final[dict[str, list[str]]] = compiled["columns"]
        """Names of columns of all languages by field, those that go before others first."""
        self.dosing: Final = {
            c: Vocabulary(
                {w: (kind, value) for w, (kind, value) in v["words"].items()},
                frozenset(v["ordinals"]),
                frozenset(v["abbreviations"]),
                frozenset(compiled["languages"][c]["inflections"]),
            )
            for c, v in compiled["dosing"].items()
        }
        """The words of directions, per language."""
        self.lexicon: Final = Lexicon(
            compiled["lexicon"]["words"],
            compiled["lexicon"]["meanings"],
            {c: lang["inflections"] for c, lang in compiled["languages"].items()},
            plants=[i for i, n in compiled["nutrients"].items() if n["kind"] == "botanical"],
            plant_parts={c: lang["plant_parts"] for c, lang in compiled["languages"].items()},
        )


def _nutrient(key: str, n: dict[str, Any]) -> Nutrient:
    return Nutrient(
        key,
        n["kind"],
        n["unit"],
        n["part_of"],
        tuple(
            UnitEquivalent(unit, Decimal(value), mass, tuple(forms), assumed, tolerance)
            for unit, value, mass, forms, assumed, tolerance in n["equivalents"]
        ),
        n["several_rows"],
        tuple(n["within"]),
        n["most_times"],
        n["kcal"],
    )


def _form(key: str, f: dict[str, Any]) -> Form:
    fraction = (Decimal(f["fraction"][0]), Decimal(f["fraction"][1])) if f["fraction"] else None
    return Form(
        key,
        f["nutrient"],
        f["anion"],
        f["active"],
        f["excipient"],
        f["trade_name"],
        fraction,
        f["permitted"],
        f["levelled"],
    )


def reference_table(key: str, r: dict[str, Any]) -> ReferenceTable:
    """Return a compiled table ready for use."""
    groups = tuple(
        ReferenceGroup(
            g["id"],
            {i: Decimal(v[0]) for i, v in g["values"].items()},
            {i: float(v[0]) for i, v in g["values"].items()},
            {i: v[2] for i, v in g["values"].items()},
            g["sex"],
            (g["age_from"], g["age_to"]),
            bool(g["pregnant"]),
            bool(g["lactating"]),
        )
        for g in r["groups"]
    )
    return ReferenceTable(
        key, r["title"], r["kind"], r["year"], tuple(r["markets"]),
        r["scope"], r["publisher"], r["citation"], r["url"], groups, r["told_only"], r["read"], r["seen"],
        None if r["significant"] is None else Decimal(r["significant"]),
    )  # fmt: skip


@lru_cache(maxsize=1)
def load() -> Knowledge:
    """Return the knowledge, loaded once per process.

    Raises:
        KnowledgeError: a knowledge file of a checkout was changed and is now wrong, or one of the user's own is.

    """
    from labelcheck.knowledge import own, stamping

    folders = own.own_folders()
    if folders:
        return Knowledge(own.compiled_with(folders, stamping.stamp()))
    try:
        compiled = json.loads(stamping.COMPILED.read_bytes())
        fresh = compiled.get("stamp") == stamping.stamp()
    except (OSError, ValueError, AttributeError):
        fresh = False
    if not fresh:
        from labelcheck.knowledge import compile as compiling

        compiled = compiling.write()
    return Knowledge(compiled)
