from __future__ import annotations

from sqlalchemy import select, update

from models import Room
from models.database import writing
from scheduler.rights import account
from scheduler.season.changing import remembered
from tests.web.exchange.desk import HERE, Desk

BAR = f"{HERE}/bestanden"


def widen(desk: Desk, who: str, capacity: int, part: str = "import") -> int:
    """A change that somebody made; its number."""
    with (
        writing(desk.site.engine).begin() as session,
        remembered(
            session,
            actor=account(desk.site.town.accounts[who]),
            season_id=desk.season,
            part=part,
            what="edit_room",
            now=desk.site.clock.at,
        ),
    ):
        first = select(Room.id).where(Room.season_id == desk.season).order_by(Room.id).limit(1)
        session.execute(
            update(Room).where(Room.id == session.scalar(first)).values(capacity=capacity)
        )
    return desk.changes()[-1]


def test_the_bar_shows_what_can_be_undone_and_done_again(desk: Desk) -> None:
    planner = desk.site.browser("planner")
    _, before = desk.room()
    assert 'class="undo"' not in planner.get(BAR).text
    change = str(widen(desk, "planner", 91))
    assert "Ongedaan maken: lokaal aanpassen" in planner.get(BAR).text
    planner.post(f"{HERE}/ongedaan-maken", part="import", change=change)
    page = planner.get(BAR).text
    assert "Ongedaan gemaakt: lokaal aanpassen." in page
    assert "Opnieuw doen: lokaal aanpassen" in page
    assert desk.room()[1] == before
    planner.post(f"{HERE}/opnieuw-doen", part="import", change=change)
    assert "Opnieuw gedaan: lokaal aanpassen." in planner.get(BAR).text
    assert desk.room()[1] == 91


def test_each_sees_only_their_own_of_that_part(desk: Desk) -> None:
    widen(desk, "planner", 91, part="sites")
    widen(desk, "coordinator", 92)
    assert 'class="undo"' not in desk.site.browser("planner").get(BAR).text


def test_what_somebody_changed_since_is_told(desk: Desk) -> None:
    planner = desk.site.browser("planner")
    change = str(widen(desk, "planner", 91))
    widen(desk, "coordinator", 92)
    answer = planner.post(f"{HERE}/ongedaan-maken", part="import", change=change)
    assert answer.status_code == 303
    assert "iemand heeft dit intussen opnieuw gewijzigd" in planner.get(BAR).text
    assert desk.room()[1] == 92


def test_it_goes_back_to_the_page_of_its_part_and_nowhere_else(desk: Desk) -> None:
    planner = desk.site.browser("planner")
    change = str(widen(desk, "planner", 91, part="sites"))
    answer = planner.post(f"{HERE}/ongedaan-maken", part="sites", change=change)
    assert answer.location == f"{HERE}/locaties/"
    for fields in (
        {"part": "https://elders.example", "change": change},
        {"part": "sites", "change": "x"},
        {"part": "sites"},
    ):
        assert planner.post(f"{HERE}/opnieuw-doen", **fields).status_code == 404


def test_another_season_and_other_roles_undo_nothing(desk: Desk) -> None:
    change = str(widen(desk, "planner", 91))
    planner = desk.site.browser("planner")
    planner.post("/werk/gent/zomer-2027/ongedaan-maken", part="import", change=change)
    organiser = desk.site.browser("organiser")
    organiser.post(f"{HERE}/ongedaan-maken", part="import", change=change)
    assert "Dat mag je niet doen." in organiser.get(f"{HERE}/").text
    for who, status in (("desk", 403), ("reader", 403), ("of another municipality", 404)):
        answer = desk.site.browser(who).post(f"{HERE}/ongedaan-maken", part="import", change=change)
        assert answer.status_code == status
    assert desk.room()[1] == 91
