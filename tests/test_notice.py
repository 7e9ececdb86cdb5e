"""NOTICE names what labelcheck needs at run time, and none of it binds labelcheck's own licence."""

from __future__ import annotations

import re
from importlib.metadata import Distribution
from pathlib import Path

import pytest
import write_notice
from packaging.utils import canonicalize_name

NOTICE = Path(__file__).parent.parent / "NOTICE"
PACKAGES: dict[str, Distribution] = {
    canonicalize_name(found.metadata["Name"]): found for extra in write_notice.EXTRAS for found in write_notice.needed(extra)
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_each_package_stands_in_the_notice(name: str) -> None:
    assert re.search(rf"^  {re.escape(name)}: \S", NOTICE.read_text("utf-8"), re.MULTILINE), (
        "run scripts/write_notice.py"
    )


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_no_package_is_under_the_gpl(name: str) -> None:
    told = write_notice.licence(PACKAGES[name])
    assert told != "not stated"
    assert not re.search(r"\bA?GPL|GNU (?:Affero )?General", told), told


def test_the_core_is_small() -> None:
    assert len(write_notice.needed("")) <= 18
