from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from sqlalchemy import delete, select, update

from models import BlockSession, Child, Municipality, Offer, OfferBlock, OfferLocation, Wish
from models.database import reading, writing
from models.enums import OfferStatus, Phase
from tests.web.public_offer.published import (
    change,
    offers_of,
    put_published,
    set_phase,
    sites_of,
)
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import Summer, put_summer

LIST = "/gent/aanbod"
CARD = re.compile(r'<a class="card__link" href="/gent/aanbod/(\d+)">')
ROW = re.compile(r'<a class="govuk-link" href="/gent/aanbod/(\d+)">')


@pytest.fixture
def summer(site: Site) -> Summer:
    return put_published(site)


def cards(site: Site, **asked: object) -> list[int]:
    """The activities on the cards, in their order."""
    page = site.browser().get(f"{LIST}?{urlencode(asked, doseq=True)}")
    assert page.status_code == 200
    return [int(number) for number in CARD.findall(page.text)]


def ids(site: Site, summer: Summer) -> list[int]:
    return [offer.id for offer in offers_of(site, summer)]


def test_everybody_sees_all_published_activities_by_title(site: Site, summer: Summer) -> None:
    everything = ids(site, summer)
    assert cards(site) == everything
    change(site, summer, everything[0], status=OfferStatus.DRAFT)
    change(site, summer, everything[1], status=OfferStatus.WITHDRAWN)
    assert cards(site) == everything[2:]


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.ARCHIVED])
def test_nothing_is_seen_before_the_offer_is_shown_or_after_the_season(
    site: Site, summer: Summer, phase: Phase
) -> None:
    first = ids(site, summer)[0]
    set_phase(site, summer, phase)
    browser = site.browser()
    paths = [f"{LIST}/{first}{end}" for end in ("", ".json", ".ics")]
    assert [browser.get(path).status_code for path in paths] == [404] * 3
    assert set(cards(site)).isdisjoint(ids(site, summer))


def test_what_is_found_is_said_in_words(site: Site, summer: Summer) -> None:
    number = len(ids(site, summer))
    assert f"We vonden {number} activiteiten." in site.browser().get(LIST).text
    title = offers_of(site, summer)[0].title
    page = site.browser().get(f"{LIST}?{urlencode({'zoek': title})}").text
    assert "We vonden 1 activiteit." in page


@pytest.mark.parametrize(
    "word", ["zomerschool", "Zomerscholen", "zomer school", "zomerklas", " zomeraanbod "]
)
def test_what_people_also_call_it_finds_everything(site: Site, summer: Summer, word: str) -> None:
    assert cards(site, zoek=word) == ids(site, summer)
    title = offers_of(site, summer)[0].title
    assert cards(site, zoek=f"{word} {title}") == ids(site, summer)[:1]


def test_search_looks_at_words_of_families_without_accents(site: Site, summer: Summer) -> None:
    first = ids(site, summer)[0]
    change(site, summer, first, title="Café Soleil", texts={"activity": {"nl": "Wij zeilen"}})
    assert cards(site, zoek="cafe") == cards(site, zoek="ZEILEN soleil") == [first]
    assert cards(site, zoek="zeilen nergens") == []


def test_by_age(site: Site, summer: Summer) -> None:
    first, second, third, *others = ids(site, summer)
    change(site, summer, age_from=10, age_to=12)
    change(site, summer, first, age_from=None, age_to=8)
    change(site, summer, second, age_from=8, age_to=None)
    change(site, summer, third, age_from=None, age_to=None)
    assert cards(site, leeftijd=8) == [first, second, third]
    assert cards(site, leeftijd=12) == [second, third, *others]
    assert cards(site, leeftijd=7) == [first, third]


def test_by_goal_in_plain_words(site: Site, summer: Summer) -> None:
    first, second, *_others = ids(site, summer)
    change(site, summer, goals=("SPEL",))
    change(site, summer, first, goals=("LO-NED", "SPEL"))
    change(site, summer, second, goals=("SC02",))
    assert cards(site, doel="nederlands") == [first, second]
    assert cards(site, doel="spel") == [each for each in ids(site, summer) if each != second]


def test_by_language_and_price(site: Site, summer: Summer) -> None:
    first, second, *_others = ids(site, summer)
    change(site, summer, first, spoken_languages=("ar",), price_cents=0)
    change(site, summer, second, spoken_languages=("nl", "ar"), price_cents=500)
    assert cards(site, taal="ar") == [first, second]
    assert cards(site, prijs="gratis") == [first]
    assert cards(site, prijs=5) == [first, second]
    assert cards(site, prijs=10) == ids(site, summer)


