"""Rows about a version that go, and rows that come in their place, noted so as to be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from models import Season
from models.base import Base
from scheduler.board.images import Recorder
from scheduler.season.rows import home

_CHUNK: Final = 500


def replace_rows(  # noqa: PLR0913, PLR0917  (what goes, what comes, and who notes it)
    session: Session,
    season: Season,
    recorder: Recorder,
    model: type[Base],
    gone: Sequence[int],
    new: Sequence[dict[str, Any]],
) -> None:
    """Take out the rows with these numbers, and put in new ones."""
    number: Any = model.__table__.columns["id"]
    recorder.before(model, gone)
    for begin in range(0, len(gone), _CHUNK):
        session.execute(
            delete(model)
            .where(number.in_(gone[begin : begin + _CHUNK]))
            .execution_options(synchronize_session=False)
        )
    if new:
        own = [home(season) | each for each in new]
        made = session.execute(insert(model).returning(number), own).scalars()
        recorder.added(model, list(made))
