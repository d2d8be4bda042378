"""Tutors of a published plan, their mails, and browsers in which they are in."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import select

from models import BlockSession, Group, GroupTutor, Message, PlanVersion, Tutor
from models.database import reading, writing
from models.enums import Phase
from tests.web.site import Browser, Site
from tests.web.summer import SLUG, put_summer

BASE: Final = "http://localhost"
IN: Final = "/gent/begeleider"
STAFF: Final = f"/werk/gent/{SLUG}/begeleiders"
MAIL: Final = "wies@voorbeeld.example"


class Lead(NamedTuple):
    """Numbers of rows: a tutor, a group of theirs with children, and a group of somebody else."""

    season: int
    tutor: int
    group: int
    other_tutor: int
    other_group: int


def a_lead(site: Site, *, municipality: str = "gent", pupils: int = 40) -> Lead:
    """A tutor with a name and a mail address, in a plan that is published."""
    summer = put_summer(
        site.engine,
        site.town,
        at=site.clock.at,
        municipality=municipality,
        phase=Phase.PUBLISHED,
        pupils=pupils,
    )
    with writing(site.engine).begin() as session:
        pairs = [
            tuple(row)
            for row in session.execute(
                select(GroupTutor.tutor_id, Group.id)
                .join(Group, Group.id == GroupTutor.group_id)
                .join(PlanVersion, PlanVersion.id == Group.version_id)
                .where(
                    Group.season_id == summer.season,
                    PlanVersion.is_current,
                    Group.children_held > 0,
                )
                .order_by(Group.id, GroupTutor.id)
            )
        ]
        tutor, group = pairs[0]
        mine = {number for number, of in pairs if of == group}
        own = {of for number, of in pairs if number == tutor}
        other = next(pair for pair in pairs if pair[0] not in mine and pair[1] not in own)
        row = session.get_one(Tutor, tutor)
        row.name, row.email = "Wies", MAIL
    return Lead(summer.season, tutor, group, *other)


def mails(site: Site) -> list[str]:
    """The addresses in the mails to tutors, within the site, the oldest first."""
    with reading(site.engine)() as session:
        bodies = session.scalars(
            select(Message.body_text).where(Message.kind == "tutor_invitation").order_by(Message.id)
        ).all()
    return [
        line.removeprefix(BASE)
        for body in bodies
        for line in body.splitlines()
        if line.startswith(BASE)
    ]


def send_link(site: Site, tutor: int) -> str:
    """The coordinator mails the link; its address within the site."""
    answer = site.browser("coordinator").post(f"{STAFF}/{tutor}/link")
    assert answer.location == f"{STAFF}/{tutor}"
    return mails(site)[-1]


def come_in(site: Site, tutor: int) -> Browser:
    """A browser in which the tutor is in."""
    browser = site.browser()
    answer = browser.post(send_link(site, tutor))
    assert (answer.status_code, answer.location) == (302, f"{IN}/groepen")
    return browser


def first_day(site: Site, group: int) -> str:
    """The first day on which a group meets."""
    with reading(site.engine)() as session:
        day = session.scalars(
            select(BlockSession.day)
            .join(Group, Group.block_id == BlockSession.block_id)
            .where(Group.id == group)
            .order_by(BlockSession.day)
        ).first()
    assert day is not None
    return day.isoformat()
