"""The one line on top: above a level, something to look out for, nothing found, or that it cannot be told.

It comes from findings of concern "health" alone. That nothing was found is said only where every amount per day is
sure, the dose is the person's, and nothing on the label is left that could change it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from labelcheck.knowledge.printing import OUTPUT_LANGUAGES, OutputLanguage, quantity_text, rounded
from labelcheck.model import Conclusion, Person, Reading
from labelcheck.rules.audience import ADULT_FROM
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import ReferenceLimit
from labelcheck.rules.outcome import Quantity
from labelcheck.rules.telling import GRAVE, RANK, Told

_COMPARE: Final = frozenset(
    {"intake-above", "single-intake-above", "any-nutrient-above", "child-group-above", "extract-share"}
)
_UNTOLD: Final = "amount-untold"
_LAW: Final = frozenset({"law", "authority"})
_MOST: Final = 3
_UNCOUNTED: Final = frozenset({"macronutrient"})
_TWO_DOSES: Final = "doses-disagree"
_AT_ODDS: Final = frozenset(
    {
        "percent-disagrees", "iu-mass-disagree", "rows-disagree", "panels-disagree", "columns-disagree", "name-disagrees",
        "dose-and-panel-disagree",
    }
)  # fmt: skip
"""Notes on figures that cannot all be right, whoever made the mistake."""
_TEXTS: Final[dict[OutputLanguage, dict[str, str]]] = {
    "sv": {
        "above": "Över gränsen: {what}.",
        "above_high": "Över gränsen vid den högsta dosen: {what}.",
        "above_child": "Över gränsen för barn, som etiketten också har en dos för: {what}.",
        "figure": "{nutrient} {intake} per dag (högst {limit} enligt {who})",
        "figure_plain": "{nutrient} {intake} per dag (gränsen är {limit})",
        "figure_once": "{nutrient} {intake} på en gång (gränsen är {limit})",
        "adults_level": " för vuxna",
        "look": "Se upp: {what}.",
        "looks": "Se upp med {count} saker: {what}.",
        "avoid": "Avstå: {what}.",
        "nothing": "Inget över någon gräns hittades{whom}.",
        "nothing_else": "Inget över någon gräns hittades{whom}, utöver det som projektet har godkänt.",
        "nothing_but": "Inget över någon övre gräns hittades{whom}, men mer än landets riktvärde ({names}).",
        "cannot": "Kan inte avgöras: {what}.",
        "adult": " för en frisk vuxen",
        "and": "och",
        "more": "med mera",
        "EFSA": "EFSA", "NASEM": "USA:s nivå",
        "no-panel": "ingen innehållstabell hittades",
        "no-dose": "etiketten anger ingen dagsdos",
        "dose": "doseringen är osäkert läst",
        "two-doses": "etiketten anger två doseringar som inte stämmer överens",
        "children": "doseringen gäller barn",
        "adults": "etiketten anger ingen dos för barn",
        "child-age": "barnets ålder behövs",
        "doubtful": "osäker mängd ({names})",
        "at-odds": "uppgifterna på etiketten går inte ihop ({names})",
        "missing": "mängden per dag kan inte räknas ut ({names})",
        "untold": "etiketten anger inte mängden {names}",
        "unknown": "{names} känns inte igen",
        "nameless": "en mängd på etiketten hör inte till något känt ämne",
        "skin": "produkten är för huden",
        "open": "{what}",
    },
    "en": {
        "above": "Above the level: {what}.",
        "above_high": "Above the level at the highest dose: {what}.",
        "above_child": "Above the level for children, for whom the label has a dose too: {what}.",
        "figure": "{nutrient} {intake} a day (at most {limit} according to {who})",
        "figure_plain": "{nutrient} {intake} a day (the level is {limit})",
        "figure_once": "{nutrient} {intake} at once (the level is {limit})",
        "adults_level": " for adults",
        "look": "Look out: {what}.",
        "looks": "Look out for {count} things: {what}.",
        "avoid": "Do not take: {what}.",
        "nothing": "Nothing above any level was found{whom}.",
        "nothing_else": "Nothing above any level was found{whom} but what the project has waived.",
        "nothing_but": "Nothing above any upper level was found{whom}, but more than the country's guidance value ({names}).",
        "cannot": "Cannot be told: {what}.",
        "adult": " for a healthy adult",
        "and": "and",
        "more": "and more",
        "EFSA": "EFSA", "NASEM": "the US level",
        "no-panel": "no panel of amounts was found",
        "no-dose": "the label gives no daily dose",
        "dose": "the directions were not read with certainty",
        "two-doses": "the label gives two doses that do not agree",
        "children": "the directions are for children",
        "adults": "the label gives no dose for children",
        "child-age": "the child's age is needed",
        "doubtful": "an uncertain amount ({names})",
        "at-odds": "the figures on the label do not agree ({names})",
        "missing": "the amount a day cannot be worked out ({names})",
        "untold": "the label does not tell the amount of {names}",
        "unknown": "{names} is not known here",
        "nameless": "an amount on the label belongs to no known substance",
        "skin": "the product is for the skin",
        "open": "{what}",
    },
}  # fmt: skip


def conclusion(told: Sequence[Told], facts: Facts, waived: frozenset[str] = frozenset()) -> Conclusion:
    """Return the one line that findings come to; the rules whose findings are ``waived`` bear nothing on it."""
    concerned = [t for t in told if t.finding.concern == "health"]
    health = [t for t in concerned if t.rule.id not in waived]
    violated = [t for t in health if t.finding.verdict == "violated"]
    above = [t for t in violated if t.finding.severity in GRAVE and _is_level(t, facts)]
    if above:
        # what the law prohibits is not hidden by an amount
        banned = [t for t in violated if t.finding.severity == "error" and t not in above]
        said = _each(lambda c: " ".join([*([_look(banned, facts, c)] if banned else []), _above(above, facts, c)]))
        return Conclusion("above-level", said, _rules([*banned, *above]))
    untold = [t for t in violated if any(c.kind == _UNTOLD for c in _conditions(t.level.when))]
    look = [t for t in violated if _looked_at(t) and t.finding.covered_by is None and t not in untold]
    if look:
        return Conclusion("look-out", _each(lambda c: _look(look, facts, c)), _rules(look))
    unsettled = [t for t in health if t.finding.verdict == "undetermined" and t.finding.covered_by is None]
    reasons = list(_reasons(facts, untold)) or [("open", _titles(unsettled))] * bool(unsettled)
    if reasons:
        return Conclusion("cannot-tell", _each(lambda c: _cannot(reasons, c)), _rules([*untold, *unsettled]))
    out = any(t.finding.verdict == "violated" and _looked_at(t) for t in concerned if t.rule.id in waived)
    guided = _guided(t for t in violated if not _looked_at(t))
    return Conclusion("nothing-found", _each(lambda c: _nothing(facts, c, guided, waived=out)))


def _looked_at(told: Told) -> bool:
    return RANK[told.finding.severity] <= RANK["notice"]


def _each(said: Any) -> dict[str, str]:  # noqa: ANN401
    return {c: said(c) for c in OUTPUT_LANGUAGES}


def _rules(told: Sequence[Told]) -> tuple[str, ...]:
    return tuple(t.rule.id for t in told)


def _is_level(told: Told, facts: Facts) -> bool:
    """Whether a finding says that an amount is above a level, of a table or written out by law or an authority."""
    level = told.level
    written = level.severity in ("error", "warning") and level.basis in _LAW
    return any(_compares(c, facts, written=written) for c in _conditions(level.when))


def _compares(condition: Any, facts: Facts, *, written: bool) -> bool:  # noqa: ANN401
    if condition.kind not in _COMPARE:
        return False
    if condition.kind in ("any-nutrient-above", "child-group-above"):
        return not condition.references or all(_of_levels(r, facts) for r in condition.references)
    limit = condition.limit
    return _of_levels(limit.reference, facts) if isinstance(limit, ReferenceLimit) else written


def _of_levels(reference: str, facts: Facts) -> bool:
    """Whether a table's figures are levels here: what one other country alone allows is worth a look, no level."""
    table = facts.knowledge.references[reference]
    foreign = len(table.markets) == 1 and facts.market not in table.markets
    return table.kind == "upper-level" and not foreign


