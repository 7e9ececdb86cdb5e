"""A real standalone cluster on this machine: a master and two workers, each a process of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from catalogue_runs import HIGH, ZINC, catalogue, command, environment, table

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="needs scripts/setup_spark.sh"),
]


class Cluster:
    """A master and two workers of one core each."""

    def __init__(self, folder: Path) -> None:
        spec = find_spec("pyspark")
        assert spec is not None
        assert spec.origin is not None
        self._class = Path(spec.origin).parent / "bin" / "spark-class"
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"spark://127.0.0.1:{port}"
        self.environment = environment(folder) | {
            "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder / "local"),
        }  # fmt: skip
        self.master = self._start("master.Master", "--host", "127.0.0.1", "--port", str(port))
        self._wait("master", "started")
        self.workers = [self.worker(i) for i in range(2)]

    def worker(self, number: int) -> subprocess.Popen[bytes]:
        """Start a worker and wait until the master knows it."""
        work = self._folder / f"work{number}"
        process = self._start(
            "worker.Worker", self.url, "--cores", "1", "--memory", "1g", "--work-dir", str(work), name=f"worker{number}"
        )
        self._wait(f"worker{number}", "Successfully registered")
        return process

    def _start(self, kind: str, *arguments: str, name: str = "master") -> subprocess.Popen[bytes]:
        line = [str(self._class), f"org.apache.spark.deploy.{kind}", *arguments, "--webui-port", "0"]
        with (self._folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(line, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def _wait(self, name: str, words: str) -> None:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            text = (self._folder / f"{name}.log").read_text(errors="replace")
            if words in text or (name == "master" and "Running Spark version" in text and "New state: ALIVE" in text):
                return
            time.sleep(0.2)
        pytest.fail((self._folder / f"{name}.log").read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        """End them all, executors and their Python processes with them."""
        for process in (*self.workers, self.master):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.stop()


def _parquet(path: Path, texts: list[str], files: int = 8, twice: Mapping[int, int] = MappingProxyType({})) -> Path:
    """Write texts as a folder of files; a product of ``twice`` has the id of another."""
    path.mkdir()
    size = -(-len(texts) // files)
    for n in range(files):
        part = range(n * size, min(len(texts), (n + 1) * size))
        pq.write_table(
            pa.table({"id": [f"p{twice.get(i, i):05d}" for i in part], "text": [texts[i] for i in part]}),
            path / f"{n:03d}.parquet",
        )
    return path


def _rows(out: Path, name: str) -> list[dict[str, Any]]:
    return _comparable(table(out, name))


def _comparable(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # rows are numbered otherwise, and of no line; which products share an id, and that all but one are marked, is the same
    kept = [{k: v for k, v in row.items() if k not in ("row", "line", "detail", "duplicate_of")} for row in rows]
    return sorted(kept, key=lambda r: tuple(str(v) for v in r.values()))


def _marked(products: list[dict[str, Any]]) -> list[str]:
    row_of = {p["row"]: p["id"] for p in products}
    assert all(row_of[p["duplicate_of"]] == p["id"] for p in products if p["duplicate_of"] is not None)
    return sorted(p["id"] for p in products if p["duplicate_of"] is not None)


def _spark(cluster: Cluster, path: Path, out: Path) -> list[str]:
    return command(
        path, "--output", out, "--engine", "spark", "--master", cluster.url, "--timeout", 30, "--memory", 1500
    )


def test_the_same_as_on_one_machine_row_for_row_with_poison(cluster: Cluster, tmp_path: Path) -> None:
    texts = [f"{(ZINC, HIGH)[i % 2]}\nArt. {i}" for i in range(400)]
    texts[77], texts[200], texts[201] = "CRASHES", "", "RAISES"
    path = _parquet(tmp_path / "shop", texts, twice={310: 5, 320: 5, 330: 6})
    done = subprocess.run(
        _spark(cluster, path, tmp_path / "spark"),
        env=cluster.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 6, done.stderr[-3000:]
    assert catalogue(path, "--output", tmp_path / "one", env=cluster.environment).returncode == 6
    for name in ("products", "readings", "findings", "intakes"):
        assert _rows(tmp_path / "spark", name) == _comparable(table(tmp_path / "one", name)), name
    assert _marked(table(tmp_path / "spark", "products")) == ["p00005", "p00005", "p00006"]
    outcome = {p["id"]: p["outcome"] for p in _rows(tmp_path / "spark", "products")}
    page = (tmp_path / "spark" / "summary.html").read_text("utf-8")
    assert "products<b>400</b>" in page
    assert "ids given more than once<b>3</b>" in page
    reports = set(re.findall(r'href="(reports/\d+\.html)"', page))
    assert reports
    assert all((tmp_path / "spark" / r).is_file() for r in reports)
    assert {i: o for i, o in outcome.items() if o != "read"} == {
        "p00077": "crashed",
        "p00200": "empty",
        "p00201": "failed",
    }


def test_a_folder_of_files_gives_what_it_gives_on_one_machine(cluster: Cluster, tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    (labels / "Fjällros 50 %").mkdir(parents=True)
    for number in range(6):
        (labels / "Fjällros 50 %" / f"etikett {number}.txt").write_text(f"{(ZINC, HIGH)[number % 2]}\nArt. {number}")
    (labels / "ETIKETT.TXT").write_text(ZINC)
    (labels / "empty.txt").write_text("")
    (labels / "notes.docx").write_text("no label")
    (labels / ".hidden.txt").write_text(ZINC)
    (labels / "out.txt").symlink_to("/etc/hostname")
    (labels / "none.pdf").write_bytes(b"%PDF-1.7 broken")
    shutil.copy("samples/sv/b-komplex-dos-1-3/label.pdf", labels / "label.pdf")
    with (labels / "giant.txt").open("wb") as file:
        file.truncate(64_000_001)
    run = _spark(cluster, labels, tmp_path / "spark")
    done = subprocess.run(run, env=cluster.environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 6, done.stderr[-3000:]
    assert "All paths were ignored" not in done.stderr
    assert "Spark reads all of them each time" in done.stderr
    assert catalogue(labels, "--output", tmp_path / "one", env=cluster.environment).returncode == 6
    for name in ("products", "readings", "findings", "intakes"):
        spark, one = table(tmp_path / "spark", name), table(tmp_path / "one", name)
        for row in (*spark, *one):
            if row.get("outcome") in ("too-large", "refused-path"):
                del row["digest"]  # of what was not opened
        assert _comparable(spark) == _comparable(one), name
    outcome = {p["id"]: p["outcome"] for p in _rows(tmp_path / "spark", "products")}
    assert outcome == {f"Fjällros 50 %/etikett {n}.txt": "read" for n in range(6)} | {
        "ETIKETT.TXT": "read", "empty.txt": "read", "out.txt": "refused-path", "none.pdf": "unreadable",
        "label.pdf": "read", "giant.txt": "too-large",
    }  # fmt: skip


def test_executors_have_the_knowledge_that_the_driver_has(cluster: Cluster, tmp_path: Path) -> None:
    words = tmp_path / "own" / "languages" / "sv.yaml"
    words.parent.mkdir(parents=True)
    words.write_text("nutrients: {zinc: [klubbzink]}\n", "utf-8")
    path = _parquet(tmp_path / "shop", ["Klubbzink 10 mg per kapsel. Ta 1 kapsel dagligen."] * 4, files=2)
    for name, more in (("without", {}), ("with", {"LABELCHECK_KNOWLEDGE": str(tmp_path / "own")})):
        run = _spark(cluster, path, tmp_path / name)
        done = subprocess.run(
            run, env=cluster.environment | more, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr[-3000:]
    # the executors live for one job, and their workers' environment knows nothing of the folder
    assert {i["nutrient"] for i in _rows(tmp_path / "with", "intakes")} == {"zinc"}
    assert not _rows(tmp_path / "without", "intakes")


@contextmanager
def _begun(cluster: Cluster, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a run of 1600 slow products and give it as soon as it has written something."""
    path = _parquet(folder / "shop", [f"{ZINC}\nSLOW {i}" for i in range(1600)], files=32)
    with (folder / "log").open("wb") as log:
        run = subprocess.Popen(_spark(cluster, path, folder / "out"), env=cluster.environment, stderr=log, stdout=log)
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and run.poll() is None and not list((folder / "out").rglob("*.parquet")):
            time.sleep(0.1)
        assert run.poll() is None, (folder / "log").read_text()[-3000:]
        yield run
    finally:
        run.kill()
        run.wait()


