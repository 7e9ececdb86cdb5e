"""The label checks itself: amounts against percentages, IU against mass, kJ against kcal.

Most rows print an amount and a percentage of a known reference value. From the rows that agree it is inferred
which table the label uses; every row is then tested against it. What decides between two values of a printed
number is kept as a note; a row whose arithmetic is wrong is marked, never changed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.knowledge import Knowledge, ReferenceTable
from labelcheck.knowledge.levels import most_at_once
from labelcheck.model import Role
from labelcheck.reading.checks.values import base_value, decimal_exponent, is_of_another_kind, same_amount
from labelcheck.reading.lex.quantity import Quantity

_HOME: Final = "eu-nrv-2011"
_IN_100: Final = 100
"""Doses that 100 g or ml may hold: a tablet weighs a gram, and what 100 g are said to hold is no dose."""
_LEAST: Final = 500
"""Nobody prints a five-hundredth of the NRV in µg where mg is the nutrient's own unit: "Magnesium 375 µg"."""
_RELATIVE: Final = 0.012
_UNCLEAR_MARK: Final = "decimal-mark-unclear"
_SEVERAL: Final = 3
"""Rows that agree with another group of a table before a column is told to be of it."""
_PREFERRED: Final = {"eu-nrv-2011": 0, "us-dv-2016": 1, "us-dv-1995": 2, "eu-rda-1990": 3}


@dataclass(slots=True, eq=False)
class _Candidate:
    """A value that an amount may have: as printed, in the nutrient's own unit, and how far rounding blurs it."""

    value: Decimal
    base: float
    blur: float


@dataclass(frozen=True, slots=True)
class _Share:
    """A value that a percentage may have, and the step it is printed in."""

    value: Decimal
    number: float
    step: float


@dataclass(slots=True, eq=False)
class Claim:
    """One amount as a row prints it, with what it is checked against."""

    nutrient: str | None
    forms: tuple[str, ...]
    role: Role
    amount: Quantity | None
    also: tuple[Quantity, ...]
    percent: Quantity | None
    per_100: bool = False
    """Whether it is for 100 g or 100 ml."""


@dataclass(slots=True, eq=False)
class Verdict:
    """What a claim comes to: the values that its numbers have, and what its arithmetic says."""

    amount: Quantity | None
    also: tuple[Quantity, ...]
    percent: Quantity | None
    role: Role
    notes: tuple[str, ...] = ()
    doubt: bool = False
    of: str | None = None
    """The reference table that the percentage is of."""
    verified: bool = False
    """Whether a second figure of the row confirms the amount."""

    def noted(self, note: str, *, doubt: bool = False) -> "Verdict":
        """Return the verdict with a note."""
        return Verdict(
            self.amount, self.also, self.percent, self.role, (*self.notes, note), self.doubt or doubt, self.of,
            self.verified,
        )  # fmt: skip

    def tested(self, of: str | None, note: str = "", *, doubt: bool = False, verified: bool = False) -> "Verdict":
        """Return the verdict with the reference table that its percentage is of, and what that says of the amount."""
        return Verdict(
            self.amount, self.also, self.percent, self.role, (*self.notes, note) if note else self.notes,
            self.doubt or doubt, of, self.verified or verified,
        )  # fmt: skip


@dataclass(slots=True, eq=False)
class _Case:
    """A claim with all values that its numbers may have."""

    claim: Claim
    candidates: list[_Candidate]
    shares: list[_Share]


class _Printing(NamedTuple):
    """How the label prints numbers: the mark that its other numbers use, and its languages."""

    decimal: str
    languages: tuple[str, ...]


