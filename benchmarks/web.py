"""The server under load, on 127.0.0.1 only: text checks, /healthz while pictures are read, reports, page weight.

usage: python benchmarks/web.py [--seconds N] [--clients N]

Clients and server share the machine's cores. The load average stands beside the figures: on a machine that others use,
they say what was left of it.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import statistics
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from speed import panel

import corpus
from labelcheck.pipeline import check, page_pictures, read
from labelcheck.render.to_html import reports_html
from serving import Server, serving

PHOTO = corpus.ROOT / "sv" / "multivitamin-punktlinjer" / "photo-bottle.jpg"
TWO_MEGAPIXELS = corpus.ROOT / "sv" / "b-komplex-dos-1-3" / "photo-perspective.jpg"
WARM_UP = 2.0
LOTS = itertools.count()


async def ask(address: str, text: str, until: float, times: list[float], statuses: list[int]) -> None:
    """Check a text over and over on one connection, each time of another lot: what is read of equal texts is remembered."""
    target = urlsplit(address)
    head = f"POST /api/check HTTP/1.1\r\nHost: {target.netloc}\r\nContent-Type: application/json\r\n"
    reader, writer = await asyncio.open_connection(target.hostname, target.port)
    while time.perf_counter() < until:
        body = json.dumps({"text": f"{text}\nLot {next(LOTS)}"}).encode()
        began = time.perf_counter()
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - began)
        statuses.append(int(answer.split(b" ", 2)[1]))
    writer.close()
    await writer.wait_closed()


async def text_load(address: str, text: str, seconds: float, clients: int) -> tuple[list[float], list[int]]:
    """Return the seconds each check took, and its status."""
    await asyncio.gather(*(ask(address, text, time.perf_counter() + WARM_UP, [], []) for _ in range(clients)))
    times: list[float] = []
    statuses: list[int] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(ask(address, text, until, times, statuses) for _ in range(clients)))
    return times, statuses


def load() -> str:
    """Return the load average, where the system tells it."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def texts(server: Server, seconds: float, clients: int) -> None:
    """Print text checks a second."""
    sample = next(s for s in corpus.all_samples() if s.id == "sv/magnesium-citrat-enkel")
    for title, text in (("one-row label", sample.text), ("20-row panel", panel(0))):
        times, statuses = asyncio.run(text_load(server.address, text, seconds, clients))
        good = statuses.count(200)
        print(
            f"text checks, {title:16} {good / seconds:8.0f} a second   p50 {statistics.median(times) * 1e3:6.1f} ms   "
            f"p99 {statistics.quantiles(times, n=100)[98] * 1e3:6.1f} ms   failed {len(statuses) - good}   {load()}"
        )


def health(server: Server) -> None:
    """Print how long /healthz takes alone, and while two pictures are read."""
    for title, jobs in (("alone", 0), ("while two pictures are read", 2)):
        done: list[int] = []
        photo = PHOTO.read_bytes()

        def scan(done: list[int] = done, photo: bytes = photo) -> None:
            done.append(server.upload("/api/check", ("photo.jpg", photo))[0])

        threads = [threading.Thread(target=scan) for _ in range(jobs)]
        for thread in threads:
            thread.start()
        times: list[float] = []
        while len(done) < jobs or (not jobs and len(times) < 200):
            began = time.perf_counter()
            server.get("/healthz")
            times.append(time.perf_counter() - began)
            time.sleep(0.02)
        for thread in threads:
            thread.join()
        print(
            f"/healthz {title:28} p50 {statistics.median(times) * 1e3:6.1f} ms   max {max(times) * 1e3:6.1f} ms   "
            f"{len(times)} requests   scans answered {done}   {load()}"
        )


def report() -> None:
    """Print what the HTML report of a photograph costs beyond reading and checking it, and its size."""
    data = TWO_MEGAPIXELS.read_bytes()
    checked = check(read(data))
    reports_html([("warm", checked, ())], "sv")
    times = []
    text = ""
    for _ in range(5):
        began = time.perf_counter()
        text = reports_html([("photo", checked, page_pictures(data))], "sv")
        times.append(time.perf_counter() - began)
    print(
        f"HTML report of {len(data):,} bytes of photo   {statistics.median(times):.2f} s   {len(text.encode()):,} bytes"
    )


def weight(server: Server) -> None:
    """Print what a browser loads before the first picture."""
    sizes = {
        path: len(server.get(path))
        for path in ("/", *(f"/assets/{n}" for n in ("report.css", "report.js", "page.css", "page.js")))
    }
    print(f"page {sum(sizes.values()):,} bytes: {', '.join(f'{k} {v:,}' for k, v in sizes.items())}")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--clients", type=int, default=16)
    args = parser.parse_args()
    print(f"{os.cpu_count()} cores, {load()}")
    with serving() as server:
        server.upload("/api/check", ("photo.jpg", PHOTO.read_bytes()))
        weight(server)
        texts(server, args.seconds, args.clients)
        health(server)
    report()


if __name__ == "__main__":
    main()
