from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import func, select

from models import (
    Account,
    AuditEntry,
    Child,
    ChildContact,
    Contact,
    EmergencyContact,
    Message,
    Season,
    SignedLink,
)
from models.database import reading, writing
from models.enums import Channel, ContactRole, Phase
from scheduler.rights import account
from scheduler.season.correcting import add_contact
from scheduler.season.looking import look_at_family
from scheduler.season.requests import ContactDraft
from tests.web.families.people import open_wishes
from tests.web.family_entering.homes import MAIL, Home, come_in, held_place, home_of, new_home
from tests.web.site import Browser, Site
from tests.web.summer import put_summer

DATA = "/gent/mijn/gegevens"
OTHER_MAIL = "ander.huis@voorbeeld.example"


@pytest.fixture
def home(site: Site) -> Home:
    open_wishes(site)
    return new_home(site, names=("Noor", "Sam"))


@pytest.fixture
def browser(site: Site, home: Home) -> Browser:
    return come_in(site, home)


def row(site: Site, model: type, number: int):  # type: ignore[no-untyped-def]
    with reading(site.engine)() as session:
        return session.get(model, number)


def version_in(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found is not None
    return found[1]


def contact_fields(**more: str) -> dict[str, str]:
    return {"role": "parent", "channel": "mail", "email": MAIL, "language": "nl", **more}


def test_a_family_reads_all_that_is_kept_in_plain_words(browser: Browser) -> None:
    page = browser.get(DATA).text
    for said in (
        "Ouder Zon", MAIL, "Noor", "Sam", "2018", "Afspraken over eten",
        "Je vraag kwam aan", "2, zonder de letters zelf", "31 december 2027",
    ):  # fmt: skip
        assert said in page, said


def test_it_is_taken_along_as_json(site: Site, home: Home, browser: Browser) -> None:
    answer = browser.post(f"{DATA}/json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'
    kept = json.loads(answer.data)
    assert [child["first_name"] for child in kept["child"]] == ["Noor", "Sam"]
    assert kept["contact"][0]["email"] == MAIL
    assert "token_hash" not in answer.text
    assert browser.get(f"{DATA}/json").status_code == 405
    assert browser.client.post(f"{DATA}/json").status_code == 400


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_taken_along_as_a_tagged_pdf(site: Site, browser: Browser, language: str) -> None:
    browser.post("/taal", language=language, back="/")
    answer = browser.post(f"{DATA}/pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert (
        b"/StructTreeRoot" in answer.data
        or b"/MarkInfo" in answer.data
        or b"pdfuaid" in (answer.data)
    )


def test_a_family_with_places_can_take_all_along(site: Site) -> None:
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    _place, child = held_place(site, summer.season)
    browser = come_in(site, home_of(site, child))
    page = browser.get(DATA)
    assert (page.status_code, "<dt>Plaatsen</dt>" in page.text) == (200, True)
    assert browser.post(f"{DATA}/pdf").status_code == 200
    kept = json.loads(browser.post(f"{DATA}/json").data)
    assert kept["place"][0]["first_day"]


def test_a_childs_facts_are_corrected_in_any_phase(
    site: Site, home: Home, browser: Browser
) -> None:
    with writing(site.engine).begin() as session:
        session.get_one(Season, site.town.season).phase = Phase.CLOSED
    path = f"{DATA}/kind/{home.children[0]}/verbeteren"
    version = version_in(browser.get(path).text)
    fields = {
        "first_name": "Nora",
        "birth_year": "2017",
        "says_yes": "ja",
        "emergency-0-name": "Oma",
        "emergency-0-phone": "0470 00 00 02",
    }
    wrong = {
        "birth_year": "1800",
        "first_name": "",
        "emergency-0-phone": "",
        "version": "0",
    }
    for name, value in wrong.items():
        sent = {"version": version, **fields, name: value}
        assert browser.post(path, **sent).status_code == 422, name
    assert row(site, Child, home.children[0]).first_name == "Noor"
    assert browser.post(path, **fields, version=version).location == DATA
    child = row(site, Child, home.children[0])
    assert (child.first_name, child.birth_year, child.says_yes) == ("Nora", 2017, True)
    with reading(site.engine)() as session:
        assert session.scalars(select(EmergencyContact.phone)).all() == ["0470 00 00 02"]
    assert browser.post(path, **fields, version=version).status_code == 422  # replayed


def test_how_a_family_is_reached_is_corrected(site: Site, home: Home, browser: Browser) -> None:
    path = f"{DATA}/contact"
    version = version_in(browser.get(path).text)
    for wrong in ({"email": ""}, {"email": "x y@z"}, {"channel": "letter"}, {"channel": "post"}):
        sent = contact_fields(version=version) | wrong
        assert browser.post(path, **sent).status_code == 422, wrong
    fields = contact_fields(channel="phone", phone="0470 00 00 03", language="en")
    assert browser.post(path, **fields, version=version).location == DATA
    kept = row(site, Contact, home.contact)
    assert (kept.channel, kept.phone, kept.language) == ("phone", "0470 00 00 03", "en")
    assert browser.post(path, **fields, version=version).status_code == 422


def test_somebody_in_another_home_comes_in_by_a_link_of_their_own(
    site: Site, home: Home, browser: Browser
) -> None:
    path = f"{DATA}/kind/{home.children[0]}/iemand-erbij"
    assert browser.get(path).status_code == 200
    assert browser.post(path, **contact_fields(email="")).status_code == 422
    assert browser.post(path, **contact_fields(email=OTHER_MAIL)).location == DATA
    assert "We sturen die persoon een eigen link." in browser.get(DATA).text
    with reading(site.engine)() as session:
        (mail,) = session.scalars(select(Message).where(Message.kind == "family_link"))
        assert mail.recipient_address == OTHER_MAIL
        link = next(line for line in mail.body_text.splitlines() if "/link/" in line)
    other = site.browser()
    other.post(link.removeprefix("http://localhost"))
    page = other.get("/gent/mijn/overzicht").text
    assert ("Noor" in page, "Sam" in page) == (True, False)
    seen = other.get(DATA).text + other.post(f"{DATA}/json").text
    assert MAIL not in seen
    assert OTHER_MAIL not in browser.get(DATA).text + browser.post(f"{DATA}/json").text


def test_the_other_home_hears_of_a_change_without_this_homes_way_in(
    site: Site, home: Home, browser: Browser
) -> None:
    _second_home(site, home)
    fields = {"when": "altijd", "version": str(row(site, Child, home.children[0]).version)}
    assert browser.post(f"/gent/mijn/kind/{home.children[0]}/vrij", **fields).status_code == 302
    with reading(site.engine)() as session:
        told = session.scalars(select(Message).where(Message.kind == "changed")).all()
    assert {each.recipient_address for each in told} == {MAIL, OTHER_MAIL}
    assert not any("/link/" in each.body_text for each in told)


def test_a_family_sees_who_looked(site: Site, home: Home, browser: Browser) -> None:
    assert "Niemand van de gemeente keek." in browser.get(f"{DATA}/wie-keek").text
    with writing(site.engine).begin() as session:
        look_at_family(
            session,
            actor=account(site.town.accounts["desk"]),
            season_id=site.town.season,
            child_id=home.children[0],
            now=site.clock.at,
        )
        session.get_one(Account, site.town.accounts["desk"]).name = "Robin Loket"
    page = browser.get(f"{DATA}/wie-keek").text
    assert "bekeek je gegevens" in page
    assert "Robin Loket</bdi> (loket)" in page


def test_everything_is_erased_in_two_steps_and_the_family_is_out(
    site: Site, home: Home, browser: Browser
) -> None:
    path = f"{DATA}/wissen"
    page = browser.get(path).text
    for said in ("Noor", "Sam", "31 december 2027", "Je hoeft niet te zeggen waarom."):
        assert said in page
    assert row(site, Contact, home.contact) is not None
    assert browser.client.post(path).status_code == 400
    assert browser.post(path).location == "/gent/"
    assert row(site, Contact, home.contact) is None
    assert [row(site, Child, number) for number in home.children] == [None, None]
    with reading(site.engine)() as session:
        for model in (SignedLink, Message, ChildContact):
            assert session.scalar(select(func.count()).select_from(model)) == 0
    assert browser.get(DATA).location == "/gent/mijn"
    assert site.browser().post("/gent/mijn", code=home.code).status_code == 422
    assert site.browser().get(home.path).status_code == 404


def test_what_somebody_else_brings_up_stays_theirs(
    site: Site, home: Home, browser: Browser
) -> None:
    _second_home(site, home)
    page = browser.get(f"{DATA}/wissen").text
    assert "Voor die persoon blijft de vraag staan:" in page
    browser.post(f"{DATA}/wissen")
    assert row(site, Child, home.children[0]).first_name == "Noor"
    assert row(site, Child, home.children[1]) is None


def test_reading_ones_own_data_writes_nothing_and_taking_it_is_noted(
    site: Site, home: Home, browser: Browser
) -> None:
    def lines() -> int:
        with reading(site.engine)() as session:
            return session.scalar(select(func.count()).select_from(AuditEntry)) or 0

    before = lines()
    browser.get(DATA)
    browser.get(f"{DATA}/wie-keek")
    assert lines() == before
    browser.post(f"{DATA}/json")
    assert lines() == before + 1


def _second_home(site: Site, home: Home) -> int:
    with writing(site.engine).begin() as session:
        return add_contact(
            session,
            actor=account(site.town.accounts["desk"]),
            season_id=site.town.season,
            child_id=home.children[0],
            contact=ContactDraft(
                role=ContactRole.PARENT,
                channel=Channel.MAIL,
                email=OTHER_MAIL,
            ),
            now=site.clock.at,
        )
