"""The form on paper, on the site: for anyone, with what families see and nothing else."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from data.paper_form import LANGUAGES, PaperForm
from data.paper_form.questions import questions
from models import Block, Municipality, Offer, Season
from models.database import reading, writing
from models.enums import OfferStatus, Phase
from scheduler.paper_form import paper_form, weeks_in
from tests.web.families.people import number_of, open_wishes
from tests.web.family_asking.wizard import publish
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import put_summer
from web.family.asking.naming import CHANNELS, NEEDS, ROLES, TRAVEL
from web.family.asking.order import QUESTIONS
from web.half_days import weeks_of

PAGE = "/gent/formulier"


def pdf(site: Site, language: str = "nl", *, place: str = "gent") -> PdfReader:
    answer = site.browser().get(f"/{place}/formulier/{language}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.data), strict=True)


def text(site: Site, language: str = "nl", *, place: str = "gent") -> str:
    pages = pdf(site, language, place=place).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def made(site: Site, language: str = "nl") -> PaperForm:
    with reading(site.engine)() as session:
        return paper_form(
            session,
            municipality=session.get_one(Municipality, site.town.gent),
            season=session.get_one(Season, site.town.season),
            language=language,
            now=site.clock.at,
        )


def test_the_questions_are_those_of_the_site_in_the_same_order(site: Site) -> None:
    loader = site.app.jinja_env.loader
    assert loader is not None
    asked = []
    for question in QUESTIONS:
        name = f"family/asking/{question.step.value}.html"
        source = loader.get_source(site.app.jinja_env, name)[0]
        found = re.search(r'{% block heading %}{{ _\("([^"]+)"\) }}', source)
        assert found is not None
        asked.append(found[1])
    assert [each.heading for each in questions()] == asked


def test_what_can_be_ticked_is_what_the_site_offers(site: Site) -> None:
    choices = [each.names for one in questions() for each in one.parts if each.kind == "choices"]
    with site.app.test_request_context():
        assert choices[:3] == [
            tuple(str(name) for name in names.values()) for names in (ROLES, CHANNELS, TRAVEL)
        ]
        assert choices[4] == tuple(str(name) for name in NEEDS.values())
        assert choices[5:7] == [
            ("Ik wil meedoen", "Ik wil liever niet meedoen"),
            ("Liefst samen", "Samen of niet"),
        ]


def test_the_page_leads_to_every_language_and_to_somebody(site: Site) -> None:
    page = site.browser().get(PAGE)
    assert page.status_code == 200
    links = re.findall(r'href="(/gent/formulier/\w+\.pdf)"', page.text)
    assert links == [f"/gent/formulier/{code}.pdf" for code in LANGUAGES]
    for each in ("09 000 00 00", 'lang="ar" dir="rtl"', "niet-formeel en vrijwillig"):
        assert each in page.text
    english = site.browser().get(PAGE, Accept_Language="en").text
    assert "Choose a language and print it" in english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_printed(site: Site, language: str) -> None:
    open_wishes(site)
    printed = text(site, language)
    assert len(pdf(site, language).pages) <= 4
    for each in ("zomer-2027", "09 000 00 00", "Taal en spel O1", "B1", "Loket Zomer"):
        assert each in printed


def test_it_says_the_days_the_codes_and_the_weeks(site: Site) -> None:
    open_wishes(site)
    form = made(site)
    assert (form.opens, form.closes) == ("21 maart 2027", "25 april 2027")
    assert (form.code, form.municipality, form.season) == ("zomer-2027", "Gent", "Zomer 2027 Gent")
    assert [
        (each.code, each.ages, each.price, each.weeks, each.places) for each in form.activities
    ] == [("O1", "", "€\xa05,00", ("B1",), ())]
    assert [(each.code, each.name) for each in form.weeks] == [("B1", "Week 1, 5 juli")]
    assert [(each.code, each.name) for each in form.places] == [("L1", "School De Beuk")]
    with reading(site.engine)() as session:
        season = session.get_one(Season, site.town.season)
        weeks = weeks_of(season.first_day, season.last_day)
        assert [(each.days[0], each.days[-1]) for each in weeks] == list(
            weeks_in(season.first_day, season.last_day)
        )
    assert form.free[:2] == ("1 juli – 4 juli", "5 juli – 11 juli")


def test_only_what_families_see_is_on_it(site: Site) -> None:
    open_wishes(site)
    assert "Taal en spel O2" not in text(site)
    publish(site, "O2", age_from=6, age_to=12, title="Zingen", price_cents=0)
    form = made(site)
    assert [(each.title, each.ages, each.price) for each in form.activities][1:] == [
        ("Zingen", "6–12", "")
    ]
    with writing(site.engine).begin() as session:
        seen = Offer.status == OfferStatus.PUBLISHED
        session.execute(update(Offer).where(seen).values(status=OfferStatus.WITHDRAWN))
    assert (made(site).activities, made(site).weeks) == ((), ())
    with writing(site.engine).begin() as session:
        theirs = number_of(site, Block, place="aalst", code="B1")
        session.execute(update(Block).where(Block.id == theirs).values(label="Van Aalst"))
    assert "Van Aalst" not in text(site)


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.ARCHIVED])
def test_where_there_is_no_offer_it_says_so_calmly(site: Site, phase: Phase) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Season).values(phase=phase))
    page = site.browser().get(PAGE)
    assert page.status_code == 200
    assert "Hier is nog geen aanbod om te bekijken." in page.text
    assert ".pdf" not in page.text
    answer = site.browser().get(f"{PAGE}/nl.pdf")
    assert (answer.status_code, answer.location) == (302, PAGE)


@pytest.mark.parametrize("language", ["xx", "nl-BE", "..", "NL"])
def test_a_language_that_is_not_written_is_not_found(site: Site, language: str) -> None:
    assert site.browser().get(f"{PAGE}/{language}.pdf").status_code == 404


def put_public_summer(site: Site, municipality: str, pupils: int) -> None:
    """A whole season of which families see every offer."""
    put_summer(
        site.engine,
        site.town,
        at=site.clock.at,
        municipality=municipality,
        phase=Phase.WISHES_OPEN,
        pupils=pupils,
    )
    with writing(site.engine).begin() as session:
        session.execute(
            update(Offer)
            .where(Offer.status == OfferStatus.DRAFT)
            .values(
                status=OfferStatus.PUBLISHED,
                published_at=site.clock.at,
                step_free=True,
                price_cents=0,
                spoken_languages=("nl",),
                getting_there="",
                before_hours="",
                after_hours="",
            )
        )


def test_a_whole_summer_fits_and_takes_as_many_queries(site: Site) -> None:
    found = []
    for municipality, pupils in (("gent", 40), ("aalst", 200)):
        put_public_summer(site, municipality, pupils)
        with counted(site) as queries:
            printed = pdf(site, "fr", place=municipality)
        assert len(printed.pages) <= 4
        assert "O001" in printed.pages[-1].extract_text()
        found.append(len(queries))
    assert found[0] == found[1]
