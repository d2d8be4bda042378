from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from models import KeptWord
from models.database import writing
from scheduler.rights import NotAllowed, NotHere, Role
from scheduler.season.refusals import BadValue
from scheduler.wording.keeping import keep_words, kept_words
from tests.scheduler.season.conftest import Towns
from tests.scheduler.season.town import NOW


def keep(towns: Towns, role: Role = Role.PLANNER, **asked: Any) -> list[tuple[str, int, str]]:
    """What is kept after a call; nothing of it stays."""
    town = towns.here
    call = {"subject_kind": "offer", "subject_id": town.offer, "words": ["moet"], **asked}
    with writing(towns.engine)() as session:
        for _ in range(2):  # keeping again what is kept changes nothing
            keep_words(session, actor=town.actor(role), season_id=town.season, now=NOW, **call)
        found = session.execute(
            select(KeptWord.subject_kind, KeptWord.subject_id, KeptWord.word).order_by(
                KeptWord.word
            )
        ).all()
        known = kept_words(
            session,
            town.municipality,
            subject_kind=call["subject_kind"],
            subject_id=call["subject_id"],
        )
        assert known == {row.word for row in found}
        other = kept_words(
            session,
            towns.there.municipality,
            subject_kind=call["subject_kind"],
            subject_id=call["subject_id"],
        )
        assert other == frozenset()
        session.rollback()
    return [(row.subject_kind, row.subject_id, row.word) for row in found]


def test_words_are_kept_once_in_small_letters(towns: Towns) -> None:
    offer = towns.here.offer
    assert keep(towns, words=[" Moet", "moet", "verplicht"]) == [
        ("offer", offer, "moet"),
        ("offer", offer, "verplicht"),
    ]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("season", "season"),
        ("municipality", "municipality"),
        ("organiser", "organiser"),
        ("location", "location"),
        ("room", "room"),
        ("block", "block"),
        ("plan_version", "version"),
    ],
)
def test_texts_of_every_kind_can_keep_words_and_not_anothers(
    towns: Towns, kind: str, what: str
) -> None:
    number = getattr(towns.here, what)
    assert keep(towns, subject_kind=kind, subject_id=number) == [(kind, number, "moet")]
    with pytest.raises(NotHere):
        keep(towns, subject_kind=kind, subject_id=getattr(towns.there, what))


def test_what_has_no_texts_keeps_nothing(towns: Towns) -> None:
    with pytest.raises(NotHere):
        keep(towns, subject_kind="child", subject_id=towns.here.child)


def test_an_organiser_keeps_words_of_its_own_offers_only(towns: Towns) -> None:
    assert len(keep(towns, Role.ORGANISER)) == 1
    with pytest.raises(NotAllowed):
        keep(towns, Role.ORGANISER, subject_id=towns.here.other_offer)
    with pytest.raises(NotAllowed):
        keep(towns, Role.ORGANISER, subject_kind="room", subject_id=towns.here.room)


@pytest.mark.parametrize("word", ["", "  ", "x" * 101])
def test_a_word_says_something_and_is_no_story(towns: Towns, word: str) -> None:
    with pytest.raises(BadValue):
        keep(towns, words=[word])
