"""Nutrients, words and tables of users' own, from a folder, a project's settings or a package."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from labelcheck.errors import KnowledgeError, UsageError
from labelcheck.knowledge import Knowledge, load, own, stamping
from labelcheck.knowledge.compile import compile_knowledge

FULVIC = "id: fulvic-acid\nkind: other\nunit: mg\nforms:\n  - id: fulvic-acid-potassium\n"
TABLE = """\
id: house-maximum
title: What the house sells at most
kind: upper-level
year: 2026
publisher: The house
citation: Its own decision
scope: supplemental
sureness: high
groups:
  - id: adults
    values:
      fulvic-acid: {value: "150"}
"""
LABEL = "Fulvinsyra (som kaliumfulvat) 100 mg per kapsel. Klubbzink 10 mg per kapsel. Ta 2 kapslar dagligen."


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "knowledge"
    for name, text in (
        ("nutrients/fulvic-acid.yaml", FULVIC),
        (
            "languages/sv.yaml",
            "nutrients: {fulvic-acid: [fulvinsyra], zinc: [klubbzink]}\nforms: {fulvic-acid-potassium: [kaliumfulvat]}\n",
        ),
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")
    return home


def run(*arguments: str, cwd: Path, cache: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, own.CACHE: str(cache), "LC_ALL": "C.UTF-8", **variables}
    return subprocess.run([sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)


def intakes(done: subprocess.CompletedProcess[str]) -> list[Any]:
    assert done.returncode == 0, done.stderr
    return [(i["nutrient"], i["high"], i["forms"]) for i in json.loads(done.stdout)["intakes"]]


WANTED = [("fulvic-acid", "200", ["fulvic-acid-potassium"]), ("zinc", "20", [])]


def test_a_folder_by_option_settings_variable_library_and_package(folder: Path, cache: Path) -> None:
    here = folder.parent
    (here / "label.txt").write_text(LABEL, "utf-8")
    check = ("-m", "labelcheck", "check", "label.txt", "--format", "json")
    assert intakes(run(*check, "--knowledge", "knowledge", cwd=here, cache=cache)) == WANTED
    assert intakes(run(*check, cwd=here, cache=cache, LABELCHECK_KNOWLEDGE=str(folder))) == WANTED
    program = "import labelcheck; labelcheck.use_knowledge('knowledge'); print(labelcheck.check('label.txt').to_json())"
    assert intakes(run("-c", program, cwd=here, cache=cache)) == WANTED
    package = here / "site" / "ours-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "entry_points.txt").write_text("[labelcheck.knowledge]\nours = ours:FOLDER\n")
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: ours\nVersion: 1.0\n")
    (here / "site" / "ours.py").write_text(f"FOLDER = {str(folder)!r}\n")
    assert intakes(run(*check, cwd=here, cache=cache, PYTHONPATH=str(here / "site"))) == WANTED
    (here / "labelcheck.toml").write_text('knowledge = ["knowledge"]\n')
    assert intakes(run(*check, cwd=here, cache=cache)) == WANTED
    assert len(list(cache.glob("knowledge-*.json"))) == 1
    assert "fulvic-acid" not in load().nutrients


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("languages/sv.yaml", "nutrients:\n  fulvic-acid: [kalk]\n", "sv.yaml:2: 'kalk' means calcium already"),
        ("languages/sv.yaml", "nutrients:\n  humus: [humus]\n", "unknown nutrient 'humus'"),
        ("languages/sv.yaml", "- a\n", "a language's words are needed"),
        ("languages/sv.yaml", "nutrient: {}\n", "Extra inputs"),
        ("nutrients/fulvic-acid.yaml", "id: fulvic-acid\nkind: acid\nunit: mg\n", "fulvic-acid.yaml:2: kind"),
        ("references/house-maximum.yaml", "id: house\n", "title"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(folder: Path, name: str, text: str, said: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        compile_knowledge([folder])
    assert said in str(caught.value)
    assert str(folder) in str(caught.value) or "unknown nutrient" in said


def test_a_table_of_ones_own(folder: Path) -> None:
    path = folder / "references" / "house-maximum.yaml"
    path.parent.mkdir()
    path.write_text(TABLE, "utf-8")
    known = Knowledge(compile_knowledge([folder]))
    assert known.references["house-maximum"].groups[0].numbers == {"fulvic-acid": 150.0}


def test_what_is_kept_is_made_anew_when_a_file_changes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(own.CACHE, str(tmp_path / "cache"))
    before = own.own_stamp((folder,))
    path = folder / "languages" / "sv.yaml"
    path.write_text(path.read_text("utf-8").replace("klubbzink", "husets zink"), "utf-8")
    assert own.own_stamp((folder,)) != before
    made = own.compiled_with((folder,), stamping.stamp())
    assert "husets zink" in made["lexicon"]["words"].split("\n")
    monkeypatch.setattr("labelcheck.knowledge.compile.compile_knowledge", None)
    assert own.compiled_with((folder,), stamping.stamp()) == made


def test_a_folder_that_is_none_and_a_call_that_is_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(own.VARIABLE, "")
    load()
    with pytest.raises(UsageError, match="call it first"):
        own.use_knowledge(tmp_path)
    load.cache_clear()
    with pytest.raises(KnowledgeError, match="no folder with nutrients, languages, references"):
        own.use_knowledge(tmp_path)
    assert os.environ[own.VARIABLE] == ""


EXECUTOR = """
import pickle, sys
import pyarrow as pa
from labelcheck.catalogue.guarded import check_guarded
from labelcheck.knowledge.own import adopt
if __name__ == "__main__":
    adopt(pickle.load(sys.stdin.buffer))
    (answer,) = check_guarded([pa.RecordBatch.from_pydict({"text": [TEXT]})])
    print([i["nutrient"] for i in answer.to_pylist()[0]["intakes"]])
