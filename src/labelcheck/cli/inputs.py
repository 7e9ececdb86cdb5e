"""What the commands share: options, inputs, and how failures become exit codes."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, TypeVar

from labelcheck.cli.config import answer_language
from labelcheck.cli.output import Output
from labelcheck.cli.swedish import error_text
from labelcheck.cli.terminal import Waiting, look_of, tell
from labelcheck.errors import LabelcheckError, ReadingFailed, UsageError
from labelcheck.pipeline import read, read_together
from labelcheck.reading.lex.trace import Trace
from labelcheck.render.look import Look, drawn, said, wrapped
from labelcheck.render.to_json import dumps, error_object
from labelcheck.render.wording import TEXTS
from labelcheck.results import Label
from labelcheck.sources.limits import DEFAULT, Limits, ScanOptions

PART_FAILED = 6
AUTO = "auto"
T = TypeVar("T")


def add_common(parser: argparse.ArgumentParser, *more_formats: str) -> None:
    """Add the options of every command that takes labels; ``more_formats`` are those it offers beside the usual ones."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a label as text, PDF or picture; - reads standard input"
    )
    parser.add_argument(
        "--format", choices=("text", "json", "jsonl", *more_formats), default="text",
        help="text for people; json; jsonl, one object per file in the files' order"
        f"{'; ' + ', '.join(more_formats) if more_formats else ''} (default: text)",
    )  # fmt: skip
    parser.add_argument("-o", "--output", metavar="PATH", type=Path, help="write there instead of to standard output")
    scans = parser.add_argument_group("PDFs and pictures")
    scans.add_argument(
        "--ocr", metavar="ENGINE", default=AUTO,
        help="auto takes the best OCR engine installed, others give second opinions; or rapidocr, tesseract alone",
    )  # fmt: skip
    scans.add_argument("--as-one", action="store_true", help="all files show one product: its front and its back")
    scans.add_argument("--password", metavar="TEXT", help="opens encrypted PDFs")
    scans.add_argument("--pictures", metavar="FOLDER", type=Path, help="write the pictures between the steps there")
    for option, default, what in (
        ("bytes", DEFAULT.size, "bytes of one file"),
        ("pixels", DEFAULT.pixels, "pixels of one picture"),
        ("pages", DEFAULT.pages, "pages of a PDF or picture"),
        ("seconds", DEFAULT.seconds, "seconds to decode one file"),
        ("memory", DEFAULT.memory, "bytes of memory to decode one file"),
    ):
        scans.add_argument(
            f"--max-{option}",
            metavar="N",
            type=_positive,
            default=default,
            help=f"most {what} (default: {default:,.0f})",
        )


def _positive(text: str) -> int:
    try:
        value = int(text.replace("_", ""))
    except ValueError:
        value = 0
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return value


def scan_options(args: argparse.Namespace) -> ScanOptions:
    """Return how PDFs and pictures are to be read.

    Raises:
        UsageError: the folder for pictures is none.

    """
    if args.pictures is not None and args.pictures.exists() and not args.pictures.is_dir():
        raise UsageError(f"{args.pictures}: this is a file; name a folder")
    limits = Limits(args.max_bytes, args.max_pixels, args.max_pages, float(args.max_seconds), args.max_memory)
    return ScanOptions(args.ocr, args.password, limits, args.pictures)


