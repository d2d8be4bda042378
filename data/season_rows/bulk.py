"""Many rows at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models.base import Base


def insert_rows(session: Session, model: type[Base], records: list[dict[str, Any]]) -> None:
    """Write rows in their order, which is that of the numbers they get, by one statement.

    The numbers are not told: asking for them afterwards is faster, as SQLite and PostgreSQL
    tell them only for a few rows at a time.
    """
    if records:
        # Else rows that are empty in other columns are written by statements of their own.
        session.execute(insert(model), records, execution_options={"render_nulls": True})
