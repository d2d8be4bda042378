from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select, update

from models import (
    AvailabilityWindow,
    Child,
    Group,
    Link,
    Place,
    PlanVersion,
    Season,
    WaitingEntry,
    Wish,
)
from models.database import reading, writing
from models.enums import LinkKind, Phase, PlaceStatus, WaitingStatus
from scheduler.rights import contact
from scheduler.season.links import link_children
from scheduler.season.places import take_or_wait
from scheduler.season.refusals import CannotJoin
from tests.web.families.people import open_wishes
from tests.web.family_entering.homes import (
    Home,
    come_in,
    held_place,
    home_of,
    new_home,
    publish_offers,
    refused_child,
    waiting_child,
)
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import Summer, put_summer

MINE = "/gent/mijn"
OVERVIEW = f"{MINE}/overzicht"


@pytest.fixture
def home(site: Site) -> Home:
    open_wishes(site)
    return new_home(site, names=("Noor", "Sam"))


@pytest.fixture
def summer(site: Site) -> Summer:
    made = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    publish_offers(site, made.season)
    return made


def wishes_of(site: Site, child: int) -> list[int]:
    with reading(site.engine)() as session:
        return list(
            session.scalars(select(Wish.id).where(Wish.child_id == child).order_by(Wish.rank))
        )


def row(site: Site, model: type, number: int):  # type: ignore[no-untyped-def]
    with reading(site.engine)() as session:
        return session.get(model, number)


def test_a_family_sees_each_child_and_its_wishes_in_order(site: Site, home: Home) -> None:
    page = come_in(site, home).get(OVERVIEW).text
    assert re.findall(r'id="child-\d+"><bdi>(\w+)', page) == ["Noor", "Sam"]
    assert page.count('class="slots slots--ranked"') == 2
    assert "Vraag een plaats voor nog een kind" in page


def test_a_wish_is_withdrawn_in_two_steps_without_a_reason(site: Site, home: Home) -> None:
    browser = come_in(site, home)
    first, second = wishes_of(site, home.children[0])
    page = browser.get(f"{MINE}/wens/{first}/stop")
    assert (page.status_code, "Je hoeft niet te zeggen waarom." in page.text) == (200, True)
    assert wishes_of(site, home.children[0]) == [first, second]
    assert browser.post(f"{MINE}/wens/{first}/stop").location == OVERVIEW
    assert wishes_of(site, home.children[0]) == [second]
    assert "De wens is weg. De andere wensen blijven." in browser.get(OVERVIEW).text
    assert browser.post(f"{MINE}/wens/{first}/stop").status_code == 404  # sent once more


def test_a_child_and_then_all_are_stopped_in_two_steps(site: Site, home: Home) -> None:
    browser = come_in(site, home)
    noor, sam = home.children
    path = f"{MINE}/kind/{noor}/stop"
    assert browser.get(path).status_code == 200
    assert row(site, Child, noor).withdrawn_at is None
    browser.post(path)
    assert (row(site, Child, noor).withdrawn_at, row(site, Child, sam).withdrawn_at) == (
        site.clock.at,
        None,
    )
    assert "Deze vraag is stopgezet op" in browser.get(OVERVIEW).text
    page = browser.get(f"{MINE}/alles-stop").text
    assert ("<bdi>Sam</bdi>" in page, "<bdi>Noor</bdi>" in page) == (True, False)
    site.clock.wait(minutes=1)
    for _ in range(2):  # and sent once more
        assert browser.post(f"{MINE}/alles-stop").location == OVERVIEW
    assert row(site, Child, sam).withdrawn_at == site.clock.at
    assert row(site, Child, noor).withdrawn_at != site.clock.at


