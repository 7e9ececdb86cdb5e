"""``labelcheck catalogue``: a whole catalogue into four tables and a page that sums them up; and two runs compared."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from labelcheck.cli.config import answer_language
from labelcheck.cli.inputs import PART_FAILED
from labelcheck.cli.person import FOUND, add_person, market_of, person_of
from labelcheck.errors import InputError, UsageError
from labelcheck.extras import require
from labelcheck.render.inert import inert_text

if TYPE_CHECKING:
    from labelcheck.catalogue.format import Input, Plan
    from labelcheck.catalogue.settings import Settings
    from labelcheck.knowledge.printing import OutputLanguage
    from labelcheck.rules.policy import Policy

HELP = "check a whole catalogue, from a spreadsheet to millions of products"
_EPILOG: Final = "labelcheck catalogue diff OLD NEW compares the outputs of two runs: --format text, csv or html."
_ROWS: Final = 5
_OF_SPARK: Final = frozenset(("answers", "products", "readings", "findings", "intakes"))


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="a folder, CSV, XLSX, JSONL, Parquet, XML, …, and tables with the same key beside it; or diff OLD NEW",
    )
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="the folder for the tables and the page; diff: a file"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be read and show five products")
    parser.add_argument(
        "--format", choices=("parquet", "csv", "xlsx", "jsonl", "sarif", "text", "html"), default=None,
        help="beside Parquet: csv, xlsx, jsonl or sarif; of a diff: text, csv or html",
    )  # fmt: skip
    parser.add_argument(
        "--write-back", choices=("input", "gdsn"), help="the input with columns added, or GDSN fragments"
    )
    parser.add_argument("--by", choices=("brand",), help="a page and a workbook for each brand, too")
    parser.add_argument(
        "--write-baseline", metavar="FILE", type=Path, help="what is found now counts for no --fail-on from now on"
    )
    table = parser.add_argument_group("the input")
    table.add_argument("--input-format", metavar="NAME", help="where it is not told by the content")
    table.add_argument(
        "--column", metavar="FIELD=NAME", action="append", default=[], help="which column is what: text=Beskrivning"
    )
    table.add_argument("--delimiter", metavar="CHAR", help="of a CSV file")
    table.add_argument("--encoding", metavar="NAME", help="of a CSV or JSONL file")
    table.add_argument("--sheet", metavar="NAME", help="of a workbook")
    table.add_argument(
        "--files", metavar="DIR", type=Path, help="below which the rows' files are (default: beside the input)"
    )
    how = parser.add_argument_group("how it runs")
    how.add_argument("--workers", type=int, metavar="N", help="processes (default: one per core)")
    how.add_argument("--timeout", type=float, metavar="SECONDS", default=60.0, help="per product (default: 60)")
    how.add_argument("--memory", type=int, metavar="MB", default=2000, help="per worker, 0 for any (default: 2000)")
    how.add_argument("--replace", action="store_true", help="go on in an output folder that holds another input's run")
    how.add_argument("--retry-failed", action="store_true", help="try again what could not be read last time")
    how.add_argument("--progress", choices=("auto", "always", "never"), default="auto")
    how.add_argument("--engine", choices=("local", "spark"), default="local", help="this machine, or a Spark cluster")
    how.add_argument(
        "--master", metavar="URL", default="local[*]", help="of the cluster: spark://host:7077 (default: local[*])"
    )
    add_person(parser)


def run(args: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    from labelcheck.catalogue import require

    require()
    if args.inputs[0] == "diff" and len(args.inputs) == 3:
        return _diff(args)
    from labelcheck.catalogue.beside import in_order
    from labelcheck.catalogue.containers import TableOptions
    from labelcheck.catalogue.format import Input
    from labelcheck.catalogue.formats import plan

    first, *more = map(Path, args.inputs)
    table = TableOptions(args.delimiter, args.encoding, args.sheet)
    source = in_order(Input(first, table, _columns(args.column), tuple(more)))
    planned = plan(source, args.input_format)
    if args.dry_run:
        return _dry_run(planned, source)
    if args.output is None:
        raise UsageError("name a folder for the output: --output OUT; or look first: --dry-run")
    if args.format in ("text", "html"):
        raise UsageError(f"--format {args.format} is for diff; of a catalogue: parquet, csv, xlsx, jsonl or sarif")
    return _run_on_spark(args, planned, source) if args.engine == "spark" else _run(args, planned, source)


def _run_on_spark(args: argparse.Namespace, planned: Plan, source: Input) -> int:
    if args.format or args.write_back or args.retry_failed or args.replace or args.by:
        raise UsageError("--format, --write-back, --by, --retry-failed and --replace are for --engine local")
    if source.beside:
        raise UsageError("--engine spark reads one input")
    if planned.format not in ("parquet", "csv", "jsonl", "folder"):
        raise UsageError(f"--engine spark reads Parquet, CSV, JSONL and folders; the input is {planned.format}")
    # tables without their page are those of a job that stopped, and are made anew
    if args.output.exists() and {p.name for p in args.output.iterdir()} - _OF_SPARK:
        raise UsageError(f"{args.output}: this folder holds other files; name a new one")
    require("spark", "--engine spark")
    from labelcheck.catalogue.adapters.spark import run_on_spark

    rows, failed = run_on_spark(
        str(source.path.resolve()), str(args.output.resolve()), kind=planned.format, master=args.master,
        settings=_settings(args, source), columns=source.columns, seconds=args.timeout,
        delimiter=args.delimiter or ",", encoding=args.encoding or "utf-8", limit_bytes=args.memory * 1_000_000,
    )  # fmt: skip
    from labelcheck.catalogue.summary import About, write_summary
    from labelcheck.cli.catalogue_said import told

    about = About(source.path.name, planned.format, answer_language(args.language), None)
    page = write_summary(args.output, about)
    _say(told(about.language, "spark", rows=rows, read=rows - failed, failed=failed), str(page))
    return _gated(args, args.output, rows, failed)


def _columns(options: list[str]) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for option in options:
        field, equals, name = option.partition("=")
        if not equals:
            raise UsageError(f"--column {option}: write FIELD=NAME, as text=Beskrivning")
        chosen.setdefault(field.strip(), []).append(name.strip())
    return chosen


def _settings(args: argparse.Namespace, source: Input) -> Settings:
    from labelcheck.catalogue.settings import Settings

    root = args.files or (source.path if source.path.is_dir() else source.path.parent)
    if not root.is_dir():
        raise UsageError(f"--files {root}: no such folder")
    return Settings(person_of(args), market_of(args), tuple(args.rules), (), str(root.resolve()), _policy(args))


def _policy(args: argparse.Namespace) -> Policy:
    """Return the project's policy with what the options say."""
    from dataclasses import replace

    from labelcheck.cli.config import config

    policy = config()
    target, known = args.write_baseline, policy.baseline
    # the first one is written by the run that the project's settings name it for
    if known is not None and target is not None and target.resolve() == Path(known).resolve() and not target.exists():
        known = None
    return replace(
        policy,
        min_severity=args.min_severity or policy.min_severity,
        fail_on=args.fail_on or policy.fail_on,
        baseline=known,
    )


