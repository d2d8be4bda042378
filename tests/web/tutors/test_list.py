from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from models import AvailabilityWindow, Message, SignedLink, Tutor
from models.database import reading, writing
from models.enums import LinkPurpose, Phase
from tests.web.queries import counted
from tests.web.site import Browser, Site
from tests.web.summer import SLUG, put_summer
from tests.web.town import OTHER

TUTORS = "/werk/gent/zomer-2027/begeleiders"
SUMMER = f"/werk/gent/{SLUG}/begeleiders"
NAMES = re.compile(r'<th scope="row"[^>]*><a[^>]*>([^<]+)</a>')


def add(site: Site, code: str, *, place: str = "gent", **more: Any) -> int:
    """Another tutor of the town's own season; their number."""
    with writing(site.engine).begin() as session:
        other = session.scalars(
            select(Tutor).where(Tutor.code == "T1", Tutor.municipality_id == town(site, place))
        ).one()
        row = Tutor(
            municipality_id=other.municipality_id,
            season_id=other.season_id,
            code=code,
            **{"roles": ("lead",), "goals": ("SPORT",)} | more,
        )
        session.add(row)
        session.flush()
        return row.id


def town(site: Site, place: str) -> int:
    return site.town.gent if place == "gent" else site.town.aalst


def one(site: Site, number: int) -> Tutor:
    with reading(site.engine)() as session:
        return session.get_one(Tutor, number)


def all_of(*numbers: int) -> Any:
    """What boxes of these rows send."""
    return [str(number) for number in numbers]


def names(page: str) -> list[str]:
    return NAMES.findall(page)


@pytest.fixture
def planner(site: Site) -> Browser:
    return site.browser("planner")


def test_the_list_shows_everybody_with_what_is_to_be_done(site: Site, planner: Browser) -> None:
    today = site.clock.at.date()
    add(
        site,
        "T2",
        name="Wies",
        roles_confirmed_on=today,
        goals_confirmed_on=today,
        record_check_on=today,
    )
    page = planner.get(TUTORS).text
    assert names(page) == ["T1", "Wies"]
    body = page.partition("<tbody")[2]
    assert [body.count(f">{chip}<") for chip in ("Nog te bevestigen", "Alles in orde")] == [1, 1]
    assert "2 begeleiders" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("zoek=wie", ["Wies"]),
        ("zoek=T2", ["Wies"]),
        ("zoek=niemand", []),
        ("rol=assistant", ["Wies"]),
        ("rol=lead", ["T1"]),
        ("doel=NT2", ["Wies"]),
        ("taal=tr", ["Wies"]),
        ("stand=bevestigen", ["T1", "Wies"]),
        ("stand=uittreksel", ["T1"]),
        ("stand=klaar", []),
        ("week=2027-07-05", ["T1", "Wies"]),
        ("week=2027-07-12", ["T1"]),
        ("plan=in", []),
        ("plan=vrij", ["T1", "Wies"]),
        ("sorteer=-naam", ["Wies", "T1"]),
        ("sorteer=-code", ["Wies", "T1"]),
        ("rol=nonsense&taal=x&week=1&plan=&stand=%00", ["T1", "Wies"]),
    ],
)
def test_it_is_searched_filtered_and_sorted(
    site: Site, planner: Browser, asked: str, found: list[str]
) -> None:
    number = add(
        site,
        "T2",
        name="Wies",
        roles=("assistant",),
        goals=("NT2",),
        languages=("nl", "tr"),
        record_check_on=site.clock.at.date(),
    )
    row = one(site, number)
    with writing(site.engine).begin() as session:
        session.add(
            AvailabilityWindow(
                municipality_id=row.municipality_id,
                season_id=row.season_id,
                tutor_id=number,
                first_day=date(2027, 7, 5),
                last_day=date(2027, 7, 9),
            )
        )
    assert names(planner.get(f"{TUTORS}?{asked}").text) == found


