from __future__ import annotations

import pytest
from sqlalchemy import select, update

from models import AuditEntry, Message, Season, SignedLink, Tutor
from models.database import reading, writing
from models.enums import ActorKind, Phase
from tests.web.site import Site
from tests.web.tutor_pages.leaders import IN, MAIL, STAFF, Lead, a_lead, come_in, mails, send_link
from web.by_link import trying
from web.tutor_in import IDLE, LONGEST

GROUPS = f"{IN}/groepen"


@pytest.fixture
def lead(site: Site) -> Lead:
    return a_lead(site)


def links(site: Site) -> list[SignedLink]:
    with reading(site.engine)() as session:
        return list(session.scalars(select(SignedLink).order_by(SignedLink.id)))


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_from_the_mail_to_the_groups(site: Site, lead: Lead) -> None:
    path = send_link(site, lead.tutor)
    scanner, tutor, second = site.browser(), site.browser(), site.browser()
    for _ in range(3):
        assert "Ga verder" in scanner.get(path).text
    assert scanner.client.head(path).status_code == 200
    assert [row.claimed_at for row in links(site)] == [None]
    assert tutor.get(GROUPS).location == IN
    assert tutor.post(path).location == GROUPS
    page = tutor.get(GROUPS)
    assert (page.status_code, f'id="group-{lead.group}"' in page.text) == (200, True)
    assert f'id="group-{lead.other_group}"' not in page.text
    assert tutor.get(IN).location == GROUPS
    again = second.post(path)
    assert (again.status_code, "Stuur me een nieuwe link" in again.text) == (404, True)
    assert second.get(GROUPS).status_code == 302
    with reading(site.engine)() as session:
        line = session.scalars(
            select(AuditEntry).where(AuditEntry.verb == "claim_tutor_link")
        ).one()
    assert (line.actor_kind, line.actor_id) == (ActorKind.TUTOR, lead.tutor)


def test_only_a_hash_of_the_link_is_kept(site: Site, lead: Lead) -> None:
    token = send_link(site, lead.tutor).rpartition("/")[2]
    assert len(token) >= 43  # 256 bits
    assert token not in {row.token_hash for row in links(site)}


def test_a_link_opens_nothing_in_another_municipality_or_as_a_familys(
    site: Site, lead: Lead
) -> None:
    path = send_link(site, lead.tutor)
    token = path.rpartition("/")[2]
    for other in (f"/aalst/begeleider/link/{token}", f"/gent/link/{token}"):
        assert site.browser().get(other).status_code == 404
        assert site.browser().post(other).status_code == 404
    browser = come_in(site, lead.tutor)
    assert browser.get("/aalst/begeleider/groepen").location == "/aalst/begeleider"
    assert browser.get("/gent/mijn/overzicht").location == "/gent/mijn"
    assert browser.get(STAFF).location == "/aanmelden"


def test_staff_is_no_tutor(site: Site, lead: Lead) -> None:
    assert site.browser("coordinator").get(GROUPS).location == IN


def test_one_button_leaves_nothing_on_the_device(site: Site, lead: Lead) -> None:
    browser = come_in(site, lead.tutor)
    assert browser.post(f"{IN}/weg").location == IN
    assert "Op dit toestel staat niets meer van jou." in browser.get(IN).text
    assert browser.get(GROUPS).location == IN


def test_a_link_taken_away_throws_out_at_once_and_sends_no_other(site: Site, lead: Lead) -> None:
    browser, staff = come_in(site, lead.tutor), site.browser("coordinator")
    unused = send_link(site, lead.tutor)
    assert browser.get(GROUPS).status_code == 200  # a new link throws nobody out
    assert "Trek de link in" in staff.get(f"{STAFF}/{lead.tutor}").text
    assert staff.post(f"{STAFF}/{lead.tutor}/link/weg").location == f"{STAFF}/{lead.tutor}"
    page = staff.get(f"{STAFF}/{lead.tutor}").text
    assert "De link is ingetrokken op" in page
    assert "Trek de link in" not in page
    assert browser.get(GROUPS).location == IN
    assert site.browser().post(unused).status_code == 404
    sent = len(mails(site))
    for path, fields in ((f"{unused}/nieuw", {}), (IN, {"email": MAIL})):
        assert site.browser().post(path, **fields).status_code == 200
    assert len(mails(site)) == sent
    come_in(site, lead.tutor)


