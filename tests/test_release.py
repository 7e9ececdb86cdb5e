"""What a release is made of: the recipe of wheels of machine code, the workflow, and what an index shows."""

from __future__ import annotations

import copy
import importlib.util
import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
import yaml
from trove_classifiers import classifiers

import labelcheck

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8"))
RECIPE: dict[str, Any] = PROJECT["tool"]["cibuildwheel"]
SCHEMA: dict[str, Any] = json.loads(
    (files("validate_pyproject_schema_store") / "resources" / "cibuildwheel.schema.json").read_text("utf-8")
)
PYTHON = "Programming Language :: Python :: 3."
PLATFORMS = ("manylinux", "musllinux", "macosx", "win_amd64", "win32", "win_arm64")
MACHINES = ("x86_64", "i686", "aarch64", "arm64", "universal2", "amd64")


def faults(recipe: dict[str, Any]) -> list[str]:
    """Return what of a recipe cibuildwheel does not know, and where it differs from what the project promises."""
    found = [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(recipe)]
    pythons = re.findall(r"\bcp3(\d+)-", str(recipe.get("build", "")))
    promised = [c.removeprefix(PYTHON) for c in PROJECT["project"]["classifiers"] if c.startswith(PYTHON)]
    if pythons != promised:
        found.append(f"wheels for {pythons}, promised are {promised}")
    found += [f"no Python 3.{minor}" for minor in pythons if PYTHON + minor not in classifiers]
    for selector in str(recipe.get("skip", "")).split():
        if not any(part in selector for part in (*PLATFORMS, *MACHINES)):
            found.append(f"nothing is skipped by {selector}")
    sample = re.search(r"\{project\}/(\S+)", str(recipe.get("test-command", "")))
    if sample is None or not (ROOT / sample[1]).is_file():
        found.append("the test has no label")
    return found


def test_the_recipe_of_wheels_names_what_there_is() -> None:
    assert faults(RECIPE) == []


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("skipp", "*-win32"),
        ("build", "cp311-* cp312-* cp399-*"),
        ("build", "cp311-* cp312-*"),
        ("skip", "*-atari"),
        ("test-command", "labelcheck check {project}/gone.txt"),
        ("build-verbosity", "loud"),
    ],
)
def test_a_recipe_that_names_what_is_not_is_found(option: str, value: object) -> None:
    assert faults(copy.deepcopy(RECIPE) | {option: value})


def test_the_workflow_runs_what_there_is() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8")))
    jobs = WORKFLOW["jobs"]
    for job in jobs.values():
        needs = job.get("needs", [])
        assert set(needs) <= set(jobs)
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            assert re.fullmatch(r"[\w-]+/[\w-]+@(?:v\d+(?:\.\d+)*|release/v\d+)", step.get("uses", "a/b@v1"))
            for command in re.findall(r"\bmake ([a-z ]+)", step.get("run", "")):
                assert set(command.split()) <= targets
    assert jobs["publish"]["permissions"]["id-token"] == "write"  # trusted publishing: no password
    assert set(jobs["publish"]["needs"]) == {"plain", "installed", "compiled"}
    promised = [c.rpartition(" ")[2] for c in PROJECT["project"]["classifiers"] if c.startswith(PYTHON)]
    assert jobs["installed"]["strategy"]["matrix"]["python"] == promised
    assert "secrets." not in str(WORKFLOW)


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_index_shows_the_readme_with_links_into_the_repository(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = "https://git.example/us/labels"
    monkeypatch.setenv(build.REPOSITORY, home)
    metadata: dict[str, Any] = {}
    build.CustomMetadataHook(str(ROOT), {}).update(metadata)
    tag = f"v{labelcheck.__version__}"
    found = re.findall(r"\]\(([^)]+)\)", metadata["readme"]["text"])
    assert len(found) > 8
    for link in found:
        place, _, path = link.partition(f"/{tag}/")
        assert place in {f"{home}/blob", f"{home}/raw"}, link
        assert (ROOT / path).is_file(), link
    assert any(link.endswith(".svg") for link in found)
    assert set(metadata["urls"]) == {"Homepage", "Documentation", "Source", "Issues", "Changelog"}
    for address in metadata["urls"].values():
        assert address.startswith(home)
        path = address.partition(f"/{tag}/")[2]
        assert not path or (ROOT / path).is_file()


def test_without_a_repository_no_address_is_told(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(build.REPOSITORY, raising=False)
    metadata: dict[str, Any] = {}
    build.CustomMetadataHook(str(ROOT), {}).update(metadata)
    assert metadata["urls"] == {}
    assert "](" not in metadata["readme"]["text"]
    assert "Tutorials for shoppers, developers" in metadata["readme"]["text"]


def test_the_source_archive_holds_what_building_a_wheel_from_it_reads() -> None:
    kept = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    read = re.findall(r'Path\(self\.root\) / "([^"]+)"', (ROOT / "hatch_build.py").read_text("utf-8"))
    assert "README.md" in read
    assert all(path.partition("/")[0] in kept for path in read)