def _conditions(when: Any) -> Iterator[Any]:  # noqa: ANN401
    if when.kind in ("all", "any"):
        for part in when.of:
            yield from _conditions(part)
    else:
        yield when


def _above(above: Sequence[Told], facts: Facts, language: OutputLanguage) -> str:
    texts = _TEXTS[language]
    # one that can tell how much and whose level it is, if any does
    first = min(above, key=lambda t: (-_figures_in(t), t.finding.covered_by is not None))
    nutrients = tuple(dict.fromkeys(n for t in above for n in _counted(t)))
    what = _listed([facts.knowledge.names[language].get(n, n) for n in nutrients], language)
    if _figures_in(first) and len(first.finding.nutrients) == 1 and set(nutrients) == set(_counted(first)):
        what = _figure(first, what, language)
    if all(getattr(t.level.when, "kind", "") == "child-group-above" for t in above):
        return texts["above_child"].format(what=what)
    said = "above_high" if all(t.outcome.at_highest for t in above) else "above"
    return texts[said].format(what=what)


def _counted(told: Told) -> tuple[str, ...]:
    """Return the nutrients of a finding with those that its level counts together with them: EPA and DHA."""
    together = (n for c in _conditions(told.level.when) for n in getattr(c, "plus", ()))
    return (*told.finding.nutrients, *together)