def test_the_order_and_the_number_of_groups_change_until_closing(site: Site, home: Home) -> None:
    browser = come_in(site, home)
    noor = home.children[0]
    first, second = wishes_of(site, noor)
    path = f"{MINE}/kind/{noor}/volgorde"
    version = re.search(r'name="version"[^>]*value="(\d+)"', browser.get(path).text)
    assert version is not None
    offers = [row(site, Wish, n).offer_id for n in (first, second)]
    fields = {f"rank-{first}": "2", f"rank-{second}": " 1 ", "max_places": "2"}
    assert browser.post(path, **fields | {"version": "0"}).status_code == 422
    assert browser.post(path, **fields | {"max_places": "0"}).status_code == 422
    assert browser.post(path, **fields | {f"rank-{first}": "x"}).status_code == 422
    assert browser.post(path, **fields, version=version[1]).location == OVERVIEW
    again = wishes_of(site, noor)
    assert [row(site, Wish, n).offer_id for n in again] == offers[::-1]
    assert row(site, Child, noor).max_places == 2
    assert browser.post(path, **fields, version=version[1]).status_code == 422  # replayed
    _phase(site, Phase.CLOSED)
    assert browser.get(path).status_code == 404
    assert "volgorde" not in browser.get(OVERVIEW).text


def test_free_days_change_until_closing(site: Site, home: Home) -> None:
    browser = come_in(site, home)
    noor = home.children[0]
    path = f"{MINE}/kind/{noor}/vrij"
    page = browser.get(path).text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    word = re.search(r'name="free" value="(\d{4}-\d\d-\d\d-vm)"', page)
    assert version is not None
    assert word is not None
    nothing = browser.post(path, when="aangeduid", version=version[1])
    assert (nothing.status_code, "Duid minstens één week aan" in nothing.text) == (422, True)
    done = browser.post(path, when="aangeduid", free=word[1], version=version[1])
    assert done.location == OVERVIEW
    with reading(site.engine)() as session:
        (window,) = session.scalars(
            select(AvailabilityWindow).where(AvailabilityWindow.child_id == noor)
        )
        assert (window.start_min, window.end_min) == (None, 13 * 60)
    assert f'value="{word[1]}" checked' in browser.get(path).text
    version = re.search(r'name="version"[^>]*value="(\d+)"', browser.get(path).text)
    assert version is not None
    assert browser.post(path, when="altijd", version=version[1]).location == OVERVIEW
    with reading(site.engine)() as session:
        assert session.scalars(select(AvailabilityWindow)).all() == []


def test_going_together_is_agreed_and_ended(site: Site, home: Home) -> None:
    friend = new_home(site, names=("Lou",), email="ander@voorbeeld.example")
    code = row(site, Child, home.children[0]).link_code
    with writing(site.engine).begin() as session:
        number = link_children(
            session,
            actor=contact(friend.contact),
            season_id=site.town.season,
            child_id=friend.children[0],
            code=code,
            kind=LinkKind.SAME_GROUP,
            strict=False,
            now=site.clock.at,
        )
    browser = come_in(site, home)
    page = browser.get(OVERVIEW).text
    assert ("Ga akkoord" in page, "Lou" in page) == (True, False)  # its code, not its name
    path = f"{MINE}/kind/{home.children[0]}/samen"
    other = come_in(site, friend)
    assert other.post(f"{path}/akkoord", number=str(number)).status_code == 404
    wrong = f"{MINE}/kind/{home.children[1]}/samen"
    assert browser.post(f"{wrong}/akkoord", number=str(number)).status_code == 404
    assert browser.post(f"{path}/akkoord", number="x").status_code == 400
    assert browser.post(f"{path}/akkoord", number=str(number)).location == OVERVIEW
    assert row(site, Link, number).agreed_at == site.clock.at
    assert browser.get(f"{path}/los?number={number}").status_code == 200
    assert browser.post(f"{path}/los", number=str(number)).location == OVERVIEW
    assert row(site, Link, number) is None
    assert browser.post(f"{path}/los", number=str(number)).status_code == 404


