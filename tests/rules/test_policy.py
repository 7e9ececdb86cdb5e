"""A project's policy: what counts, what is known, whose limits hold; and that a gate fails closed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import labelcheck
from labelcheck.pipeline import check_stack
from labelcheck.rules.policy import Policy, fingerprint, write_baseline

ZINC = "Per tablett: Zink 50 mg. Ta 1 tablett dagligen."
SOON = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
LIMITS = """\
id: {id}
title: Stallbacka house limits
kind: upper-level
year: 2026
publisher: Stallbacka
citation: Stallbacka, product policy 2026
groups:
  - id: adult
    age_from: 18
    values:
      zinc: {{value: 15}}
"""


def _policy(folder: Path, text: str, name: str = "labelcheck.toml") -> Policy:
    (folder / name).write_text(text, encoding="utf-8")
    return labelcheck.load_policy(folder / name)


def _found(policy: Policy, text: str = ZINC) -> dict[str, str]:
    report = labelcheck.check(labelcheck.read_text(text, name="Z-1"), policy=policy)
    return {f.rule: f.severity for f in report.findings}


def test_severity_and_off(tmp_path: Path) -> None:
    assert _found(Policy())["zinc-above-ul"] == "warning"
    policy = _policy(tmp_path, '[severity]\nzinc-above-ul = "notice"\neu-varied-diet = "off"\n')
    found = _found(policy)
    assert found["zinc-above-ul"] == "notice"
    assert "eu-varied-diet" not in found
    assert policy.rule_set().sha256 != Policy().rule_set().sha256


def test_min_severity_and_market(tmp_path: Path) -> None:
    policy = _policy(tmp_path, 'min-severity = "warning"\nmarket = "US"\n')
    assert set(_found(policy).values()) <= {"error", "warning"}
    assert labelcheck.check(labelcheck.read_text(ZINC), policy=policy).market == "US"


def test_waivers_are_of_one_rule_on_one_product_or_brand(tmp_path: Path) -> None:
    text = f'[[waive]]\nrule = "zinc-above-ul"\nproduct = "{{}}"\nreason = "asked the maker"\nuntil = {SOON}\n'
    assert "zinc-above-ul" not in _found(_policy(tmp_path, text.format("Z-1")))
    assert "zinc-above-ul" in _found(_policy(tmp_path, text.format("Z-2")))
    brand = _policy(tmp_path, text.replace("product", "brand").format("Stallbacka"))
    label = labelcheck.read_text(ZINC)
    findings = labelcheck.check(label).findings
    assert "asked the maker" in brand.waived(findings, ("x",), "stallbacka")
    assert set(brand.waived(findings, ("x",), "other")) == {None}


def test_a_baseline_knows_a_finding_by_its_figures(tmp_path: Path) -> None:
    findings = labelcheck.check(labelcheck.read_text(ZINC, name="Z-1")).findings
    write_baseline(tmp_path / "known.json", {"Z-1": [fingerprint(f) for f in findings]})
    policy = _policy(tmp_path, 'baseline = "known.json"')
    assert _found(policy) == {}
    assert "zinc-above-ul" in _found(policy, ZINC.replace("50", "60")), "more than what was known"


def test_own_limits_are_data(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(LIMITS.format(id="house-limits"))
    text = '[limits]\nhouse-limits = "house.yaml"\n[severity]\nabove-house-limits = "error"\n'
    policy = _policy(tmp_path, text)
    assert _found(policy, ZINC.replace("50", "20"))["above-house-limits"] == "error"
    assert "above-house-limits" not in _found(policy, ZINC.replace("50", "10"))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('\ncolour = "red"', 2, "unknown key 'colour'"),
        ('\n[severity]\nnothing-like-it = "off"', 3, "no rule 'nothing-like-it'"),
        ('[severity]\n\nzinc-above-ul = "loud"', 3, "is no level"),
        ('rules = []\ndisable = [\n"no-such-rule",\n]', 3, "no rule 'no-such-rule'"),
        ('fail-on = "bad"', 1, "is no level"),
        ("market = 5", 1, "must be a text"),
        ('[[waive]]\nrule = "zinc-above-ul"\nproduct = "a"\nreason = "r"', 1, "needs 'until'"),
        ('[[waive]]\nrule = "zinc-above-ul"\nproduct = "a"\nuntil = 2999-01-01', 1, "needs 'reason'"),
        ('[[waive]]\nrule = "zinc-above-ul"\nreason = "a"\nuntil = 2999-01-01', 1, "needs 'product' or 'brand'"),
        ('\n\n[[waive]]\nrule = "zinc-above-ul"\nproduct = "a"\nreason = "r"\nuntil = 2020-01-01', 3, "until 2020-01-01"),
        ('[[waive]]\nrule = "gone"\nproduct = "a"\nreason = "r"\nuntil = 2999-01-01', 1, "no rule 'gone'"),
        ('[[waive]]\nrule = "zinc-above-ul"\nwho = "a"\nproduct = "a"\nreason = "r"\nuntil = 2999-01-01', 1, "unknown key 'who'"),
        ('baseline = "absent.json"', 1, "no baseline"),
        ('[limits]\nhouse = "absent.yaml"', 1, "No such file"),
        ("[limits]\nhouse = 5", 2, "path of a table"),
        ("waive = 5", 1, "must be [[waive]]"),
        ("rules = [", 1, "toml"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(labelcheck.RuleError) as caught:
        _policy(tmp_path, text)
    assert caught.value.exit_code == 4
    assert said in str(caught.value)
    assert f":{line}: " in str(caught.value)


def test_a_pyproject_that_is_ours_fails_closed(tmp_path: Path) -> None:
    with pytest.raises(labelcheck.RuleError, match=r"pyproject\.toml:4: unknown key"):
        _policy(tmp_path, "[project]\nname = 'x'\n[tool.labelcheck]\ncolour = 1\n", "pyproject.toml")
    with pytest.raises(labelcheck.RuleError, match=r"pyproject\.toml:2: "):
        _policy(tmp_path, "[tool.labelcheck]\nfail-on = \n", "pyproject.toml")
    with pytest.raises(labelcheck.RuleError, match="must be a table"):
        _policy(tmp_path, "[tool]\nlabelcheck = 5\n", "pyproject.toml")


def test_own_limits_that_are_wrong(tmp_path: Path) -> None:
    for text, said in (
        (LIMITS.format(id="efsa-ul"), "must agree"),
        (LIMITS.format(id="wrong-limits").replace("zinc", "zinkk"), "unknown nutrient 'zinkk'"),
        ("id: wrong-limits\n", "Field required"),
    ):
        (tmp_path / "house.yaml").write_text(text)
        with pytest.raises(labelcheck.RuleError, match=said):
            _policy(tmp_path, '[limits]\nwrong-limits = "house.yaml"')


ZINC_OF = "Kosttillskott. Zink {} mg per tablett. Ta 1 tablett dagligen."


def test_the_verdict_follows_what_is_waived_and_at_which_level(tmp_path: Path) -> None:
    label = labelcheck.read_text(ZINC_OF.format(50), name="z50.txt")
    assert labelcheck.check(label).verdict.rules == ("zinc-above-ul",)
    waive = f'[[waive]]\nrule = "{{}}"\nproduct = "z50.txt"\nreason = "r"\nuntil = {SOON}\n'
    path = tmp_path / "labelcheck.toml"
    path.write_text(waive.format("zinc-above-ul"))
    report = labelcheck.check(label, policy=labelcheck.load_policy(path))
    assert "zinc-above-ul" not in report.verdict.rules
    assert all(f.covered_by != "zinc-above-ul" for f in report.findings), "a waived finding tells no other's story"
    health = [f.rule for f in labelcheck.check(label).findings if f.concern == "health"]
    path.write_text("".join(map(waive.format, health)))
    report = labelcheck.check(label, policy=labelcheck.load_policy(path))
    assert report.verdict.level == "nothing-found"
    assert "waived" in report.verdict.message("en"), "and says that something was waived"
    path.write_text('[severity]\nzinc-above-ul = "info"\n')
    lowered = labelcheck.check(label, policy=labelcheck.load_policy(path))
    assert lowered.verdict.level != "above-level"
    assert {f.severity for f in lowered.findings if f.rule == "zinc-above-ul"} == {"info"}
    path.write_text('min-severity = "error"\n')
    assert labelcheck.check(label, policy=labelcheck.load_policy(path)).verdict.level == "above-level", (
        "hidden, not gone"
    )


def test_the_sum_of_a_stack_is_waived_where_it_is_for_each_product(tmp_path: Path) -> None:
    labels = [labelcheck.read_text(ZINC_OF.format(20), name=f"{n}.txt") for n in "ab"]
    path = tmp_path / "labelcheck.toml"

    def found(*products: str) -> tuple[set[str], str]:
        waive = f'[[waive]]\nrule = "zinc-above-ul"\nproduct = "{{}}.txt"\nreason = "r"\nuntil = {SOON}\n'
        path.write_text("".join(map(waive.format, products)))
        stack = check_stack(labels, policy=labelcheck.load_policy(path))
        return {f.rule for f in stack.findings}, " ".join(stack.verdict.rules)

    assert "zinc-above-ul" in found("a")[0]
    rules, verdict = found("a", "b")
    assert "zinc-above-ul" not in rules
    assert "zinc-above-ul" not in verdict
