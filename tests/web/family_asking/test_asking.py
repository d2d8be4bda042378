from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import update

from models import (
    AvailabilityWindow,
    Child,
    ChildContact,
    ChildNeed,
    Contact,
    EmergencyContact,
    Link,
    Location,
    Message,
    Offer,
    RequestDraft,
    Season,
    SignedLink,
    Wish,
)
from models.database import writing
from models.enums import Channel, OfferStatus, Phase, RequestOrigin, TravelMode
from tests.web.families.people import number_of, open_wishes
from tests.web.family_asking.wizard import (
    ASK,
    PAGES,
    asked,
    code_on,
    count,
    drafts,
    errors_in,
    form_of,
    least,
    one,
    publish,
    rows,
    send,
    walk,
)
from tests.web.queries import counted
from tests.web.site import Site


def test_the_least_that_is_filled_in_becomes_a_request(open_site: Site) -> None:
    receipt = asked(open_site, open_site.browser())
    child, contact = one(open_site, Child), one(open_site, Contact)
    assert (child.first_name, child.birth_year, child.max_places) == ("Noor", 2018, 1)
    assert (child.origin, child.travel_mode) == (RequestOrigin.WEB, TravelMode.BIKE)
    assert (child.lat, child.says_yes, child.own_words) == (None, None, "")
    assert (contact.channel, contact.email) == (Channel.MAIL, "ouder@voorbeeld.example")
    assert (contact.language, one(open_site, ChildContact).contact_id) == ("nl", contact.id)
    assert [count(open_site, model) for model in (Wish, Message, ChildNeed, Link)] == [1, 1, 0, 0]
    assert "We hebben je vraag voor Noor" in receipt.text
    assert child.link_code in receipt.text


def test_everything_that_can_be_filled_in_becomes_rows(open_site: Site) -> None:
    second = publish(open_site, "O2")
    first = number_of(open_site, Offer, code="O1")
    site_number = number_of(open_site, Location, code="L1")
    browser = open_site.browser()
    page = browser.get(f"{ASK}/kind")
    assert page.status_code == 200
    fields = least(
        open_site,
        kind={"first_name": " Élise "},
        bereiken={"role": "guardian", "channel": "phone", "phone": "0470 00 00 00", "name": "An"},
        waar={"postcode": "9000", "travel_mode": "foot", "max_travel_min": "٢٥"},
        wanneer={"when": "aangeduid", "free": ["2027-07-05-vm", "2027-07-12-nm"]},
        wensen={"offers": [str(first), str(second)]},
        hulp={
            "needs": ["food", "small_group"],
            "name_1": "Oma",
            "phone_1": "0470 11 11 11",
            "own_words": "fietsen",
            "says_yes": "ja",
        },
    )
    for path in ("kind", "bereiken", "waar", "wanneer", "wensen"):
        assert send(browser, path, **fields[path]).status_code == 302
    block = form_of(browser.get(f"{ASK}/volgorde").text)
    assert {"rank_0", "block_1", "location_1"} <= block.names
    sent = send(
        browser, "volgorde", rank_0="2", rank_1="1", location_1=str(site_number), max_places="2"
    )
    assert sent.status_code == 302, errors_in(sent.text)
    for path in ("hulp", "samen"):
        assert send(browser, path, **fields[path]).status_code == 302
    checked = browser.get(f"{ASK}/nakijken").text
    for word in ("Élise", "Voogd", "0470 00 00 00", "Volgens je postcode", "25 minuten", "Oma"):
        assert word in checked
    assert send(browser, "nakijken").status_code == 302
    child = one(open_site, Child)
    assert (child.first_name, child.max_travel_min, child.says_yes) == ("Élise", 25, True)
    assert child.lat == pytest.approx(51.05, abs=0.1)
    assert (child.travel_mode, child.own_words) == (TravelMode.FOOT, "fietsen")
    wishes = [(w.rank, w.offer_id, w.location_id) for w in rows(open_site, Wish)]
    assert wishes == [(1, second, site_number), (2, first, None)]
    assert {need.code for need in rows(open_site, ChildNeed)} == {"food", "small_group"}
    assert one(open_site, EmergencyContact).name == "Oma"
    windows = [(w.first_day, w.last_day, w.end_min) for w in rows(open_site, AvailabilityWindow)]
    assert windows[0] == (date(2027, 7, 5), date(2027, 7, 11), 13 * 60)
    assert len(windows) == 2


