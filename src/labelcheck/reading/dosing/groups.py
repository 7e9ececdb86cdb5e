"""For whom a dose is told: ages, weights and named groups, and how they join."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.model import Bounds, ForWhom
from labelcheck.reading.dosing.phrases import Tokens, of_kind, phrase
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

ADULT: Final = Decimal(18)
_TEENS: Final = Decimal(11)
_OLDEST: Final = 120
_PAIR: Final = 2
_MONTHS: Final = 12
_WEEKS: Final = 52
CHILDREN: Final = ForWhom(age=Bounds(None, ADULT, "a"))
_NAMED: Final = {
    "adults": ForWhom(age=Bounds(ADULT, None, "a")),
    "children": CHILDREN,
    "infants": ForWhom(age=Bounds(None, Decimal(2), "a")),
    "teenagers": ForWhom(age=Bounds(_TEENS, ADULT, "a")),
    "seniors": ForWhom(age=Bounds(Decimal(65), None, "a")),
    "women": ForWhom(sex="female"),
    "men": ForWhom(sex="male"),
    "pregnant": ForWhom(pregnant=True),
    "lactating": ForWhom(lactating=True),
    "athletes": ForWhom(activity="athlete"),
    "others": ForWhom(),
    "training": ForWhom(activity="training"),
    "rest": ForWhom(activity="rest"),
}
"""What a group's name tells. Those under 18 are children, as the Convention on the Rights of the Child has it."""


def age(tokens: Tokens, *, in_months: bool = False) -> Token | None:
    """Return "4–10 years", "from 11 years", "under 12" as a group, or None where no age is meant.

    ``in_months`` where the place in the sentence lets months be an age; else they are how long something is taken.
    """
    number = next(t for t in tokens if t.kind == K.NUMBER)
    units = [t for t in tokens if t.kind in (D.YEARS, K.PERIOD)]
    kinds = {t.kind for t in tokens}
    if any(t.kind == K.PERIOD and t.name not in (("mo", "wk") if in_months else ("a",)) for t in units):
        return None
    if any(t.name == "wk" for t in units if t.kind == K.PERIOD):
        low, high = (round(b * _MONTHS / _WEEKS, 1) for b in (number.low, number.high))
        number = number._replace(low=low, high=high)
    above = bool(kinds & {D.FROM, D.OVER, D.OLDER, D.AND}) and number.low == number.high
    below = bool(kinds & {D.UNDER, D.TO, D.AT_MOST}) and not above
    ranged = number.low < number.high
    told = bool({D.YEARS} & kinds) or ranged or above or below or not units
    if number.high > _OLDEST or not told:
        return None
    if in_months and not (ranged or above or below):
        return None
    unit = "mo" if in_months else "a"
    if above:
        bounds = Bounds(number.low, None, unit)
    elif below:
        bounds = Bounds(None, number.high, unit)
    else:
        bounds = Bounds(number.low, number.high, unit)
    return phrase(K.GROUP, tokens, whom=ForWhom(age=bounds), name="age")


def aged_between(tokens: Tokens) -> Token | None:
    """Return "ages 2–3" as a group; None for a single number, which may count something else."""
    number = next(t for t in tokens if t.kind == K.NUMBER)
    return age(tokens) if number.low < number.high else None


def ages(tokens: Tokens) -> Token | None:
    """Return "from 4 weeks to 6 months", "6 months–3 years" as a group: two ages, each with its unit."""
    bounds: list[Decimal] = []
    for number, unit in zip(
        (t for t in tokens if t.kind == K.NUMBER), (t for t in tokens if t.kind in (D.YEARS, K.PERIOD)), strict=True
    ):
        months_ = {"wk": Decimal(_MONTHS) / _WEEKS, "mo": Decimal(1), "a": Decimal(_MONTHS)}.get(unit.name or "a")
        if months_ is None or number.low != number.high:
            return None
        bounds.append(round(number.low * months_, 1))
    low, high = bounds
    if not low < high <= _OLDEST * _MONTHS:
        return None
    return phrase(K.GROUP, tokens, whom=ForWhom(age=Bounds(low, high, "mo")), name="age")


def months(tokens: Tokens) -> Token | None:
    """Return "6–12 months" as a group, where the place in the sentence lets months be an age."""
    return age(tokens, in_months=True)


def weight(tokens: Tokens) -> Token | None:
    """Return "over 60 kg", "60–80 kg" as a group."""
    number = next(t for t in tokens if t.kind == K.NUMBER)
    kinds = {t.kind for t in tokens}
    if kinds & {D.OVER, D.FROM, D.OLDER}:
        bounds = Bounds(number.low, None, "kg")
    elif D.UNDER in kinds:
        bounds = Bounds(None, number.high, "kg")
    elif number.low < number.high:
        bounds = Bounds(number.low, number.high, "kg")
    else:
        return None
    return phrase(K.GROUP, tokens, whom=ForWhom(weight_kg=bounds), name="weight")


