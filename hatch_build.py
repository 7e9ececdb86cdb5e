"""Compiles the knowledge and rule files into the wheel, so that an installed labelcheck starts fast.

With LABELCHECK_COMPILE=1 in the environment, the modules that pyproject.toml lists are also compiled to machine code
by mypyc; that needs a C compiler and makes a wheel for this platform and Python only.
"""

import os
import sys
import tempfile
from pathlib import Path

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

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
