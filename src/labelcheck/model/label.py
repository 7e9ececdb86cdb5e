"""A label as read, and the report on it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from labelcheck.model.dosage import Dosage
from labelcheck.model.finding import UNDECIDED, Conclusion, Finding
from labelcheck.model.intake import DailyDose, Intake, Share
from labelcheck.model.page import Piece
from labelcheck.model.person import MARKET, Person
from labelcheck.model.place import Place
from labelcheck.model.reading import Reading

_ADULT: Final = Person()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a label came from. ``sha256`` is of the bytes as given, ``gtin`` the number of a barcode in a picture."""

    name: str
    kind: Literal["text", "pdf", "image"]
    sha256: str
    pages: int = 1
    gtin: str | None = None


class Ingredient(NamedTuple):
    """One entry of an ingredient list; ``function`` is the additive's function class, ``form`` a known form."""

    name: str
    form: str | None
    function: str | None
    place: Place


class Diagnostic(NamedTuple):
    """Something on the label that was not understood or needs a look; ``code`` is stable, ``message`` English."""

    code: str
    message: str
    place: Place | None = None


class Size(NamedTuple):
    """What one of the dose form ``of`` is: ``value`` of ``unit``, which is "gram", "ml" or another dose form.

    Not ``counted`` where how many of the form are that much is not told: "serving size: scoops (5 g)".
    """

    of: str
    value: Decimal
    unit: str
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says.

    ``reference`` is the table that its percentages use, as inferred from them. ``sizes`` tells what one of a
    dose form weighs, measures or counts ("1 skopa (5 g)", "1 dose = 2 capsules"). ``pieces`` are the words of a
    PDF or picture behind the printed text, with their places. ``dosages`` is all that the directions say, in order;
    ``daily_dose`` what of it an adult of whom nothing is told takes per day.
    """

    source: Source
    printed: str
    languages: tuple[str, ...]
    product: str | None
    daily_dose: DailyDose | None
    servings_per_container: Decimal | None
    sizes: tuple[Size, ...]
    reference: str | None
    readings: tuple[Reading, ...]
    ingredients: tuple[Ingredient, ...]
    diagnostics: tuple[Diagnostic, ...]
    pieces: tuple[Piece, ...] = ()
    dosages: tuple[Dosage, ...] = ()


@dataclass(frozen=True, slots=True)
class StackIntake:
    """A nutrient summed over several products. ``intake`` holds what is known; a share without amounts is not in it."""

    intake: Intake
    shares: tuple[Share, ...]

    @property
    def levelled(self) -> Intake:
        """The sum as levels per form are seen against it: of no told form where one of the products tells none."""
        told = all(s.forms for s in self.shares if s.high is not None)
        return self.intake if told else self.intake._replace(forms=())


@dataclass(frozen=True, slots=True)
class Stack:
    """Several products taken together: each one's report, the sums, and what the rules find on the sums."""

    products: tuple["Report", ...]
    intakes: tuple[StackIntake, ...]
    findings: tuple[Finding, ...]
    rules: str | None
    person: Person = _ADULT
    market: str = MARKET
    verdict: Conclusion = UNDECIDED

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings that are shown: those that no other tells within its own."""
        return tuple(f for f in self.findings if f.covered_by is None)


@dataclass(frozen=True, slots=True)
class Report:
    """A label, what it amounts to per day, and what the rules find.

    ``rules`` is the SHA-256 of the rule files in use; ``market`` is where it was checked, ``person`` for whom. On a
    label for children only and with no age told that is a child of the lowest age that it names: ``whose`` is then
    "label", or "any-child" where it names no age and the highest levels of children were used.
    """

    label: Label
    intakes: tuple[Intake, ...]
    findings: tuple[Finding, ...] = ()
    rules: str | None = None
    person: Person = _ADULT
    market: str = MARKET
    whose: Literal["told", "label", "any-child"] = "told"
    verdict: Conclusion = UNDECIDED

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings that are shown: those that no other tells within its own."""
        return tuple(f for f in self.findings if f.covered_by is None)
