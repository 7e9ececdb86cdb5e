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
    from labelcheck.model import (
        Amount,
        DailyDose,
        Diagnostic,
        Evidence,
        Finding,
        Ingredient,
        Intake,
        Percent,
        Person,
        Reading,
        ServingBasis,
    )
    from labelcheck.pipeline import Label, Report, check, convert, read, read_text, read_together
    from labelcheck.rules.engine import RuleSet
    from labelcheck.rules.loader import load_rules
    from labelcheck.sources.limits import Limits, ScanOptions

__all__ = [
    "Amount",
    "ConversionError",
    "DailyDose",
    "Diagnostic",
    "EngineError",
    "EngineMissing",
    "Evidence",
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
    "Reading",
    "ReadingFailed",
    "Report",
    "RuleError",
    "RuleSet",
    "ScanOptions",
    "ServingBasis",
    "UnreadableFile",
    "UnsupportedFormat",
    "UsageError",
    "__version__",
    "check",
    "convert",
    "load_rules",
    "read",
    "read_text",
    "read_together",
]

_HOMES = (
    dict.fromkeys(("Label", "Report", "check", "convert", "read", "read_text", "read_together"), "labelcheck.pipeline")
    | dict.fromkeys(("Limits", "ScanOptions"), "labelcheck.sources.limits")
    | dict.fromkeys(
        (
            "Amount", "DailyDose", "Diagnostic", "Evidence", "Finding", "Ingredient", "Intake", "Percent", "Person",
            "Reading", "ServingBasis",
        ),
        "labelcheck.model",
    )
    | {"RuleSet": "labelcheck.rules.engine", "load_rules": "labelcheck.rules.loader"}
)  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'labelcheck' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
