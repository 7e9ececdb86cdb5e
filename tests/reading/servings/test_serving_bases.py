"""What amounts are for, by words that only look like a dose form."""

import pytest

import labelcheck


@pytest.mark.parametrize("heading", ["Nutrition table", "Nutritional table", "Table"])
def test_a_table_is_no_tablet(heading: str) -> None:
    (reading,) = labelcheck.read_text(f"{heading}\nZinc 10 mg\nTake 2 capsules daily").readings
    assert reading.basis is None


def test_a_number_above_counts_the_form_below_it_and_a_weight_below_a_form_is_its_size() -> None:
    text = (
        "Indhold             pr. tablet   | % af    | pr. 2        | % af\n"
        "                    (0,8 g)      | NRV*    | tabletter    | NRV*\n"
        "Zink                5 mg         | 50      | 10 mg        | 100\n"
        "Voksne: 1 tablet om dagen."
    )
    (zinc,) = labelcheck.check(labelcheck.read_text(text)).intakes
    assert (str(zinc.low), zinc.status) == ("5", "ok")
