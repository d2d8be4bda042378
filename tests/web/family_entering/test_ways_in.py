from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models import AuditEntry, Child, Contact, Message, Season, SignedLink
from models.database import reading, writing
from models.enums import Channel, ContactRole, LinkPurpose
from scheduler.rights import ANYONE, contact
from scheduler.season.asking import change_request
from scheduler.season.correcting import add_contact
from scheduler.season.random_codes import ALPHABET
from scheduler.season.requests import ChildDraft, ContactDraft
from scheduler.season.ways_in import CODE_LETTERS, enter_code, new_way_in
from tests.web.families.people import open_wishes
from tests.web.family_entering.homes import BASE, MAIL, Home, come_in, new_home
from tests.web.site import Site
from web.by_link import trying

OVERVIEW = "/gent/mijn/overzicht"


@pytest.fixture
def home(site: Site) -> Home:
    open_wishes(site)
    return new_home(site)


def links(site: Site) -> list[SignedLink]:
    with reading(site.engine)() as session:
        return list(session.scalars(select(SignedLink).order_by(SignedLink.id)))


def mails(site: Site, kind: str = "family_link") -> list[str]:
    with reading(site.engine)() as session:
        return list(
            session.scalars(
                select(Message.body_text).where(Message.kind == kind).order_by(Message.id)
            )
        )


def test_a_code_is_ten_letters_in_two_groups_and_only_hashes_are_kept(
    site: Site, home: Home
) -> None:
    first, second = home.code.split(" ")
    assert (len(first), len(second)) == (5, 5)
    assert set(first + second) <= set(ALPHABET)
    token = home.path.rpartition("/")[2]
    assert len(token) >= 43  # 256 bits
    kept = [row.token_hash for row in links(site)]
    assert len(kept) == 2
    assert not {token, home.code, first + second} & set(kept)
    assert {row.purpose for row in links(site)} == {LinkPurpose.FAMILY}


def test_a_code_works_as_people_type_it_and_as_often_as_they_want(site: Site, home: Home) -> None:
    eastern = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    plain = home.code.replace(" ", "")
    for typed in (home.code, plain.lower(), "-".join(plain), home.code.translate(eastern)):
        answer = site.browser().post("/gent/mijn", code=typed)
        assert (answer.status_code, answer.location) == (302, OVERVIEW)


def test_who_is_in_sees_the_overview_and_leaves_with_one_button(site: Site, home: Home) -> None:
    browser = come_in(site, home)
    page = browser.get(OVERVIEW)
    assert (page.status_code, "Noor" in page.text) == (200, True)
    assert browser.get("/gent/mijn").location == OVERVIEW
    answer = browser.post("/gent/mijn/weg")
    assert answer.location == "/gent/mijn"
    assert "Op dit toestel staat niets meer van jou." in browser.get("/gent/mijn").text
    assert browser.get(OVERVIEW).location == "/gent/mijn"


@pytest.mark.parametrize("typed", ["", "AAAAA AAAAA", "x" * 65, "AB", "💧" * 10])
def test_another_code_opens_nothing(site: Site, home: Home, typed: str) -> None:
    browser = site.browser()
    answer = browser.post("/gent/mijn", code=typed)
    assert answer.status_code == 422
    assert typed == "" or typed not in answer.text
    assert browser.get(OVERVIEW).status_code == 302


def test_a_code_of_one_municipality_opens_nothing_in_another(site: Site, home: Home) -> None:
    assert site.browser().post("/aalst/mijn", code=home.code).status_code == 422
    token = home.path.rpartition("/")[2]
    assert site.browser().get(f"/aalst/link/{token}").status_code == 404
    assert site.browser().post(f"/aalst/link/{token}").status_code == 404
    assert come_in(site, home).get("/aalst/mijn/overzicht").location == "/aalst/mijn"


def test_a_code_is_no_link_and_a_link_is_no_code(site: Site, home: Home) -> None:
    code, token = home.code.replace(" ", ""), home.path.rpartition("/")[2]
    assert site.browser().post(f"/gent/link/{code}").status_code == 404
    assert site.browser().post("/gent/mijn", code=token).status_code == 422
    come_in(site, home)


