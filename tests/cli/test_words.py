"""Options and errors in the user's language, the nearest word for a wrong one, and completion."""

from __future__ import annotations

import argparse
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from labelcheck.cli.main import COMMANDS, main, parser_of
from labelcheck.cli.parser import Parser, spoken
from labelcheck.cli.swedish import told_in_swedish

LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def no_locale(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    from labelcheck.cli.parser import _spoken

    _spoken.cache_clear()


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from parsers(one)


def test_every_help_text_has_swedish_words() -> None:
    lacking = set()
    for parser in parsers(parser_of("")):
        texts = [parser.description] + [a.help for a in parser._actions]
        lacking |= {t for t in texts if t and not told_in_swedish("help", t.replace("%%", "%"))}
        lacking |= {str(g.title) for g in parser._action_groups if not told_in_swedish("heads", str(g.title))}
    assert not lacking


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_swedish(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [command] if command else []
    with pytest.raises(SystemExit) as caught:
        main([*arguments, "--language", "sv", "--help"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("användning: labelcheck")
    assert "visa den här hjälpen" in told
    for english in ("default:", "this help", "options:", "argument:\n  arguments"):
        assert english not in told


@pytest.mark.parametrize(
    ("arguments", "english", "swedish"),
    [
        (["chek", "x"], "invalid choice: 'chek'", "'chek' går inte att välja"),
        (["chek", "x"], "did you mean check", "menade du check"),
        (["check", "x", "--formt", "json"], "did you mean --format", "menade du --format"),
        (["check", "x", "--format", "jsn"], "did you mean json", "menade du json"),
        (["check"], "required: FILE", "följande argument krävs: FILE"),
        (["check", "x", "--age", "old"], "invalid int value: 'old'", "'old' är inget heltal"),
        (["check", "x", "--weight", "heavy"], "no number of kilograms", "inget antal kilogram"),
        (["check", "x", "--max-pages", "0"], "no whole number above 0", "inget heltal över 0"),
        (["rules", "shwo"], "did you mean show", "menade du show"),
    ],
)
def test_wrong_usage(arguments: list[str], english: str, swedish: str, capsys: pytest.CaptureFixture[str]) -> None:
    for language, said in (("en", english), ("sv", swedish)):
        with pytest.raises(SystemExit) as caught:
            main([*arguments, "--language", language])
        assert caught.value.code == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "swedish"),
    [
        (["check", "gone.txt"], 3, "gone.txt: filen finns inte"),
        (["check", "a.txt", "--market", "Sverige"], 2, "menade du SE?"),
        (["check", "a.txt", "--age", "300"], 2, "ålder 300: den ligger mellan 0 och 130 år"),
        (["check", "a.txt", "--flag", "warfarn"], 2, "menade du warfarin?"),
        (["check", "a.txt", "--weight", "0"], 2, "det är ett antal kilogram mellan 0.5 och 500"),
        (["rules", "show", "zinc-above"], 2, "det finns ingen regel 'zinc-above'; menade du zinc-above-ul"),
        (["read", "a.txt", "-o", "a.txt"], 2, "det är en av infilerna"),
        (["stack", "a.txt", "--as-one"], 2, "bara bilder och PDF-filer läses som en"),
        (["catalogue", "a.csv"], 2, "ange en mapp för utdata"),
        (["catalogue", "a.csv", "-o", "x", "--workers", "0"], 2, "--timeout och --workers är över 0"),
        (["new", "sample", "Å"], 2, "skrivs med gemena ord och bindestreck"),
        (["serve", "--port", "99999"], 2, "portar ligger mellan 0 och 65535"),
    ],
)
def test_what_goes_wrong_is_told_in_swedish(
    arguments: list[str], code: int, swedish: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.txt").write_text("Zink 10 mg per tablett", "utf-8")
    Path("a.csv").write_text("id,name,text\n1,Zink,Zink 10 mg per tablett\n", "utf-8")
    assert main(["--language", "sv", *arguments]) == code
    assert swedish in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("arguments", "variables", "wanted"),
    [
        ((), {}, "en"),
        ((), {"LANG": "sv_SE.UTF-8"}, "sv"),
        ((), {"LANG": "sv_SE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        (("check", "--language=sv"), {}, "sv"),
        (("check", "--language", "en"), {"LANG": "sv_SE.UTF-8"}, "en"),
        (("new", "sample", "x", "--language", "da"), {"LANG": "sv_FI"}, "sv"),
    ],
)
def test_which_language_is_spoken(
    arguments: tuple[str, ...], variables: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(Parser, "arguments", arguments)
    assert spoken() == wanted


def test_a_language_stands_before_and_behind_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Zink 10 mg per tablett. Ta 1 tablett dagligen.", "utf-8")
    told = []
    for arguments in (["--language", "sv", "check", "a.txt"], ["check", "--language", "sv", "a.txt"]):
        assert main(arguments) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert "Dosering: 1 tablett per dag" in told[0]


def test_verbose_tells_how_long_and_where(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Zink 10 mg per tablett", "utf-8")
    assert main(["-v", "check", "a.txt"]) == 0
    assert "a.txt: 0." in capsys.readouterr().err
    assert main(["check", "gone.txt", "--verbose"]) == 3
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert "no such file" in told
    assert main(["check", "gone.txt"]) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_the_version_names_the_engines(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("labelcheck ")
    assert "rapidocr" in told


def test_doctor_in_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--language", "sv"])
    told = capsys.readouterr().out
    assert "Foton och skanningar (tillägg photo): " in told
    assert "installed" not in told


def completed(line: str) -> set[str]:
    """Return what bash offers for the last word of a command line."""
    words = line.split(" ")
    quoted = " ".join(f'"{w}"' for w in words)
    script = f'eval "$(cat script)"; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _labelcheck; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_bash_completes_commands_options_and_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0
    Path("script").write_text(capsys.readouterr().out, "utf-8")
    Path("label.txt").touch()
    assert completed("labelcheck ca") == {"catalogue"}
    assert set(COMMANDS) <= completed("labelcheck ")
    assert completed("labelcheck check --min") == {"--min-severity"}
    assert "error" in completed("labelcheck check --fail-on ")
    assert completed("labelcheck rules show --lan") == {"--language"}
    assert completed("labelcheck rules sh") == {"show"}
    assert "label.txt" in completed("labelcheck check --language sv la")
    assert completed("labelcheck --language s") == {"sv"}


LINES = {
    "labelcheck ca": "catalogue",
    "labelcheck rules sh": "show",
    "labelcheck rules new --top": "--topic",
    "labelcheck new rul": "rule",
    "labelcheck check --min": "--min-severity",
    "labelcheck check --fail-on err": "error",
    "labelcheck --language s": "sv",
    "labelcheck check --language sv labe": "label.txt",
}
"""Lines, and the one word that completes each."""


def _script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    assert main(["completion", shell]) == 0
    Path("script").write_text(capsys.readouterr().out, "utf-8")
    Path("label.txt").touch()


def test_fish_completes_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    _script("fish", capsys)
    asked = "; ".join(f"echo; complete -C '{line}'" for line in (*LINES, "labelcheck rules new "))
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source script; {asked}"], capture_output=True, text=True, check=True
    )
    *found, parts = done.stdout.strip("\n").split("\n\n")
    assert [one.strip().split("\t")[0] for one in found] == list(LINES.values())
    assert "nutrient" not in parts  # what follows "labelcheck new" does not follow "labelcheck rules new"


def test_zsh_completes_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    pty = pytest.importorskip("pty")
    _script("zsh", capsys)
    terminal, theirs = pty.openpty()
    shell = subprocess.Popen(
        ["zsh", "-f", "-i"], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env=os.environ | {"TERM": "dumb", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    os.close(theirs)
    # the command itself is a function that tells its last word: what the shell made of a line and a tab
    ready = "autoload -Uz compinit && compinit -u -D; source script; labelcheck() { print -r -- \"<${@[-1]}>\" }; print '<''ready>'\n"
    try:
        os.write(terminal, ready.encode())
        _wait_for(b"<ready>", terminal)
        for line, word in LINES.items():
            os.write(terminal, f"{line}\t\n".encode())
            _wait_for(f"<{word}>".encode(), terminal)
    finally:
        shell.kill()
        shell.wait()
        os.close(terminal)


def _wait_for(wanted: bytes, terminal: int) -> None:
    found, ends = b"", time.monotonic() + 30
    while wanted not in found:
        assert time.monotonic() < ends, found
        if select.select([terminal], [], [], 0.5)[0]:
            found += os.read(terminal, 65536)