def test_a_place_is_given_back_in_two_steps_and_goes_on(site: Site, summer: Summer) -> None:
    place, child = held_place(site, summer.season)
    browser = come_in(site, home_of(site, child))
    page = browser.get(OVERVIEW).text
    assert "Een plaats is van jouw kind." in page
    path = f"{MINE}/plaats/{place}/teruggeven"
    assert "eerst is in de loting" in browser.get(path).text
    assert row(site, Place, place).status is PlaceStatus.HELD
    assert browser.post(path).location == OVERVIEW
    assert row(site, Place, place).status is PlaceStatus.GIVEN_BACK
    assert browser.post(path).status_code == 404  # sent once more


def test_every_refused_wish_has_its_reason_in_the_language_of_the_page(
    site: Site, summer: Summer
) -> None:
    refusal, child = refused_child(site, summer.season)
    browser = come_in(site, home_of(site, child))
    for language in ("nl", "en"):
        said = refusal.detail[language]
        page = browser.get(OVERVIEW, Accept_Language=language).text
        assert said[:1].upper() + said[1:] in page.replace("&#39;", "'")


def test_who_waits_sees_its_place_in_the_draw_and_can_leave(site: Site, summer: Summer) -> None:
    group, child = waiting_child(site, summer.season)
    with reading(site.engine)() as session:
        mine = session.scalars(
            select(WaitingEntry).where(
                WaitingEntry.group_id == group, WaitingEntry.child_id == child
            )
        ).one()
        before = session.scalar(
            select(func.count()).where(
                WaitingEntry.group_id == group,
                WaitingEntry.status == WaitingStatus.WAITING,
                WaitingEntry.draw_digest < mine.draw_digest,
            )
        )
    browser = come_in(site, home_of(site, child))
    said = f"Nummer {(before or 0) + 1} in de loting, van wie wacht."
    assert said in browser.get(OVERVIEW).text
    path = f"{MINE}/kind/{child}/wachten/{group}/stop"
    assert browser.get(path).status_code == 200
    assert browser.post(path).location == OVERVIEW
    assert row(site, WaitingEntry, mine.id).status is WaitingStatus.LEFT
    assert browser.post(path).status_code == 404


def test_what_is_still_possible_is_what_the_rules_let_in(site: Site, summer: Summer) -> None:
    """Each group that is shown can be taken or waited for; no other that is not held can."""
    checked = 0
    for child in _children(site, summer.season)[:6]:
        home = home_of(site, child)
        page = come_in(site, home).get(f"{MINE}/kind/{child}/kan-nog").text
        shown = {int(n) for n in re.findall(rf"/kind/{child}/groep/(\d+)", page)}
        for group in _groups(site, summer.season, without=child):
            assert _can_take(site, home, group, summer.season) is (group in shown)
            checked += 1
    assert checked > 0


def _groups(site: Site, season_id: int, *, without: int) -> list[int]:
    """The groups of the plan that families see in which this child has no place."""
    mine = select(Place.group_id).where(Place.child_id == without, Place.status == PlaceStatus.HELD)
    with reading(site.engine)() as session:
        return list(
            session.scalars(
                select(Group.id)
                .join(PlanVersion, PlanVersion.id == Group.version_id)
                .where(Group.season_id == season_id, PlanVersion.is_current, Group.id.not_in(mine))
            )
        )


def _can_take(site: Site, home: Home, group: int, season_id: int) -> bool:
    """Whether the verb lets the child in; nothing of it stays."""
    with writing(site.engine)() as session:
        try:
            take_or_wait(
                session,
                actor=contact(home.contact),
                season_id=season_id,
                child_id=home.children[0],
                group_id=group,
                now=site.clock.at,
            )
        except CannotJoin:
            return False
        finally:
            session.rollback()
    return True


