"""What fell over once: each of these was an error of ours, on one database or on both."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from models import Child, Contact
from models.database import reading
from tests.hard_knocks.answers import faults_of
from tests.web.families.people import open_wishes
from tests.web.family_entering.homes import Home, come_in, new_home
from tests.web.site import Site
from web.row_numbers import MOST


@pytest.fixture
def home(any_site: Site) -> Home:
    open_wishes(any_site)
    return new_home(any_site)


@pytest.mark.parametrize("number", [MOST, MOST + 1, 2**63, 10**30, "9" * 5000, "0" * 20 + "1"])
def test_a_number_that_no_row_has_is_no_such_page(site: Site, number: object) -> None:
    open_wishes(site)
    browser = come_in(site, new_home(site))
    for path in ("/gent/aanbod/{}", "/gent/mijn/kind/{}/stop", "/gent/mijn/wens/{}/stop"):
        answer = browser.get(path.format(number))
        assert (answer.status_code, faults_of(answer, ())) == (404, [])
    planner = site.browser("planner")
    assert planner.get(f"/werk/gent/zomer-2027/aanbod/{number}").status_code == 404


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/gent/mijn", "code"),
        ("/gent/mijn/nieuwe-link", "email"),
        ("/gent/idee", "words"),
        ("/gent/vragen/kind", "first_name"),
        ("/gent/loting", "code"),
        ("/aanmelden", "email"),
    ],
)
def test_a_file_in_a_field_for_text_is_as_if_nothing_was_sent(
    site: Site, path: str, field: str
) -> None:
    open_wishes(site)
    browser = site.browser()
    sent: dict[str, Any] = {"csrf_token": browser.token(), field: (BytesIO(b"x"), "../x.exe")}
    answer = browser.client.post(path, data=sent)
    assert (answer.status_code, faults_of(answer, ())) in ((422, []), (200, []))


@pytest.mark.parametrize("body", ["[1, 2]", '{"code": 5}', '{"code": {"a": 1}}', "{", "null"])
def test_json_is_no_form(site: Site, body: str) -> None:
    open_wishes(site)
    browser = site.browser()
    for path in ("/gent/mijn", "/gent/idee", "/gent/vragen/kind"):
        token = browser.token()
        answer = browser.client.post(
            path, data=body, content_type="application/json", headers={"X-CSRFToken": token}
        )
        assert (answer.status_code, faults_of(answer, ())) == (422, [])


def test_signs_that_nobody_types_are_left_out_on_every_database(any_site: Site, home: Home) -> None:
    browser = come_in(any_site, home)
    (child,) = home.children
    page = browser.post(
        f"/gent/mijn/gegevens/kind/{child}/verbeteren",
        version="1",
        first_name="No\x00or\x1b",
        birth_year="2018",
        own_words="lezen\x00\r\nen zwemmen",
        **{"emergency-0-name": "O\x00ma", "emergency-0-phone": "0470\x00112233"},
    )
    assert page.status_code == 302
    answer = browser.post(
        "/gent/mijn/gegevens/contact",
        version="1",
        role="parent",
        channel="mail",
        name="\x00",
        email="a\x00b@voorbeeld.example",
        address="Straat\x07 7",
        language="nl",
    )
    assert answer.status_code == 302
    with reading(any_site.engine)() as session:
        row = session.scalars(select(Child)).one()
        who = session.scalars(select(Contact)).one()
    assert (row.first_name, row.own_words) == ("Noor", "lezen\r\nen zwemmen")
    assert (who.name, who.email, who.address) == ("", "ab@voorbeeld.example", "Straat 7")


POSTED: dict[str, dict[str, str]] = {
    "/gent/mijn": {"code": "AB\x00CD"},
    "/gent/mijn/nieuwe-link": {"email": "a\x00@voorbeeld.example"},
    "/gent/idee": {"words": "Een \x00 boomhut"},
    "/gent/vragen/verder": {"code": "\x00" * 10},
    "/gent/vragen/kind": {"first_name": "No\x00or", "birth_year": "2018"},
    "/gent/link/a%00b": {},
    "/gent/link/a%00b/nieuw": {},
    "/gent/loting": {"code": "\x00"},
    "/taal": {"language": "nl\x00", "back": "/\x00"},
}
OPENED = (
    "/gent/aanbod?zoek=%00&plaats=99999999999&week=%00&leeftijd=-1&beeld=%00",
    "/gent/aanbod.json?zoek=%FF%FE&doel=%00",
    "/gent/mijn/kind/1/samen/los?number=%00",
    "/gent/kalender/1-%00.ics",
    "/gent/kalender/99999999999999999999-x.ics",
    "/gent/link/%00",
    "/gent/formulier/%00.pdf",
    "/%00/",
    "/gent/vragen/kind?terug=%00",
)


def test_no_sign_makes_a_database_stumble(any_site: Site, home: Home) -> None:
    family, anyone = come_in(any_site, home), any_site.browser()
    answers = [anyone.post(path, **fields) for path, fields in POSTED.items()]
    answers += [browser.get(path) for path in OPENED for browser in (family, anyone)]
    wrong = [faults_of(answer, ()) for answer in answers]
    assert wrong == [[] for _ in answers]
