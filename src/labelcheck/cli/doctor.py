"""``labelcheck doctor``: what is installed, and the exact command for what is missing."""

from __future__ import annotations

import argparse
import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final, Literal

from labelcheck._version import VERSION
from labelcheck.cli.config import answer_language
from labelcheck.cli.swedish import in_swedish
from labelcheck.errors import EngineMissing
from labelcheck.extras import EXTRAS, missing
from labelcheck.packages import GROUPS, package_folders

HELP = "tell what is installed: libraries, OCR engines and their languages, and how to get what is missing"

System = Literal["debian", "fedora", "macos", "windows", "other"]
_REQUIREMENT: Final = re.compile(r"(?P<name>[\w.-]+)[^;]*(?:;.*extra == ['\"](?P<extra>\w+)['\"])?")
_WHAT_FOR: Final = {
    "": "Texts",
    "pdf": "PDFs",
    "photo": "Photos and scans",
    "catalogue": "Catalogues",
    "web": "The page",
    "spark": "Catalogues on Spark",
}
_NAMES: Final[dict[System, str]] = {
    "debian": "Debian, Ubuntu",
    "fedora": "Fedora",
    "macos": "macOS",
    "windows": "Windows",
}
_LANGUAGES: Final = ("eng", "swe", "dan", "nor", "fin", "deu")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options: it has none."""
    del parser


def run(args: argparse.Namespace) -> int:
    """Print the state of the installation; 0 when photos can be read, 5 when not."""
    lines, code = report(system())
    if answer_language(args.language) == "sv":
        lines = [in_swedish("doctor", line) for line in lines]
    print("\n".join(lines))  # noqa: T201
    return code


def versions() -> list[str]:
    """Return the versions of labelcheck, of Python and of the OCR engines, a line each."""
    lines = [f"labelcheck {VERSION}", f"Python {platform.python_version()}"]
    if missing("photo"):
        return [*lines, "no OCR engine: pip install 'labelcheck[photo]'"]
    from labelcheck.sources.ocr.engine import states

    return lines + [f"{s.name} {s.version}" if s.usable else f"{s.name}: {s.missing}" for s in states()]


def system() -> System:
    """Return the kind of system this is, as far as commands to install differ."""
    if sys.platform == "win32":
        return "windows"
    if sys.platform == "darwin":
        return "macos"
    try:
        told = Path("/etc/os-release").read_text("utf-8", errors="replace").lower()
    except OSError:
        return "other"
    words = {
        w.strip('"')
        for line in told.splitlines()
        if line.startswith(("id=", "id_like="))
        for w in line.partition("=")[2].split()
    }
    words = {w.strip('"') for w in words}
    if words & {"debian", "ubuntu"}:
        return "debian"
    return "fedora" if words & {"fedora", "rhel", "centos"} else "other"


def install_command(kind: System, languages: tuple[str, ...]) -> str:
    """Return the command that installs Tesseract with languages, by their Tesseract codes.

    >>> install_command("debian", ("eng", "swe"))
    'sudo apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-swe'
    """
    if kind == "debian":
        return "sudo apt-get install " + " ".join(["tesseract-ocr", *(f"tesseract-ocr-{c}" for c in languages)])
    if kind == "fedora":
        return "sudo dnf install " + " ".join(["tesseract", *(f"tesseract-langpack-{c}" for c in languages)])
    if kind == "macos":
        return "brew install tesseract tesseract-lang"
    if kind == "windows":
        return (
            "winget install UB-Mannheim.TesseractOCR"
            "    (then tick the languages in its installer, and add its folder to PATH)"
        )
    return "install Tesseract 5 and its language data: " + " ".join(languages)


def report(kind: System) -> tuple[list[str], int]:
    """Return the lines to print and the exit code."""
    lines = [
        f"labelcheck {VERSION}, Python {platform.python_version()}, {platform.platform()}",
        *_extras(),
        *_brought(),
    ]
    lines += ["", "OCR engines, the best first"]
    usable = []
    if missing("photo"):
        lines += [
            "  none can be loaded without the extra photo",
            "",
            "Texts are read" + ("" if missing("pdf") else ", and PDFs with text") + "; photos and scans are not.",
        ]
        return lines, EngineMissing.exit_code
    from labelcheck.sources.ocr.engine import engines

    for name, engine in engines().items():
        state = engine.state()
        if state.usable:
            usable.append(name)
            lines.append(f"  {name:24} {state.version}")
            lines.append(f"  {'':24} reads {', '.join(state.languages)}")
        else:
            lines.append(f"  {name:24} missing: {state.missing}")
        if name == "tesseract":
            lines += _languages(kind, state.languages, installed=bool(state.version))
    if not usable:
        lines += [
            "",
            "Without an engine texts and PDFs with text are read, photos and scans are not.",
            "Any one of these helps:",
        ]
        lines.append(f"  {'any system':16} pip install 'labelcheck[photo]'")
        ordered = [k for k in _NAMES if k == kind] + [k for k in _NAMES if k != kind]
        lines += [f"  {_NAMES[k]:16} {install_command(k, _LANGUAGES)}" for k in ordered]
        return lines, EngineMissing.exit_code
    lines += [
        "",
        f"Photos and scans are read with {usable[0]}"
        + (f", and again with {usable[1]} where in doubt." if usable[1:] else "."),
    ]
    return lines, 0


def _extras() -> list[str]:
    """Return what is installed of the core and of each extra, and how to get what is not."""
    wanted: dict[str, list[str]] = {"": [], **{extra: [] for extra in EXTRAS}}
    for line in requires("labelcheck") or ():
        found = _REQUIREMENT.match(line)
        if found and found["name"] != "labelcheck" and (found["extra"] or "") in wanted:
            wanted[found["extra"] or ""].append(found["name"])
    lines: list[str] = []
    for extra, names in wanted.items():
        told = {name: _version(name) for name in sorted(names)}
        lacking = [name for name, number in told.items() if number is None]
        state = f"incomplete: pip install 'labelcheck[{extra}]'" if lacking else "installed"
        lines += ["", f"{_WHAT_FOR[extra]}" + (f" (extra {extra}): {state}" if extra else "")]
        lines += [f"  {name:24} {number or 'missing'}" for name, number in told.items()]
    return lines


def _brought() -> list[str]:
    """Return the folders that other packages bring: they change answers without being named on the command line."""
    folders = [(group, folder) for group in GROUPS for folder in package_folders(group)]
    told = [f"  {group:24} {folder}" for group, folder in folders]
    return ["", "From other packages", *told] if told else []


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _languages(kind: System, have: tuple[str, ...], *, installed: bool) -> list[str]:
    missing = tuple(code for code in _LANGUAGES if code not in have)
    if not missing:
        return []
    what = f"lacks {', '.join(missing)}: " if installed else ""
    return [f"  {'':24} {what}{install_command(kind, missing)}"]
