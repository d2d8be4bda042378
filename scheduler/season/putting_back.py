"""Gives rows of a season the values that they had, if nobody changed them since."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from models import Pin, PinSet, Season, Wish
from models.enums import OfferStatus
from models.violated import FOREIGN_KEY
from scheduler.rights.refusal import Refusal
from scheduler.season.change_images import (
    KEPT,
    Differences,
    Image,
    Kept,
    Pair,
    Row,
    decoded,
    image,
    kept_row,
)
from scheduler.season.refusals import BrokenRule, PinContradicts, StillUsed
from scheduler.season.rows import home, saving
from scheduler.text import Text


class ChangedSince(Refusal):
    """What was changed then was changed again since; what stands there now stays."""

    text: ClassVar = Text(
        nl="Dat kan niet meer: iemand heeft dit intussen opnieuw gewijzigd. Er is niets veranderd.",
        en="That is no longer possible: somebody changed this again since. Nothing was changed.",
    )


def put_back(session: Session, season: Season, wanted: Differences, now: datetime) -> None:
    """Bring rows from the first of each pair to the second.

    Versions grow, whatever the values: forms that were opened before notice. So that they do
    also when a row that goes comes back later, the first of each pair gets the version of now.

    Raises:
        ChangedSince: a row is not as the first of its pair, or a list has other rows.
        StillUsed: something names what would go.
        BrokenRule, PinContradicts: what would come no longer fits with the rest.
    """
    current = image(session, season.id)
    for kept in KEPT:
        _same_as(kept, current, wanted.get(kept.name, {}))
    _nobody_hangs_on(current, wanted)
    _no_wish_for_a_draft(session, season, wanted)
    _write(session, season, wanted)
    if "pin" in wanted:
        _pins_agree(session, season)
        session.execute(
            update(PinSet)
            .where(PinSet.season_id == season.id)
            .values(version=PinSet.version + 1, changed_at=now)
            .execution_options(synchronize_session=False)
        )
    session.expire_all()


def _same_as(kept: Kept, current: Image, pairs: Mapping[str, Pair]) -> None:
    here = current[kept.name]
    if kept.owners:
        # A list is one thing: its rows may have been written anew since, as they were.
        owners = kept.owners_of(row for pair in pairs.values() for row in pair if row)
        found = kept.lists({n: kept_row(kept, v) for n, v in here.items()}, owners)
        expected = {int(number): old for number, (old, _) in pairs.items() if old}
        if found != kept.lists(expected, owners):
            raise ChangedSince
        return
    for number, (old, _) in pairs.items():
        values = here.get(int(number))
        row = None if values is None else kept_row(kept, values)
        if (row is None) is not (old is None):
            raise ChangedSince
        if row is not None and old is not None:
            if _told(row, old) != _told(old, old):
                raise ChangedSince
            if not kept.is_part:
                old["version"] = row["version"]


def _told(row: Row, like: Row) -> Row:
    """The row, without its version, in the columns of another."""
    return {name: row.get(name) for name in like if name != "version"}


def _nobody_hangs_on(current: Image, wanted: Differences) -> None:
    """Parts that others gave to a row since would go with it, without a word."""
    gone = {
        f"{table}_id": numbers
        for table, rows in wanted.items()
        if (numbers := {int(number) for number, (_, after) in rows.items() if after is None})
    }
    for kept in KEPT:
        if not kept.is_part:
            continue
        pairs = wanted.get(kept.name, {})
        owners = kept.owners_of(row for pair in pairs.values() for row in pair if row)
        naming = [
            (at, numbers)
            for at, column in enumerate(kept.columns)
            for ending, numbers in gone.items()
            if column.endswith(ending)
        ]
        for number, values in current[kept.name].items():
            ours = str(number) in pairs or not owners.isdisjoint(
                (name, values[kept.columns.index(name)]) for name in kept.owners
            )
            if not ours and any(values[at] in each for at, each in naming):
                raise StillUsed


def _no_wish_for_a_draft(session: Session, season: Season, wanted: Differences) -> None:
    """What a family wished stays something that was published once."""
    drafts = [
        int(number)
        for number, (before, after) in wanted.get("offer", {}).items()
        if before is not None
        and after is not None
        and before["status"] != OfferStatus.DRAFT
        and after["status"] == OfferStatus.DRAFT
    ]
    wished = select(func.count()).where(Wish.season_id == season.id, Wish.offer_id.in_(drafts))
    if drafts and session.scalar(wished):
        raise StillUsed


def _write(session: Session, season: Season, wanted: Differences) -> None:
    whole = [(kept, wanted[kept.name]) for kept in KEPT if kept.name in wanted]
    edited = [(kept, pairs) for kept, pairs in whole if not kept.is_part]
    parts = [(kept, pairs) for kept, pairs in whole if kept.is_part]
    for kept, pairs in edited:
        _free_codes(session, kept, pairs)
    for kept, pairs in reversed(parts):
        _clear(session, kept, pairs)
    with _nothing_named_is_gone(session):
        for kept, pairs in edited:
            _insert(session, season, kept, {n: new for n, (old, new) in pairs.items() if not old})
        for kept, pairs in edited:
            for number, (before, after) in pairs.items():
                if before is not None and after is not None:
                    _update(session, kept, number, after)
    with saving(session, removing=True):
        for kept, pairs in reversed(edited):
            _delete(session, kept, [n for n, (_, new) in pairs.items() if new is None])
    with _nothing_named_is_gone(session):
        for kept, pairs in parts:
            _insert(session, season, kept, {n: new for n, (_, new) in pairs.items()})


@contextmanager
def _nothing_named_is_gone(session: Session) -> Iterator[None]:
    """What comes back may name what has gone since."""
    try:
        with saving(session):
            yield
    except BrokenRule as refusal:
        if refusal.rule == FOREIGN_KEY or refusal.rule.startswith("fk_"):
            raise ChangedSince from refusal
        raise


def _free_codes(session: Session, kept: Kept, pairs: Mapping[str, Pair]) -> None:
    """Rows may change codes with each other: first none of them has its own."""
    for number, (before, after) in pairs.items():
        if before is not None and (after is None or before["code"] != after["code"]):
            session.execute(
                update(kept.table)
                .where(kept.table.c.id == int(number))
                .values(code=f"~{number}-{secrets.token_hex(8)}")
            )


def _clear(session: Session, kept: Kept, pairs: Mapping[str, Pair]) -> None:
    """Remove parts that are to be written anew: whole lists where somebody owns them."""
    owners = kept.owners_of(row for pair in pairs.values() for row in pair if row)
    for name, number in sorted(owners):
        session.execute(delete(kept.table).where(kept.table.c[name] == number))
    if not kept.owners:
        _delete(session, kept, [number for number, (old, _) in pairs.items() if old])


def _delete(session: Session, kept: Kept, numbers: Iterable[str]) -> None:
    for number in numbers:
        session.execute(delete(kept.table).where(kept.table.c.id == int(number)))


def _insert(session: Session, season: Season, kept: Kept, rows: Mapping[str, Row | None]) -> None:
    values = [
        {"id": int(number), **home(season), **_grown(decoded(kept, row))}
        for number, row in rows.items()
        if row is not None
    ]
    if values:
        session.execute(insert(kept.table), values)


def _grown(values: dict[str, Any]) -> dict[str, Any]:
    """A row that comes back is newer than any form that was opened before it went."""
    return values | {"version": values["version"] + 1} if "version" in values else values


def _update(session: Session, kept: Kept, number: str, row: Row) -> None:
    values = decoded(kept, row) | {"version": kept.table.c.version + 1}
    session.execute(update(kept.table).where(kept.table.c.id == int(number)).values(values))


def _pins_agree(session: Session, season: Season) -> None:
    found = session.execute(
        select(Pin.offer_id, Pin.block_id, Pin.room_id, Pin.tutor_id, Pin.child_id).where(
            Pin.season_id == season.id
        )
    )
    if any(times > 1 for times in Counter(map(tuple, found)).values()):
        raise PinContradicts