def _ended_whole(run: subprocess.Popen[bytes], folder: Path) -> None:
    assert run.wait(timeout=300) == 0, (folder / "log").read_text()[-3000:]
    ids = sorted(p["id"] for p in table(folder / "out", "products"))
    assert ids == [f"p{i:05d}" for i in range(1600)]


def test_a_worker_killed_in_mid_run_loses_nothing(cluster: Cluster, tmp_path: Path) -> None:
    with _begun(cluster, tmp_path) as run:
        # the worker's session holds its executor and that one's Python processes
        os.killpg(cluster.workers[0].pid, signal.SIGKILL)
        cluster.workers[0].wait()
        try:
            _ended_whole(run, tmp_path)
        finally:
            cluster.workers[0] = cluster.worker(0)


def test_an_executor_killed_in_mid_run_loses_nothing(cluster: Cluster, tmp_path: Path) -> None:
    with _begun(cluster, tmp_path) as run:
        executors = [p for worker in cluster.workers for p in _executors(worker.pid)]
        assert executors
        os.kill(executors[-1], signal.SIGKILL)
        _ended_whole(run, tmp_path)
    assert [worker.poll() for worker in cluster.workers] == [None, None]


def _executors(pid: int) -> list[int]:
    """Return the executors that a worker has started."""
    children = [int(c) for t in Path(f"/proc/{pid}/task").iterdir() for c in (t / "children").read_text().split()]
    return [c for c in children if b"ExecutorBackend" in Path(f"/proc/{c}/cmdline").read_bytes()]


def test_a_full_disk_stops_the_job_and_it_can_be_done_again(cluster: Cluster, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting needs root")
    try:
        path = _parquet(tmp_path / "shop", [f"{(ZINC, HIGH)[i % 2]}\nArt. {i}" for i in range(400)])
        run = _spark(cluster, path, disk / "out")
        full = subprocess.run(run, env=cluster.environment, capture_output=True, text=True, check=False, timeout=300)
        assert (full.returncode, "No space left" in full.stderr) == (3, True), full.stderr[-3000:]
        assert "Traceback" not in full.stderr.rsplit("labelcheck: ", 1)[1]
        subprocess.run(["mount", "-o", "remount,size=50m", disk], check=True)
        again = subprocess.run(run, env=cluster.environment, capture_output=True, text=True, check=False, timeout=300)
        assert again.returncode == 0, again.stderr[-3000:]
        assert sorted(p["id"] for p in table(disk / "out", "products")) == [f"p{i:05d}" for i in range(400)]
    finally:
        subprocess.run(["umount", disk], check=True)
