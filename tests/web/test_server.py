"""The server as a process: how it starts, stops and survives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import corpus
from labelcheck.cli.main import main
from serving import Server, serving

TEXT = json.dumps({"text": "Zink 10 mg 100 %. Ta 1 tablett dagligen."}).encode()
JSON = {"Content-Type": "application/json"}
PHOTO = corpus.ROOT / "sv" / "multivitamin-punktlinjer" / "photo-bottle.jpg"
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def family(process: int) -> set[int]:
    """Return the processes that a process has started, and those that these have."""
    found: set[int] = set()
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            found |= {int(child)} | family(int(child))
    return found


def alive(processes: set[int]) -> set[int]:
    return {
        p
        for p in processes
        if Path(f"/proc/{p}").exists() and "\nState:\tZ" not in Path(f"/proc/{p}/status").read_text()
    }


def wait_until_gone(processes: set[int], seconds: float = 30) -> set[int]:
    until = time.monotonic() + seconds
    while (left := alive(processes)) and time.monotonic() < until:
        time.sleep(0.1)
    return left


@linux
@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_nothing_is_left_when_it_stops(how: signal.Signals, code: int) -> None:
    with serving("--workers", "2", "--scanners", "1") as server:
        assert server.address.startswith("http://127.0.0.1:")
        assert server.post("/api/check", TEXT, JSON)[0] == 200
        children = family(server.process.pid)
        assert len(children) >= 3
        os.kill(server.process.pid, how)
        assert server.process.wait(30) == code
        assert wait_until_gone(children) == set()


SLOW = """
import odd_jobs
from labelcheck.__main__ import run
from labelcheck.web import app, server

app.check_json = odd_jobs.hang
server._GRACE = {grace}
run()
"""


@linux
@pytest.mark.parametrize(("grace", "signals"), [(1, 1), (60, 2)])
def test_who_still_waits_when_it_stops_is_told(grace: int, signals: int) -> None:
    tests = str(Path(__file__).parent.parent)
    with subprocess.Popen(
        [sys.executable, "-c", SLOW.format(grace=grace), "serve", "--port", "0", "--workers", "1", "--scanners", "1"],
        stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": tests},
    ) as process:  # fmt: skip
        server = Server(process)
        answers: list[tuple[int, bytes]] = []
        asking = threading.Thread(target=lambda: answers.append(server.post("/api/check", TEXT, JSON)))
        asking.start()
        while json.loads(server.get("/healthz"))["in_hand"]["texts"] < 1:
            time.sleep(0.05)
        children = family(process.pid)
        for _ in range(signals):
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
        asking.join(30)
        told = process.communicate(timeout=30)[1]
    assert [status for status, _ in answers] == [503]
    assert json.loads(answers[0][1])["error"]["code"] == "stopping"
    assert f"within {grace} s" in told
    assert "Traceback" not in told
    assert wait_until_gone(children) == set()


@linux
def test_workers_that_are_killed_are_replaced() -> None:
    with serving("--workers", "1", "--scanners", "1") as server:
        assert server.post("/api/check", TEXT, JSON)[0] == 200
        for child in family(server.process.pid):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(child, signal.SIGKILL)
        assert [server.post("/api/check", TEXT, JSON)[0] for _ in range(3)] == [200, 200, 200]
        time.sleep(0.5)
        assert server.post("/api/check", TEXT, JSON)[0] == 200
        assert json.loads(server.get("/healthz"))["status"] == "ok"


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with serving("--workers", "1", "--scanners", "1") as server:
        assert main(["serve", "--port", server.address.rpartition(":")[2]]) == 2
    assert "cannot listen on 127.0.0.1" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--port", "99999"], ["--host", "no.such.host.invalid"], ["--rules", "/nowhere"]])
def test_what_cannot_be_meant(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "0", *options]) in (2, 4)
    assert capsys.readouterr().err.startswith(("labelcheck: ", "/nowhere"))


def test_without_the_extra() -> None:
    code = (
        "import sys; sys.modules['starlette'] = None; from labelcheck.cli.main import main; sys.exit(main(['serve']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "pip install 'labelcheck[web]'" in done.stderr


@pytest.mark.live
@linux
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_scan(how: signal.Signals) -> None:
    with serving("--scanners", "2") as server:
        threads = [threading.Thread(target=_try, args=(server,), daemon=True) for _ in range(2)]
        for thread in threads:
            thread.start()
        while json.loads(server.get("/healthz"))["in_hand"]["scans"] < 2:
            time.sleep(0.1)
        time.sleep(2)
        children = family(server.process.pid)
        os.kill(server.process.pid, how)
        server.process.wait(30)
        assert wait_until_gone(children) == set()


def _try(server: Server) -> None:
    try:
        server.upload("/api/check", ("photo.jpg", PHOTO.read_bytes()))
    except OSError:
        return


@pytest.mark.live
def test_health_answers_while_photos_are_read_and_a_bad_one_is_refused() -> None:
    with serving() as server:
        answers: list[int] = []
        photos = [PHOTO.read_bytes(), PHOTO.read_bytes(), PHOTO.read_bytes()[:60_000]]
        threads = [
            threading.Thread(target=lambda p=p: answers.append(server.upload("/api/check", ("a.jpg", p))[0]))
            for p in photos
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            assert json.loads(server.get("/healthz"))["status"] == "ok"
            time.sleep(0.1)
        assert sorted(answers)[:2] == [200, 200]
        assert server.post("/api/check", TEXT, JSON)[0] == 200
