"""YAML as it is written by hand: no surprises, and every error with its file and line.

Plain YAML turns ``NO`` into false, ``1:30`` into 90 and a repeated key into silence. Here only ``true``, ``false``,
``null`` and whole numbers mean something; everything else is text. Aliases are refused, since a few lines of them
can unfold into gigabytes.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from labelcheck.errors import KnowledgeError

_TEXT: Final = "tag:yaml.org,2002:str"
_LARGEST: Final = 1_000_000
M = TypeVar("M", bound=BaseModel)


# libyaml, where PyYAML was built with it, finds the words of a file in a fifth of the time; what they mean is told here
_EVENTS: Final[tuple[Any, ...]] = (
    (yaml.CSafeLoader.__mro__[1],)
    if yaml.__with_libyaml__
    else (yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser)
)


class _Loader(yaml.composer.Composer, *_EVENTS, yaml.constructor.SafeConstructor, yaml.resolver.Resolver):  # type: ignore[misc]
    """SafeLoader with its own, short list of implicit types."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def __init__(self, text: str) -> None:
        _EVENTS[0].__init__(self, text)
        for base in (*_EVENTS[1:], yaml.composer.Composer, yaml.constructor.SafeConstructor, yaml.resolver.Resolver):
            base.__init__(self)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.composer.ComposerError(None, None, "aliases are not allowed", event.start_mark)
        tag = getattr(self.peek_event(), "tag", None)
        if tag is not None:
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, f"tags as {tag!r} are not allowed; write plain text", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag != _TEXT:
                raise yaml.constructor.ConstructorError(
                    None, None, "a key is a word; write others in quotes", key.start_mark
                )
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d{0,17})$"), list("-0123456789"))


def load(path: Path) -> tuple[Any, dict[tuple[str, ...], int]]:
    """Return the content of a YAML file and the line, from 1, of each key path in it.

    Raises:
        KnowledgeError: the file cannot be read, is no UTF-8, too large or no YAML of this kind.

    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise KnowledgeError((f"{path.name}:1: this is no regular file",))
        raw = path.read_bytes()
        if len(raw) > _LARGEST:
            raise KnowledgeError((f"{path.name}: larger than {_LARGEST} bytes",))
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise KnowledgeError((f"{path.name}: {error.strerror}",)) from error
    except UnicodeDecodeError as error:
        raise KnowledgeError((f"{path.name}: not UTF-8 at byte {error.start}",)) from error
    loader = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        lines: dict[tuple[str, ...], int] = {}
        if node is None:
            return None, lines
        _note_lines(node, (), lines)
        return loader.construct_document(node), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise KnowledgeError((f"{path.name}:{line}: {error.problem}",)) from error
    except yaml.YAMLError as error:
        raise KnowledgeError((f"{path.name}: holds a character that no YAML file may hold",)) from error
    except RecursionError as error:
        raise KnowledgeError((f"{path.name}: nested too deeply",)) from error
    finally:
        if loader is not None:
            loader.dispose()


def _note_lines(node: yaml.Node, path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            _note_lines(value, here, lines)
            lines[here] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _note_lines(value, (*path, str(index)), lines)


def load_model(path: Path, model: type[M], under: dict[str, Any] | None = None) -> M:
    """Return the file as ``model``; ``under`` is content that it adds to: lists go on, what is no list is replaced.

    Raises:
        KnowledgeError: with one line per problem, "file:line: key: what is wrong".

    """
    content, lines = load(path)
    if under is not None:
        content = _joined(under, content)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        problems = []
        for e in error.errors():
            keys = tuple(str(k) for k in e["loc"])
            line = next((lines[keys[:n]] for n in range(len(keys), -1, -1) if keys[:n] in lines), 1)
            problems.append(f"{path.name}:{line}: {'.'.join(keys) or 'file'}: {e['msg']}")
        raise KnowledgeError(tuple(problems)) from error


def _joined(under: Any, over: Any) -> Any:  # noqa: ANN401
    if isinstance(under, dict) and isinstance(over, dict):
        return {**under, **{k: _joined(under[k], v) if k in under else v for k, v in over.items()}}
    if isinstance(under, list) and isinstance(over, list):
        return [*under, *(v for v in over if v not in under)]
    return over
