"""The shape of the knowledge files, checked when they are compiled.

Three kinds of file, joined by id, each the one owner of its facts:

* ``data/nutrients/<id>.yaml``: the science of one nutrient (unit, conversions, forms with formulas);
* ``data/languages/<code>.yaml``: every word of one language;
* ``data/references/<document>.yaml``: the figures of one published table.

``data/elements.yaml`` holds the standard atomic weights from which elemental fractions are computed, ``data/kinds.yaml`` what
holds for all nutrients of a kind.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from labelcheck import units
from labelcheck.knowledge.dosing import DOSING_KINDS, DosingKind
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.model import DayOfWeek, Qualifier, When

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Quantity = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)? \S+$")]
"""A number and a unit symbol of units.txt, such as ``"0.025 µg"``."""


def _unit_of(use: str) -> AfterValidator:
    def check(symbol: str) -> str:
        if symbol not in units.used(use):
            raise ValueError(f"{symbol!r} is no unit of {use} in units.txt; known are {', '.join(units.used(use))}")
        return symbol

    return AfterValidator(check)


Sureness = Literal["high", "medium", "low"]
NutrientKind = Literal[
    "vitamin", "mineral", "macronutrient", "fatty-acid", "amino-acid", "botanical", "microorganism", "other"
]
DoseForm = Literal[
    "tablet", "capsule", "drop", "spray", "scoop", "gram", "ml", "gummy", "sachet", "ampoule",
    "teaspoon", "tablespoon", "bottle", "piece", "serving",
]  # fmt: skip


class Strict(BaseModel):
    """Base of all knowledge models: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Compound(Strict):
    """One defined substance of a form, such as one hydrate of a salt.

    ``formula`` may use brackets and a dot before crystal water (``MgCl2.6H2O``). The share of the nutrient is
    ``count(moiety) * mass(moiety) / mass(formula)``; the moiety of a mineral is its element.
    """

    name: Text
    formula: Text
    moiety: Text | None = None
    moieties: Annotated[int, Field(ge=1)] | None = None


class Form(Strict):
    """A chemical form or source of a nutrient.

    ``active`` forms are themselves what a label means by the nutrient: "kolekalciferol 20 µg" is 20 µg of
    vitamin D. For the others an amount printed under the form's name is the weight of the compound.
    """

    id: Id
    anion: Id | None = None
    compounds: tuple[Compound, ...] = ()
    active: bool = False
    excipient: bool = False
    trade_name_only: bool = False
    marker: Text | None = None
    """A word that within the nutrient's own name tells this form: "D3" in "vitamin D3"."""
    bioavailability: Text | None = None
    laxative: Text | None = None
    eu_status: Text | None = None
    permitted: bool | None = None
    """False where Directive 2002/46/EC, Annex II, does not list the form and nothing else permits it in supplements."""
    outside_upper_level: Text | None = None
    """Why the nutrient's upper level does not count the form, with the source."""
    evidence: Text | None = None
    sources: tuple[Text, ...] = ()


class Equivalent(Strict):
    """What one ``unit`` of the nutrient weighs, for all forms or for the ones named.

    ``forms`` empty: the value that holds when the label names no form; ``assumed`` tells that this then is an
    assumption to be marked.
    """

    unit: Annotated[str, _unit_of("equivalents")]
    equals: Quantity
    forms: tuple[Id, ...] = ()
    assumed: bool = False
    tolerance_percent: Decimal = Decimal(5)
    source: Text


class Most(Strict):
    """The most that a product gives at once or a day, where that of nutrients in general does not fit: more is a wrong unit.

    In times the NRV of the EU; ``reason`` tells the strongest product known, ``source`` where it is seen.
    """

    nrv_times: Annotated[int, Field(gt=0)]
    reason: Text
    source: Text


class Within(Strict):
    """Another nutrient whose row may hold the weight of this one's: salt that of sodium."""

    of: Id
    source: Text


class Energy(Strict):
    """What a gram gives, as declared energy is worked out."""

    kcal_per_g: Annotated[Decimal, Field(ge=0)]
    source: Text


class Tolerance(Strict):
    """Between which shares of the declared amount a supplement may hold."""

    low: Annotated[Decimal, Field(gt=0, le=1)]
    high: Annotated[Decimal, Field(ge=1)]
    source: Text


class KindFacts(Strict):
    """What holds for all nutrients of a kind."""

    within: Within | None = None
    tolerance: Tolerance | None = None


class Kinds(Strict):
    """``data/kinds.yaml``."""

    kinds: dict[NutrientKind, KindFacts]


