"""The command line as a process, as users run it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import at_hand

LABEL = "LINGON Zink\nDosering: 1–2 tabletter dagligen.\nInnehåll per tablett   RI\nZink   10 mg   100 %\n"


def run(
    *args: str, stdin: bytes | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "labelcheck", *args]
    return subprocess.run(
        command, input=stdin, capture_output=True, check=False, env=os.environ | (env or {}), timeout=60
    )


@pytest.fixture
def label(tmp_path: Path) -> Path:
    path = tmp_path / "label.txt"
    path.write_text(LABEL, "utf-8")
    return path


def test_check_in_english_and_swedish(label: Path) -> None:
    english = at_hand.command("check", "--language", "en", str(label))
    assert english.returncode == 0
    assert "Zinc" in english.stdout
    assert "10–20 mg" in english.stdout
    assert "100–200 %" in english.stdout
    swedish = at_hand.command("check", "--language", "sv", str(label)).stdout
    assert "Dosering: 1–2 tabletter per dag" in swedish
    assert "ingen medicinsk rådgivning" in swedish


def test_the_locale_chooses_the_language(label: Path) -> None:
    assert "Dosering" in at_hand.command("check", str(label), env={"LC_ALL": "sv_SE.UTF-8"}).stdout
    assert "Dosage" in at_hand.command("check", str(label), env={"LC_ALL": "C.UTF-8"}).stdout


def test_json_is_the_contract(label: Path) -> None:
    value = json.loads(at_hand.command("check", "--format", "json", str(label)).stdout)
    assert value["schema"] == "labelcheck/report/1"
    assert value["source"]["kind"] == "text"
    assert value["label"]["daily_dose"]["low"] == "1"
    assert value["label"]["readings"][0]["amount"] == {"value": "10", "unit": "mg", "qualifier": None, "bound": None}
    assert value["label"]["readings"][0]["percent"] == {"value": "100", "of": "eu-nrv-2011"}
    assert value["intakes"][0]["high"] == "20"
    assert set(value["disclaimer"]) == {"sv", "en"}
    assert "intakes" not in json.loads(at_hand.command("read", "--format", "json", str(label)).stdout)


def test_output_is_the_same_every_time(label: Path) -> None:
    outputs = {run("check", "--format", "jsonl", str(label), env={"PYTHONHASHSEED": seed}).stdout for seed in "01"}
    assert len(outputs) == 1


def test_n_in_is_n_out(label: Path, tmp_path: Path) -> None:
    done = at_hand.command(
        "read", "--format", "jsonl", str(label), str(tmp_path / "nowhere.txt"), str(tmp_path), str(label)
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [("error" in line) for line in lines] == [False, True, True, False]
    assert done.returncode == 6
    assert lines[1]["error"]["code"] == "unreadable-file"


def test_exit_codes(tmp_path: Path) -> None:
    assert at_hand.command("read", str(tmp_path / "nowhere.txt")).returncode == 3
    assert at_hand.command("read").returncode == 2
    assert at_hand.command().returncode == 2
    assert at_hand.command("bake", "x").returncode == 2
    assert at_hand.command("--version").stdout.startswith("labelcheck ")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    failed = run("check", str(tmp_path / "a.pdf"))
    assert failed.returncode == 3
    assert b"PDF" in failed.stderr
    assert failed.stdout == b""


def test_standard_input_and_output_file(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    done = run("check", "--format", "json", "--output", str(target), "-", stdin=LABEL.encode())
    assert done.stdout == b""
    assert json.loads(target.read_text("utf-8"))["source"]["name"] == "standard input"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]
    assert at_hand.command("check", "--output", str(tmp_path), "-").returncode == 2
    assert at_hand.command("check", "--output", str(tmp_path / "no" / "such"), "-").returncode == 3


def test_explain_shows_the_steps(label: Path) -> None:
    text = at_hand.command("read", "--explain", str(label)).stdout
    for step in ("line", "row", "reading", "reference", "dose"):
        assert f"{step}  " in text


def test_odd_inputs_are_no_tracebacks(tmp_path: Path) -> None:
    for data in (
        b"",
        b"\x00" * 100,
        bytes(range(256)) * 20,
        "😀".encode() * 100,
        "Järn 14 mg".encode("utf-16"),
        b"\xff\xfe",
    ):
        (tmp_path / "odd.txt").write_bytes(data)
        done = at_hand.command("check", tmp_path / "odd.txt")
        assert "Traceback" not in done.stderr, data[:10]
        assert done.returncode in (0, 3)


def wait_for_input(pid: int) -> None:
    """Wait until a process has stopped working, however slow the machine is: then it waits for its input."""
    stat, before = Path(f"/proc/{pid}/stat"), [""]
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        time.sleep(0.75)
        spent = stat.read_text().rpartition(")")[2].split()[11:13] if stat.exists() else [""]
        if spent == before and spent != ["0", "0"]:
            return
        before = spent


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_interrupt_is_130() -> None:
    command = [sys.executable, "-m", "labelcheck", "read", "-"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for_input(process.pid)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in stderr


def test_a_closed_pipe_is_no_error(label: Path) -> None:
    script = f"{sys.executable} -m labelcheck read --format jsonl {' '.join([str(label)] * 400)} | head -1"
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in done.stderr


def test_output_keeps_links_and_permissions(label: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    assert at_hand.command("check", "--output", str(link), str(label)).returncode == 0
    assert link.is_symlink()
    assert b"Zin" in target.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o640


def test_output_does_not_replace_a_read_only_file(label: Path, tmp_path: Path) -> None:
    target = tmp_path / "kept.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o444)
    done = at_hand.command("check", "--output", str(target), str(label))
    assert done.returncode == 3
    assert target.read_text("utf-8") == "old"


def test_output_writes_into_a_pipe(label: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert run("check", "--output", str(pipe), str(label)).returncode == 0
        assert b"Zin" in reader.communicate(timeout=30)[0]
    assert pipe.is_fifo()


def test_output_never_overwrites_an_input(label: Path) -> None:
    done = at_hand.command("check", "--output", str(label), str(label))
    assert done.returncode == 2
    assert "one of the inputs" in done.stderr
    assert label.read_text("utf-8") == LABEL


@pytest.mark.parametrize("redirect", ["> /dev/full", ">&-"])
def test_output_that_cannot_be_written_is_an_error_of_one_line(label: Path, redirect: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m labelcheck check {label} {redirect}"], capture_output=True, check=False
    )
    assert done.returncode == 3
    assert done.stderr.decode().startswith("labelcheck: ")
    assert done.stderr.count(b"\n") == 1


def test_a_file_that_grows_too_large_leaves_nothing_behind(label: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    command = f"ulimit -f 1; {sys.executable} -m labelcheck check --output {out}/a.txt {' '.join([str(label)] * 9)}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert list(out.iterdir()) == []


def test_closed_standard_input_is_an_empty_label() -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m labelcheck check --language en - <&-"], capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"The file is empty" in done.stdout


def test_several_files_are_told_apart(label: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Hej hopp", "utf-8")
    shown = at_hand.command("check", str(label), str(other)).stdout
    assert f"[{label}]\n" in shown
    assert "\nLINGON Zink\n" in shown
    assert f"[{other}]" in shown or f"\n{other}\n" in shown
