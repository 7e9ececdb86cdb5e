"""Compiles the knowledge files into the wheel, so that an installed labelcheck starts fast."""

import os
import sys
from pathlib import Path

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Writes ``compiled.json`` before the files are collected."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002
        """Compile the knowledge files."""
        sys.path.insert(0, os.fspath(Path(self.root) / "src"))
        try:
            from labelcheck.knowledge import compile as compiling

            compiling.write()
        finally:
            sys.path.pop(0)