def check_rows(
    claims: Sequence[Claim],
    knowledge: Knowledge,
    *,
    decimal: str,
    languages: Iterable[str],
    named: Counter[str],
) -> tuple[str | None, list[Verdict]]:
    """Return the reference table in use, None if not told, and a verdict on each claim.

    ``decimal`` is the mark the label's other numbers use, ``named`` how often the text names each table.
    """
    printing = _Printing(decimal, tuple(languages))
    tables = _by_likelihood(knowledge, printing.languages[:1], tuple(sorted(named.items())))
    cases = [_case(claim, knowledge) for claim in claims]
    in_doubt = frozenset([i for i, claim in enumerate(claims) if _is_in_doubt(claim)])
    table, agreeing, nowhere = _infer(cases, tables, in_doubt)
    home = knowledge.references[_HOME].groups[0].numbers
    likely = _one_first(table, tables, cases, agreeing)
    elemental = {c.nutrient for c in claims if c.role != "compound" and c.amount is not None}
    verdicts = []
    for i, (case, claim) in enumerate(zip(cases, claims, strict=True)):
        if table is not None and i in agreeing and not claim.also:
            verdicts.append(Verdict(claim.amount, (), claim.percent, claim.role, of=table.id, verified=True))
            continue
        verdict = Verdict(claim.amount, claim.also, claim.percent, claim.role)
        if i in in_doubt:
            verdict = _settled(case, verdict, table, printing, knowledge)
            case = _case(replace(claim, amount=verdict.amount, also=verdict.also, percent=verdict.percent), knowledge)
        if table is not None and i in agreeing:
            verdict = verdict.tested(table.id, verified=True)
        elif verdict.percent is not None:
            tried = () if i in nowhere else likely
            verdict = _percent_tested(case, verdict, table, tables, tried, elemental, knowledge)
        if verdict.also:
            verdict = _also_tested(case.claim, verdict, knowledge)
        sized = verdict.verified or verdict.role == "compound"
        verdicts.append(verdict if sized else _size_tested(case, verdict, home, knowledge))
    return (table.id if table else None), verdicts


def _case(claim: Claim, knowledge: Knowledge) -> _Case:
    return _Case(claim, _candidates(claim, knowledge), _shares(claim))


@lru_cache(maxsize=256)
def _by_likelihood(
    knowledge: Knowledge, languages: tuple[str, ...], told: tuple[tuple[str, int], ...]
) -> tuple[ReferenceTable, ...]:
    """Return the tables that a label may use, the likeliest first, by its first language and how often it tells each.

    Labels in the EU's languages use an EU table unless they name another; tried against every table there is,
    almost any wrong percentage would agree with one.
    """
    american = languages in (("en",), ("ru",), ())
    named = Counter(dict(told))

    def rank(table: ReferenceTable) -> tuple[int, int]:
        home = table.id.startswith("us") == american
        return (-named[table.id], _PREFERRED.get(table.id, len(_PREFERRED)) + (0 if home else 10))

    usable = [
        t
        for t in knowledge.label_references
        if named[t.id] or (not t.told_only and (american or t.id.startswith("eu")))
    ]
    return tuple(sorted(usable, key=rank))


def _infer(
    cases: Sequence[_Case], tables: Sequence[ReferenceTable], in_doubt: Collection[int]
) -> tuple[ReferenceTable | None, frozenset[int], frozenset[int]]:
    """Return the table that most claims agree with, cut to its group; claims with one possible value count first.

    With it goes which of them agree for certain, and which with one possible value agree with no table at all.
    """
    tested = [
        (i, c.claim.nutrient, c, c.claim.percent.bound)
        for i, c in enumerate(cases)
        if c.claim.percent is not None
        and c.claim.amount is not None
        and c.claim.nutrient is not None
        and c.claim.role != "compound"
    ]
    best: ReferenceTable | None = None
    best_count = (0, 0)
    agreeing: list[int] = []
    anywhere: set[int] = set()
    for table in tables:
        for group in table.groups:
            numbers = group.numbers
            agreed = [
                i
                for i, nutrient, case, bound in tested
                if _matches(case.candidates, case.shares, bound, numbers.get(nutrient))
            ]
            count = len(agreed)
            anywhere.update(agreed)
            plain = sum(i not in in_doubt for i in agreed) if in_doubt else count
            # columns for children or pregnancy are told apart from adults' only by several rows
            if (plain, count) > best_count and (group is table.groups[0] or count > 1):
                best, best_count, agreeing = table._replace(groups=(group,)), (plain, count), agreed
                if count == len(tested):
                    return best, _certain(cases, agreeing, in_doubt), frozenset()
    nowhere = frozenset([i for i, *_ in tested if i not in anywhere and i not in in_doubt])
    return best, _certain(cases, agreeing, in_doubt), nowhere


