"""A clause's words by kind, and where it stands."""

from labelcheck.reading.dosing.clause import Clause, Directions
from labelcheck.reading.lex.kinds import Kind
from labelcheck.reading.lex.tokens import Token

DOSE = Token(Kind.SERVING, 10, 20)


def test_the_span_is_of_what_bears_on_the_dose() -> None:
    other, daily, group = Token(Kind.OTHER, 40, 50), Token(Kind.FREQUENCY, 22, 30), Token(Kind.GROUP, 0, 8)
    clause = Clause(DOSE, 0, "", [other, daily, group])
    assert clause.span == (0, 30)
    assert clause.first(Kind.FREQUENCY) is daily
    assert clause.first(Kind.WHEN) is None
    assert clause.all(Kind.GROUP) == [group]


def test_a_sentence_goes_on_with_the_last_clause() -> None:
    done = Directions([Clause(DOSE, 0, ""), Clause(DOSE, 1, "")])
    left = [Token(Kind.NUMBER, 60, 61)]
    done.go_on_with_last(2, left)
    assert done.continued == {2: 1}
    assert done.leftovers == {2: left}