class Codes(Strict):
    """The nutrient's names in other systems."""

    off: Text | None = None
    infoods: Text | None = None
    gs1: Text | None = None


class Nutrient(Strict):
    """Identity and science of one nutrient."""

    id: Id
    kind: NutrientKind
    unit: Annotated[str, _unit_of("nutrients")]
    element: Text | None = None
    letter: Annotated[str, Field(pattern="^[A-Z]$")] | None = None
    """The vitamin's letter, where that alone names it beside a percentage: "D   10 µg   200 %"."""
    several_rows: Literal["added", "one"] | None = None
    """What several rows of it tell: ``added`` where they are of different substances (retinol and beta-carotene), ``one``
    where one is what the other is made of (folic acid under folate); by default those of different forms are added."""
    part_of: Id | None = None
    """The nutrient this one is a share of when both are printed (EPA of omega-3, sugars of carbohydrate)."""
    within: Within | None = None
    """The nutrient whose row may hold this one's weight without naming it as a share (sodium in salt)."""
    sum_of: tuple[Id, Id] | None = None
    """Two nutrients that labels print one amount of ("EPA/DHA 500 mg")."""
    most: Most | None = None
    energy: Energy | None = None
    codes: Codes = Codes()
    equivalents: tuple[Equivalent, ...] = ()
    forms: tuple[Form, ...] = ()
    notes: Text | None = None
    sources: tuple[Text, ...] = ()


class Numbers(Strict):
    """How numbers are printed in a language."""

    decimal: Literal[",", "."]
    thousands: tuple[Literal[" ", ".", ",", "’"], ...]


class Words(Strict):
    """Words a label's structure is read from. Each is matched whole, case and accents aside."""

    per: tuple[Text, ...] = ()
    each: tuple[Text, ...] = ()
    contains: tuple[Text, ...] = ()
    daily_dose: tuple[Text, ...] = ()
    serving: tuple[Text, ...] = ()
    serving_size: tuple[Text, ...] = ()
    servings_per_container: tuple[Text, ...] = ()
    panel_heading: tuple[Text, ...] = ()
    section_heading: tuple[Text, ...] = ()
    """Row groups inside a panel: "Vitaminer", "Mineraler"."""
    ingredients_heading: tuple[Text, ...] = ()
    directions_heading: tuple[Text, ...] = ()
    other_heading: tuple[Text, ...] = ()
    """Storage, warnings, producer and other parts that hold no amounts."""
    product_type: tuple[Text, ...] = ()
    take: tuple[Text, ...] = ()
    per_day: tuple[Text, ...] = ()
    per_week: tuple[Text, ...] = ()
    times: tuple[Text, ...] = ()
    once: tuple[Text, ...] = ()
    twice: tuple[Text, ...] = ()
    thrice: tuple[Text, ...] = ()
    every: tuple[Text, ...] = ()
    """Before a number of days: "alle" in "alle 5 Tage"."""
    every_other_day: tuple[Text, ...] = ()
    every_third_day: tuple[Text, ...] = ()
    """Read by the directions alone; here they keep "every" and "day" from being read in them."""
    """Before the number of times a day's dose is split into: "fördelat på 2 tillfällen"."""
    """All of a dose together: "på en gång", "zu einer Mahlzeit"; "med mat" does not tell how many meals."""
    time_of_day: tuple[Text, ...] = ()
    """One time of the day; two of them side by side are two times."""
    exceed: tuple[Text, ...] = ()
    of_which: tuple[Text, ...] = ()
    as_form: tuple[Text, ...] = ()
    together: tuple[Text, ...] = ()
    """Between a name and another one that it is sold with: "Fish oil with EPA"."""
    equals: tuple[Text, ...] = ()
    approx: tuple[Text, ...] = ()
    at_least: tuple[Text, ...] = ()
    at_most: tuple[Text, ...] = ()
    less_than: tuple[Text, ...] = ()
    not_established: tuple[Text, ...] = ()
    adults: tuple[Text, ...] = ()
    children: tuple[Text, ...] = ()
    years: tuple[Text, ...] = ()
    elemental: tuple[Text, ...] = ()
    advice: tuple[Text, ...] = ()
    """Words of sentences about what people need or bear, and not about the product: "the upper limit is 100 µg"."""
    former: tuple[Text, ...] = ()
    """Words of sentences about what the product was before: "the old tablet had 400 mg"."""
    traces: tuple[Text, ...] = ()
    """In place of an amount: "Salt traces"."""
    other_unit: tuple[Text, ...] = ()
    """Units that are printed beside an amount and not converted: "12,3 mmol"."""
    common: tuple[Text, ...] = ()
    """Frequent words by which the language is told."""