def test_week_and_part_of_the_day_count_for_the_same_block(site: Site, summer: Summer) -> None:
    wanted = ids(site, summer)
    with reading(site.engine)() as session:
        rows = session.execute(
            select(
                OfferBlock.offer_id,
                OfferBlock.block_id,
                BlockSession.day,
                BlockSession.start_min,
                BlockSession.end_min,
            ).join(BlockSession, BlockSession.block_id == OfferBlock.block_id)
        ).all()
    blocks: dict[tuple[int, int], list[tuple[date, int, int]]] = {}
    for offer, block, day, start, end in rows:
        blocks.setdefault((offer, block), []).append((day, start, end))
    week = date(2028, 7, 10)
    found = {
        offer
        for (offer, _block), moments in blocks.items()
        if any((day - week).days in range(7) for day, _, _ in moments)
        and all(end <= 13 * 60 for _, _, end in moments)
    }
    assert 0 < len(found) < len(wanted)
    assert cards(site, week=week, dagdeel="voormiddag") == [n for n in wanted if n in found]


def test_by_place_and_by_what_has_to_be_there(site: Site, summer: Summer) -> None:
    first, second, *others = ids(site, summer)
    sites = sites_of(site, summer)
    with writing(site.engine).begin() as session:
        session.execute(delete(OfferLocation))
        home = {"municipality_id": site.town.gent, "season_id": summer.season}
        session.add(OfferLocation(**home, offer_id=first, location_id=sites[0].id))
        for number in (second, *others):
            session.add(OfferLocation(**home, offer_id=number, location_id=sites[1].id))
        for row in sites:
            features = ("step_free", "hearing_loop") if row is sites[0] else ()
            session.execute(
                update(type(row)).where(type(row).id == row.id).values(features=features)
            )
    change(site, summer, room_features=(), min_size=1)
    assert cards(site, plaats=sites[0].id) == [first]
    assert cards(site, nodig=["step_free", "hearing_loop"]) == [first]
    assert cards(site, nodig=["hearing_loop"], plaats=sites[1].id) == []
    change(site, summer, first, step_free=False)
    assert cards(site, nodig=["hearing_loop"]) == [first]
    assert cards(site, nodig=["step_free"]) == []
    change(site, summer, second, min_size=9, max_size=12)
    assert second not in cards(site, nodig="small_group")
    assert first in cards(site, nodig="small_group")


@pytest.mark.parametrize(
    "asked",
    [
        {"week": "2028-07-11"},
        {"week": "soms"},
        {"dagdeel": "nacht"},
        {"leeftijd": "oud"},
        {"leeftijd": 999},
        {"doel": "LO-NED"},
        {"plaats": 987654321},
        {"nodig": "extra_adult"},
        {"taal": "klingon"},
        {"prijs": "-1"},
        {"beeld": "film", "pagina": "x"},
        {"zoek": "\0"},
    ],
)
def test_what_makes_no_sense_is_as_if_not_asked(
    site: Site, summer: Summer, asked: dict[str, object]
) -> None:
    assert cards(site, **asked) == ids(site, summer)
    assert "chosen__chip" not in site.browser().get(f"{LIST}?{urlencode(asked)}").text


def test_every_filter_is_a_chip_that_leaves_the_others(site: Site, summer: Summer) -> None:
    asked = {"zoek": "a", "leeftijd": 8, "nodig": ["step_free", "parking"], "prijs": "gratis"}
    page = site.browser().get(f"{LIST}?{urlencode(asked, doseq=True)}&beeld=week").text
    chips = re.findall(r'<a class="chosen__chip" href="([^"]+)"><bdi>([^<]+)</bdi>', page)
    assert [name for _, name in chips] == [
        "a",
        "8 jaar",
        "Toegang zonder trappen",
        "Aangepaste parkeerplaats",
        "Gratis",
    ]
    assert chips[2][0].replace("&amp;", "&") == (
        f"{LIST}?zoek=a&leeftijd=8&nodig=parking&prijs=gratis&beeld=week"
    )


def test_where_nothing_fits_it_says_what_to_leave_out(site: Site, summer: Summer) -> None:
    first = ids(site, summer)[0]
    change(site, summer, age_from=10, age_to=12, price_cents=5000)
    change(site, summer, first, age_from=5, price_cents=0)
    page = site.browser().get(f"{LIST}?leeftijd=4&prijs=gratis&zoek=bestaat-niet").text
    assert "Niets past bij alles wat je koos." in page
    assert "Laat je iets weg" not in page
    page = site.browser().get(f"{LIST}?leeftijd=4&prijs=gratis").text
    assert f'<a class="govuk-link" href="{LIST}?prijs=gratis">Zonder “4 jaar”</a>' in page
    assert "Zonder “Gratis”" not in page


def test_the_same_activities_by_week(site: Site, summer: Summer) -> None:
    browser = site.browser()
    first = browser.get(f"{LIST}?beeld=week").text
    pages = len(re.findall(r'class="pages__link"', first))
    found: set[int] = set()
    for number in range(1, pages + 1):
        page = browser.get(f"{LIST}?beeld=week&pagina={number}").text
        found |= {int(each) for each in ROW.findall(page)}
    assert (pages, found) == (8, set(ids(site, summer)))
    one = browser.get(f"{LIST}?beeld=week&week=2028-07-10").text
    assert re.findall(r'id="this-week">([^<]+)', one) == ["Week van 10 juli"]
    assert 'class="weeks' not in one


