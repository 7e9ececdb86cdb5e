"""Rule files that are wrong: every problem at once, each with its file and line; and folders of one's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import labelcheck
from labelcheck.errors import RuleError
from labelcheck.rules.loader import load_rules

GOOD = """\
id: {id}
topic: my
title: {{sv: Mycket C, en: Much C}}
severity: notice
basis: opinion
kind: intake-above
nutrient: vitamin-c
limit: "500 mg/day"
message:
  sv: "{{intake}} C-vitamin."
  en: "{{intake}} of vitamin C."
why: because
concern: health
"""


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/').replace('_', '-')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(RuleError) as caught:
        load_rules(folder)
    return caught.value.problems


def test_a_folder_adds_a_rule(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path, much_c=GOOD.format(id="much-c")))
    report = labelcheck.check(labelcheck.read_text("C-vitamin 600 mg per tablett. Ta 1 tablett dagligen."), rules=rules)
    (finding,) = [f for f in report.findings if f.rule == "much-c"]
    assert finding.message("sv") == "600 mg C-vitamin."
    assert len(rules) == len(load_rules()) + 1
    assert rules.sha256 != load_rules().sha256


def test_a_package_brings_rules(tmp_path: Path) -> None:
    written(tmp_path / "site" / "ours", much_c=GOOD.format(id="much-c"))
    about = tmp_path / "site" / "ours-1.0.dist-info"
    about.mkdir()
    (about / "entry_points.txt").write_text("[labelcheck.rules]\nours = ours\n")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: ours\nVersion: 1.0\n")
    (tmp_path / "site" / "ours" / "__init__.py").write_text("")
    code = """
