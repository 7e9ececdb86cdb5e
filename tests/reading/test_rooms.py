"""Each module of reading's rooms has tests of its own, named for it."""

from pathlib import Path

import pytest

import labelcheck.reading

READING = Path(labelcheck.reading.__file__).parent
TESTS = Path(__file__).parent
MODULES = sorted(p.relative_to(READING) for p in READING.glob("*/*.py") if p.name != "__init__.py")


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_has_tests_of_its_own(module: Path) -> None:
    tests = TESTS / module.parent / f"test_{module.name}"
    assert tests.is_file(), f"write tests/reading/{module.parent}/test_{module.name}"
    assert "def test_" in tests.read_text(encoding="utf-8")
