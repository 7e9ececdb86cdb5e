"""``labelcheck serve``: a page for people and an interface for programs, both over HTTP.

One process answers (``app``): it reads requests within limits (``uploads``), keeps strangers out (``shield``) and never
looks at what a label holds. Labels are read and checked in worker processes (``pools``, ``jobs``), those with pictures
apart from those of text, so that a bad one costs a worker and no one else's answer. Nothing is written to disk, and
nothing is remembered: a product that waits to be summed with others waits in the page, sealed (``seal``).

starlette, uvicorn, python-multipart and pebble, of the extra ``web``, are imported below this room only.
"""

from __future__ import annotations

from labelcheck import extras


def require() -> None:
    """Say which extra to install where it is missing.

    Raises:
        ExtraMissing: starlette or another package of the extra is not installed.

    """
    extras.require("web", "labelcheck serve")