def _certain(cases: Sequence[_Case], agreeing: list[int], in_doubt: Collection[int]) -> frozenset[int]:
    """Return the claims with one possible value; less than a bound says nothing of the amount."""
    amounts = [(i, cases[i].claim.amount) for i in agreeing if i not in in_doubt]
    return frozenset([i for i, amount in amounts if amount is not None and amount.bound != "<"])


def _is_in_doubt(claim: Claim) -> bool:
    amount, percent = claim.amount, claim.percent
    return (
        (amount is not None and len(amount.values) > 1)
        or (percent is not None and len(percent.values) > 1)
        or (bool(claim.also) and any(len(q.values) > 1 for q in claim.also))
    )


def _candidates(claim: Claim, knowledge: Knowledge) -> list[_Candidate]:
    found: list[_Candidate] = []
    amount, nutrient = claim.amount, claim.nutrient
    if amount is None or nutrient is None:
        return found
    for quantity in (amount, *claim.also) if claim.also else (amount,):
        for value in quantity.values:
            base = base_value(quantity, value, nutrient, claim.forms, knowledge)
            if base is None:
                continue
            blur = 0.0
            if quantity.places and value:
                blur = min(0.5 * 10.0**-quantity.places / float(value), 0.1)
            found.append(_Candidate(value if quantity is amount else amount.values[0], base, blur))
    return found


def _shares(claim: Claim) -> list[_Share]:
    if claim.percent is None:
        return []
    return [_share(str(p)) for p in claim.percent.values]


@lru_cache(maxsize=1024)
def _share(printed: str) -> _Share:
    value = Decimal(printed)
    return _Share(value, float(value), 10.0 ** decimal_exponent(value))


def _matches(
    candidates: list[_Candidate],
    shares: list[_Share],
    bound: str | None,
    reference: float | None,
) -> list[tuple[Decimal, Decimal]]:
    """Return the amounts with percentages that agree with a reference value, but for rounding."""
    if not reference:
        return []
    found: list[tuple[Decimal, Decimal]] = []
    for candidate in candidates:
        expected = candidate.base / reference * 100
        for share in shares:
            if bound == "<":
                agrees = expected <= share.number * (1 + _RELATIVE)
            else:
                slack = share.step * 1.01 + expected * (_RELATIVE + candidate.blur)
                agrees = abs(share.number - expected) <= slack
            if agrees:
                found.append((candidate.value, share.value))
    return found


def _agreeing(case: _Case, table: ReferenceTable) -> list[tuple[Decimal, Decimal]]:
    """Return the amounts with percentages, of those that the print may mean, that agree with the table."""
    claim = case.claim
    if claim.amount is None or claim.percent is None or claim.nutrient is None:
        return []
    return _matches(case.candidates, case.shares, claim.percent.bound, table.groups[0].numbers.get(claim.nutrient))