def test_it_is_the_same_on_every_database(any_site: Site) -> None:
    open_wishes(any_site)
    browser = any_site.browser()
    walk(any_site, browser, hulp={"own_words": "zwem\x00men"}, kind={"first_name": "N\x00oor"})
    code = code_on(browser.get(f"{ASK}/nakijken").text)
    other = any_site.browser()
    assert other.post(f"{ASK}/verder", code=code).status_code == 302
    assert send(other, "nakijken").location == f"{ASK}/klaar"
    child = one(any_site, Child)
    assert (child.first_name, child.own_words) == ("Noor", "zwemmen")


def test_at_most_twelve_fields_have_to_be_filled_in(open_site: Site) -> None:
    """Every page is sent empty; each field that complains has to be filled in."""
    browser, needed = open_site.browser(), []
    for path, fields in least(open_site).items():
        values = form_of(browser.get(f"{ASK}/{path}").text)
        bare = {"csrf_token": values.found["csrf_token"], "version": values.found["version"]}
        if "language" in values.names:
            needed.append("language")  # a choice that stands filled in already
            bare["language"] = "nl"
        answer = browser.client.post(f"{ASK}/{path}", data=bare)
        needed += [name for name, _said in errors_in(answer.text)]
        if path == "bereiken":
            answer = send(browser, path, role="parent", channel="mail", email="")
            needed += [name for name, _said in errors_in(answer.text)]
        if path == "wanneer":
            answer = send(browser, path, when="aangeduid", free=[])
            needed += [name for name, _said in errors_in(answer.text)]
        if answer.status_code == 422:
            assert send(browser, path, **fields).status_code == 302
    assert needed == [
        "first_name", "birth_year", "language", "role", "channel", "email", "when", "free",
        "offers", "max_places",
    ]  # fmt: skip
    assert browser.get(f"{ASK}/nakijken").status_code == 200


def test_no_box_is_ticked_and_nothing_is_chosen_beforehand(open_site: Site) -> None:
    browser = open_site.browser()
    for path, fields in least(open_site).items():
        page = browser.get(f"{ASK}/{path}").text
        assert not re.search(r"<input[^>]*\bchecked", page), path
        assert send(browser, path, **fields).status_code == 302


def test_each_page_comes_after_the_one_before(open_site: Site) -> None:
    browser = open_site.browser()
    for path in PAGES[1:]:
        assert browser.get(f"{ASK}/{path}").location == ASK
    for number, (path, fields) in enumerate(least(open_site).items()):
        for later in PAGES[number + 1 :]:
            where = browser.get(f"{ASK}/{later}").location
            assert where == (f"{ASK}/{path}" if number else ASK)
        assert send(browser, path, **fields).location == f"{ASK}/{PAGES[number + 1]}"


def test_what_was_filled_in_stands_there_after_reload_and_back(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser)
    for path, fields in least(open_site).items():
        values = form_of(browser.get(f"{ASK}/{path}").text).found
        for name, value in fields.items():
            expected = value if isinstance(value, list) else [value]
            assert values.getlist(name) == expected, (path, name)
    assert len(drafts(open_site)) == 1


def test_an_answer_is_changed_from_the_check_and_leads_back_there(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser)
    page = browser.get(f"{ASK}/nakijken").text
    assert f'href="{ASK}/kind?terug=nakijken"' in page
    for path in ("kind?terug=nakijken", "volgorde?terug=nakijken"):
        assert send(browser, path, first_name="Sam").location == f"{ASK}/nakijken"
    again = send(browser, "wensen?terug=nakijken")
    assert again.location == f"{ASK}/volgorde?terug=nakijken"
    assert "Sam" in browser.get(f"{ASK}/nakijken").text


