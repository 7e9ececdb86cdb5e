"""How the server runs: where it listens, how labels are checked, and how much anyone may ask of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from labelcheck.model import MARKET
from labelcheck.processes import usable_cores
from labelcheck.rules.policy import Policy
from labelcheck.sources.limits import Limits, ScanOptions

if TYPE_CHECKING:
    from labelcheck.rules.engine import RuleSet

_NO_POLICY: Final = Policy()
LOOPBACK: Final = "127.0.0.1"
PORT: Final = 8000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits on requests.

    ``upload``, ``text`` and ``sum`` (the labels to sum) are in bytes, ``pages`` and ``pixels`` (of each page) those of one file, ``files`` those of one product, ``products`` those of one sum. Seconds: to send
    a request (``sending``), to check a text or to read a scan once a worker has it, and for waiting in the queue.
    ``texts_waiting`` and ``scans_waiting`` wait beside those that are worked on; ``texts_each`` and ``scans_each``
    are how many requests one address may have in hand, waiting included.
    """

    upload: int = 20_000_000
    text: int = 200_000
    sum: int = 5_000_000
    pages: int = 10
    pixels: int = 60_000_000
    files: int = 6
    products: int = 20
    sending: float = 60.0
    text_seconds: float = 10.0
    scan_seconds: float = 120.0
    queue_seconds: float = 120.0
    texts_waiting: int = 128
    scans_waiting: int = 8
    texts_each: int = 64
    scans_each: int = 4
    memory: int = 2_000_000_000

    @property
    def told(self) -> dict[str, int]:
        """The limits that answers name, in the units people use."""
        return {
            "upload": self.upload // 1_000_000, "text": self.text // 1000, "files": self.files, "products": self.products,
            "pages": self.pages, "pixels": self.pixels // 1_000_000,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a server; they travel to its workers.

    ``rules`` are folders of further rules, ``policy`` what a project decides beside. ``names`` are host names that the
    server answers to beside ``localhost`` and addresses. ``key`` seals what pages hand back.
    """

    host: str = LOOPBACK
    port: int = PORT
    names: tuple[str, ...] = ()
    market: str = MARKET
    rules: tuple[str, ...] = ()
    policy: Policy = _NO_POLICY
    ocr: str = "auto"
    workers: int = field(default_factory=usable_cores)
    scanners: int = field(default_factory=lambda: min(2, usable_cores()))
    bounds: Bounds = field(default_factory=Bounds)
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def scan_options(self) -> ScanOptions:
        """How PDFs and pictures are read: with tighter limits than on one's own command line."""
        limits = Limits(self.bounds.upload, self.bounds.pixels, self.bounds.pages, 20.0, 1_000_000_000)
        return ScanOptions(self.ocr, limits=limits)

    def rule_set(self) -> RuleSet:
        """Return the rules, loaded once per process.

        Raises:
            RuleError: a rule file is wrong.

        """
        return self.policy.rule_set(*self.rules)
