"""Compiles the knowledge and rule files into the wheel, so that an installed labelcheck starts fast.

An index is told where the project is kept, and shown the README with links to there: LABELCHECK_REPOSITORY names the
place, as the workflow of a release does for the repository it runs in. Without it links are plain words: no address is
made up.

With LABELCHECK_COMPILE=1 in the environment, the modules that pyproject.toml lists are also compiled to machine code
by mypyc; that needs a C compiler and makes a wheel for this platform and Python only.
"""

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

REPOSITORY = "LABELCHECK_REPOSITORY"
_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:)([^)\s]+)\)")

MYPY = """\
[mypy]
mypy_path = src
explicit_package_bases = True
ignore_missing_imports = True
"""
"""Without the stubs of other packages, which a build does not install."""


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Writes each ``compiled.json``, and the compiled modules where asked for, before the files are collected."""

    @property
    def compiles(self) -> bool:
        """Whether modules are to be compiled to machine code."""
        return self.target_name == "wheel" and os.environ.get("LABELCHECK_COMPILE", "0") not in ("", "0")

    def dependencies(self) -> list[str]:
        """Return what compiling needs beyond what every build does."""
        return ["mypy>=1.18", "setuptools>=68"] if self.compiles else []

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Compile the knowledge and rule files."""
        sys.path.insert(0, os.fspath(Path(self.root) / "src"))
        try:
            from labelcheck.knowledge import compile as compiling

            compiling.write()

            from labelcheck.rules.loader import compile_shipped

            compile_shipped()
        finally:
            sys.path.pop(0)
        # an editable install keeps to the sources, so that what is edited is what runs
        if self.compiles and version == "standard":
            build_data["force_include"] = self._machine_code(Path(tempfile.mkdtemp(prefix="labelcheck-")))
            build_data["pure_python"] = False
            build_data["infer_tag"] = True

    def _machine_code(self, folder: Path) -> dict[str, str]:
        """Return the compiled modules by file, with their places in the wheel."""
        from mypyc.build import mypycify
        from setuptools import Distribution

        settings = folder / "mypy.ini"
        settings.write_text(MYPY, encoding="utf-8")
        home = Path.cwd()
        os.chdir(self.root)
        try:
            package = Path("src/labelcheck")
            paths = sorted({os.fspath(p) for pattern in self.config["machine-code"] for p in package.glob(pattern)})
            modules = mypycify(
                [f"--config-file={settings}", f"--cache-dir={folder / 'cache'}", *paths], target_dir=str(folder)
            )
            work = Distribution({"name": "labelcheck", "package_dir": {"": "src"}, "ext_modules": modules})
            command = work.get_command_obj("build_ext")
            command.set_undefined_options("build")
            command.build_lib, command.build_temp = str(folder / "lib"), str(folder / "temp")
            command.ensure_finalized()
            command.run()
        finally:
            os.chdir(home)
        made = [p for p in (folder / "lib").rglob("*") if p.is_file()]
        return {str(p): p.relative_to(folder / "lib").as_posix() for p in made}


class CustomMetadataHook(MetadataHookInterface):
    """Gives the README and the addresses as an index shows them."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add ``readme`` and ``urls``."""
        repository = os.environ.get(REPOSITORY, "").rstrip("/")
        told = re.search(
            r'"([^"]+)"', (Path(self.root) / "src/labelcheck/_version.py").read_text("utf-8").partition("VERSION")[2]
        )
        tag = f"v{told[1]}" if told else "main"
        text = (Path(self.root) / "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": described(text, repository, tag)}
        metadata["urls"] = addresses(repository, tag)


def addresses(repository: str, tag: str) -> dict[str, str]:
    """Return the project's addresses, none where it is not told where it is kept."""
    if not repository:
        return {}
    return {
        "Homepage": repository,
        "Documentation": f"{repository}/blob/{tag}/docs/index.md",
        "Source": f"{repository}/tree/{tag}",
        "Issues": f"{repository}/issues",
        "Changelog": f"{repository}/blob/{tag}/CHANGELOG.md",
    }


def described(text: str, repository: str, tag: str) -> str:
    """Return a document whose relative links lead into a repository, or are words alone where there is none.

    >>> described("![a](b.svg) [c](d.md)", "https://github.com/x/y", "v1")
    '![a](https://github.com/x/y/raw/v1/b.svg?sanitize=true) [c](https://github.com/x/y/blob/v1/d.md)'
    >>> described("![a](b.svg) [c](d.md)", "", "v1")
    ' c'

    GitHub sends an SVG as plain text, which no page shows as a picture, unless asked to clean it.
    """

    def led(link: re.Match[str]) -> str:
        picture, words, path = link.groups()
        if not repository:
            return "" if picture else words
        asked = "?sanitize=true" if path.endswith(".svg") and repository.startswith("https://github.com/") else ""
        return f"{picture}[{words}]({repository}/{'raw' if picture else 'blob'}/{tag}/{path}{asked})"

    return _LINK.sub(led, text)
