"""What rules may ask about one label; worked out when first asked for."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

from labelcheck import units
from labelcheck.errors import ConversionError
from labelcheck.knowledge import Knowledge, ReferenceGroup, ReferenceTable
from labelcheck.model import Evidence, Ingredient, Intake, Label, LabelText, Person, Place, Reading, RuleSource, Share
from labelcheck.rules.audience import Source
from labelcheck.rules.blends import Blend, blends
from labelcheck.rules.limits import figures_for
from labelcheck.rules.phrases import Hits, Index, WordList, pieces, sentences

EEA: Final = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
        "NO",
        "IS",
        "LI",
    ]
)
"""Countries whose supplements fall under EU food law."""
NRV: Final = "eu-nrv-2011"
_BORNE: Final = ("food-supplement", "not-exceed", "varied-diet", "keep-from-children")
"""Wordlists of what every label in the EU bears, most often in one place."""
_ENOUGH: Final = 2
IN_FIELDS: Final = "amounts-in-fields"
"""The diagnostic of a label whose amounts came in fields of their own, as from a catalogue."""
LISTED: Final = "substance:"
"""Before the id of a substance: the wordlist with its words."""
LISTED_AS: Final = "ingredient:"
"""Before the same: the wordlist of words that mean it only as an ingredient or a row."""
TOPICAL: Final = "topical-use"
"""The wordlist that tells products for the skin from those to swallow."""


Standing = Literal["prohibited", "unlisted-mineral", "novel", "medicine", "advised-against", "scrutiny"]
"""How law or an authority looks on a substance: banned from food, no permitted mineral, a new food that awaits leave,
a medicine, advised against, or under scrutiny."""


class PerUnit(NamedTuple):
    """Intakes from one of a dose form a day, on a label that tells no daily dose, or one in another unit."""

    of: str
    intakes: dict[str, Intake]


class Least(NamedTuple):
    """The amount a day of several nutrients together that a claim takes; not ``needed`` where the label must only tell it."""

    nutrients: tuple[str, ...]
    at_least: str
    needed: bool


class Topic(NamedTuple):
    """What a health claim may be about: its words, its name per language, for which nutrients, and from which amounts.

    ``withdrawn`` are nutrients of which it was authorised once.
    """

    words: str
    title: dict[str, str]
    nutrients: frozenset[str]
    amounts: tuple[Least, ...] = ()
    withdrawn: frozenset[str] = frozenset()


class StandingOf(NamedTuple):
    """How law or an authority looks on a substance in some markets, in one sentence per language."""

    status: Standing
    markets: frozenset[str]
    says: dict[str, str]
    sources: tuple[RuleSource, ...]


class Substance(NamedTuple):
    """A substance that law or an authority has singled out: its name per language, and its standings."""

    name: dict[str, str]
    standings: tuple[StandingOf, ...]


class Vocabulary(NamedTuple):
    """The words that rules look for, and the one index that finds them; ``substances`` by the id of their words."""

    words: dict[str, WordList]
    claims: tuple[Topic, ...]
    finder: Index
    substances: dict[str, Substance]


class Facts:
    """One label as the rules see it, for one person and market."""

    def __init__(  # noqa: PLR0913 - all that rules may ask for, by name
        self,
        label: Label,
        text: LabelText,
        intakes: Iterable[Intake],
        per_unit: Callable[[], PerUnit | None],
        *,
        person: Person,
        market: str,
        knowledge: Knowledge,
        vocabulary: Vocabulary,
        shares: dict[str, tuple[Share, ...]] | None = None,
        products: int = 1,
        largest: dict[str, Decimal] | None = None,
        assumed: Source = "told",
        children: Callable[[], tuple[tuple[int, tuple[Intake, ...]], ...]] = tuple,
    ) -> None:
        """``per_unit`` is asked only for a nutrient whose amount per day cannot be worked out.

        ``assumed`` is where the person comes from. ``children`` gives, for each age at which a group of children begins on the label, what it takes a day.

        Of a stack of several ``products``, ``shares`` tells who gives what of a nutrient, and ``largest`` is the highest
        amount that one of them gives.
        """
        self.label = label
        self.text = text
        self.intakes = {i.nutrient: i for i in intakes}
        self._ask_per_unit: Callable[[], PerUnit | None] | None = per_unit
        self._per_unit: PerUnit | None = None
        self.person = person
        self.assumed = assumed
        self.children = children
        self.market = market
        self.markets = frozenset({market, "EU"} if market in EEA else {market})
        self.knowledge = knowledge
        self.figures = figures_for(person, knowledge)
        self.words = vocabulary.words
        self.claims = vocabulary.claims
        self.substances = vocabulary.substances
        self._index = vocabulary.finder
        self.products = products
        self.shares = shares or {}
        self.largest = largest or {}
        self.measures: dict[str, Any] = {}
        self.sums: dict[tuple[Decimal, str, tuple[int, ...]], str] = {}
        """Arithmetic in figures by amount, unit and readings: several rules show the same."""
        self._hits: Hits | None = None
        self._ingredient_hits: Hits | None = None
        self._product_hits: Hits | None = None
        self._forms: dict[str, tuple[str, ...]] = {}
        self._additives: dict[str, dict[str, Ingredient]] = {}
        self._beside: dict[str, tuple[tuple[Intake, Decimal], ...]] = {}
        self.readings: dict[str, list[Reading]] = {}
        for reading in label.readings:
            if reading.nutrient is not None and (reading.amount is not None or reading.percent is not None):
                self.readings.setdefault(reading.nutrient, []).append(reading)

    @property
    def per_unit(self) -> PerUnit | None:
        """Intakes from one unit a day; None where no unit is told, or all that are fit the dose."""
        if self._ask_per_unit is not None:
            self._per_unit = self._ask_per_unit()
            self._ask_per_unit = None
        return self._per_unit

    @property
    def missing(self) -> str:
        """What keeps an amount per unit from being one per day: no dose, or one that is counted in something else."""
        return "daily-dose" if self.label.daily_dose is None else "dose-unit"

    @property
    def hits(self) -> Hits:
        """Where the rules' words stand in the text."""
        if self._hits is None:
            self._hits = self._index.find(sentences(self.text.clean))
        return self._hits

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The ids of listed substances of which a word stands in the text, or begins to."""
        touched = (words.removeprefix(LISTED_AS) for words in self.hits.touched)
        return tuple(sorted({s for s in touched if s in self.substances}))

    @property
    def ingredient_hits(self) -> Hits:
        """Which ingredients hold the rules' words; each ingredient is a sentence."""
        if self._ingredient_hits is None:
            self._ingredient_hits = self._index.find(pieces(i.name for i in self.label.ingredients))
        return self._ingredient_hits

    @cached_property
    def functions(self) -> frozenset[str]:
        """The functions under which ingredients stand: "sweetener", "colour"."""
        return frozenset(i.function for i in self.label.ingredients if i.function is not None)

    @cached_property
    def blends(self) -> tuple[Blend, ...]:
        """The rows whose amount is of several things that are listed behind it."""
        return blends(self.label, self.knowledge)

    @cached_property
    def blend_hits(self) -> Hits:
        """Which blends hold the rules' words; each blend with its list is a sentence."""
        return self._index.find(pieces(" ".join(b.text.split()) for b in self.blends))

    @cached_property
    def row_hits(self) -> Hits:
        """Which rows hold the rules' words in their names; each name is a sentence."""
        return self._index.find(pieces(r.name for r in self.label.readings))

    @property
    def product_hits(self) -> Hits:
        """Where the rules' words stand in the product's name."""
        if self._product_hits is None:
            self._product_hits = self._index.find(pieces([self.label.product or ""]))
        return self._product_hits

    def additives(self, words: str) -> dict[str, Ingredient]:
        """Return the ingredients that are additives, or of a wordlist, each once."""
        known = self._additives.get(words)
        if known is None:
            named = self.ingredient_hits.any_of(words)
            forms = self.knowledge.forms
            known = self._additives[words] = {
                i.name.casefold(): i
                for n, i in enumerate(self.label.ingredients)
                if named >> n & 1 or i.function or (i.form in forms and forms[i.form].excipient)
            }
        return known

    def sentence(self, number: int) -> Evidence:
        """Return a sentence of the text as printed, with its place."""
        start, end = self.hits.text.sentence(number)
        clean = self.text.clean
        while start < end and not clean[start].isalnum():
            start += 1
        while end > start and not (clean[end - 1].isalnum() or clean[end - 1] in ".!?)"):
            end -= 1
        return Evidence(" ".join(clean[start:end].split()), self.text.place(start, end))

    @cached_property
    def topical(self) -> bool:
        """Whether the product is for the skin and not to be swallowed."""
        return bool(self.hits.any_of(TOPICAL))

    @property
    def only_named(self) -> bool:
        """Whether a product's name is all that a text has for sure: no rows, no ingredients, no dose."""
        label = self.label
        return not (label.readings or label.ingredients or label.daily_dose)

    @property
    def says_nothing(self) -> bool:
        """Whether a text has nothing of a label, not even a name that stands alone: it may be about anything."""
        name = (self.label.product or "").strip()
        return self.only_named and (name != self.label.printed.strip() or name.endswith((".", "!", "?")) or not name)

    @cached_property
    def in_fields(self) -> bool:
        """Whether amounts were given in fields of their own, so that what stood beside them on the label is not seen."""
        return any(d.code == IN_FIELDS for d in self.label.diagnostics)

    @cached_property
    def partial(self) -> bool:
        """Whether a part of the label seems to be seen: no ingredients, or hardly any of what all bear.

        So of a picture or PDF, and of amounts given in fields; a text is taken for the whole.
        """
        if self.label.source.kind == "text" and not self.in_fields:
            return False
        borne = sum(bool(self.hits.any_of(w)) for w in _BORNE)
        return not self.label.ingredients or borne < _ENOUGH

    def intake(self, nutrient: str) -> Intake | None:
        """Return the intake of a nutrient per day, where it can be worked out."""
        return self.intakes.get(nutrient)

    def beside(self, table: ReferenceTable) -> tuple[tuple[Intake, Decimal], ...]:
        """Return the intakes that a table has a sure figure for, each with that figure for the person.

        A table may have rows for the forms of a nutrient instead of the nutrient: nicotinic acid, nicotinamide.
        """
        known = self._beside.get(table.id)
        if known is None:
            known = self._beside[table.id] = tuple(
                (intake, group.values[row])
                for group in self.figures.groups(table)[:1]
                for intake in self.intakes.values()
                if (row := self._row(intake, group)) is not None and group.sureness[row] != "low"
            )
        return known

    def _row(self, intake: Intake, group: ReferenceGroup) -> str | None:
        if intake.nutrient in group.values:
            return intake.nutrient
        form = intake.forms[0] if len(intake.forms) == 1 else None
        return form if form in group.values and form not in self.knowledge.nutrients else None

    def declared(self, nutrient: str) -> bool:
        """Whether the label prints the nutrient with an amount or a percentage."""
        return nutrient in self.readings

    def place_of(self, nutrient: str) -> Place | None:
        """Return where the nutrient's amount stands; nowhere in particular for a stack of products."""
        if self.products > 1:
            return None
        intake = self.intakes.get(nutrient)
        if intake is not None and intake.readings:
            return self.label.readings[intake.readings[0]].place
        found = self.readings.get(nutrient)
        return found[0].place if found else None

    def sources_of(self, nutrient: str) -> tuple[Ingredient, ...]:
        """Return the ingredients that supply a nutrient: known forms that are no additive, in their order."""
        forms = self.knowledge.forms
        return tuple(
            i
            for i in self.label.ingredients
            if i.form in forms and forms[i.form].nutrient == nutrient and not forms[i.form].excipient and not i.function
        )

    def forms(self, nutrient: str) -> tuple[str, ...]:
        """Return the forms of a nutrient that the panel or the ingredient list names; a list's order is by weight."""
        known = self._forms.get(nutrient)
        if known is None:
            known = self._forms[nutrient] = self._named_forms(nutrient)
        return known

    def _named_forms(self, nutrient: str) -> tuple[str, ...]:
        listed = tuple(dict.fromkeys(i.form for i in self.sources_of(nutrient) if i.form))
        printed = dict.fromkeys(f for r in self.readings.get(nutrient, ()) for f in r.forms)
        known = self.knowledge.forms
        return (*listed, *(f for f in printed if f not in listed and f in known and not known[f].excipient))

    def percent_off(self, reading: Reading) -> Decimal | None:
        """Return the printed percentage as a share of what the amount is of the EU reference value; 1 is right."""
        reference = self.knowledge.references[NRV].groups[0].values.get(reading.nutrient or "")
        amount = self.in_own_unit(reading)
        if not reference or not amount or reading.percent is None:
            return None
        return reading.percent.value / (amount / reference * 100)

    def grossly_off(self, reading: Reading) -> bool:
        """Whether a percentage that disagrees is further off than the EU's tolerances for analysis."""
        off = self.percent_off(reading)
        kind = self.knowledge.nutrients[reading.nutrient].kind if reading.nutrient else "mineral"
        tolerances = self.knowledge.tolerances
        low, high = tolerances.get(kind, tolerances["mineral"])
        return off is None or not low <= off <= high

    def in_own_unit(self, reading: Reading) -> Decimal | None:
        """Return a reading's amount in its nutrient's own unit, as printed for its basis."""
        if reading.nutrient is None:
            return None
        nutrient = self.knowledge.nutrients[reading.nutrient]
        for amount in (reading.amount, *reading.also):
            if amount is None:
                continue
            try:
                return units.convert(
                    amount.value,
                    amount.unit,
                    nutrient.unit,
                    equivalents=nutrient.equivalents,
                    forms=reading.forms,
                    qualifier=amount.qualifier,
                ).value
            except ConversionError:
                continue
        return None
