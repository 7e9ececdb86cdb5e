"""The version, in one place that imports nothing."""

from typing import Final

VERSION: Final = "0.2.0"
