"""Text for people: what to look out for first, then the amounts per day. On a terminal with colour and bars."""

from __future__ import annotations

from typing import Final

from rich.text import Text

from labelcheck.knowledge import load
from labelcheck.knowledge.levels import upper_level
from labelcheck.knowledge.printing import OutputLanguage, quantity_text, rounded
from labelcheck.model import Conclusion, Diagnostic, Finding, Intake, Label, Person, Reading, Report, Stack
from labelcheck.render.dosages import counted_text, dosage_lines
from labelcheck.render.groups import grouped
from labelcheck.render.look import PLAIN, STYLES, VERDICTS, Look, bar, columns, drawn, joined, said, width_of, wrapped
from labelcheck.render.notes import NOTES, note_text
from labelcheck.render.people import person_text
from labelcheck.render.phrases import (
    amount_text,
    arithmetic_texts,
    basis_text,
    dose_line,
    form_levels_text,
    intake_text,
    nrv_share,
    percent_text,
    served_text,
    share_text,
)
from labelcheck.render.remarks import left_out_text, own_findings, scope_texts
from labelcheck.render.titles import title_of
from labelcheck.render.wording import BASIS, DISCLAIMER, SEVERITY, TEXTS

_QUIET: Final = frozenset({"decimal-mark-settled-by-percent", "decimal-mark-settled-by-second-unit"})
_CHECK, _ABOVE = "yellow", "red"
_BAR: Final = "cyan"
_RIGHT: Final = frozenset({1, 2, 4})


def report_text(report: Report, language: OutputLanguage, look: Look = PLAIN) -> str:
    """Return a report: product, dose, what is found, what to check, amounts per day, and the disclaimer."""
    label = report.label
    # of a text without a panel "cannot be told" is said by what was not found; a prohibited substance is told on top
    on_top = bool(label.readings) or report.verdict.level != "cannot-tell"
    lines = verdict_lines(report.verdict, language, look) if on_top else []
    lines += _head(label, language, look)
    lines += _person(report, language, look)
    lines += findings_lines(report.findings, language, look)
    lines += _doubts(label, report.intakes, language, look)
    if report.intakes:
        table = _Table(language, look, report.person, report.market)
        table.head("per_day")
        for intake in report.intakes:
            table.intake(intake)
        lines += [Text(), *table.lines(), *_below(report, table, look)]
    else:
        lines += [Text(), *_readings(label, language, look)] if label.readings else []
        told = [line for text in scope_texts(report, language) for line in wrapped(said(text, "dim", look=look), look)]
        lines += [Text(), *told] if told else []
    if label.readings or report.findings:
        lines += [Text(), *wrapped(said(DISCLAIMER[language], "dim", look=look), look)]
    return drawn(lines, look)


def stack_text(stack: Stack, language: OutputLanguage, look: Look = PLAIN) -> str:
    """Return several products taken together: what the rules find on the sums, and who gives what."""
    texts = TEXTS[language]
    lines = verdict_lines(stack.verdict, language, look)
    lines += wrapped(said(texts["of_products"].format(count=len(stack.products)), "bold", look=look), look)
    for one in stack.products:
        lines += wrapped(said(f"- {title_of(one.label)}", look=look), look, first=2, rest=4)
    lines += _person(stack, language, look)
    found = findings_lines(stack.findings, language, look)
    lines += [Text(), said(f"{texts['on_sums']}:", "bold", look=look)]
    lines += found or [said(texts["nothing_found"], look=look)]
    for name, own in own_findings(stack):
        heading = said(f"{texts['on_its_own'].format(product=name)}:", "bold", look=look)
        lines += [Text(), *wrapped(heading, look), *findings_lines(own, language, look)]
    table = _Table(language, look, stack.person, stack.market)
    table.head("together")
    for summed in stack.intakes:
        table.intake(summed.levelled)
        for share in summed.shares if len(stack.products) > 1 else ():
            amount = texts["no_amount"]
            if share.low is not None and share.high is not None:
                amount = share_text(share.low, share.high, summed.intake.unit, language)
            table.under(share.product, amount)
        if "product-without-amount" in summed.intake.notes:
            table.under(f"! {NOTES['product-without-amount'][language]}", "", _CHECK)
    lines += [Text(), *table.lines()]
    told = table.notes()
    if told:
        lines += [Text(), *(piece for text in told for piece in wrapped(said(text, "dim", look=look), look))]
    lines += [Text(), *wrapped(said(DISCLAIMER[language], "dim", look=look), look)]
    return drawn(lines, look)


