from __future__ import annotations

import html
import re
import subprocess
from csv import DictReader
from hashlib import sha256
from io import StringIO

import pytest
from sqlalchemy import select, update

from models import Child, Season
from models.database import reading, writing
from models.enums import DrawPolicy, Phase
from tests.web.public_offer.published import put_published, set_phase
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import Summer

HOW = "/gent/hoe-plaatsen-gegeven-worden"
DRAW = "/gent/loting"
LIST = "/gent/loting.csv"
CLOSED = (Phase.CLOSED, Phase.PLANNED, Phase.PUBLISHED, Phase.RUNNING)
WORKED = re.compile(r'id="(hashed|digest)">([^<]+)<')
NUMBER = re.compile(r'class="worked__number">([^<]+)<')
COMMAND = re.compile(r'<code dir="ltr">(printf [^<]+)</code>')


@pytest.fixture
def summer(site: Site) -> Summer:
    return put_published(site, phase=Phase.WISHES_OPEN)


def seed_and_refs(site: Site, summer: Summer) -> tuple[str, list[str]]:
    with reading(site.engine)() as session:
        refs = session.scalars(select(Child.ref).where(Child.season_id == summer.season)).all()
        return session.get_one(Season, summer.season).draw_seed, sorted(refs)


def in_order(seed: str, refs: list[str]) -> list[str]:
    """Worked out here, by the words of the contract."""
    return sorted(refs, key=lambda ref: sha256(f"{seed}|{ref}".encode()).hexdigest())


def test_the_rules_and_the_seed_are_there_before_wishes_open(site: Site, summer: Summer) -> None:
    seed, _refs = seed_and_refs(site, summer)
    for phase in (Phase.OFFER_PUBLISHED, Phase.WISHES_OPEN, *CLOSED):
        set_phase(site, summer, phase)
        page = site.browser().get(HOW).text
        assert "Wie vroeg vraagt, gaat niet voor." in page
        assert "Zoveel mogelijk kinderen krijgen een plaats." in page
        assert f'<code dir="ltr">{seed}</code>' in page
        assert ('action="/gent/loting"' in page) == (phase is not Phase.OFFER_PUBLISHED)


def test_a_draft_keeps_its_seed(site: Site, summer: Summer) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Season).values(phase=Phase.DRAFT))
    page = site.browser().get(HOW).text
    assert seed_and_refs(site, summer)[0] not in page
    assert "staat hier voor je een plaats kan vragen" in page


def test_where_children_choose_in_turns_the_rules_say_so(site: Site, summer: Summer) -> None:
    with writing(site.engine).begin() as session:
        wanted = update(Season).where(Season.id == summer.season)
        session.execute(wanted.values(policy=DrawPolicy.DRAW))
    page = site.browser().get(HOW).text
    assert "De kinderen kiezen om de beurt" in page
    assert "Zoveel mogelijk kinderen krijgen een plaats." not in page


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.OFFER_PUBLISHED, Phase.ARCHIVED])
def test_before_anybody_asked_there_is_no_draw(site: Site, summer: Summer, phase: Phase) -> None:
    ref = seed_and_refs(site, summer)[1][0]
    with writing(site.engine).begin() as session:
        session.execute(
            update(Season).where(Season.municipality_id == site.town.gent).values(phase=phase)
        )
    browser = site.browser()
    for page in (browser.get(DRAW), browser.post(DRAW, code=ref)):
        assert page.status_code == 200
        assert "Er is nu nog geen loting." in page.text
        assert WORKED.findall(page.text) == []
    assert browser.get(LIST).status_code == 404


def test_while_others_can_ask_only_the_digest_of_that_code_is_shown(
    site: Site, summer: Summer
) -> None:
    seed, refs = seed_and_refs(site, summer)
    browser = site.browser()
    page = browser.post(DRAW, code=refs[3]).text
    text = f"{seed}|{refs[3]}"
    assert [html.unescape(said) for _, said in WORKED.findall(page)] == [
        text,
        sha256(text.encode()).hexdigest(),
    ]
    assert NUMBER.findall(page) == []
    assert "Die kennen we zodra niemand meer kan vragen." in page
    assert [ref for ref in refs if ref in page] == [refs[3]]
    assert browser.get(LIST).status_code == 404
    assert LIST not in page


