"""Variants of a product that are told apart by a strength that stands beside their text, and not in it."""

from __future__ import annotations

from collections.abc import Iterable

from labelcheck.catalogue.amounts import strengths
from labelcheck.catalogue.product import Product
from labelcheck.catalogue.witnesses import DIFFER


def of_strength(product: Product, options: Iterable[tuple[str, ...]]) -> Product:
    """Return a product with the strengths that were chosen for it; ``options`` are those of each choice.

    One that its name does not say is added to it, and is a witness there. The product is to check where its text and fields
    tell amounts that are of none of the options, or of several.
    """
    chosen = [o for o in options if o]
    told = set(strengths(product.text or "")) | {
        s for n in product.nutrients for s in strengths(f"{n.value or ''} {n.unit or ''}")
    }
    odd = [o for o in chosen if told and (len(o) > 1 or told.isdisjoint(strengths(o[0])))]
    alone = [o[0] for o in chosen if len(o) == 1]
    if len(alone) == 1 and not set(strengths(alone[0])) <= set(strengths(product.name or "")):
        product = product._replace(name=" ".join(filter(None, (product.name, alone[0]))))
    return product._replace(notes=(*product.notes, *(f"{DIFFER}: {', '.join(o)}"[:200] for o in odd)))