def test_sent_twice_is_asked_once(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser)
    values = form_of(browser.get(f"{ASK}/nakijken").text).found
    other = open_site.app.test_client()
    for cookie in (browser.client._cookies or {}).values():
        other.set_cookie(cookie.key, cookie.value)
    answers = [client.post(f"{ASK}/nakijken", data=values) for client in (browser.client, other)]
    assert [answer.location for answer in answers] == [f"{ASK}/klaar"] * 2
    assert [count(open_site, model) for model in (Child, Contact, Wish, Message)] == [1, 1, 1, 1]
    assert "We hebben je vraag voor Noor" in other.get(f"{ASK}/klaar").text


def test_after_sending_nothing_of_the_answers_is_left(open_site: Site) -> None:
    browser = open_site.browser()
    asked(open_site, browser)
    child = one(open_site, Child)
    draft = one(open_site, RequestDraft)
    assert draft.answers == {"sent": child.id}
    assert browser.post(f"{ASK}/kind", first_name="X").location == f"{ASK}/klaar"
    open_site.clock.wait(hours=1.9)
    assert browser.get(f"{ASK}/klaar").status_code == 200
    open_site.clock.wait(hours=2.2)
    assert browser.get(f"{ASK}/klaar").location == ASK


def test_the_receipt_tells_how_to_come_back_in_this_browser_alone(open_site: Site) -> None:
    browser = open_site.browser()
    receipt = asked(open_site, browser).text
    assert count(open_site, SignedLink) == 2
    code = re.search(r'class="big"><bdi dir="ltr">([^<]+)', receipt)
    link = re.search(r'href="http://localhost(/gent/link/[^"]+)"', receipt)
    assert code is not None
    assert link is not None
    assert browser.get(f"{ASK}/klaar").text.count(code[1]) == 1
    other = open_site.browser()
    entered = other.post("/gent/mijn", code=code[1])
    assert entered.status_code == 302
    assert other.get(f"{ASK}/klaar").location == ASK


def test_going_on_elsewhere_with_the_code(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser, upto="wensen")
    code = code_on(browser.get(f"{ASK}/wensen").text)
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{5} [2-9A-HJKMNP-Z]{5}", code)
    other = open_site.browser()
    answer = other.post(f"{ASK}/verder", code=code.lower().replace(" ", "-"))
    assert answer.location == f"{ASK}/nakijken"
    assert other.get(answer.location).location == f"{ASK}/wensen"
    assert code_on(other.get(f"{ASK}/wensen").text) == code
    assert browser.get(f"{ASK}/wensen").location == ASK  # it went along
    assert browser.post(f"{ASK}/verder", code=code).status_code == 302


@pytest.mark.parametrize("code", ["", "ABCDE", "ABCDE FGHJK", "A" * 70, "\x00", "٠٠٠٠٠ ٠٠٠٠٠"])
def test_a_code_that_is_none_opens_nothing(open_site: Site, code: str) -> None:
    walk(open_site, open_site.browser(), upto="waar")
    browser = open_site.browser()
    assert browser.post(f"{ASK}/verder", code=code).status_code == 422
    assert browser.get(f"{ASK}/waar").location == ASK


def test_codes_are_tried_no_more_than_sixty_times_an_hour(open_site: Site) -> None:
    browser = open_site.browser()
    token = browser.token()
    tried = [
        browser.client.post(f"{ASK}/verder", data={"csrf_token": token, "code": "A"}).status_code
        for _ in range(61)
    ]
    assert tried == [422] * 60 + [429]


def test_a_draft_is_over_after_two_weeks_and_the_browser_forgets_sooner(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser, upto="waar")
    code = code_on(browser.get(f"{ASK}/waar").text)
    open_site.clock.wait(hours=2.1)
    assert browser.get(f"{ASK}/waar").location == ASK
    open_site.clock.wait(days=13)
    assert browser.post(f"{ASK}/verder", code=code).status_code == 302
    open_site.clock.wait(days=1)
    assert browser.post(f"{ASK}/verder", code=code).status_code == 422


