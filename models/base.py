"""The root of all tables: how constraints are named and how Python's types are kept."""

from __future__ import annotations

import enum
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, dataclass_transform

from sqlalchemy import JSON, Double, Enum, LargeBinary, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, mapped_column

from models.column_types import ExactDecimal, TextList, UtcDateTime

Json = dict[str, Any]
"""An object kept as JSON. Replace it whole: a change inside it is not noticed."""

NAMES: Final = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""The names that constraints get, so that a form can tell which rule was broken."""

LONGEST_WORD: Final = 40
"""The most letters of a word of an enumeration."""


def words_of(words: type[enum.Enum]) -> list[str]:
    """The words of an enumeration as the database keeps them: its values, not its names."""
    return [str(word.value) for word in words]


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(mapped_column,))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """A row. It is made with keywords, one per column; two rows are equal when they are one.

    Rows know each other by id, without relationships: flush the parent before its parts.
    """

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy reads it, nobody changes it)
        str: Text(),
        float: Double(),
        bytes: LargeBinary(),
        datetime: UtcDateTime(),
        Decimal: ExactDecimal(),
        tuple[str, ...]: TextList(),
        Json: JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"),
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=LONGEST_WORD,
            values_callable=words_of,
        ),
    }

    def __repr__(self) -> str:
        # Never what it holds: a row may end up in a log.
        return f"{type(self).__name__}({self.__dict__.get('id')})"
