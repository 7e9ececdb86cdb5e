"""What is said below the amounts of what pictures do not show."""

from dataclasses import replace
from typing import Literal

import pytest

import labelcheck
from labelcheck.model import Diagnostic
from labelcheck.render.remarks import scope_texts
from labelcheck.render.to_html import reports_html
from labelcheck.render.to_text import report_text

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


@pytest.mark.parametrize(
    "text", ["Kvitta", "Kvitta\nInnehåll per kapsel: Magnesium 100 mg"], ids=["no panel", "no dose"]
)
def test_what_is_not_seen_is_told_where_no_amount_per_day_is(text: str) -> None:
    label = labelcheck.read_text(text)
    unseen = Diagnostic("directions-not-seen", "no directions in the pictures")
    small = Diagnostic("text-too-small", "the print is too small")
    seen = replace(label, source=replace(label.source, kind="image"), diagnostics=(*label.diagnostics, unseen, small))
    report = labelcheck.check(seen)
    for shown in (report_text(report, "sv"), reports_html([("a.jpg", report, ())], "sv")):
        plain = " ".join(shown.split())
        assert "Gå närmare, eller fotografera bara tabellen." in plain
        assert "Syns inte i bilden: dosering" in plain
