"""Options that tell for whom and where labels are checked, and which findings to show."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, TypeVar, get_args

from labelcheck.cli.config import config, rule_set
from labelcheck.cli.terminal import tell
from labelcheck.errors import UsageError
from labelcheck.model import FLAGS, MARKET, SEVERITIES, Activity, Person, check_flags

if TYPE_CHECKING:
    from labelcheck.knowledge.printing import OutputLanguage
    from labelcheck.model import Label, Report, Stack
    from labelcheck.rules.engine import RuleSet
    from labelcheck.rules.policy import Reason

    R = TypeVar("R", bound=Report | Stack)

FOUND: Final = 1
"""Exit code when a finding is at or above ``--fail-on``."""


def add_person(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    who = parser.add_argument_group("who takes it, and where")
    who.add_argument("--sex", choices=("female", "male"))
    who.add_argument("--age", type=int, metavar="YEARS")
    who.add_argument("--pregnant", action="store_true")
    who.add_argument("--lactating", action="store_true")
    who.add_argument("--weight", type=_kilograms, metavar="KG", help="body weight in kilograms")
    who.add_argument("--activity", choices=get_args(Activity), help="for labels whose dose depends on training")
    who.add_argument(
        "--flag", action="append", default=[], metavar="WORD",
        help="a condition, medicine or habit that a rule asks about, of --rules too; may be given several times: "
        + ", ".join(FLAGS),
    )  # fmt: skip
    who.add_argument("--market", metavar="SE", help=f"the country whose rules apply (default: {MARKET})")
    what = parser.add_argument_group("rules and findings")
    what.add_argument("--rules", metavar="DIR", action="append", default=[], help="a folder of further rules")
    what.add_argument(
        "--min-severity", choices=SEVERITIES, metavar="LEVEL",
        help=f"leave out findings below this level: {', '.join(SEVERITIES)}",
    )  # fmt: skip
    what.add_argument(
        "--fail-on", choices=SEVERITIES, metavar="LEVEL", help=f"exit with {FOUND} when a finding is at or above it"
    )


def _kilograms(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of kilograms") from None


def person_of(args: argparse.Namespace) -> Person:
    """Return the person that the options tell of."""
    sex = args.sex
    if sex is None and (args.pregnant or args.lactating):
        sex = "female"
    return Person(sex, args.age, args.pregnant, args.lactating, args.weight, args.activity, frozenset(args.flag))


def market_of(args: argparse.Namespace) -> str:
    """Return the market of the options, of the project, or the usual one."""
    return args.market or config().market or MARKET


def rules_of(args: argparse.Namespace) -> RuleSet:
    """Return the shipped rules with the project's and those of the options.

    Raises:
        UsageError: a flag that none of them asks about.

    """
    rules = rule_set(args.rules)
    if args.flag:
        check_flags(args.flag, {*FLAGS, *rules.flags})
    return rules


_WAIVED: Final = {
    "en": "{n} findings are waived, or stand in the baseline, and are left out",
    "sv": "{n} anmärkningar är godkända i labelcheck.toml eller finns i baslinjen och är utelämnade",
}


class Threshold:
    """Which findings are shown, and whether one of them makes the command fail."""

    def __init__(self, args: argparse.Namespace) -> None:
        """Take the levels from the options, or from the project's settings."""
        self._shown = _level(args.min_severity or config().min_severity, "min-severity")
        self._failing = _level(args.fail_on or config().fail_on, "fail-on")
        self._policy = config()
        self.failed = False
        self.waived = 0

    def __call__(self, report: R) -> R:
        """Return the report with the findings that are to be shown; note whether any makes the command fail."""
        from dataclasses import replace

        rank = {s: i for i, s in enumerate(SEVERITIES)}
        report = self._counting(report)
        if self._failing is not None and any(
            f.verdict == "violated" and rank[f.severity] <= self._failing for f in report.findings
        ):
            self.failed = True
        if self._shown is None:
            return report
        return replace(report, findings=tuple(f for f in report.findings if rank[f.severity] <= self._shown))

    def reason(self, label: Label) -> Reason:
        """Return what tells of a finding on a label why it does not count."""
        return self._policy.reason((label.source.name, label.product))

    def stack(self, labels: Sequence[Label], rules: RuleSet, *, person: Person, market: str) -> Stack:
        """Return labels taken together, without the findings that do not count, whose number is noted."""
        from dataclasses import replace

        from labelcheck.pipeline import check_stack

        stack = check_stack(labels, person=person, market=market, rules=rules)
        if self._policy.waivers or self._policy.baseline:
            policy = replace(self._policy, min_severity=None)
            counting = check_stack(labels, person=person, market=market, rules=rules, policy=policy)
            self.waived += _findings(stack) - _findings(counting)
            stack = counting
        return self(stack)

    def tell(self, language: OutputLanguage) -> None:
        """Say on standard error how many findings do not count."""
        if self.waived:
            tell(_WAIVED[language].format(n=self.waived))

    def _counting(self, report: R) -> R:
        """Return a label's report without the findings that the project waives, and without those of its baseline."""
        from dataclasses import replace

        label = getattr(report, "label", None)
        if label is None or not (self._policy.waivers or self._policy.baseline):
            return report
        reason = self.reason(label)
        counting = tuple(f for f in report.findings if reason(f) is None)
        self.waived += len(report.findings) - len(counting)
        return replace(report, findings=counting)


def _findings(stack: Stack) -> int:
    """Return how many findings a stack has: on the sums, and on each of several products."""
    alone = stack.products if len(stack.products) > 1 else ()
    return len(stack.findings) + sum(len(p.findings) for p in alone)


def _level(name: str | None, key: str) -> int | None:
    if name is None:
        return None
    if name not in SEVERITIES:
        raise UsageError(f"{key}: {name!r} is no level; they are {', '.join(SEVERITIES)}")
    return list(SEVERITIES).index(name)
