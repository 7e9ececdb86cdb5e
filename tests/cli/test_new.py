"""``labelcheck new``: what it writes works, or says what is to be filled in."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

import at_hand
from labelcheck.cli.main import main
from labelcheck.rules.schema import rule_schema

ROOT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path, source: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``labelcheck``; of another ``source`` than this checkout's as a process."""
    if source is None:
        return at_hand.command(*arguments, cwd=cwd)
    return subprocess.run(
        [sys.executable, "-m", "labelcheck", *arguments], cwd=cwd, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(source)},
    )  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of the source, as a contributor has one."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    for name in ("pyproject.toml", "tests/corpus.py", "docs/rule.schema.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "samples").mkdir()
    return tmp_path


def faults(checkout: Path) -> dict[str, list[str]]:
    """Return what the sample tests find, by sample."""
    program = "import json, corpus; print(json.dumps({s.id: corpus.faults(s) for s in corpus.all_samples()}))"
    environment = os.environ | {"PYTHONPATH": f"{checkout / 'src'}{os.pathsep}{checkout / 'tests'}"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("command", [("new", "rule"), ("rules", "new")])
def test_a_rule_works_and_editors_find_its_schema(tmp_path: Path, command: tuple[str, str]) -> None:
    done = run(*command, "my-limit", "--folder", "house", "--topic", "vitamin-d", cwd=tmp_path)
    assert done.returncode == 0
    path = tmp_path / "house" / "vitamin-d" / "my-limit.yaml"
    first, rest = path.read_text("utf-8").split("\n", 1)
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads(schema.read_text("utf-8")) == rule_schema()
    jsonschema.validate(yaml.safe_load(rest), json.loads(schema.read_text("utf-8")))
    assert run("rules", "test", "house", cwd=tmp_path).stdout == "3 passed, 0 failed\n"
    again = run(*command, "my-limit", "--folder", "house", "--topic", "vitamin-d", cwd=tmp_path)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    assert run(*command, "second", "--folder", "house", cwd=tmp_path).returncode == 0


def test_a_rule_of_a_checkout_names_the_schema_of_the_documents(checkout: Path) -> None:
    assert run("new", "rule", "my-limit", "--topic", "vitamin-d", cwd=checkout).returncode == 0
    text = (checkout / "rules" / "vitamin-d" / "my-limit.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../docs/rule.schema.json\n")
    done = run("rules", "test", "rules/vitamin-d", cwd=checkout, source=checkout / "src")
    assert done.stdout.endswith(" passed, 0 failed\n"), done.stdout + done.stderr


def test_a_sample_is_found_and_passes(checkout: Path) -> None:
    for name, language in (("nytt-prov", "sv"), ("fresh", "en"), ("mixed", "mul")):
        done = run("new", "sample", name, "--language", language, cwd=checkout)
        assert done.returncode == 0
        home = checkout / "samples" / language / name
        assert {p.name for p in home.iterdir()} == {"label.txt", "expected.json", "origin.yaml"}
        assert yaml.safe_load((home / "origin.yaml").read_text("utf-8"))["invented"] is True
    assert faults(checkout) == {"en/fresh": [], "mul/mixed": [], "sv/nytt-prov": []}


def test_a_sample_in_a_language_without_a_pattern_says_what_it_lacks(checkout: Path) -> None:
    assert run("new", "sample", "nyt", "--language", "da", cwd=checkout).returncode == 0
    assert faults(checkout) == {"da/nyt": ["languages ('en',) lack ['da']"]}


def test_a_nutrient_is_known_named_and_read(checkout: Path) -> None:
    source = checkout / "src"
    done = run(
        "new", "nutrient", "fulvic-acid", "--kind", "other", "--unit", "mg",
        "--called", "sv=fulvinsyra", "--called", "sv=fulvinsyror", "--called", "en=fulvic acid",
        cwd=checkout, source=source,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "its words in da, de" in done.stdout
    assert faults(checkout) == {"sv/fulvic-acid": []}
    label = checkout / "label.txt"
    label.write_text("Food supplement. Take 1 capsule daily.\nPer capsule\nFulvic acid 50 mg\n", "utf-8")
    read = run("check", "--format", "json", str(label), cwd=checkout, source=source)
    assert [i["nutrient"] for i in json.loads(read.stdout)["intakes"]] == ["fulvic-acid"]
    again = run("new", "nutrient", "fulvic-acid", cwd=checkout, source=source)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)


def test_only_words_are_added_to_a_language(checkout: Path) -> None:
    path = checkout / "src" / "labelcheck" / "knowledge" / "data" / "languages" / "sv.yaml"
    before = path.read_text("utf-8").splitlines()
    run(
        "new",
        "nutrient",
        "fulvic-acid",
        "--called",
        "sv=fulvin: syra",
        cwd=checkout,
        source=checkout / "src",
    )
    after = path.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == ['  fulvic-acid: ["fulvin: syra"]']
    assert len(after) == len(before) + 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nutrient", "chalk", "--called", "sv=kalk"), "means calcium already"),
        (("nutrient", "zinc"), "is there already"),
        (("nutrient", "Zinc"), "lower-case words"),
        (("nutrient", "chalk", "--called", "xx=kalk"), "write CODE=WORD"),
        (("sample", "../up"), "lower-case words"),
        (("sample", "x", "--language", "xx"), "known are"),
        (("rule", "x", "--folder", "pyproject.toml"), "cannot be written"),
        (("rule", "x", "--topic", "../y"), "lower-case words"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_changes_nothing(checkout: Path, arguments: tuple[str, ...], said: str) -> None:
    before = {p: p.stat().st_mtime_ns for p in checkout.rglob("*") if p.suffix == ".yaml"}
    done = run("new", *arguments, cwd=checkout, source=checkout / "src")
    assert done.returncode == 2
    assert said in done.stderr
    assert {p: p.stat().st_mtime_ns for p in checkout.rglob("*") if p.suffix == ".yaml"} == before


def test_an_installed_wheel_adds_a_nutrient_of_ones_own(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "labelcheck", tmp_path / "installed" / "labelcheck")
    source = tmp_path / "installed"
    words = ("--called", "sv=fulvinsyra", "--called", "en=fulvic acid")
    done = run("new", "nutrient", "fulvic-acid", *words, cwd=tmp_path, source=source)
    assert done.returncode == 0, done.stderr
    label = tmp_path / "knowledge" / "samples" / "sv" / "fulvic-acid" / "label.txt"
    assert f"labelcheck check --knowledge knowledge {label.relative_to(tmp_path)}" in done.stdout
    read = run("check", "--knowledge", "knowledge", "--format", "json", str(label), cwd=tmp_path, source=source)
    assert [(i["nutrient"], i["status"]) for i in json.loads(read.stdout)["intakes"]] == [("fulvic-acid", "ok")]
    more = run(
        "new", "nutrient", "humic-acid", "--called", "sv=humussyra", "--knowledge", "knowledge",
        cwd=tmp_path, source=source,
    )  # fmt: skip
    assert more.returncode == 0, more.stderr
    assert yaml.safe_load((tmp_path / "knowledge" / "languages" / "sv.yaml").read_text("utf-8")) == {
        "nutrients": {"fulvic-acid": ["fulvinsyra"], "humic-acid": ["humussyra"]}
    }


@pytest.mark.parametrize(
    ("name", "asks"),
    [
        ("zinc-without-copper", "all"),
        ("iron-above-20", "intake-above"),
        ("magnesium-low", "intake-below"),
        ("vitamin-b12-below-2", "intake-below"),
        ("too-much-omega-3", "intake-above"),
        ("own-house-rule", "intake-above"),
    ],
)
def test_a_rule_fits_its_name(tmp_path: Path, name: str, asks: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "new", name, "--folder", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert ("vitamin D until you change it" in told) == (name == "own-house-rule")
    path = tmp_path / "my-rules" / f"{name}.yaml"
    rule = yaml.safe_load(path.read_text("utf-8"))
    assert rule["kind"] == asks
    about = {
        "zinc": "zinc",
        "iron": "iron",
        "magnesium": "magnesium",
        "b12": "B12",
        "omega": "omega-3",
        "own": "vitamin D",
    }
    assert next(word for part, word in about.items() if part in name).lower() in rule["title"]["en"].lower()
    assert main(["rules", "test", str(tmp_path)]) == 0
    assert capsys.readouterr().out.strip().endswith("passed, 0 failed")