PeriodName = Literal["min", "h", "d", "wk", "mo", "a"]
RateName = Annotated[str, StringConstraints(pattern=r"^(\d+ )?(h|d|wk|mo|a)$")]
GroupName = Literal[
    "adults", "children", "infants", "teenagers", "seniors", "women", "men", "pregnant", "lactating", "athletes",
    "others", "training", "rest",
]  # fmt: skip


def _dosing_kind(name: str) -> str:
    if name not in DOSING_KINDS.values():
        raise ValueError(f"dosing: {name!r} is no kind of word; known are {', '.join(sorted(DOSING_KINDS.values()))}")
    return name


DosingName = Annotated[str, AfterValidator(_dosing_kind)]


class Dosing(Strict):
    """The words of directions. Each is matched whole, case and accents aside, in texts of its own language only.

    A kind that the language has no word for stands under ``none``: left out in silence, it fails the build.
    """

    none: tuple[Literal["often"] | DosingName, ...] = ()
    ordinals: dict[Annotated[str, StringConstraints(pattern=r"^\d+$")], tuple[Text, ...]]
    ordinal_endings: tuple[Text, ...]
    """What follows the digits of an ordinal: "th" in "5th"."""
    often: dict[Annotated[str, StringConstraints(pattern=r"^\d+$")], tuple[Text, ...]] = {}
    """How many times, in one word: "twice"."""
    periods: dict[PeriodName, tuple[Text, ...]]
    rates: dict[RateName, tuple[Text, ...]]
    """Once in a period, by its UCUM symbol: "daily" is "d", "on alternate days" "2 d"."""
    whens: dict[When, tuple[Text, ...]]
    weekdays: dict[DayOfWeek, tuple[Text, ...]]
    groups: dict[GroupName, tuple[Text, ...]]
    phases: dict[Literal["loading", "maintenance", "start", "numbered"], tuple[Text, ...]]
    multiples: dict[Annotated[str, StringConstraints(pattern=r"^\d+([.]\d)?$")], tuple[Text, ...]]
    """What changes a dose by a factor: "doubled", "half the dose"."""
    abbreviations: tuple[Text, ...]
    """Words whose full stop ends no sentence."""
    words: dict[DosingName, tuple[Text, ...]]

    @model_validator(mode="after")
    def _leaves_nothing_out(self) -> Dosing:
        filled = {k for k, words in self.words.items() if words} | ({"often"} if self.often else set())
        filled |= {str(DosingKind.MULTIPLE)} if self.multiples else set()
        missing = {*DOSING_KINDS.values(), "often"} - filled - set(self.none)
        if missing:
            raise ValueError(f"dosing: no words for {', '.join(sorted(missing))}; fill them in or list them under none")
        if filled & set(self.none):
            raise ValueError(f"dosing: {', '.join(sorted(filled & set(self.none)))} has words and stands under none")
        return self


ConnectiveName = Literal[
    "and", "within", "of_reference", "before_reference", "share_of", "amount_of", "salt_of", "in_salts", "salt_endings",
    "abbreviations",
    "stirred_in", "poured", "each_weighs", "at", "weighs", "weighing", "between_numbers", "calories", "currency", "before_basis", "itself",
    "percent",
]  # fmt: skip
"""What small words do where an amount is read. Each is matched in lower case in texts of every language.

``and`` is another word in another language, too ("en", "i"). ``within`` a name they are no name;
``of_reference`` and ``before_reference`` stand beside a percentage, ``share_of`` before one that counts no reference; ``amount_of``
between an amount and its name, ``salt_of`` between an anion and its mineral, ``in_salts`` before
an anion ("hydrogen", "bis"); ``salt_endings`` are those of anions and of few other words. Behind ``abbreviations`` a full stop ends no name. ``stirred_in`` what is ``poured`` no dose is;
``each_weighs``, ``at``, ``weighs`` (in a bracket) and ``weighing`` lead from a piece to its weight; ``between_numbers`` stand in a range. ``calories`` are
heads of that word; ``before_basis`` stands before "100 ml"; ``itself`` are what a sentence calls the product, and small words beside that.
"""


class Connectives(Strict):
    """Small words. A kind that the language has no word for stands under ``none``: left out in silence, it fails the build."""

    none: tuple[ConnectiveName, ...] = ()
    words: dict[ConnectiveName, tuple[Text, ...]]

    @model_validator(mode="after")
    def _leaves_nothing_out(self) -> Connectives:
        filled = {k for k, words in self.words.items() if words}
        missing = {*get_args(ConnectiveName)} - filled - set(self.none)
        if missing or filled & set(self.none):
            odd = ", ".join(sorted(missing | (filled & set(self.none))))
            raise ValueError(f"connectives: give words or a place under none, and not both: {odd}")
        return self