def test_a_free_seat_is_taken_and_a_full_group_waited_for(site: Site, summer: Summer) -> None:
    place, child = held_place(site, summer.season)
    home = home_of(site, child)
    browser = come_in(site, home)
    group = row(site, Place, place).group_id
    with writing(site.engine).begin() as session:
        # Nobody waits, so what this child gives back stays free.
        session.execute(
            update(WaitingEntry)
            .where(WaitingEntry.group_id == group)
            .values(status=WaitingStatus.LEFT, ended_at=site.clock.at)
        )
    browser.post(f"{MINE}/plaats/{place}/teruggeven")
    page = browser.get(f"{MINE}/kind/{child}/kan-nog").text
    assert f"/kind/{child}/groep/{group}" in page
    take = f"{MINE}/kind/{child}/groep/{group}"
    for _ in range(2):  # and sent once more
        assert browser.post(take).location == OVERVIEW
        assert "De plaats is voor jouw kind." in browser.get(OVERVIEW).text
    with reading(site.engine)() as session:
        held = session.scalars(
            select(Place.status).where(Place.group_id == group, Place.child_id == child)
        ).all()
    assert held.count(PlaceStatus.HELD) == 1


def test_another_familys_numbers_are_not_there_and_nothing_changes(
    site: Site, summer: Summer
) -> None:
    place, child = held_place(site, summer.season)
    group, waiting = waiting_child(site, summer.season)
    wish = wishes_of(site, waiting)[0]
    open_wishes(site)
    stranger = new_home(site, names=("Vreemd",))
    sibling = next(n for n in _children(site, summer.season) if n not in {child, waiting})
    paths = [
        f"wens/{wish}/stop", f"plaats/{place}/teruggeven", f"kind/{child}/stop",
        f"kind/{waiting}/wachten/{group}/stop", f"kind/{child}/kan-nog",
        f"kind/{child}/groep/{group}", f"kind/{child}/volgorde", f"kind/{child}/vrij",
        f"kind/{child}/kalender", f"kind/{child}/samen/los", f"gegevens/kind/{child}/verbeteren",
        f"gegevens/kind/{child}/iemand-erbij",
    ]  # fmt: skip
    before = _all_rows(site)
    for browser in (come_in(site, stranger), come_in(site, home_of(site, sibling))):
        before = _all_rows(site)
        for path in paths:
            answers = [browser.get(f"{MINE}/{path}"), browser.post(f"{MINE}/{path}", number="1")]
            assert {each.status_code for each in answers} <= {404, 405}, path
            assert 404 in {each.status_code for each in answers}, path
        assert _all_rows(site) == before


def _children(site: Site, season_id: int) -> list[int]:
    with reading(site.engine)() as session:
        return list(
            session.scalars(select(Child.id).where(Child.season_id == season_id).order_by(Child.id))
        )


def _all_rows(site: Site) -> list[tuple[object, ...]]:
    with reading(site.engine)() as session:
        return [
            tuple(each)
            for model in (Place, Wish, Child, WaitingEntry, Link)
            for each in session.execute(select(model.__table__).order_by(model.id))
        ]


def test_forms_without_their_token_do_nothing(site: Site, home: Home) -> None:
    browser = come_in(site, home)
    wish = wishes_of(site, home.children[0])[0]
    for path in (f"wens/{wish}/stop", "alles-stop", f"kind/{home.children[0]}/kalender", "weg"):
        assert browser.client.post(f"{MINE}/{path}").status_code == 400
    assert wish in wishes_of(site, home.children[0])
    assert browser.get(OVERVIEW).status_code == 200


def test_the_overview_asks_the_database_as_much_for_two_children_as_for_four(site: Site) -> None:
    open_wishes(site)
    said = []
    for number, names in enumerate((("A", "B"), ("A", "B", "C", "D"))):
        home = new_home(site, names=names, email=f"gezin{number}@voorbeeld.example")
        browser = come_in(site, home)
        with counted(site) as statements:
            browser.get(OVERVIEW)
        said.append(len(statements))
    assert said[0] == said[1] <= 30


def _phase(site: Site, phase: Phase) -> None:
    with writing(site.engine).begin() as session:
        session.get_one(Season, site.town.season).phase = phase
