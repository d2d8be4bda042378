from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import select, update

from data.offer_sheet import Help, Paper, Poster, poster_pdf
from models import BlockSession, Child, Municipality, Offer, OfferBlock
from models.database import reading, writing
from models.enums import OfferStatus, Phase
from tests.web.public_offer.published import change, offers_of, put_published, set_phase
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import Summer

PAGE = "/gent/voor-scholen"
SHEET = f"{PAGE}/blad.pdf"
POSTER = f"{PAGE}/affiche.pdf"
EMBED = f"{PAGE}/lijst"
CALENDAR = "/gent/aanbod.ics"
EVERYTHING = (PAGE, SHEET, POSTER, EMBED, CALENDAR)
A4 = (210, 297)
A3 = (297, 420)


@pytest.fixture
def summer(site: Site) -> Summer:
    return put_published(site)


def pdf(site: Site, path: str, **headers: str) -> PdfReader:
    answer = site.browser().get(path, **headers)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.data))


def words(read: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())


def millimetres(read: PdfReader) -> tuple[int, int]:
    box = read.pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def test_the_page_names_what_there_is_and_asks_nothing(site: Site, summer: Summer) -> None:
    page = site.browser().get(PAGE).text
    for address in (SHEET, f"{POSTER}?formaat=a4", f"{POSTER}?formaat=a3", CALENDAR, EMBED):
        assert address in page, address
    main = page.partition("<main")[2].partition("</main>")[0]
    assert re.findall("<(?:form|input|select|textarea)", main) == []
    assert "Loket Zomer" in main


def test_the_home_leads_there(site: Site, summer: Summer) -> None:
    page = site.browser().get("/gent/").text
    assert f'href="{PAGE}"' in page
    assert 'href="/gent/hoe-plaatsen-gegeven-worden"' in page


def test_the_sheet_tells_every_activity_on_tagged_a4(site: Site, summer: Summer) -> None:
    read = pdf(site, SHEET)
    assert millimetres(read) == A4
    marked = read.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert bool(marked)
    assert "pdfuaid:part" in read.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    told = words(read)
    assert [o.title for o in offers_of(site, summer) if o.title not in told] == []
    for said in ("Zomer in Gent", "09 000 00 00", "http://localhost/gent/aanbod", "vrijwillig"):
        assert said in told, said


def test_what_is_not_published_or_does_not_go_on_is_nowhere(site: Site, summer: Summer) -> None:
    first, second, *_rest = offers_of(site, summer)
    change(site, summer, first.id, status=OfferStatus.WITHDRAWN, title="Verborgen bezigheid")
    change(site, summer, second.id, title="Zichtbare bezigheid")
    browser = site.browser()
    told = words(pdf(site, SHEET)) + browser.get(EMBED).text + browser.get(CALENDAR).text
    assert told.count("Verborgen bezigheid") == 0
    assert told.count("Zichtbare bezigheid") >= 3


def test_a_title_is_never_markup(site: Site, summer: Summer) -> None:
    odd = '#panic("x") *vet* <b>$x$</b> "\\'
    change(site, summer, offers_of(site, summer)[0].id, title=odd)
    assert odd in words(pdf(site, SHEET))
    assert "<b>$x$" not in site.browser().get(EMBED).text


@pytest.mark.parametrize(("asked", "size"), [("", A4), ("?formaat=a4", A4), ("?formaat=a3", A3)])
def test_the_poster_has_its_size(
    site: Site, summer: Summer, asked: str, size: tuple[int, int]
) -> None:
    read = pdf(site, f"{POSTER}{asked}")
    assert (millimetres(read), len(read.pages)) == (size, 1)
    told = words(read)
    for said in ("Zomer in Gent", "http://localhost/gent/aanbod", "Loket Zomer", "vrijwillig"):
        assert said in told, said


def test_there_is_no_other_paper(site: Site, summer: Summer) -> None:
    browser = site.browser()
    assert browser.get(f"{POSTER}?formaat=a0").status_code == 404


def test_paper_speaks_the_language_of_the_reader(site: Site, summer: Summer) -> None:
    read = pdf(site, SHEET, Accept_Language="en")
    assert read.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    told = words(read)
    assert "Summer in Gent" in told
    assert "Translated from Dutch." in told


