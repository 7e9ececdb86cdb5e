"""XML of any shop: elements of one name below another, each a product; attributes and inner elements are its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from labelcheck.catalogue.column_names import known_name
from labelcheck.catalogue.row import Broken, Progress, Row, first_names
from labelcheck.catalogue.xml import elements, local
from labelcheck.errors import UnreadableFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from labelcheck.catalogue.containers import TableOptions

_HEAD: Final = 65_536
_OTHER: Final = (b"tradeItem", b"gdsn", b"base.google.com/ns/1.0", b"<ICECAT-interface")
"""What stands in XML of the formats that have a reader of their own."""
_FEW: Final = 2


def recognise(path: Path) -> bool:
    """Tell by the name; formats of their own are left to their readers."""
    if not path.is_file() or path.suffix.lower() != ".xml":
        return False
    with path.open("rb") as file:
        first = file.read(_HEAD).replace(b"\0", b"")
    return not any(mark in first for mark in _OTHER)


def columns(path: Path, options: TableOptions) -> tuple[str, ...]:
    """Return the names of attributes and inner elements of the first products.

    Raises:
        UnreadableFile: no elements of one name look like products.

    """
    return first_names(rows(path, options, Progress(), None))


def rows(
    path: Path, options: TableOptions, progress: Progress, wanted: tuple[str, ...] | None
) -> Iterator[Row | Broken]:
    """Yield the products."""
    del options, wanted
    name = _product_name(path)
    for item in elements(path, frozenset((name,)), progress):
        if isinstance(item, Broken):
            yield item
        else:
            value = _value(item)
            yield (
                value
                if isinstance(value, dict)
                else Broken("broken-row", f"<{name}> holds no fields", str(value)[:200])
            )


def _product_name(path: Path) -> str:
    """Return the name of the elements that are products: those with the most children and attributes of known names.

    Raises:
        UnreadableFile: there are none.

    """
    known: dict[str, set[str]] = {}
    depths: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for name, depth, fields in islice(_shapes(path), 20_000):
        known.setdefault(name, set()).update(f for f in fields if known_name(f))
        depths.setdefault(name, depth)
        counts[name] += 1
    found = [n for n, fields in known.items() if len(fields) >= _FEW]
    if not found:
        raise UnreadableFile(
            path.name, "no elements in it have fields of known names, as article number and description"
        )
    return min(found, key=lambda n: (depths[n], -counts[n]))


def _shapes(path: Path) -> Iterator[tuple[str, int, set[str]]]:
    """Yield each element's name, depth, and the names of its attributes and children."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = 0
    given = False
    try:
        with path.open("rb") as file:
            for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    depth += 1
                    continue
                depth -= 1
                given = True
                yield (
                    local(element.tag),
                    depth,
                    {local(a) for a in element.attrib} | {_name_of(c) or local(c.tag) for c in element},
                )
    except DefusedXmlException as error:
        raise UnreadableFile(path.name, "it declares a document type or entities, which are not followed") from error
    except ParseError as error:
        if not given:
            raise UnreadableFile(path.name, f"no XML: {error}") from error


def _value(element: Element) -> Any:  # noqa: ANN401
    """Return an element as objects of JSON would be: its text, or its attributes and children by name."""
    text = (element.text or "").strip()
    if len(element) and _is_markup(element):
        return " ".join("".join(element.itertext()).split())
    found: dict[str, Any] = {local(k): v for k, v in element.attrib.items()}
    for child in element:
        named = _name_of(child)
        name, value = (local(child.tag), _value(child)) if named is None else (named, (child.text or "").strip())
        if name in found:
            found[name] = [*found[name], value] if isinstance(found[name], list) else [found[name], value]
        else:
            found[name] = value
    if not found:
        return text
    if text:
        found.setdefault("value", text)
    return found


def _name_of(element: Element) -> str | None:
    """Return the name of a field that says it in an attribute, where that is known: <Field id="Dosage">1 tablet daily</Field>."""
    if len(element) or not (element.text or "").strip():
        return None
    return next((v for k, v in element.attrib.items() if local(k).lower() in _NAMING and known_name(v)), None)


_NAMING: Final = frozenset(("id", "name", "key", "code", "attribute", "field"))


def _is_markup(element: Element) -> bool:
    """Tell whether an element is a text with marks in it: <p>Zink <b>10 mg</b></p>."""
    return any((c.tail or "").strip() for c in element)
