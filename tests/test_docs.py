"""The documents that follow from code and rule files are up to date, and speak of every rule and claim."""

import re
import subprocess
import sys
from pathlib import Path

from labelcheck.rules.loader import load_rules

ROOT = Path(__file__).parent.parent


def test_the_written_documents_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "write_docs.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_rules_named_in_the_documents_exist() -> None:
    rules = load_rules().rules
    text = (ROOT / "docs" / "claims.md").read_text("utf-8")
    named = {n for n in re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", text) if not n.startswith("eu-nrv")}
    assert named - {"mg-men-stress-note"} <= set(rules)


def test_the_rule_in_the_guide_works(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    (block,) = re.findall(r"```yaml\n(id: .*?)```", text, re.DOTALL)
    name = block.split("\n", 1)[0].removeprefix("id: ")
    (tmp_path / f"{name}.yaml").write_text(block, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "labelcheck", "rules", "test", tmp_path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "2 passed, 0 failed\n"), done.stderr
