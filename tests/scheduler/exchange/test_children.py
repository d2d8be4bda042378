from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    AvailabilityWindow,
    Child,
    ChildNeed,
    Link,
    Wish,
)
from models.enums import Phase
from scheduler.exchange.comparing import Comparison
from scheduler.exchange.importing import (
    import_children,
    import_tables,
)
from scheduler.exchange.uploading import Upload
from scheduler.rights import NotAllowed
from scheduler.season.refusals import WrongPhase
from tests.scheduler.exchange.files import (
    EVERYTHING,
    bring_in,
    seen,
    upload,
    zipped,
)
from tests.scheduler.season.conftest import Towns
from tests.scheduler.season.town import NOW, Town, set_phase


def counts(found: Comparison) -> dict[str, tuple[int, int, int, int]]:
    return {
        each.table: (len(each.new), len(each.changed), each.same, len(each.gone))
        for each in found.tables
    }


CHILD_FILES = {
    "pupils.csv": "pupil_id,name,birth_year,needs\nK7,Ada,2016,step_free\n",
    "wishes.csv": "pupil_id,rank,offer_id,block_id\nK7,1,zingen,W0\n",
    "links.csv": "pupil_a,pupil_b,kind,strict\nK7,{friend},same_group,yes\n",
    "availability.csv": "kind,id,first_day,last_day\npupil,K7,2027-07-05,2027-07-09\n",
}


def _children(session: Session, town: Town, **more: str) -> Upload:
    friend = session.get_one(Child, town.child).ref
    files = {name: text.format(friend=friend) for name, text in (CHILD_FILES | more).items()}
    return Upload("kinderen.zip", zipped(files), EVERYTHING)


def test_children_come_in_with_all_that_they_ask(session: Session, towns: Towns) -> None:
    town = towns.here
    set_phase(session, town, Phase.WISHES_OPEN)
    bring_in(session, town, _children(session, town))
    child = session.scalars(
        select(Child).where(Child.season_id == town.season, Child.ref == "K7")
    ).one()
    assert (child.origin, child.asked_at) == ("dataset", NOW)
    mine: list[Any] = [
        session.scalars(select(ChildNeed.code).where(ChildNeed.child_id == child.id)).all(),
        session.scalars(select(Wish.offer_id).where(Wish.child_id == child.id)).all(),
        session.scalars(select(Link.agreed_at).where(Link.child_a_id == child.id)).all(),
        session.scalars(
            select(AvailabilityWindow.first_day).where(AvailabilityWindow.child_id == child.id)
        ).all(),
    ]
    assert mine == [["step_free"], [town.offer], [NOW], [date(2027, 7, 5)]]
    changed = _children(
        session, town, **{"wishes.csv": "pupil_id,rank,offer_id,block_id\nK7,2,zingen,W0\n"}
    )
    assert counts(seen(session, town, changed))["wishes"] == (0, 1, 0, 0)
    bring_in(session, town, changed)
    session.expire_all()
    assert session.scalars(select(Wish.rank).where(Wish.child_id == child.id)).all() == [2]
    assert child.requests_changed_at == NOW


def test_children_are_for_coordinators_and_until_there_is_a_plan(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    set_phase(session, town, Phase.CLOSED)
    sent = _children(session, town)
    by: dict[str, Any] = {
        "season_id": town.season,
        "upload": sent,
        "digest": seen(session, town, sent).digest,
        "now": NOW,
    }
    with pytest.raises(NotAllowed):
        import_tables(session, actor=town.coordinator, **by)
    other = replace(sent, tables=frozenset({"season"}))
    with pytest.raises(NotAllowed):
        import_children(session, actor=town.coordinator, **by | {"upload": other})
    set_phase(session, town, Phase.PLANNED)
    with pytest.raises(WrongPhase):
        import_children(session, actor=town.coordinator, **by)


def test_rows_about_children_are_skipped_where_children_were_not_chosen(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    child = session.get_one(Child, town.child).ref
    text = f"kind,id,first_day,last_day\npupil,{child},2027-07-05,2027-07-09\n"
    found = seen(session, town, upload(text, name="availability.csv"))
    assert (counts(found), found.skipped) == ({"availability": (0, 0, 0, 0)}, 1)
