from __future__ import annotations

import pytest
from sqlalchemy import select

from models import AuditEntry, Group, GroupTutor, OfferBlock, Place
from models.enums import PlaceStatus
from tests.web.board.board_of import BASE, Board, frozen, put_board, text_of
from tests.web.site import Site
from tests.web.summer import put_summer
from tests.web.town import OTHER


@pytest.fixture
def board(site: Site) -> Board:
    return put_board(site)


def out(board: Board, group: int) -> dict[str, str]:
    """A child goes out of a group."""
    child = str(board.in_group(group))
    return {"soort": "kind", "id": child, "van": str(group), "naar": "uit", "stempel": board.stamp}


def test_a_child_goes_out_by_form_and_it_is_pinned_and_undone_and_redone(board: Board) -> None:
    browser, group = board.site.browser("planner"), board.groups[0]
    sent, before = out(board, group), board.rows()
    form = browser.get(f"{board.path}/zet?soort=kind&id={sent['id']}&van={group}")
    assert 'name="naar" value="uit"' in form.text
    answer = browser.post(f"{board.path}/zet", **sent)
    assert (answer.status_code, answer.location) == (302, board.path)
    after = board.rows()
    assert board.new_pins() == [(False, None, int(sent["id"]))]
    held = select(Place.id).where(Place.group_id == group, Place.child_id == int(sent["id"]))
    assert board.all(held) == []
    page = browser.get(board.path).text
    assert "Gedaan, en vastgezet." in page
    assert "Draai terug: kind verplaatst" in page
    browser.post(f"{board.path}/terug", stempel=board.stamp)
    assert board.rows() == before
    assert "Doe opnieuw: kind verplaatst" in browser.get(board.path).text
    browser.post(f"{board.path}/opnieuw", stempel=board.stamp)
    assert board.rows() == after
    verbs = select(AuditEntry.verb).order_by(AuditEntry.id.desc()).limit(3)
    assert [verb for (verb,) in board.all(verbs)] == [
        "redo_on_board",
        "undo_on_board",
        "move_on_board",
    ]


def test_a_refused_move_names_the_rule_and_changes_nothing(board: Board) -> None:
    browser, (first, second, *_) = board.site.browser("planner"), board.groups
    child = board.in_group(first)
    before = board.rows()
    sent = {"soort": "kind", "id": str(child), "van": str(first), "naar": str(second)}
    answer = browser.post(f"{board.path}/zet", **sent, stempel=board.stamp)
    assert answer.status_code == 422
    assert "vroeg niet naar" in text_of(answer.text)
    assert board.rows() == before


def test_who_comes_second_is_told_and_overwrites_nothing(board: Board) -> None:
    browser, (first, second, *_) = board.site.browser("planner"), board.groups
    old, later = out(board, first), out(board, second)
    assert browser.post(f"{board.path}/zet", **old).status_code == 302
    before = board.rows()
    answer = board.site.browser("coordinator").post(f"{board.path}/zet", **later)
    assert answer.status_code == 422
    assert "Planner heeft dit intussen gewijzigd" in text_of(answer.text)
    assert board.rows() == before


def test_nobody_undoes_the_move_of_a_colleague(board: Board) -> None:
    board.site.browser("planner").post(f"{board.path}/zet", **out(board, board.groups[0]))
    before, colleague = board.rows(), board.site.browser("coordinator")
    colleague.post(f"{board.path}/terug", stempel=board.stamp)
    assert "De laatste wijziging op dit bord is van een collega." in colleague.get(board.path).text
    assert board.rows() == before


def test_nothing_to_undo_is_said(board: Board) -> None:
    browser = board.site.browser("planner")
    for way in ("terug", "opnieuw"):
        browser.post(f"{board.path}/{way}", stempel=board.stamp)
        assert "Er is hier niets (meer)" in browser.get(board.path).text


def test_a_target_has_to_be_chosen(board: Board) -> None:
    sent = out(board, board.groups[0]) | {"naar": ""}
    answer = board.site.browser("planner").post(f"{board.path}/zet", **sent)
    assert (answer.status_code, "Kies waar het naartoe gaat." in answer.text) == (422, True)


@pytest.mark.parametrize("target", ["onzin", "1-2-3", "-", "12-lead"])
def test_a_target_that_cannot_be_is_not_there(board: Board, target: str) -> None:
    sent = out(board, board.groups[0]) | {"naar": target}
    assert board.site.browser("planner").post(f"{board.path}/zet", **sent).status_code == 404


def test_dragging_gets_targets_reasons_and_then_what_changed(board: Board) -> None:
    browser, group = board.site.browser("planner"), board.groups[0]
    sent = out(board, group)
    told = browser.get(f"{board.path}/mag?soort=kind&id={sent['id']}&van={group}").json
    assert told is not None
    assert [goal["target"] for goal in told["targets"]][-1] == "uit"
    assert told["targets"][-1]["host"] == "out-kind"
    assert "vroeg" in told["otherwise"]
    token = browser.token()
    headers = {"X-CSRFToken": token, "X-Requested-With": "fetch"}
    answer = browser.client.post(f"{board.path}/zet", data=sent, headers=headers)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["groups"] == [group]
    assert answer.json["stamp"] == int(board.stamp)
    assert f'id="group-{group}"' in answer.json["pieces"][0]["html"]
    assert f'data-id="{sent["id"]}"' in answer.json["beside"]
    assert "Draai terug: kind verplaatst" in answer.json["bar"]
    again = browser.client.post(f"{board.path}/zet", data=sent, headers=headers)
    assert (again.status_code, list(again.json or {})) == (409, ["said"])


