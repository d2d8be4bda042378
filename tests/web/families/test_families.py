from __future__ import annotations

import json
import re
from typing import Any

import pytest
from sqlalchemy import delete, select

from models import (
    AuditEntry,
    Child,
    ChildContact,
    Contact,
    Place,
    Refusal,
    SignedLink,
    Wish,
)
from models.database import reading, writing
from models.enums import LinkPurpose, Phase
from scheduler.accounts.invitations import token_hash
from scheduler.season.looking import MOST
from tests.web.families.people import (
    FAMILIES,
    MAIL,
    NEW,
    ask,
    child,
    contact_of,
    count,
    errors_in,
    open_wishes,
    typed,
)
from tests.web.queries import counted
from tests.web.site import Browser, Site
from tests.web.summer import SLUG, put_summer
from tests.web.town import OTHER

OPENING = "Open dit gezin alleen als het nodig is."


@pytest.fixture
def desk(site: Site) -> Browser:
    open_wishes(site)
    return site.browser("desk")


@pytest.fixture
def noor(site: Site, desk: Browser) -> int:
    """A child whose family was entered by the desk, long enough ago to be closed again."""
    number = ask(site, desk, name="An Zomer", phone="0470 12 34 56")
    site.clock.wait(minutes=50)
    desk.get(FAMILIES)
    site.clock.wait(minutes=50)
    return number


def verbs(site: Site, kind: str = "child") -> list[str]:
    with reading(site.engine)() as session:
        return list(
            session.scalars(
                select(AuditEntry.verb)
                .where(AuditEntry.subject_kind == kind)
                .order_by(AuditEntry.id)
            )
        )


@pytest.mark.parametrize("who", ["planner", "organiser", "reader"])
def test_others_do_not_browse_families(site: Site, noor: int, who: str) -> None:
    browser = site.browser(who)
    for path in ("", "/nieuw", f"/{noor}", f"/{noor}/wijzigen", f"/{noor}/ontvangst"):
        assert browser.get(FAMILIES + path).status_code == 403
    assert browser.post(f"{FAMILIES}/zoeken", words="Noor").status_code == 403
    assert browser.post(f"{FAMILIES}/{noor}/openen").status_code == 403


@pytest.mark.parametrize("path", ["", "/wijzigen", "/rechtzetten", "/ontvangst", "/intrekken"])
def test_nothing_shows_before_somebody_says_that_they_look(
    site: Site, desk: Browser, noor: int, path: str
) -> None:
    page = f"{FAMILIES}/{noor}{path}"
    closed = desk.get(page)
    assert closed.status_code == 200
    assert OPENING in closed.text
    shown = closed.text.partition("<main")[2].partition("</main")[0]
    assert not re.search(r"Noor|An Zomer|0470", shown)
    before = verbs(site)
    answer = desk.post(f"{FAMILIES}/{noor}/openen", back=page)
    assert answer.location == page
    assert verbs(site) == [*before, "look_at_family"]
    assert OPENING not in desk.get(page).text
    assert OPENING in site.browser("coordinator").get(page).text
    site.clock.wait(minutes=59)
    assert OPENING not in desk.get(page).text
    site.clock.wait(minutes=2)
    assert OPENING in desk.get(page).text


def test_opening_leads_nowhere_else(desk: Browser, noor: int) -> None:
    answer = desk.post(f"{FAMILIES}/{noor}/openen", back="//evil.example")
    assert answer.location == f"{FAMILIES}/{noor}"


@pytest.mark.parametrize(
    "words",
    ["Noor", "noo", "an zom", "zomer noor", "0470/12.34.56", "+32 470 12 34 56", "12 34 56", MAIL],
)
def test_a_family_is_found_by(site: Site, desk: Browser, noor: int, words: str) -> None:
    answer = desk.post(f"{FAMILIES}/zoeken", words=words)
    assert answer.status_code == 200
    assert "1 kind gevonden." in answer.text
    assert f"/gezinnen/{noor}/openen" in answer.text
    assert verbs(site, "season")[-1] == "look_up_families"


@pytest.mark.parametrize("words", ["Sam", "zomer sam", "0499 99 99 99", "%", "__", "niemand"])
def test_a_family_is_not_found_by(desk: Browser, noor: int, words: str) -> None:
    answer = desk.post(f"{FAMILIES}/zoeken", words=words)
    assert "kind gevonden" not in answer.text