def test_a_link_that_is_used_or_replaced_sends_another_to_the_same_tutor(
    site: Site, lead: Lead
) -> None:
    replaced = send_link(site, lead.tutor)
    site.clock.wait(minutes=1)
    standing = send_link(site, lead.tutor)
    known = site.browser().post(f"{replaced}/nieuw")
    unknown = site.browser().post(f"{IN}/link/no-such-link/nieuw")
    assert main_of(known.text) == main_of(unknown.text)
    assert len(mails(site)) == 3
    for path in (standing, mails(site)[-1]):
        assert site.browser().post(path).location == GROUPS


def test_who_asks_cannot_tell_whether_an_address_is_known(site: Site, lead: Lead) -> None:
    send_link(site, lead.tutor)
    known = site.browser().post(IN, email=f" {MAIL.upper()} ")
    unknown = site.browser().post(IN, email="niemand@voorbeeld.example")
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert main_of(known.text) == main_of(unknown.text)
    assert site.browser().post(IN, email="geen adres").status_code == 422
    assert site.browser().post(IN, email="").status_code == 422
    with reading(site.engine)() as session:
        urgent = session.scalars(
            select(Message.urgent).where(Message.kind == "tutor_invitation").order_by(Message.id)
        ).all()
    assert urgent == [False, True]  # who asks waits for it


def test_who_was_never_invited_gets_no_link(site: Site, lead: Lead) -> None:
    with writing(site.engine).begin() as session:
        session.get_one(Tutor, lead.other_tutor).email = "nog.niet@voorbeeld.example"
    site.browser().post(IN, email="nog.niet@voorbeeld.example")
    assert mails(site) == []


def test_links_end_with_the_season_and_then_none_is_sent(site: Site, lead: Lead) -> None:
    path = send_link(site, lead.tutor)
    (link,) = links(site)
    with reading(site.engine)() as session:
        season = session.get_one(Season, lead.season)
    assert link.expires_at.date() == season.last_day  # midnight after it, in UTC
    site.clock.at = link.expires_at
    assert site.browser().get(path).status_code == 404
    with writing(site.engine).begin() as session:
        session.execute(update(Season).where(Season.id == lead.season).values(phase=Phase.ARCHIVED))
    site.browser().post(IN, email=MAIL)
    assert len(mails(site)) == 1


def test_a_visit_ends_when_nobody_clicks_and_at_the_end_of_a_day(site: Site, lead: Lead) -> None:
    browser = come_in(site, lead.tutor)
    for _ in range(int(LONGEST / IDLE) - 1):
        site.clock.at += IDLE * 0.99
        assert browser.get(GROUPS).status_code == 200
    site.clock.at += IDLE
    assert browser.get(GROUPS).status_code == 302
    browser, until = come_in(site, lead.tutor), site.clock.at + LONGEST
    while site.clock.at + IDLE / 2 < until:
        site.clock.at += IDLE / 2
        assert browser.get(GROUPS).status_code == 200
    site.clock.at = until
    assert browser.get(GROUPS).status_code == 302


def test_guessing_and_asking_are_limited(site: Site) -> None:
    browser = site.browser()
    tries = int(trying.BY_ADDRESS.split()[0])
    said = [browser.get(f"{IN}/link/no-{number}").status_code for number in range(tries + 1)]
    assert said == [404] * tries + [429]
    asked = [browser.post(IN, email=MAIL).status_code for _ in range(6)]
    assert asked == [200] * 5 + [429]
