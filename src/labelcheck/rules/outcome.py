"""What a condition finds: yes, no, or not to be told, with the figures and the words it rests on."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeVar

from labelcheck.model import Evidence, RuleSource

_T = TypeVar("_T")


class Quantity(NamedTuple):
    """An amount to be printed."""

    value: Decimal
    unit: str
    estimated: bool = False


class Name(NamedTuple):
    """A nutrient or form, printed by its name in the language of the message."""

    kind: str
    ids: tuple[str, ...]


class Threshold(NamedTuple):
    """From how many of a dose form per day a condition would hold."""

    units: Decimal
    of: str


class Outcome(NamedTuple):
    """``truth`` is None where it cannot be told; ``missing`` then is what would settle it.

    ``missing``: "daily-dose", "dose-unit" (amounts are for something else than it counts), "reading" (it must be checked
    first), "split" (over the day), "form", "amount".
    ``at_highest``: it holds for the highest dose of a range and not for the lowest. ``hedged``: it holds, but rests
    on a reading whose own percentage is a little off. ``absent``: it holds because words were not found, which another
    side of the pack may bear. ``instead_of`` is the group that has no figure of its own, so that an adult's was taken.
    ``sources`` are what this answer rests on, beside what the rule does: the table or entry that decided it.
    """

    truth: bool | None
    values: Mapping[str, Any] = {}
    evidence: tuple[Evidence, ...] = ()
    nutrients: tuple[str, ...] = ()
    missing: str | None = None
    threshold: Threshold | None = None
    at_highest: bool = False
    hedged: bool = False
    absent: bool = False
    instead_of: str | None = None
    sources: tuple[RuleSource, ...] = ()


NO: Final = Outcome(False)
YES: Final = Outcome(True)


def unknown(missing: str, **more: Any) -> Outcome:  # noqa: ANN401
    """Return that it cannot be told, and what is missing."""
    return Outcome(None, missing=missing, **more)


MOST_QUOTED: Final = 6
"""Sentences that one finding shows; a label with more is told of them all the same."""


def quoted(sentences: list[Evidence]) -> Outcome:
    """Return that sentences were found, all of them in ``text`` as a message puts it between quotation marks."""
    return Outcome(True, {"text": '"; "'.join(dict.fromkeys(s.text for s in sentences))}, tuple(sentences))


def joined(outcomes: Iterable[Outcome], truth: bool | None) -> Outcome:  # noqa: FBT001
    """Return one outcome with the figures and evidence of all; the first one's figures go first."""
    found = [o for o in outcomes if o is not NO and o is not YES]
    if len(found) == 1 and found[0].truth is truth:
        return found[0]
    values: dict[str, Any] = {}
    for outcome in found[::-1]:
        values.update(outcome.values)
    open_ends = [o for o in found if o.truth is None]
    return Outcome(
        truth,
        values,
        _once([o.evidence for o in found if o.evidence]),
        _once([o.nutrients for o in found if o.nutrients]),
        open_ends[0].missing if open_ends and truth is None else None,
        next((o.threshold for o in found if o.threshold is not None), None),
        any(o.at_highest for o in found),
        any(o.hedged for o in found),
        any(o.absent for o in found),
        next((o.instead_of for o in found if o.instead_of is not None), None),
        _once([o.sources for o in found if o.sources]),
    )


def _once(parts: list[tuple[_T, ...]]) -> tuple[_T, ...]:
    """Return the members of all parts, each once; those of one part are told once already."""
    if len(parts) == 1:
        return parts[0]
    return tuple(dict.fromkeys(member for part in parts for member in part))
