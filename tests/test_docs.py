"""The documents that follow from code and rule files are up to date, and speak of every rule and claim."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from labelcheck.rules.loader import load_rules

ROOT = Path(__file__).parent.parent


def test_the_written_documents_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "write_docs.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_picture_of_the_readme_shows_what_the_terminal_shows() -> None:
    import html

    import picture_report

    from labelcheck.render.look import Look

    drawn = (ROOT / "docs" / "report.svg").read_text("utf-8")
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    body = re.sub(r"<style.*?</style>", "", drawn, flags=re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]+>", " ", body)).split()
    look = Look(picture_report.COLUMNS, bars=True, terminal=True)
    text = picture_report.shown(picture_report.LABEL, "en", look)
    assert "".join(text.split()) in "".join(words)


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path / "site"],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    for rule in load_rules():
        assert (tmp_path / "site" / "rules" / rule.id / "index.html").is_file()
    pages = [p.read_text("utf-8") for p in (tmp_path / "site").rglob("*.html")]
    assert not any("fonts.googleapis" in page for page in pages)


def test_every_command_and_public_name_is_documented() -> None:
    import labelcheck
    from labelcheck.cli.main import COMMANDS

    text = "\n".join(p.read_text("utf-8") for p in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    for command in COMMANDS:
        assert f"labelcheck {command}" in text, command
    for name in labelcheck.__all__:
        assert name.startswith("__") or re.search(rf"\b{name}\b", text), name


def test_the_page_on_accuracy_names_every_benchmark() -> None:
    page = (ROOT / "docs" / "accuracy.md").read_text("utf-8")
    recipes = re.split(r"(?m)^(?=[a-z]+:)", (ROOT / "Makefile").read_text("utf-8"))
    named = "".join(r for r in recipes if f"`make {r.partition(':')[0]}`" in page) + page
    for path in (ROOT / "benchmarks").glob("*.py"):
        if (
            '__name__ == "__main__"' in path.read_text("utf-8") and path.stem != "catalogue_data"
        ):  # which draws what others read
            assert f"benchmarks/{path.name}" in named, path.name


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


def test_every_error_code_is_documented() -> None:
    import labelcheck

    text = (ROOT / "docs" / "json.md").read_text("utf-8")
    for name in labelcheck.__all__:
        error = getattr(labelcheck, name)
        if (
            isinstance(error, type)
            and issubclass(error, labelcheck.LabelcheckError)
            and error.code not in ("error", "input")
        ):
            rows = [one for one in text.splitlines() if one.startswith("|") and f"`{error.code}`" in one]
            assert any(one.endswith(f"| {error.exit_code} |") for one in rows), name
