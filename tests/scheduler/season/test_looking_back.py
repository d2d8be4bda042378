"""How it was, told by several at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, func, select

from models import AnswerCount
from models.database import reading, writing
from models.enums import Answer, Question
from scheduler.rights import contact
from scheduler.season.looking_back import look_back
from tests.scheduler.season.calls import CALLS
from tests.scheduler.season.town import NOW, Town


def test_two_windows_at_once_count_once(engine: Engine, town: Town) -> None:
    family = contact(town.contact)
    with writing(engine).begin() as session:
        CALLS["look_back"].made(session, town, family)  # all groups are over from now on

    def tell(answer: Answer) -> bool:
        with writing(engine).begin() as session:
            return look_back(
                session,
                actor=family,
                season_id=town.season,
                child_id=town.child,
                answers={Question.COME_AGAIN: answer},
                now=NOW,
            )

    with ThreadPoolExecutor(4) as threads:
        counted = list(threads.map(tell, (Answer.YES, Answer.NO) * 2))
    assert sorted(counted) == [False, False, False, True]
    with reading(engine)() as session:
        assert session.scalar(select(func.sum(AnswerCount.number))) == 1
