"""What a shop's page says over other products is none of the label's."""

import pytest

import labelcheck


@pytest.mark.parametrize(
    "text",
    [
        "Innehåll per kapsel\nMagnesium 100 mg\nTa 2 kapslar dagligen.\nFri frakt | Kunder köpte även: Havsy D-vitamin 50 µg, Havsy Zink 25 mg",
        "Supplement Facts per capsule\nMagnesium 100 mg\nTake 2 capsules daily.\n\nCustomers also bought\nSunny Vitamin D 50 µg\nHillside Iron 20 mg",
        "Related products: Sunny Vitamin D 50 µg\n\nAmount per capsule\nMagnesium 100 mg\nTake 2 capsules daily.",
        "Related products\nSunny Vitamin D 50 µg\nDirections: Take 2 capsules daily.\nAmount per capsule\nMagnesium 100 mg",
        "Je Kapsel\nMagnesium 100 mg\nTäglich 2 Kapseln.\n\nKunden kauften auch\nSonnig Zink 20 mg",
        "Par gélule\nMagnésium 100 mg\n2 gélules par jour.\n\nVous aimerez aussi\nSoleil Zinc 20 mg",
    ],
)
def test_what_others_bought_is_not_counted(text: str) -> None:
    intakes = labelcheck.check(labelcheck.read_text(text)).intakes
    assert [(i.nutrient, f"{i.low:g}", i.status == "ok") for i in intakes] == [("magnesium", "200", True)]
