"""The commands that deal with rules."""

import json
from pathlib import Path

import pytest

import at_hand

LABEL = "Nordhav Magnesium\nPer kapsel:\nMagnesium 300 mg 80 %\nTa 2 kapslar dagligen.\nIngredienser: magnesiumoxid.\n"
RULE = """\
id: much-c
topic: my
title: {sv: Mycket C, en: Much C}
severity: notice
basis: opinion
concern: product
kind: intake-above
nutrient: vitamin-c
limit: "500 mg/day"
message: {sv: "{intake} C-vitamin.", en: "{intake} of vitamin C."}
why: because
examples:
  - {label: "C-vitamin 600 mg per tablett. Ta 1 tablett dagligen.", verdict: VERDICT}
"""


run = at_hand.command


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "label.txt").write_text(LABEL, encoding="utf-8")
    (tmp_path / "my-rules").mkdir()
    (tmp_path / "my-rules" / "much-c.yaml").write_text(RULE.replace("VERDICT", "violated"), encoding="utf-8")
    return tmp_path


def test_findings_are_told_in_swedish_with_arithmetic_and_source(here: Path) -> None:
    done = run("check", "--language", "sv", "label.txt", cwd=here)
    assert done.returncode == 0
    assert "VARNING: 600 mg magnesium per dag är en mycket hög dos" in done.stdout
    assert "EFSA:s övre gräns 250 mg" in done.stdout
    assert "300 mg × 2 = 600 mg > 250 mg" in done.stdout
    assert "[Myndighet: EFSA, sammanställning av övre gränser" in done.stdout


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("notice", 1)])
def test_fail_on(here: Path, level: str, code: int) -> None:
    (here / "label.txt").write_text(
        "Kosttillskott med magnesium. Per dagsdos (2 kapslar):\nMagnesium 300 mg 80 %\nTa 2 kapslar dagligen."
        " Överskrid inte dosen. Ersätter inte en varierad kost. Förvaras utom räckhåll för barn.\n"
        "Ingredienser: magnesiumcitrat.\n" if level == "error" else LABEL
    )  # fmt: skip
    assert run("check", "--fail-on", level, "label.txt", cwd=here).returncode == code


def test_min_severity_leaves_out_what_is_below(here: Path) -> None:
    report = json.loads(run("check", "--format", "json", "--min-severity", "warning", "label.txt", cwd=here).stdout)
    assert {f["severity"] for f in report["findings"]} <= {"error", "warning"}
    assert report["findings"]
    assert len(report["rules"]) == 64


def test_fail_on_counts_findings_that_are_not_shown(here: Path) -> None:
    done = run("check", "--min-severity", "error", "--fail-on", "notice", "label.txt", cwd=here)
    assert done.returncode == 1


def test_the_person_and_market_decide(here: Path) -> None:
    done = run("check", "--format", "json", "--flag", "kidney-disease", "--market", "US", "label.txt", cwd=here)
    rules = {f["rule"] for f in json.loads(done.stdout)["findings"]}
    assert "mg-kidney-disease" in rules
    assert "mg-above-efsa-supplemental-ul" not in rules


@pytest.mark.parametrize(
    "options",
    [
        ["--age", "-3"], ["--age", "old"], ["--sex", "male", "--pregnant"], ["--market", "Sverige"],
        ["--flag", "tired"], ["--fail-on", "bad"], ["--weight", "heavy"], ["--weight", "0"], ["--activity", "asleep"],
    ],
)  # fmt: skip
def test_options_that_cannot_be_meant(here: Path, options: list[str]) -> None:
    done = run("check", *options, "label.txt", cwd=here)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_unknown_flag_is_refused_with_the_nearest(here: Path) -> None:
    done = run("check", "--flag", "wafarin", "label.txt", cwd=here)
    assert done.returncode == 2
    assert "did you mean warfarin" in done.stderr


def test_a_flag_of_ones_own_rule_can_be_told(here: Path) -> None:
    path = next((here / "my-rules").rglob("much-c.yaml"))
    path.write_text(path.read_text("utf-8") + "applies: {any_flag: [swimmer]}\n", "utf-8")
    (here / "c.txt").write_text("C-vitamin 600 mg per tablett. Ta 1 tablett dagligen.")
    done = run("check", "--rules", "my-rules", "--flag", "swimmer", "--format", "json", "c.txt", cwd=here)
    assert "much-c" in {f["rule"] for f in json.loads(done.stdout)["findings"]}


def test_weight_and_activity(here: Path) -> None:
    done = run("check", "--language", "en", "--weight", "62,5", "--activity", "training", "label.txt", cwd=here)
    assert "Checked for: 62.5 kg, training" in done.stdout


def test_a_folder_of_rules(here: Path) -> None:
    (here / "c.txt").write_text("C-vitamin 600 mg per tablett. Ta 1 tablett dagligen.")
    done = run("check", "--rules", "my-rules", "--format", "json", "c.txt", cwd=here)
    assert "much-c" in {f["rule"] for f in json.loads(done.stdout)["findings"]}


