"""Links of the documents lead somewhere: to files of the repository, to headings in them, and from the README at any place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\(<?([^)<>\s]+)>?(?:\s+\"[^\"]*\")?\)|^\[[^\]]+\]:\s+(\S+)", re.MULTILINE)
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def links(path: Path) -> Iterator[str]:
    for match in _LINK.finditer(_CODE.sub("", path.read_text("utf-8"))):
        yield match[1] or match[2]


@cache
def anchors(path: Path) -> frozenset[str]:
    """Return the headings of a document as links name them."""
    found = set()
    for heading in re.findall(r"(?m)^#+ (.*)$", re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)):
        plain = re.sub(r"[^\w\s-]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower())
        found |= {re.sub(r"[\s-]+", "-", plain.strip()), re.sub(r"\s", "-", plain.strip())}
    return frozenset(found)


def dead(path: Path, link: str) -> str | None:
    """Return why a link leads nowhere; one that leaves the project is not followed, since no test needs the network."""
    target, _, heading = link.partition("#")
    if re.match(r"[a-z]+:", target):
        return None if re.match(r"(https?://\S+\.\S+|http://localhost|mailto:)", target) else "no address"
    file = (path.parent / unquote(target)).resolve() if target else path
    if not file.exists():
        return "no such file"
    if not file.is_relative_to(ROOT):
        return "outside the project"
    return "no such heading" if heading and file.suffix == ".md" and heading not in anchors(file) else None


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_link_is_dead(path: Path) -> None:
    assert not [(link, why) for link in links(path) if (why := dead(path, link)) is not None]


def test_no_address_is_made_up() -> None:
    """The project is kept where its release is made: that names the place, and nothing else does."""
    kept = re.compile(
        r"(?:github\.com|github\.io|githubusercontent\.com|gitlab\.com)\S*/labelcheck\b|\blabelcheck\.(?:org|com|dev|io)\b"
    )
    for path in (*DOCUMENTS, ROOT / "pyproject.toml", ROOT / "CITATION.cff", ROOT / "mkdocs.yml"):
        assert not kept.search(path.read_text("utf-8")), path


def test_the_readme_is_one_screen_and_disclaims() -> None:
    from labelcheck.render.wording import DISCLAIMER

    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert len(lines) <= 55
    start = DISCLAIMER["en"].partition(". ")[0].removeprefix("These ")
    for path in (ROOT / "README.md", ROOT / "docs" / "index.md"):
        assert start in " ".join(path.read_text("utf-8").split()), path


def test_documents_that_are_pages_of_the_site_do_not_leave_it() -> None:
    """What stands beside docs/ is not on the site: its pages name it by its whole address."""
    for path in (ROOT / "docs").rglob("*.md"):
        for link in links(path):
            if not re.match(r"[a-z]+:|#", link):
                assert (path.parent / unquote(link.partition("#")[0])).resolve().is_relative_to(ROOT / "docs"), (
                    path,
                    link,
                )


@pytest.mark.parametrize("link", ["gone.md", "docs/api.md#no-such-heading", "../x.md", "htp://x"])
def test_the_checker_finds_dead_ones(link: str) -> None:
    assert dead(ROOT / "README.md", link)
