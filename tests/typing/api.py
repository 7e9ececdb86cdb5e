"""Type-checked as a user would write it."""

from decimal import Decimal

import labelcheck


def total_magnesium(text: str) -> Decimal:
    """Return the highest magnesium intake of a label."""
    report: labelcheck.Report = labelcheck.check(labelcheck.read_text(text, language="sv"))
    found = [i.high for i in report.intakes if i.nutrient == "magnesium" and i.status == "ok"]
    for reading in report.label.readings:
        if reading.amount is not None and reading.percent is not None:
            print(reading.name, reading.amount.value, reading.percent.of, reading.place.span.start)  # noqa: T201
    print(report.to_json(), labelcheck.convert("1000 IU", "µg", nutrient="vitamin-d").value)  # noqa: T201
    return max(found, default=Decimal(0))