def test_a_family_is_found_by_its_codes(site: Site, desk: Browser, noor: int) -> None:
    row = child(site, noor)
    with writing(site.engine).begin() as session:
        session.add(
            SignedLink(
                municipality_id=row.municipality_id,
                season_id=row.season_id,
                contact_id=contact_of(site, noor),
                purpose=LinkPurpose.RESUME,
                token_hash=token_hash("ABCD2345"),
                created_at=site.clock.at,
                expires_at=site.clock.at.replace(year=2030),
            )
        )
    for code in (row.link_code or "", row.ref, "abcd-2345"):
        assert "1 kind gevonden." in desk.post(f"{FAMILIES}/zoeken", words=code.lower()).text


@pytest.mark.parametrize("words", ["", "n", " . "])
def test_too_little_to_look_for(site: Site, desk: Browser, noor: int, words: str) -> None:
    answer = desk.post(f"{FAMILIES}/zoeken", words=words)
    assert answer.status_code == 422
    assert len(errors_in(answer.text)) == 1
    assert "look_up_families" not in verbs(site, "season")


def test_many_are_cut_off_and_looking_too_often_ends(site: Site, desk: Browser) -> None:
    with writing(site.engine).begin() as session:
        for number in range(MOST + 5):
            session.add(
                Child(
                    municipality_id=site.town.gent,
                    season_id=site.town.season,
                    ref=f"X{number}",
                    birth_year=2018,
                    first_name="Noor",
                )
            )
    page = desk.post(f"{FAMILIES}/zoeken", words="Noor").text
    assert page.count('<li class="card">') == MOST
    assert "Zoek met een woord meer." in page
    answers = [desk.post(f"{FAMILIES}/zoeken", words="Noor").status_code for _ in range(120)]
    assert answers[-1] == 429


def test_nothing_of_a_family_is_in_an_address(desk: Browser, noor: int) -> None:
    desk.post(f"{FAMILIES}/{noor}/openen")
    pages = [desk.get(FAMILIES).text, desk.get(f"{FAMILIES}/{noor}").text]
    addresses = re.findall(r'(?:href|action)="([^"]*)"', "".join(pages))
    told = re.compile("noor|zomer%20|0470|ouder", re.IGNORECASE)
    assert [each for each in addresses if told.search(each)] == []


def test_the_list_shows_what_came_in_and_no_names(desk: Browser, noor: int) -> None:
    page = desk.get(FAMILIES).text
    assert f"Kind {noor}" in page
    assert "Noor" not in page
    shows = {
        asked: f"Kind {noor}<" in desk.get(f"{FAMILIES}?{asked}").text
        for asked in ("wanneer=vandaag", "langs=paper", "langs=web", "stand=loopt", "stand=zonder")
    }
    assert shows == {
        "wanneer=vandaag": True,
        "langs=paper": True,
        "langs=web": False,
        "stand=loopt": True,
        "stand=zonder": False,
    }


def test_the_number_of_queries_does_not_grow(site: Site) -> None:
    desk = site.browser("desk")
    seen = []
    for pupils, place in ((40, "gent"), (80, "aalst")):
        put_summer(
            site.engine, site.town, at=site.clock.at, municipality=place, pupils=pupils,
            phase=Phase.PUBLISHED,
        )  # fmt: skip
        who = desk if place == "gent" else site.browser(OTHER)
        path = f"/werk/{place}/{SLUG}/gezinnen"
        who.get(path)
        with counted(site) as said:
            page = who.get(path).text
        with reading(site.engine)() as session:
            number = session.scalars(
                select(Child.id).where(
                    Child.municipality_id
                    == (site.town.gent if place == "gent" else site.town.aalst)
                )
            ).first()
        who.post(f"{path}/{number}/openen")
        with counted(site) as of_one:
            assert who.get(f"{path}/{number}").status_code == 200
        assert page.count("<tr") > 30
        seen.append((_asked(said), _asked(of_one)))
    assert seen[0] == seen[1]
    assert seen[0][0] <= 8
    assert seen[0][1] <= 22


