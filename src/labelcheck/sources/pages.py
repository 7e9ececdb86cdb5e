"""Pages out of a PDF or picture: the words it holds, and the pixels of what must be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from labelcheck.extras import require
from labelcheck.model import Box, Page, Point, Word
from labelcheck.sources.guard import GUARD
from labelcheck.sources.kinds import Kind
from labelcheck.sources.limits import Limits


@dataclass(frozen=True, slots=True)
class Picture:
    """RGB pixels, row by row from the top left; ``scale`` is pixels per point or pixel of the user's file."""

    width: int
    height: int
    pixels: bytes
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A page as it came out of its file; ``picture`` where its text must be seen, ``broken`` where it was damaged.

    ``hidden`` quotes text that the page does not show; ``doubtful`` is a page that shows something else than it says.
    ``gtins`` are the numbers of the barcodes in its picture.
    ``attached`` names files within the file, on its first page. ``marred`` are places of words that are struck out, or
    printed or drawn over. ``layer`` is what a page's own text says where the page must be seen.
    """

    page: Page
    picture: Picture | None = None
    broken: bool = False
    hidden: str = ""
    doubtful: bool = False
    gtins: tuple[str, ...] = ()
    attached: str = ""
    layer: Page | None = None
    marred: tuple[Box, ...] = ()


def load_pages(
    data: bytes, kind: Kind, name: str, limits: Limits, password: str | None = None, *, draw: int = 0
) -> list[Loaded]:
    """Return the pages of a PDF or picture, decoded in the guarded process.

    ``draw`` asks for the pictures of so many pages of a PDF that hold text and need none to be read.

    Raises:
        InputError: the file cannot be read, or not within its limits.
        ExtraMissing: what reads this kind of file is not installed.

    """
    require("pdf" if kind == "pdf" else "photo", name)
    found, blobs = GUARD.read(kind, data, name, limits, password, draw=draw)
    loaded = []
    for number, one in enumerate(found, 1):
        words = _words(one["words"])
        picture = None
        if "picture" in one:
            index, width, height = one["picture"]
            picture = Picture(width, height, blobs[index], width / (one["width"] or 1))
        page = Page(
            number,
            one["width"],
            one["height"],
            words,
            "seen" if picture is not None and not words else "printed",
            tuple(Box(*cell) for cell in one.get("cells", ())),
            one.get("label"),
        )
        layer = _words(one.get("layer", ()))
        loaded.append(
            Loaded(
                page,
                picture,
                broken=bool(one.get("broken")),
                hidden=str(one.get("hidden", "")),
                doubtful=bool(one.get("doubtful")),
                attached=str(one.get("attached", "")),
                gtins=tuple(map(str, one.get("gtins", ()))),
                layer=replace(page, words=layer, kind="printed") if layer else None,
                marred=tuple(Box(*box) for box in one.get("marred", ())),
            )
        )
    return loaded


def _words(told: Sequence[Any]) -> tuple[Word, ...]:
    words = []
    for text, c in told:
        quad = (Point(c[0], c[1]), Point(c[2], c[3]), Point(c[4], c[5]), Point(c[6], c[7]))
        words.append(Word(text, quad, Box(min(c[::2]), min(c[1::2]), max(c[::2]), max(c[1::2]))))
    return tuple(words)
