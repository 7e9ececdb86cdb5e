"""XML read element by element; entities, external or not, are never followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from labelcheck.catalogue.product import Product
from labelcheck.catalogue.row import Broken, Progress
from labelcheck.errors import UnreadableFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def local(tag: object) -> str:
    """Return an element's name without its namespace."""
    return str(tag).rpartition("}")[2]


def products(
    path: Path, names: frozenset[str], product: Callable[[Element], Product], progress: Progress
) -> Iterator[Product]:
    """Yield what ``product`` makes of each element of these local names.

    A file that breaks off gives what stood before and then one broken row.

    Raises:
        UnreadableFile: it declares entities or a document type, or is no XML from its first element on.

    """
    for item in elements(path, names, progress):
        if isinstance(item, Broken):
            yield Product(None, outcome=item.outcome, detail=item.why)  # type: ignore[arg-type]
        else:
            yield product(item)


def elements(
    path: Path, names: frozenset[str], progress: Progress, *, doctype: bool = False
) -> Iterator[Element | Broken]:
    """Yield elements, forgetting each when the next is asked for.

    With ``doctype`` the file may name its document type, which is not fetched; entities are refused all the same.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    progress.total = path.stat().st_size
    depth = given = 0
    parents: list[Element] = []
    try:
        with path.open("rb") as file:
            for event, element in iterparse(file, events=("start", "end"), forbid_dtd=not doctype):
                inside = local(element.tag) in names
                if event == "start":
                    parents.append(element)
                    depth += inside
                    continue
                parents.pop()
                depth -= inside
                if inside and depth == 0:
                    given += 1
                    progress.done = file.tell()
                    yield element
                if depth == 0 and parents:
                    # what has been read is taken out of the tree, so that a large file does not fill the memory
                    parents[-1].remove(element)
    except DefusedXmlException as error:
        raise UnreadableFile(path.name, "it declares a document type or entities, which are not followed") from error
    except ParseError as error:
        if not given:
            raise UnreadableFile(path.name, f"no XML: {error}") from error
        yield Broken("unreadable", f"the file breaks off: {error}", "")


def text_of(element: Element, *names: str) -> str | None:
    """Return the text of the first descendant with one of these local names, in the order of the names."""
    for name in names:
        for child in element.iter():
            if local(child.tag) == name and (child.text or "").strip():
                return (child.text or "").strip()
    return None
