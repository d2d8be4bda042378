from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from models import (
    Attendance,
    AuditEntry,
    BlockSession,
    Child,
    ChildNeed,
    Group,
    GroupTutor,
    Place,
    Season,
)
from models.database import reading, writing
from models.enums import ActorKind, Phase
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights import Actor, NotAllowed
from scheduler.season.attending import mark_attendance
from tests.web.addresses import address, names_of, rules_of
from tests.web.queries import counted
from tests.web.site import Browser, Site
from tests.web.summer import SLUG
from tests.web.test_foreign_rows import rows_there
from tests.web.tutor_pages.leaders import IN, STAFF, Lead, a_lead, come_in, first_day
from web.routes import ROUTES, Audience

GROUPS = f"{IN}/groepen"


@pytest.fixture
def lead(site: Site) -> Lead:
    return a_lead(site)


def team(site: Site, lead: Lead) -> GroupTutor:
    with reading(site.engine)() as session:
        return session.scalars(
            select(GroupTutor).where(
                GroupTutor.group_id == lead.group, GroupTutor.tutor_id == lead.tutor
            )
        ).one()


def name_children(site: Site, lead: Lead) -> list[int]:
    """Give the children of the group a name that no page but the roll may say."""
    with writing(site.engine).begin() as session:
        session.execute(
            update(Child).where(Child.season_id == lead.season).values(first_name="Noor")
        )
        return list(
            session.scalars(
                select(Place.child_id).where(Place.group_id == lead.group).order_by(Place.id)
            )
        )


def on_the_day(site: Site, lead: Lead, hour: int = 10) -> str:
    """It is the first day of the group."""
    day = first_day(site, lead.group)
    site.clock.at = datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=BRUSSELS)
    return f"{IN}/groep/{lead.group}/{day}"


def section(page: str, group: int) -> str:
    return page.partition(f'aria-labelledby="group-{group}"')[2].partition("</section>")[0]


def test_a_group_says_what_to_arrange_and_no_childs_name(site: Site, lead: Lead) -> None:
    children = name_children(site, lead)
    with writing(site.engine).begin() as session:
        home = {"municipality_id": site.town.gent, "season_id": lead.season}
        there = set(
            session.scalars(
                select(ChildNeed.child_id).where(
                    ChildNeed.code == "food", ChildNeed.child_id.in_(children)
                )
            )
        )
        session.add_all(
            ChildNeed(**home, child_id=child, code="food")
            for child in children
            if child not in there
        )
        refs = set(session.scalars(select(Child.ref).where(Child.id.in_(children))))
    browser = come_in(site, lead.tutor)
    for path in (GROUPS, f"{IN}/groep/{lead.group}"):
        page = browser.get(path).text
        assert f"Afspraken over eten × {len(children)}" in page
        assert f"<dd>{len(children)} · " in page
        assert "Noor" not in page
        assert not any(f">{ref}<" in page for ref in refs)


def test_nothing_is_told_before_the_plan_is_published(site: Site, lead: Lead) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Season).where(Season.id == lead.season).values(phase=Phase.PLANNED))
    browser = come_in(site, lead.tutor)
    assert "Je groepen staan hier zodra ze bekend zijn." in browser.get(GROUPS).text
    assert browser.get(f"{IN}/groep/{lead.group}").status_code == 404


def test_a_group_is_given_back_in_two_steps_and_taken_again(site: Site, lead: Lead) -> None:
    browser, staff = come_in(site, lead.tutor), site.browser("coordinator")
    path = f"{IN}/groep/{lead.group}/teruggeven"
    asked = browser.get(path)
    assert "Je hoeft niet te zeggen waarom." in asked.text
    assert team(site, lead).given_back_at is None
    assert browser.post(path).location == GROUPS
    page = browser.get(GROUPS).text
    assert "De groep is teruggegeven." in page
    assert "Je gaf deze groep terug" in section(page, lead.group)
    assert "Kinderen" not in section(page, lead.group)
    assert team(site, lead).given_back_at == site.clock.at
    assert "1 begeleider gaf een groep terug." in staff.get(f"/werk/gent/{SLUG}/").text
    assert "Gaf de groep terug" in staff.get(f"{STAFF}/{lead.tutor}").text
    with reading(site.engine)() as session:
        line = session.scalars(select(AuditEntry).where(AuditEntry.verb == "hand_back_group")).one()
    assert (line.actor_kind, line.actor_id) == (ActorKind.TUTOR, lead.tutor)
    assert browser.get(path).status_code == 404
    assert browser.get(f"{IN}/groep/{lead.group}").status_code == 404
    assert browser.post(f"{IN}/groep/{lead.group}/ja").location == GROUPS
    assert "Je zei ja" in section(browser.get(GROUPS).text, lead.group)
    assert "gaf een groep terug" not in staff.get(f"/werk/gent/{SLUG}/").text


