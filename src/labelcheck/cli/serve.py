"""``labelcheck serve``: a page for people and an interface for programs, on this machine."""

from __future__ import annotations

import argparse

from labelcheck.cli.config import config
from labelcheck.cli.person import market_of

HELP = "open a page that checks labels: drop or photograph one, or paste its text; programs ask at /api/check"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)"
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on, 0 for any free one (default: 8000)")
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST",
        help="a host name to answer to, beside localhost, this machine's and addresses; may be given several times",
    )  # fmt: skip
    parser.add_argument("--market", metavar="SE", help="the country whose rules apply (default: SE)")
    parser.add_argument("--rules", metavar="DIR", action="append", default=[], help="a folder of further rules")
    parser.add_argument("--ocr", metavar="ENGINE", default="auto", help="auto, rapidocr or tesseract (default: auto)")
    parser.add_argument("--workers", type=_count, metavar="N", help="processes for texts (default: one per core)")
    parser.add_argument(
        "--scanners", type=_count, metavar="N", help="processes for photos and PDFs (default: at most 2)"
    )
    parser.add_argument(
        "--max-bytes",
        type=_count,
        metavar="N",
        default=20_000_000,
        help="most bytes of an upload (default: 20,000,000)",
    )
    parser.add_argument(
        "--max-seconds", type=_count, metavar="N", default=120, help="most seconds to read one product (default: 120)"
    )


def run(args: argparse.Namespace) -> int:
    """Run the command until it is told to stop; return its exit code."""
    from labelcheck.web import require

    require()
    from labelcheck.web.server import serve
    from labelcheck.web.settings import Bounds, Settings

    settings = config()
    wanted = Settings(
        host=args.host,
        port=args.port,
        names=tuple(args.name),
        market=market_of(args),
        rules=tuple(args.rules),
        policy=settings,
        ocr=args.ocr,
        bounds=Bounds(upload=args.max_bytes, scan_seconds=float(args.max_seconds)),
        **{k: v for k, v in (("workers", args.workers), ("scanners", args.scanners)) if v},
    )
    return serve(wanted)


def _count(text: str) -> int:
    value = int(text.replace("_", "")) if text.replace("_", "").isdecimal() else 0
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return value
