"""Everything labelcheck raises.

::

    LabelcheckError
    ├── UsageError            2   an argument that cannot be meant
    │   └── ConversionError   2   a unit that does not convert, and what is missing
    ├── InputError            3   an input that cannot be read
    │   ├── UnreadableFile        no such file, a folder, no permission
    │   ├── UnsupportedFormat     not a kind of file that is read
    │   ├── InputTooLarge         beyond a limit
    │   ├── PasswordNeeded        encrypted, and the password is missing or wrong
    │   ├── ExtraMissing          it needs packages that are not installed; says the command
    │   └── ReadingFailed         labelcheck's own fault, kept to the one input
    ├── KnowledgeError        4   a knowledge file is wrong
    │   └── RuleError             a rule file is wrong
    └── EngineError           5   text recognition failed
        └── EngineMissing         no OCR engine is installed

Each class owns the exit code of the command line. Fields come first and the text is built in ``__str__``, so
errors survive pickling between processes. What is odd about a *label* is never an exception: it is a diagnostic
or a finding.
"""

from __future__ import annotations

from typing import Any, ClassVar


class LabelcheckError(Exception):
    """Base of all errors raised on purpose."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"


class UsageError(LabelcheckError):
    """An argument that cannot be meant. ``message`` says what was expected."""

    exit_code = 2
    code = "usage"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


class ConversionError(UsageError):
    """A quantity that cannot be converted; ``missing`` tells what would make it possible."""

    code = "conversion"

    def __init__(self, quantity: str, to: str, missing: str) -> None:
        super().__init__(quantity)
        self.args = (quantity, to, missing)
        self.quantity = quantity
        self.to = to
        self.missing = missing

    def __str__(self) -> str:
        return f"cannot convert {self.quantity} to {self.to}: {self.missing}"


class InputError(LabelcheckError):
    """An input that cannot be read. ``name`` is the file as the caller named it."""

    exit_code = 3
    code = "input"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


class UnreadableFile(InputError):
    """The file is missing, a folder, or may not be opened."""

    code = "unreadable-file"


class UnsupportedFormat(InputError):
    """The bytes are of no kind that labelcheck reads."""

    code = "unsupported-format"


class InputTooLarge(InputError):
    """The input is beyond a limit; the reason names the limit."""

    code = "input-too-large"


class ReadingFailed(InputError):
    """A fault in labelcheck itself, met while one input was read: the batch goes on, and the input is told as failed."""

    code = "reading-failed"


class PasswordNeeded(InputError):
    """The file is encrypted; ``wrong`` when a password was given that does not open it."""

    code = "password-needed"

    def __init__(self, name: str, reason: str, *, wrong: bool = False) -> None:
        super().__init__(name, reason)
        self.args = (name, reason)
        self.wrong = wrong

    def __reduce__(self) -> tuple[Any, ...]:
        return _password_needed, (self.name, self.reason, self.wrong)

    def __str__(self) -> str:
        advice = "the password is wrong" if self.wrong else "give its password (--password)"
        return f"{self.name}: {self.reason}; {advice}"


def _password_needed(name: str, reason: str, wrong: bool) -> PasswordNeeded:  # noqa: FBT001
    return PasswordNeeded(name, reason, wrong=wrong)


class ExtraMissing(InputError):
    """An input, or a part of labelcheck, needs an extra that is not installed. ``command`` installs it."""

    code = "extra-missing"

    def __init__(self, name: str, extra: str, module: str) -> None:
        self.extra = extra
        self.module = module
        super().__init__(name, f"this needs {module}, which is not installed: {self.command}")
        self.args = (name, extra, module)

    @property
    def command(self) -> str:
        """What to type to install it."""
        return f"pip install 'labelcheck[{self.extra}]'"


class KnowledgeError(LabelcheckError):
    """Knowledge files that are wrong: one line per problem, each with its file and, where known, line."""

    exit_code = 4
    code = "knowledge"

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(self.problems)


class RuleError(KnowledgeError):
    """Rule files that are wrong: one line per problem, "file:line: key: what is wrong and what is allowed"."""

    code = "rules"


class EngineError(LabelcheckError):
    """Text recognition cannot be done. ``engine`` names what, ``reason`` says why and what helps."""

    exit_code = 5
    code = "engine"

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(engine, reason)
        self.engine = engine
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.engine}: {self.reason}"


class EngineMissing(EngineError):
    """No OCR engine, or not the one asked for, is installed."""

    code = "engine-missing"