def test_from_right_to_left_a_phone_number_keeps_its_order() -> None:
    poster = Poster(
        language="ar",
        right_to_left=True,
        title="الصيف",
        lead="الصيف",
        scan="الصيف",
        address="https://zomer.example/gent/aanbod",
        help=Help("الصيف", ("09 123 45 67",)),
        footer=("الصيف",),
        colour="#0b6e4f",
        on=date(2028, 5, 1),
    )
    drawn = poster_pdf(poster, Paper.A4)
    assert drawn == poster_pdf(poster, Paper.A4)
    told: list[str] = []
    page = PdfReader(BytesIO(drawn)).pages[0]
    page.extract_text(visitor_text=lambda text, *_: told.append(text.strip()))
    assert "09 123 45 67" in told  # in one run; turned around, each part is a run of its own


def test_without_anybody_to_call_the_desk_is_named(site: Site, summer: Summer) -> None:
    with writing(site.engine).begin() as session:
        session.execute(
            update(Municipality)
            .where(Municipality.slug == "gent")
            .values(contact_name="", contact_phone="", contact_email="", desk_hours="")
        )
    assert "Kom langs bij het loket" in words(pdf(site, POSTER))


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.ARCHIVED])
def test_before_the_offer_is_known_there_is_nothing_to_hang(
    site: Site, summer: Summer, phase: Phase
) -> None:
    title = offers_of(site, summer)[0].title
    with writing(site.engine).begin() as session:
        session.execute(
            update(Offer)
            .where(Offer.municipality_id == site.town.gent, Offer.season_id != summer.season)
            .values(status=OfferStatus.DRAFT)
        )
    set_phase(site, summer, phase)
    browser = site.browser()
    answers = {path: browser.get(path) for path in EVERYTHING}
    assert [answers[path].status_code for path in EVERYTHING] == [200, 404, 200, 200, 200]
    assert "Kom later nog eens kijken." in answers[EMBED].text
    assert Calendar.from_ical(answers[CALENDAR].data).walk("VEVENT") == []
    assert [path for path in (PAGE, EMBED, CALENDAR) if title in answers[path].text] == []


def test_the_calendar_has_every_session_of_every_activity(site: Site, summer: Summer) -> None:
    answer = site.browser().get(CALENDAR)
    assert answer.mimetype == "text/calendar"
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    with reading(site.engine)() as session:
        sessions = session.execute(
            select(Offer.title, BlockSession.day, BlockSession.start_min)
            .join(OfferBlock, OfferBlock.offer_id == Offer.id)
            .join(BlockSession, BlockSession.block_id == OfferBlock.block_id)
            .where(Offer.season_id == summer.season)
        ).all()
    found = sorted(
        (str(event["SUMMARY"]), at.date(), at.hour * 60 + at.minute)
        for event in events
        for at in (event.decoded("DTSTART"),)
    )
    assert found == sorted(map(tuple, sessions))
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_only_the_small_list_may_be_framed(site: Site, summer: Summer) -> None:
    browser = site.browser("coordinator")
    answer = browser.get(EMBED)
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in site.browser().get(EMBED).headers
    assert re.findall("<(?:form|script|input|iframe)", answer.text) == []
    links = re.findall(r'<a href="([^"]+)" target="_blank" rel="noopener">', answer.text)
    assert links == [f"http://localhost/gent/aanbod/{o.id}" for o in offers_of(site, summer)]
    assert answer.text.count("<a ") == len(links)
    for path in (PAGE, "/gent/", "/gent/aanbod", "/nergens/voor-scholen/lijst", f"{EMBED}/x"):
        policy = browser.get(path).headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy, path


def test_nothing_of_a_child_or_a_number_of_children_is_told(site: Site) -> None:
    summer = put_published(site, phase=Phase.PUBLISHED)
    with reading(site.engine)() as session:
        names = session.scalars(
            select(Child.first_name).where(Child.season_id == summer.season)
        ).all()
    browser = site.browser()
    told = words(pdf(site, SHEET)) + "".join(
        browser.get(path).text for path in (PAGE, EMBED, CALENDAR)
    )
    assert [name for name in names if name and re.search(rf"\b{re.escape(name)}\b", told)] == []
    assert "kinderen" not in told.replace("andere kinderen", "")


@pytest.mark.parametrize("path", EVERYTHING)
def test_the_queries_are_as_many_for_more_children(site: Site, summer: Summer, path: str) -> None:
    browser = site.browser()
    with counted(site) as said:
        browser.get(path)
    assert len(said) <= 14
