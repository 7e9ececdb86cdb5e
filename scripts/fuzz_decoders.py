"""Feeds damaged PDFs and pictures to the guarded decoders; whatever they are, only InputError may come out.

usage: python scripts/fuzz_decoders.py [SECONDS]
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import made
from labelcheck.errors import InputError
from labelcheck.sources.kinds import kind_of
from labelcheck.sources.limits import DEFAULT
from labelcheck.sources.pages import load_pages

LIMITS: Final = replace(DEFAULT, seconds=5.0, memory=500_000_000, pixels=20_000_000)
SEEDS: Final = [
    made.pdf([made.content(made.TABLE)]),
    made.pdf([made.deflated(made.content(made.TABLE))[0]], filters=made.deflated(b"")[1]),
    *(made.encoded(made.picture(made.TABLE, (320, 200)), form) for form in ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "AVIF", "BMP")),
]  # fmt: skip
outcomes: Counter[str] = Counter()
ends_at = 0.0


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a file with bytes changed, cut out, doubled or put in."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        how = draw(st.sampled_from(("change", "cut", "double", "insert", "number")))
        length = draw(st.integers(1, 40))
        if how == "change":
            data[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
        elif how == "cut":
            del data[at : at + length]
        elif how == "double":
            data[at:at] = data[at : at + length] * draw(st.integers(1, 50))
        elif how == "insert":
            data[at:at] = draw(st.binary(max_size=20))
        else:
            data[at : at + 4] = draw(
                st.sampled_from((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x00", b"9999"))
            )
    return bytes(data)


@settings(max_examples=400, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(damaged())
def feed(data: bytes) -> None:
    """Read one file; count what came of it."""
    if time.monotonic() > ends_at:
        return
    started = time.monotonic()
    try:
        kind = kind_of(data, "given")
        if kind == "text":
            outcomes["text"] += 1
            return
        load_pages(data, kind, "given", LIMITS)
        outcomes[f"{kind} read"] += 1
    except InputError as error:
        reason = re.sub(r"[\d,]+", "N", error.reason.partition(":")[0])[:60]
        outcomes[f"{type(error).__name__}: {reason}"] += 1
    outcomes["slowest, ms"] = max(outcomes["slowest, ms"], int(1000 * (time.monotonic() - started)))


def main() -> int:
    """Feed until the time is over."""
    global ends_at  # noqa: PLW0603
    ends_at = time.monotonic() + float(sys.argv[1] if len(sys.argv) > 1 else 600)
    while time.monotonic() < ends_at:
        feed()
    for outcome, count in outcomes.most_common():
        print(f"{count:8} {outcome}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
