"""Whole catalogues: any number of products in, four tables out.

``check_batch`` is the one function underneath: an Arrow record batch of products to one of answers, row for row.
The runner for one machine and the adapters for clusters are ways to call it. See docs/catalogue.md.

The parts: ``formats`` and ``containers`` turn files into :class:`~labelcheck.catalogue.product.Product`; ``checking`` turns
products into answers; ``run`` plans blocks, ``workers`` guards the processes, ``ledger`` remembers what is done;
``answers`` has the schemas; ``summary``, ``diff`` and ``export`` are for people.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from labelcheck import extras

if TYPE_CHECKING:
    from labelcheck.catalogue.answers import ANSWER, FINDINGS, INTAKES, PRODUCTS, READINGS, tables
    from labelcheck.catalogue.checking import check_batch
    from labelcheck.catalogue.product import PRODUCT
    from labelcheck.catalogue.settings import Settings

__all__ = ["ANSWER", "FINDINGS", "INTAKES", "PRODUCT", "PRODUCTS", "READINGS", "Settings", "check_batch", "tables"]

_HOMES = {
    "ANSWER": "answers", "FINDINGS": "answers", "INTAKES": "answers", "PRODUCT": "product", "PRODUCTS": "answers", "READINGS": "answers",
    "Settings": "settings", "check_batch": "checking", "tables": "answers",
}  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'labelcheck.catalogue' has no attribute {name!r}")
    require()
    return getattr(import_module(f"labelcheck.catalogue.{home}"), name)


def require() -> None:
    """Say which extra to install where it is missing.

    Raises:
        ExtraMissing: pyarrow or another package of the extra is not installed.

    """
    extras.require("catalogue", "labelcheck catalogue")