def run_files(
    args: argparse.Namespace,
    work: Callable[[Any, str], T],
    as_text: Callable[[T, Look], str],
    as_object: Callable[[T], dict[str, Any]],
    as_whole: dict[str, Callable[[list[tuple[str, T | LabelcheckError]]], str | bytes]] | None = None,
) -> int:
    """Do ``work`` on each input and print what comes of it; N inputs give N answers, failed ones too.

    ``as_whole`` are the formats that put all answers into one document.
    """
    whole_document = (as_whole or {}).get(args.format)
    outcomes: list[tuple[str, T | LabelcheckError]] = []
    failures: list[LabelcheckError] = []
    objects: list[dict[str, Any]] = []
    done = 0
    look = look_of(args.output)
    if args.format == "png" and look.terminal:
        raise UsageError("a picture cannot be shown here: name a file for it, as --output label.png, or redirect it")
    with Output(args.output, args.files, encoding_of(args, look)) as out, waiting(args, look) as wait:
        for source, name in inputs(args):
            try:
                with wait.at(name), one_input(name, args):
                    result = work(source, name)
                    shown: Any = "" if whole_document else _shown(args.format, result, as_text, as_object, look)
            except LabelcheckError as error:
                failures.append(error)
                tell(error_text(error, answer_language(args.language)))
                outcomes.append((name, error))
                _put(args.format, out, objects, error_object(name, error))
                continue
            done += 1
            if whole_document is not None:
                outcomes.append((name, result))
                continue
            if args.format == "text":
                named = len(args.files) == 1 or args.as_one or shown.startswith(f"{name}\n")
                out.write(("\n" if done > 1 else "") + ("" if named else _heading(name, look)) + shown)
            else:
                _put(args.format, out, objects, shown)
        if args.format == "json":
            whole: Any = objects[0] if len(objects) == 1 else objects
            out.write(dumps(whole, indent=2) + "\n")
        elif whole_document is not None:
            document = whole_document(outcomes)
            out.buffer.write(document) if isinstance(document, bytes) else out.write(document)
        out.flush()
    if failures:
        return PART_FAILED if done else failures[0].exit_code
    return 0


@contextmanager
def one_input(name: str, args: argparse.Namespace) -> Iterator[None]:
    """Keep a fault of labelcheck's own to the input it was met in.

    Raises:
        ReadingFailed: something raised what it should not have.

    """
    import traceback

    began = time.monotonic()
    try:
        yield
    except LabelcheckError:
        if args.verbose:
            traceback.print_exc()
        raise
    except Exception as error:
        if isinstance(error, OSError) and args.pictures is not None:
            raise  # the folder for pictures cannot be written
        if _interrupted(error):
            raise KeyboardInterrupt from error
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        what = f"labelcheck met a fault of its own ({type(error).__name__} at {where}: {error}); please report it"
        if args.verbose:
            traceback.print_exc()
        raise ReadingFailed(name, what) from error
    if args.verbose:
        tell(f"{name}: {time.monotonic() - began:.2f} s")


def _interrupted(error: BaseException | None) -> bool:
    """Whether an error was made of a Ctrl-C, as a library does that catches everything to raise its own."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _shown(
    form: str, result: T, as_text: Callable[[T, Look], str], as_object: Callable[[T], dict[str, Any]], look: Look
) -> Any:  # noqa: ANN401
    return as_text(result, look) if form == "text" else as_object(result)


def _heading(name: str, look: Look) -> str:
    line = said(f"[{name}]", "dim", look=look)
    return drawn(wrapped(line, look) if look.terminal else [line], look)


def encoding_of(args: argparse.Namespace, look: Look) -> str:
    """Return the encoding of the output: that of the terminal for text for people, UTF-8 for programs."""
    return look.encoding if args.format == "text" else "utf-8"


def waiting(args: argparse.Namespace, look: Look) -> Waiting:
    """Return what tells on a terminal which input is being read."""
    total = 1 if args.as_one else len(args.files)
    streams = look.terminal and args.format in ("text", "jsonl")
    return Waiting(TEXTS[answer_language(args.language)]["reading"], total, streams=streams)


def _put(form: str, out: TextIO, objects: list[dict[str, Any]], value: dict[str, Any]) -> None:
    if form == "jsonl":
        out.write(dumps(value) + "\n")
    elif form == "json":
        objects.append(value)


def inputs(args: argparse.Namespace) -> Iterator[tuple[Any, str]]:
    """Yield what is named and its name, in order; all together with ``--as-one``. ``-`` is standard input."""
    if args.as_one:
        yield [_source(name) for name in args.files], " + ".join(args.files)
        return
    for name in args.files:
        yield _source(name), "standard input" if name == "-" else name


def _source(name: str) -> Any:  # noqa: ANN401
    """Return a path, or the open standard input; a process may be started without one, its bytes are then none."""
    if name != "-":
        return name
    return b"" if sys.stdin is None else sys.stdin.buffer


def read_source(
    source: Any,  # noqa: ANN401
    name: str,
    args: argparse.Namespace,
    options: ScanOptions,
    trace: Trace | None = None,
) -> Label:
    """Return the label of one input, or of all as one."""
    if args.as_one:
        return read_together(source, trace=trace, options=options)
    return read(source, name=name, trace=trace, options=options)