@pytest.mark.parametrize("phase", CLOSED)
def test_then_every_number_is_as_anybody_works_it_out(
    site: Site, summer: Summer, phase: Phase
) -> None:
    seed, refs = seed_and_refs(site, summer)
    set_phase(site, summer, phase)
    order = in_order(seed, refs)
    browser = site.browser()
    assert [NUMBER.findall(browser.post(DRAW, code=ref).text) for ref in order[:4]] == [
        ["1"],
        ["2"],
        ["3"],
        ["4"],
    ]
    answer = browser.get(LIST)
    assert answer.mimetype == "text/csv"
    rows = list(DictReader(StringIO(answer.text)))
    assert [row["code"] for row in rows] == order
    assert [row["nummer"] for row in rows] == [str(n) for n in range(1, len(order) + 1)]
    assert rows[0].keys() == {"nummer", "code", "sha256"}
    assert rows[0]["sha256"] == sha256(f"{seed}|{order[0]}".encode()).hexdigest()


def test_the_command_gives_the_same_digest(site: Site, summer: Summer) -> None:
    with writing(site.engine).begin() as session:
        session.execute(
            update(Season).where(Season.id == summer.season).values(draw_seed="zon'; echo <b>")
        )
    seed, refs = seed_and_refs(site, summer)
    page = site.browser().post(DRAW, code=refs[0]).text
    found = COMMAND.search(page)
    assert found is not None
    told = subprocess.run(
        ["/bin/sh", "-c", html.unescape(found[1])], capture_output=True, text=True, check=True
    )
    assert told.stdout.split()[0] == sha256(f"{seed}|{refs[0]}".encode()).hexdigest()


def test_a_code_is_found_as_people_type_it(site: Site, summer: Summer) -> None:
    ref = seed_and_refs(site, summer)[1][5]
    browser = site.browser()
    for typed in (f" {ref} ", ref.lower(), f"{ref[:2]} {ref[2:]}"):
        assert [name for name, _ in WORKED.findall(browser.post(DRAW, code=typed).text)] == [
            "hashed",
            "digest",
        ]


@pytest.mark.parametrize("typed", ["", "NIETHIER2345", "%", "-", "x" * 61])
def test_another_code_is_told_calmly(site: Site, summer: Summer, typed: str) -> None:
    page = site.browser().post(DRAW, code=typed)
    assert page.status_code == 422
    assert WORKED.findall(page.text) == []
    assert 'id="code-error"' in page.text


def test_who_stopped_or_is_of_another_town_is_not_in_this_draw(site: Site, summer: Summer) -> None:
    refs = seed_and_refs(site, summer)[1]
    with writing(site.engine).begin() as session:
        session.execute(
            update(Child)
            .where(Child.season_id == summer.season, Child.ref == refs[0])
            .values(withdrawn_at=site.clock.at)
        )
        session.execute(
            update(Child)
            .where(Child.season_id == summer.season, Child.ref == refs[1])
            .values(asked_at=None)
        )
    set_phase(site, summer, Phase.CLOSED)
    browser = site.browser()
    for ref in refs[:2]:
        assert "niet in de loting van deze zomer" in browser.post(DRAW, code=ref).text
    rows = list(DictReader(StringIO(browser.get(LIST).text)))
    assert sorted(row["code"] for row in rows) == refs[2:]
    assert browser.get("/aalst/loting.csv").status_code == 404
    assert WORKED.findall(browser.post("/aalst/loting", code=refs[5]).text) == []


def test_a_code_in_the_address_shows_nothing(site: Site, summer: Summer) -> None:
    ref = seed_and_refs(site, summer)[1][0]
    page = site.browser().get(f"{DRAW}?code={ref}").text
    assert WORKED.findall(page) == []


def test_guessing_is_slowed_down(site: Site, summer: Summer) -> None:
    browser = site.browser()
    token = browser.token()
    answers = [
        browser.client.post(DRAW, data={"csrf_token": token, "code": "RAAD"}).status_code
        for _ in range(121)
    ]
    assert answers == [422] * 120 + [429]


def test_no_name_is_on_the_page_and_the_queries_stay_as_many(site: Site, summer: Summer) -> None:
    refs = seed_and_refs(site, summer)[1]
    with reading(site.engine)() as session:
        names = session.scalars(
            select(Child.first_name).where(Child.season_id == summer.season)
        ).all()
    set_phase(site, summer, Phase.CLOSED)
    browser = site.browser()
    token = browser.token()
    with counted(site) as said:
        page = browser.client.post(DRAW, data={"csrf_token": token, "code": refs[0]}).text
    assert len(said) <= 8
    told = page + browser.get(LIST).text
    assert [name for name in names if name and re.search(rf"\b{re.escape(name)}\b", told)] == []


def test_in_english(site: Site, summer: Summer) -> None:
    page = site.browser().get(HOW, Accept_Language="en").text
    assert "As many children as possible get a place." in page
