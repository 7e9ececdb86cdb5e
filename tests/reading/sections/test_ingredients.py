"""Ingredient lists: names, forms and the class an additive stands under."""

import pytest

import labelcheck

PANEL = "\nTake 1 capsule daily.\nAmount per capsule\nZinc 10 mg\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ingredients: zinc oxide, anti-caking agent (magnesium stearate), gelatine.",
            [("zinc oxide", "zinc-oxide", None), ("magnesium stearate", "magnesium-stearate", "anti-caking-agent"), ("gelatine", None, None)],
        ),
        ("Ingredienser: zinkcitrat, rismjöl.", [("zinkcitrat", "zinc-citrate", None), ("rismjöl", None, None)]),
        ("No list of them here.", []),
    ],
)  # fmt: skip
def test_lists(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    label = labelcheck.read_text(text + PANEL)
    assert [(i.name, i.form, i.function) for i in label.ingredients] == found
    assert all(label.printed[i.place.span.start : i.place.span.end] == i.name for i in label.ingredients)
