"""The kinds of condition that rules are made of: one module each, found by looking, never listed.

A kind is a dataclass whose fields are its parameters in a rule file. ``judge`` says whether it holds on a label,
``needs`` which nutrients must be declared for that, and ``problems`` what is wrong with its parameters. The
logical kinds ``all``, ``any`` and ``not`` join others.
"""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module
from typing import Any

from labelcheck.rules.parameters import Kind


@lru_cache(maxsize=1)
def kinds() -> dict[str, type[Any]]:
    """Return every kind's class by the word that rule files name it with."""
    found: dict[str, type[Any]] = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Kind) and value.__module__.endswith(f".{module.name}"):
                found[value.kind_name()] = value
    return found
