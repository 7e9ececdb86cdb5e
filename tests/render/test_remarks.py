"""What is said below the amounts of what pictures do not show."""

from dataclasses import replace
from typing import Literal

import pytest

import labelcheck
from labelcheck.render.remarks import scope_texts

PANEL = "Innehåll per kapsel: Magnesium 100 mg\nTa 1 kapsel dagligen\nIngredienser: magnesiumcitrat, cellulosa"
BORNE = (
    "\nKosttillskott med magnesium. Överskrid inte den rekommenderade dagliga dosen. Kosttillskott ersätter inte en varierad"
    " kost. Förvaras utom räckhåll för små barn."
)


@pytest.mark.parametrize(
    ("text", "kind", "asked"), [(PANEL, "image", True), (PANEL + BORNE, "image", False), (PANEL, "text", False)]
)
def test_statements_that_pictures_do_not_show_are_asked_for(
    text: str,
    kind: Literal["text", "image"],
    asked: bool,  # noqa: FBT001
) -> None:
    label = labelcheck.read_text(text)
    report = labelcheck.check(replace(label, source=replace(label.source, kind=kind)))
    said = "\n".join(scope_texts(report, "sv"))
    assert ("obligatoriska uppgifter" in said) is asked
    assert ("mandatory statements" in "\n".join(scope_texts(report, "en"))) is asked
