"""The package from outside: its names, its start-up, its wheel, its documents."""

import os
import re
import subprocess
import sys
import venv
import zipfile
from inspect import signature
from pathlib import Path

import pytest
import write_notice

import labelcheck

ROOT = Path(__file__).parent.parent


def test_exports_are_sorted_and_there() -> None:
    assert labelcheck.__all__ == sorted(labelcheck.__all__)
    for name in labelcheck.__all__:
        assert getattr(labelcheck, name) is not None
    with pytest.raises(AttributeError):
        labelcheck.nothing  # noqa: B018


def test_every_public_name_has_a_docstring() -> None:
    for name in labelcheck.__all__:
        if name != "__version__":
            assert getattr(labelcheck, name).__doc__, name


def test_what_a_docstring_names_is_there() -> None:
    """A field that was renamed or dropped is not spoken of any more."""
    checked = 0
    for name in labelcheck.__all__:
        kind = getattr(labelcheck, name)
        if isinstance(kind, type):
            for named in set(re.findall(r"``([a-z_]+)``", kind.__doc__ or "")):
                assert hasattr(kind, named) or named in signature(kind).parameters, f"{name} has no {named}"
                checked += 1
    assert checked > 40


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, labelcheck; labelcheck.read_text('Zink 10 mg'); print([m for m in ('pint', 'pydantic', 'yaml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_errors_have_exit_codes() -> None:
    codes = {e.__name__: e.exit_code for e in (labelcheck.UsageError, labelcheck.InputError, labelcheck.KnowledgeError)}
    assert codes == {"UsageError": 2, "InputError": 3, "KnowledgeError": 4}


DOCUMENTS = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "tutorials").glob("*.md")),
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_python_blocks_of_documents_run(path: Path) -> None:
    for block in re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL):
        exec(compile(block, str(path), "exec"), {})  # noqa: S102


@pytest.mark.parametrize("path", [d for d in DOCUMENTS if "```console" in d.read_text("utf-8")], ids=lambda p: p.name)
def test_console_blocks_of_documents_are_true(path: Path, tmp_path: Path) -> None:
    blocks = re.findall(r"```console\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    environment = os.environ | {"LC_ALL": "C.UTF-8", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for block in blocks:
        for command, said in _commands(block):
            if command.split()[0] in ("make", "pip", "git", "cd"):
                continue
            done = subprocess.run(
                ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
            )
            assert (done.stdout + done.stderr).strip() == said.strip(), command


def _commands(block: str) -> list[tuple[str, str]]:
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.startswith(">") and found and not found[-1][1]:
            found[-1] = (found[-1][0] + "\n" + line[1:].removeprefix(" "), [])
        elif found:
            found[-1][1].append(line)
    return [(command, "\n".join(lines)) for command, lines in found]


def test_no_path_of_a_machine_in_the_documents() -> None:
    for path in [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        assert not re.search(r"(?<![\w.])/(?:work|farm|root|home)/", path.read_text("utf-8")), path


def _pip(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "pip", *map(str, arguments), "--quiet"], check=True, capture_output=True)


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_environment(tmp_path: Path) -> None:
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "labelcheck/py.typed" in names
    for folder in ("render/templates", "web/templates", "web/static", "render/report.schema.json"):
        here = ROOT / "src" / "labelcheck" / folder
        for file in [here] if here.is_file() else [f for f in here.iterdir() if f.is_file()]:
            assert file.relative_to(ROOT / "src").as_posix() in names
    venv.create(tmp_path / "env", with_pip=False)
    binaries = tmp_path / "env" / "bin"
    _pip("--python", binaries / "python", "install", "--no-deps", "--no-index", wheel)
    (site,) = (tmp_path / "env").glob("lib/python*/site-packages")
    for package in write_notice.needed(
        ""
    ):  # those of this environment, as an index would give them: no network is needed
        tops = {file.parts[0] for file in package.files or () if file.parts[0] not in ("..", "__pycache__")}
        for top in tops:
            (site / top).symlink_to(Path(str(package.locate_file(top))))
    sample = next((ROOT / "samples" / "sv").glob("*/label.txt"))
    done = subprocess.run([binaries / "labelcheck", "check", sample], check=True, capture_output=True, cwd=tmp_path)
    assert b"mg" in done.stdout
    code = "from labelcheck.knowledge import stamping; import json; print(json.loads(stamping.COMPILED.read_bytes())['stamp'] == stamping.stamp())"
    fresh = subprocess.run([binaries / "python", "-c", code], check=True, capture_output=True, text=True)
    assert fresh.stdout.strip() == "True"
