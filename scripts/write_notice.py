"""Writes NOTICE: every package that labelcheck needs at run time, by extra, with its licence as the package states it.

Run it in an environment that has the extra ``all``: python scripts/write_notice.py [--check]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import deque
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NOTICE: Final = Path(__file__).parent.parent / "NOTICE"
EXTRAS: Final = ("", "pdf", "photo", "catalogue", "web")
"""The core first; a package is told where it is needed first. Spark is Apache-2.0 and brings a few hundred jars of its own."""
_BOUND: Final = re.compile(r"\bA?GPL", re.IGNORECASE)
_LONGEST: Final = 60
_CLASSIFIER: Final = "License :: OSI Approved :: "
_HEAD: Final = """\
labelcheck
Copyright labelcheck contributors
Licensed under the Apache License, Version 2.0; see LICENSE.

labelcheck holds no code of the packages below. They are installed beside it, each under its own licence, and may hold
further libraries whose licences their own wheels tell. Made by scripts/write_notice.py.
"""
_REMARKS: Final = {
    "numpy": "wheels hold OpenBLAS (BSD-3-Clause) and libgfortran (GPL with the runtime exception)",
    "opencv-python-headless": "wheels hold FFmpeg (LGPL-2.1)",
    "pebble": "imported as it is from its own package, which may be replaced by another version",
    "pi-heif": "wheels hold libheif and libde265 (LGPL-3.0), which decode; no encoder",
    "shapely": "wheels hold GEOS (LGPL-2.1)",
}
_STATED: Final = {"pebble": "LGPL-3.0-or-later"}
"""Where a package's own words leave the version of its licence open and its file tells it."""


def licence(found: Distribution) -> str:
    """Return the licence that a package states: its expression, its field, or its classifiers."""
    name = canonicalize_name(found.metadata["Name"])
    if name in _STATED:
        return _STATED[name]
    fields = found.metadata.get_all("License-Expression") or found.metadata.get_all("License") or [""]
    told = str(fields[0])
    classifiers = [
        c.removeprefix(_CLASSIFIER) for c in found.metadata.get_all("Classifier") or () if c.startswith(_CLASSIFIER)
    ]
    if told and len(told) < _LONGEST and "\n" not in told and told.lower() != "dual license":
        return told
    return " or ".join(classifiers) or "not stated"


def needed(extra: str) -> list[Distribution]:
    """Return the packages that the core or an extra needs, with all that those need.

    Raises:
        PackageNotFoundError: one of them is not installed.

    """
    found: dict[str, Distribution] = {}
    queue = deque([("labelcheck", frozenset({extra} - {""}))])
    seen = set(queue)
    while queue:
        name, extras = queue.popleft()
        here = distribution(name)
        found.setdefault(canonicalize_name(name), here)
        for line in here.requires or ():
            wanted = Requirement(line)
            if wanted.marker and not any(wanted.marker.evaluate({"extra": e}) for e in (extras or {""})):
                continue
            one = (canonicalize_name(wanted.name), frozenset(wanted.extras))
            if one not in seen:
                seen.add(one)
                queue.append(one)
    return [found[name] for name in sorted(found) if name != "labelcheck"]


def notice() -> str:
    """Return the text of NOTICE."""
    lines = [_HEAD]
    told: set[str] = set()
    for extra in EXTRAS:
        lines.append(f"Extra {extra}" if extra else "Core")
        for found in needed(extra):
            name = canonicalize_name(found.metadata["Name"])
            if name not in told:
                told.add(name)
                remark = f"; {_REMARKS[name]}" if name in _REMARKS else ""
                lines.append(f"  {name}: {licence(found)}{remark}")
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    """Write the file, or with ``--check`` tell whether it holds what is installed; 1 where it does not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the file is not up to date")
    args = parser.parse_args()
    try:
        text = notice()
    except PackageNotFoundError as error:
        print(f"write_notice: {error}; install the extra all", file=sys.stderr)
        return 1
    bound = [line.strip() for line in text.splitlines() if _BOUND.search(line.partition(";")[0].replace("LGPL", ""))]
    if bound:
        print("write_notice: no dependency may be under the GPL or AGPL:", *bound, sep="\n  ", file=sys.stderr)
        return 1
    if args.check:
        return 0 if NOTICE.read_text("utf-8") == text else 1
    NOTICE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