def test_the_same_activities_on_a_map_with_a_list_beside_it(site: Site, summer: Summer) -> None:
    page = site.browser().get(f"{LIST}?beeld=kaart").text
    assert {int(each) for each in ROW.findall(page)} == set(ids(site, summer))
    named = {f'id="plaats-{row.id}"' in page for row in sites_of(site, summer)}
    assert named == {True}
    assert page.count("vendor/leaflet.js") == 1
    assert "leaflet" not in site.browser().get(LIST).text


def test_more_than_a_page_of_cards_has_pages(site: Site, summer: Summer) -> None:
    with writing(site.engine).begin() as session:
        one = session.scalars(select(Offer).where(Offer.season_id == summer.season)).first()
        assert one is not None
        kept = {c.name: getattr(one, c.name) for c in Offer.__table__.columns}
        for number in range(40):
            session.add(
                Offer(
                    **{k: v for k, v in kept.items() if k not in {"id", "version", "code"}},
                    code=f"X{number}",
                )
            )
    with counted(site) as said:
        first = cards(site)
    second = cards(site, pagina=2)
    last = cards(site, pagina=99)
    assert (len(first), len(second), second == ids(site, summer)[24:48]) == (24, 24, True)
    assert last == ids(site, summer)[48:]
    assert len(said) <= 12
    with counted(site) as empty:
        assert cards(site, zoek="bestaat-niet") == []
    assert len(empty) <= 12


@pytest.mark.parametrize("phase", [Phase.WISHES_OPEN, Phase.PUBLISHED])
def test_queries_do_not_grow_with_families(site: Site, phase: Phase) -> None:
    put_published(site, phase=phase)
    with counted(site) as said:
        site.browser().get(LIST)
    assert len(said) <= 12


def test_much_asked_is_only_said_in_words_and_not_of_a_few(site: Site) -> None:
    summer = put_published(site, phase=Phase.WISHES_OPEN)
    first, second, *_others = ids(site, summer)
    with writing(site.engine).begin() as session:
        for wish in session.scalars(select(Wish).where(Wish.season_id == summer.season)).all():
            session.delete(wish)
        children = session.scalars(
            select(Child).where(Child.season_id == summer.season).order_by(Child.id)
        ).all()
        for number, count in ((first, 10), (second, 9)):
            for child in children[:count]:
                session.add(
                    Wish(
                        municipality_id=site.town.gent,
                        season_id=summer.season,
                        child_id=child.id,
                        rank=1,
                        offer_id=number,
                    )
                )
    change(site, summer, max_groups=1, min_size=1, max_size=6)
    page = site.browser().get(LIST).text
    assert page.count('<span class="chip chip--warn">Veel gevraagd</span>') == 1
    assert "Veel gevraagd" in site.browser().get(f"{LIST}/{first}").text
    assert "Veel gevraagd" not in site.browser().get(f"{LIST}/{second}").text
    change(site, summer, first, max_size=7)
    assert "Veel gevraagd" not in site.browser().get(LIST).text
    change(site, summer, first, max_size=6)
    with writing(site.engine).begin() as session:
        session.execute(
            update(Child).where(Child.id == children[0].id).values(withdrawn_at=site.clock.at)
        )
    assert "Veel gevraagd" not in site.browser().get(LIST).text


def test_where_nothing_is_offered_the_nearest_others_are_shown(site: Site) -> None:
    with writing(site.engine).begin() as session:
        session.execute(
            update(Offer)
            .where(Offer.municipality_id == site.town.gent, Offer.status == OfferStatus.PUBLISHED)
            .values(status=OfferStatus.WITHDRAWN)
        )
    page = site.browser().get(LIST).text
    assert "Hier is nog geen aanbod om te bekijken." in page
    assert '<a class="card__link" href="/aalst/aanbod">Aalst</a>' in page
    assert "Ongeveer 28 km van hier" in page
    with writing(site.engine).begin() as session:
        session.execute(
            update(Municipality).where(Municipality.id == site.town.aalst).values(nis=None)
        )
    page = site.browser().get(LIST).text
    assert ("Aalst</a>" in page, "km van hier" in page) == (True, False)
    with writing(site.engine).begin() as session:
        session.execute(
            update(Offer)
            .where(Offer.municipality_id == site.town.aalst, Offer.status == OfferStatus.PUBLISHED)
            .values(status=OfferStatus.WITHDRAWN)
        )
    assert "Ook iets te doen in de buurt" not in site.browser().get(LIST).text


def test_a_draft_of_next_summer_shows_no_offer_of_its_own(site: Site) -> None:
    before = cards(site)
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.DRAFT)
    change(site, summer, funder="Niemand")
    assert cards(site) == before
