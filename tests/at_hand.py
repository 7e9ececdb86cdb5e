"""The command line in this very process, which costs a twentieth of a process of its own: for tests of what it answers.

What a process is (its streams, signals, start) is tried in tests/cli/test_cli.py and test_terminal.py.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

from labelcheck.cli.config import config
from labelcheck.cli.main import main
from labelcheck.cli.parser import _spoken
from labelcheck.rules.policy import _rule_set


def command(
    *arguments: object, cwd: Path | None = None, text: str = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``labelcheck`` with arguments, ``text`` as its standard input; nothing of settings found before is kept."""
    _forget()
    given, out, err = (io.TextIOWrapper(io.BytesIO(b), "utf-8", write_through=True) for b in (text.encode(), b"", b""))
    with (
        patch.dict(os.environ, {"LC_ALL": "C.UTF-8", **(env or {})}),
        patch("sys.stdin", given),
        contextlib.chdir(cwd or Path.cwd()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            code = main([*map(str, arguments)])
        except SystemExit as error:
            code = int(error.code or 0)
        finally:
            _forget()
    told = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return subprocess.CompletedProcess([*map(str, arguments)], code, *told)


def _forget() -> None:
    """Forget what was found for a path from another working folder, or for another language."""
    _rule_set.cache_clear()
    _spoken.cache_clear()
    config.cache_clear()