def test_what_is_kept_is_set_right(site: Site, desk: Browser, noor: int) -> None:
    desk.post(f"{FAMILIES}/{noor}/openen")
    path = f"{FAMILIES}/{noor}/rechtzetten"
    version = str(child(site, noor).version)
    fields = {
        "version": version,
        "first_name": "Nora",
        "birth_year": "2019",
        "own_words": "",
        "says_yes": "nee",
        "emergency-0-name": "Oma",
        "emergency-0-phone": "0471 00 00 00",
    }
    assert desk.post(path, **fields).location == f"{FAMILIES}/{noor}"
    row = child(site, noor)
    assert (row.first_name, row.birth_year, row.says_yes) == ("Nora", 2019, False)
    assert "0471 00 00 00" in desk.get(path).text
    wrong = desk.post(path, **{**fields, "birth_year": "1800"})
    assert errors_in(wrong.text) == [("birth_year", "Dit geboortejaar kan niet.")]
    late = desk.post(path, **fields)
    assert "heeft dit intussen gewijzigd" in late.text


def test_a_contact_is_set_right_and_one_more_comes(site: Site, desk: Browser, noor: int) -> None:
    desk.post(f"{FAMILIES}/{noor}/openen")
    contact = contact_of(site, noor)
    path = f"{FAMILIES}/{noor}/contact/{contact}"
    assert "An Zomer" in desk.get(path).text
    sent = {"role": "guardian", "channel": "phone", "phone": "0488 00 00 00", "language": "fr"}
    assert desk.post(path, contact_version="1", **sent).status_code == 302
    with reading(site.engine)() as session:
        row = session.get_one(Contact, contact)
        assert (row.role, row.phone, row.language) == ("guardian", "0488 00 00 00", "fr")
    assert desk.post(path, contact_version="1", **sent).status_code == 422
    more = f"{FAMILIES}/{noor}/contact"
    assert desk.post(more, **{**sent, "phone": ""}).status_code == 422
    assert desk.post(more, **sent).status_code == 302
    assert (count(site, Contact), count(site, ChildContact)) == (2, 2)


def test_a_wish_goes_in_two_steps_without_a_reason(site: Site, desk: Browser, noor: int) -> None:
    desk.post(f"{FAMILIES}/{noor}/openen")
    with reading(site.engine)() as session:
        wish = session.scalars(select(Wish.id)).one()
    path = f"{FAMILIES}/{noor}/wens/{wish}/intrekken"
    page = desk.get(path).text.partition("<main")[2]
    assert re.findall(r'<(?:input|textarea|select)[^>]*name="(\w+)"', page) == ["csrf_token"]
    assert desk.post(path).location == f"{FAMILIES}/{noor}"
    assert count(site, Wish) == 0
    assert desk.get(path).status_code == 404


def test_a_child_is_withdrawn_and_asks_again(site: Site, desk: Browser, noor: int) -> None:
    path = f"{FAMILIES}/{noor}/intrekken"
    assert desk.post(path).status_code == 302
    assert child(site, noor).withdrawn_at is not None
    assert "Deze vraag is ingetrokken" in desk.get(f"{FAMILIES}/{noor}").text
    version = str(child(site, noor).version)
    desk.post(f"{FAMILIES}/{noor}/wijzigen", **typed(site, version=version))
    assert child(site, noor).withdrawn_at is None


def test_a_whole_family_is_withdrawn(site: Site, desk: Browser, noor: int) -> None:
    contact = contact_of(site, noor)
    desk.post(f"{FAMILIES}/{noor}/openen")
    path = f"{FAMILIES}/{noor}/alles-intrekken/{contact}"
    assert "Alles van dit gezin intrekken?" in desk.get(path).text
    assert desk.post(path).status_code == 302
    assert child(site, noor).withdrawn_at is not None


def test_a_family_is_erased_and_what_stays_is_said(site: Site, desk: Browser, noor: int) -> None:
    contact = contact_of(site, noor)
    desk.post(f"{FAMILIES}/{noor}/openen")
    path = f"{FAMILIES}/{noor}/wissen/{contact}"
    assert "tot 31 december 2027" in desk.get(path).text
    assert count(site, Child) == 1
    assert desk.post(path).location == FAMILIES
    assert (count(site, Child), count(site, Contact)) == (0, 0)
    assert desk.get(f"{FAMILIES}/{noor}").status_code == 404


