"""A request on paper and one on the web with the same content are the same rows (R13)."""

from __future__ import annotations

from typing import Any, Final

import pytest
from sqlalchemy import func, or_, select

from data.dataset import Dataset
from data.season_rows import dataset_of
from models import (
    AvailabilityWindow,
    Block,
    Child,
    ChildContact,
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
from models.enums import RequestOrigin
from scheduler.rights import account
from scheduler.season.links import agree_link
from tests.web.families.people import ask, child, number_of, open_wishes
from tests.web.family_asking.wizard import ASK, publish, send, walk
from tests.web.site import Site

RANDOM: Final = frozenset({"id", "ref", "link_code", "child_id", "child_a_id", "contact_id"})
"""Numbers of rows, and what is drawn for each child."""
NOT_COMPARED: Final = RANDOM | {"origin"}
PARTS: Final = (ChildContact, ChildNeed, AvailabilityWindow, Wish, EmergencyContact)

LEAST: Final = "least"
ALL: Final = "all"


def by_web(site: Site, how: str, friend: str) -> int:
    """Ask question by question, as a family does; the child's number."""
    browser = site.browser()
    if how == LEAST:
        walk(site, browser)
    else:
        first, second = (number_of(site, Offer, code=code) for code in ("O1", "O2"))
        walk(
            site,
            browser,
            upto="volgorde",
            kind={"first_name": "Élise", "birth_year": "2017"},
            bereiken={
                "role": "guardian",
                "channel": "letter",
                "email": "",
                "name": "An",
                "phone": "0470 00 00 00",
                "address": "Zonstraat 1, 9000 Gent",
                "language": "ar",
            },
            waar={"postcode": "9000", "travel_mode": "foot", "max_travel_min": "25"},
            wanneer={"when": "aangeduid", "free": ["2027-07-05-vm", "2027-07-12-nm"]},
            wensen={"offers": [str(first), str(second)]},
        )
        assert (
            send(
                browser,
                "volgorde",
                rank_0="2",
                rank_1="1",
                block_0=str(number_of(site, Block, code="B1")),
                location_1=str(number_of(site, Location, code="L1")),
                max_places="3",
            ).status_code
            == 302
        )
        helps = {
            "needs": ["food", "small_group"],
            "name_1": "Oma",
            "phone_1": "0471 00 00 00",
            "own_words": "fietsen",
            "says_yes": "ja",
        }
        assert send(browser, "hulp", **helps).status_code == 302
        assert send(browser, "samen", code_1=friend, strict_1="samen").status_code == 302
    answer = send(browser, "nakijken")
    assert (answer.status_code, answer.location) == (302, f"{ASK}/klaar")
    return newest(site)


def on_paper(site: Site, how: str, friend: str) -> int:
    """What the desk types from a form that says the same; the child's number."""
    desk = site.browser("desk")
    if how == LEAST:
        return ask(site, desk, email="ouder@voorbeeld.example")
    first, second = (str(number_of(site, Offer, code=code)) for code in ("O1", "O2"))
    return ask(
        site,
        desk,
        **{
            "first_name": "Élise",
            "birth_year": "2017",
            "role": "guardian",
            "channel": "letter",
            "email": "",
            "name": "An",
            "phone": "0470 00 00 00",
            "address": "Zonstraat 1, 9000 Gent",
            "language": "ar",
            "home": "9000",
            "travel_mode": "foot",
            "max_travel_min": "25",
            "when": "aangeduid",
            "free": ["2027-07-05-vm", "2027-07-12-nm"],
            "wishes-0-offer": first,
            "wishes-0-block": str(number_of(site, Block, code="B1")),
            "wishes-0-rank": "2",
            "wishes-1-offer": second,
            "wishes-1-location": str(number_of(site, Location, code="L1")),
            "wishes-1-rank": "1",
            "max_places": "3",
            "needs": ["food", "small_group"],
            "emergency-0-name": "Oma",
            "emergency-0-phone": "0471 00 00 00",
            "own_words": "fietsen",
            "says_yes": "ja",
            "companions-0-code": friend,
            "companions-0-strict": "samen",
        },
    )


def newest(site: Site) -> int:
    with reading(site.engine)() as session:
        return session.scalars(select(func.max(Child.id))).one() or 0


def rows_of(site: Site, number: int) -> dict[str, list[dict[str, Any]]]:
    """All that was written for a child, by table, but for what is random and where it came from."""
    with reading(site.engine)() as session:
        whose = select(ChildContact.contact_id).where(ChildContact.child_id == number)
        found: dict[Any, Any] = {
            Child: Child.id == number,
            Contact: Contact.id.in_(whose),
            Link: or_(Link.child_a_id == number, Link.child_b_id == number),
            **{model: model.child_id == number for model in PARTS},
        }
        return {
            model.__tablename__: [
                {
                    column.key: getattr(row, column.key)
                    for column in model.__table__.columns
                    if column.key not in NOT_COMPARED
                }
                for row in session.scalars(select(model).where(which).order_by(model.id))
            ]
            for model, which in found.items()
        }


def dataset_with(site: Site, number: int) -> tuple[Dataset, str]:
    """The dataset that is planned, and all of it as a text in which the child has no name.

    The links of the child count, as they do once the other family agreed.
    """
    with writing(site.engine).begin() as session:
        for link in session.scalars(select(Link).where(Link.child_a_id == number)).all():
            agree_link(
                session,
                actor=account(site.town.accounts["desk"]),
                season_id=site.town.season,
                child_id=link.child_b_id,
                link_id=link.id,
                now=site.clock.at,
            )
    with reading(site.engine)() as session:
        made = dataset_of(session, season_id=site.town.season)
        ref = session.get_one(Child, number).ref
    return made, repr(made).replace(ref, "the child")


def leave(site: Site, number: int) -> None:
    with writing(site.engine).begin() as session:
        session.get_one(Child, number).withdrawn_at = site.clock.at


@pytest.mark.parametrize("how", [LEAST, ALL])
@pytest.mark.parametrize("first", [RequestOrigin.WEB, RequestOrigin.PAPER])
def test_paper_and_web_are_the_same_rows_with_the_same_chance(
    site: Site, how: str, first: RequestOrigin
) -> None:
    open_wishes(site)
    publish(site, "O2")
    friend = child(site, ask(site, site.browser("desk"), first_name="Noah")).link_code or ""
    ways = [(RequestOrigin.WEB, by_web), (RequestOrigin.PAPER, on_paper)]
    found = []
    for origin, way in sorted(ways, key=lambda each: each[0] is not first):
        number = way(site, how, friend)
        assert child(site, number).origin is origin
        rows = rows_of(site, number)
        dataset, told = dataset_with(site, number)
        found.append((rows, dataset, told))
        leave(site, number)
    assert found[0][0] == found[1][0]
    assert found[0][2] == found[1][2]
    # All of it was there to compare, and the id is all that differs.
    full = how == ALL
    assert [len(rows) for rows in found[0][0].values()] == (
        [1, 1, 1, 1, 2, 2, 2, 1] if full else [1, 1, 0, 1, 0, 0, 1, 0]
    )
    one, other = (dataset.pupils for _rows, dataset, _told in found)
    assert len(one) == len(other) == 2
    assert len(found[0][1].links) == (1 if full else 0)
    assert {each.pupil_id for each in one} != {each.pupil_id for each in other}


def test_both_are_told_the_same(site: Site) -> None:
    open_wishes(site)
    publish(site, "O2")
    friend = child(site, ask(site, site.browser("desk"), first_name="Noah")).link_code or ""
    by_web(site, ALL, friend)
    on_paper(site, ALL, friend)
    with reading(site.engine)() as session:
        messages = session.scalars(select(Message).order_by(Message.id)).all()
        sent = [(each.kind, each.channel, each.subject, each.language) for each in messages[1:]]
    assert len(sent) == 2
    assert sent[0] == sent[1]