def test_who_is_in_another_group_by_then_cannot_take_it_again(site: Site, lead: Lead) -> None:
    browser = come_in(site, lead.tutor)
    browser.post(f"{IN}/groep/{lead.group}/teruggeven")
    with writing(site.engine).begin() as session:
        when = [
            session.scalars(
                select(BlockSession)
                .join(Group, Group.block_id == BlockSession.block_id)
                .where(Group.id == number)
                .order_by(BlockSession.day, BlockSession.start_min)
            ).first()
            for number in (lead.group, lead.other_group)
        ]
        mine, other = when
        assert mine is not None
        assert other is not None
        if other.block_id != mine.block_id:
            other.day, other.start_min, other.end_min = mine.day, mine.end_min - 1, mine.end_min + 9
        session.add(
            GroupTutor(
                municipality_id=site.town.gent,
                season_id=lead.season,
                group_id=lead.other_group,
                tutor_id=lead.tutor,
                role=team(site, lead).role,
            )
        )
    browser.post(f"{IN}/groep/{lead.group}/ja")
    assert "Je bent dan al in een andere groep." in browser.get(GROUPS).text
    assert team(site, lead).given_back_at is not None


def test_the_roll_is_there_on_the_day_and_marks_are_the_tutors(site: Site, lead: Lead) -> None:
    children = name_children(site, lead)
    early = on_the_day(site, lead)
    site.clock.wait(days=-1)
    browser = come_in(site, lead.tutor)
    assert browser.get(early).status_code == 404
    site.clock.wait(days=1)
    browser = come_in(site, lead.tutor)
    assert "Wie is er vandaag?" in browser.get(GROUPS).text
    page = browser.get(early)
    assert (page.status_code, page.text.count("<strong><bdi>Noor")) == (200, len(children))
    name = page.text.partition('name="seen-')[2].partition('"')[0]
    assert browser.post(early, **{f"seen-{name}": "yes"}).location == early
    kept = browser.client.post(
        early,
        data={"csrf_token": browser.token(), f"seen-{name}": "no"},
        headers={"Accept": "application/json"},
    )
    assert kept.json == {"changed": 0}  # marked at the same moment
    with reading(site.engine)() as session:
        mark = session.scalars(select(Attendance)).one()
    assert (mark.was_there, mark.marked_by_kind, mark.marked_by_id) == (
        True,
        ActorKind.TUTOR,
        lead.tutor,
    )


def test_the_roll_goes_a_week_after_and_with_the_group(site: Site, lead: Lead) -> None:
    path = on_the_day(site, lead)
    site.clock.wait(days=7)
    browser = come_in(site, lead.tutor)
    assert browser.get(path).status_code == 200
    browser.post(f"{IN}/groep/{lead.group}/teruggeven")
    assert browser.get(path).status_code == 404
    assert browser.post(path).status_code == 404
    with writing(site.engine)() as session, pytest.raises(NotAllowed):
        mark_attendance(
            session,
            actor=Actor(ActorKind.TUTOR, lead.tutor),
            season_id=lead.season,
            group_id=lead.group,
            day=date.fromisoformat(first_day(site, lead.group)),
            seen=(),
            now=site.clock.at,
        )
    browser.post(f"{IN}/groep/{lead.group}/ja")
    site.clock.wait(days=1)
    browser = come_in(site, lead.tutor)
    assert browser.get(path).status_code == 404
    for odd in ("2028-02-30", "vandaag", "1999-01-01"):
        assert browser.get(f"{IN}/groep/{lead.group}/{odd}").status_code == 404