def group(tokens: Tokens) -> Token | None:
    """Return one group of several: "adults and children over 12 years", "children (4–10 years)"."""
    members = [t for t in tokens if t.kind == K.GROUP]
    whole: ForWhom | None = None
    united = False
    before = ""
    for token in tokens:
        if token.kind in (D.AND, D.OR, K.COMMA, K.SLASH):
            united = True
            before = "," if token.kind == K.COMMA else ""
        if token.kind != K.GROUP:
            continue
        own = token.whom if token.whom is not None else _NAMED[token.name]
        if token.name == "age" and before == "," and len(members) == _PAIR and members[0].name != "age":
            united = False  # "kids, ages 3+"
        if whole is None:
            whole = own
        elif united and own != whole:
            whole = _either(whole, own)
        else:
            whole = both(whole, own)
        united = False
    return phrase(K.GROUP, tokens, whom=whole, name=members[0].name)


def training(tokens: Tokens) -> Token | None:
    """Read "when training: 4 tablets": the dose of a day with exercise."""
    return phrase(K.GROUP, tokens, name="training", whom=ForWhom(activity="training"))


def per_body(tokens: Tokens) -> Token | None:
    """Read "per 10 kg body weight"."""
    number = next(iter(of_kind(tokens, K.NUMBER)), None)
    value = number.low if number is not None else Decimal(1)
    return phrase(K.PER_BODY, tokens, low=value, high=value)


def both(one: ForWhom, other: ForWhom) -> ForWhom:
    """Return who is of both groups: "children" and "4–10 years"; the narrower age counts."""
    age_ = one.age if other.age is None else other.age if one.age is None else _narrowed(one.age, other.age)
    return ForWhom(
        age_,
        one.sex or other.sex,
        one.pregnant or other.pregnant,
        one.lactating or other.lactating,
        one.weight_kg or other.weight_kg,
        one.activity or other.activity,
    )


def _narrowed(one: Bounds, other: Bounds) -> Bounds:
    if one.unit != other.unit:
        one, other = _in_months(one), _in_months(other)
    low = max((b for b in (one.low, other.low) if b is not None), default=None)
    if low == ADULT and other.low is not None and other.low < ADULT:
        low = other.low  # "adults from 15 years"
    high = min((b for b in (one.high, other.high) if b is not None), default=None)
    if low is not None and high is not None and high < low:
        return other
    return Bounds(low, high, one.unit)


def _in_months(age_: Bounds) -> Bounds:
    if age_.unit == "mo":
        return age_
    low, high = (None if b is None else b * _MONTHS for b in (age_.low, age_.high))
    return Bounds(low, high, "mo")


def is_child(whom: ForWhom | None) -> bool:
    """Whether a group has no grown-ups in it."""
    high = None if whom is None or whom.age is None else years(whom.age)[1]
    return high is not None and high <= ADULT


def is_of_days(whom: ForWhom | None) -> bool:
    """Whether a group is one of days and no people: "on training days and rest days alike"."""
    return whom is not None and replace(whom, activity=None) == ForWhom()


def from_months(whom: ForWhom | None) -> bool:
    """Whether a group is everybody from an age in months on."""
    return whom is not None and whom.age is not None and whom.age.unit == "mo" and whom.age.high is None


def _either(one: ForWhom, other: ForWhom) -> ForWhom:
    """Return who is of one of two groups: adults, and children over 12."""
    if one.sex and other.sex and one.sex != other.sex:
        return replace(one, sex=None)
    if (one.pregnant or one.lactating) and (other.pregnant or other.lactating):
        return replace(one, pregnant=one.pregnant or other.pregnant, lactating=one.lactating or other.lactating)
    if one.age is not None and other.age is not None:
        first, second = (years(b) for b in (one.age, other.age))
        low = None if first[0] is None or second[0] is None else min(first[0], second[0])
        high = None if first[1] is None or second[1] is None else max(first[1], second[1])
        if low is not None and second[0] is not None and second[0] < ADULT and other.age.high == ADULT:
            low = second[0]
        return ForWhom(age=Bounds(low, high, "a"))
    if one.age is not None or other.age is not None:
        # "adults and pregnant women": all of the wider group
        return one if one.age is not None and one.age.high is None else other
    return replace(one, activity=None) if one.activity != other.activity else one


def years(bounds: Bounds) -> tuple[Decimal | None, Decimal | None]:
    """Return both ends of an age in years."""
    if bounds.unit == "a":
        return bounds.low, bounds.high
    low, high = (None if b is None else b / _MONTHS for b in (bounds.low, bounds.high))
    return low, high
