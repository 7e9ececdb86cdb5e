"""Annotations and values of forms, drawn into their page before it is read. Runs in the guarded process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

_NO_VIEW: Final = 32
"""Flag of an annotation that is printed and not shown."""

Box = tuple[float, float, float, float]


def opened(document: pypdfium2.PdfDocument, index: int) -> tuple[pypdfium2.PdfPage, list[Box]]:
    """Return a page with what its annotations and the values of its form show as part of its content.

    With it, in the page's own space, the places of annotations in a layer: pdfium shows them whether it is on or off.
    """
    page = document[index]
    layered = []
    for at in reversed(range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
        with _annotation(page, at) as note:
            # drawing leaves such out, and flattening does not
            unseen = bool(note) and bool(pdfium.FPDFAnnot_GetFlags(note) & _NO_VIEW)
            if note and pdfium.FPDFAnnot_HasKey(note, b"OC"):
                layered.append(_place(note))
        if unseen:
            pdfium.FPDFPage_RemoveAnnot(page.raw, at)
    drawn = pdfium.FPDFPage_GetAnnotCount(page.raw) and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    if drawn == pdfium.FLATTEN_SUCCESS:
        page.close()
        page = document[index]
    return page, layered


def _place(note: Any) -> Box:  # noqa: ANN401
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, rect)
    return (rect.left, rect.bottom, rect.right, rect.top)


@contextmanager
def _annotation(page: pypdfium2.PdfPage, at: int) -> Iterator[Any]:
    note = pdfium.FPDFPage_GetAnnot(page.raw, at)
    try:
        yield note
    finally:
        pdfium.FPDFPage_CloseAnnot(note)
