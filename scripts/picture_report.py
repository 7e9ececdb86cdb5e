"""Draws what the terminal shows of a sample, as SVG: picture_report.py [--columns N] [--language sv|en] [LABEL [OUT]].

Without arguments it gives the picture of the README, docs/report.svg. The SVG names no font from elsewhere.
"""

from __future__ import annotations

import argparse
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from labelcheck.pipeline import check
from labelcheck.render.look import Look
from labelcheck.render.to_text import report_text

ROOT: Final = Path(__file__).parent.parent
LABEL: Final = ROOT / "samples" / "sv" / "zink-procent-fel" / "label.txt"
COLUMNS: Final = 90
_THEME: Final = TerminalTheme(
    (13, 17, 23), (230, 237, 243),
    [(13, 17, 23), (255, 123, 114), (86, 211, 100), (240, 180, 80), (121, 184, 255), (205, 165, 255), (86, 212, 221), (230, 237, 243)],
)  # fmt: skip
_SEVERITIES: Final = ("error", "warning", "caution")


def shown(label: Path, language: str, look: Look, *, all_findings: bool = False) -> str:
    """Return a label's report as the terminal shows it, of its findings the grave ones."""
    report = check(label)
    if not all_findings:
        report = replace(report, findings=tuple(f for f in report.findings if f.severity in _SEVERITIES))
    return report_text(report, "sv" if language == "sv" else "en", look)


def picture(label: Path, language: str, columns: int, title: str, *, all_findings: bool) -> str:
    """Return the SVG of a label's report."""
    look = Look(columns, styled=True, coloured=True, bars=True, terminal=True)
    text = shown(label, language, look, all_findings=all_findings)
    console = Console(width=columns, record=True, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.from_ansi(text.rstrip("\n")))
    svg = console.export_svg(title=title, theme=_THEME, unique_id="report")
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas").rstrip() + "\n"


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("label", nargs="?", type=Path)
    parser.add_argument("out", nargs="?", type=Path, default=ROOT / "docs" / "report.svg")
    parser.add_argument("--language", choices=("sv", "en"), default="en")
    parser.add_argument("--columns", type=int, default=COLUMNS)
    parser.add_argument("--all", action="store_true", help="also findings below caution")
    args = parser.parse_args()
    label = args.label or LABEL
    title = f"labelcheck check {label.name}"
    args.out.write_text(picture(label, args.language, args.columns, title, all_findings=args.all), encoding="utf-8")


if __name__ == "__main__":
    main()