def test_a_family_gets_a_copy_and_sees_who_looked(site: Site, desk: Browser, noor: int) -> None:
    contact = contact_of(site, noor)
    desk.post(f"{FAMILIES}/{noor}/openen")
    answer = desk.post(f"{FAMILIES}/{noor}/bewaard/{contact}")
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="gezin-{contact}.json"'
    kept: dict[str, Any] = json.loads(answer.text)
    assert [row["first_name"] for row in kept["child"]] == ["Noor"]
    assert kept["contact"][0]["phone"] == "0470 12 34 56"
    page = desk.post(f"{FAMILIES}/{noor}/wie-keek/{contact}").text
    assert re.findall(r"<td[^>]*>(?:Desk)</td>\s*<td[^>]*>([^<]*)</td>", page) == [
        "maakte een kopie van wat er bewaard is",
        "bekeek het gezin",
        "vroeg een plaats voor het gezin",
    ]


def test_results_show_with_their_reasons(site: Site) -> None:
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    with reading(site.engine)() as session:
        refusal = session.scalars(select(Refusal).order_by(Refusal.id)).first()
        placed = session.scalars(select(Place.child_id)).first()
    assert refusal is not None
    desk, path = site.browser("desk"), f"/werk/gent/{SLUG}/gezinnen"
    for number, said in ((refusal.child_id, refusal.detail["nl"]), (placed, ">Plaats<")):
        desk.post(f"{path}/{number}/openen")
        page = desk.get(f"{path}/{number}").text
        assert said in page
    with writing(site.engine).begin() as session:
        session.execute(delete(ChildContact).where(ChildContact.child_id == placed))
    assert "uit een bestand, zonder contact" in desk.get(f"{path}/{placed}").text


def test_another_municipality_finds_and_changes_nothing(
    site: Site, desk: Browser, noor: int
) -> None:
    contact, version = contact_of(site, noor), child(site, noor).version
    other = site.browser(OTHER)
    theirs = "/werk/aalst/zomer-2027/gezinnen"
    ways = (
        "", "/openen", f"/nog-een-kind/{contact}", "/ontvangst", "/wijzigen", "/rechtzetten",
        "/contact", f"/contact/{contact}", "/wens/1/intrekken", "/intrekken",
        f"/alles-intrekken/{contact}", f"/wissen/{contact}", f"/bewaard/{contact}",
        f"/wie-keek/{contact}", "/samen", "/samen/akkoord", "/samen/los",
    )  # fmt: skip
    fields = {**typed(site), "version": str(version), "contact_version": "1", "number": "1"}
    for way in ways:
        assert other.get(f"{theirs}/{noor}{way}").status_code in {404, 405}
        if way not in {"", "/ontvangst"}:
            assert other.post(f"{theirs}/{noor}{way}", **fields).status_code == 404
        assert other.get(f"{FAMILIES}/{noor}{way}").status_code in {404, 405}
    assert "kind gevonden" not in other.post(f"{theirs}/zoeken", words="Noor").text
    assert (child(site, noor).version, count(site, Child), count(site, Contact)) == (version, 1, 1)


def test_a_contact_of_another_family_is_not_reached_through_a_child(
    site: Site, desk: Browser, noor: int
) -> None:
    sam = ask(site, desk, first_name="Sam", email="sam@voorbeeld.example")
    theirs = contact_of(site, sam)
    desk.post(f"{FAMILIES}/{noor}/openen")
    for way in ("contact", "nog-een-kind", "alles-intrekken", "wissen"):
        assert desk.get(f"{FAMILIES}/{noor}/{way}/{theirs}").status_code == 404
        assert desk.post(f"{FAMILIES}/{noor}/{way}/{theirs}", **typed(site)).status_code == 404
    assert desk.post(f"{FAMILIES}/{noor}/bewaard/{theirs}").status_code == 404
    assert count(site, Contact) == 2


def test_the_form_is_not_offered_when_nobody_can_ask(site: Site) -> None:
    desk = site.browser("desk")
    assert "Nieuwe vraag invoeren" not in desk.get(FAMILIES).text
    assert "neemt nu geen vragen aan" in desk.get(NEW).text


def _asked(said: list[str]) -> int:
    return len([each for each in said if each.startswith("SELECT")])
