"""The same user's program with two mistakes, each of which a type checker must find."""

from __future__ import annotations

import labelcheck

report = labelcheck.check_text("Zinc 10 mg per tablet. Take 1 tablet daily.")
for intake in report.intakes:
    print(intake.nutrient, intake.high + 1, intake.hihg)  # noqa: T201
labelcheck.read_text(b"Zinc 10 mg")
