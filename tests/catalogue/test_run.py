"""Runs: killed and continued, nightly, with products that break their process."""

import gc
import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pyarrow as pa
import pytest
from PIL import Image

from catalogue_runs import HIGH, SMALL, ZINC, catalogue, command, environment, outcomes, table, write_csv
from labelcheck.catalogue.files import _engines
from labelcheck.catalogue.product import Product, to_batch
from labelcheck.catalogue.progress import Reporter
from labelcheck.catalogue.settings import Settings
from labelcheck.catalogue.workers import Workers
from labelcheck.sources.ocr import engine

HEADER = ("id", "name", "text")


def _rows(count: int, words: str = "") -> list[tuple[str, str, str]]:
    return [(f"p{i}", f"Product {i}", f"{(ZINC, HIGH)[i % 2]} {words} Art. {i}") for i in range(count)]


def _same(one: Path, other: Path) -> bool:
    return all(table(one, name) == table(other, name) for name in ("products", "readings", "findings"))


def test_rows_in_are_products_out_and_a_second_run_reads_nothing(tmp_path: Path) -> None:
    env = environment(tmp_path)
    path = write_csv(tmp_path / "c.csv", _rows(130))
    out = tmp_path / "out"
    first = catalogue(path, "--output", out, "--workers", 2, env=env)
    assert first.returncode == 0, first.stderr
    products = table(out, "products")
    assert [p["row"] for p in products] == list(range(130))
    assert [p["id"] for p in products] == [f"p{i}" for i in range(130)]
    assert {p["status"] for p in products} == {"ok"}
    before = {f: f.stat().st_mtime_ns for f in (out / "products").iterdir()}
    second = catalogue(path, "--output", out, block=SMALL)
    assert "130 of them unchanged" in second.stderr
    assert {f: f.stat().st_mtime_ns for f in (out / "products").iterdir()} == before


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    rows = _rows(130)
    path = write_csv(tmp_path / "c.csv", rows)
    out = tmp_path / "out"
    catalogue(path, "--output", out, block=SMALL)
    rows[70] = ("p70", "Product 70", HIGH + " ny")
    rows.insert(3, ("new", "New", ZINC))  # every later row stands one further down
    del rows[100]
    write_csv(path, rows)
    done = catalogue(path, "--output", out, block=SMALL)
    assert "130 products" in done.stderr
    assert "128 of them unchanged" in done.stderr
    fresh = tmp_path / "fresh"
    catalogue(path, "--output", fresh, block=SMALL)
    assert _same(out, fresh)
    page = (out / "summary.html").read_text("utf-8")
    assert "This is the first run" not in page
    assert "This is the first run" in (fresh / "summary.html").read_text("utf-8")