def test_looking_at_a_link_changes_nothing_and_the_button_works_once(
    site: Site, home: Home
) -> None:
    scanner, family, second = site.browser(), site.browser(), site.browser()
    for _ in range(3):
        assert scanner.get(home.path).status_code == 200
    assert scanner.client.head(home.path).status_code == 200
    assert [row.claimed_at for row in links(site)] == [None, None]
    assert family.get(OVERVIEW).status_code == 302
    assert family.post(home.path).location == OVERVIEW
    assert family.get(OVERVIEW).status_code == 200
    again = second.post(home.path)
    assert (again.status_code, "Stuur me een nieuwe link" in again.text) == (404, True)
    assert second.get(OVERVIEW).status_code == 302


def test_a_link_that_is_over_sends_another_to_the_same_family(site: Site, home: Home) -> None:
    site.clock.wait(days=31)
    browser = site.browser()
    assert browser.get(home.path).status_code == 404
    sent = browser.post(f"{home.path}/nieuw")
    unknown = browser.post("/gent/link/no-such-link/nieuw")
    assert (sent.status_code, unknown.status_code) == (200, 200)
    (mail,) = mails(site)
    path = next(line for line in mail.splitlines() if line.startswith(BASE)).removeprefix(BASE)
    assert site.browser().post(path).location == OVERVIEW


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(site: Site, home: Home) -> None:
    browser = site.browser()
    known = browser.post("/gent/mijn/nieuwe-link", email=f" {MAIL.upper()} ")
    unknown = browser.post("/gent/mijn/nieuwe-link", email="niemand@voorbeeld.example")
    assert known.status_code == unknown.status_code == 200
    assert "Kennen we dit adres?" in known.text
    assert (
        known.text.partition("<main")[2].partition("</main>")[0]
        == unknown.text.partition("<main")[2].partition("</main>")[0]
    )
    assert len(mails(site)) == 1
    assert browser.post("/gent/mijn/nieuwe-link", email="geen adres").status_code == 422
    assert len(mails(site)) == 1


def test_who_prefers_the_phone_gets_the_link_by_mail_and_who_has_no_mail_gets_none(
    site: Site,
) -> None:
    open_wishes(site)
    home = new_home(site, email="")
    site.browser().post(f"{home.path}/nieuw")
    assert mails(site) == []
    with writing(site.engine).begin() as session:
        session.get_one(Contact, home.contact).email = MAIL
    site.browser().post(f"{home.path}/nieuw")
    with reading(site.engine)() as session:
        sent = session.execute(
            select(Message.channel, Message.recipient_address).where(Message.kind == "family_link")
        ).all()
    assert [tuple(row) for row in sent] == [("mail", MAIL)]


def test_codes_are_over_after_the_year_and_links_after_a_month(site: Site, home: Home) -> None:
    code, link = sorted(links(site), key=lambda row: row.expires_at, reverse=True)
    assert code.expires_at.isoformat() == "2027-12-31T23:00:00+00:00"
    assert link.expires_at - site.clock.at < timedelta(days=31)
    site.clock.at = code.expires_at - timedelta(seconds=1)
    come_in(site, home)
    site.clock.wait(seconds=1)
    assert site.browser().post("/gent/mijn", code=home.code).status_code == 422


def test_a_new_code_makes_the_old_ones_useless(site: Site, home: Home) -> None:
    browser = come_in(site, home)
    assert "Een nieuwe code?" in browser.get("/gent/mijn/nieuwe-code").text
    come_in(site, home)
    page = browser.post("/gent/mijn/nieuwe-code").text
    code = page.partition('<bdi dir="ltr">')[2].partition("</bdi>")[0]
    assert len(code) == CODE_LETTERS + 1
    assert site.browser().post("/gent/mijn", code=home.code).status_code == 422
    assert site.browser().post(home.path).status_code == 404
    come_in(site, home._replace(code=code))


def test_a_revoked_link_sends_no_other(site: Site, home: Home) -> None:
    come_in(site, home).post("/gent/mijn/nieuwe-code")
    site.browser().post(f"{home.path}/nieuw")
    assert mails(site) == []


def test_two_homes_of_a_child_each_have_their_own_way_in(site: Site, home: Home) -> None:
    with writing(site.engine).begin() as session:
        season = session.get_one(Season, site.town.season)
        by = {"actor": contact(home.contact), "season_id": season.id, "now": site.clock.at}
        other = add_contact(
            session,
            **by,  # type: ignore[arg-type]
            child_id=home.children[0],
            contact=ContactDraft(
                role=ContactRole.OTHER,
                channel=Channel.PHONE,
                phone="0470 00 00 09",
            ),
        )
        way = new_way_in(session, season=season, contact_id=other, base_url=BASE, now=site.clock.at)
    second = home._replace(contact=other, link=way.link, code=way.code)
    come_in(site, home).post("/gent/mijn/nieuwe-code")
    browser = come_in(site, second)
    assert "Noor" in browser.get(OVERVIEW).text
    assert MAIL not in browser.get("/gent/mijn/gegevens").text