def _dry_run(planned: Plan, source: Input) -> int:
    from itertools import islice

    from labelcheck.catalogue.containers import Progress

    print(f"{source.path}: {planned.format}" + (f" ({planned.container})" if planned.container else ""))  # noqa: T201
    for note in planned.notes:
        print(f"  {note}")  # noqa: T201
    for number, product in enumerate(islice(planned.products(Progress()), _ROWS)):
        shown = {k: v for k, v in product._asdict().items() if v}
        if product.nutrients:
            shown["nutrients"] = [" ".join(filter(None, (n.name, n.value, n.unit, n.basis))) for n in product.nutrients]
        text = json.dumps(shown, ensure_ascii=False)
        print(f"{number}: {inert_text(text if len(text) <= 600 else text[:599] + '…')}")  # noqa: T201
    return 0


def _run(args: argparse.Namespace, planned: Plan, source: Input) -> int:
    from labelcheck.catalogue.export import export
    from labelcheck.catalogue.run import Options, run
    from labelcheck.catalogue.write_back import write_back
    from labelcheck.cli.catalogue_said import told

    language = answer_language(args.language)
    if args.timeout <= 0 or (args.workers is not None and args.workers < 1) or args.memory < 0:
        raise UsageError("--timeout and --workers are above 0, --memory is 0 or more")
    options = Options(
        _settings(args, source), args.workers, args.timeout, args.memory * 1_000_000, replace=args.replace,
        retry=args.retry_failed, progress=args.progress, language=language,
    )  # fmt: skip
    done = run(planned, source.path, args.output, options)
    from labelcheck.catalogue.finish import summarise

    written = [summarise(args.output, source.path.name, planned.format, language)]
    if args.format == "sarif":
        from labelcheck.catalogue.sarif import write_sarif

        written.append(write_sarif(args.output, source.path.name, options.settings.rule_set(), language))
    else:
        written += export(args.output, args.format or "parquet", language)
    if args.by == "brand":
        from labelcheck.catalogue.by_brand import write_by_brand
        from labelcheck.catalogue.summary import About

        written.append(write_by_brand(args.output, About(source.path.name, planned.format, language, None)))
    if args.write_back:
        written.append(write_back(args.write_back, planned, source, args.output, language))
    read = done.rows - done.failed
    said = told(language, "done", rows=done.rows, read=read, failed=done.failed, kept=done.kept)
    _say(said, *map(str, written))
    return _gated(args, args.output, done.rows, done.failed)