def test_a_tutor_leaves_and_joins_again(board: Board) -> None:
    browser, group = board.site.browser("planner"), board.groups[0]
    tutor = board.tutor_of(group)
    role = board.all(
        select(GroupTutor.role).where(GroupTutor.group_id == group, GroupTutor.tutor_id == tutor)
    )[0][0]
    sent = {"soort": "begeleider", "id": str(tutor)}
    browser.post(f"{board.path}/zet", **sent, van=str(group), naar="uit", stempel=board.stamp)
    assert "begeleider te weinig" in browser.get(board.path).text
    told = browser.get(f"{board.path}/mag?soort=begeleider&id={tutor}").json
    assert told is not None
    assert [goal["target"] for goal in told["targets"]] == [f"{group}-{role.value}"]
    target = told["targets"][0]["target"]
    browser.post(f"{board.path}/zet", **sent, naar=target, stempel=board.stamp)
    team = select(GroupTutor.tutor_id).where(GroupTutor.group_id == group)
    assert (tutor,) in board.all(team)
    assert board.new_pins() == [(True, tutor, None)]


def test_a_group_opens_and_closes(board: Board) -> None:
    browser = board.site.browser("planner")
    offered = select(OfferBlock.offer_id).where(OfferBlock.season_id == board.summer.season)
    offer, told = 0, None
    for offer in sorted({number for (number,) in board.all(offered)}):
        told = browser.get(f"{board.path}/mag?soort=aanbod&id={offer}").json
        assert told is not None
        if told["targets"]:
            break
    assert told is not None
    assert f'value="{offer}"' in browser.get(f"{board.path}/nieuw").text
    before = set(board.groups)
    sent = {"soort": "aanbod", "id": str(offer), "naar": told["targets"][0]["target"]}
    browser.post(f"{board.path}/zet", **sent, stempel=board.stamp)
    (new,) = set(board.groups) - before
    page = browser.get(board.path).text
    assert "onder minimum" in page
    assert f'id="group-{new}"' in browser.get(f"{board.path}?let=minimum").text
    answer = browser.post(f"{board.path}/groep/{new}/sluiten", stempel=board.stamp)
    assert (answer.status_code, set(board.groups)) == (302, before)
    assert board.new_pins() == [(False, None, None)]


def test_closing_with_an_old_page_is_refused(board: Board) -> None:
    group = board.groups[0]
    browser = board.site.browser("planner")
    answer = browser.post(f"{board.path}/groep/{group}/sluiten", stempel="1")
    assert (answer.status_code, group in board.groups) == (422, True)


def test_a_frozen_version_is_not_moved(board: Board) -> None:
    sent = out(board, board.groups[0])
    frozen(board)
    before = board.rows()
    answer = board.site.browser("planner").post(f"{board.path}/zet", **sent)
    assert answer.status_code == 422
    assert "ligt vast" in answer.text
    assert board.rows() == before


def test_nobody_moves_what_is_of_another_municipality(board: Board) -> None:
    other = put_summer(
        board.site.engine, board.site.town, at=board.site.clock.at, municipality="aalst"
    )
    there = Board(board.site, other)
    before = board.rows()
    browser, group = board.site.browser("planner"), there.groups[0]
    own = board.groups[0]
    stamps = {"stempel": board.stamp}
    theirs = str(there.in_group(group))
    foreign = [
        out(there, group),
        {"soort": "kind", "id": theirs, "naar": str(own)},
        {"soort": "kind", "id": str(board.in_group(own)), "van": str(own), "naar": str(group)},
        {"soort": "begeleider", "id": str(there.tutor_of(group)), "naar": f"{own}-lead"},
        {"soort": "groep", "id": str(group), "naar": "1-1"},
    ]
    for sent in foreign:
        answer = browser.post(f"{board.path}/zet", **(sent | stamps))
        assert (sent, answer.status_code) == (sent, 404)
    for path in (f"{BASE}/versies/{other.version}/bord/zet", there.path.replace("gent", "aalst")):
        assert browser.post(path, **(out(there, group))).status_code in {404, 405}
    assert browser.post(f"{board.path}/groep/{group}/sluiten", **stamps).status_code == 404
    assert board.rows() == before


@pytest.mark.parametrize("who", ["desk", "organiser", "reader"])
def test_others_of_the_town_move_nothing(board: Board, who: str) -> None:
    before = board.rows()
    browser = board.site.browser(who)
    answers = [
        browser.post(f"{board.path}/zet", **out(board, board.groups[0])),
        browser.post(f"{board.path}/terug", stempel=board.stamp),
        browser.post(f"{board.path}/opnieuw", stempel=board.stamp),
        browser.post(f"{board.path}/rest", minuten="1"),
        browser.post(f"{board.path}/rest/{board.summer.run}/bewaren", naam="x"),
        browser.post(f"{BASE}/vastgezet", version="1"),
    ]
    assert [answer.status_code for answer in answers] == [403] * len(answers)
    assert board.site.browser(OTHER).post(f"{board.path}/terug").status_code == 404
    assert board.rows() == before


def test_seats_are_counted_whatever_is_moved(board: Board) -> None:
    browser = board.site.browser("planner")
    for group in board.groups[:2]:
        browser.post(f"{board.path}/zet", **out(board, group))
    counts = board.all(select(Group.id, Group.children_held).order_by(Group.id))
    held = select(Place.group_id).where(Place.status == PlaceStatus.HELD)
    seated = [group for (group,) in board.all(held)]
    assert counts == [(group, seated.count(group)) for group, _ in counts]
