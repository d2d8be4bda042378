"""A family that is in, with the numbers of another family in every address and every field."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from models import (
    Base,
    Child,
    Contact,
    Link,
    Place,
    Wish,
)
from models.database import reading
from tests.hard_knocks.forms_found import forms_of, open_rules
from tests.hard_knocks.ground import Ground
from tests.hard_knocks.heard import Heard
from tests.hard_knocks.knocking import Knocks
from tests.hard_knocks.seeding import FAMILY
from tests.web.addresses import address

MODELS: dict[str, type[Any]] = {
    "child": Child,
    "wish": Wish,
    "place": Place,
    "contact": Contact,
    "link": Link,
}


@pytest.fixture(params=["asking", "published"])
def ground(request: pytest.FixtureRequest) -> Ground:
    found: Ground = request.getfixturevalue(request.param)
    return found


def of_others(ground: Ground) -> dict[str, list[int]]:
    """Kind of row → numbers of rows of other families, of here and elsewhere."""
    mine = ground.names["children"]
    with reading(ground.site.engine)() as session:

        def numbers(column: Any, *where: Any) -> list[int]:
            return list(session.scalars(select(column).where(*where).order_by(column)))

        return {
            "child": numbers(Child.id, Child.id.not_in(mine)),
            "wish": numbers(Wish.id, Wish.child_id.not_in(mine)),
            "place": numbers(Place.id, Place.child_id.not_in(mine)),
            "contact": numbers(Contact.id, Contact.id != ground.names["contact"]),
            "link": numbers(Link.id, Link.child_a_id.not_in(mine), Link.child_b_id.not_in(mine)),
        }


def rows_of_others(ground: Ground) -> dict[str, list[tuple[str, ...]]]:
    """Every row about other families' children and contacts."""
    mine = ground.names["children"]
    found = {}
    with reading(ground.site.engine)() as session:
        for table in Base.metadata.sorted_tables:
            if "child_id" in table.c and table.name != "refusal":
                rows = select(table).where(table.c.child_id.not_in(mine))
            elif table.name == "child":
                rows = select(table).where(table.c.id.not_in(mine))
            elif table.name == "contact":
                rows = select(table).where(table.c.id != ground.names["contact"])
            else:
                continue
            found[table.name] = sorted(tuple(map(str, row)) for row in session.execute(rows))
    return found


def test_rows_of_another_family_are_not_there(ground: Ground, heard: Heard) -> None:
    knocks, others = Knocks(ground), of_others(ground)
    wrong = []
    for endpoint, rule in open_rules(ground).items():
        for name in rule.arguments & others.keys():
            for number in _some(others[name]):
                path = address(ground.site.app, rule, {**ground.names, name: number})
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    answer = knocks.send(FAMILY, method, path)
                    if answer.status_code != 404:
                        wrong.append((endpoint, method, answer.status_code))
    assert wrong == []
    assert knocks.changes == 0
    assert knocks.sent > 40
    assert heard.told(ground) == []


def test_numbers_of_another_family_in_forms_change_nothing_of_theirs(
    ground: Ground, heard: Heard
) -> None:
    others = of_others(ground)
    foreign = [str(number) for kind in MODELS for number in _some(others[kind])]
    before = rows_of_others(ground)
    client_rows: list[tuple[str, str]] = []
    sent = 0
    for form in forms_of(ground):
        if form.who != FAMILY or form.method != "POST" or form.endpoint == "family.erase":
            continue
        plain = {name: each.sent or each.options[:1] for name, each in form.fields.items()}
        tries = [{**plain, name: foreign} for name in _holding_numbers(plain)]
        tries += [{**plain, **dict.fromkeys((*MODELS, "id", "number"), foreign)}]
        tries += [{**plain, **{f"rank-{number}": ["1"] for number in others["wish"][:3]}}]
        tries += [{**plain, **{f"{kind}_id": foreign for kind in MODELS}}]
        for fields in tries:
            answer = ground.client(FAMILY).post(form.path, data=fields)
            sent += 1
            client_rows += _wrong(ground, form.endpoint, answer)
            answer.close()
            if ground.has_changed():
                assert rows_of_others(ground) == before, form.endpoint
                ground.restore()
    ground.forget_tries()
    assert client_rows == []
    assert sent > 40
    assert heard.told(ground) == []


def test_a_link_of_others_is_neither_agreed_nor_ended(asking: Ground) -> None:
    knocks = Knocks(asking)
    for number in of_others(asking)["link"]:
        for child in asking.names["children"]:
            for what in ("akkoord", "los"):
                path = f"/gent/mijn/kind/{child}/samen/{what}"
                sent = {"number": str(number)}
                answer = knocks.send(FAMILY, "POST", path, data=sent)
                assert answer.status_code == 404
                answer = knocks.send(FAMILY, "GET", path, query_string=sent)
                assert answer.status_code in {404, 405}
    assert knocks.sent > 0
    assert knocks.changes == 0


def test_who_asked_is_the_only_one_who_sees_the_receipt(asking: Ground) -> None:
    assert "Noor" in asking.client("asked").get("/gent/vragen/klaar").text
    for who in asking.walkers.keys() - {"asked"}:
        answer = asking.client(who).get("/gent/vragen/klaar")
        assert "Noor" not in answer.text, who
    assert asking.client(FAMILY).get("/aalst/mijn/overzicht").location == "/aalst/mijn"


def _wrong(ground: Ground, endpoint: str, answer: Any) -> list[tuple[str, str]]:
    said = [(endpoint, text) for text in ground.secrets[FAMILY] if text.encode() in answer.data]
    return [*said, (endpoint, str(answer.status_code))] if answer.status_code >= 500 else said


def _some(numbers: list[int]) -> list[int]:
    """The first of them and the last."""
    return [*dict.fromkeys((*numbers[:1], *numbers[-1:]))]


def _holding_numbers(fields: dict[str, list[str]]) -> list[str]:
    return [
        name
        for name, values in fields.items()
        if name != "version" and any(value.isdigit() for value in values)
    ]
