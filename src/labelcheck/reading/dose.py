"""The daily dose: how many units an adult is told to take per day."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from labelcheck.knowledge import Word
from labelcheck.model import DailyDose, ServingBasis
from labelcheck.reading.frequency import Clause, how_often
from labelcheck.reading.packs import is_solvent
from labelcheck.reading.places import InOrder
from labelcheck.reading.serving import Mark, Serving
from labelcheck.reading.sheet import Sheet

_CLAUSE: Final = re.compile(
    r"[.!?;\n](?:(?<=[;\n])|(?=\s|$)(?<!(?<![a-z])(?<![a-z]\d)\d\.)(?<!\bkaps\.)(?<!\btabl\.)(?<!\btab\.)(?<!\btbl\.)(?<!\bkap\.)(?<!\bstk\.)(?<!\bst\.)(?<!\bca\.)"
    r"(?<!\brek\.)(?<!\bpr\.)(?<!\bmax\.)(?<!\binkl\.)(?<!\bcaps\.)(?<!\bkpl\.)(?<!\bszt\.))",
    re.IGNORECASE,
)
_AGES: Final = re.compile(r"(?<![\d,.])(\d{1,2})[ ]?(?:-|–|till|til|to|bis|à|do|tot)[ ]?(\d{1,2})[ ]*$")
_BODY: Final = re.compile(r"[ ]*(?:per|/|för varje|pr\.?|je|pro)?[ ]*\d*[ ]?kg\b")
_ADULT: Final = 18
_LONGEST: Final = 2000
_LARGEST: Final = 1000
_FREQUENCY: Final = frozenset({"every", "once", "per_day", "per_week", "every_other_day", "every_third_day"})
_SPELLED: Final = re.compile(r"[^\W\d_]+[ ]?\($")
"""The number in words before the same in digits: "two (2) capsules"."""


class _Candidate(NamedTuple):
    dose: DailyDose
    score: int


def find_dose(sheet: Sheet, servings: InOrder[Serving], marks: InOrder[Mark], size: Serving | None) -> DailyDose | None:
    """Return the dose an adult is told to take, the best supported one; None when the label tells none.

    "do not exceed 6" is no dose, and a child's dose is taken only where the label names no other. Where the
    directions are silent, the number in "Innehåll per dagsdos (2 tabletter)" is the dose.
    """
    candidates: list[_Candidate] = []
    for clause in _clauses(sheet):
        candidates += _clause_doses(sheet, clause, servings, size)
    best = max(candidates, key=lambda c: c.score, default=None)
    daily = next(
        (m for m in marks if m.certain and m.basis.kind == "daily-dose" and m.basis.quantity and m.basis.of), None
    )
    if best is None or best.score <= 0:
        counted = _count_alone(sheet, marks)
        if counted is not None:
            return counted
        return _plain(sheet, daily.basis, daily.start, daily.end) if daily else None
    if daily is not None and daily.basis.quantity and daily.basis.of and _weighs(best.dose, daily.basis, servings):
        # "2 x täglich 1 Messlöffel (5 g)" beside "pro Tagesdosis (10 g)": the panel's own unit
        return replace(best.dose, low=daily.basis.quantity, high=daily.basis.quantity, of=daily.basis.of)
    if best.dose.of == "piece":
        # "2 st dagligen" of what the panel is printed for
        of = {m.basis.of for m in marks if m.certain and m.basis.of not in (None, "gram", "ml", "serving", "piece")}
        return replace(best.dose, of=of.pop() or "piece") if len(of) == 1 else best.dose
    return best.dose


def _count_alone(sheet: Sheet, marks: InOrder[Mark]) -> DailyDose | None:
    """Return the dose of "En om dagen!", where the panel tells one of what."""
    of = next((m.basis.of for m in marks if m.certain and m.basis.of not in (None, "gram", "ml", "serving")), None)
    if of is None:
        return None
    for word in sheet.by_kind.get("per_day", ()):
        zone = sheet.zone_at(word.start)
        if zone is not None and zone.kind in ("ingredients", "footnote"):
            continue
        line = sheet.line_at(word.start)
        spelled = next((w for w in line.words if "number" in w.meanings and sheet.low[w.end : word.start] == " "), None)
        match = re.search(r"(?<![\w.,])(\d{1,2})[ ]?/?[ ]?$", sheet.low[line.start : word.start])
        count = Decimal(spelled.meanings["number"]) if spelled else Decimal(match.group(1)) if match else None
        if count:
            start = spelled.start if spelled else line.start + (match.start(1) if match else 0)
            return _plain(sheet, ServingBasis("daily-dose", count, of), start, word.end)
    return None


def _weighs(dose: DailyDose, basis: ServingBasis, servings: InOrder[Serving]) -> bool:
    """Whether the panel states the same dose by weight or volume."""
    return (
        dose.of != basis.of
        and dose.low == dose.high
        and any(
            s.weight is not None
            and s.of == dose.of
            and s.weight[1] == basis.of
            and s.weight[0] * dose.high == basis.quantity
            for s in servings
        )
    )


def _plain(sheet: Sheet, basis: ServingBasis, start: int, end: int) -> DailyDose:
    quantity = basis.quantity or Decimal(1)
    return DailyDose(quantity, quantity, basis.of or "serving", sheet.clean[start:end], sheet.text.place(start, end))


def _clauses(sheet: Sheet) -> list[Clause]:
    clauses = []
    start = 0
    telling = sorted(w.start for kind in _DOSE_WORDS for w in sheet.by_kind.get(kind, ()))
    directions = [z for z in sheet.zones if z.kind == "directions"]
    first, last = min((z.start for z in directions), default=0), max((z.end for z in directions), default=0)
    upcoming = 0
    for stop in _stops(sheet.clean):
        if stop > start:
            before, upcoming = upcoming, bisect_left(telling, stop, upcoming)
            told = upcoming > before
            near = first < stop and start < last
            heading = near and (_heading_before(sheet, start) or _heading_before(sheet, stop - 1))
            if told or heading:
                words = sheet.words_between(start, stop)
                zone = sheet.zone_at(words[-1].start if words else start)
                if zone is None or zone.kind not in ("ingredients", "footnote"):
                    kinds = frozenset(k for w in words for k in w.meanings)
                    clauses.append(Clause(start, stop, words, kinds, heading))
        start = stop
    return clauses


def _stops(clean: str) -> Iterator[int]:
    """Return where clauses end; what runs on for pages is cut, as no directions do."""
    last = 0
    for stop in [*[m.end() for m in _CLAUSE.finditer(clean)], len(clean)]:
        while stop - last > _LONGEST:
            last = clean.rfind(" ", last, last + _LONGEST) + 1 or last + _LONGEST
            yield last
        yield stop
        last = stop


_DOSE_WORDS: Final = frozenset(
    {"per_day", "per_week", "times", "twice", "thrice", "every_other_day", "every_third_day", "daily_dose",
     "directions_heading", "take", "once", "every", "adults", "children", "years", "time_of_day"}
)  # fmt: skip


def _heading_before(sheet: Sheet, start: int) -> bool:
    zone = sheet.zone_at(start)
    return zone is not None and zone.kind == "directions"


def _clause_doses(sheet: Sheet, clause: Clause, servings: InOrder[Serving], size: Serving | None) -> list[_Candidate]:
    found = []
    exceed = next((w.start for w in clause.words if "exceed" in w.meanings), None)
    here = InOrder(servings.between(clause.start, clause.end))
    weighed = clause.start
    for serving in here:
        if serving.start < weighed or (not serving.counted and serving.of == "serving"):
            continue
        if _tells_content(clause, serving, here):
            continue
        if serving.weight is not None:
            weighed = serving.end
        score = _score(sheet, clause, serving, exceed)
        if score <= 0:
            continue
        dose = _dose(sheet, clause, serving, here, size)
        if dose is not None:
            found.append(_Candidate(dose, score))
    return found


def _tells_content(clause: Clause, serving: Serving, servings: InOrder[Serving]) -> bool:
    """Whether a serving is what amounts are told for and another the dose: "2 tabletter ger 375 mg, ta 1 tablett dagligen"."""
    after = next((w for w in clause.words if w.start >= serving.end), None)
    if after is None or "contains" not in after.meanings or after.start - serving.end > 2:
        return False
    other = next((s for s in servings if s.counted and s.of == serving.of and s.start >= after.end), None)
    if other is None:
        return False
    between = (w for w in clause.words if after.end <= w.start < other.start)
    return all(_FREQUENCY.isdisjoint(w.meanings) for w in between)


def _score(sheet: Sheet, clause: Clause, serving: Serving, exceed: int | None) -> int:
    kinds = clause.kinds
    if exceed is not None and exceed < serving.start:
        return 0
    score = 0
    before = [w for w in clause.words if w.end <= serving.start]
    after = [w for w in clause.words if w.start >= serving.end]
    near_after = {k for w in after if w.start - serving.end < 70 for k in w.meanings}
    near_before = {k for w in before if serving.start - w.end < 45 for k in w.meanings}
    bracketed = _behind_bracket(sheet.low, serving.start)
    last = before[-1] if before else None
    gap = sheet.low[last.end : serving.start].strip() if last else "-"
    frequency = _FREQUENCY
    if last is not None and "per" in last.meanings and not gap and not near_before & {"twice", "thrice"}:
        return 0
    if near_after & frequency or (near_before & frequency and not near_after & {"contains"}):
        score += 4
    if near_after & {"twice", "thrice", "times"}:
        score += 3
    elif after and "time_of_day" in after[0].meanings and not sheet.low[serving.end : after[0].start].strip():
        score += 2
    if clause.heading or "directions_heading" in near_before:
        score += 3
    if "daily_dose" in near_before:
        colon = ":" in sheet.low[max(clause.start, serving.start - 30) : serving.start]
        score += 3 if colon or not near_after & {"contains"} else 1
    if "take" in near_before or "take" in near_after:
        score += 2
    if after and "daily_dose" in after[0].meanings and not sheet.low[serving.end : after[0].start].strip(" (=,"):
        score += 2
    if _is_one_dose(after, serving):
        score += 4
    if not serving.counted:
        score -= 3
        if not near_before & {"take"} or not (near_after | near_before) & frequency:
            return 0
    if "servings_per_container" in kinds or "serving_size" in near_before:
        return 0
    following = sheet.low[serving.end : serving.end + 24]
    if after and "contains" in after[0].meanings and after[0].start - serving.end < 20 and not near_after & frequency:
        score -= 3 if "daily_dose" not in near_before else 0
    if _BODY.match(following):
        return 0
    if serving.of in ("gram", "ml") and last is not None and _is_amount(sheet, serving, last, after):
        return 0
    told = frequency | {"twice", "thrice", "time_of_day"}
    if serving.of in ("gram", "ml") and not (near_after & told or "daily_dose" in near_before or clause.heading):
        return 0
    if bracketed and not re.match(r"\s*(?:per|om|a|/)", following) and score > 1:
        score -= 1
    if serving.of in ("gram", "ml") and is_solvent(sheet, serving):
        return 0
    if _for_children(sheet, clause, serving):
        score -= 6
        score = max(score, 1) if score > -4 else 0
    elif "adults" in near_before:
        score += 2
    return score


def _is_amount(sheet: Sheet, serving: Serving, last: Word, after: list[Word]) -> bool:
    """Whether grams are what a dose holds and not the dose: "4 tabletter ger 4 g BCAA: L-leucin 2 g"."""
    gap = sheet.low[last.end : serving.start].strip()
    if "contains" in last.meanings:
        return not gap
    if serving.of != "gram" or "nutrient" not in last.meanings or gap.strip(":"):
        return False
    if not after or _FREQUENCY.isdisjoint(after[0].meanings):
        return True
    return bool(sheet.low[serving.end : after[0].start].strip(" /"))


def _is_one_dose(after: list[Word], serving: Serving) -> bool:
    """Whether a serving is told to be the day's dose: "5 droppar motsvarar en dagsdos"."""
    if not after or "equals" not in after[0].meanings or after[0].start - serving.end > 2:
        return False
    said = next((w for w in after[1:] if "number" not in w.meanings), None)
    return said is not None and "daily_dose" in said.meanings and said.start - after[0].end < 12