def test_a_wrong_folder_of_rules_exits_with_4_and_every_problem(here: Path) -> None:
    (here / "my-rules" / "much-c.yaml").write_text("id: much-c\nkind: magic\n")
    (here / "my-rules" / "other.yaml").write_text("\t")
    done = run("check", "--rules", "my-rules", "label.txt", cwd=here)
    assert done.returncode == 4
    assert "much-c.yaml:2: kind: there is no kind 'magic'" in done.stderr
    assert "other.yaml:1:" in done.stderr
    assert not done.stdout
    assert "Traceback" not in done.stderr


def test_settings_are_found_upwards(here: Path) -> None:
    (here / "labelcheck.toml").write_text(
        'rules = ["my-rules"]\ndisable = ["mg-meets-ai"]\nlanguage = "sv"\nfail-on = "caution"\n'
    )
    below = here / "a" / "b"
    below.mkdir(parents=True)
    (below / "c.txt").write_text("Magnesium 300 mg\nC-vitamin 600 mg\nper tablett. Ta 1 tablett dagligen.")
    done = run("check", "--format", "json", "c.txt", cwd=below)
    rules = {f["rule"] for f in json.loads(done.stdout)["findings"]}
    assert "mg-meets-ai" not in rules
    assert done.returncode == 1
    assert "VARNING" in run("check", "../../label.txt", cwd=below).stdout
    assert "much-c" in run("rules", "list", cwd=below).stdout


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("labelcheck.toml", "rules = 7", "must be a list of texts"),
        ("labelcheck.toml", "colour = 'red'", "unknown key 'colour'"),
        ("labelcheck.toml", "rules = [", "labelcheck.toml"),
        ("labelcheck.toml", "disable = ['nothing']", "no rule 'nothing'"),
        ("labelcheck.toml", "rules = ['nowhere']", "no such folder"),
        ("pyproject.toml", "[tool.labelcheck]\nmarkt = 'SE'", "unknown key 'markt'"),
    ],
)
def test_settings_that_are_wrong(here: Path, name: str, text: str, said: str) -> None:
    (here / name).write_text(text)
    done = run("check", "label.txt", cwd=here)
    assert done.returncode == 4
    assert said in done.stderr


def test_somebody_elses_pyproject_is_left_alone(here: Path) -> None:
    (here / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert run("check", "label.txt", cwd=here).returncode == 0


def test_rules_list_and_show(here: Path) -> None:
    listed = run("rules", "list", cwd=here)
    assert "mg-above-efsa-supplemental-ul" in listed.stdout
    assert "rules" in listed.stderr
    as_json = json.loads(run("rules", "list", "--format", "json", cwd=here).stdout)
    assert {"id", "topic", "severity", "basis", "title"} <= set(as_json[0])
    shown = run("rules", "show", "mg-form-low-bioavailability", cwd=here)
    for part in ("## Why", "## Known problems", "## Sources", "## Examples", "Shechter"):
        assert part in shown.stdout


def test_rules_show_of_a_rule_that_is_not_there(here: Path) -> None:
    done = run("rules", "show", "mg-veryhigh", cwd=here)
    assert done.returncode == 2
    assert "did you mean mg-very-high" in done.stderr


def test_rules_test(here: Path) -> None:
    assert run("rules", "test", "my-rules", cwd=here).stdout == "1 passed, 0 failed\n"
    (here / "my-rules" / "much-c.yaml").write_text(RULE.replace("VERDICT", "satisfied"))
    done = run("rules", "test", "my-rules", cwd=here)
    assert done.returncode == 1
    assert "FAILED much-c.yaml example 1: expected satisfied, got violated" in done.stdout


def test_rules_new_writes_a_rule_that_works(here: Path) -> None:
    done = run("rules", "new", "vitamin-d-mine", "--folder", "fresh", cwd=here)
    assert done.returncode == 0
    assert run("rules", "test", "fresh", cwd=here).stdout == "3 passed, 0 failed\n"
    assert run("rules", "new", "vitamin-d-mine", "--folder", "fresh", cwd=here).returncode == 2
    assert run("rules", "new", "Bad Name", cwd=here).returncode == 2
    assert run("rules", "new", "x", "--folder", "label.txt", cwd=here).returncode == 2


def test_rules_schema_is_json_schema(here: Path) -> None:
    import jsonschema

    schema = json.loads(run("rules", "schema", cwd=here).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)


def test_stack(here: Path) -> None:
    (here / "b.txt").write_text("Havsbris\nPer tablett:\nMagnesium 100 mg\nZink 10 mg\nTa 1 tablett dagligen.")
    done = run("stack", "--language", "sv", "label.txt", "b.txt", cwd=here)
    assert done.returncode == 0
    assert "2 produkter tillsammans" in done.stdout
    assert "600 mg (Nordhav Magnesium) + 100 mg (Havsbris) = 700 mg > 250 mg" in done.stdout
    stack = json.loads(run("stack", "--format", "json", "label.txt", "b.txt", cwd=here).stdout)
    assert stack["schema"] == "labelcheck/stack/1"
    (magnesium,) = [i for i in stack["intakes"] if i["nutrient"] == "magnesium"]
    assert magnesium["high"] == "700"
    assert [s["high"] for s in magnesium["shares"]] == ["600", "100"]


def test_a_stack_with_a_product_that_cannot_be_read_fails_whole(here: Path) -> None:
    done = run("stack", "label.txt", "missing.txt", cwd=here)
    assert done.returncode == 3
    assert not done.stdout