def _figures_in(told: Told) -> int:
    """Return 2 where a finding tells how much, what the level is and whose, 1 where it tells how much, 0 for neither."""
    values = told.outcome.values
    if not all(isinstance(values.get(k), Quantity) for k in ("intake", "limit")):
        return 0
    return 2 if _who(str(values.get("table", "")), OUTPUT_LANGUAGES[0]) else 1


def _figure(told: Told, nutrient: str, language: OutputLanguage) -> str:
    texts, values = _TEXTS[language], told.outcome.values
    shown = {k: _quantity(values[k], language) for k in ("intake", "limit")}
    if told.outcome.instead_of is not None:
        shown["limit"] += texts["adults_level"]
    who = _who(str(values.get("table", "")), language)
    once = any(c.kind == "single-intake-above" for c in _conditions(told.level.when))
    said = "figure_once" if once else "figure" if who else "figure_plain"
    return texts[said].format(nutrient=nutrient, who=who, **shown)


def _who(table: str, language: OutputLanguage) -> str:
    """Return whose level a table holds, in a word: of the two that every market has."""
    return _TEXTS[language]["NASEM" if table.startswith("nasem") else "EFSA"] if table[:4] in ("efsa", "nase") else ""


def _quantity(quantity: Quantity, language: OutputLanguage) -> str:
    return quantity_text(rounded(quantity.value, estimated=quantity.estimated), quantity.unit, language)


def _look(look: Sequence[Told], facts: Facts, language: OutputLanguage) -> str:
    titles = list(dict.fromkeys(_title(t, facts, language) for t in look))
    texts = _TEXTS[language]
    shown = "; ".join(titles[:_MOST]) + ("; …" if len(titles) > _MOST else "")
    # what the law prohibits is an error, and comes first
    said = "avoid" if any(t.finding.severity == "error" for t in look) else "look" if len(titles) == 1 else "looks"
    return texts[said].format(count=len(titles), what=shown)


def _title(told: Told, facts: Facts, language: OutputLanguage) -> str:
    """Return a finding's title with what it is of, where the title cannot tell: "Novel food (CBD)"."""
    title = told.level.title[language]
    kinds = {c.kind for c in _conditions(told.level.when)}
    if "listed-substance" in kinds:
        return f"{title} ({told.outcome.values['list'][language]})"
    if "any-nutrient-above" in kinds and told.finding.nutrients:
        return f"{title} ({_names(told.finding.nutrients, facts)[language]})"
    return title


def _titles(told: Sequence[Told]) -> dict[str, str]:
    return {c: "; ".join(dict.fromkeys(t.level.title[c] for t in told[:_MOST])) for c in OUTPUT_LANGUAGES}


def _nothing(facts: Facts, language: OutputLanguage, guided: Sequence[str], *, waived: bool) -> str:
    texts = _TEXTS[language]
    whom = texts["adult"] if facts.person == _ADULT else ""
    if guided and not waived:
        names = [facts.knowledge.names[language].get(n, n) for n in guided]
        return texts["nothing_but"].format(whom=whom, names=_listed(names, language))
    return texts["nothing_else" if waived else "nothing"].format(whom=whom)


def _guided(told: Iterable[Told]) -> tuple[str, ...]:
    """Return the nutrients of which there is more than the market's own guidance, no level, gives."""
    own = (
        t for t in told if any(c.kind == "any-nutrient-above" and not c.references for c in _conditions(t.level.when))
    )
    return tuple(dict.fromkeys(n for t in own for n in t.finding.nutrients))


_ADULT: Final = Person()


def _cannot(reasons: Sequence[tuple[str, Any]], language: OutputLanguage) -> str:
    texts = _TEXTS[language]
    said = []
    for code, names in reasons[:2]:
        shown = names[language] if isinstance(names, dict) else ""
        said.append(texts[code].format(names=shown, what=shown))
    return texts["cannot"].format(what="; ".join(said))


