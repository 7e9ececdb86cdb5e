"""The nouns of labelcheck: immutable, standard library only.

Those that a label has dozens of are named tuples, the others frozen slotted dataclasses: a frozen dataclass sets each
field by a call of its own, and with readings and intakes made so, a label took some 6 % longer to read.

A label's text becomes a :class:`LabelText`; reading it gives a :class:`Label` of :class:`Reading`; nutrition turns
those into an :class:`Intake` per nutrient and day; a :class:`Report` holds them all. A reading is never
overwritten: whatever is derived from it is a new object that points back to it.
"""

from labelcheck.model.dosage import (
    Activity,
    Bounds,
    DayOfWeek,
    Dosage,
    Dose,
    Duration,
    ForWhom,
    MaxDose,
    Per,
    PeriodUnit,
    Relation,
    Timing,
    Unused,
    When,
)
from labelcheck.model.finding import (
    CONCERNS,
    SEVERITIES,
    UNDECIDED,
    Concern,
    Conclusion,
    Evidence,
    Finding,
    RuleBasis,
    RuleSource,
    Severity,
    Verdict,
    VerdictLevel,
)
from labelcheck.model.intake import SEVERAL_UNITS, DailyDose, DosePart, Intake, Share, Term, Times, Trait
from labelcheck.model.label import Diagnostic, Ingredient, Label, Report, Size, Source, Stack, StackIntake
from labelcheck.model.market import countries, market_code
from labelcheck.model.page import Page, Piece, Word, around, outline, quad_of
from labelcheck.model.person import FLAGS, MARKET, Person, Sex, check_flags
from labelcheck.model.place import Box, Place, Point, Quad, Span
from labelcheck.model.reading import (
    Amount,
    BasisKind,
    Bound,
    Percent,
    Qualifier,
    Reading,
    Role,
    ServingBasis,
    Status,
)
from labelcheck.model.text import LabelText

__all__ = [
    "CONCERNS",
    "FLAGS",
    "MARKET",
    "SEVERAL_UNITS",
    "SEVERITIES",
    "UNDECIDED",
    "Activity",
    "Amount",
    "BasisKind",
    "Bound",
    "Bounds",
    "Box",
    "Concern",
    "Conclusion",
    "DailyDose",
    "DayOfWeek",
    "Diagnostic",
    "Dosage",
    "Dose",
    "DosePart",
    "Duration",
    "Evidence",
    "Finding",
    "ForWhom",
    "Ingredient",
    "Intake",
    "Label",
    "LabelText",
    "MaxDose",
    "Page",
    "Per",
    "Percent",
    "PeriodUnit",
    "Person",
    "Piece",
    "Place",
    "Point",
    "Quad",
    "Qualifier",
    "Reading",
    "Relation",
    "Report",
    "Role",
    "RuleBasis",
    "RuleSource",
    "ServingBasis",
    "Severity",
    "Sex",
    "Share",
    "Size",
    "Source",
    "Span",
    "Stack",
    "StackIntake",
    "Status",
    "Term",
    "Times",
    "Timing",
    "Trait",
    "Unused",
    "Verdict",
    "VerdictLevel",
    "When",
    "Word",
    "around",
    "check_flags",
    "countries",
    "market_code",
    "outline",
    "quad_of",
]
