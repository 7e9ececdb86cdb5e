"""What a project decides for itself: which rules count and how much, which findings are known, whose limits hold.

``labelcheck.toml``, or ``[tool.labelcheck]`` of a ``pyproject.toml``. Everything that is wrong with it is an error with
file and line: a gate that does not understand its policy stays shut.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from labelcheck.errors import RuleError
from labelcheck.knowledge.own import use_knowledge
from labelcheck.model import SEVERITIES, Finding, Severity
from labelcheck.rules.engine import RuleSet
from labelcheck.rules.loader import load_rules
from labelcheck.rules.own_limits import limit_rules

OFF: Final = "off"
BASELINE: Final = "labelcheck/baseline/1"
IN_BASELINE: Final = "baseline"
"""Why a finding that stood when the baseline was written does not count."""
_TEXTS: Final = ("market", "language", "min-severity", "fail-on", "baseline")
_LISTS: Final = ("rules", "disable", "off", "knowledge")
KEYS: Final = (
    "rules", "disable", "market", "language", "min-severity", "fail-on", "severity", "limits", "waive", "baseline",
    "knowledge",
)  # fmt: skip
_WAIVER: Final = ("rule", "product", "brand", "reason", "until")
_RANK: Final = {s: i for i, s in enumerate(SEVERITIES)}
_PYPROJECT: Final = ("tool", "labelcheck")


Reason = Callable[[Finding], str | None]
"""Why a finding does not count, None where it does."""


def _counts(_: Finding) -> None:
    """Return that a finding counts."""


class Waiver(NamedTuple):
    """Findings of one rule on one product, or on those of one brand, that are known, and until when."""

    rule: str
    product: str | None
    brand: str | None
    reason: str
    until: date
    line: int

    def covers(self, rule: str, products: Iterable[str | None], brand: str | None) -> bool:
        """Tell whether a rule's finding on a product, called by any of these names, is waived."""
        return self.rule == rule and self.fits(products, brand)

    def fits(self, products: Iterable[str | None], brand: str | None) -> bool:
        """Tell whether it is about a product."""
        named = self.product is None or _same(self.product, products)
        return named and (self.brand is None or _same(self.brand, (brand,)))


def _same(name: str, others: Iterable[str | None]) -> bool:
    wanted = " ".join(name.casefold().split())
    return any(o is not None and " ".join(o.casefold().split()) == wanted for o in others)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a project sets; paths are whole. ``disable`` are ids of rules that are off, by either key.

    ``severity`` holds pairs of rule and level, ``limits`` pairs of id and file. ``origin`` is the file it stands in, and
    ``lines`` where its rules are named in it.
    """

    rules: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    market: str | None = None
    language: str | None = None
    min_severity: Severity | None = None
    fail_on: Severity | None = None
    severity: tuple[tuple[str, Severity], ...] = ()
    limits: tuple[tuple[str, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()
    baseline: str | None = None
    origin: str | None = None
    lines: tuple[tuple[str, int], ...] = ()
    knowledge: tuple[str, ...] = ()

    def rule_set(self, *folders: str | os.PathLike[str]) -> RuleSet:
        """Return the shipped rules with the project's and those of ``folders``, at the project's levels.

        Raises:
            RuleError: a rule or limit file is wrong, or the policy names a rule that there is not.

        """
        return _rule_set(self, tuple(os.fspath(f) for f in folders))

    def waived(
        self, findings: Sequence[Finding], products: Sequence[str | None], brand: str | None = None
    ) -> list[str | None]:
        """Return for each finding why it does not count, None where it does.

        ``products`` are the names that the product goes by, the one that a baseline knows it by first. What cannot be
        told is not waived by a baseline, and counts for no gate either.
        """
        reason = self.reason(products, brand)
        return [reason(f) for f in findings]

    def reason(self, products: Sequence[str | None], brand: str | None = None) -> Reason:
        """Return what tells of a finding on a product why it does not count; see :meth:`waived`."""
        about = {w.rule: w.reason for w in reversed(self.waivers) if w.fits(products, brand)}
        known = self.accepted(products)
        if not about and not known:
            return _counts

        def why(finding: Finding) -> str | None:
            in_baseline = IN_BASELINE if known and fingerprint(finding) in known else None
            return about.get(finding.rule) or in_baseline

        return why

    def reason_of_all(self, products: Sequence[Sequence[str | None]]) -> Reason:
        """Return what tells of a finding on products taken together why it does not count: it does not for each of them."""
        reasons = [self.reason(names) for names in products]

        def why(finding: Finding) -> str | None:
            told = [reason(finding) for reason in reasons]
            return "; ".join(dict.fromkeys(t for t in told if t)) if all(told) else None

        return why

    def accepted(self, products: Sequence[str | None]) -> frozenset[str]:
        """Return the fingerprints of a product's findings that stand in the baseline."""
        key = next((p for p in products if p), None)
        if self.baseline is None or key is None:
            return frozenset()
        return baseline(self.baseline).get(key, frozenset())

    def touching(self, products: Sequence[str | None], brand: str | None) -> str:
        """Return all of the policy that bears on one product alone, as what its answer depends on."""
        if not self.waivers and self.baseline is None:
            return ""
        about = [(w.rule, w.reason) for w in self.waivers if w.fits(products, brand)]
        known = sorted(self.accepted(products))
        return repr((about, known)) if about or known else ""

    def shown(self, finding: Finding) -> bool:
        """Tell whether a finding is grave enough to be shown."""
        return self.min_severity is None or _RANK[finding.severity] <= _RANK[self.min_severity]