def _behind_bracket(low: str, at: int) -> bool:
    while at and low[at - 1].isspace():
        at -= 1
    return low[at - 1 : at] == "("


def _for_children(sheet: Sheet, clause: Clause, serving: Serving) -> bool:
    """Whether the dose is one for children: "Barn 4–10 år: 1 tablett"."""
    children = [w for w in clause.words if "children" in w.meanings and w.end <= serving.start]
    adults = [w for w in clause.words if "adults" in w.meanings and w.end <= serving.start]
    if not children:
        span = _AGES.search(_before_years(sheet, clause, serving))
        return span is not None and int(span[2]) < _ADULT and not adults
    if adults and sheet.low[min(adults[-1].end, children[-1].end) : serving.start].count(":") <= 1:
        between = sheet.low[adults[-1].end : children[-1].start] if adults[-1].end <= children[-1].start else ""
        if adults[-1].end > children[-1].end or len(between) < 25:
            return False
    ages = [int(a) for a in re.findall(r"\d{1,2}", sheet.low[children[-1].end : serving.start])]
    return not ages or max(ages) < _ADULT


def _before_years(sheet: Sheet, clause: Clause, serving: Serving) -> str:
    """Return the text that ends where "år" stands before a serving: "1–3 år: 5 ml"."""
    years = [w for w in clause.words if "years" in w.meanings and w.end <= serving.start]
    return sheet.low[clause.start : years[-1].start] if years else ""


def _dose(
    sheet: Sheet, clause: Clause, serving: Serving, servings: InOrder[Serving], size: Serving | None
) -> DailyDose | None:
    taken = how_often(sheet, clause, serving, servings)
    low, high, of = taken.low / taken.interval, taken.high / taken.interval, serving.of
    if of == "serving" and size is not None and size.of != "serving":
        low, high, of = low * size.high, high * size.high, size.of
    if not 0 < high <= _LARGEST:
        return None
    spelled = _SPELLED.search(sheet.clean, max(0, taken.start - 20), taken.start)
    start = spelled.start() if spelled else taken.start
    text = " ".join(sheet.clean[start : taken.end].split())
    place = sheet.text.place(start, taken.end)
    children = _for_children(sheet, clause, serving)
    return DailyDose(low, high, of, text, place, taken.interval, taken.intakes, children)
