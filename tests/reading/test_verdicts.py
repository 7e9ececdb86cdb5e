"""Steps return what they find: rows, quantities and claims stay as they were."""

import copy
from collections import Counter
from decimal import Decimal

import pytest

from labelcheck.knowledge import Knowledge, load
from labelcheck.layout.clean import clean
from labelcheck.reading.checks.checksum import Claim, check_rows
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.meaning.readings import build
from labelcheck.reading.panel.columns import assign
from labelcheck.reading.panel.evidence import Evidence, explained, score
from labelcheck.reading.panel.headers import find_headers
from labelcheck.reading.panel.judge import choose, judge
from labelcheck.reading.panel.rows import find_rows
from labelcheck.reading.sections.sections import lay_out
from labelcheck.reading.servings.bases import find_bases
from labelcheck.reading.servings.serving import find_servings
from labelcheck.reading.servings.sizes import serving_size


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


PANEL = """Näringsinnehåll   per 100 g   per portion (20 g)   RI*
Protein (g)   70   14   28 %
Magnesium   1.875 mg   375 mg   100 %
Kalcium, mg   1500   300   38
varav från citrat 100 mg
Zink 5 mg, järn 7 mg per tablett"""


def test_no_step_changes_what_an_earlier_one_found(knowledge: Knowledge) -> None:
    sections = lay_out(clean(PANEL), knowledge)
    servings = find_servings(sections)
    printed_bases = find_bases(sections, servings)
    rows = find_rows(sections, printed_bases, servings)
    headers = find_headers(sections, printed_bases, rows)
    before = copy.deepcopy([(r.cells, r.note, r.listed) for r in rows]), copy.deepcopy(headers)
    based = assign(sections, rows, printed_bases, headers, serving_size(sections, servings))
    kept, _ = choose(judge(sections, based, headers, printed_bases))
    told = copy.deepcopy([r.cells for r in based])
    build(sections, [j.row for j in kept], (), ("sv",), knowledge)
    assert before == ([(r.cells, r.note, r.listed) for r in rows], headers)
    assert told == [r.cells for r in based]
    assert [len(r.cells) for r in rows][:1] < [len(r.cells) for r in based][:1]


def test_a_verdict_settles_a_number_and_leaves_it_as_printed(knowledge: Knowledge) -> None:
    printed = Quantity(0, 8, (Decimal(1875), Decimal("1.875")), "mg", ".", unit_start=6)
    percent = Quantity(9, 12, (Decimal(500),), "%", unit_start=11)
    claim = Claim("magnesium", (), "nutrient", printed, (), percent)
    _, (verdict,) = check_rows([claim], knowledge, decimal="", languages=("sv",), named=Counter())
    assert verdict.amount is not None
    assert (verdict.amount.values, verdict.verified) == ((Decimal(1875),), True)
    assert printed.values == (Decimal(1875), Decimal("1.875"))


def test_evidence_is_summed_and_explained() -> None:
    evidence = (Evidence.UNDER_HEADING, Evidence.KNOWN, Evidence.OFFER)
    assert score(evidence) == 2 + 1 - 6
    assert explained(evidence) == "under a heading, names a nutrient, is an offer of another product"


def test_every_kind_of_evidence_has_words_of_its_own() -> None:
    assert len({e.value[1] for e in Evidence}) == len(Evidence)
