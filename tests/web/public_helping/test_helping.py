from __future__ import annotations

import re

import pytest
from sqlalchemy import select, update

from models import AuditEntry, Municipality, Proposal, Season
from models.database import reading, writing
from models.enums import Phase
from tests.web.site import Site

WHO = "/gent/wie-helpt"
IDEA = "/gent/idee"
STAFF = "/werk/gent/zomer-2027/ideeen"
WORDS = "Kamperen in het park, met een vuur"


def ideas(site: Site) -> list[Proposal]:
    with reading(site.engine)() as session:
        return list(session.scalars(select(Proposal).order_by(Proposal.id)))


def give_texts(site: Site, **texts: dict[str, str]) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Municipality).where(Municipality.slug == "gent").values(texts=texts))


def test_everybody_finds_who_helps_with_what(site: Site) -> None:
    page = site.browser().get(WHO).text
    for said in ("Loket Zomer", 'href="tel:090000000"', "CLB", "Huis van het Kind", "bibliotheek"):
        assert said in page, said
    assert 'class="helpers"' not in page


def test_the_municipality_names_its_own(site: Site) -> None:
    give_texts(
        site,
        helpers={
            "nl": "De Krook | https://krook.example\nCLB | tel:+3290",
            "en": "Library | https://en.example",
        },
    )
    page = site.browser().get(WHO).text
    assert re.findall(
        r'<a class="govuk-link" href="([^"]+)" rel="noreferrer"><bdi>([^<]+)', page
    ) == [
        ("https://krook.example", "De Krook"),
        ("tel:+3290", "CLB"),
    ]
    assert "https://en.example" in site.browser().get(WHO, Accept_Language="en").text
    give_texts(site, helpers={"nl": "Iemand | javascript:alert(1)"})
    answer = site.browser().get(WHO)
    assert (answer.status_code, "javascript:" in answer.text) == (200, False)


def test_where_nobody_is_named_there_is_the_desk(site: Site) -> None:
    with writing(site.engine).begin() as session:
        session.execute(
            update(Municipality).values(contact_name="", contact_phone="", contact_email="")
        )
    for path in (WHO, IDEA, "/gent/aanbod"):
        assert "Kom langs bij het loket van je gemeente." in site.browser().get(path).text


def test_an_idea_is_kept_as_it_was_said_and_without_a_name(site: Site) -> None:
    browser = site.browser()
    answer = browser.post(IDEA, words=f"  {WORDS}\nen zingen  ")
    assert (answer.status_code, answer.location) == (302, IDEA)
    assert "Dank je wel voor je idee." in browser.get(IDEA).text
    kept = ideas(site)[0]
    assert (kept.words.splitlines(), kept.language, kept.made_at) == (
        [WORDS, "en zingen"],
        "nl",
        site.clock.at,
    )
    assert (kept.season_id, kept.seen_at) == (site.town.season, None)
    with reading(site.engine)() as session:
        verbs = select(AuditEntry.verb).where(AuditEntry.subject_kind == "proposal")
        assert session.scalars(verbs).all() == []


@pytest.mark.parametrize("words", ["", "  ", "x" * 1001])
def test_nothing_or_too_much_is_said_at_the_field(site: Site, words: str) -> None:
    page = site.browser().post(IDEA, words=words)
    assert page.status_code == 422
    assert "Er klopt iets niet" in page.text
    assert ideas(site) == []


def test_an_idea_needs_a_form_of_ours_and_a_summer(site: Site) -> None:
    assert site.app.test_client().post(IDEA, data={"words": WORDS}).status_code == 400
    with writing(site.engine).begin() as session:
        session.execute(update(Season).values(phase=Phase.ARCHIVED))
    page = site.browser().post(IDEA, words=WORDS)
    assert "Er is nu geen zomer in de maak." in page.text
    assert ideas(site) == []


def test_ideas_are_limited(site: Site) -> None:
    browser = site.browser()
    answers = [browser.post(IDEA, words=f"{WORDS} {n}").status_code for n in range(11)]
    assert answers == [302] * 10 + [429]
    assert len(ideas(site)) == 10


def test_a_colleague_at_the_desk_is_named_in_the_audit(site: Site) -> None:
    site.browser("desk").post(IDEA, words=WORDS)
    site.browser("reader").post(IDEA, words=WORDS)
    with reading(site.engine)() as session:
        lines = session.execute(
            select(AuditEntry.verb, AuditEntry.actor_id).where(
                AuditEntry.subject_kind == "proposal"
            )
        ).all()
    assert [tuple(line) for line in lines] == [("propose", site.town.accounts["desk"])]


def test_who_makes_the_offer_reads_ideas_and_notes_that(site: Site) -> None:
    browser = site.browser()
    browser.post(IDEA, words="Zwemmen")
    browser.post(IDEA, words="<b>Klimmen</b>")
    site.clock.wait(minutes=5)
    planner = site.browser("planner")
    page = planner.get(STAFF).text
    assert page.index("&lt;b&gt;Klimmen") < page.index("Zwemmen")
    second = ideas(site)[1]
    answer = planner.post(STAFF, rows=str(second.id))
    assert (answer.status_code, answer.location) == (302, STAFF)
    assert [each.seen_at for each in ideas(site)] == [None, site.clock.at]
    page = planner.get(STAFF).text
    assert page.index("Zwemmen") < page.index("Klimmen")
    first_read = site.clock.at
    site.clock.wait(minutes=5)
    planner.post(STAFF, rows=str(second.id))
    assert ideas(site)[1].seen_at == first_read
    assert planner.post(STAFF, rows="987654321").status_code == 404
    assert "Ideeën van gezinnen" in planner.get("/werk/gent/zomer-2027/aanbod").text


def test_without_ideas_it_says_where_they_come_from(site: Site) -> None:
    assert "Nog geen ideeën." in site.browser("organiser").get(STAFF).text
    answers = [site.browser(who).get(STAFF).status_code for who in ("reader", "desk")]
    assert answers == [403, 403]


def test_ideas_of_another_municipality_are_not_there(site: Site) -> None:
    site.browser().post("/aalst/idee", words=WORDS)
    planner = site.browser("planner")
    assert WORDS not in planner.get(STAFF).text
    assert planner.post(STAFF, rows=str(ideas(site)[0].id)).status_code == 404
    assert ideas(site)[0].seen_at is None


def test_home_welcomes_in_own_words_and_shows_the_ways(site: Site) -> None:
    give_texts(site, welcome={"nl": "Dag iedereen.\n\nTot <snel>."})
    page = site.browser().get("/gent/").text
    welcome = "<p>Dag iedereen.</p><p>Tot &lt;snel&gt;.</p>"
    assert f'<div class="welcome own-words" lang="nl" dir="auto">{welcome}' in page
    for path in ("/gent/aanbod", WHO, IDEA):
        assert f'href="{path}"' in page
    with writing(site.engine).begin() as session:
        session.execute(
            update(Season).where(Season.id == site.town.season).values(phase=Phase.DRAFT)
        )
    page = site.browser().get("/gent/").text
    assert "Dat kan zodra het aanbod bekend is." in page
    assert 'href="/aalst/aanbod">Aalst</a>' in page
