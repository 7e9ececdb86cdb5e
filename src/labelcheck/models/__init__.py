"""Pydantic models of what labelcheck prints, for programs that read its JSON with types.

    from labelcheck import models
    report = models.Report.model_validate_json(text)  # of labelcheck check --format json, a line of jsonl, or to_json()
    for intake in report.intakes or ():
        print(intake.nutrient, intake.high, intake.unit)

Written from the JSON Schema by ``scripts/write_models.py``. ``model_dump_json()`` prints what was read. Names that
Python or pydantic keeps for itself end in ``_``: ``for_``, ``schema_``.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from labelcheck.models.base import Number, Part

__all__ = [
    "Amount",
    "Both",
    "DailyDose",
    "Dosage",
    "DosageDose",
    "DosageDosePer",
    "DosageFor",
    "DosageForAge",
    "DosageForWeightKg",
    "DosageMaxPerDay",
    "DosageTiming",
    "DosageTimingBounds",
    "DosageUnused",
    "Error",
    "ErrorError",
    "ErrorSource",
    "Finding",
    "FindingEvidence",
    "FindingSource",
    "Intake",
    "Label",
    "LabelDiagnostic",
    "LabelIngredient",
    "Number",
    "Place",
    "Printed",
    "Reading",
    "ReadingBasis",
    "ReadingPercent",
    "Report",
    "Source",
    "Stack",
    "StackIntake",
    "StackIntakeShare",
    "Step",
    "Verdict",
]


class Source(Part):
    """The file that was read."""

    name: str
    kind: Literal["text", "pdf", "image"]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    pages: Annotated[int, Field(ge=0)]
    gtin: Annotated[str, Field(pattern=r"^\d{8}(\d{5})?$")] | None


class Place(Part):
    """Where it is printed: page, box in points or pixels from the top left, characters of the text from and to."""

    page: Annotated[int, Field(ge=1)]
    page_label: str | None = None
    box: tuple[float, float, float, float] | None
    corners: tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]] | None = None
    span: tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]


class DailyDose(Part):
    """What the person asked for takes a day by the directions, else an adult."""

    low: Number
    high: Number
    of: str
    text: str
    interval_days: Annotated[int, Field(ge=1)]
    intakes_per_day: Annotated[int, Field(ge=1)] | None
    place: Place
    status: Literal["ok", "check"]
    notes: tuple[str, ...]


class DosageForAge(Part):
    """From and to which age, in years or months."""

    low: Annotated[float, Field(ge=0)] | None
    high: Annotated[float, Field(ge=0)] | None
    unit: Literal["a", "mo"]


class DosageForWeightKg(Part):
    """From and to which body weight."""

    low: Number | None
    high: Number | None


class DosageFor(Part):
    """For whom it is; each null where not said."""

    age: DosageForAge | None
    sex: Literal["female", "male"] | None
    pregnant: bool | None
    lactating: bool | None
    weight_kg: DosageForWeightKg | None
    activity: Literal["training", "rest", "athlete"] | None


class DosageDosePer(Part):
    """Per how much body weight, or time."""

    value: Number
    unit: Literal["kg", "h"]


class DosageDose(Part):
    """How much at a time."""

    low: Number
    high: Number
    of: str
    per: DosageDosePer | None


class DosageTimingBounds(Part):
    """For how long."""

    value: float
    unit: Literal["h", "d", "wk", "mo", "a"]


class DosageTiming(Part):
    """How often, and when."""

    frequency: Annotated[int, Field(ge=0)] | None
    frequency_max: Annotated[int, Field(ge=0)] | None
    period: Number
    period_max: Number
    period_unit: Literal["h", "d", "wk", "mo", "a"]
    when: tuple[
        Literal[
            "morning",
            "noon",
            "afternoon",
            "evening",
            "night",
            "breakfast",
            "lunch",
            "dinner",
            "meal",
            "before-exercise",
            "after-exercise",
        ],
        ...,
    ]
    day_of_week: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...]
    bounds: DosageTimingBounds | None


class DosageMaxPerDay(Part):
    """The most in a day."""

    value: Number
    of: str


class DosageUnused(Part):
    """A word or number of the directions that was not understood."""

    text: str
    place: Place


class Dosage(Part):
    """One of the things that the directions say, in the words of HL7 FHIR's Dosage and Timing."""

    sequence: Annotated[int, Field(ge=1)]
    text: str
    place: Place
    relation: Literal["also", "instead", "then", "up-to"] | None
    for_: DosageFor = Field(alias="for")
    """For whom it is; each null where not said."""
    dose: DosageDose
    """How much at a time."""
    timing: DosageTiming
    """How often, and when."""
    phase: str | None
    as_needed: bool
    max_per_day: DosageMaxPerDay | None
    status: Literal["ok", "check"]
    unused: tuple[DosageUnused, ...]


class Amount(Part):
    """An amount as it is printed."""

    value: Number
    unit: Literal["g", "mg", "µg", "ng", "IU", "CFU", "kcal", "kJ", "mmol", "ml"]
    qualifier: Literal["RE", "NE", "DFE", "α-TE", "RAE"] | None
    bound: Literal["<", ">", "~"] | None
    high: Number | None = None


