"""What a backup says of itself: when, of which revision, and what each table must be."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from scheduler.backup.kinds import Kind

FORMAT: Final = 1
NAME: Final = "manifest.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class TablePart(_Frozen):
    """A table: how many rows, the SHA-256 of its lines in hex, and its columns by kind.

    `next_id` is the first id that was never given.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    rows: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    columns: dict[str, Kind]
    next_id: int = Field(ge=1)

    @property
    def file(self) -> str:
        """Its place in the zip."""
        return f"tables/{self.name}.jsonl"


class Manifest(_Frozen):
    """A whole backup; tables come after those they point to."""

    format: Literal[1] = FORMAT
    made_at: datetime
    program: str
    revision: str
    tables: tuple[TablePart, ...]

    @property
    def rows(self) -> int:
        """Of all tables together."""
        return sum(table.rows for table in self.tables)
