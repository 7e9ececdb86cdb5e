"""NOTICE names what labelcheck needs at run time, and none of it binds labelcheck's own licence."""

from __future__ import annotations

import re
from importlib.metadata import Distribution
from pathlib import Path

import pytest
import write_notice
from packaging.utils import canonicalize_name

NOTICE = Path(__file__).parent.parent / "NOTICE"


@pytest.fixture(scope="module")
def packages() -> dict[str, Distribution]:
    return {canonicalize_name(p.metadata["Name"]): p for e in write_notice.EXTRAS for p in write_notice.needed(e)}


def test_each_package_stands_in_the_notice(packages: dict[str, Distribution]) -> None:
    told = set(re.findall(r"^  (\S+): \S", NOTICE.read_text("utf-8"), re.MULTILINE))
    assert sorted(set(packages) - told) == [], "run scripts/write_notice.py"
    assert len(packages) > 30


def test_no_package_is_under_the_gpl(packages: dict[str, Distribution]) -> None:
    licences = {name: write_notice.licence(package) for name, package in packages.items()}
    assert "not stated" not in licences.values(), licences
    bound = {n: told for n, told in licences.items() if re.search(r"\bA?GPL|GNU (?:Affero )?General", told)}
    assert bound == {}


def test_the_core_is_small() -> None:
    assert len(write_notice.needed("")) <= 18