class ReadingPercent(Part):
    """The percentage printed beside an amount, and the reference table it is of."""

    value: Number
    of: str | None
    bound: Literal["<", ">", "~"] | None = None


class ReadingBasis(Part):
    """What the amount is printed per."""

    kind: Literal["unit", "serving", "daily-dose", "per-100-g", "per-100-ml"]
    quantity: Number | None
    of: str | None


class Reading(Part):
    """A row of the panel: what is printed of one nutrient or ingredient."""

    name: str
    nutrient: str | None
    forms: tuple[str, ...]
    amount: Amount | None
    also: tuple[Amount, ...]
    percent: ReadingPercent | None
    basis: ReadingBasis | None
    role: Literal["nutrient", "compound", "part"]
    part_of: int | None
    status: Literal["ok", "check"]
    confidence: Annotated[float, Field(ge=0, le=1)]
    notes: tuple[str, ...]
    place: Place


class LabelIngredient(Part):
    """An entry of the list of ingredients."""

    name: str
    form: str | None
    function: str | None
    place: Place


class LabelDiagnostic(Part):
    """What was odd about the label, or not used."""

    code: str
    message: str
    place: Place | None


class Label(Part):
    """All that was read."""

    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2}$")], ...]
    product: str | None
    daily_dose: DailyDose | None
    dosages: tuple[Dosage, ...]
    servings_per_container: Number | None
    reference: str | None
    readings: tuple[Reading, ...]
    ingredients: tuple[LabelIngredient, ...]
    diagnostics: tuple[LabelDiagnostic, ...]


class Intake(Part):
    """How much of a nutrient a day gives."""

    nutrient: str
    low: Number
    high: Number
    unit: str
    qualifier: str | None
    forms: tuple[str, ...]
    arithmetic: str
    status: Literal["ok", "check"]
    notes: tuple[str, ...]
    readings: tuple[int, ...]


class Both(Part):
    """A text in both languages that answers are given in."""

    sv: str
    en: str


class FindingEvidence(Part):
    """A term of the arithmetic, and where it is printed."""

    text: str
    place: Place | None


class FindingSource(Part):
    """A publication that the rule rests on."""

    title: str
    title_sv: str
    """What it is called in Swedish answers."""
    year: int | None
    locator: str | None
    url: str | None


class Finding(Part):
    """What a rule says of the product."""

    rule: str
    severity: Literal["error", "warning", "caution", "notice", "info", "positive"]
    covered_by: str | None
    """The rule whose finding tells this one within its own; null for a finding that is shown by itself."""
    concern: Literal["health", "reading", "product", "claim", "label"]
    """What the reader can do: take less, look again, choose another, distrust, tell the maker."""
    basis: Literal["law", "authority", "science", "opinion", "convention"]
    verdict: Literal["violated", "undetermined"]
    missing: str | None
    """What would settle an undetermined finding: daily-dose, reading, other-side."""
    message: Both
    nutrients: tuple[str, ...]
    evidence: tuple[FindingEvidence, ...]
    sources: tuple[FindingSource, ...]


class Verdict(Part):
    """The one line on top, from findings of concern health."""

    level: Literal["above-level", "look-out", "nothing-found", "cannot-tell"]
    message: Both
    rules: tuple[str, ...]


class Step(Part):
    """A step of how the answer came about."""

    step: str
    text: str


class Report(Part):
    """A report; `labelcheck read` prints it without intakes and findings."""

    schema_: Literal["labelcheck/report/1"] = Field(alias="schema")
    labelcheck: str
    rules: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None
    source: Source
    label: Label
    intakes: tuple[Intake, ...] | None = None
    findings: tuple[Finding, ...] | None = None
    verdict: Verdict | None = None
    disclaimer: Both
    explain: tuple[Step, ...] | None = None


class ErrorSource(Part):
    """The file that could not be read."""

    name: str


class ErrorError(Part):
    """Why it failed, and the exit code that stands for it."""

    code: str
    message: str
    exit_code: int


class Error(Part):
    """What stands for an input that failed."""

    schema_: Literal["labelcheck/report/1"] = Field(alias="schema")
    labelcheck: str
    source: ErrorSource
    """The file that could not be read."""
    error: ErrorError
    """Why it failed, and the exit code that stands for it."""


class StackIntakeShare(Part):
    """What one product gives of it."""

    product: str
    low: Number | None
    high: Number | None
    status: Literal["ok", "check"]


class StackIntake(Part):
    """How much of a nutrient a day gives, over all products."""

    nutrient: str
    low: Number
    high: Number
    unit: str
    qualifier: str | None
    forms: tuple[str, ...]
    arithmetic: str
    status: Literal["ok", "check"]
    notes: tuple[str, ...]
    readings: tuple[int, ...]
    shares: tuple[StackIntakeShare, ...]


class Stack(Part):
    """Several products taken together."""

    schema_: Literal["labelcheck/stack/1"] = Field(alias="schema")
    labelcheck: str
    rules: str | None
    products: tuple[Report, ...]
    intakes: tuple[StackIntake, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict
    disclaimer: Both


Printed: TypeAlias = Report | Error | Stack
"""One object of --format json or jsonl."""
