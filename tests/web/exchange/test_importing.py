from __future__ import annotations

import pytest
from sqlalchemy import func, select, update

from models import AuditEntry, Child, Room
from models.database import reading, writing
from models.enums import Phase
from tests.web.exchange.desk import HERE, Desk
from tests.web.queries import counted


def larger(desk: Desk) -> str:
    code, capacity = desk.room()
    return f"room_id,capacity\n{code},{capacity + 3}\n"


def test_a_file_is_looked_at_first_then_brought_in_and_undone(desk: Desk) -> None:
    planner = desk.site.browser("planner")
    code, capacity = desk.room()
    answer = desk.send(planner, larger(desk))
    assert answer.status_code == 303
    page = planner.get(answer.location)
    assert f'<del><span class="govuk-visually-hidden">was </span>{capacity}</del>' in page.text
    assert (desk.room(), desk.waiting()) == ((code, capacity), 1)
    done = desk.confirm(planner, page)
    assert (done.status_code, done.location) == (303, f"{HERE}/bestanden")
    assert (desk.room(), desk.waiting()) == ((code, capacity + 3), 0)
    after = planner.get(done.location)
    assert "Ingelezen: 0 nieuw, 1 gewijzigd, 0 weg." in after.text
    assert "Ongedaan maken: inlezen" in after.text
    undone = planner.post(f"{HERE}/ongedaan-maken", part="import", change=str(desk.changes()[-1]))
    assert (undone.status_code, undone.location) == (303, f"{HERE}/bestanden")
    assert desk.room() == (code, capacity)


def test_somebody_else_cannot_see_or_use_the_file(desk: Desk) -> None:
    planner, coordinator = desk.site.browser("planner"), desk.site.browser("coordinator")
    address = desk.send(planner, larger(desk)).location
    page = planner.get(address)
    before = desk.room()
    other = coordinator.get(address)
    assert "Dat bestand is er niet meer." in other.text
    assert desk.confirm(coordinator, page).status_code == 303
    assert coordinator.get(address.replace("zomer-2028", "zomer-2027")).status_code == 200
    assert desk.room() == before


def test_a_file_is_gone_after_an_hour(desk: Desk) -> None:
    planner = desk.site.browser("planner")
    address = desk.send(planner, larger(desk)).location
    page = planner.get(address)
    desk.site.clock.wait(minutes=30)
    assert "Wat er zou veranderen" in planner.get(address).text
    desk.site.clock.wait(minutes=30)
    before = desk.room()
    assert desk.confirm(planner, page).location == f"{HERE}/bestanden"
    assert "Dat bestand is er niet meer." in planner.get(address).text
    assert (desk.room(), desk.waiting()) == (before, 0)


def test_a_file_is_thrown_away(desk: Desk) -> None:
    planner = desk.site.browser("planner")
    address = desk.send(planner, larger(desk)).location
    token = address.partition("bestand=")[2]
    planner.post(f"{HERE}/bestanden/weg", bestand=token)
    assert desk.waiting() == 0
    assert "Er is niets veranderd." in planner.get(f"{HERE}/bestanden").text


def test_where_the_season_changed_since_it_is_looked_at_again(desk: Desk) -> None:
    planner = desk.site.browser("planner")
    answer = desk.send(planner, larger(desk))
    page = planner.get(answer.location)
    code, capacity = desk.room()
    with writing(desk.site.engine).begin() as session:
        session.execute(
            update(Room).where(Room.season_id == desk.season, Room.code == code).values(capacity=99)
        )
    done = desk.confirm(planner, page)
    assert done.location == answer.location
    again = planner.get(done.location)
    assert "De zomer is intussen gewijzigd." in again.text
    assert "</span>99</del>" in again.text
    assert desk.room() == (code, 99)
    assert desk.confirm(planner, again).location == f"{HERE}/bestanden"
    assert desk.room() == (code, capacity + 3)


def test_errors_are_told_by_row_and_nothing_can_be_brought_in(desk: Desk) -> None:
    planner = desk.site.browser("planner")
    code, _ = before = desk.room()
    page = planner.get(desk.send(planner, f"room_id,capacity\n{code},veel\n").location)
    assert "rooms.csv, rij 2, kolom capacity" in page.text
    assert "Lees dit in" not in page.text
    desk.confirm(planner, page, digest="0" * 64)
    assert desk.room() == before


@pytest.mark.parametrize(
    ("fields", "told"),
    [({"tables": []}, "Kies minstens één tabel."), ({"file": ""}, "Kies een bestand.")],
)
def test_what_is_missing_is_told_at_the_form(desk: Desk, fields: dict[str, str], told: str) -> None:
    answer = desk.send(desk.site.browser("planner"), "x", **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert desk.waiting() == 0


def test_strange_files_are_told_about(desk: Desk) -> None:
    planner = desk.site.browser("planner")
    for name, text in (
        ("foto.xlsx", "PK\x03\x04niets"),
        ("alles.zip", "geen zip"),
        ("../../etc/passwd", "a,b\n1,2\n"),
        ("rooms.csv", ""),
    ):
        page = planner.get(desk.send(planner, text, name=name).location)
        assert page.status_code == 200
        assert "Lees dit in" not in page.text


CHILD = "pupil_id,name,birth_year\nK99,Lou,2019\n"


def test_coordinators_bring_in_children_until_there_is_a_plan(desk: Desk) -> None:
    coordinator = desk.site.browser("coordinator")
    assert 'name="children"' not in coordinator.get(f"{HERE}/bestanden").text  # planned
    desk.enter(Phase.CLOSED)
    assert 'name="children"' in coordinator.get(f"{HERE}/bestanden").text
    assert 'name="children"' not in desk.site.browser("planner").get(f"{HERE}/bestanden").text
    answer = desk.send(coordinator, CHILD, name="pupils.csv", tables=[], children="y")
    desk.confirm(coordinator, coordinator.get(answer.location))
    with reading(desk.site.engine)() as session:
        found = session.scalars(select(Child.first_name).where(Child.ref == "K99"))
        assert found.all() == ["Lou"]
    assert desk.changes() == []  # nothing of it can be undone


def test_planners_cannot_send_children_by_naming_the_field(desk: Desk) -> None:
    desk.enter(Phase.CLOSED)
    planner = desk.site.browser("planner")
    answer = desk.send(planner, CHILD, name="pupils.csv", children="y")
    page = planner.get(answer.location)
    assert "Niet gekozen, dus niet ingelezen:" in page.text
    assert "K99" not in page.text


def test_the_audit_has_one_line(desk: Desk) -> None:
    planner = desk.site.browser("planner")
    page = planner.get(desk.send(planner, larger(desk)).location)
    last = select(func.max(AuditEntry.id))
    with reading(desk.site.engine)() as session:
        before = session.scalar(last) or 0
    desk.confirm(planner, page)
    with reading(desk.site.engine)() as session:
        found = session.execute(
            select(AuditEntry.verb, AuditEntry.actor_id).where(AuditEntry.id > before)
        ).all()
    assert [tuple(each) for each in found] == [
        ("import_tables", desk.site.town.accounts["planner"])
    ]


def test_previews_ask_the_database_as_much_for_a_large_file_as_for_a_small_one(
    desk: Desk,
) -> None:
    planner = desk.site.browser("planner")
    numbers = []
    for rows in (1, 80):
        lines = "".join(f"L{n},Plein {n},51.05,3.72\n" for n in range(rows))
        address = desk.send(
            planner, f"location_id,name,lat,lon\n{lines}", name="locations.csv"
        ).location
        with counted(desk.site) as asked:
            assert planner.get(address).status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