class Columns(Strict):
    """Names of columns in the tables and keys in the objects that shops export, by what they hold."""

    id: tuple[Text, ...]
    name: tuple[Text, ...]
    brand: tuple[Text, ...]
    category: tuple[Text, ...]
    language: tuple[Text, ...]
    text: tuple[Text, ...]
    nutrition: tuple[Text, ...]
    ingredients: tuple[Text, ...]
    nutrient: tuple[Text, ...]
    amount: tuple[Text, ...]
    unit: tuple[Text, ...]
    percent: tuple[Text, ...]
    per: tuple[Text, ...]
    attribute: tuple[Text, ...]
    serving: tuple[Text, ...]
    dose: tuple[Text, ...]
    times: tuple[Text, ...]
    """How many times a day: words that directions have behind the number ("gånger per dag")."""
    count: tuple[Text, ...]
    """How many are taken at a time, where another column tells how many times a day."""
    form: tuple[Text, ...]
    """What is taken: tablet, capsule."""
    files: tuple[Text, ...]
    related: tuple[Text, ...] = ()
    """What stands over other products, or over what buyers say: "related products", "reviews"."""


class Language(Strict):
    """Every word of one language."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    name: Text
    called: dict[OutputLanguage, Text]
    """What the language is called in those that answers are given in."""
    numbers: Numbers
    inflections: tuple[Text, ...] = ()
    """Endings that a nutrient, form or dose-form name may carry."""
    plant_parts: tuple[Text, ...] = ()
    """Endings that the name of a botanical may carry besides: "wurzelextrakt", "pulver"."""
    nutrients: dict[Id, tuple[Text, ...]] = {}
    forms: dict[Id, tuple[Text, ...]] = {}
    anions: dict[Id, tuple[Text, ...]] = {}
    units: dict[Annotated[str, _unit_of("amounts")], tuple[Text, ...]] = {}
    scales: dict[Literal["1e3", "1e6", "1e9", "1e12"], tuple[Text, ...]] = {}
    number_words: dict[Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")], tuple[Text, ...]] = {}
    dose_forms: dict[DoseForm, tuple[Text, ...]] = {}
    functions: dict[Id, tuple[Text, ...]] = {}
    """Additive function classes of ingredient lists ("klumpförebyggande medel")."""
    references: dict[Id, tuple[Text, ...]] = {}
    """Names a percentage's reference goes by, per reference table."""
    reference_signs: dict[Id, tuple[Text, ...]] = {}
    """Words that only labels of a table's market print, without naming it: "servings per package" in Australia."""
    short_names: dict[Id, tuple[Text, ...]] = {}
    """Names that count only where they are the whole of a row's name: "Trans" among the fats, not "trans-resveratrol"."""
    words: Words
    connectives: Connectives
    dosing: Dosing
    columns: Columns


class ReferenceValue(Strict):
    """One figure: its unit is the nutrient's own. ``sureness`` low never drives a warning."""

    value: Decimal
    qualifier: Qualifier | None = None
    sureness: Sureness | None = None
    note: Text | None = None


class Group(Strict):
    """Whom a column of a reference table is for. Ages in whole years, ``to`` inclusive."""

    id: Id
    sex: Literal["female", "male"] | None = None
    age_from: int = 0
    age_to: int | None = None
    pregnant: bool | None = None
    lactating: bool | None = None
    values: dict[Id, ReferenceValue]


class Reference(Strict):
    """One published table of reference values."""

    id: Id
    title: Text
    kind: Literal["label", "intake", "upper-level"]
    year: int
    publisher: Text
    citation: Text
    url: Text | None = None
    read: Annotated[str, StringConstraints(pattern=r"^20\d\d-[01]\d-[0-3]\d$")] | None = None
    """The day its figures were last looked up in the document itself, or in a copy that ``citation`` names."""
    seen: Text | None = None
    """Which of its figures were seen that day, and where, when not all of them were."""
    markets: tuple[Text, ...] = ()
    sureness: Sureness = "high"
    """How sure each figure is that does not say otherwise."""
    scope: Literal["total", "supplemental"] = "total"
    significant_percent: Annotated[Decimal, Field(gt=0, le=100)] | None = None
    """The share of its values from which a nutrient may be claimed, where the document tells one."""
    told_only: bool = False
    """Whether percentages are of this table only where the label names it or shows signs of its market."""
    groups: tuple[Group, ...]
    notes: tuple[Text, ...] = ()