def fingerprint(finding: Finding) -> str:
    """Return what a baseline knows a finding by: its rule, level, nutrients and figures."""
    evidence = " · ".join(e.text for e in finding.evidence)
    return mark(finding.rule, finding.severity, finding.nutrients, evidence)


def mark(rule: str, severity: str, nutrients: Sequence[str], evidence: str) -> str:
    """Return the fingerprint of a finding given by its parts; a larger amount or a graver level is another finding."""
    text = repr((rule, severity, tuple(nutrients), evidence))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def write_baseline(path: Path, findings: Mapping[str, Iterable[str]]) -> None:
    """Write the fingerprints of products' findings as they stand."""
    content = {"schema": BASELINE, "findings": {k: sorted(set(v)) for k, v in sorted(findings.items())}}
    aside = path.with_name(f".{path.name}.part")
    aside.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    aside.replace(path)


def baseline(path: str) -> dict[str, frozenset[str]]:
    """Return the fingerprints that a baseline holds, by product.

    Raises:
        RuleError: there is none, or it is no baseline.

    """
    try:
        about = os.stat(path)  # noqa: PTH116
    except OSError as error:
        raise RuleError(
            (f"{path}:1: no baseline: {error.strerror}; labelcheck catalogue --write-baseline makes it",)
        ) from error
    return _baseline(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4)