def test_guessing_is_limited_by_address(site: Site, home: Home) -> None:
    browser = site.browser()
    tries = int(trying.BY_ADDRESS.split()[0])
    token = browser.token()
    said = [
        browser.client.post(
            "/gent/mijn", data={"csrf_token": token, "code": f"AAAAA AAA{n:02}"}
        ).status_code
        for n in range(tries + 1)
    ]
    assert said == [422] * tries + [429]
    # Not even the right one, until the hour is over.
    assert browser.post("/gent/mijn", code=home.code).status_code == 429


def test_guessing_is_limited_for_a_whole_municipality(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "OF_ALL", "3 per hour")

    def from_address(number: int, place: str) -> int:
        browser = site.browser()
        browser.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        return browser.post(f"/{place}/mijn", code="AAAAA AAAAA").status_code

    assert [from_address(n, "gent") for n in range(1, 6)] == [422, 422, 422, 429, 429]
    assert from_address(9, "aalst") == 422


def test_mails_with_links_are_limited_by_where_they_go(site: Site, home: Home) -> None:
    browser = site.browser()
    said = [browser.post(f"{home.path}/nieuw").status_code for _ in range(6)]
    assert said == [200] * 5 + [429]
    assert len(mails(site)) == 5


def test_nothing_of_a_way_in_is_in_the_log(
    site: Site, home: Home, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    token, code = home.path.rpartition("/")[2], home.code
    browser = site.browser()
    browser.get(home.path)
    browser.post("/gent/mijn", code="KKKKK KKKKK")
    browser.post(home.path)
    browser.post(home.path)
    come_in(site, home)
    heard = capsys.readouterr()
    said = (
        heard.out
        + heard.err
        + caplog.text
        + json.dumps([str(record.__dict__) for record in caplog.records])
    )
    for secret in (token, code, code.replace(" ", ""), "KKKKK"):
        assert secret not in said


def test_each_coming_in_is_in_the_audit_by_number(site: Site, home: Home) -> None:
    come_in(site, home)
    site.browser().post(home.path)
    with reading(site.engine)() as session:
        lines = session.execute(
            select(AuditEntry.verb, AuditEntry.actor_kind, AuditEntry.actor_id)
            .where(AuditEntry.verb.in_(("enter_code", "claim_link")))
            .order_by(AuditEntry.id)
        ).all()
    assert [tuple(line) for line in lines] == [
        ("enter_code", "contact", home.contact),
        ("claim_link", "contact", home.contact),
    ]


def test_it_goes_the_same_way_on_every_database(any_site: Site) -> None:
    open_wishes(any_site)
    home = new_home(any_site)
    come_in(any_site, home)
    with writing(any_site.engine).begin() as session:
        found = enter_code(
            session,
            actor=ANYONE,
            municipality_id=any_site.town.gent,
            code=home.code,
            now=any_site.clock.at,
        )
        assert found == home.contact
    assert any_site.browser().post(home.path).location == OVERVIEW
    with reading(any_site.engine)() as session:
        claimed = session.scalar(select(func.count()).where(SignedLink.claimed_at.is_not(None)))
    assert claimed == 1


def test_a_change_tells_each_home_its_own_way_in_and_nobody_elses(site: Site, home: Home) -> None:
    other = "ander.huis@voorbeeld.example"
    with writing(site.engine).begin() as session:
        season = session.get_one(Season, site.town.season)
        by: dict[str, Any] = {
            "actor": contact(home.contact),
            "season_id": season.id,
            "now": site.clock.at,
            "child_id": home.children[0],
        }
        draft = ContactDraft(role=ContactRole.PARENT, channel=Channel.MAIL, email=other)
        add_contact(session, **by, contact=draft)
        way = new_way_in(
            session, season=season, contact_id=home.contact, base_url=BASE, now=site.clock.at
        )
        version = session.get_one(Child, home.children[0]).version
        child = ChildDraft(first_name="Noor", birth_year=2018)
        change_request(session, **by, expected=version, child=child, way_in=way)
        told = {
            each.recipient_address: way.link in each.body_text
            for each in session.scalars(select(Message).where(Message.kind == "changed"))
        }
    assert told == {MAIL: True, other: False}