def _settled(
    case: _Case, verdict: Verdict, table: ReferenceTable | None, printing: _Printing, knowledge: Knowledge
) -> Verdict:
    """Decide between the values of numbers with an ambiguous mark: percentage, IU, the label, the language."""
    amount, percent = verdict.amount, verdict.percent
    if table is not None and amount is not None and percent is not None:
        agreed = _agreeing(case, table)
        if len({a for a, _ in agreed}) == 1 == len({p for _, p in agreed}):
            if len(amount.values) > 1:
                verdict = verdict.noted("decimal-mark-settled-by-percent")
            amount, percent = _with_value(amount, agreed[0][0]), _with_value(percent, agreed[0][1])
            verdict = replace(verdict, amount=amount, percent=percent)
    if verdict.amount is not None and len(verdict.amount.values) > 1:
        value, note = _one_value(verdict.amount, verdict.also, case.claim, printing, knowledge)
        verdict = replace(verdict, amount=_with_value(verdict.amount, value))
        verdict = verdict.noted(note, doubt=note == _UNCLEAR_MARK) if note else verdict
    if verdict.percent is not None and len(verdict.percent.values) > 1:
        value, _ = _one_value(verdict.percent, (), case.claim, printing, knowledge)
        verdict = replace(verdict, percent=_with_value(verdict.percent, value))
    for i, other in enumerate(verdict.also):
        if len(other.values) > 1:
            beside = [q for q in (verdict.amount, *verdict.also) if q is not None and q is not other]
            value, note = _one_value(other, beside, case.claim, printing, knowledge)
            also = (*verdict.also[:i], _with_value(other, value), *verdict.also[i + 1 :])
            verdict = replace(verdict, also=also)
            verdict = verdict.noted(note, doubt=note == _UNCLEAR_MARK) if note else verdict
    return verdict


def _with_value(quantity: Quantity, value: Decimal) -> Quantity:
    return replace(quantity, values=(value,))


def _one_value(
    quantity: Quantity, beside: Sequence[Quantity], claim: Claim, printing: _Printing, knowledge: Knowledge
) -> tuple[Decimal, str]:
    """Return what a number with an ambiguous mark means, and the note that tells what decided; "" for none."""
    thousands, fraction = quantity.values[0], quantity.values[1]
    if claim.nutrient is not None and quantity.unit != "%":
        for partner in beside:
            if len(partner.values) > 1:
                continue
            for value in quantity.values:
                if same_amount(quantity, value, partner, partner.value, claim.nutrient, claim.forms, knowledge) is True:
                    return value, "decimal-mark-settled-by-second-unit"
    # nobody prints three decimals to end in a nought: "1,000 mg" on a Swedish label was copied from an English one
    odd = str(fraction).endswith("0")
    if printing.decimal and not (odd and quantity.mark == printing.decimal):
        return (fraction if quantity.mark == printing.decimal else thousands), ""
    likelier = thousands
    for code in printing.languages[:1]:
        mark, groups = knowledge.numbers[code]
        if quantity.mark in groups and quantity.mark != mark:
            return thousands, ""
        if quantity.mark == mark and not odd:
            likelier = fraction
    return likelier, _UNCLEAR_MARK if quantity.unit != "%" else ""


def _percent_tested(
    case: _Case,
    verdict: Verdict,
    table: ReferenceTable | None,
    tables: Sequence[ReferenceTable],
    likely: Sequence[ReferenceTable],
    elemental: Collection[str | None],
    knowledge: Knowledge,
) -> Verdict:
    """Return the verdict with what the percentage says of the amount; it may be of the ``likely`` tables."""
    claim = case.claim
    home = table.id if table is not None else None
    if claim.amount is None or claim.nutrient is None:
        listed = table is not None and claim.nutrient is not None and claim.nutrient in table.groups[0].values
        return verdict.tested(home if listed else None)
    if claim.amount.bound == "<" and table is not None:
        return verdict.tested(home)
    if claim.role == "compound":
        tested = _compound_tested(case, verdict, tables, knowledge, given=claim.nutrient in elemental)
        return tested if tested.of else tested.tested(home)
    for candidate in likely:
        if _agreeing(case, candidate):
            other = table is not None and candidate is not table
            return verdict.tested(candidate.id, "percent-of-another-reference" if other else "", verified=True)
    listed = any(t.groups[0].values.get(claim.nutrient) for t in ([table] if table is not None else tables[:2]))
    return verdict.tested(home, "percent-disagrees" if listed else "", doubt=listed)


