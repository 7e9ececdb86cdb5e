"""Products of linked data (schema.org): those of a graph, and the variants of groups with what their group says of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

Node = dict[str, Any]
LENT: Final = "labelcheck:lent"
"""The key that marks a variant whose amounts may be those that its group tells of all."""
_PRODUCTS: Final = frozenset(("Product", "DietarySupplement", "ProductGroup", "IndividualProduct", "ProductModel"))
_WITHIN: Final = ("@graph", "itemListElement", "item", "mainEntity", "hasVariant", "offers", "itemOffered")
_TAKES: Final = ("name", "description", "brand", "manufacturer", "category", "nutrition", "recommendedIntake", "maximumIntake",
                 "dosageForm", "activeIngredient", "ingredients", "additionalProperty", "inLanguage")  # fmt: skip
"""What a variant that does not say it itself has from its group."""
_AMOUNTS: Final = frozenset(("description", "nutrition", "activeIngredient", "ingredients"))
_DEPTH: Final = 40


def products_in(document: Any) -> Iterator[Node]:  # noqa: ANN401
    """Yield the products of a document; a group's place is that of its variants, wherever they stand in the document."""
    graph = _Graph(document)
    yield from graph.products(document, 0)
    yield from graph.in_circles()


def listed(value: Any) -> list[Node]:  # noqa: ANN401
    """Return the objects of a value that may be one or several."""
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)]


class _Graph:
    """The nodes of a document by what they are referred to by."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self._by_id: dict[str, Node] = {}
        self._groups: dict[str, Node] = {}
        self._elsewhere: set[int] = set()
        self._met: set[int] = set()
        self._products = list(self._all(document, 0))
        for node in self._products:
            of_node = [v for v in map(self._whole, listed(node.get("hasVariant"))) if v is not node]
            self._elsewhere |= {id(v) for v in of_node}
            if (group := self._group(node)) is not None and not group.get("hasVariant"):
                self._elsewhere.add(id(group))

    def _all(self, value: Any, depth: int) -> Iterator[Node]:  # noqa: ANN401
        """Yield all nodes that are products, and keep all by their names."""
        if depth > _DEPTH:
            return
        if isinstance(value, list):
            for part in value:
                yield from self._all(part, depth + 1)
        elif isinstance(value, dict):
            if isinstance(name := value.get("@id"), str) and len(value) > len(_OF_REFERENCE & value.keys()):
                self._by_id.setdefault(name, value)
            if is_product(value):
                if isinstance(name := value.get("productGroupID"), str):
                    self._groups.setdefault(name, value)
                yield value
            for key in _WITHIN:
                yield from self._all(value.get(key), depth + 1)

    def _whole(self, node: Node) -> Node:
        """Return the node that a reference is to."""
        name = node.get("@id")
        return self._by_id.get(name, node) if isinstance(name, str) else node

    def _group(self, node: Node) -> Node | None:
        """Return the group that a product says to be a variant of."""
        told = listed(node.get("isVariantOf"))
        name = node.get("inProductGroupWithID")
        found = self._whole(told[0]) if told else self._groups.get(name) if isinstance(name, str) else None
        return found if found is not node else None

    def products(self, value: Any, depth: int) -> Iterator[Node]:  # noqa: ANN401
        """Yield the products of a value, but those that belong to another place."""
        if depth > _DEPTH:
            return
        if isinstance(value, list):
            for part in value:
                yield from self.products(part, depth + 1)
        elif isinstance(value, dict) and is_product(value):
            if id(value) not in self._elsewhere:
                yield from self._of(value)
        elif isinstance(value, dict):
            for key in _WITHIN:
                yield from self.products(value.get(key), depth + 1)

    def in_circles(self) -> Iterator[Node]:
        """Yield the products that are variants of each other, which have no place but where they stand."""
        for node in self._products:
            if id(node) not in self._met:
                yield from self._of(node)

    def _of(self, node: Node) -> Iterator[Node]:
        group = self._group(node)
        self._met |= {id(node)} | ({id(group)} if group is not None else set())
        yield from self._variants(node if group is None else _lent(node, group), frozenset((id(node),)))

    def _variants(self, node: Node, above: frozenset[int]) -> Iterator[Node]:
        """Yield the variants of a node, or itself where it has none; ``above`` are the nodes that it is a variant of, and it."""
        variants = [v for v in map(self._whole, listed(node.get("hasVariant"))) if id(v) not in above]
        for variant in variants if len(above) <= _DEPTH else []:
            self._met.add(id(variant))
            yield from self._variants(_lent(variant, node), above | {id(variant)})
        if not variants:
            yield node


def is_product(node: Node) -> bool:
    """Tell whether a node is of a type of products."""
    kinds = node.get("@type")
    return bool(_PRODUCTS & {str(k).rpartition("/")[2] for k in (kinds if isinstance(kinds, list) else [kinds])})


def _lent(variant: Node, group: Node) -> Node:
    """Return a variant with what its group says of all."""
    shared = {k: group[k] for k in (*_TAKES, LENT) if group.get(k)}
    own = {k: v for k, v in variant.items() if v}
    lent = not _AMOUNTS.isdisjoint(shared) and _AMOUNTS.isdisjoint(own)
    told = listed(own.get(_LIST))
    names = [t.get("name") for t in told]
    both = [*told, *(t for t in listed(shared.get(_LIST)) if t.get("name") not in names)]
    return {**shared, **own, **({_LIST: both} if both else {}), **({LENT: True} if lent else {})}


_LIST: Final = "additionalProperty"
"""Properties by name, of which a variant has those of its group that it does not tell itself."""


_OF_REFERENCE: Final = frozenset(("@id", "@type"))
