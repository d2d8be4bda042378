from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models import (
    AvailabilityWindow,
    Block,
    Child,
    ChildNeed,
    Contact,
    EmergencyContact,
    Link,
    Location,
    Message,
    Offer,
    Wish,
)
from models.database import reading, writing
from models.enums import Channel, Phase, RequestOrigin
from tests.web.families.people import (
    FAMILIES,
    NEW,
    ask,
    child,
    contact_of,
    count,
    errors_in,
    number_of,
    open_wishes,
    typed,
)
from tests.web.site import Browser, Site


@pytest.fixture
def desk(site: Site) -> Browser:
    open_wishes(site)
    return site.browser("desk")


def test_the_least_that_is_asked_is_at_most_twelve_fields(site: Site, desk: Browser) -> None:
    assert len(typed(site)) <= 12
    number = ask(site, desk)
    row = child(site, number)
    assert (row.first_name, row.birth_year, row.origin) == ("Noor", 2018, RequestOrigin.PAPER)
    with reading(site.engine)() as session:
        wish = session.scalars(select(Wish)).one()
        assert (wish.rank, wish.block_id, wish.location_id) == (1, None, None)
        assert count(site, AvailabilityWindow) == 0
        assert [each.kind for each in session.scalars(select(Message))] == ["receipt"]


def test_a_whole_form_is_kept(site: Site, desk: Browser) -> None:
    place = number_of(site, Location, code="L1")
    number = ask(
        site,
        desk,
        **{
            "channel": "letter",
            "email": "",
            "phone": "0470 00 00 00",
            "address": "Zonstraat 1, 9000 Gent",
            "name": "An",
            "home": "9000",
            "travel_mode": "foot",
            "max_travel_min": "15",
            "when": "aangeduid",
            "free": ["2027-07-05-vm", "2027-07-05-nm", "2027-07-12-vm"],
            "wishes-0-block": str(number_of(site, Block, code="B1")),
            "wishes-0-location": str(place),
            "wishes-0-rank": "2",
            "max_places": "3",
            "needs": ["food", "quiet_space"],
            "own_words": "lezen",
            "says_yes": "ja",
            "emergency-0-name": "Oma",
            "emergency-0-phone": "0471 00 00 00",
            "origin": "web",
        },
    )
    row = child(site, number)
    assert (row.max_travel_min, row.max_places, row.own_words, row.says_yes) == (
        15,
        3,
        "lezen",
        True,
    )
    assert row.origin is RequestOrigin.WEB
    assert row.lat is not None
    with reading(site.engine)() as session:
        wish = session.scalars(select(Wish)).one()
        assert (wish.rank, wish.location_id) == (2, place)
        windows = session.scalars(select(AvailabilityWindow)).all()
        assert [(w.first_day, w.last_day, w.start_min, w.end_min) for w in windows] == [
            (date(2027, 7, 5), date(2027, 7, 11), None, None),
            (date(2027, 7, 12), date(2027, 7, 18), None, 780),
        ]
        needs = session.scalars(select(ChildNeed.code).order_by(ChildNeed.id)).all()
        assert set(needs) == {"food", "quiet_space"}
        person = session.scalars(select(EmergencyContact)).one()
        assert (person.name, person.phone) == ("Oma", "0471 00 00 00")
        contact = session.scalars(select(Contact)).one()
        assert (contact.channel, contact.name) == (Channel.LETTER, "An")
        assert session.scalars(select(Message.channel)).one() is Channel.LETTER