"""


def test_own_knowledge_travels_to_where_its_folder_is_not(
    folder: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(own.VARIABLE, str(folder))
    told = pickle.dumps(own.pack())
    folder.rename(tmp_path / "elsewhere")
    program = tmp_path / "executor.py"
    program.write_text(EXECUTOR.replace("TEXT", repr(LABEL)), "utf-8")
    done = subprocess.run(
        [sys.executable, program], input=told, capture_output=True, check=True,
        env={**os.environ, own.CACHE: str(cache), own.VARIABLE: str(tmp_path / "elsewhere" / "nutrients")},
    )  # fmt: skip
    assert done.stdout.decode().strip() == "['fulvic-acid', 'zinc']"


def test_what_a_package_brings_at_both_ends_is_not_added_twice(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(own.CACHE, str(tmp_path / "cache"))
    other = tmp_path / "other" / "languages"
    other.mkdir(parents=True)
    (other / "en.yaml").write_text("nutrients: {zinc: [club zinc]}\n", "utf-8")
    monkeypatch.setattr(own, "package_folders", lambda _: (folder,))
    monkeypatch.setenv(own.VARIABLE, str(other.parent))
    packed = own.pack()
    monkeypatch.setenv(own.VARIABLE, "")
    own.adopt(packed)
    assert [own.own_stamp((f,)) for f in own.own_folders()] == [own.own_stamp((f,)) for f in (folder, other.parent)]
    monkeypatch.setattr(own, "package_folders", lambda _: (other.parent,))
    with pytest.raises(KnowledgeError, match="packages bring other knowledge here"):
        own.adopt(own.Packed((), ""))
    monkeypatch.setattr(own, "package_folders", lambda _: ())
    own.adopt(packed)
    assert len(own.own_folders()) == 2
    monkeypatch.setenv(own.VARIABLE, str(folder))
    own.adopt(own.Packed((), ""))
    assert own.own_folders() == ()
