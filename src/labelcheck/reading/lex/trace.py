"""What was done with a label's text, step by step, for ``labelcheck read --explain``."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Trace:
    """Collects notes of each step; reading without one costs nothing."""

    steps: list[tuple[str, str]] = field(default_factory=list)

    def note(self, step: str, text: str) -> None:
        """Keep one line about ``step``."""
        self.steps.append((step, text))
