"""The kinds of values that tables hold, and how each is written in a backup."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from models.column_types import UtcDateTime


class Kind(StrEnum):
    """What a column holds, whatever a database calls it."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"
    DAY = "day"
    MOMENT = "moment"
    BYTES = "bytes"
    OBJECT = "object"


class UnknownKind(TypeError):
    """A column holds what a backup cannot write."""


TYPES: Final[dict[Kind, TypeEngine[Any]]] = {
    Kind.TEXT: sa.Text(),
    Kind.WHOLE: sa.BigInteger(),
    Kind.NUMBER: sa.Double(),
    Kind.YES_NO: sa.Boolean(),
    Kind.DAY: sa.Date(),
    Kind.MOMENT: UtcDateTime(),
    Kind.BYTES: sa.LargeBinary(),
    Kind.OBJECT: sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"),
}
"""How each kind is read and written."""

_FOUND: Final = (
    (sa.Boolean, Kind.YES_NO),
    (sa.DateTime, Kind.MOMENT),
    (sa.Date, Kind.DAY),
    (sa.Integer, Kind.WHOLE),
    (sa.Float, Kind.NUMBER),
    (sa.LargeBinary, Kind.BYTES),
    (sa.JSON, Kind.OBJECT),
    (sa.String, Kind.TEXT),
)

_WRITTEN: Final[dict[Kind, tuple[type[Any], ...]]] = {
    Kind.TEXT: (str,),
    Kind.WHOLE: (int,),
    Kind.NUMBER: (float, int),
    Kind.YES_NO: (bool,),
    Kind.DAY: (str,),
    Kind.MOMENT: (str,),
    Kind.BYTES: (str,),
    Kind.OBJECT: (dict, list, str, int, float, bool),
}


def kind_of(found: TypeEngine[Any]) -> Kind:
    """The kind of a column as a database tells its type.

    Raises:
        UnknownKind: none of them.
    """
    # PostgreSQL's own whole and broken numbers are among SQLAlchemy's general ones.
    for general, kind in _FOUND:
        if isinstance(found, general):
            return kind
    raise UnknownKind(type(found).__name__)


def written(kind: Kind, value: Any) -> Any:
    """The value as JSON has it."""
    if value is None:
        return None
    if kind is Kind.MOMENT:
        return value.astimezone(UTC).isoformat()
    if kind is Kind.DAY:
        return value.isoformat()
    if kind is Kind.BYTES:
        return base64.b64encode(value).decode("ascii")
    return value


def read(kind: Kind, value: Any) -> Any:
    """The value as Python has it.

    Raises:
        ValueError: the value is not of this kind.
    """
    if value is None:
        return None
    is_flag = isinstance(value, bool) and kind not in {Kind.YES_NO, Kind.OBJECT}
    if not isinstance(value, _WRITTEN[kind]) or is_flag:
        raise ValueError(f"not of the kind {kind}")
    if kind is Kind.MOMENT:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("a moment without zone")
        return moment
    if kind is Kind.DAY:
        return date.fromisoformat(value)
    if kind is Kind.BYTES:
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error as error:
            raise ValueError("not base64") from error
    return value
