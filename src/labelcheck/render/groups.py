"""Findings in the groups that people read them in: what matters to them, what the label claims, what the law asks of it."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from labelcheck.model import Finding

_OTHER_SIDE, _DOSE = "other-side", "daily-dose"
_SEVERAL: Final = 3


class Groups(NamedTuple):
    """Findings in their order.

    ``doseless`` hang on a daily dose that the label does not tell, where there are several; ``unseen`` may stand on a
    side of the pack that no picture shows.
    """

    first: list[Finding]
    doseless: list[Finding]
    claims: list[Finding]
    label: list[Finding]
    unseen: list[Finding]


def grouped(findings: Iterable[Finding]) -> Groups:
    """Return the findings that are shown by themselves, in groups."""
    groups = Groups([], [], [], [], [])
    for finding in findings:
        if finding.covered_by is not None:
            continue
        if finding.missing == _OTHER_SIDE:
            groups.unseen.append(finding)
        elif finding.concern == "claim":
            groups.claims.append(finding)
        elif finding.concern == "label":
            groups.label.append(finding)
        elif finding.missing == _DOSE:
            groups.doseless.append(finding)
        else:
            groups.first.append(finding)
    if len(groups.doseless) < _SEVERAL:
        groups.first.extend(groups.doseless)
        groups.doseless.clear()
    return groups