def test_the_calendar_has_the_groups_and_no_child_and_can_be_stopped(
    site: Site, lead: Lead
) -> None:
    name_children(site, lead)
    browser = come_in(site, lead.tutor)
    assert "Maak een adres" in browser.get(f"{IN}/kalender").text
    made = browser.post(f"{IN}/kalender").text
    feed = made.partition('<bdi dir="ltr" class="number">http://localhost')[2].partition("</bdi>")[
        0
    ]
    answer = site.browser().get(feed)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    events = answer.text.count("BEGIN:VEVENT")
    assert events > 0
    assert "Noor" not in answer.text
    assert site.browser().get(feed.replace("/gent/", "/aalst/")).status_code == 404
    assert site.browser().get(feed.replace("/begeleider", "")).status_code == 404
    browser.post(f"{IN}/groep/{lead.group}/teruggeven")
    assert site.browser().get(feed).text.count("BEGIN:VEVENT") < events
    assert browser.post(f"{IN}/kalender/stop").location == GROUPS
    assert site.browser().get(feed).status_code == 404


def test_a_calendar_goes_with_the_link_that_staff_takes_away(site: Site, lead: Lead) -> None:
    made = come_in(site, lead.tutor).post(f"{IN}/kalender").text
    feed = made.partition('<bdi dir="ltr" class="number">http://localhost')[2].partition("</bdi>")[
        0
    ]
    site.browser("planner").post(f"{STAFF}/{lead.tutor}/link/weg")
    assert site.browser().get(feed).status_code == 404


def test_no_row_of_anybody_else_is_there(site: Site, lead: Lead) -> None:
    there = a_lead(site, municipality="aalst")
    day = on_the_day(site, lead._replace(group=lead.other_group)).rpartition("/")[2]
    browser = come_in(site, lead.tutor)
    here = {**names_of(site.engine, municipality="gent", season_id=lead.season), "day": day}
    before = [rows_there(site.engine, town) for town in (site.town.gent, site.town.aalst)]
    wrong = []
    for endpoint, rule in rules_of(site.app).items():
        if ROUTES[endpoint] is not Audience.TUTOR:
            continue
        asked = [{**here, "municipality": "aalst"}]
        if "group" in rule.arguments:
            asked += [{**here, "group": n} for n in (lead.other_group, there.group, 987_654_321)]
        for names in asked:
            wanted = 302 if names["municipality"] == "aalst" else 404
            path = address(site.app, rule, names)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                answer = browser.get(path) if method == "GET" else browser.post(path)
                if answer.status_code != wanted:
                    wrong.append((endpoint, method, names["group"], answer.status_code))
    assert wrong == []
    after = [rows_there(site.engine, town) for town in (site.town.gent, site.town.aalst)]
    assert after == before


def test_pages_ask_no_more_of_the_database_for_more_children(site: Site, lead: Lead) -> None:
    asked = questions(site, come_in(site, lead.tutor))
    with writing(site.engine).begin() as session:  # everybody in one group: still as many
        mine = session.scalars(select(GroupTutor.group_id).where(GroupTutor.tutor_id == lead.tutor))
        there = set(mine)
        current = session.get_one(Group, lead.group).version_id
        for number in session.scalars(select(Group.id).where(Group.version_id == current)):
            if number not in there:
                session.add(
                    GroupTutor(
                        municipality_id=site.town.gent,
                        season_id=lead.season,
                        group_id=number,
                        tutor_id=lead.tutor,
                        role=team(site, lead).role,
                    )
                )
    assert questions(site, come_in(site, lead.tutor)) == asked


def questions(site: Site, browser: Browser) -> int:
    site.clock.wait(seconds=1)
    with counted(site) as said:
        assert browser.get(GROUPS).status_code == 200
    return len(said)


def test_a_visit_does_not_last_into_the_night(site: Site, lead: Lead) -> None:
    path = on_the_day(site, lead)
    browser = come_in(site, lead.tutor)
    assert browser.get(path).status_code == 200
    site.clock.at += timedelta(hours=13)
    assert browser.get(path).location == IN