def label_text(label: Label, language: OutputLanguage, look: Look = PLAIN) -> str:
    """Return what was read, row by row as printed."""
    lines = _head(label, language, look)
    lines += _doubts(label, (), language, look)
    if label.readings:
        lines += [Text(), *_readings(label, language, look)]
    if label.ingredients:
        names = ", ".join(i.name for i in label.ingredients)
        heading = said(f"{TEXTS[language]['ingredients']}: ", "bold", look=look)
        lines += [Text(), *wrapped(joined(heading, said(names, look=look)), look)]
    return drawn(lines, look)


def verdict_lines(verdict: Conclusion, language: OutputLanguage, look: Look) -> list[Text]:
    """Return the one line on top."""
    return wrapped(said(verdict.message(language), VERDICTS[verdict.level], look=look), look, rest=2)


def findings_lines(findings: tuple[Finding, ...], language: OutputLanguage, look: Look) -> list[Text]:
    """Return the findings: what concerns the reader with arithmetic, basis and source, then claims, then label law."""
    groups, texts = grouped(findings), TEXTS[language]
    lines = _told(groups.first, language, look)
    for key, group in (
        ("doseless", groups.doseless), ("claims", groups.claims), ("label_law", groups.label), ("unseen", groups.unseen),
    ):  # fmt: skip
        if group:
            heading = said(f"{texts[key].format(count=len(group))}:", "bold", look=look)
            lines += [Text(), *wrapped(heading, look)]
            lines += _told(group, language, look)[1:] if key == "claims" else []
            lines += [] if key == "claims" else [x for f in group for x in _in_short(f, language, look)]
    return lines


def _in_short(finding: Finding, language: OutputLanguage, look: Look) -> list[Text]:
    """Return a finding on label law: what is wrong, and the rule that tells the rest."""
    sums = "".join(f" {text}" for text in arithmetic_texts(finding, language))
    told = joined(said(f"- {finding.message(language)}{sums}", look=look), said(f" {finding.rule}", "dim", look=look))
    return wrapped(told, look, first=2, rest=4)


def _told(findings: list[Finding], language: OutputLanguage, look: Look) -> list[Text]:
    lines: list[Text] = []
    for finding in findings:
        undecided = finding.verdict == "undetermined"
        word = TEXTS[language]["undecided"].upper() if undecided else SEVERITY[language][finding.severity]
        head = said(f"{word}:", STYLES["open" if undecided else finding.severity], look=look)
        lines += [Text(), *wrapped(joined(head, said(f" {finding.message(language)}", look=look)), look, rest=2)]
        shown = "; ".join(arithmetic_texts(finding, language))
        if shown:
            lines += wrapped(said(shown, look=look), look, first=2)
        lines += wrapped(said(_grounds(finding, language), "dim", look=look), look, first=2)
    return lines


def _grounds(finding: Finding, language: OutputLanguage) -> str:
    sources = finding.sources
    told = ""
    if sources:
        first = sources[0]
        told = ", ".join(str(x) for x in (first.called(language), first.year, first.found_at(language)) if x)
        told += f" (+{len(sources) - 1})" if len(sources) > 1 else ""
    return f"[{BASIS[language][finding.basis]}{': ' if told else ''}{told}] {finding.rule}"


