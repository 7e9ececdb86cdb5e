"""The one line on top: above a level, something to look out for, nothing found, or that it cannot be told.

It comes from findings of concern "health" alone. That nothing was found is said only where every amount per day is
sure, the dose is the person's, and nothing on the label is left that could change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
_LAW: Final = frozenset({"law", "authority"})
_MOST: Final = 3
_UNCOUNTED: Final = frozenset({"macronutrient"})
_TEXTS: Final[dict[OutputLanguage, dict[str, str]]] = {
    "sv": {
        "above": "Över gränsen: {what}.",
        "above_high": "Över gränsen vid den högsta dosen: {what}.",
        "above_child": "Över gränsen för barn, som etiketten också har en dos för: {what}.",
        "figure": "{nutrient} {intake} per dag (högst {limit} enligt {who})",
        "adults_level": " för vuxna",
        "look": "Se upp: {what}.",
        "looks": "Se upp med {count} saker: {what}.",
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
        "children": "doseringen gäller barn",
        "adults": "etiketten anger ingen dos för barn",
        "child-age": "barnets ålder behövs",
        "doubtful": "osäker mängd ({names})",
        "missing": "mängden per dag kan inte räknas ut ({names})",
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
        "adults_level": " for adults",
        "look": "Look out: {what}.",
        "looks": "Look out for {count} things: {what}.",
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
        "children": "the directions are for children",
        "adults": "the label gives no dose for children",
        "child-age": "the child's age is needed",
        "doubtful": "an uncertain amount ({names})",
        "missing": "the amount a day cannot be worked out ({names})",
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
        return Conclusion("above-level", _each(lambda c: _above(above, facts, c)), _rules(above))
    look = [t for t in violated if _looked_at(t) and t.finding.covered_by is None]
    if look:
        return Conclusion("look-out", _each(lambda c: _look(look, c)), _rules(look))
    unsettled = [t for t in health if t.finding.verdict == "undetermined" and t.finding.covered_by is None]
    reasons = list(_reasons(facts)) or [("open", _titles(unsettled))] * bool(unsettled)
    if reasons:
        return Conclusion("cannot-tell", _each(lambda c: _cannot(reasons, c)), _rules(unsettled))
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
    nutrients = tuple(dict.fromkeys(n for t in above for n in t.finding.nutrients))
    # one that can tell how much, if any does
    first = min(above, key=lambda t: (not _told_in_figures(t), t.finding.covered_by is not None))
    names = [facts.knowledge.names[language].get(n, n) for n in nutrients]
    intake, limit = (first.outcome.values.get(k) for k in ("intake", "limit"))
    what = _listed(names, language)
    if len(names) == 1 and isinstance(intake, Quantity) and isinstance(limit, Quantity):
        who = _who(str(first.outcome.values.get("table", "")), language)
        shown = {"intake": _quantity(intake, language), "limit": _quantity(limit, language)}
        if first.outcome.instead_of is not None:
            shown["limit"] += texts["adults_level"]
        if who:
            what = texts["figure"].format(nutrient=names[0], who=who, **shown)
    if all(getattr(t.level.when, "kind", "") == "child-group-above" for t in above):
        return texts["above_child"].format(what=what)
    said = "above_high" if all(t.outcome.at_highest for t in above) else "above"
    return texts[said].format(what=what)


def _told_in_figures(told: Told) -> bool:
    values = told.outcome.values
    figures = all(isinstance(values.get(k), Quantity) for k in ("intake", "limit"))
    return figures and bool(_who(str(values.get("table", "")), OUTPUT_LANGUAGES[0]))


def _who(table: str, language: OutputLanguage) -> str:
    """Return whose level a table holds, in a word: of the two that every market has."""
    return _TEXTS[language]["NASEM" if table.startswith("nasem") else "EFSA"] if table[:4] in ("efsa", "nase") else ""


def _quantity(quantity: Quantity, language: OutputLanguage) -> str:
    return quantity_text(rounded(quantity.value, estimated=quantity.estimated), quantity.unit, language)


def _look(look: Sequence[Told], language: OutputLanguage) -> str:
    titles = [t.level.title[language] for t in look]
    texts = _TEXTS[language]
    shown = "; ".join(titles[:_MOST]) + ("; …" if len(titles) > _MOST else "")
    return texts["look" if len(titles) == 1 else "looks"].format(count=len(titles), what=shown)


def _titles(told: Sequence[Told]) -> dict[str, str]:
    return {c: "; ".join(t.level.title[c] for t in told[:_MOST]) for c in OUTPUT_LANGUAGES}


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


def _reasons(facts: Facts) -> Iterator[tuple[str, Any]]:
    """Yield what keeps a label without findings from being called free of them, what matters most first."""
    label = facts.label
    if not label.readings:
        yield "no-panel", None
        return
    if facts.topical:
        yield "skin", None
    if facts.assumed == "any-child":
        yield "child-age", None
    missing = _missing(facts)
    dose = _dose_reason(facts, missing=bool(missing))
    if dose:
        yield dose, None
    if dose == "no-dose":
        missing = {}
    nutrients = facts.knowledge.nutrients
    doubtful = [n for n, i in facts.intakes.items() if i.status == "check" and nutrients[n].kind not in _UNCOUNTED]
    if doubtful:
        yield "doubtful", _names(doubtful, facts)
    if missing:
        yield "missing", {c: _listed(list(names), c) for c, names in missing.items()}
    strange = [r.name for r in label.readings if r.nutrient is None and r.amount is not None and r.role != "part"]
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
        return "dose"
    if dose.for_children and facts.person.years >= ADULT_FROM:
        return "children"
    return "adults" if "dose-for-adults" in dose.notes else ""


def _missing(facts: Facts) -> dict[OutputLanguage, tuple[str, ...]]:
    """Return the names of nutrients that the label declares and no amount per day is known of."""
    nutrients = facts.knowledge.nutrients
    gone = [
        n
        for n, rows in facts.readings.items()
        if n not in facts.intakes
        and nutrients[n].kind not in _UNCOUNTED
        and any(r.role != "part" and _is_unknown(r) for r in rows)
    ]
    return {c: tuple(facts.knowledge.names[c].get(n, n) for n in gone) for c in OUTPUT_LANGUAGES} if gone else {}


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