def test_an_empty_list_says_what_to_do(site: Site, planner: Browser) -> None:
    with writing(site.engine).begin() as session:
        session.query(Tutor).delete()
    assert "Voeg je eerste begeleider toe." in planner.get(TUTORS).text
    assert "Niemand past bij wat je zoekt." in planner.get(f"{TUTORS}?zoek=x").text


def test_who_has_a_group_in_the_plan_and_who_has_none(site: Site, planner: Browser) -> None:
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    every, busy, free = (
        set(names(planner.get(f"{SUMMER}?{asked}").text)) for asked in ("", "plan=in", "plan=vrij")
    )
    assert busy
    assert (busy | free, busy & free) == (every, set())


def test_the_number_of_queries_does_not_grow(site: Site, planner: Browser) -> None:
    planner.get(TUTORS)
    with counted(site) as few:
        planner.get(TUTORS)
    for number in range(300):
        add(site, f"X{number}", name=f"Wies {number}")
    with counted(site) as many:
        page = planner.get(TUTORS)
    assert len(names(page.text)) == 50
    assert len(many) == len(few)
    assert len([said for said in many if said.startswith("SELECT")]) <= 8


@pytest.mark.parametrize("who", ["desk", "organiser", "reader"])
def test_others_may_not(site: Site, who: str) -> None:
    number = add(site, "T2")
    browser = site.browser(who)
    for path in ("", "/nieuw", f"/{number}", f"/{number}/wijzigen", f"/{number}/vrij"):
        assert browser.get(TUTORS + path).status_code == 403
    assert browser.post(f"{TUTORS}/samen", rows=str(number), action="confirm").status_code == 403
    assert one(site, number).roles_confirmed_on is None


def test_several_are_confirmed_today(site: Site, planner: Browser) -> None:
    numbers = [add(site, code) for code in ("T2", "T3")]
    back = f"{TUTORS}?sorteer=code"
    answer = planner.post(f"{TUTORS}/samen", rows=all_of(*numbers), action="confirm", back=back)
    assert (answer.status_code, answer.location) == (302, back)
    today = site.clock.at.date()
    for number in numbers:
        row = one(site, number)
        assert (row.roles_confirmed_on, row.goals_confirmed_on) == (today, today)
        assert row.record_check_on is None
    assert "Gedaan voor 2 begeleiders." in planner.get(TUTORS).text


def test_the_extract_of_several_was_seen_today(site: Site, planner: Browser) -> None:
    yesterday = site.clock.at.date() - timedelta(days=1)
    number = add(site, "T2", roles_confirmed_on=yesterday)
    planner.post(f"{TUTORS}/samen", rows=str(number), action="record", back="//evil.example")
    row = one(site, number)
    assert (row.record_check_on, row.roles_confirmed_on) == (site.clock.at.date(), yesterday)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"action": "add_goal", "goal": "NT2"}, (("SPORT", "NT2"), "nl")),
        ({"action": "add_goal", "goal": "SPORT"}, (("SPORT",), "nl")),
        ({"action": "remove_goal", "goal": "SPORT"}, (("SPORT",), "nl")),
        ({"action": "language", "language": "fr"}, (("SPORT",), "fr")),
    ],
)
def test_goals_and_language_of_several(
    site: Site,
    planner: Browser,
    sent: dict[str, str],
    expected: tuple[tuple[str, ...], str],
) -> None:
    number = add(site, "T2")
    planner.post(f"{TUTORS}/samen", rows=str(number), **sent)
    row = one(site, number)
    assert (row.goals, row.language) == expected


def test_a_goal_is_taken_away_where_another_stays(site: Site, planner: Browser) -> None:
    number = add(site, "T2", goals=("SPORT", "NT2"), goals_confirmed_on=site.clock.at.date())
    planner.post(f"{TUTORS}/samen", rows=str(number), action="remove_goal", goal="SPORT")
    row = one(site, number)
    assert (row.goals, row.goals_confirmed_on) == (("NT2",), None)


