"""What the models share: they refuse what the schema refuses, and print what they were made of."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    WithJsonSchema,
    model_serializer,
)

NUMBER: Final = r"^-?\d+(\.\d+)?$"
"""How the schema writes a decimal number: as text, so that 1.10 stays 1.10."""


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, str) and re.fullmatch(NUMBER[1:-1], value, re.ASCII):
        return Decimal(value)
    raise ValueError('a decimal number is written as text: "1.10"')


Number = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": NUMBER}),
]
"""A decimal number: :class:`decimal.Decimal` here, text in JSON."""


class Part(BaseModel):
    """An object of the schema: frozen, without further keys; a key that may be left out is left out where it is None."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_serializer(mode="wrap")
    def _printed(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields = type(self).model_fields
        names = {name: field.alias or name for name, field in fields.items()}
        optional = {n for name, field in fields.items() if not field.is_required() for n in (name, names[name])}
        given = handler(self).items()
        return {names.get(key, key): value for key, value in given if value is not None or key not in optional}
