"""The rows that a move changes, as they were and as they are: what undoing needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from models import Group, GroupTutor, Pin, Place, Refusal, Season, WaitingEntry
from models.base import Base
from scheduler.season.change_images import Differences, Kept, Row, decoded, kept_row
from scheduler.season.putting_back import ChangedSince
from scheduler.season.rows import home, saving

KEPT: Final = tuple(Kept(model) for model in (Group, GroupTutor, Place, Refusal, WaitingEntry, Pin))
"""What is imaged: what is named comes before who names it."""

_CHUNK: Final = 500


class Recorder:
    """Notes rows before they change; `differences` then tells what became of them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._before: dict[str, dict[int, Row | None]] = {kept.name: {} for kept in KEPT}

    def before(self, model: type[Base], numbers: Iterable[int]) -> None:
        """These rows may change or go."""
        kept = _of(model)
        seen = self._before[kept.name]
        fresh = [number for number in numbers if number not in seen]
        seen.update(_rows(self._session, kept, fresh))

    def added(self, model: type[Base], numbers: Iterable[int]) -> None:
        """These rows are new."""
        for number in numbers:
            self._before[_of(model).name].setdefault(number, None)

    def differences(self) -> Differences:
        """The rows that are not what they were, before and after."""
        self._session.flush()
        found: Differences = {}
        for kept in KEPT:
            seen = self._before[kept.name]
            now = _rows(self._session, kept, seen)
            pairs = {
                str(number): (row, now.get(number))
                for number, row in sorted(seen.items())
                if row != now.get(number)
            }
            if pairs:
                found[kept.name] = pairs
        return found


def put_back(session: Session, season: Season, wanted: Differences) -> None:
    """Bring rows from the first of each pair to the second.

    Raises:
        ChangedSince: a row is not as the first of its pair.
        BrokenRule: what would come back no longer fits with the rest.
    """
    session.flush()
    for kept in KEPT:
        pairs = wanted.get(kept.name, {})
        now = _rows(session, kept, [int(number) for number in pairs])
        if any(now.get(int(number)) != pair[0] for number, pair in pairs.items()):
            raise ChangedSince
    with saving(session):
        for kept in reversed(KEPT):
            gone = [int(n) for n, (_, then) in wanted.get(kept.name, {}).items() if then is None]
            for numbers in _chunks(gone):
                session.execute(
                    delete(kept.model)
                    .where(kept.table.c.id.in_(numbers))
                    .execution_options(synchronize_session=False)
                )
        for kept in KEPT:
            for number, (row, then) in wanted.get(kept.name, {}).items():
                if then is not None:
                    _write(session, season, kept, int(number), then, new=row is None)
    session.expire_all()


def _write(  # noqa: PLR0913  (a row, and what becomes of it)
    session: Session, season: Season, kept: Kept, number: int, row: Row, *, new: bool
) -> None:
    values = decoded(kept, row)
    if new:
        session.execute(insert(kept.table).values(id=number, **home(season), **values))
        return
    session.execute(
        update(kept.table)
        .where(kept.table.c.id == number, kept.table.c.season_id == season.id)
        .values(**values)
    )


def _of(model: type[Base]) -> Kept:
    return next(kept for kept in KEPT if kept.model is model)


def _rows(session: Session, kept: Kept, numbers: Iterable[int]) -> Mapping[int, Row]:
    columns = [kept.table.c[name] for name in kept.columns]
    return {
        number: kept_row(kept, values)
        for chunk in _chunks(numbers)
        for number, *values in session.execute(
            select(kept.table.c.id, *columns).where(kept.table.c.id.in_(chunk))
        )
    }


def _chunks(numbers: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(numbers)
    for begin in range(0, len(ordered), _CHUNK):
        yield ordered[begin : begin + _CHUNK]
