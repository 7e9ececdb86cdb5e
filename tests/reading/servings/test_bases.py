"""What amounts are printed for, in the words of each language."""

import pytest

import labelcheck


@pytest.mark.parametrize(
    "text",
    [
        "2 tabletter dagligen.\nI en tablett:\nB6 0,7 mg\n",
        "2 tabletter daglig.\nI én tablett\nB6 0,7 mg\n",
        "2 tablettia päivässä.\nYhdessä tabletissa     määrä\nB6-vitamiini   0,7 mg\n",
        "Tvær töflur á dag.\nÍ einni töflu:\nB6-vítamín: 0,7 mg\n",
        "2 comprimés par jour.\nDans un comprimé :\nVitamine B6 0,7 mg\n",
        "2 tabletki dziennie.\nW jednej tabletce:\nWitamina B6 0,7 mg\n",
        "2 compresse al giorno.\nIn una compressa:\nVitamina B6 0,7 mg\n",
        "2 tabletten per dag.\nIn één tablet:\nVitamine B6 0,7 mg\n",
        "2 таблетки в день.\nВ одной таблетке:\nВитамин B6 0,7 мг\n",
    ],
)
def test_what_stands_in_one_tablet_is_for_one(text: str) -> None:
    (intake,) = labelcheck.check(labelcheck.read_text(text)).intakes
    assert (str(intake.low), intake.status) == ("1.4", "ok")


@pytest.mark.parametrize("line", ["2 tabletter     dagligen", "1 tablett     Barn", "   2,2 g     2,8 g"])
def test_a_dose_or_a_row_heads_no_column(line: str) -> None:
    label = labelcheck.read_text(f"{line}\nVitamin B6   0,7 mg\n")
    assert all(r.basis is None or r.basis.of is None for r in label.readings)
