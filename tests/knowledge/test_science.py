"""Facts of science stand in the knowledge files, with their source, and a wrong one stops the build."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from labelcheck import KnowledgeError
from labelcheck.knowledge import load
from labelcheck.knowledge.compile import compile_knowledge
from labelcheck.knowledge.levels import most_at_once
from labelcheck.knowledge.schema import Kinds, Nutrient
from labelcheck.knowledge.yaml import load_model

PROSE = "id: zinc\nkind: mineral\nunit: mg\n"


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("most: {reason: Sold., source: A page.}", "nrv_times"),
        ("most: {nrv_times: 40, reason: Sold.}", "source"),
        ("most: {nrv_times: 40, source: A page.}", "reason"),
        ("most: {nrv_times: many, reason: Sold., source: A page.}", "nrv_times"),
        ("most: {nrv_times: 0, reason: Sold., source: A page.}", "nrv_times"),
        ('energy: {kcal_per_g: "4"}', "source"),
        ('energy: {kcal_per_g: "-4", source: A law.}', "kcal_per_g"),
        ("energy: {source: A law.}", "kcal_per_g"),
        ("within: {of: salt}", "source"),
        ("within: {source: A law.}", "of"),
        ("sum_of: [epa]", "sum_of"),
    ],
)
def test_a_figure_that_is_missing_or_no_figure_is_told(tmp_path: Path, key: str, told: str) -> None:
    path = tmp_path / "zinc.yaml"
    path.write_text(f"{PROSE}{key}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"zinc\.yaml:4.*{told}"):
        load_model(path, Nutrient)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('vitamin: {tolerance: {low: "0.8", source: A guide.}}', "high"),
        ('vitamin: {tolerance: {low: "1.2", high: "1.5", source: A guide.}}', "low"),
        ("vitamins: {}", "vitamins"),
    ],
)
def test_so_it_is_of_kinds(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "kinds.yaml"
    path.write_text(f"kinds:\n  {text}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"kinds\.yaml:2.*{told}"):
        load_model(path, Kinds)


@pytest.mark.parametrize("key", ["within: {of: slat, source: A law.}", "sum_of: [slat, epa]"])
def test_what_is_no_nutrient_holds_nothing(tmp_path: Path, key: str) -> None:
    (tmp_path / "nutrients").mkdir()
    (tmp_path / "nutrients" / "zinc.yaml").write_text(f"{PROSE}{key}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"zinc\.yaml: unknown nutrient 'slat'"):
        compile_knowledge([tmp_path])


def test_what_is_shipped() -> None:
    known = load()
    assert known.kcal == {"fat": 9, "carbohydrate": 4, "protein": 4, "fibre": 2, "polyols": 2.4}
    assert {n.id: n.most_times for n in known.nutrients.values() if n.most_times} == {
        "vitamin-b12": 4000, "vitamin-d": 300, "vitamin-k": 700,
    }  # fmt: skip
    assert known.sums == {frozenset({"epa", "dha"}): "epa-dha"}
    assert known.tolerances["mineral"] == (Decimal("0.8"), Decimal("1.45"))
    assert known.nutrients["leucine"].within == ("protein",)
    assert known.nutrients["collagen"].within == ("protein",)
    assert [f.id for f in known.forms.values() if not f.levelled] == ["beta-carotene"]
    significant = {i: t.significant for i, t in known.references.items() if t.significant}
    assert significant == {"eu-nrv-2011": Decimal("0.15")}


def test_the_most_is_that_of_the_nutrient_or_of_all() -> None:
    assert most_at_once("vitamin-b12", load()) == 10_000
    assert most_at_once("zinc", load()) == 7000
    assert most_at_once("ginkgo", load()) is None
