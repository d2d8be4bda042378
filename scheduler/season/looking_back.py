"""How it was: what a family may tell when the groups of a child are over, if it likes (R15).

Nobody is asked by a message, and nobody reads who said what: only counts grow
(`models/answer_count.py`). There is no line in the audit, which would name the family and the
moment, and no staff may answer for a family, since then somebody would hear the answer. Words of
one's own would tell whose they are: for these there are ideas without a name (`proposing.py`).
While families can answer, reports show nothing of it: two reports one after the other would tell
what was answered in between (`scheduler/reporting/looking_back.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar, Final

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models import AnswerCount, BlockSession, Child, Group, Place, PlanVersion, Season
from models.enums import Answer, Phase, PlaceStatus, Question
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights import Actor, Subject, admit
from scheduler.rights.refusal import Refusal
from scheduler.season.phases_allowed import only_in
from scheduler.season.refusals import BadValue
from scheduler.season.rows import home
from scheduler.text import Text

_OPEN_FOR: Final = timedelta(days=21)
"""After the last day of the season: then the second report of the year is still to come (R20)."""

_PHASES: Final = (Phase.PUBLISHED, Phase.RUNNING)

ANSWERS: Final[Mapping[Question, tuple[Answer, ...]]] = MappingProxyType(
    {
        Question.HOW_WAS_IT: (Answer.VERY_NICE, Answer.NICE, Answer.SO_SO, Answer.NOT_NICE),
        Question.COME_AGAIN: (Answer.YES, Answer.PERHAPS, Answer.NO),
        Question.GETTING_THERE: (Answer.YES, Answer.SOMEWHAT, Answer.NO),
        Question.KNEW_ENOUGH: (Answer.YES, Answer.SOMEWHAT, Answer.NO),
    }
)
"""What may be answered to each question, in the order in which it is shown."""


_INSERT: Final[Mapping[str, Any]] = MappingProxyType(
    {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
)


class NotOverYet(Refusal):
    """There is nothing to look back on: no group of the child is over, or not all of them."""

    text: ClassVar = Text(
        nl="Vertellen hoe het was kan zodra de groepen voorbij zijn.",
        en="You can tell how it was once the groups are over.",
    )


def last_day_to_answer(season: Season) -> date:
    """Until when families may tell, that day included."""
    return season.last_day + _OPEN_FOR


def can_answer(season: Season, today: date) -> bool:
    """Whether families may tell now."""
    return season.phase in _PHASES and today <= last_day_to_answer(season)


def with_something_to_tell(
    session: Session, *, season: Season, children: Collection[int], now: datetime
) -> frozenset[int]:
    """Those of the children whose groups are all over, and whose family did not tell yet.

    A child that gave its places back, or whose groups were cancelled, has nothing to tell.
    """
    today = now.astimezone(BRUSSELS).date()
    if not children or not can_answer(season, today):
        return frozenset()
    found = session.scalars(
        select(Place.child_id)
        .join(Child, Child.id == Place.child_id)
        .join(Group, Group.id == Place.group_id)
        .join(PlanVersion, PlanVersion.id == Place.version_id)
        .join(BlockSession, BlockSession.block_id == Group.block_id)
        .where(
            Place.season_id == season.id,
            Place.child_id.in_(children),
            Place.status == PlaceStatus.HELD,
            PlanVersion.is_current,
            Group.cancelled_at.is_(None),
            ~Child.looked_back,
        )
        .group_by(Place.child_id)
        .having(func.max(BlockSession.day) < today)
    )
    return frozenset(found)


def look_back(  # noqa: PLR0913  (verbs take everything by name)
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    child_id: int,
    answers: Mapping[Question, Answer],
    now: datetime,
) -> bool:
    """Count what a family tells of how it was for a child; whether it counted.

    It counts once for each child: sent again, or by another contact of the same child, it
    changes nothing. Leaves no line in the audit.

    Args:
        session: one that writes.
        actor: the family.
        season_id: of which summer.
        child_id: of whom.
        answers: to at least one question, of `ANSWERS`.
        now: the moment.

    Raises:
        NotHere, NotAllowed: as `admit`; families tell of their own children.
        WrongPhase: places are not known, or the season is over.
        NotOverYet: some group is still to come, there was none, or it is too long ago.
        BadValue: no answer, or none that the question takes.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="look_back",
        subject=Subject(children=(child_id,)),
    )
    season = admitted.season
    only_in(season, *_PHASES)
    if not answers:
        raise BadValue("answers")
    for question, answer in answers.items():
        if answer not in ANSWERS[question]:
            raise BadValue(question.value)
    # Another window may be counted between one look and the next: the others wait for it here.
    child = session.get_one(Child, child_id, with_for_update=True, populate_existing=True)
    if child.looked_back:
        return False
    if not with_something_to_tell(session, season=season, children=(child_id,), now=now):
        raise NotOverYet
    # Of two at once, one counts. The version stays: to others the child did not change.
    ticked = _change(
        session,
        update(Child).where(Child.id == child_id, ~Child.looked_back).values(looked_back=True),
    )
    if ticked:
        for question in sorted(answers):
            _count(session, season, question, answers[question])
    return bool(ticked)


def _count(session: Session, season: Season, question: Question, answer: Answer) -> None:
    def grown() -> int:
        return _change(
            session,
            update(AnswerCount)
            .where(
                AnswerCount.season_id == season.id,
                AnswerCount.question == question,
                AnswerCount.answer == answer,
            )
            .values(number=AnswerCount.number + 1),
        )

    if not grown():
        _make_rows(session, season)
        grown()


def _make_rows(session: Session, season: Season) -> None:
    """All counts of a season at once, at zero: their order tells nothing of who answered what."""
    rows = [
        {**home(season), "question": question, "answer": answer, "number": 0}
        for question, several in ANSWERS.items()
        for answer in several
    ]
    # Who comes at the same moment waits here, and finds them made.
    insert = _INSERT[session.get_bind().dialect.name]
    session.execute(insert(AnswerCount).values(rows).on_conflict_do_nothing())


def _change(session: Session, statement: Any) -> int:
    done = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)  # noqa: S101 - what SQLAlchemy gives for an UPDATE
    return done.rowcount
