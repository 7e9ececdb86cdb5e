"""Compiles the knowledge and rule files into the wheel, so that an installed labelcheck starts fast."""

import os
import sys
from pathlib import Path

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Writes each ``compiled.json`` before the files are collected."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002
        """Compile the knowledge and rule files."""
        sys.path.insert(0, os.fspath(Path(self.root) / "src"))
        try:
            from labelcheck.knowledge import compile as compiling

            compiling.write()

            from labelcheck.rules.loader import compile_shipped

            compile_shipped()
        finally:
            sys.path.pop(0)
