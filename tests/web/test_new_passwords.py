from __future__ import annotations

import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Account, AuditEntry, Message, SignedLink
from models.database import writing
from models.enums import LinkPurpose
from scheduler.accounts.invitations import invite
from tests.web.site import Site
from tests.web.town import MADE_AT, email_of

NEW = "een heel ander wachtwoord"


def mails(site: Site) -> list[Message]:
    with Session(site.engine) as session:
        return list(session.scalars(select(Message).order_by(Message.id)))


def ask(site: Site, who: str = "desk") -> str:
    """Ask for a link; the path of the newest one."""
    assert site.browser().post("/wachtwoord", email=email_of(who)).status_code == 200
    found = re.search(r"http://localhost(/wachtwoord/[\w-]{43})", mails(site)[-1].body_text)
    assert found is not None
    return found[1]


def test_who_forgot_a_password_gets_a_link_and_chooses_another(any_site: Site) -> None:
    session_before = any_site.browser("desk")
    any_site.clock.wait(minutes=1)
    path = ask(any_site)
    (mail,) = mails(any_site)
    assert (mail.recipient_address, mail.kind) == (email_of("desk"), "new_password")
    browser = any_site.browser()
    page = browser.get(path)
    assert page.status_code == 200
    assert email_of("desk") in page.text
    assert browser.post(path, password=NEW).location == "/aanmelden"
    assert session_before.get("/account").status_code == 302
    any_site.clock.wait(seconds=1)
    assert browser.sign_in("desk").status_code == 422
    assert browser.sign_in("desk", NEW).status_code == 302
    with Session(any_site.engine) as session:
        noted = session.scalars(
            select(AuditEntry.verb)
            .where(AuditEntry.verb.like("%password%"))
            .order_by(AuditEntry.id)
        ).all()
    assert noted == ["new_password_asked", "password_set"]


def test_the_answer_never_tells_who_works_here(site: Site) -> None:
    browser = site.browser()
    known = browser.post("/wachtwoord", email=email_of("desk"))
    unknown = browser.post("/wachtwoord", email="nobody@gemeente.example")
    hidden = re.compile(r'(nonce|value)="[^"]*"')
    assert hidden.sub("", known.text) == hidden.sub("", unknown.text)
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert len(mails(site)) == 1


def test_opening_a_link_does_not_use_it_up_and_choosing_does(site: Site) -> None:
    path = ask(site)
    browser = site.browser()
    assert [browser.get(path).status_code for _ in range(3)] == [200] * 3
    assert browser.client.head(path).status_code == 200
    assert browser.post(path, password=NEW).status_code == 302
    again = browser.post(path, password=f"{NEW} nog eens")
    assert (again.status_code, browser.get(path).status_code) == (404, 404)
    assert "Deze link werkt niet meer" in again.text


def test_a_newer_link_ends_the_older_one(site: Site) -> None:
    older, newer = ask(site), ask(site)
    browser = site.browser()
    assert (browser.get(older).status_code, browser.get(newer).status_code) == (404, 200)


def test_a_link_is_good_until_the_end_of_tomorrow(site: Site) -> None:
    path = ask(site)  # on 1 March at 10 h in Brussels
    browser = site.browser()
    site.clock.wait(hours=37, minutes=59)
    assert browser.get(path).status_code == 200
    site.clock.wait(minutes=1)
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("password", ["kort", "aaaaaaaaaaaaaaa", "x" * 201, email_of("desk")])
def test_a_weak_password_is_refused_and_the_link_stays_good(site: Site, password: str) -> None:
    path = ask(site)
    browser = site.browser()
    answer = browser.post(path, password=password)
    assert answer.status_code == 422
    assert "Kies een ander wachtwoord: 12 tot 200 tekens" in answer.text
    assert browser.get(path).status_code == 200


def test_no_password_is_refused(site: Site) -> None:
    answer = site.browser().post(ask(site), password="")
    assert (answer.status_code, "Kies een wachtwoord." in answer.text) == (422, True)


def test_who_was_disabled_gets_no_link(site: Site) -> None:
    path = ask(site)
    with writing(site.engine).begin() as session:
        session.execute(
            update(Account).where(Account.email == email_of("desk")).values(disabled_at=MADE_AT)
        )
    browser = site.browser()
    assert browser.get(path).status_code == 404
    assert browser.post("/wachtwoord", email=email_of("desk")).status_code == 200
    assert len(mails(site)) == 1


def test_links_are_not_sent_without_end(site: Site) -> None:
    browser = site.browser()
    answers = [browser.post("/wachtwoord", email=email_of("desk")).status_code for _ in range(7)]
    assert answers == [200] * 5 + [429] * 2
    assert len(mails(site)) == 5


def test_the_database_keeps_no_token(site: Site) -> None:
    token = ask(site).rsplit("/", 1)[1]
    with Session(site.engine) as session:
        link = session.scalars(select(SignedLink)).one()
    assert link.purpose is LinkPurpose.NEW_PASSWORD
    assert token not in link.token_hash


def test_an_invitation_is_claimed_by_its_button(any_site: Site) -> None:
    with writing(any_site.engine).begin() as session:
        account = session.get_one(Account, any_site.town.accounts["reader"])
        account.password_hash = None
        invitation = invite(
            session, account=account, municipality_id=any_site.town.gent, now=MADE_AT
        )
    path = f"/uitnodiging/{invitation.token}"
    browser = any_site.browser()
    assert browser.sign_in("reader").status_code == 422
    assert browser.get(path).status_code == 200
    assert browser.get(f"/wachtwoord/{invitation.token}").status_code == 404
    assert browser.post(path, password=NEW).location == "/aanmelden"
    any_site.clock.wait(seconds=1)
    assert browser.sign_in("reader", NEW).status_code == 302
    assert site_status(any_site, path) == 404


def site_status(site: Site, path: str) -> int:
    return site.browser().get(path).status_code
