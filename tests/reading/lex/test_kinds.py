"""Kinds of tokens have one name each."""

from labelcheck.knowledge.dosing import DOSING_KINDS
from labelcheck.reading.lex.kinds import ALL, BEARING, NAMED, Kind


def test_no_two_kinds_are_one() -> None:
    assert len(set(ALL)) == len(ALL)
    assert not {k for n, k in vars(Kind).items() if n.isupper()} & set(DOSING_KINDS.values())


def test_what_changes_a_dose_is_known() -> None:
    assert set(ALL) >= BEARING
    assert NAMED["FREQUENCY"] in BEARING
    assert not BEARING & {Kind.OTHER, Kind.STOP, Kind.COMMA, Kind.PANEL}
