"""What follows a run: its page."""

from __future__ import annotations

import json
from pathlib import Path

from labelcheck.catalogue.ledger import Ledger
from labelcheck.catalogue.summary import About, write_summary
from labelcheck.knowledge.printing import OutputLanguage


def summarise(out: Path, name: str, form: str, language: OutputLanguage) -> Path:
    """Write ``summary.html`` of a finished run; return its path."""
    ledger = Ledger(out / ".labelcheck" / "ledger.sqlite")
    try:
        changes = json.loads(ledger.get("changes") or "null")
        page = write_summary(out, About(name, form, language, changes))
        ledger.page_written()
    finally:
        ledger.close()
    return page
