"""A new parent in Arabic, on a narrow phone, without scripts, with keys alone (issue 6)."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect
from sqlalchemy import URL, select

from models import (
    Child,
    ChildNeed,
    Link,
    Offer,
    Wish,
)
from models.database import reading
from models.enums import Phase, TravelMode
from tests.e2e.parent_hands import Inspector, PageSeen, Parent
from tests.web.browser.conftest import serving
from tests.web.browser.visitor import PATIENCE_MILLISECONDS
from tests.web.family_asking.wizard import errors_in, send
from tests.web.public_offer.published import put_published
from tests.web.site import Site

HOME = "/gent/"
ASK = "/gent/vragen"
ON = "main .ask__on button"
SEND = "main form .govuk-button"
SCREEN: ViewportSize = {"width": 360, "height": 740}
MOST_REQUIRED = 12
WISHES = 5

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A town where families can ask for places."""
    path = tmp_path_factory.mktemp("town") / "season.db"
    shutil.copy(sqlite_template, path)
    with serving(URL.create("sqlite", database=str(path))) as site:
        put_published(site, phase=Phase.WISHES_OPEN)
        yield site


@contextmanager
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A narrow phone of somebody who reads Arabic, without scripts."""
    with chromium.new_context(viewport=SCREEN, locale="ar", java_script_enabled=False) as context:
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        yield context


def to_the_first_question(parent: Parent, site: Site) -> None:
    parent.open(f"{site.app.config['TEST_ADDRESS']}{HOME}")
    parent.enter(f'main a[href="{ASK}"]')
    parent.enter(f'main a[href="{ASK}/kind"]')


def say_who(parent: Parent, name: str, year: str) -> None:
    parent.type("#first_name", name)
    parent.type("#birth_year", year)
    parent.enter()


def say_how_to_be_reached(parent: Parent) -> None:
    parent.choose("role", "parent")
    parent.choose("channel", "phone")
    parent.type("#phone", "0470 00 00 00")
    parent.enter()


def say_from_where(parent: Parent) -> None:
    parent.type("#postcode", "2000")
    parent.choose("travel_mode", "transit")
    parent.enter()


def say_when(parent: Parent) -> None:
    """Free in four weeks, mornings and afternoons."""
    parent.choose("when", "aangeduid")
    boxes = parent.page.locator('input[name="free"]')
    for number in range(2, 10):
        parent.tick(f'input[name="free"][value="{boxes.nth(number).get_attribute("value")}"]')
    parent.enter()


def choose_wishes(parent: Parent) -> list[str]:
    """The first five that are there, what fits less well among them if need be; their titles."""
    offers = parent.page.locator(".offer")
    folded = parent.page.locator("details.others:not([open]) .offer").count()
    titles = []
    for number in range(WISHES):
        if number == offers.count() - folded:
            parent.unfold("details.others")
        value = offers.nth(number).locator("input").get_attribute("value")
        parent.tick(f'input[name="offers"][value="{value}"]')
        titles.append(offers.nth(number).locator(".offer__title").inner_text())
    parent.enter()
    return titles


def put_in_order(parent: Parent, titles: list[str]) -> list[str]:
    """The third becomes the second and gets a week, two groups at most; their order."""
    parent.enter(".wish:nth-child(3) .move[value=up-2]")
    parent.reach("main :is(a, input, select, button)")
    assert parent.is_at("#wens-2 *")  # they go on where they were, not on top of the page
    parent.unfold("#wens-2 details")
    parent.pick("#block_1")
    parent.type("#max_places", "2")
    parent.enter()
    return [titles[number] for number in (0, 2, 1, 3, 4)]


def ask_for(parent: Parent, name: str, *, sibling: bool = False) -> list[str]:
    """All questions from the second on, and send; the wishes in order."""
    if sibling:
        parent.enter(ON)  # the place and the free weeks are as they were for the first
        parent.enter(ON)
    else:
        say_how_to_be_reached(parent)
        say_from_where(parent)
        say_when(parent)
    return go_on_from_the_wishes(parent, name, sibling=sibling)


def go_on_from_the_wishes(parent: Parent, name: str, *, sibling: bool = False) -> list[str]:
    wanted = put_in_order(parent, choose_wishes(parent))
    if not sibling:
        parent.unfold('details:has([value="food"])')
        parent.tick('input[name="needs"][value="food"]')
    parent.enter(ON)
    if sibling:
        field = parent.page.locator('input[name^="sibling"]').first.get_attribute("name")
        parent.choose(str(field), "samen")
    parent.enter(ON)
    parent.enter(SEND)
    assert name in parent.page.inner_text("h1")
    assert parent.page.url.endswith(f"{ASK}/klaar")
    return wanted


def offers_on(page: str) -> list[str]:
    """The numbers of the first five offers of a page."""
    return re.findall(r'name="offers" value="(\d+)"', page)[:WISHES]


def children_called(site: Site, *names: str) -> list[Child]:
    with reading(site.engine)() as session:
        found = session.scalars(select(Child).where(Child.first_name.in_(names)).order_by(Child.id))
        return list(found)


def told(seen: list[PageSeen], machine_seconds: float) -> str:
    """What it cost, for the closing note."""
    minutes = sum(page.seconds for page in seen) / 60
    lines = [
        f"{page.path:22} {page.words:4} new words {page.tabs:3} tabs {page.keys:3} other keys "
        f"{page.things:3} things {page.seconds:4.0f} s"
        for page in seen
    ]
    return "\n".join(
        [
            *lines,
            f"{len(seen)} pages, {sum(page.things for page in seen)} things filled in or pressed, "
            f"{sum(page.tabs + page.keys for page in seen)} key presses, "
            f"{sum(page.words for page in seen)} words; {machine_seconds:.0f} s by machine, "
            f"about {minutes:.1f} minutes for a person",
        ]
    )


def test_two_siblings_from_home_to_the_receipt(chromium: Browser, town: Site) -> None:
    window = chromium.new_page(viewport=SCREEN, locale="ar")
    inspector = Inspector(window)

    def look(page: Page) -> None:
        spoken = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert (page.url, spoken, wide) == (page.url, ["ar", "rtl"], False)
        assert (page.url, inspector.violations(page)) == (page.url, [])

    with phone(chromium) as context:
        began = time.monotonic()
        parent = Parent(context.new_page(), look)
        to_the_first_question(parent, town)
        say_who(parent, "ليلى", "٢٠١٩")
        wanted = {"ليلى": ask_for(parent, "ليلى")}
        parent.enter(f'main form[action="{ASK}/nog-een-kind"] button')
        say_who(parent, "سامي", "2021")
        wanted["سامي"] = ask_for(parent, "سامي", sibling=True)
        assert parent.page.locator(".receipt__wishes b").all_inner_texts() == wanted["سامي"]
        parent.read()
        print(told(parent.seen, time.monotonic() - began))
        window.close()
    both = children_called(town, *wanted)
    numbers = [child.id for child in both]
    assert [(child.first_name, child.birth_year) for child in both] == [
        ("ليلى", 2019),
        ("سامي", 2021),
    ]
    with reading(town.engine)() as session:
        for child in both:
            wishes = session.execute(
                select(Wish.rank, Offer.title, Wish.block_id.is_(None))
                .join(Offer, Offer.id == Wish.offer_id)
                .where(Wish.child_id == child.id)
                .order_by(Wish.rank)
            ).all()
            assert [tuple(wish) for wish in wishes] == [
                (rank, title, rank != 2)
                for rank, title in enumerate(wanted[child.first_name], start=1)
            ]
        needs = session.scalars(select(ChildNeed).where(ChildNeed.child_id.in_(numbers))).all()
        assert [(need.child_id, need.code) for need in needs] == [(numbers[0], "food")]
        link = session.scalars(select(Link).where(Link.child_a_id.in_(numbers))).one()
        assert {link.child_a_id, link.child_b_id} == set(numbers)
        assert (link.strict, link.agreed_at is None) == (True, False)


def test_at_most_twelve_things_have_to_be_filled_in(town: Site) -> None:
    """What the site refuses to do without, page by page, for a first child."""
    browser = town.browser()
    filled: dict[str, list[dict[str, str]]] = {
        "kind": [{}, {"first_name": "ليلى", "birth_year": "2019"}],
        "bereiken": [{}, {"role": "parent", "channel": "phone"}, {"phone": "0470 00 00 00"}],
        "waar": [{}],
        "wanneer": [{}, {"when": "altijd"}],
    }
    demanded = []
    for path, tries in filled.items():
        given: dict[str, str] = {}
        for fields in tries:
            given |= fields
            answer = send(browser, path, **given)
            demanded += [name for name, _said in errors_in(answer.text)]
        assert answer.status_code == 302
    offers = offers_on(browser.get(f"{ASK}/wensen").text)
    rest: list[tuple[str, dict[str, Any]]] = [
        ("wensen", {}), ("wensen", {"offers": offers}), ("volgorde", {}),
        ("volgorde", {"max_places": "1"}), ("hulp", {}), ("samen", {}), ("nakijken", {}),
    ]  # fmt: skip
    for path, chosen in rest:
        answer = send(browser, path, **chosen)
        demanded += [name for name, _said in errors_in(answer.text)]
    assert answer.location == f"{ASK}/klaar"
    print(f"{len(demanded)} required fields: {demanded}")
    assert len(demanded) <= MOST_REQUIRED
    assert len(set(demanded)) == len(demanded)


def test_broken_off_after_three_pages_and_gone_on_elsewhere(chromium: Browser, town: Site) -> None:
    with phone(chromium) as context:
        parent = Parent(context.new_page())
        to_the_first_question(parent, town)
        say_who(parent, "نور", "2019")
        say_how_to_be_reached(parent)
        say_from_where(parent)
        code = parent.page.inner_text(".keep .code")
    with phone(chromium) as context:
        parent = Parent(context.new_page())
        parent.open(f"{town.app.config['TEST_ADDRESS']}{HOME}")
        parent.enter(f'main a[href="{ASK}"]')
        parent.enter(f'main a[href="{ASK}/verder"]')
        parent.type("#code", code.lower())
        parent.enter()
        assert parent.page.url.endswith(f"{ASK}/wanneer")
        say_when(parent)
        go_on_from_the_wishes(parent, "نور")
    (child,) = children_called(town, "نور")
    assert (child.birth_year, child.travel_mode, child.lat is None) == (
        2019,
        TravelMode.TRANSIT,
        False,
    )


def test_who_presses_twice_on_a_slow_line_asks_once(chromium: Browser, town: Site) -> None:
    with phone(chromium) as context:
        parent = Parent(context.new_page())
        to_the_first_question(parent, town)
        say_who(parent, "سلمى", "2019")
        say_how_to_be_reached(parent)
        say_from_where(parent)
        parent.choose("when", "altijd")
        parent.enter()
        put_in_order(parent, choose_wishes(parent))
        parent.enter(ON)
        parent.enter(ON)
        parent.reach(SEND)
        page, pressed = parent.page, list[Route]()

        def lose_the_first(route: Route) -> None:
            pressed.append(route)
            if len(pressed) > 1:
                route.continue_()

        page.route("**/nakijken", lose_the_first)
        page.keyboard.press("Enter")
        while not pressed:
            page.wait_for_timeout(20)
        kept = context.cookies()
        pressed[0].fetch()  # it is heard and done, but the browser never gets the answer,
        context.clear_cookies()  # nor what it would keep of it
        home = town.app.config["TEST_ADDRESS"]
        context.add_cookies(
            [{"name": each["name"], "value": each["value"], "url": home} for each in kept]
        )
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("سلمى", timeout=PATIENCE_MILLISECONDS)
        expect(page.locator(".receipt")).to_have_count(1)
        expect(page.locator(".receipt .big")).to_have_text(re.compile(r"^\w{5} \w{5}$"))
        assert len(pressed) == 2
    assert len(children_called(town, "سلمى")) == 1