def test_links_are_mailed_to_who_has_an_address(site: Site, planner: Browser) -> None:
    numbers = [add(site, "T2", email="wies@voorbeeld.example"), add(site, "T3")]
    planner.post(f"{TUTORS}/samen", rows=all_of(*numbers), action="link")
    page = planner.get(TUTORS).text
    assert "Gedaan voor 1 begeleider." in page
    assert "1 begeleider bleef zoals die was" in page
    assert sent(site) == [(numbers[0], "tutor_invitation")]


def test_a_new_link_replaces_the_one_before(site: Site, planner: Browser) -> None:
    number = add(site, "T2", email="wies@voorbeeld.example")
    for _ in range(2):
        assert planner.post(f"{TUTORS}/{number}/link").location == f"{TUTORS}/{number}"
        site.clock.wait(minutes=1)
    with reading(site.engine)() as session:
        links = session.scalars(
            select(SignedLink)
            .where(SignedLink.purpose == LinkPurpose.TUTOR)
            .order_by(SignedLink.id)
        ).all()
        bodies = session.scalars(select(Message.body_text).order_by(Message.id)).all()
    assert [link.revoked_at is None for link in links] == [False, True]
    assert len(sent(site)) == 2
    assert all("/begeleider/" in body for body in bodies)


def test_without_an_address_no_link_is_made(site: Site, planner: Browser) -> None:
    number = add(site, "T2")
    answer = planner.post(f"{TUTORS}/{number}/link")
    assert answer.status_code == 409
    assert "Deze begeleider heeft geen e-mailadres." in answer.text
    assert sent(site) == []


@pytest.mark.parametrize("fields", [{"action": "nonsense"}, {"action": "add_goal", "goal": "x"}])
def test_what_cannot_be_done_with_several_is_refused(
    site: Site, planner: Browser, fields: dict[str, str]
) -> None:
    number = add(site, "T2")
    assert planner.post(f"{TUTORS}/samen", rows=str(number), **fields).status_code == 400


def test_nobody_ticked_changes_nothing(site: Site, planner: Browser) -> None:
    planner.post(f"{TUTORS}/samen", action="confirm")
    assert "Duid eerst aan welke begeleiders je bedoelt." in planner.get(TUTORS).text


def test_tutors_of_another_municipality_are_not_there(site: Site, planner: Browser) -> None:
    own, theirs = add(site, "T2"), add(site, "T2", place="aalst", email="x@voorbeeld.example")
    paths = ("", "/wijzigen", "/vrij", "/bevestigen", "/weghalen")
    assert {planner.get(f"{TUTORS}/{theirs}{path}").status_code for path in paths} == {404}
    for path in ("/wijzigen", "/vrij", "/bevestigen", "/weghalen", "/link"):
        answer = planner.post(f"{TUTORS}/{theirs}{path}", version="1", code="X", when="altijd")
        assert answer.status_code == 404
    for action in ("confirm", "record", "link"):
        rows = all_of(own, theirs)
        answer = planner.post(f"{TUTORS}/samen", rows=rows, action=action)
        assert answer.status_code == 404
    assert [one(site, number).version for number in (own, theirs)] == [1, 1]
    assert site.browser(OTHER).get(TUTORS).status_code == 404


def sent(site: Site) -> list[tuple[int | None, str]]:
    with reading(site.engine)() as session:
        return [
            (tutor, kind) for tutor, kind in session.execute(select(Message.tutor_id, Message.kind))
        ]


def test_the_version_that_families_see_counts(site: Site, planner: Browser) -> None:
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PLANNED)
    with writing(site.engine).begin() as session:
        session.execute(update(Tutor).values(name="Wies"))
    assert "Wies" in names(planner.get(f"{SUMMER}?plan=in").text)