@pytest.mark.parametrize(
    ("wrong", "where", "sentence"),
    [
        ({"first_name": ""}, "first_name", "Vul de voornaam in."),
        ({"birth_year": "x"}, "birth_year", "Schrijf een jaartal, zoals 2018."),
        ({"birth_year": "2031"}, "birth_year", "Dit geboortejaar kan niet."),
        ({"channel": ""}, "channel", "Kies een van de drie."),
        ({"email": ""}, "email", "Vul een e-mailadres in, of kies een andere weg."),
        ({"email": "an"}, "email", "Dit is geen e-mailadres."),
        ({"channel": "phone"}, "phone", "Vul een telefoonnummer in, of kies een andere weg."),
        ({"channel": "letter"}, "address", "Vul een adres in, of kies een andere weg."),
        ({"home": "Gentt"}, "home", "Dit herkennen we niet als postcode of als punt."),
        ({"max_travel_min": "ver"}, "max_travel_min", "Schrijf hier een aantal minuten."),
        ({"when": ""}, "when", "Kies wanneer het kind vrij is."),
        ({"when": "aangeduid"}, "free", "Duid minstens één week aan, of kies altijd."),
        ({"wishes-0-offer": ""}, "wishes-0-offer", "Kies minstens één activiteit."),
        ({"wishes-0-block": "999"}, "wishes-0-block", "Deze activiteit is er dan niet."),
        ({"wishes-0-location": "999"}, "wishes-0-location", "Deze activiteit is daar niet."),
        ({"wishes-0-rank": "0"}, "wishes-0-rank", "Schrijf hier een getal vanaf 1."),
        ({"max_places": "0"}, "max_places", "Schrijf hier een getal vanaf 1."),
        ({"emergency-0-name": "Oma"}, "emergency-0-phone", "Vul een telefoonnummer in."),
        ({"origin": ""}, "origin", "Kies een van de twee."),
        (
            {"companions-0-code": "", "companions-1-code": "ZZZZZZZZ"},
            "companions-1-code",
            "Deze code klopt niet. Kijk ze nog eens na.",
        ),
    ],
)
def test_an_error_leads_to_its_field_and_loses_nothing(
    site: Site, desk: Browser, wrong: dict[str, str], where: str, sentence: str
) -> None:
    sent = typed(site, own_words="Vogels kijken", max_places="4", **{"wishes-1-rank": "7"})
    answer = desk.post(NEW, **{**sent, **wrong})
    assert answer.status_code == 422
    assert errors_in(answer.text) == [(where, sentence)]
    assert f'id="{where}"' in answer.text
    assert "Vogels kijken" in answer.text
    assert 'value="7"' in answer.text
    assert (count(site, Child), count(site, Contact), count(site, Message)) == (0, 0, 0)


def test_the_same_wish_twice_is_said(site: Site, desk: Browser) -> None:
    sent = typed(site)
    answer = desk.post(NEW, **sent, **{"wishes-1-offer": sent["wishes-0-offer"]})
    assert errors_in(answer.text) == [("wishes-1-offer", "Deze wens staat er al.")]


def test_only_what_families_see_can_be_wished_for(site: Site, desk: Browser) -> None:
    page = desk.get(NEW).text
    assert "Taal en spel O1 (alle leeftijden)" in page
    assert "Taal en spel O2" not in page
    theirs = number_of(site, Offer, place="aalst", code="O1")
    draft = number_of(site, Offer, code="O2")
    for offer in (theirs, draft):
        answer = desk.post(NEW, **typed(site, **{"wishes-0-offer": str(offer)}))
        assert answer.status_code == 422
    site_of_theirs = str(number_of(site, Location, place="aalst", code="L1"))
    answer = desk.post(NEW, **typed(site, **{"wishes-0-location": site_of_theirs}))
    assert answer.status_code == 422
    assert count(site, Child) == 0


def test_a_friend_comes_along_and_must_agree(site: Site, desk: Browser) -> None:
    first = ask(site, desk)
    code = child(site, first).link_code or ""
    typed_code = {"companions-0-code": code.lower(), "companions-0-strict": "samen"}
    second = ask(site, desk, first_name="Sam", **typed_code)
    with reading(site.engine)() as session:
        link = session.scalars(select(Link)).one()
        assert (link.child_a_id, link.child_b_id, link.strict) == (second, first, True)
        assert link.agreed_at is None
        number = link.id
    desk.post(f"{FAMILIES}/{first}/openen")
    assert "Wacht op akkoord" in desk.get(f"{FAMILIES}/{first}").text
    desk.post(f"{FAMILIES}/{first}/samen/akkoord", number=str(number))
    assert "Akkoord: ze gaan samen." in desk.get(f"{FAMILIES}/{first}").text
    desk.post(f"{FAMILIES}/{second}/samen/los", number=str(number))
    assert count(site, Link) == 0
    desk.post(f"{FAMILIES}/{second}/samen", code=code, strict="liefst")
    assert count(site, Link) == 1
    assert desk.post(f"{FAMILIES}/{second}/samen", code="ZZZZ").status_code == 409


def test_a_second_child_needs_no_contact_again(site: Site, desk: Browser) -> None:
    first = ask(site, desk)
    contact = contact_of(site, first)
    path = f"{FAMILIES}/{first}/nog-een-kind/{contact}"
    assert 'name="channel"' not in desk.get(path).text
    fields = typed(site, first_name="Sam")
    for own in ("role", "channel", "email", "language"):
        del fields[own]
    answer = desk.post(path, **fields)
    assert answer.status_code == 302
    assert (count(site, Child), count(site, Contact)) == (2, 1)
    assert ">Sam</a>" in desk.get(f"{FAMILIES}/{first}").text


