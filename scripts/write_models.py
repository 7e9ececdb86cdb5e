"""Writes src/labelcheck/models/__init__.py, the pydantic models of what labelcheck prints, from the JSON Schema of it.

usage: python scripts/write_models.py
"""

from __future__ import annotations

import json
import keyword
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from labelcheck.models.base import NUMBER

PACKAGE = Path(__file__).parent.parent / "src" / "labelcheck"
MODELS = PACKAGE / "models" / "__init__.py"
SIMPLE = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
BOUNDS = {"pattern": "pattern", "minimum": "ge", "maximum": "le"}
HEAD = '''\
"""Pydantic models of what labelcheck prints, for programs that read its JSON with types.

    from labelcheck import models
    report = models.Report.model_validate_json(text)  # of labelcheck check --format json, a line of jsonl, or to_json()
    for intake in report.intakes or ():
        print(intake.nutrient, intake.high, intake.unit)

Written from the JSON Schema by ``scripts/write_models.py``. ``model_dump_json()`` prints what was read. Names that
Python or pydantic keeps for itself end in ``_``: ``for_``, ``schema_``.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from labelcheck.models.base import Number, Part
'''


class Writer:
    """The classes of a schema, each after those that it names."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema
        self.classes: dict[str, str] = {}

    def text(self) -> str:
        """Return the module."""
        printed = " | ".join(self.kind(one, "") for one in self.schema["anyOf"])
        names = sorted([*self.classes, "Number", "Printed"])
        told = "\n".join(f'    "{n}",' for n in names)
        body = "\n\n\n".join(self.classes.values())
        told_of = _sentence(self.schema["description"].partition(";")[0])
        return f'{HEAD}\n__all__ = [\n{told}\n]\n\n\n{body}\n\n\nPrinted: TypeAlias = {printed}\n"""{told_of}"""\n'

    def kind(self, told: dict[str, Any], name: str) -> str:
        """Return the annotation of a part of the schema; ``name`` is that of the class, where it needs one."""
        if "$ref" in told:
            key = told["$ref"].rpartition("/")[2]
            self.define(self.schema["$defs"][key], _camel(key))
            return _camel(key)
        if "anyOf" in told:
            return " | ".join(self.kind(one, name) for one in told["anyOf"])
        if "const" in told or "enum" in told:
            values = told.get("enum", [told.get("const")])
            words = ", ".join(json.dumps(v, ensure_ascii=False) for v in values if v is not None)
            return f"Literal[{words}]{' | None' if None in values else ''}"
        if isinstance(told["type"], list):
            return " | ".join(self.kind({**told, "type": one}, name) for one in told["type"])
        if told["type"] == "null":
            return "None"
        if told["type"] == "object":
            self.define(told, name)
            return name
        if told["type"] == "array":
            item = self.kind(told["items"], name.removesuffix("s"))
            if "minItems" not in told:
                return f"tuple[{item}, ...]"
            if told["minItems"] != told["maxItems"]:
                raise ValueError(f"{name}: a number of items that is neither any nor fixed")
            return f"tuple[{', '.join([item] * told['minItems'])}]"
        if told.get("pattern") == NUMBER:
            return "Number"
        bounds = ", ".join(f"{word}={_literal(told[key])}" for key, word in BOUNDS.items() if key in told)
        return f"Annotated[{SIMPLE[told['type']]}, Field({bounds})]" if bounds else SIMPLE[told["type"]]

    def define(self, told: dict[str, Any], name: str) -> None:
        """Write the class of an object."""
        if name in self.classes:
            return
        if unknown := told.keys() - {"type", "additionalProperties", "properties", "required", "description"}:
            raise ValueError(f"{name}: {', '.join(unknown)} cannot be written")
        lines = []
        for key, value in told["properties"].items():
            kind = self.kind(value, name + _camel(key))
            field, more = key, []
            if keyword.iskeyword(key) or hasattr(BaseModel, key):
                field, more = f"{key}_", [f'alias="{key}"']
            if key not in told["required"]:
                if "None" in kind.split(" | "):
                    raise ValueError(f"{name}.{key}: may be left out and be null, which a model cannot tell apart")
                kind, more = f"{kind} | None", ["default=None", *more]
            default = f" = Field({', '.join(more)})" if more and more != ["default=None"] else " = None" if more else ""
            lines.append(f"    {field}: {kind}{default}")
            if "description" in value:
                lines.append(f'    """{_sentence(value["description"])}"""')
        self.classes[name] = f'class {name}(Part):\n    """{_sentence(told["description"])}"""\n\n' + "\n".join(lines)


def _camel(key: str) -> str:
    return "".join(word.capitalize() for word in key.split("_"))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def _literal(value: object) -> str:
    return f'r"{value}"' if isinstance(value, str) else str(value)


def models() -> str:
    """Return the text of the module."""
    text = Writer(json.loads((PACKAGE / "render" / "report.schema.json").read_text("utf-8"))).text()
    formatted = subprocess.run(
        [Path(sys.executable).parent / "ruff", "format", "--stdin-filename", MODELS, "-"],
        input=text, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return formatted.stdout


if __name__ == "__main__":
    MODELS.write_text(models(), encoding="utf-8")
