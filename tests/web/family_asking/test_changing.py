"""A family changes what it asked on the same pages, until wishes close."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models import (
    AvailabilityWindow,
    Child,
    ChildContact,
    ChildNeed,
    Contact,
    EmergencyContact,
    Link,
    Message,
    Offer,
    RequestDraft,
    Wish,
)
from models.database import reading, writing
from models.enums import LinkKind, OfferStatus
from scheduler.rights import contact
from scheduler.season.asking import ask
from scheduler.season.links import link_children
from scheduler.season.requests import ChildDraft, EmergencyDraft, WishDraft
from tests.web.families.people import number_of
from tests.web.family_asking.changes import (
    CHECK,
    OVERVIEW,
    begin,
    by_rank,
    differences,
    rows_of,
)
from tests.web.family_asking.wizard import (
    ASK,
    PAGES,
    asked,
    count,
    errors_in,
    form_of,
    one,
    rows,
    send,
)
from tests.web.family_entering.homes import Home, home_of, new_home
from tests.web.queries import counted
from tests.web.site import Site


def test_every_page_saved_as_it_was_changes_nothing(open_site: Site, home: Home) -> None:
    before = by_rank(rows_of(open_site, home.children[0]))
    messages = count(open_site, Message)
    browser = begin(open_site, home)
    for path in PAGES[:-1]:
        if path != "bereiken":
            answer = send(browser, path)
            assert answer.status_code == 302, (path, errors_in(answer.text))
    page = browser.get(CHECK).text
    assert "Er verandert nog niets." in page
    assert "Stuur wat verandert" not in page
    assert send(browser, "nakijken").location == OVERVIEW
    assert by_rank(rows_of(open_site, home.children[0])) == before
    assert (count(open_site, Message), count(open_site, RequestDraft)) == (messages, 0)


def test_one_thing_changed_leaves_all_the_rest(open_site: Site, home: Home) -> None:
    noor = home.children[0]
    before = by_rank(rows_of(open_site, noor))
    contacts = count(open_site, Contact), count(open_site, ChildContact)
    browser = begin(open_site, home)
    assert send(browser, "volgorde", max_places="3").location == CHECK
    assert "Hoogstens 3 groepen" in differences(browser.get(CHECK).text)
    assert rows_of(open_site, noor)[0]["max_places"] == 2  # not before it is sent
    assert send(browser, "nakijken").location == OVERVIEW
    assert "Je vraag is gewijzigd." in browser.get(OVERVIEW).text
    after = by_rank(rows_of(open_site, noor))
    assert after[0].pop("max_places") == 3
    assert before[0].pop("max_places") == 2
    assert after == before
    assert (count(open_site, Contact), count(open_site, ChildContact)) == contacts
    told = rows(open_site, Message)[-1]
    assert (told.kind, "/link/" in told.body_text) == ("changed", False)


def test_everything_can_be_changed(open_site: Site, home: Home) -> None:
    noor, sam = home.children
    second = number_of(open_site, Offer, code="O2")
    browser = begin(open_site, home)
    assert send(browser, "kind", first_name="Nora", birth_year="2019").location == CHECK
    assert send(browser, "waar", postcode="9000", max_travel_min="").location == CHECK
    free = send(browser, "wanneer", when="aangeduid", free=["2027-07-05-vm"])
    assert free.location == CHECK
    assert send(browser, "wensen", offers=[str(second)]).location == (
        f"{ASK}/volgorde?terug=nakijken"
    )
    assert send(browser, "volgorde", max_places="1").location == CHECK
    helps = send(browser, "hulp", needs=["step_free"], says_yes="nee", own_words="")
    assert helps.location == CHECK
    assert send(browser, "samen", **{f"sibling_{sam}": "samen"}).location == CHECK
    assert send(browser, "nakijken").location == OVERVIEW
    with reading(open_site.engine)() as session:
        child = session.get_one(Child, noor)
        assert (child.first_name, child.birth_year, child.max_places) == ("Nora", 2019, 1)
        assert (child.max_travel_min, child.says_yes, child.own_words) == (None, False, "")
    assert {w.offer_id for w in rows(open_site, Wish) if w.child_id == noor} == {second}
    assert {n.code for n in rows(open_site, ChildNeed) if n.child_id == noor} == {"step_free"}
    link = one(open_site, Link)
    assert (link.strict, link.agreed_at is not None) == (True, True)


def test_days_finer_than_weeks_stay_unless_changed(open_site: Site, home: Home) -> None:
    noor = home.children[0]
    browser = begin(open_site, home)
    page = browser.get(f"{ASK}/wanneer").text
    assert form_of(page).found["when"] == "zoals-nu"
    assert "fijner dan weken" in page
    assert send(browser, "wanneer", when="altijd").location == CHECK
    assert "Altijd, de hele zomer" in differences(browser.get(CHECK).text)
    assert send(browser, "wanneer", when="zoals-nu").location == CHECK
    assert "Er verandert nog niets." in browser.get(CHECK).text
    send(browser, "wanneer", when="altijd")
    send(browser, "nakijken")
    assert [w for w in rows(open_site, AvailabilityWindow) if w.child_id == noor] == []


def test_what_somebody_else_changed_meanwhile_is_told_and_stays(
    open_site: Site, home: Home
) -> None:
    noor = home.children[0]
    browser = begin(open_site, home)
    send(browser, "hulp", own_words="dansen")
    old = form_of(browser.get(CHECK).text).found
    with writing(open_site.engine).begin() as session:
        session.get_one(Child, noor).max_places = 4
        session.add(
            EmergencyContact(
                municipality_id=open_site.town.gent,
                season_id=session.get_one(Child, noor).season_id,
                child_id=noor,
                name="Opa",
                phone="0470 9",
            )
        )
    answer = browser.client.post(CHECK, data=old)
    assert answer.status_code == 422
    assert "Iemand anders wijzigde deze vraag net." in answer.text
    assert "dansen" in differences(answer.text)
    assert "Hoogstens 4 groepen" in answer.text
    assert "Hoogstens 4 groepen" not in differences(answer.text)
    assert "Iemand anders wijzigde deze vraag sinds je begon." in browser.get(CHECK).text
    assert send(browser, "nakijken").location == OVERVIEW
    with reading(open_site.engine)() as session:
        child = session.get_one(Child, noor)
        assert (child.own_words, child.max_places) == ("dansen", 4)
    assert "Opa" in {p.name for p in rows(open_site, EmergencyContact) if p.child_id == noor}


def test_a_wish_for_what_was_withdrawn_may_stay(open_site: Site, home: Home) -> None:
    noor = home.children[0]
    with writing(open_site.engine).begin() as session:
        offer = session.get_one(Offer, number_of(open_site, Offer, code="O2"))
        offer.status = OfferStatus.WITHDRAWN
    before = by_rank(rows_of(open_site, noor))[1]
    browser = begin(open_site, home)
    for path in ("wensen", "volgorde"):
        assert send(browser, path).status_code == 302
    assert send(browser, "hulp", own_words="dansen").location == CHECK
    assert send(browser, "nakijken").location == OVERVIEW
    assert by_rank(rows_of(open_site, noor))[1] == before


def test_friends_are_kept_left_and_asked_anew(open_site: Site, home: Home) -> None:
    noor = home.children[0]
    lou = new_home(open_site, names=("Lou", "Mo"), email="b@voorbeeld.example")
    with writing(open_site.engine).begin() as session:
        codes = [session.get_one(Child, number).link_code or "" for number in lou.children]
        mine = session.get_one(Child, noor).link_code or ""
        season = session.get_one(Child, noor).season_id
        by: dict[str, Any] = {
            "season_id": season,
            "kind": LinkKind.SAME_GROUP,
            "strict": False,
            "now": open_site.clock.at,
        }
        link_children(session, actor=contact(home.contact), child_id=noor, code=codes[0], **by)
        link_children(
            session, actor=contact(lou.contact), child_id=lou.children[0], code=mine, **by
        )
        # Asks for Noor, who did not say yes: that is answered on the page of all requests.
        link_children(
            session, actor=contact(lou.contact), child_id=lou.children[1], code=mine, **by
        )
    browser = begin(open_site, home)
    form = form_of(browser.get(f"{ASK}/samen").text).found
    assert (form["code_1"], form["strict_1"], form["code_2"]) == (codes[0], "liefst", "")
    refused = send(browser, "samen", strict_1="samen")
    assert errors_in(refused.text)[0][0].startswith("strict_1")
    assert send(browser, "samen", code_1="").location == CHECK
    assert send(browser, "nakijken").location == OVERVIEW
    left = [(row.child_a_id, row.child_b_id) for row in rows(open_site, Link)]
    assert left == [(noor, home.children[1]), (lou.children[1], noor)]


def test_pages_of_a_change_ask_the_database_the_same_few_times(open_site: Site, home: Home) -> None:
    browser = begin(open_site, home)
    asked_of = []
    for _ in range(2):
        with counted(open_site) as said:
            for path in ("wensen", "volgorde", "samen", "nakijken"):
                browser.get(f"{ASK}/{path}")
        asked_of.append(len(said))
        with writing(open_site.engine).begin() as session:
            season = session.scalars(select(RequestDraft.season_id)).one()
            offer = number_of(open_site, Offer, code="O1")
            ask(
                session,
                actor=contact(home.contact),
                season_id=season,
                child=ChildDraft(
                    first_name="Bo",
                    birth_year=2017,
                    wishes=(WishDraft(rank=1, offer_id=offer),),
                    emergency=(EmergencyDraft(name="A", phone="1"),),
                ),
                contact=home.contact,
                now=open_site.clock.at,
            )
    assert asked_of[0] == asked_of[1]


def test_home_of_a_child_that_asked_on_the_web_can_change_it(open_site: Site) -> None:
    asked(open_site, open_site.browser())
    child = one(open_site, Child).id
    browser = begin(open_site, home_of(open_site, child), child)
    assert send(browser, "kind", first_name="Sam").location == CHECK
    assert send(browser, "nakijken").location == OVERVIEW
    assert one(open_site, Child).first_name == "Sam"
