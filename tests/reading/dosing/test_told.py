"""A clause as it is understood so far."""

import pytest

from labelcheck.model import Timing
from labelcheck.reading.dosing.clause import Clause
from labelcheck.reading.dosing.told import EVERYBODY, Told, within
from labelcheck.reading.lex.kinds import Kind
from labelcheck.reading.lex.tokens import Token


@pytest.mark.parametrize(
    ("timing", "named"),
    [
        (None, False),
        (Timing(1, 1), False),
        (Timing(1, 1, when=("morning",)), True),
        (Timing(3, 3, when=("meal",)), False),
    ],
)
def test_times_of_the_day_by_name(timing: Timing | None, named: bool) -> None:  # noqa: FBT001
    assert Told(Clause(Token(Kind.SERVING, 0, 5), 0, ""), timing, EVERYBODY, "capsule").named is named


def test_all_that_a_dose_is_made_of() -> None:
    number, form = Token(Kind.NUMBER, 0, 1), Token(Kind.FORM, 2, 5)
    inner = Token(Kind.SERVING, 0, 5, parts=(number, form))
    whole = Token(Kind.SUM, 0, 5, parts=(inner,))
    assert list(within(whole)) == [whole, inner, number, form]
