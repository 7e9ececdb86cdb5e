"""What users get: a label, a report and a stack, with the ways to write them down and to get them back."""

from __future__ import annotations

import json
from typing import Any, Final, Self

from labelcheck import model
from labelcheck.errors import UsageError
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.render.arithmetic import arithmetic_text
from labelcheck.render.to_json import dumps, label_json, report_json, stack_object
from labelcheck.render.whole import from_whole, to_whole


class _Written:
    """Ways of an object to be written down whole and to be made again."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return every field as what JSON knows; decimals are text. :meth:`from_dict` makes the same object of it."""
        return to_whole(self)

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> Self:
        """Return the object that :meth:`to_dict` wrote down.

        Raises:
            UsageError: it is no dictionary of that kind; the message names the field.

        """
        return from_whole(told, cls, _OWN)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Return the object that ``to_json(whole=True)`` wrote down.

        Raises:
            UsageError: it is no JSON of that kind; that of schema "labelcheck/report/1" leaves out too much.

        """
        try:
            told = json.loads(text)
        except (ValueError, TypeError) as error:
            raise UsageError(f"{cls.__name__}.from_json: this is no JSON: {error}") from error
        return cls.from_dict(told)


class Label(_Written, model.Label):
    """A label as read; all fields are those of :class:`labelcheck.model.Label`."""

    __slots__ = ()

    def to_json(self, *, indent: int | None = None, whole: bool = False) -> str:
        """Return the label as JSON, schema "labelcheck/report/1", exactly as ``labelcheck read`` prints it.

        ``whole`` writes every field instead, for :meth:`from_json`.
        """
        return dumps(self.to_dict(), indent=indent) if whole else label_json(self, indent=indent)


class Intake(model.Intake):
    """The amount of one nutrient per day; all fields are those of :class:`labelcheck.model.Intake`."""

    __slots__ = ()

    @property
    def arithmetic(self) -> str:
        """How it came about, in the English of the JSON: "300 mg per capsule × 1–2 capsules a day"."""
        return self.arithmetic_in("en")

    def arithmetic_in(self, language: OutputLanguage) -> str:
        """Return how it came about in ``language``, "sv" or "en"."""
        return arithmetic_text(self.terms, language)


class StackIntake(model.StackIntake):
    """A nutrient summed over several products; all fields are those of :class:`labelcheck.model.StackIntake`."""

    __slots__ = ()
    intake: Intake


class Report(_Written, model.Report):
    """A label, what it amounts to and what the rules find; all fields are those of :class:`labelcheck.model.Report`."""

    __slots__ = ()
    label: Label
    intakes: tuple[Intake, ...]

    def to_json(self, *, indent: int | None = None, whole: bool = False) -> str:
        """Return the report as JSON, schema "labelcheck/report/1", exactly as ``labelcheck check`` prints it.

        ``whole`` writes every field instead, for :meth:`from_json`.
        """
        return dumps(self.to_dict(), indent=indent) if whole else report_json(self, indent=indent)


class Stack(_Written, model.Stack):
    """Several products taken together; all fields are those of :class:`labelcheck.model.Stack`."""

    __slots__ = ()
    products: tuple[Report, ...]
    intakes: tuple[StackIntake, ...]

    def to_json(self, *, indent: int | None = None, whole: bool = False) -> str:
        """Return the stack as JSON, schema "labelcheck/stack/1", exactly as ``labelcheck stack`` prints it.

        ``whole`` writes every field instead, for :meth:`from_json`.
        """
        return dumps(self.to_dict() if whole else stack_object(self), indent=indent)


_OWN: Final[dict[type[Any], type[Any]]] = {
    model.Label: Label,
    model.Intake: Intake,
    model.StackIntake: StackIntake,
    model.Report: Report,
    model.Stack: Stack,
}
