"""Whatever is sent in whatever order: no answer is an error of ours, and no request is half."""

from __future__ import annotations

from itertools import count as count_from
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from models import Child, ChildContact, Contact, Message, RequestDraft, Wish
from models.database import reading
from models.enums import Channel
from tests.web.family_asking.wizard import ASK, PAGES, count, form_of, least, walk
from tests.web.site import Browser, Site

WORDS: Final = (
    "", "0", "1", "-1", "2018", "99999999999999999999", "²", "٣", "nan", "inf", "1e400", "51.05",
    "3.72", "altijd", "aangeduid", "samen", "liefst", "ja", "parent", "mail", "phone", "letter",
    "a@b.example", "9000", "2027-07-05-vm", "up-0", "down-1", "again-0", "away-0", "up-²",
    "step_free",
    "\x00", "🌞", "' OR 1=1 --",
    "<script>", "{{ 7 }}", "a" * 5000,
)  # fmt: skip
TEXTS: Final = st.sampled_from(WORDS) | st.text(max_size=30)
MORE_PATHS: Final = ("verder", "stop", "nog-een-kind", "klaar")


@st.composite
def posts(draw: st.DrawFn) -> list[tuple[str, bool, dict[str, str]]]:
    """Pages in any order: which, whether with good values, and what is sent instead of some."""
    found = []
    for _ in range(draw(st.integers(1, 8))):
        path = draw(st.sampled_from((*PAGES, *MORE_PATHS)))
        names = st.sampled_from((
            "version", "first_name", "birth_year", "role", "channel", "email", "phone", "address",
            "language", "name", "street", "number", "postcode", "lat", "lon", "forget",
            "travel_mode", "max_travel_min", "when", "free", "offers", "rank_0", "rank_1",
            "block_0", "location_0", "max_places", "move", "needs", "name_1", "phone_1",
            "own_words", "says_yes", "code_1", "strict_1", "code_2", "sibling_1", "code", "erase",
        ))  # fmt: skip
        found.append((path, draw(st.booleans()), draw(st.dictionaries(names, TEXTS, max_size=4))))
    return found


def whole(site: Site) -> None:
    """Every child has a contact, a wish and a receipt; no contact is without a child."""
    with reading(site.engine)() as session:

        def numbers(column: Any) -> set[Any]:
            return set(session.scalars(select(column)))

        children = numbers(Child.id)
        assert children == numbers(ChildContact.child_id) == numbers(Wish.child_id)
        assert numbers(Contact.id) == numbers(ChildContact.contact_id)
        told = session.scalar(select(func.count()).select_from(Message)) or 0
        sent = [row for row in session.scalars(select(RequestDraft.answers)) if "sent" in row]
        assert len(sent) <= len(children)
        by_letter = session.scalar(
            select(func.count()).select_from(Contact).where(Contact.channel == Channel.LETTER)
        )
        assert told >= len(children) - (by_letter or 0)


def post(browser: Browser, site: Site, path: str, good: bool, odd: dict[str, str]) -> int:
    page = browser.get(f"{ASK}/{path}")
    assert page.status_code < 500
    values = form_of(page.text).found
    if "csrf_token" not in values:
        values["csrf_token"] = browser.token()
    if good:
        for name, value in least(site).get(path, {}).items():
            values.setlist(name, value if isinstance(value, list) else [value])
    for name, value in odd.items():
        values[name] = value
    return browser.client.post(f"{ASK}/{path}", data=values).status_code


def test_any_values_in_any_order(open_site: Site) -> None:
    turn = count_from(1)

    @settings(
        max_examples=50,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.integers(0, len(PAGES) - 1), posts())
    def run(begun: int, sequence: list[tuple[str, bool, dict[str, str]]]) -> None:
        browser = open_site.browser()
        address = f"10.0.{next(turn)}.1"  # limits are by address: each sequence has its own
        browser.client.environ_base["REMOTE_ADDR"] = address
        walk(open_site, browser, upto=PAGES[begun])
        for path, good, odd in sequence:
            status = post(browser, open_site, path, good, odd)
            assert status in {302, 405, 422, 429}, (path, odd, status)
        whole(open_site)

    run()
    assert count(open_site, Child) > 0