def test_other_settings_read_everything_again(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", _rows(10))
    out = tmp_path / "out"
    catalogue(path, "--output", out)
    done = catalogue(path, "--output", out, "--pregnant")
    assert "0 of them unchanged" in done.stderr
    assert "10 of them unchanged" in catalogue(path, "--output", out, "--pregnant").stderr


ENGINE = """\
from labelcheck.sources.ocr.engine import State
class Engine:
    name, straight, micro = "{name}", True, True
    @classmethod
    def state(cls): return State(cls.name, usable=True, version="{version}", languages=("Latin",))
    def find(self, picture): return []
    def read(self, picture): return []
    def read_lines(self, pictures): return []
"""


def _install_engine(folder: Path, name: str, version: str) -> None:
    about = folder / f"{name}-1.dist-info"
    about.mkdir(exist_ok=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (about / "entry_points.txt").write_text(f"[labelcheck.ocr]\n{name} = {name}:Engine\n")
    (folder / f"{name}.py").write_text(ENGINE.format(name=name, version=version))
    _forget_engines()
    sys.modules.pop(name, None)
    importlib.invalidate_caches()


def _forget_engines() -> None:
    for cache in (engine.engines, engine.load_engine, _engines):
        cache.cache_clear()


@pytest.fixture
def own_engines(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a test install engines of its own.

    No byte code is kept: two versions of the same length, written within a second, would share it.
    """
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(
        engine, "entry_points", lambda group: [p for p in entry_points(group=group) if p.name in ("steady", "newcomer")]
    )
    yield
    _forget_engines()


@pytest.mark.usefixtures("own_engines")
def test_a_new_engine_has_pictures_read_again_and_leaves_texts_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, labels, out = (tmp_path / name for name in ("site", "labels", "out"))
    site.mkdir()
    labels.mkdir()
    (labels / "a.txt").write_text(ZINC)
    Image.new("RGB", (40, 40), "white").save(labels / "b.png")
    monkeypatch.syspath_prepend(site)
    _install_engine(site, "steady", "1.0")
    assert "0 of them unchanged" in catalogue(labels, "--output", out).stderr
    assert "2 of them unchanged" in catalogue(labels, "--output", out).stderr
    for version in ("1.0", "1.1"):
        _install_engine(site, "newcomer", version)
        assert "1 of them unchanged" in catalogue(labels, "--output", out).stderr, version
    assert "2 of them unchanged" in catalogue(labels, "--output", out).stderr


def _started(arguments: list[str], env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(arguments, env=env, stderr=file, start_new_session=True)


def _wait_for_parts(out: Path, more_than: int, process: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        found = len(list((out / ".labelcheck" / "aside" / "findings").glob("*.parquet")))
        if found > more_than:
            return found
        time.sleep(0.005)
    pytest.fail("the run ended, or wrote no part")


def _living(group: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def test_a_run_killed_three_times_gives_what_an_undisturbed_one_gives(tmp_path: Path) -> None:
    env = environment(tmp_path)
    rows = _rows(400, "SLOW")
    rows[50], rows[390] = ("p50", "", ""), rows[10]
    path = write_csv(tmp_path / "c.csv", rows)
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    parts = 0
    for _ in range(3):
        process = _started(command(path, "--output", out, "--workers", 2), env, tmp_path / "log")
        parts = _wait_for_parts(out, parts, process)
        group = os.getpgid(process.pid)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and _living(group):
            time.sleep(0.1)
        assert _living(group) == [], "workers end with their run"
        assert not (out / "products").exists(), "nothing is shown before the run is whole"
    done = catalogue(path, "--output", out, block=SMALL)
    assert done.returncode == 6, done.stderr
    kept = int(done.stderr.split(" of them unchanged")[0].rsplit("; ", 1)[1].replace(",", ""))
    # the last part may have been written and not yet noted
    assert kept >= (parts - 1) * 40 >= 80
    catalogue(path, "--output", fresh, block=SMALL)
    assert _same(out, fresh)
    assert len(table(out, "products")) == 400


def test_a_run_that_goes_on_keeps_others_out_and_an_interrupted_one_says_how_to_go_on(tmp_path: Path) -> None:
    env = environment(tmp_path)
    path = write_csv(tmp_path / "c.csv", _rows(4000, "SLOW"))
    out, log = tmp_path / "out", tmp_path / "log"
    process = _started(command(path, "--output", out, "--workers", 1), env, log)
    _wait_for_parts(out, 0, process)
    refused = catalogue(path, "--output", out)
    assert (refused.returncode, "another run" in refused.stderr) == (2, True)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    assert "the same command goes on from there" in log.read_text()
    assert "Traceback" not in log.read_text()


def test_a_run_killed_before_its_page_was_written_tells_what_changed_when_it_goes_on(tmp_path: Path) -> None:
    env = environment(tmp_path)
    rows = _rows(60)
    path = write_csv(tmp_path / "c.csv", rows)
    out = tmp_path / "out"
    catalogue(path, "--output", out, block=SMALL)
    write_csv(path, [*rows[:-1], ("new", "New", HIGH)])
    with (Path(env["PYTHONPATH"]) / "sitecustomize.py").open("a") as file:
        file.write("""
def summarise(*arguments):
    if os.environ.get("KILLED_BEFORE_THE_PAGE"):
        os.kill(os.getpid(), 9)
    return plain_summarise(*arguments)
if plain:
    import labelcheck.catalogue.finish as finish
    plain_summarise = finish.summarise
    finish.summarise = summarise
""")
    killed = catalogue(path, "--output", out, "--workers", 1, env=env | {"KILLED_BEFORE_THE_PAGE": "1"})
    assert killed.returncode == -signal.SIGKILL
    assert "60 of them unchanged" in catalogue(path, "--output", out, block=SMALL).stderr
    changed = '<td>products</td><td class="n">1</td><td class="n">1</td><td class="n">0</td>'
    assert changed in (out / "summary.html").read_text("utf-8")
    catalogue(path, "--output", out, block=SMALL)
    assert changed.replace("1", "0") in (out / "summary.html").read_text("utf-8")


def test_one_poisonous_product_costs_itself_alone(tmp_path: Path) -> None:
    env = environment(tmp_path)
    rows = _rows(60)
    for at, word in ((5, "CRASHES"), (17, "HANGS"), (33, "EATS"), (41, "RAISES")):
        rows[at] = (f"p{at}", word, word)
    path = write_csv(tmp_path / "c.csv", rows)
    out = tmp_path / "out"
    done = catalogue(path, "--output", out, "--timeout", 6, "--memory", 1000, env=env)
    assert done.returncode == 6, done.stderr
    found = outcomes(out)
    assert {i: o for i, o in enumerate(found) if o != "read"} == {
        5: "crashed",
        17: "timeout",
        33: "out-of-memory",
        41: "failed",
    }
    page = (out / "summary.html").read_text("utf-8")
    assert "a defect of ours" in page
    again = catalogue(path, "--output", out, "--retry-failed", block=SMALL)  # without what broke them
    assert "56 of them unchanged" in again.stderr
    assert set(outcomes(out)) == {"read"}


def _batch(start: int) -> pa.RecordBatch:
    return to_batch([Product(str(i), text=ZINC) for i in range(start, start + 3)], range(start, start + 3), ["00"] * 3)


def test_a_run_goes_on_when_idle_workers_are_killed() -> None:
    with Workers(Settings(), count=2) as workers:
        assert workers.submit(_batch(0)).result().column("outcome").to_pylist() == ["read"] * 3
        waiting = []
        for start in (3, 6):
            for process in multiprocessing.active_children():
                process.kill()
                process.join()
            waiting.append(workers.submit(_batch(start)))
        waiting.append(workers.submit(_batch(9)))
        assert [task.result().column("row").to_pylist() for task in waiting] == [[3, 4, 5], [6, 7, 8], [9, 10, 11]]


def test_answers_are_let_go_when_they_were_taken() -> None:
    gc.disable()
    try:
        with Workers(Settings(), count=1) as workers:
            tasks = [workers.submit(_batch(3 * n)) for n in range(6)]
            futures = []
            while tasks:
                task = tasks.pop(0)
                task.result()
                futures.append(weakref.ref(task._future))
                del task
            # the pool itself may hold the last
            assert sum(f() is not None for f in futures) < 3
    finally:
        gc.enable()


def test_too_little_memory_to_start_is_told(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", _rows(10))
    done = catalogue(path, "--output", tmp_path / "out", "--memory", 60, "--workers", 1, env=dict(os.environ))
    assert done.returncode == 2, done.stderr
    assert "--memory" in done.stderr.splitlines()[-1]


def test_when_all_fail_the_exit_code_says_so(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [("1", "a", ""), ("2", "b", " ")])
    done = catalogue(path, "--output", tmp_path / "out")
    assert done.returncode == 3
    assert outcomes(tmp_path / "out") == ["empty", "empty"]
    empty = write_csv(tmp_path / "e.csv", [])
    assert catalogue(empty, "--output", tmp_path / "out2").returncode == 3


def test_duplicate_ids_are_told(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [("1", "a", ZINC), ("2", "b", ZINC), ("1", "c", HIGH), ("1", "a", ZINC)])
    out = tmp_path / "out"
    assert catalogue(path, "--output", out).returncode == 0
    assert [p["duplicate_of"] for p in table(out, "products")] == [None, None, 0, 0]


def test_an_output_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [("1", "a", ZINC)])
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("x")
    done = catalogue(path, "--output", out)
    assert (done.returncode, "holds other files" in done.stderr) == (2, True)
    assert catalogue(path, "--output", path).returncode == 2
    assert catalogue(path, "--output", tmp_path / "good").returncode == 0
    other = write_csv(tmp_path / "d.csv", [("1", "a", ZINC), ("2", "b", HIGH)])
    refused = catalogue(other, "--output", tmp_path / "good")
    assert (refused.returncode, "--replace" in refused.stderr) == (2, True)
    assert len(table(tmp_path / "good", "products")) == 1
    assert catalogue(other, "--output", tmp_path / "good", "--replace").returncode == 0
    assert len(table(tmp_path / "good", "products")) == 2


def test_a_part_that_was_damaged_is_made_again(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", _rows(20))
    out = tmp_path / "out"
    catalogue(path, "--output", out)
    (part,) = (out / "readings").iterdir()
    part.unlink()
    assert catalogue(path, "--output", out).returncode == 0
    fresh = tmp_path / "fresh"
    catalogue(path, "--output", fresh)
    assert _same(out, fresh)


def test_a_full_disk_stops_the_run_and_it_goes_on_afterwards(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=150k", "tmpfs", disk], check=False, capture_output=True
    ).returncode:
        pytest.skip("mounting needs root")
    try:
        path = write_csv(tmp_path / "c.csv", [(i, n, f"{t} {'x' * 40} {hash((i, 'x'))}") for i, n, t in _rows(200)])
        full = catalogue(path, "--output", disk / "out", block=SMALL)
        assert (full.returncode, "No space left" in full.stderr or "full" in full.stderr) == (3, True), full.stderr
        assert "Traceback" not in full.stderr
        subprocess.run(["mount", "-o", "remount,size=50m", disk], check=True)
        assert catalogue(path, "--output", disk / "out", block=SMALL).returncode == 0
        fresh = tmp_path / "fresh"
        catalogue(path, "--output", fresh, block=SMALL)
        assert _same(disk / "out", fresh)
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_run_speaks_swedish(tmp_path: Path) -> None:
    rows = "Artikelnr;Beskrivning;Fil\n1;Per tablett: Zink 50 mg. Ta 1 tablett dagligen.;\n2;;borta.jpg\n3;a;b;c;d\n"
    (tmp_path / "c.csv").write_text(rows, encoding="utf-8")
    done = catalogue(
        tmp_path / "c.csv", "--output", tmp_path / "out", "--language", "sv", "--progress", "always", "--fail-on", "warning",
        "--write-back", "input",
    )  # fmt: skip
    assert "3 produkter: 1 lästa, 2 gick inte att läsa" in done.stderr
    assert "av graden varning eller värre som räknas: " in done.stderr
    written = (tmp_path / "out" / "c-checked.csv").read_text(encoding="utf-8-sig")
    assert "borta.jpg: filen finns inte" in written
    assert "5 celler under 3 kolumner" in written
    line = Reporter("never", "sv").line(None)
    assert line == "0 produkter"
