"""Text answers as people see them: on terminals of several kinds, in pipes, and with hostile labels."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from labelcheck.render.look import width_of

pytest.importorskip("pty")

import forked
from terminals import CODES, environment, in_terminal

SAMPLES = Path(__file__).parents[2] / "samples"
ZINC = str(SAMPLES / "sv" / "zink-procent-fel" / "label.txt")
MAGNESIUM = str(SAMPLES / "sv" / "magnesium-trippel-varav" / "label.txt")
COLUMNS = str(SAMPLES / "sv" / "tre-tabletter-tva-kolumner" / "label.txt")
PHOTO = str(SAMPLES / "sv" / "jarn-varannan-dag" / "photo-bottle-aslant.jpg")
HOSTILE = (
    "Evil\x1b]0;title\x07\x1b[2J\x1b[31m [bold]Zinc[/bold] \x9b31m \u202egm\u202c :smile:\r\n"
    "Dosering: 1 tablett dagligen.\r\nInnehåll per tablett\r\nZink [red]\x1b[5m(zinkoxid)   50 mg   500 %\r\n"
    "[link=https://example.org]Selen[/link]   55 µg   100 %\r\n"
)


def piped(*arguments: str, fresh: bool = False, **variables: str) -> subprocess.CompletedProcess[bytes]:
    if not fresh:
        return forked.piped(*arguments, variables=environment(**variables))
    command = [sys.executable, "-m", "labelcheck", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, env=environment(**variables))


@pytest.mark.parametrize(("command", "columns"), [("check", 100), ("check", 40), ("read", 60), ("stack", 40)])
def test_nothing_is_wider_than_the_terminal(command: str, columns: int) -> None:
    shown = in_terminal(command, ZINC, MAGNESIUM, COLUMNS, columns=columns)
    assert shown.code == 0
    assert max(map(width_of, shown.lines)) <= columns
    assert shown.coloured


@pytest.mark.parametrize("columns", [100, 60, 40])
def test_every_width_tells_the_same(columns: int) -> None:
    said = " ".join(in_terminal("check", MAGNESIUM, columns=columns, LC_ALL="sv_SE.UTF-8").text.split())
    for words in (
        "Dosering: 3 kapslar per dag", "SE UPP: 260 mg magnesium per dag är över EFSA:s övre gräns 250 mg",
        "260 mg > 250 mg", "Myndighet: EFSA", "69 %", "! över gränsen",
    ):  # fmt: skip
        assert words in said
    assert re.search(r"[Öö]vre gräns( 250 mg| Magnesium 260 mg .* 250 mg)", said)


def test_a_wide_terminal_does_not_make_long_lines() -> None:
    assert max(map(width_of, in_terminal("check", ZINC, columns=220).lines)) <= 100


@pytest.mark.parametrize(("locale", "word"), [("sv_SE.UTF-8", "FEL:"), ("en_GB.UTF-8", "ERROR:"), ("C", "ERROR:")])
def test_the_locale_chooses_the_language(locale: str, word: str) -> None:
    assert word in in_terminal("check", ZINC, LC_ALL=locale).text
    assert "ERROR:" in in_terminal("check", ZINC, "--language", "en", LC_ALL=locale).text


def test_colour_is_never_the_only_carrier() -> None:
    plain = in_terminal("check", ZINC, NO_COLOR="1")
    coloured = in_terminal("check", ZINC)
    assert coloured.coloured
    assert not plain.coloured
    assert plain.text == coloured.text
    assert "\x1b[1m" in plain.raw  # bold is no colour


def test_a_dumb_terminal_gets_no_codes_and_no_bars() -> None:
    shown = in_terminal("check", ZINC, TERM="dumb")
    assert "\x1b" not in shown.raw
    assert "━" not in shown.raw
    assert "250 %" in shown.text


def test_bars_show_the_share() -> None:
    shown = in_terminal("check", ZINC, MAGNESIUM)
    assert re.search(r"Zinc +25 mg +250 %  ━{9}▶ +25 mg  ! check this", shown.text)
    assert re.search(r"Magnesium +260 mg +69 %  ━{7}··· +250 mg  ! above the level", shown.text)


def test_a_pipe_gets_words_alone_and_always_the_same() -> None:
    first = piped("check", ZINC, fresh=True, COLUMNS="200")
    second = piped("check", ZINC, COLUMNS="30", TERM="dumb")
    assert first.stdout == second.stdout
    assert first.stderr == b""
    assert b"\x1b" not in first.stdout
    text = first.stdout.decode()
    assert not re.search(r"[▶│─━╸┃]", text)
    assert max(map(width_of, text.splitlines())) <= 88
    assert not any(line.endswith(" ") for line in text.splitlines())


def test_force_color_styles_what_is_piped() -> None:
    done = piped("check", ZINC, FORCE_COLOR="1").stdout.decode()
    assert CODES.search(done)
    assert CODES.sub("", done).split() == piped("check", ZINC).stdout.decode().split()


@pytest.mark.parametrize("variables", [
    {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
])  # fmt: skip
def test_an_ascii_terminal_gets_ascii(variables: dict[str, str]) -> None:
    for arguments in (("rules", "list"), ("stack", ZINC, MAGNESIUM), ("check", COLUMNS, "--language", "sv")):
        shown = in_terminal(*arguments, fresh=True, **variables)  # type: ignore[arg-type]
        assert shown.code == 0
        assert shown.raw.isascii()
        assert "\\x" not in shown.raw
    assert "60 mcg" in shown.text  # never mg, never a bare g
    assert "###" in shown.text
    done = piped("check", COLUMNS, fresh=True, **variables)
    assert done.stdout.isascii()
    assert b"60 mcg" in done.stdout


def test_json_is_utf_8_everywhere() -> None:
    done = piped("check", "--format", "json", COLUMNS, fresh=True, PYTHONIOENCODING="ascii")
    assert "µg" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("command", [["check"], ["read"], ["read", "--explain"], ["stack"]])
def test_hostile_label_text_is_text(tmp_path: Path, command: list[str]) -> None:
    label = tmp_path / "evil.txt"
    label.write_bytes(HOSTILE.encode())
    for raw in (
        in_terminal(*command, str(label)).raw,
        in_terminal(*command, str(label), NO_COLOR="1", columns=40).raw,
        piped(*command, str(label)).stdout.decode(),
    ):
        ours = re.sub(r"\x1b\[(?:0|1|2|1;3[0-7]|3[0-7]|1;4|4)m|\x1b\[\?25[hl]|\x1b\[2K|\x1b\[1A", "", raw)
        assert "\x1b" not in ours
        assert not re.search(r"[\x00-\x09\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ours)
        assert "[bold]Zinc[/bold]" in " ".join(ours.split()).replace("- ", "")
        assert ":smile:" in ours


def test_a_hostile_file_name_is_text(tmp_path: Path) -> None:
    name = tmp_path / "a\x1b[31mb\x9b2J.txt"
    shown = in_terminal("check", str(name), str(name))
    assert shown.code == 3
    assert "\x1b[31mb" not in shown.raw
    assert "no such file" in shown.text
    name.write_text("Zink 10 mg", "utf-8")
    assert "\x1b[31mb" not in in_terminal("check", str(name), str(name)).raw


def test_windows_line_ends_read_the_same(tmp_path: Path) -> None:
    text = Path(ZINC).read_text("utf-8")
    (tmp_path / "label.txt").write_bytes(text.replace("\n", "\r\n").encode())
    (tmp_path / "unix").mkdir()
    (tmp_path / "unix" / "label.txt").write_bytes(text.encode())
    windows, unix = (piped("check", str(p / "label.txt")) for p in (tmp_path, tmp_path / "unix"))
    assert windows.stdout == unix.stdout != b""


def test_an_answer_in_a_file_has_no_codes(tmp_path: Path) -> None:
    assert in_terminal("check", "-o", str(tmp_path / "a.txt"), ZINC).text.strip() == ""
    assert (tmp_path / "a.txt").read_bytes() == piped("check", ZINC).stdout


def test_a_picture_is_not_written_to_a_terminal(tmp_path: Path) -> None:
    shown = in_terminal("check", "--format", "png", ZINC)
    assert shown.code == 2
    assert "--output" in shown.text
    assert in_terminal("check", "--format", "png", "--output", str(tmp_path / "a.png"), ZINC).code == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert piped("check", "--format", "png", ZINC).stdout.startswith(b"\x89PNG")


def test_rules_look_as_findings_do() -> None:
    listed = in_terminal("rules", "list", "--language", "sv", columns=60)
    assert "\nVARNING: D-vitamin över övre gränsen\n  [Myndighet] vitamin-d-above-ul\n" in listed.text
    assert max(map(width_of, listed.lines)) <= 60
    shown = in_terminal("rules", "show", "vitamin-d-above-ul", "--language", "sv", columns=60)
    assert shown.lines[0] == "D-vitamin över övre gränsen"
    assert "\nKällor\n" in shown.text
    assert max(map(width_of, shown.lines)) <= 60 or "https://" in shown.text
    assert piped("rules", "show", "vitamin-d-above-ul").stdout.startswith(b"# vitamin-d-above-ul\n")
    assert re.search(rb"(?m)^vitamin-d-above-ul +warning +authority +Vitamin D", piped("rules", "list").stdout)


def test_an_interrupt_leaves_the_terminal_as_it_was() -> None:
    paths = [COLUMNS] * 3000
    shown = in_terminal("check", *paths, interrupt_after="Granskog")
    assert shown.code == 130
    assert "labelcheck: interrupted" in shown.text
    assert "Traceback" not in shown.text
    assert shown.raw.count("\x1b[?25l") == shown.raw.count("\x1b[?25h")


def test_many_files_into_a_pipe_tell_how_far_it_is(tmp_path: Path) -> None:
    shown = in_terminal("check", "--format", "jsonl", "--output", str(tmp_path / "a.jsonl"), *[COLUMNS] * 500)
    assert shown.code == 0
    assert "/500)" in CODES.sub("", shown.raw)
    assert shown.raw.count("\x1b[?25l") == shown.raw.count("\x1b[?25h")
    assert piped("check", "--format", "jsonl", *[COLUMNS] * 100).stderr == b""
    assert "/500" not in in_terminal("check", "--format", "jsonl", "-o", os.devnull, COLUMNS, TERM="dumb").text


@pytest.mark.live
def test_reading_a_picture_is_told_and_can_be_interrupted() -> None:
    shown = in_terminal("check", PHOTO)
    assert shown.code == 0
    assert "Reading " in CODES.sub("", shown.raw)
    stopped = in_terminal("check", PHOTO, interrupt_after="Reading")
    assert stopped.code == 130
    assert stopped.raw.count("\x1b[?25l") == stopped.raw.count("\x1b[?25h")
    assert "Traceback" not in stopped.text
