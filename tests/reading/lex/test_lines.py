"""Lines are lexed by themselves: what is kept of one is what it would be anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from labelcheck.knowledge import load
from labelcheck.knowledge.fold import fold
from labelcheck.reading.lex import lines

PRINTED = (
    "Magnesium 300 mg 80 %", "Vitamin D3   20 µg (800 IE)   400 %", "Ta 2 kapslar dagligen.", "", "Zink < 5 mg", "300 mg",
    "Коэнзим Q1030 мкг", "В 1 капсуле", "vit. B12 2,5 µg", "5 fl oz (148 ml)", "1.000 mg", "omega 3",
)  # fmt: skip


def told(text: str) -> list[tuple[object, ...]]:
    """Return all that the lines of a text hold."""
    found, _, _ = lines.lex_lines(text, lines.lower(text), fold(text), load())
    return [
        (
            n.start,
            n.end,
            sorted(n.kinds),
            [(w.start, w.end, w.meanings) for w in n.words],
            [(q.start, q.end, q.unit_start, q.values, q.unit, q.bound, q.note) for q in n.quantities],
        )
        for n in found
    ]


@given(st.lists(st.sampled_from(PRINTED), min_size=1, max_size=8))
def test_a_line_that_is_kept_is_what_it_would_be_anew(printed: list[str]) -> None:
    text = "\n".join(printed)
    lines._kept.cache_clear()
    anew = told(text)
    told(text)
    assert told(text) == anew


@given(st.lists(st.sampled_from(PRINTED), min_size=1, max_size=8))
def test_a_line_among_others_like_it_is_what_it_is_alone(printed: list[str]) -> None:
    alone = []
    at = 0
    for line in printed:
        lines._kept.cache_clear()
        alone.append(told("\n" * at + line)[-1])
        at += len(line) + 1
    lines._kept.cache_clear()
    assert told("\n".join(printed)) == alone
