"""Doses are told in what the label counts."""

import pytest

from short import doses


@pytest.mark.parametrize(
    ("directions", "contents", "told"),
    [
        ("Take 1 serving daily.", "Serving size: 2 capsules\nAmount per serving: zinc 10 mg", ["2 capsule × 1/d"]),
        ("Take 2 daily.", "Per tablet: zinc 10 mg", ["2 tablet × 1/d"]),
        ("", "Content per daily dose (2 tablets): zinc 10 mg", ["2 tablet × 1/d"]),
        ("2 x daily 1 measuring spoon (5 g).", "Per daily dose (10 g): zinc 10 mg", ["5 gram × 2/d"]),
        ("Ta 2 st dagligen.", "Innehåll per kapsel: zink 10 mg", ["2 capsule × 1/d"]),
        ("Take 1 serving daily.", "Per capsule: zinc 10 mg", ["1 serving × 1/d"]),
    ],
)
def test_units(directions: str, contents: str, told: list[str]) -> None:
    assert doses(directions, contents) == told