def test_a_brother_comes_along_by_his_first_name(site: Site, desk: Browser) -> None:
    first = ask(site, desk)
    ask(site, desk, first_name="Mila", email="ander@voorbeeld.example")
    path = f"{FAMILIES}/{first}/nog-een-kind/{contact_of(site, first)}"
    by_name = {"companions-2-code": " noor ", "companions-2-strict": "liefst"}
    fields = typed(site, first_name="Sam", **by_name)
    assert desk.post(path, **fields).status_code == 302
    with reading(site.engine)() as session:
        link = session.scalars(select(Link)).one()
        assert (link.child_b_id, link.strict, link.agreed_at) == (first, False, site.clock.at)
    fields["companions-0-code"] = "Mila"  # of another home
    answer = desk.post(path, **{**fields, "first_name": "Lou"})
    assert errors_in(answer.text) == [
        ("companions-0-code", "Deze code klopt niet. Kijk ze nog eens na.")
    ]
    assert count(site, Child) == 3


@pytest.mark.parametrize(
    ("phase", "origin", "status"),
    [
        (Phase.OFFER_PUBLISHED, "paper", 422),
        (Phase.CLOSED, "paper", 302),
        (Phase.CLOSED, "web", 422),
        (Phase.PLANNED, "paper", 422),
    ],
)
def test_paper_comes_in_until_a_plan_is_made(
    site: Site, phase: Phase, origin: str, status: int
) -> None:
    open_wishes(site, phase)
    answer = site.browser("desk").post(NEW, **typed(site, origin=origin))
    assert answer.status_code == status
    assert ("Dat kan nu niet" in answer.text) is (status == 422)


def test_the_receipt_says_what_was_asked_and_what_comes(site: Site, desk: Browser) -> None:
    number = ask(site, desk, **{"needs": "food", "emergency-0-phone": "0471 00 00 00"})
    page = desk.get(f"{FAMILIES}/{number}/ontvangst").text
    for said in (
        "We hebben je vraag voor Noor",
        "Taal en spel O1",
        "Afspraken over eten",
        "0471 00 00 00",
        child(site, number).link_code or "-",
        "09 000 00 00",
        "maandag tot vrijdag, 9 tot 12 uur",
        "laten wissen",
    ):
        assert said in page


def test_a_request_is_changed_with_what_is_there(site: Site, desk: Browser) -> None:
    number = ask(site, desk, own_words="lezen", when="aangeduid", free="2027-07-05-vm")
    path = f"{FAMILIES}/{number}/wijzigen"
    page = desk.get(path).text
    assert 'value="2027-07-05-vm" checked' in page
    version = child(site, number).version
    fields = typed(site, first_name="Nora", version=str(version), max_places="2", own_words="")
    answer = desk.post(path, **fields)
    assert (answer.status_code, answer.location) == (302, f"{FAMILIES}/{number}")
    row = child(site, number)
    assert (row.first_name, row.max_places, row.own_words) == ("Nora", 2, "")
    late = desk.post(path, **{**fields, "first_name": "Noortje"})
    assert late.status_code == 422
    assert "heeft dit intussen gewijzigd" in late.text
    assert "Noortje" in late.text


def test_finer_hours_stay_where_nobody_changes_them(site: Site, desk: Browser) -> None:
    number = ask(site, desk)
    row = child(site, number)
    with writing(site.engine).begin() as session:
        session.add(
            AvailabilityWindow(
                municipality_id=row.municipality_id,
                season_id=row.season_id,
                child_id=number,
                first_day=date(2027, 7, 6),
                last_day=date(2027, 7, 7),
                start_min=600,
                end_min=900,
            )
        )
    path = f"{FAMILIES}/{number}/wijzigen"
    assert "Zoals het nu staat, fijner dan weken" in desk.get(path).text
    fields = typed(site, version=str(row.version), when="zoals-nu")
    assert desk.post(path, **fields).status_code == 302
    with reading(site.engine)() as session:
        kept = session.scalars(select(AvailabilityWindow)).one()
    assert (kept.first_day, kept.start_min, kept.end_min) == (date(2027, 7, 6), 600, 900)