def _reasons(facts: Facts, untold: Sequence[Told]) -> Iterator[tuple[str, Any]]:
    """Yield what keeps a label without findings from being called free of them, what matters most first.

    ``untold`` tell of substances that have a level and no amount; the rows that hold them need no other reason.
    """
    label = facts.label
    of_untold = tuple(dict.fromkeys(n for t in untold for n in t.finding.nutrients))
    if of_untold:
        yield "untold", _names(of_untold, facts)
    if not label.readings:
        yield "no-panel", None
        return
    if facts.topical:
        yield "skin", None
    if facts.assumed == "any-child":
        yield "child-age", None
    missing = _missing(facts, of_untold)
    dose = _dose_reason(facts, missing=bool(missing))
    if dose:
        yield dose, None
    if dose == "no-dose":
        missing = {}
    yield from _doubtful(facts, dose)
    if missing:
        yield "missing", {c: _listed(list(names), c) for c, names in missing.items()}
    holding = {e.place for t in untold for e in t.outcome.evidence}
    strange = [
        r.name
        for r in label.readings
        if r.nutrient is None
        and (r.amount is not None or _is_unread(r))
        and r.role != "part"
        and r.place not in holding
    ]
    if strange:
        yield "unknown", {c: _listed(list(dict.fromkeys(strange)), c) for c in OUTPUT_LANGUAGES}
    if any(d.code == "amount-not-understood" for d in label.diagnostics):
        yield "nameless", None


def _dose_reason(facts: Facts, *, missing: bool) -> str:
    """Return what of a product's dose keeps it from a verdict: none, one in doubt, another group's; "" for nothing."""
    dose = facts.label.daily_dose
    if facts.products > 1:
        return ""
    if dose is None:
        return "no-dose" if missing else ""
    if dose.in_doubt:
        return "two-doses" if _TWO_DOSES in dose.notes else "dose"
    if dose.for_children and facts.person.years >= ADULT_FROM:
        return "children"
    return "adults" if "dose-for-adults" in dose.notes else ""


def _doubtful(facts: Facts, dose: str) -> Iterator[tuple[str, Any]]:
    """Yield the nutrients whose amount is in doubt: where figures do not agree, and other doubt; not the dose's again."""
    nutrients = facts.knowledge.nutrients
    of_dose = frozenset(facts.label.daily_dose.notes) if dose and facts.label.daily_dose is not None else frozenset()
    found: dict[str, list[str]] = {"at-odds": [], "doubtful": []}
    for n, intake in facts.intakes.items():
        if intake.status == "check" and nutrients[n].kind not in _UNCOUNTED and not of_dose.issuperset(intake.notes):
            found["doubtful" if _AT_ODDS.isdisjoint(intake.notes) else "at-odds"].append(n)
    for code, names in found.items():
        if names:
            yield code, _names(names, facts)


def _missing(facts: Facts, told: Collection[str]) -> dict[OutputLanguage, tuple[str, ...]]:
    """Return the names of nutrients that the label declares and no amount per day is known of, but those ``told`` already."""
    nutrients = facts.knowledge.nutrients
    gone = [
        n
        for n, rows in facts.readings.items()
        if n not in facts.intakes
        and n not in told
        and nutrients[n].kind not in _UNCOUNTED
        and any(r.role != "part" and _is_unknown(r) for r in rows)
    ]
    gone += [
        r.nutrient
        for r in facts.label.readings
        if r.nutrient is not None
        and r.nutrient not in (*facts.intakes, *told, *gone)
        and r.role != "part"
        and _is_unread(r)
        and nutrients[r.nutrient].kind not in _UNCOUNTED
    ]
    gone = list(dict.fromkeys(gone))
    return {c: tuple(facts.knowledge.names[c].get(n, n) for n in gone) for c in OUTPUT_LANGUAGES} if gone else {}


def _is_unread(reading: Reading) -> bool:
    """Tell whether something stands where an amount would that is none to be understood: "#N/A", "1.200"."""
    return (
        reading.amount is None
        and reading.percent is None
        and reading.status == "check"
        and "traces" not in reading.notes
    )


def _is_unknown(reading: Reading) -> bool:
    """Whether a row tells neither an amount nor that there is next to none."""
    return "traces" not in reading.notes if reading.amount is None else reading.amount.bound != "<"


def _names(nutrients: Sequence[str], facts: Facts) -> dict[OutputLanguage, str]:
    return {c: _listed([facts.knowledge.names[c].get(n, n) for n in nutrients], c) for c in OUTPUT_LANGUAGES}


def _listed(names: Sequence[str], language: OutputLanguage) -> str:
    texts = _TEXTS[language]
    if len(names) > _MOST:
        return f"{', '.join(names[:_MOST])} {texts['more']}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {texts['and']} {names[-1]}"