def _baseline(path: str, changed: int, size: int) -> dict[str, frozenset[str]]:
    del changed, size
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        known = {BASELINE: content["findings"]}[content["schema"]]
        return {str(k): frozenset(map(str, v)) for k, v in known.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleError((f"{path}:{getattr(error, 'lineno', 1)}: this is no baseline of labelcheck",)) from error


@lru_cache(maxsize=8)
def _rule_set(policy: Policy, folders: tuple[str, ...]) -> RuleSet:
    if policy.baseline is not None:
        baseline(policy.baseline)
    own = limit_rules(policy.limits)
    loaded = load_rules(*policy.rules, *folders)
    rules = {**loaded.rules, **own}
    lines = dict(policy.lines)
    named = [*policy.disable, *(r for r, _ in policy.severity), *(w.rule for w in policy.waivers)]
    unknown = [i for i in dict.fromkeys(named) if i not in rules]
    if unknown:
        raise RuleError(tuple(f"{policy.origin}:{lines.get(i, 1)}: no rule {i!r}{_nearest(i, rules)}" for i in unknown))
    levels = dict(policy.severity)
    rules = {i: _at(r, levels.get(i)) for i, r in rules.items() if i not in policy.disable}
    if not own and not policy.disable and not levels:
        return loaded
    limits = [(i, Path(p).read_bytes()) for i, p in policy.limits]
    about = repr((loaded.sha256, sorted(policy.disable), sorted(levels.items()), limits))
    return RuleSet(rules, loaded.vocabulary, hashlib.sha256(about.encode()).hexdigest())


def _nearest(rule: str, rules: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(rule, list(rules), 1)
    return f"; did you mean {near[0]}?" if near else ""


def _at(rule: Any, severity: Severity | None) -> Any:  # noqa: ANN401
    """Return a rule with all its levels at one severity."""
    if severity is None:
        return rule
    return replace(rule, severity=severity, levels=tuple(replace(v, severity=severity) for v in rule.levels))


def load_policy(path: str | os.PathLike[str]) -> Policy:
    """Return the policy that a ``labelcheck.toml`` or ``pyproject.toml`` holds.

    Raises:
        RuleError: it cannot be read, or anything in it is wrong; all problems at once, each with file and line.

    """
    place = Path(path)
    found = read_policy(place, _PYPROJECT if place.name == "pyproject.toml" else ())
    if found is None:
        raise RuleError((f"{place}:1: {'no [tool.labelcheck] in this file' if place.exists() else 'no such file'}",))
    use_knowledge(*found.knowledge)
    found.rule_set()
    return found


def read_policy(path: Path, table: tuple[str, ...] = ()) -> Policy | None:
    """Return the policy in a file, below ``table`` of it; None where there is no file, or nothing of it in there.

    Raises:
        RuleError: it is there and cannot be understood. Names of rules are looked at by :meth:`Policy.rule_set`.

    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise RuleError((f"{path}:1: {error.strerror}",)) from error
    except UnicodeDecodeError as error:
        raise RuleError((f"{path}:1: not UTF-8 at byte {error.start}",)) from error
    import tomllib

    try:
        content: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if table and ".".join(table) not in text:
            return None  # somebody else's file
        raise RuleError((f"{path}:{_line_of(error)}: {error}",)) from error
    for key in table:
        if not isinstance(content, dict):
            break
        content = content.get(key)
    if content is None:
        return None
    if not isinstance(content, dict):
        raise RuleError((f"{path}:1: {'.'.join(table)} must be a table",))
    return _Reader(path, text, table).policy(content)


def _line_of(error: Exception) -> int:
    words = str(error).replace(",", " ").split()
    return (
        int(words[words.index("line") + 1]) if "line" in words[:-1] and words[words.index("line") + 1].isdigit() else 1
    )


class _Reader:
    """Reads one file; collects what is wrong with it."""

    def __init__(self, path: Path, text: str, table: tuple[str, ...]) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._prefix = "".join(f"{t}." for t in table)
        self._problems: list[str] = []

    def policy(self, found: dict[str, Any]) -> Policy:
        """Return the policy; raises :class:`RuleError` with all problems."""
        for key in found:
            if key not in KEYS and key != OFF:
                self._wrong(self._at(key), f"unknown key {key!r}; known are {', '.join(KEYS)}")
        lists = {k: self._value(found, k, _is_texts, "a list of texts") or () for k in _LISTS}
        texts = {k: self._value(found, k, lambda v: isinstance(v, str), "a text") for k in _TEXTS}
        levels = {k: self._level(texts[k], self._at(k), k) for k in ("min-severity", "fail-on")}
        severity = self._severities(self._value(found, "severity", _is_table, "a table") or {})
        limits = self._value(found, "limits", _is_table, "a table") or {}
        for key, value in limits.items():
            if not isinstance(value, str):
                self._wrong(self._at(key, "limits"), f"{key}: must be the path of a table of limits")
        waivers = self._waivers(self._value(found, "waive", lambda v: isinstance(v, list), "[[waive]]") or [])
        if self._problems:
            raise RuleError(tuple(self._problems))
        folder = self._path.parent
        off = [i for i, level in severity.items() if level == OFF]
        named = {i: self._at_text(i, k) for k in ("disable", OFF) for i in lists[k]}
        named |= {i: self._at(i, "severity") for i in severity} | {w.rule: w.line for w in waivers}
        return Policy(
            tuple(str(folder / v) for v in lists["rules"]),
            tuple(dict.fromkeys((*lists["disable"], *lists[OFF], *off))),
            texts["market"],
            texts["language"],
            levels["min-severity"],
            levels["fail-on"],
            tuple((i, level) for i, level in severity.items() if level != OFF),  # type: ignore[misc]
            tuple((i, str(folder / p)) for i, p in limits.items()),
            tuple(waivers),
            None if texts["baseline"] is None else str(folder / texts["baseline"]),
            str(self._path),
            tuple(named.items()),
            tuple(str(folder / v) for v in lists["knowledge"]),
        )

    def _value(self, found: dict[str, Any], key: str, fits: Callable[[Any], bool], what: str) -> Any:  # noqa: ANN401
        value = found.get(key)
        if value is None or fits(value):
            return value
        self._wrong(self._at(key), f"{key}: must be {what}")
        return None

    def _level(self, level: Any, line: int, key: str, more: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
        known = (*SEVERITIES, *more)
        if level is None or level in known:
            return level
        self._wrong(line, f"{key}: {level!r} is no level; they are {', '.join(known)}")
        return None

    def _severities(self, table: dict[str, Any]) -> dict[str, str]:
        return {i: self._level(v, self._at(i, "severity"), i, (OFF,)) for i, v in table.items()}

    def _waivers(self, entries: list[Any]) -> list[Waiver]:
        found = []
        for number, entry in enumerate(entries):
            line = self._start_of("waive", number)
            before = len(self._problems)
            if not isinstance(entry, dict):
                self._wrong(line, "waive: must be [[waive]] with rule, product or brand, reason and until")
                continue
            self._waiver_texts(entry, line)
            until = self._until(entry, line)
            if len(self._problems) == before and until is not None:
                found.append(
                    Waiver(entry["rule"], entry.get("product"), entry.get("brand"), entry["reason"], until, line)
                )
        return found

    def _waiver_texts(self, entry: dict[str, Any], line: int) -> None:
        for key in entry:
            if key not in _WAIVER:
                self._wrong(line, f"waive: unknown key {key!r}; known are {', '.join(_WAIVER)}")
        for key in ("rule", "reason"):
            if not isinstance(entry.get(key), str) or not entry[key].strip():
                self._wrong(line, f"waive: needs {key!r}, a text")
        about = [entry[k] for k in ("product", "brand") if k in entry]
        if not about or not all(isinstance(v, str) and v.strip() for v in about):
            self._wrong(line, "waive: needs 'product' or 'brand', a text; a rule that counts for none is severity off")

    def _until(self, entry: dict[str, Any], line: int) -> date | None:
        until = entry.get("until")
        if isinstance(until, datetime):
            until = until.date()
        if isinstance(until, str):
            try:
                until = date.fromisoformat(until)
            except ValueError:
                until = None
        if not isinstance(until, date):
            self._wrong(line, "waive: needs 'until', a date as 2026-12-31")
            return None
        if until < datetime.now(UTC).astimezone().date():
            self._wrong(
                line,
                f"waive: the waiver of {entry.get('rule')!r} held until {until}; look again, and renew or remove it",
            )
            return None
        return until

    def _wrong(self, line: int, text: str) -> None:
        self._problems.append(f"{self._path}:{line}: {text}")

    def _at(self, key: str, table: str = "") -> int:
        """Return the line of a key: below the heading of its table, or in a table that is written in one line."""
        inside = not self._prefix and not table
        wanted = self._prefix + table
        for number, line in enumerate(self._lines, 1):
            text = line.strip()
            if text.startswith("["):
                heading = text.strip("[] ").partition("]")[0].strip()
                inside = heading == wanted.rstrip(".")
                if heading == f"{wanted}{'.' if table else ''}{key}":
                    return number
            elif inside and text.partition("=")[0].strip().strip("\"'") == key:
                return number
        return self._at(table) if table else 1

    def _at_text(self, text: str, key: str) -> int:
        """Return the line, from that of a key on, in which a text stands in quotes."""
        first = self._at(key)
        return next(
            (n for n, line in enumerate(self._lines[first - 1 :], first) if f'"{text}"' in line or f"'{text}'" in line),
            first,
        )

    def _start_of(self, table: str, number: int) -> int:
        heading = f"[[{self._prefix}{table}]]"
        found = [n for n, line in enumerate(self._lines, 1) if line.strip().replace(" ", "").startswith(heading)]
        return found[number] if number < len(found) else self._at(table)


def _is_texts(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _is_table(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, dict)
