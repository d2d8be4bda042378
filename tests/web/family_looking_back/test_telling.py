"""How it was: offered calmly when the groups are over, counted once, and of nobody."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest
from sqlalchemy import select

from models import (
    AnswerCount,
    AuditEntry,
    Child,
    ChildContact,
    Group,
    Message,
    Place,
    Season,
)
from models.database import reading, writing
from models.enums import Answer, Phase, Question
from scheduler.season.looking_back import ANSWERS
from tests.web.family_entering.homes import Home, come_in, held_place, home_of, publish_offers
from tests.web.queries import counted
from tests.web.site import Browser, Site
from tests.web.summer import SLUG, Summer, put_summer

MINE: Final = "/gent/mijn"
PAGE: Final = f"{MINE}/terugblik"
OVERVIEW: Final = f"{MINE}/overzicht"
ASKED: Final = "Hoe was het? Je mag het vertellen, het hoeft niet."
AFTER: Final = datetime(2028, 9, 1, 10, tzinfo=UTC)
LAST: Final = datetime(2028, 9, 21, 21, tzinfo=UTC)
"""Still the last day to answer, in Brussels: the season ends on 31 August."""


@pytest.fixture
def summer(site: Site) -> Summer:
    made = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.RUNNING)
    publish_offers(site, made.season)
    with writing(site.engine).begin() as session:
        session.get_one(Season, made.season).last_day = date(2028, 8, 31)
    return made


@pytest.fixture
def home(site: Site, summer: Summer) -> Home:
    """The family of a child with a place, when all is over."""
    site.clock.at = AFTER
    return home_of(site, held_place(site, summer.season)[1])


def told(site: Site) -> dict[tuple[str, str], int]:
    """What was answered, and how often; only what was."""
    with reading(site.engine)() as session:
        rows = session.scalars(select(AnswerCount).where(AnswerCount.number > 0))
        return {(row.question.value, row.answer.value): row.number for row in rows}


def has_told(site: Site, child: int) -> bool:
    with reading(site.engine)() as session:
        return session.get_one(Child, child).looked_back


def tell(browser: Browser, home: Home, **answers: str) -> int:
    return browser.post(PAGE, child=str(home.children[0]), **answers).status_code


def test_it_is_offered_once_the_groups_are_over(site: Site, summer: Summer) -> None:
    home = home_of(site, held_place(site, summer.season)[1])
    browser = come_in(site, home)
    assert (ASKED in browser.get(OVERVIEW).text, tell(browser, home, how_was_it="nice")) == (
        False,
        422,
    )
    site.clock.at = AFTER
    browser = come_in(site, home_of(site, home.children[0]))
    assert ASKED in browser.get(OVERVIEW).text
    page = browser.get(PAGE).text
    assert re.findall(r'type="radio" [^>]*value="(\w+)"', page) == [
        *("very_nice", "nice", "so_so", "not_nice", "yes", "perhaps", "no"),
        *("yes", "somewhat", "no", "yes", "somewhat", "no"),
    ]
    assert (" checked" in page, "<textarea" in page, " required" in page) == (False, False, False)


def test_what_is_told_is_counted_and_leads_to_nobody(site: Site, home: Home) -> None:
    browser = come_in(site, home)
    with reading(site.engine)() as session:
        lines = session.scalars(select(AuditEntry.id)).all()
        sent = session.scalars(select(Message.id)).all()
        before = session.get_one(Child, home.children[0])
    assert tell(browser, home, how_was_it="nice", come_again="yes", getting_there="no") == 302
    assert told(site) == {
        ("how_was_it", "nice"): 1,
        ("come_again", "yes"): 1,
        ("getting_there", "no"): 1,
    }
    with reading(site.engine)() as session:
        after = session.get_one(Child, home.children[0])
        assert session.scalars(select(AuditEntry.id)).all() == lines
        assert session.scalars(select(Message.id)).all() == sent
        assert len(session.scalars(select(AnswerCount.id)).all()) == 13  # whatever was answered
    changed = {c.key for c in Child.__table__.c if getattr(before, c.key) != getattr(after, c.key)}
    assert changed == {"looked_back"}
    page = browser.get(OVERVIEW).text
    assert ("Dank je wel." in page, ASKED in page) == (True, False)
    assert "Hier is nu niets te vertellen." in browser.get(PAGE).text
    assert "Vertelde je hoe het was?" in browser.get(f"{MINE}/gegevens").text


def test_sent_twice_it_counts_once(site: Site, home: Home) -> None:
    browser = come_in(site, home)
    for answer in ("nice", "not_nice"):
        assert tell(browser, home, how_was_it=answer) == 302
    assert told(site) == {("how_was_it", "nice"): 1}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Kies een antwoord, of stop gerust."),
        ({"how_was_it": "yes"}, ""),
        ({"how_was_it": "super"}, ""),
        ({"come_again": "somewhat"}, ""),
    ],
)
def test_what_cannot_be_answered_is_not_counted(
    site: Site, home: Home, answers: dict[str, str], said: str
) -> None:
    browser = come_in(site, home)
    answer = browser.post(PAGE, child=str(home.children[0]), **answers)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert (told(site), has_told(site, home.children[0])) == ({}, False)


def test_nobody_tells_of_the_child_of_another(site: Site, summer: Summer, home: Home) -> None:
    browser = come_in(site, home)
    with reading(site.engine)() as session:
        other = session.scalars(
            select(Child.id).where(Child.season_id == summer.season, Child.id != home.children[0])
        ).first()
    for number in (str(other), "987654321", "", "x"):
        assert browser.post(PAGE, child=number, how_was_it="nice").status_code == 404
    assert told(site) == {}


def test_who_is_not_in_is_shown_the_way_in_and_another_place_is_not_there(
    site: Site, home: Home
) -> None:
    fields = {"child": str(home.children[0]), "how_was_it": "nice"}
    assert site.browser().post(PAGE, **fields).location == MINE
    mine = come_in(site, home)
    assert mine.post(PAGE.replace("gent", "aalst"), **fields).location == "/aalst/mijn"
    assert told(site) == {}


@pytest.mark.parametrize(
    ("phase", "at", "asked"),
    [
        (Phase.PUBLISHED, AFTER, True),
        (Phase.RUNNING, LAST, True),
        (Phase.RUNNING, LAST + timedelta(hours=2), False),
        (Phase.ARCHIVED, AFTER, False),
        (Phase.PLANNED, AFTER, False),
    ],
)
def test_it_is_asked_for_three_weeks_and_not_when_the_summer_is_closed(
    site: Site, home: Home, phase: Phase, at: datetime, asked: bool
) -> None:
    with writing(site.engine).begin() as session:
        session.scalars(select(Season).where(Season.slug == SLUG)).one().phase = phase
    site.clock.at = at
    browser = come_in(site, home_of(site, home.children[0]))
    assert (ASKED in browser.get(OVERVIEW).text) is asked
    assert tell(browser, home, how_was_it="nice") == (302 if asked else 422)
    assert told(site) == ({("how_was_it", "nice"): 1} if asked else {})


def test_of_a_group_that_was_cancelled_there_is_nothing_to_tell(
    site: Site, summer: Summer, home: Home
) -> None:
    with writing(site.engine).begin() as session:
        for group in session.scalars(select(Group).where(Group.season_id == summer.season)):
            group.cancelled_at = AFTER
    browser = come_in(site, home)
    assert (ASKED in browser.get(OVERVIEW).text, tell(browser, home, how_was_it="nice")) == (
        False,
        422,
    )


def test_of_several_children_each_is_asked_for_apart(site: Site, summer: Summer) -> None:
    site.clock.at = AFTER
    home, other = two_children(site, summer)
    browser = come_in(site, home)
    page = browser.get(PAGE).text
    assert (f'value="{home.children[0]}"' in page, "kind=2" in page) == (True, True)
    assert f'value="{other}"' in browser.get(f"{PAGE}?kind=2").text
    assert "Hier is nu niets te vertellen." in browser.get(f"{PAGE}?kind=9").text
    assert browser.post(PAGE, child=str(other), how_was_it="nice").location == PAGE
    assert browser.post(PAGE, child=str(home.children[0]), how_was_it="nice").location == OVERVIEW
    assert told(site) == {("how_was_it", "nice"): 2}


def two_children(site: Site, summer: Summer) -> tuple[Home, int]:
    """A family that brings up two children with places."""
    home = home_of(site, held_place(site, summer.season)[1])
    with writing(site.engine).begin() as session:
        other = session.scalars(
            select(Place).where(Place.season_id == summer.season, Place.child_id > home.children[0])
        ).first()
        assert other is not None
        session.add(
            ChildContact(
                municipality_id=other.municipality_id,
                season_id=other.season_id,
                child_id=other.child_id,
                contact_id=home.contact,
            )
        )
        return home, other.child_id


def test_the_questions_to_the_database_do_not_depend_on_the_children(
    site: Site, summer: Summer
) -> None:
    site.clock.at = AFTER
    home = home_of(site, held_place(site, summer.season)[1])
    browser = come_in(site, home)
    browser.get(PAGE)
    with counted(site) as one:
        browser.get(PAGE)
    two_children(site, summer)
    with counted(site) as two:
        browser.get(PAGE)
    assert (len(two), len(one) <= 8) == (len(one), True)


def test_every_answer_belongs_to_a_question() -> None:
    assert tuple(ANSWERS) == tuple(Question)
    assert {answer for several in ANSWERS.values() for answer in several} == set(Answer)
