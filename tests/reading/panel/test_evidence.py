"""The evidence for a row is summed, and told in words."""

from labelcheck.reading.panel.evidence import Evidence, explained, score


def test_an_instruction_outweighs_a_heading_and_a_known_name() -> None:
    assert score((Evidence.UNDER_HEADING, Evidence.KNOWN)) > 0
    assert score((Evidence.UNDER_HEADING, Evidence.KNOWN, Evidence.INSTRUCTION)) < 0
    assert score(()) == 0


def test_each_reason_has_words_of_its_own() -> None:
    assert explained((Evidence.PERCENT, Evidence.TABLE)) == "has a percentage, is set as a table"
    assert len({explained((e,)) for e in Evidence}) == len(Evidence)
