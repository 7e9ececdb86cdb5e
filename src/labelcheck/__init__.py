"""labelcheck reads food-supplement labels into nutrient amounts per day.

    import labelcheck

    report = labelcheck.check("label.txt")
    for intake in report.intakes:
        print(intake.nutrient, intake.low, intake.high, intake.unit, intake.status)

Names are imported when first used, so that ``import labelcheck`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from labelcheck._version import VERSION as __version__  # noqa: N811
from labelcheck.errors import (
    ConversionError,
    EngineError,
    EngineMissing,
    ExtraMissing,
    InputError,
    InputTooLarge,
    KnowledgeError,
    LabelcheckError,
    PasswordNeeded,
    ReadingFailed,
    RuleError,
    UnreadableFile,
    UnsupportedFormat,
    UsageError,
)

if TYPE_CHECKING:
    from labelcheck.api import check_text, stack, to_arrow, to_pandas, to_polars
    from labelcheck.knowledge.own import use_knowledge
    from labelcheck.model import (
        Amount,
        Conclusion,
        DailyDose,
        Diagnostic,
        Dosage,
        Evidence,
        Finding,
        Ingredient,
        Percent,
        Person,
        Place,
        Reading,
        RuleSource,
        ServingBasis,
        Share,
        Source,
        Span,
        Term,
        Times,
    )
    from labelcheck.pipeline import check, convert, read, read_text, read_together
    from labelcheck.results import Intake, Label, Report, Stack, StackIntake
    from labelcheck.rules.engine import RuleSet
    from labelcheck.rules.loader import load_rules
    from labelcheck.rules.policy import Policy, load_policy
    from labelcheck.sources.limits import Limits, ScanOptions

__all__ = [
    "Amount",
    "Conclusion",
    "ConversionError",
    "DailyDose",
    "Diagnostic",
    "Dosage",
    "EngineError",
    "EngineMissing",
    "Evidence",
    "ExtraMissing",
    "Finding",
    "Ingredient",
    "InputError",
    "InputTooLarge",
    "Intake",
    "KnowledgeError",
    "Label",
    "LabelcheckError",
    "Limits",
    "PasswordNeeded",
    "Percent",
    "Person",
    "Place",
    "Policy",
    "Reading",
    "ReadingFailed",
    "Report",
    "RuleError",
    "RuleSet",
    "RuleSource",
    "ScanOptions",
    "ServingBasis",
    "Share",
    "Source",
    "Span",
    "Stack",
    "StackIntake",
    "Term",
    "Times",
    "UnreadableFile",
    "UnsupportedFormat",
    "UsageError",
    "__version__",
    "check",
    "check_text",
    "convert",
    "load_policy",
    "load_rules",
    "read",
    "read_text",
    "read_together",
    "stack",
    "to_arrow",
    "to_pandas",
    "to_polars",
    "use_knowledge",
]

_HOMES = {
    name: home
    for home, names in {
        "labelcheck.api": ("check_text", "stack", "to_arrow", "to_pandas", "to_polars"),
        "labelcheck.knowledge.own": ("use_knowledge",),
        "labelcheck.model": (
            "Amount",
            "Conclusion",
            "DailyDose",
            "Diagnostic",
            "Dosage",
            "Evidence",
            "Finding",
            "Ingredient",
            "Percent",
            "Person",
            "Place",
            "Reading",
            "RuleSource",
            "ServingBasis",
            "Share",
            "Source",
            "Span",
            "Term",
            "Times",
        ),
        "labelcheck.pipeline": ("check", "convert", "read", "read_text", "read_together"),
        "labelcheck.results": ("Intake", "Label", "Report", "Stack", "StackIntake"),
        "labelcheck.rules.engine": ("RuleSet",),
        "labelcheck.rules.loader": ("load_rules",),
        "labelcheck.rules.policy": ("Policy", "load_policy"),
        "labelcheck.sources.limits": ("Limits", "ScanOptions"),
    }.items()
    for name in names
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'labelcheck' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