def _head(label: Label, language: OutputLanguage, look: Look) -> list[Text]:
    texts = TEXTS[language]
    lines = wrapped(said(title_of(label), "bold", look=look), look)
    if not label.readings:
        empty = any(d.code == "empty" for d in label.diagnostics)
        return [*lines, *wrapped(said(texts["empty" if empty else "no_panel"], look=look), look)]
    lines += wrapped(said(dose_line(label, language), look=look), look)
    for line in dosage_lines(label, language):
        mark = said(f" ← {counted_text(language)}", "bold", look=look) if line.counted else said("", look=look)
        lines += wrapped(joined(said(line.text, look=look), mark), look, first=2, rest=4)
    served = served_text(label, language)
    return lines + (wrapped(said(served, look=look), look) if served else [])


def _person(whole: Report | Stack, language: OutputLanguage, look: Look) -> list[Text]:
    told = person_text(whole.person, language, whole.whose if isinstance(whole, Report) else "told")
    return wrapped(said(told, look=look), look) if told else []


def _doubts(label: Label, intakes: tuple[Intake, ...], language: OutputLanguage, look: Look) -> list[Text]:
    doubts = []
    explained: set[str] = set()
    for reading in label.readings:
        notes = [n for n in reading.notes if n not in _QUIET]
        if reading.status == "check" and notes:
            told = "; ".join(note_text(n, language) for n in notes)
            doubts.append(f"{reading.name} {amount_text(reading, language)}: {told}")
            explained.add(reading.nutrient or "")
    names = load().names[language]
    for intake in intakes:
        if intake.status == "check" and intake.nutrient not in explained:
            name = names.get(intake.nutrient, intake.nutrient)
            told = "; ".join(note_text(n, language) for n in intake.notes if n not in _QUIET)
            doubts.append(f"{name[:1].upper()}{name[1:]}: {told}")
    doubts += [_diagnostic(d, label, language) for d in label.diagnostics if d.code == "amount-not-understood"]
    if not doubts:
        return []
    lines = [Text(), said(f"{TEXTS[language]['notes']}:", "bold", look=look)]
    for doubt in doubts:
        mark = said("! ", f"bold {_CHECK}", look=look)
        lines += wrapped(joined(mark, said(doubt, look=look)), look, first=2, rest=4)
    return lines


def _diagnostic(diagnostic: Diagnostic, label: Label, language: OutputLanguage) -> str:
    shown = diagnostic.message
    if diagnostic.place is not None:
        start, end = diagnostic.place.span
        shown = " ".join(label.printed[start:end].split())
    return TEXTS[language]["nameless"].format(amount=shown)


def _below(report: Report, table: _Table, look: Look) -> list[Text]:
    """Return what the table leaves out, and which reference its percentages and the label's are of."""
    told = [left_out_text(report, table.language), *table.notes(), *scope_texts(report, table.language)]
    lines = [piece for text in told if text for piece in wrapped(said(text, "dim", look=look), look)]
    return [Text(), *lines] if lines else []


