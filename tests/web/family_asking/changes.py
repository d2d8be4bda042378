"""A family with a full request, and browsers in which it changes that."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models import (
    AvailabilityWindow,
    Child,
    ChildNeed,
    EmergencyContact,
    Link,
    Season,
    Wish,
)
from models.database import reading, writing
from models.enums import LinkKind
from scheduler.rights import contact
from scheduler.season.links import link_children
from scheduler.season.points import rounded
from tests.web.family_asking.wizard import (
    ASK,
    publish,
)
from tests.web.family_entering.homes import Home, come_in, new_home
from tests.web.site import Browser, Site

MINE = "/gent/mijn"
OVERVIEW = f"{MINE}/overzicht"
CHECK = f"{ASK}/nakijken"
OF_A_CHILD = (Wish, ChildNeed, EmergencyContact, AvailabilityWindow)


def full_home(site: Site) -> Home:
    """A family with a full request for Noor, and less of one for Sam."""
    found = new_home(site, names=("Noor", "Sam"))
    noor, sam = found.children
    offer = publish(site, "O2")
    with writing(site.engine).begin() as session:
        season = session.get_one(Season, session.get_one(Child, noor).season_id)
        child = session.get_one(Child, noor)
        child.lat, child.lon = rounded(51.05, 3.72)
        child.max_travel_min = 40
        child.own_words, child.says_yes, child.max_places = "zwemmen\nen fietsen", True, 2
        place: dict[str, Any] = {
            "municipality_id": season.municipality_id,
            "season_id": season.id,
            "child_id": noor,
        }
        session.add(Wish(**place, rank=2, offer_id=offer))
        session.add(ChildNeed(**place, code="extra_adult"))
        for number in range(3):
            session.add(EmergencyContact(**place, name=f"Oma {number}", phone=f"0470 0{number}"))
        session.add(
            AvailabilityWindow(
                **place, first_day=season.first_day, last_day=season.last_day, start_min=480
            )
        )
        link_children(
            session,
            actor=contact(found.contact),
            season_id=season.id,
            child_id=noor,
            code=session.get_one(Child, sam).link_code or "",
            kind=LinkKind.SAME_GROUP,
            strict=False,
            now=site.clock.at,
        )
    return found


def begin(site: Site, home: Home, child: int | None = None) -> Browser:
    """A browser in which the family changes what it asked for a child."""
    browser = come_in(site, home)
    start(browser, child or home.children[0])
    return browser


def start(browser: Browser, child: int) -> None:
    answer = browser.post(f"{MINE}/kind/{child}/wijzig")
    assert (answer.status_code, answer.location) == (302, CHECK)


def rows_of(site: Site, child: int) -> list[Any]:
    """Every row of a request, without numbers that only say when it was written."""
    with reading(site.engine)() as session:
        row = session.get_one(Child, child)
        found: list[Any] = [
            {
                column.key: getattr(row, column.key)
                for column in Child.__table__.columns
                if column.key not in {"version", "requests_changed_at"}
            }
        ]
        for model in OF_A_CHILD:
            names = [column.key for column in model.__table__.columns if column.key != "id"]
            mine = select(model).where(model.child_id == child).order_by(model.id)
            found.append(
                [tuple(getattr(row, name) for name in names) for row in session.scalars(mine)]
            )
        links = session.scalars(select(Link).order_by(Link.id))
        found.append([(row.child_a_id, row.child_b_id, row.agreed_at) for row in links])
        return found


def by_rank(found: list[Any]) -> list[Any]:
    """The same, whatever the order in which wishes and needs were written."""
    return [found[0], *(sorted(rows, key=repr) for rows in found[1:3]), *found[3:]]


def differences(page: str) -> str:
    return page.partition('class="changes__list"')[2].partition("</dl>")[0]