def test_two_windows_do_not_undo_each_other(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser)
    old = form_of(browser.get(f"{ASK}/kind").text).found
    assert send(browser, "kind", first_name="Sam").status_code == 302
    assert send(browser, "hulp", own_words="zwemmen").status_code == 302
    old["first_name"] = "Lou"
    answer = browser.client.post(f"{ASK}/kind", data=old)
    assert answer.status_code == 422
    assert "intussen in een ander venster" in answer.text
    values = form_of(answer.text).found
    assert values["first_name"] == "Lou"
    assert browser.client.post(f"{ASK}/kind", data=values).status_code == 302
    assert drafts(open_site)[0]["steps"]["child"]["first_name"] == "Lou"
    assert drafts(open_site)[0]["steps"]["help"]["own_words"] == "zwemmen"


def test_stopping_leaves_nothing_on_the_device_and_keeps_the_code_good(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser, upto="waar")
    code = code_on(browser.get(f"{ASK}/waar").text)
    assert browser.post(f"{ASK}/stop").location == ASK
    assert browser.get(f"{ASK}/waar").location == ASK
    assert browser.post(f"{ASK}/verder", code=code).status_code == 302
    browser.post(f"{ASK}/stop", erase="1")
    assert drafts(open_site) == []


@pytest.mark.parametrize("phase", [p for p in Phase if p is not Phase.WISHES_OPEN])
def test_when_wishes_are_not_open_the_page_says_when(site: Site, phase: Phase) -> None:
    open_wishes(site, phase)
    browser = site.browser()
    page = browser.get(ASK)
    assert page.status_code == 200
    assert "Nu kan je geen plaats vragen" in page.text
    assert {browser.get(f"{ASK}/{path}").location for path in (*PAGES, "verder", "klaar")} == {ASK}


def test_closed_meanwhile_nothing_is_sent(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser)
    values = form_of(browser.get(f"{ASK}/nakijken").text).found
    with writing(open_site.engine).begin() as session:
        session.execute(update(Season).values(phase=Phase.CLOSED))
    assert browser.client.post(f"{ASK}/nakijken", data=values).location == ASK
    assert count(open_site, Child) == 0


def test_a_withdrawn_offer_is_not_sent_and_the_answers_stay(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser)
    values = form_of(browser.get(f"{ASK}/nakijken").text).found
    with writing(open_site.engine).begin() as session:
        offer = session.get_one(Offer, number_of(open_site, Offer, code="O1"))
        offer.status = OfferStatus.WITHDRAWN
    answer = browser.client.post(f"{ASK}/nakijken", data=values)
    assert answer.status_code == 422
    assert "Een activiteit is er niet meer." in answer.text
    assert [count(open_site, model) for model in (Child, Contact)] == [0, 0]
    assert drafts(open_site)[0]["steps"]["child"]["first_name"] == "Noor"


def test_another_municipality_knows_nothing_of_it(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser)
    assert browser.get("/aalst/vragen/nakijken").location == "/aalst/vragen"
    code = code_on(browser.get(f"{ASK}/waar").text)
    assert browser.post("/aalst/vragen/verder", code=code).status_code == 422


def test_offers_of_another_municipality_cannot_be_wished(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser, upto="wensen")
    foreign = str(number_of(open_site, Offer, place="aalst", code="O1"))
    draft = str(number_of(open_site, Offer, code="O2"))
    answer = send(browser, "wensen", offers=[foreign, draft])
    assert errors_in(answer.text) == [("offers", "Kies minstens één activiteit.")]


def test_pages_ask_the_database_the_same_few_times(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser)
    asked_of = []
    for _ in range(2):
        with counted(open_site) as said:
            for path in ("wensen", "volgorde", "nakijken"):
                browser.get(f"{ASK}/{path}")
        asked_of.append(len(said))
        publish(open_site, "O2")
    assert asked_of[0] == asked_of[1]