def _one_first(
    table: ReferenceTable | None, tables: Sequence[ReferenceTable], cases: Sequence[_Case], agreeing: Collection[int]
) -> Sequence[ReferenceTable]:
    """Return the tables, the one in use first, and behind it its groups that a column beside is of: children's."""
    if table is None:
        return tables
    groups = [table._replace(groups=(g,)) for t in tables if t.id == table.id for g in t.groups if g != table.groups[0]]
    rest = [c for i, c in enumerate(cases) if i not in agreeing]
    groups = [t for t in groups if sum(bool(_agreeing(c, t)) for c in rest) >= _SEVERAL]
    return [table, *groups, *[other for other in tables if other.id != table.id]]


def _size_tested(case: _Case, verdict: Verdict, home: Mapping[str, float], knowledge: Knowledge) -> Verdict:
    """PrintedBasis an amount that no product holds: a µg printed as mg is a thousand times too much, a mg as µg too little."""
    claim, amount = case.claim, verdict.amount
    if amount is None or claim.nutrient is None:
        return verdict
    if is_of_another_kind(amount.unit, claim.nutrient, knowledge):
        return verdict.noted("unit-implausible", doubt=True)
    reference = home.get(claim.nutrient)
    most = case.candidates[0].base if case.candidates else 0.0
    if amount.high is not None:
        most = base_value(amount, amount.high, claim.nutrient, claim.forms, knowledge) or most
    limit = most_at_once(claim.nutrient, knowledge)
    if limit is not None and most > limit * (_IN_100 if claim.per_100 else 1):
        return verdict.noted("unit-implausible", doubt=True)
    if reference and case.candidates and amount.unit == "µg" and 0 < case.candidates[0].base * _LEAST < reference:
        return verdict.noted("unit-implausibly-small", doubt=True)
    return verdict


def _compound_tested(
    case: _Case, verdict: Verdict, tables: Sequence[ReferenceTable], knowledge: Knowledge, *, given: bool
) -> Verdict:
    """Tell whether the percentage beside a compound counts the amount as that of the nutrient.

    Then it is: "Zinkpicolinat 5 mg (50 %)" is 5 mg of zinc, unless another row has the nutrient ``given``.
    """
    counted = next((t for t in tables if _agreeing(case, t)), None)
    if counted is None:
        return verdict
    forms = case.claim.forms
    # "marint magnesium" tells where the magnesium is from, and names no compound
    named_source = bool(forms) and all(f in knowledge.forms and knowledge.forms[f].trade_name for f in forms)
    if not named_source:
        verdict = verdict.noted("percent-counts-compound")
    if named_source or not given:
        return replace(verdict, role="nutrient", of=counted.id, verified=True)
    return verdict


def _also_tested(claim: Claim, verdict: Verdict, knowledge: Knowledge) -> Verdict:
    """Return the verdict with what the amount's other units say of it."""
    amount = verdict.amount
    if amount is None or claim.nutrient is None:
        return verdict
    for other in verdict.also:
        same = same_amount(amount, amount.value, other, other.value, claim.nutrient, claim.forms, knowledge)
        if same is False:
            units_of = {amount.unit, other.unit}
            if "IU" in units_of:
                verdict = verdict.noted("iu-mass-disagree", doubt=True)
            elif units_of == {"kJ", "kcal"}:
                verdict = verdict.noted("kj-kcal-disagree", doubt=True)
            elif amount.qualifier == other.qualifier:
                # "Magnesium 200 mg (350 mg)": one of them is something else's
                verdict = verdict.noted("two-amounts", doubt=True)
        elif same is True and amount.unit != other.unit:
            verdict = replace(verdict, verified=True)
    return verdict