def _say(*lines: str) -> None:
    for line in lines:
        print(f"labelcheck: {inert_text(line)}", file=sys.stderr)  # noqa: T201


def _gated(args: argparse.Namespace, out: Path, rows: int, failed: int) -> int:
    """Tell what counts and what is waived; return the exit code."""
    from labelcheck.catalogue.gate import baseline_of, gate, unused_waivers
    from labelcheck.catalogue.wording import said as said_level
    from labelcheck.cli.catalogue_said import told

    policy, language = _policy(args), answer_language(args.language)
    found = gate(out, policy.fail_on)
    said = []
    if args.write_baseline is not None:
        known = baseline_of(out, args.write_baseline)
        said.append(told(language, "baseline", file=str(args.write_baseline), n=known))
    if found.waived:
        said.append(told(language, "waived", n=found.waived))
    said += [
        told(language, "unneeded", file=str(policy.origin), line=str(w.line), rule=w.rule)
        for w in unused_waivers(out, policy)
    ]
    if policy.fail_on is not None:
        said.append(told(language, "counting", n=found.counting, level=said_level(language, policy.fail_on)))
    _say(*said)
    if found.counting and args.write_baseline is None:
        return FOUND
    return _code(rows, failed, language)


def _code(rows: int, failed: int, language: OutputLanguage) -> int:
    if not rows:
        from labelcheck.cli.catalogue_said import told

        _say(told(language, "none"))
        return InputError.exit_code
    if failed:
        return PART_FAILED if failed < rows else InputError.exit_code
    return 0


def _diff(args: argparse.Namespace) -> int:
    from labelcheck.catalogue.diff import compare_folders
    from labelcheck.catalogue.diff_pages import FORMATS
    from labelcheck.cli.output import Output

    form = args.format or "text"
    if form not in FORMATS:
        raise UsageError(f"--format {form}: of a diff it is {', '.join(FORMATS)}")
    language = answer_language(args.language)
    old, new = Path(args.inputs[1]), Path(args.inputs[2])
    # the page speaks the reader's language; text and CSV are for programs too, and keep to the codes of the tables
    comparing = compare_folders(old, new, language if form == "html" else None)
    with comparing as comparison, Output(args.output, []) as out:
        for piece in FORMATS[form](comparison, language):
            out.write(piece)
        out.flush()
    return 0