import labelcheck
report = labelcheck.check_text("C-vitamin 600 mg per tablett. Ta 1 tablett dagligen.")
whole, shipped = labelcheck.load_rules(), labelcheck.load_rules(shipped=False)
changed = labelcheck.load_rules(FOLDER), labelcheck.load_rules(disabled=["much-c"])
print(*(f.rule for f in report.findings if f.rule == "much-c"), report.rules == whole.sha256, len(shipped))
print(len({whole.sha256, *(r.sha256 for r in changed)}), changed[0].rules["much-c"].severity, "much-c" in changed[1].rules)
from labelcheck.cli.main import main
main(["rules", "show", "much-c"])
main(["doctor"])
"""
    own = written(tmp_path / "own", much_c=GOOD.format(id="much-c").replace("notice", "info"))
    done = subprocess.run(
        [sys.executable, "-c", code.replace("FOLDER", repr(str(own)))],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert lines[:2] == ["much-c True 0", "3 info False"]
    assert lines[2] == "# much-c"
    assert f"  labelcheck.rules         {tmp_path / 'site' / 'ours'}" in lines[lines.index("From other packages") :]


def test_a_folder_replaces_a_rule_by_its_id(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path, vitamin_c_high=GOOD.format(id="vitamin-c-high")))
    assert rules.rules["vitamin-c-high"].topic == "my"
    assert len(rules) == len(load_rules())


def test_a_folder_disables_a_rule(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path, clean_product="id: clean-product\nenabled: false\n"))
    assert "clean-product" not in rules.rules


def test_rules_can_be_used_without_the_shipped_ones(tmp_path: Path) -> None:
    assert list(load_rules(written(tmp_path, much_c=GOOD.format(id="much-c")), shipped=False).rules) == ["much-c"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + "nutrient: zinc\n", "14: key 'nutrient' stands twice"),
        (GOOD + "colour: red\n", "14: colour: there is no such key"),
        (GOOD.replace("500 mg/day", "500 kJ/day"), "8: limit: '500 kJ/day' does not fit vitamin-c"),
        (GOOD.replace("500 mg/day", "500 furlong"), "8: limit: unknown unit"),
        (GOOD.replace("500 mg/day", "much"), "8: limit: 'much' is no quantity"),
        (GOOD.replace('"500 mg/day"', "500"), "8: limit: must be text; write a number in quotes"),
        (GOOD.replace("vitamin-c", "vitamin-q"), "7: nutrient: unknown nutrient 'vitamin-q'"),
        (GOOD.replace('  en: "{{intake}} of vitamin C."\n', ""), "9: message.en: Field required"),
        (GOOD.replace("severity: notice", "severity: NO"), "4: severity: Input should be 'error'"),
        (GOOD.replace("basis: opinion", "basis: 1:30"), "5: basis: Input should be 'law'"),
        (GOOD + "or_equal: yes\n", "14: or_equal: Input should be a valid boolean"),
        (GOOD.replace("kind: intake-above", "kind: magic"), "6: kind: there is no kind 'magic'; it is one of"),
        (GOOD.replace("kind: intake-above\n", ""), "kind: the key is missing; it is one of"),
        (GOOD.replace("{{intake}} of", "{{amount}} of"), "11: message.en: unknown {{amount}}; this kind offers {{intake}}"),
        (GOOD.replace("{{intake}} of", "{{intake of"), "braces do not match"),
        (GOOD.replace("{{intake}} of", "{{intake!z}} of"), "11: message.en: only a name may stand in braces, as {{intake}}"),
        (GOOD.replace("{{intake}} of", "{{intake:>900000000}} of"), "11: message.en: only a name may stand in braces"),
        (GOOD.replace("{{intake}} of", "{{intake:{{limit}}}} of"), "11: message.en: only a name may stand in braces"),
        (GOOD + "sources:\n  - {{title: x, url: 'javascript:alert(1)'}}\n", "15: sources.0.url: an address begins with http"),
        (GOOD + "sources:\n  - {{title: x, year: " + "9" * 5000 + "}}\n", "15: sources.0.year: Input should be a valid integer"),
        ("id: ../../x\nenabled: false\n", "1: id: unknown rule '../../x', which cannot be taken away"),
        ("id: much-c\ntopic: !!binary '////'\n", "2: tags as 'tag:yaml.org,2002:binary' are not allowed"),
        ("id: !!int abc\n", "1: tags as"),
        ("? [a, b]\n: 1\n", "1: a key is a word"),
        ("1: x\n", "1: a key is a word"),
        (GOOD + "supersedes: [no-such-rule]\n", "14: supersedes: unknown rule 'no-such-rule'"),
        (GOOD + "sources: [{{cite: nowhere}}]\n", "unknown source 'nowhere'"),
        (GOOD.replace("id: {id}", "id: other-id"), "1: id: the file is named 'much-c'"),
        ("a: &a [1]\nb: *a\n", "2: aliases are not allowed"),
        ("id: x\n\tkind: y\n", "2: found a tab character"),
        ("- just\n- a list\n", "1: file: a rule file is a list of keys and values"),
        ("", "1: file: a rule file is a list of keys and values"),
        ("id: [" * 5000, "nested too deeply"),
        ("x" * 2_000_000, "larger than"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    if "{id}" in text:
        text = text.format(id="much-c")
    elif "{{" in text:
        text = text.replace("{{", "{").replace("}}", "}")
    found = problems(written(tmp_path, much_c=text))
    assert any(said.replace("{{", "{").replace("}}", "}") in p and p.startswith("much-c.yaml") for p in found), found


def test_what_is_no_file_is_told_and_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "device.yaml").symlink_to("/dev/zero")
    assert problems(tmp_path) == ("device.yaml:1: this is no regular file", "pipe.yaml:1: this is no regular file")


def test_a_rule_that_is_misspelt_is_not_taken_away(tmp_path: Path) -> None:
    found = problems(written(tmp_path, clean_produkt="id: clean-produkt\nenabled: false\n"))
    assert any("did you mean clean-product" in p for p in found)


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    written(
        tmp_path,
        much_c=GOOD.format(id="much-c").replace("vitamin-c", "vitamin-q"),
        other__more_c=GOOD.format(id="more-c").replace("500 mg", "500 IE") + "zzz: 1\n",
    )
    found = problems(tmp_path)
    assert [p.partition(":")[0] for p in found] == ["much-c.yaml", "other/more-c.yaml"]


@pytest.mark.parametrize("key", ["nutrients", "withdrawn"])
def test_a_claim_of_an_unknown_nutrient(tmp_path: Path, key: str) -> None:
    topic = f"{{title: {{sv: sömn, en: sleep}}, {key}: [zinkk], words: {{en: [sleep]}}}}"
    folder = written(tmp_path, claims=f"about: Ours.\ntopics:\n  sleep: {topic}\n")
    (problem,) = problems(folder)
    assert problem.endswith("unknown nutrient 'zinkk'")
    assert key in problem


def test_two_rules_with_one_id(tmp_path: Path) -> None:
    written(tmp_path, a__much_c=GOOD.format(id="much-c"), b__much_c=GOOD.format(id="much-c"))
    assert any("b/much-c.yaml:1: id: 'much-c' stands in a/much-c.yaml too" in p for p in problems(tmp_path))


def test_a_loop_of_supersedes(tmp_path: Path) -> None:
    written(
        tmp_path,
        a=GOOD.format(id="a") + "supersedes: [b]\n",
        b=GOOD.format(id="b") + "supersedes: [a]\n",
    )
    assert any("supersedes itself" in p for p in problems(tmp_path))


def test_a_loop_of_covers(tmp_path: Path) -> None:
    written(tmp_path, a=GOOD.format(id="a") + "covers: [b]\n", b=GOOD.format(id="b") + "supersedes: [a]\n")
    assert any("covers itself" in p for p in problems(tmp_path))


def test_a_rule_tells_what_the_reader_can_do(tmp_path: Path) -> None:
    text = GOOD.format(id="much-c").replace("concern: health\n", "")
    assert any("concern: Field required" in p for p in problems(written(tmp_path, much_c=text)))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "no such folder" in problems(tmp_path / "nowhere")[0]
    (tmp_path / "file").write_text("")
    assert "not a folder" in problems(tmp_path / "file")[0]


def test_a_country_called_no_is_norway(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path, much_c=GOOD.format(id="much-c") + "applies: {market: [NO]}\n"))
    assert rules.rules["much-c"].applies.market == ("NO",)


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "setuid"), reason="needs another user")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    written(folder, much_c=GOOD.format(id="much-c"))
    tmp_path.chmod(0o755)
    folder.chmod(0)
    code = (
        "import os, sys\n"
        "import labelcheck.rules.check_files\nfrom labelcheck.rules.loader import load_rules\nload_rules()\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: load_rules(sys.argv[1])\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    folder.chmod(0o755)
    assert "RuleError" in done.stdout
    assert "ermission" in done.stdout


def test_a_rule_file_with_a_nul_is_told(tmp_path: Path) -> None:
    (tmp_path / "x-rule.yaml").write_bytes(b"id: x-rule\n\0")
    with pytest.raises(labelcheck.LabelcheckError, match=r"x-rule\.yaml"):
        labelcheck.load_rules(tmp_path)