class _Table:
    """Rows of nutrients: amount per day, share of the NRV, a bar of it, the upper level, and marks."""

    def __init__(self, language: OutputLanguage, look: Look, person: Person, market: str) -> None:
        self.language = language
        self._look, self._person, self._market = look, person, market
        self._rows: list[list[Text]] = []
        self._marks: dict[int, list[Text]] = {}
        self._shares = False
        self._levels: list[str] = []
        self._by_form: list[str] = []

    def head(self, first: str) -> None:
        """Add the heading; ``first`` names the text over the nutrients."""
        texts = TEXTS[self.language]
        words = (texts[first], "", texts["nrv"], "", texts["upper"])
        self._rows.append([said(w, "bold", look=self._look) for w in words])

    def intake(self, intake: Intake) -> None:
        """Add a nutrient's row."""
        look, texts = self._look, TEXTS[self.language]
        name, amount, share = intake_text(intake, self.language)
        level = upper_level(intake, self._person, self._market, load())
        above = level is not None and intake.high > level.value
        part = nrv_share(intake)
        self._shares = self._shares or part is not None
        upper = ""
        by_form = form_levels_text(intake, self._person, self._market, self.language)
        if by_form:
            self._by_form.append(by_form)
        if level is not None:
            self._levels.append(level.table.id)
            upper = quantity_text(rounded(level.value), level.unit, self.language)
        row = [
            said(name, look=look),
            said(amount, look=look),
            said(share, look=look),
            Text() if part is None else bar(float(part), look, _ABOVE if above else _BAR),
            said(upper, "dim", look=look),
        ]
        self._rows.append(row)
        marks = []
        if intake.status == "check":
            marks.append(said(f"! {texts['check']}", f"bold {_CHECK}", look=look))
        if level is not None and above:
            word = texts["above" if intake.low > level.value else "above_high"]
            marks.append(said(f"! {word}", f"bold {_ABOVE}", look=look))
        if marks:
            self._marks[len(self._rows) - 1] = marks

    def under(self, name: str, amount: str, style: str = "") -> None:
        """Add a row that belongs to the one before: a product's share of a sum."""
        self._rows.append([said(f"  {name}", style, look=self._look), said(amount, look=self._look)])

    def lines(self) -> list[Text]:
        """Return the table as lines; marks stand in the rows, or below them where a row would be too wide."""
        if self._look.stacked:
            return self._stacked()
        look, empty = self._look, [Text()] * 5
        alone = columns(self._rows, look, right=_RIGHT)
        if not look.narrow:
            marks = [Text("  ").join(self._marks.get(number, [])) for number in range(len(self._rows))]
            rows = [[*row, *empty[len(row) :], mark] for row, mark in zip(self._rows, marks, strict=True)]
            beside = [line for row in columns(rows, look, right=_RIGHT) for line in row]
            # not where they would squeeze the names
            if len(beside) == sum(map(len, alone)) and max(map(width_of, beside)) <= look.width:
                return beside
        return [line for number, row in enumerate(alone) for line in (*row, *self._below(number))]

    def _below(self, number: int) -> list[Text]:
        return [piece for mark in self._marks.get(number, []) for piece in wrapped(mark, self._look, first=2)]

    def _stacked(self) -> list[Text]:
        look, texts = self._look, TEXTS[self.language]
        lines = []
        for number, shown in enumerate(columns([row[:2] for row in self._rows], look, right=_RIGHT)):
            lines += shown
            row = self._rows[number] if number else []
            if len(row) > 2 and len(row[2]):
                lines.append(joined(Text("  "), row[2], said(f" {texts['nrv']}  ", look=look), row[3]))
            if len(row) > 4 and len(row[4]):
                lines.append(joined(Text("  "), said(f"{texts['upper']} ", "dim", look=look), row[4]))
            lines += self._below(number)
        return lines

    def notes(self) -> list[str]:
        """Return what the table's percentages and levels are."""
        texts = TEXTS[self.language]
        told = [texts["nrv_is"]] if self._shares else []
        if self._levels:
            told.append(texts["nasem_is" if self._levels[0].startswith("nasem") else "efsa_is"])
        return told + self._by_form


def _readings(label: Label, language: OutputLanguage, look: Look) -> list[Text]:
    texts = TEXTS[language]
    rows = [[said(w, "bold", look=look) for w in (texts["nutrient"], texts["amount"], "%", texts["basis"])]]
    rows += [_reading(r, language, look) for r in label.readings]
    lines = [line for row in columns(rows, look, right=_RIGHT) for line in row]
    if not look.stacked and max(map(width_of, lines)) <= look.width:
        return lines
    lines = []
    for row, shown in zip(rows, columns([row[:2] for row in rows], look, right=_RIGHT), strict=True):
        lines += shown
        more = Text("  ").join(cell for cell in row[2:] if len(cell))
        lines += wrapped(more, look, first=2) if len(more) else []
    return lines


def _reading(reading: Reading, language: OutputLanguage, look: Look) -> list[Text]:
    texts = TEXTS[language]
    name = f"  {texts['part']} {reading.name}" if reading.role == "part" else reading.name
    cells = (name, amount_text(reading, language), percent_text(reading, language), basis_text(reading, language))
    row = [said(cell, look=look) for cell in cells]
    if reading.status == "check":
        row.append(said(f"! {texts['check']}", f"bold {_CHECK}", look=look))
    return row
