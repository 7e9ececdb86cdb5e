"""What each amount of a row is printed for: headings, columns, and rows that look like headings."""

import pytest

import labelcheck


def columns(text: str) -> dict[str, list[str]]:
    """Return per nutrient what its amounts are and are for; those to be checked end in "?"."""
    found: dict[str, list[str]] = {}
    for r in labelcheck.read_text(text).readings:
        amount = f"{r.amount.value} {r.amount.unit}" if r.amount else "-"
        of = f" / {r.basis.quantity or ''} {r.basis.of or ''}".rstrip() if r.basis else ""
        kind = f" {r.basis.kind}" if r.basis and r.basis.kind.startswith(("daily", "per")) else ""
        found.setdefault(r.nutrient or r.name, []).append(f"{amount}{of}{kind}{'?' if r.status == 'check' else ''}")
    return found


def intakes(text: str) -> dict[str, str]:
    """Return the intake per day of each nutrient; those to be checked end in "?"."""
    return {
        i.nutrient: f"{i.low:f} {i.unit}{'?' if i.status == 'check' else ''}"
        for i in labelcheck.check(labelcheck.read_text(text)).intakes
    }


DATA_ROWS = {
    "unknown name under two columns": "Per 20 g | per 100 g\nZinc 5 mg 25 mg\nOatBlend 4 g 20 g\nMagnesium 60 mg 300 mg\n"
    "Take 20 g daily.",
    "no name": "Pro 100 g | pro 20 g\nFett | 4,0 g | 0,8 g\n | 1,5 g | 0,3 g\nMagnesium | 300 mg | 60 mg\n"
    "Zink | 25 mg | 5 mg\nTäglich 20 g.",
    "of which": "Valori medi   per 100 g   per 20 g\nGrassi  4,0 g  0,8 g\ndi cui saturi  1,5 g  0,3 g\n"
    "Magnesio  300 mg  60 mg\nZinco  25 mg  5 mg\nPrendere 20 g al giorno.",
    "dots": "Voedingswaarde   per 100 g   per 20 g\nVezelMix  5 g  1 g\nMagnesium  300 mg  60 mg\nZink  25 mg  5 mg\n"
    "Neem 20 g per dag.",
    "portion with its weight": "Per 100 g | 1 portion 20 g\nMagnesium | 300 mg | 60 mg\nZink | 25 mg | 5 mg\n"
    "Ta 20 g dagligen.",
    "weight behind the reference": "   100 g   1 portion RI* 20 g\nMagnesium  300 mg  60 mg\nZink  25 mg  5 mg\n"
    "Ta 1 portion dagligen.",
}  # fmt: skip


@pytest.mark.parametrize("case", DATA_ROWS)
def test_a_row_of_grams_is_no_heading(case: str) -> None:
    found = intakes(DATA_ROWS[case])
    assert (found["magnesium"], found["zinc"]) == ("60 mg", "5 mg")
