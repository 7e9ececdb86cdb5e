"""All that is known of a unit stands on its line of the file of units, and nowhere else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import labelcheck
from labelcheck import KnowledgeError, units
from labelcheck.model import Qualifier
from labelcheck.rules.loader import SHIPPED

PACKAGE = Path(labelcheck.__file__).parent
GRAIN = "grain = 64.79891 milligram = grn = GRN | grn, grns | amounts"
"""The grain of 1959, which no label prints amounts in."""
LABEL = "Take 1 capsule daily.\nAmount per capsule\nMagnesium 5 grns\nZinc 10 mg\n"
PROGRAM = f"""
import labelcheck
label = labelcheck.read_text({LABEL!r})
intake = labelcheck.check(label).intakes[0]
print(label.readings[0].amount.unit, label.readings[0].status, intake.nutrient, intake.low, intake.unit, intake.arithmetic)
print(labelcheck.convert("2 grn", "mg").value, label.daily_dose.status)
"""


def test_a_new_unit_is_one_line_of_one_file(tmp_path: Path) -> None:
    copy = tmp_path / "src" / "labelcheck"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.so", "web", "catalogue"))
    with (copy / "knowledge" / "data" / "units.txt").open("a", encoding="utf-8") as file:
        file.write(f"{GRAIN}\n")
    if SHIPPED.exists():
        shutil.copytree(SHIPPED, tmp_path / "rules")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": str(copy.parent), "LABELCHECK_CACHE": str(tmp_path / "cache")},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "grn ok magnesium 323.99455 mg 323.99455 mg per capsule × 1 capsule a day",
        "129.59782 ok",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("grain = 64.8 milligram", "name = value = symbol"),
        ("grain = = grn", "name = value = symbol"),
        ("grain = 64.8 milligram = grn | grn | amount", "unknown use 'amount'"),
        ("grain = 64.8 milligram = grn | grn | amounts, said in mg", "unknown use 'said in'"),
    ],
)
def test_a_line_that_is_no_unit_is_told_with_its_number(line: str, told: str) -> None:
    with pytest.raises(KnowledgeError, match=rf"units\.txt:3: .*{told}"):
        units.read_units(f"# units\ngram = [mass] = g | g | amounts\n{line}\n")


def test_answers_name_the_units_of_their_schema() -> None:
    schema = json.loads((PACKAGE / "render" / "report.schema.json").read_text("utf-8"))
    assert set(schema["$defs"]["amount"]["properties"]["unit"]["enum"]) == set(units.TOLD)


def test_equivalents_are_those_that_stand_behind_amounts() -> None:
    assert {u.symbol for u in units.UNITS.values() if u.counted_in} == set(get_args(Qualifier))


def test_no_spelling_means_two_units() -> None:
    spelled = [s for u in units.UNITS.values() for s in u.spellings]
    assert len(spelled) == len(set(spelled))
