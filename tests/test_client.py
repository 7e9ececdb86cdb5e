"""A user's program under type checkers: what is meant passes, and both mistakes are found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CLIENT = Path(__file__).parent / "typing" / "client"
CACHE = CLIENT.parents[2] / ".mypy_cache" / "client"
"""Kept: mypy finds by itself what has changed."""
WRONG = CLIENT / "wrong.py"
LINES = dict(enumerate(WRONG.read_text("utf-8").splitlines(), 1))
MISTAKES = {n for n, line in LINES.items() if "hihg" in line or 'b"Zinc' in line}


def run(*command: str) -> str:
    outside = {k: v for k, v in os.environ.items() if k not in ("MYPYPATH", "PYTHONPATH")}
    return subprocess.run(command, cwd=CLIENT, capture_output=True, text=True, check=False, env=outside).stdout


@pytest.mark.slow
def test_mypy_finds_a_users_mistakes() -> None:
    python = (sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", str(CACHE))
    told = run(*python, "wrong.py", "right.py").splitlines()
    found = {
        (line.split(":")[0], int(line.split(":")[1]), line.rpartition("[")[2]) for line in told if ": error:" in line
    }
    assert {(file, line) for file, line, _ in found} == {("wrong.py", n) for n in MISTAKES}, told
    assert {rule for *_, rule in found} == {"attr-defined]", "arg-type]"}


@pytest.mark.slow
def test_pyright_finds_a_users_mistakes() -> None:
    """Basedpyright is pyright with its program in the package, so that nothing is fetched when it runs."""
    told = json.loads(run(sys.executable, "-m", "basedpyright", "--pythonpath", sys.executable, "--outputjson", "."))
    found = {
        (Path(one["file"]).name, one["range"]["start"]["line"] + 1)
        for one in told["generalDiagnostics"]
        if one["severity"] == "error"
    }
    assert found == {("wrong.py", n) for n in MISTAKES}, told
    rules = {one["rule"] for one in told["generalDiagnostics"]}
    assert {"reportAttributeAccessIssue", "reportArgumentType"} <= rules


def test_the_right_program_does_what_it_says() -> None:
    names: dict[str, object] = {"__name__": "client"}
    exec(compile((CLIENT / "right.py").read_text("utf-8"), "right.py", "exec"), names)  # noqa: S102
    import labelcheck

    report = labelcheck.check_text("Magnesium 300 mg per kapsel. Ta 2 kapslar dagligen.")
    assert names["stored"](report) is True  # type: ignore[operator]
    sums = names["together"](["Zink 10 mg per kapsel. Ta 1 kapsel dagligen."] * 2)  # type: ignore[operator]
    assert {k: int(v) for k, v in sums.items()} == {"zinc": 20}
