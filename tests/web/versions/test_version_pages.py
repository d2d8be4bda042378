"""Versions: kept, named, copied, removed, published; who waits; places back; groups cancelled."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from models import (
    Child,
    ChildContact,
    Contact,
    Group,
    Message,
    Place,
    PlanVersion,
    Season,
    WaitingEntry,
)
from models.database import reading, writing
from models.enums import Channel, ContactRole, Phase, PlaceStatus, WaitingStatus
from solver.fairness.draw import digest, draw_numbers
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import Summer, put_summer

SEASON = "/werk/gent/zomer-2028"
HERE = f"{SEASON}/versies"


def summer_in(site: Site, phase: Phase = Phase.PLANNED, **own: Any) -> Summer:
    return put_summer(site.engine, site.town, at=site.clock.at, phase=phase, **own)


def versions(site: Site, season: int) -> list[PlanVersion]:
    with reading(site.engine)() as session:
        mine = select(PlanVersion).where(PlanVersion.season_id == season)
        return list(session.scalars(mine.order_by(PlanVersion.number)))


def count(site: Site, *where: Any) -> int:
    with reading(site.engine)() as session:
        return session.scalar(select(func.count()).where(*where)) or 0


def in_a_group(site: Site, version: int) -> tuple[int, int]:
    """A group of a version and a place in it."""
    with reading(site.engine)() as session:
        found = select(Place.group_id, Place.id).where(
            Place.version_id == version, Place.status == PlaceStatus.HELD
        )
        group, place = session.execute(found.order_by(Place.id)).first()  # type: ignore[misc]
        return group, place


def reachable(site: Site, season: int) -> None:
    """Give every child only a mother with a mail address, and one of them only a phone."""
    with writing(site.engine).begin() as session:
        session.execute(delete(Contact).where(Contact.season_id == season))
        home = session.get_one(Season, season)
        own: dict[str, Any] = {"municipality_id": home.municipality_id, "season_id": season}
        children = session.scalars(
            select(Child.id).where(Child.season_id == season).order_by(Child.id)
        ).all()
        for at, child in enumerate(children):
            contact = Contact(
                **own,
                role=ContactRole.PARENT,
                channel=Channel.PHONE if at == 0 else Channel.MAIL,
                email="" if at == 0 else f"gezin{at}@familie.example",
                phone="09 000 00 01" if at == 0 else "",
            )
            session.add(contact)
            session.flush()

            session.add(ChildContact(**own, child_id=child, contact_id=contact.id))


def test_an_empty_list_leads_to_the_runs(site: Site) -> None:
    summer_in(site, Phase.CLOSED)
    page = site.browser("reader").get(HERE).text
    assert "Er is nog geen versie." in page
    assert f'href="{SEASON}/plannen"' in page
    assert "Zo een versie is er niet." in site.browser("reader").get(f"{HERE}?zoek=x").text


def test_a_run_is_kept_as_a_version(site: Site) -> None:
    made = summer_in(site, Phase.CLOSED)
    browser = site.browser("planner")
    keep = f"{SEASON}/plannen/{made.run}/bewaren"
    assert 'value="Plan van 1' in browser.get(keep).text
    empty = browser.post(keep, name="")
    assert (empty.status_code, "Geef de versie een naam." in empty.text) == (422, True)
    answer = browser.post(keep, name="Eerste voorstel")
    (kept,) = versions(site, made.season)
    assert (answer.status_code, answer.location) == (302, f"{HERE}/{kept.id}")
    assert (kept.name, kept.run_id, kept.published_at) == ("Eerste voorstel", made.run, None)
    page = browser.get(answer.location).text
    assert "Wat publiceren zou veranderen" in page
    assert "Eerste voorstel" in browser.get(HERE).text
    assert "Versie 1: Eerste voorstel" in browser.get(f"{SEASON}/plannen/{made.run}").text


def test_what_a_verb_refuses_stands_on_the_form(site: Site) -> None:
    made = summer_in(site, Phase.CLOSED)
    with writing(site.engine).begin() as session:
        session.execute(
            update(Season).where(Season.id == made.season).values(phase=Phase.WISHES_OPEN)
        )
    answer = site.browser("planner").post(f"{SEASON}/plannen/{made.run}/bewaren", name="Te vroeg")
    assert (answer.status_code, "deze zomer is wensen open" in answer.text) == (422, True)
    assert 'value="Te vroeg"' in answer.text
    assert versions(site, made.season) == []


def test_a_version_gets_another_name_and_a_copy(site: Site) -> None:
    made = summer_in(site)
    browser = site.browser("planner")
    path = f"{HERE}/{made.version}"
    assert 'value="Eerste plan"' in browser.get(f"{path}/naam").text
    assert browser.post(f"{path}/naam", name="Zomerplan").location == path
    assert 'value="Kopie van Zomerplan"' in browser.get(f"{path}/kopie").text
    answer = browser.post(f"{path}/kopie", name="Om te schuiven")
    first, copied = versions(site, made.season)
    assert (first.name, copied.name, copied.run_id) == ("Zomerplan", "Om te schuiven", made.run)
    assert answer.location == f"{HERE}/{copied.id}"
    assert count(site, Place.version_id == copied.id) == count(site, Place.version_id == first.id)


def test_a_version_is_removed_after_it_is_asked(site: Site) -> None:
    made = summer_in(site)
    browser = site.browser("planner")
    assert "Ja, verwijder" in browser.get(f"{HERE}/{made.version}/weg").text
    assert browser.post(f"{HERE}/{made.version}/weg").location == HERE
    assert versions(site, made.season) == []


def test_a_version_that_was_published_stays(site: Site) -> None:
    made = summer_in(site, Phase.PUBLISHED)
    browser = site.browser("planner")
    for page, button in (("weg", "Ja, verwijder"), ("publiceren", "Ja, publiceer")):
        assert button not in browser.get(f"{HERE}/{made.version}/{page}").text
        assert browser.post(f"{HERE}/{made.version}/{page}").status_code == 422
    assert len(versions(site, made.season)) == 1
    page = browser.get(f"{HERE}/{made.version}").text
    assert "dit zien gezinnen" in page
    assert "Publiceren</a>" not in page


def test_publishing_says_what_it_does_and_does_it(site: Site) -> None:
    made = summer_in(site)
    reachable(site, made.season)
    browser = site.browser("coordinator")
    asks = browser.get(f"{HERE}/{made.version}/publiceren").text
    children = count(site, Child.season_id == made.season)
    assert f"De gezinnen van {children} kinderen krijgen hun resultaat." in asks
    assert f"{children - 1} mails, 1 gezin om te bellen" in asks
    assert "De eerste berichten vertrekken meteen" in asks
    answer = browser.post(f"{HERE}/{made.version}/publiceren")
    assert answer.location == f"{HERE}/{made.version}"
    (published,) = versions(site, made.season)
    assert (published.is_current, published.published_at) == (True, site.clock.at)
    mine = (Message.season_id == made.season, Message.kind == "result")
    assert count(site, *mine) == children
    assert count(site, *mine, Message.channel == Channel.PHONE) == 1
    assert "Wachtlijsten en plaatsen" in browser.get(answer.location).text


def test_on_a_sunday_the_page_says_when_messages_leave(site: Site) -> None:
    made = summer_in(site)
    site.clock.wait(days=6)  # from a Monday to a Sunday
    page = site.browser("planner").get(f"{HERE}/{made.version}/publiceren").text
    assert "Berichten vertrekken alleen op weekdagen van 8 tot 18 uur: de eerste op 8 mrt" in page


def test_a_second_version_tells_only_whom_it_changes_something_for(site: Site) -> None:
    made = summer_in(site, Phase.PUBLISHED)
    browser = site.browser("planner")
    browser.post(f"{HERE}/{made.version}/kopie", name="Kopie")
    (_, copied) = versions(site, made.season)
    page = browser.get(f"{HERE}/{copied.id}/publiceren").text
    assert "Voor geen enkel gezin verandert er iets." in page
    assert "geen enkel bericht" in page
    with writing(site.engine).begin() as session:
        gone = session.scalars(select(Place).where(Place.version_id == copied.id)).first()
        assert gone is not None
        session.delete(gone)
    page = browser.get(f"{HERE}/{copied.id}/publiceren").text
    assert "een gezin heeft 1 plaats die in deze versie ontbreekt" in page
    assert browser.post(f"{HERE}/{copied.id}/publiceren").status_code == 422
    assert versions(site, made.season)[1].published_at is None


def test_nothing_is_published_before_closing(site: Site) -> None:
    made = summer_in(site)
    with writing(site.engine).begin() as session:
        session.execute(
            update(Season).where(Season.id == made.season).values(phase=Phase.WISHES_OPEN)
        )
    browser = site.browser("planner")
    page = browser.get(f"{HERE}/{made.version}/publiceren").text
    assert "Publiceren kan zodra vragen is afgesloten." in page
    assert browser.post(f"{HERE}/{made.version}/publiceren").status_code == 422


def test_a_place_is_given_back_for_a_family_and_goes_to_who_waits(site: Site) -> None:
    made = summer_in(site, Phase.PUBLISHED)
    group, place = in_a_group(site, made.version)
    browser = site.browser("desk")
    lists = browser.get(f"{SEASON}/wachtlijsten").text
    assert f'href="{SEASON}/wachtlijsten/{group}"' in lists
    one = browser.get(f"{SEASON}/wachtlijsten/{group}").text
    assert f'href="{SEASON}/plaatsen/{place}/teruggeven"' in one
    asks = browser.get(f"{SEASON}/plaatsen/{place}/teruggeven").text
    assert "Het kind heeft deze plaats niet meer." in asks
    held = count(site, Place.group_id == group, Place.status == PlaceStatus.HELD)
    answer = browser.post(f"{SEASON}/plaatsen/{place}/teruggeven")
    assert answer.location == f"{SEASON}/wachtlijsten/{group}"
    back = Place.id == place
    assert count(site, back, Place.status == PlaceStatus.GIVEN_BACK) == 1
    promoted = count(
        site, WaitingEntry.group_id == group, WaitingEntry.status == WaitingStatus.PROMOTED
    )
    now = count(site, Place.group_id == group, Place.status == PlaceStatus.HELD)
    assert now == held - 1 + promoted
    assert browser.post(f"{SEASON}/plaatsen/{place}/teruggeven").status_code == 404


def wait(site: Site, season: int, group: int) -> list[str]:
    """Let three children wait for a group; their codes in the order of the draw."""
    with writing(site.engine).begin() as session:
        home = session.get_one(Season, season)
        inside = select(Place.child_id).where(Place.group_id == group)
        children = session.scalars(
            select(Child)
            .where(Child.season_id == season, Child.id.not_in(inside))
            .order_by(Child.id)
            .limit(3)
        ).all()
        refs = session.scalars(select(Child.ref).where(Child.season_id == season)).all()
        numbers = draw_numbers(home.draw_seed, refs)
        for child in children:
            session.add(
                WaitingEntry(
                    municipality_id=home.municipality_id,
                    season_id=season,
                    group_id=group,
                    child_id=child.id,
                    rank=1,
                    draw_digest=digest(home.draw_seed, child.ref),
                    draw_number=numbers[child.ref],
                    joined_at=site.clock.at,
                )
            )
        return sorted((child.ref for child in children), key=lambda ref: numbers[ref])


def test_who_waits_stands_in_the_order_of_the_draw(site: Site) -> None:
    made = summer_in(site, Phase.PUBLISHED)
    group, place = in_a_group(site, made.version)
    browser = site.browser("coordinator")
    path = f"{SEASON}/wachtlijsten/{group}"
    assert "Niemand wacht op deze groep." in browser.get(path).text
    empty = browser.get(f"{SEASON}/wachtlijsten?wacht=ja").text
    assert "Zo een groep is er niet." in empty
    refs = wait(site, made.season, group)
    page = browser.get(path).text
    waiting = page[page.index('id="waiting"') :]
    places = [waiting.index(f">{ref}<") for ref in refs]
    assert places == sorted(places)
    assert path in browser.get(f"{SEASON}/wachtlijsten?wacht=ja").text
    asks = browser.get(f"{SEASON}/plaatsen/{place}/teruggeven").text
    assert "te beginnen bij lotnummer" in asks
    cancels = browser.get(f"{SEASON}/groepen/{group}/afgelasten").text
    assert "3 kinderen wachten niet langer op deze groep." in cancels


def test_a_group_is_cancelled_after_it_is_said_whom_it_tells(site: Site) -> None:
    made = summer_in(site, Phase.PUBLISHED)
    reachable(site, made.season)
    group, _ = in_a_group(site, made.version)
    browser = site.browser("planner")
    path = f"{SEASON}/groepen/{group}/afgelasten"
    held = count(site, Place.group_id == group, Place.status == PlaceStatus.HELD)
    asks = browser.get(path).text
    assert f"{held} kinderen hebben hier een plaats en verliezen die." in asks
    assert "Berichten vertrekken op weekdagen" in asks
    answer = browser.post(path)
    assert answer.location == f"{SEASON}/wachtlijsten/{group}"
    assert count(site, Group.id == group, Group.cancelled_at.is_not(None)) == 1
    assert count(site, Message.kind == "cancelled", Message.contact_id.is_not(None)) == held
    after = browser.get(answer.location).text
    assert "Deze groep gaat niet door." in after
    assert "Groep afgelasten" not in after
    assert "Ja, gelast de groep af" not in browser.get(path).text


def test_before_publishing_nobody_waits(site: Site) -> None:
    summer_in(site)
    page = site.browser("desk").get(f"{SEASON}/wachtlijsten").text
    assert "Er is nog geen plan gepubliceerd." in page


def test_each_page_is_for_its_roles(site: Site) -> None:
    made = summer_in(site, Phase.PUBLISHED)
    group, place = in_a_group(site, made.version)
    one = f"{HERE}/{made.version}"
    readers = (HERE, one)
    planners = (
        f"{SEASON}/plannen/{made.run}/bewaren",
        *(f"{one}/{page}" for page in ("naam", "kopie", "weg", "publiceren")),
        f"{SEASON}/groepen/{group}/afgelasten",
    )
    seats = (f"{SEASON}/wachtlijsten", f"{SEASON}/wachtlijsten/{group}")
    desk = (f"{SEASON}/plaatsen/{place}/teruggeven",)
    expected = {
        "coordinator": (200, 200, 200, 200),
        "planner": (200, 200, 200, 403),
        "reader": (200, 403, 403, 403),
        "desk": (403, 403, 200, 200),
        "organiser": (403, 403, 403, 403),
        "of another municipality": (404, 404, 404, 404),
    }
    for who, answers in expected.items():
        browser = site.browser(who)
        for pages, answer in zip((readers, planners, seats, desk), answers, strict=True):
            found = {page: browser.get(page).status_code for page in pages}
            assert (who, found) == (who, dict.fromkeys(pages, answer))


def test_another_municipalitys_rows_are_not_here(site: Site) -> None:
    summer_in(site, Phase.PUBLISHED)
    other = summer_in(site, Phase.PUBLISHED, municipality="aalst")
    group, place = in_a_group(site, other.version)
    browser = site.browser("coordinator")
    one = f"{HERE}/{other.version}"
    asked = (
        f"{SEASON}/plannen/{other.run}/bewaren",
        *(f"{one}/{page}" for page in ("naam", "kopie", "weg", "publiceren")),
        f"{SEASON}/groepen/{group}/afgelasten",
        f"{SEASON}/plaatsen/{place}/teruggeven",
    )
    before = versions(site, other.season)[0].name, len(versions(site, other.season))
    for page in (one, f"{SEASON}/wachtlijsten/{group}", *asked):
        assert (page, browser.get(page).status_code) == (page, 404)
    for page in asked:
        assert (page, browser.post(page, name="Gekaapt").status_code) == (page, 404)
    assert (versions(site, other.season)[0].name, len(versions(site, other.season))) == before
    assert count(site, Group.id == group, Group.cancelled_at.is_(None)) == 1
    assert count(site, Place.id == place, Place.status == PlaceStatus.HELD) == 1


def test_a_group_of_another_version_has_no_waiting_list_here(site: Site) -> None:
    made = summer_in(site)
    group, place = in_a_group(site, made.version)
    browser = site.browser("coordinator")
    for page in (f"wachtlijsten/{group}", f"plaatsen/{place}/teruggeven"):
        assert browser.get(f"{SEASON}/{page}").status_code == 404


@pytest.mark.parametrize(
    ("page", "most"), [("versies", 8), ("versies/{version}", 10), ("wachtlijsten", 8)]
)
def test_lists_ask_the_database_as_often_for_more_children(
    site: Site, page: str, most: int
) -> None:
    found = []
    for place, pupils in (("gent", 40), ("aalst", 80)):
        made = summer_in(site, Phase.PUBLISHED, municipality=place, pupils=pupils)
        who = "coordinator" if place == "gent" else "of another municipality"
        browser = site.browser(who)
        path = f"/werk/{place}/zomer-2028/{page.format(version=made.version)}"
        with counted(site) as said:
            assert browser.get(path).status_code == 200
        found.append(len([each for each in said if each.startswith(("SELECT", "WITH"))]))
    assert found[0] == found[1]
    assert found[0] <= most + 4  # beside who asks, and for which season
