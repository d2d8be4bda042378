"""The board in a real browser: by mouse, by keyboard and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.web.board.board_of import BASE, Board, put_board
from tests.web.browser.visitor import Visitor, visiting
from tests.web.site import Site


@pytest.fixture
def board(served: Site) -> Board:
    return put_board(served)


@pytest.mark.parametrize("width", [320, 1200])
def test_every_page_is_clean_and_fits(chromium: Browser, board: Board, width: int) -> None:
    group = board.groups[0]
    child, tutor = board.in_group(group), board.tutor_of(group)
    with visiting(chromium, board.site, width=width) as visitor:
        visitor.sign_in("planner")
        for path in (
            board.path,
            f"{board.path}?week=30&let=minimum&zoek=a",
            f"{board.path}/groep/{group}",
            f"{board.path}/groep/{group}/sluiten",
            f"{board.path}/zet?soort=groep&id={group}",
            f"{board.path}/zet?soort=begeleider&id={tutor}&van={group}",
            f"{board.path}/zet?soort=kind&id={child}&van={group}",
            f"{board.path}/nieuw",
            f"{board.path}/rest",
            f"{board.path}/rest/{board.summer.run}",
            f"{BASE}/vastgezet",
        ):
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)
        assert visitor.complaints == []


def lift_a_child(visitor: Visitor, board: Board) -> int:
    """Open the first card and take its first child by keyboard; the number of the child."""
    group = board.groups[0]
    page = visitor.page
    visitor.open(board.path)
    page.focus(f"#group-{group} [data-open]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#opened-name:focus")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_selector(".drop:focus")
    return int(page.get_attribute(".is-lifted", "data-id") or 0)


def test_a_child_is_moved_by_keyboard_alone(chromium: Browser, board: Board) -> None:
    with visiting(chromium, board.site) as visitor:
        visitor.sign_in("planner")
        page = visitor.page
        child = lift_a_child(visitor, board)
        expect(page.locator("[data-status]")).to_contain_text("Opgepakt: ")
        assert (visitor.violations(), visitor.complaints) == ([], [])
        page.keyboard.press("Escape")
        expect(page.locator("[data-status]")).to_have_text("Gestopt: alles blijft zoals het was.")
        expect(page.locator(".drop")).to_have_count(0)
        page.keyboard.press("Enter")
        page.wait_for_selector(".drop:focus")
        page.keyboard.press("ArrowUp")
        while page.get_attribute(".drop:focus", "data-target") != "uit":
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#out-kind [data-id='{child}']")
        expect(page.locator("[data-status]")).to_contain_text("Gedaan, en vastgezet.")
        assert visitor.violations() == []
        assert board.new_pins() == [(False, None, child)]


def test_a_child_is_dragged_and_a_refused_drop_says_why(chromium: Browser, board: Board) -> None:
    with visiting(chromium, board.site) as visitor:
        visitor.sign_in("planner")
        page, group = visitor.page, board.groups[0]
        child = board.in_group(group)
        visitor.open(board.path)
        page.click(f"#group-{group} [data-open]")
        grip = f".opened [data-lift='kind'][data-id='{child}']"
        drag(visitor, grip, f"#group-{board.groups[1]} .piece__title")
        page.wait_for_selector(".board__hand--no")
        expect(page.locator(".board__hand--no p")).to_contain_text("Dit kan niet: ")
        assert board.new_pins() == []
        drag(visitor, grip, "#out-kind-name")
        page.wait_for_selector(f"#out-kind [data-id='{child}']")
        assert board.new_pins() == [(False, None, child)]
        assert visitor.complaints == []


def test_a_group_is_dragged_to_another_room_or_block(chromium: Browser, board: Board) -> None:
    with visiting(chromium, board.site) as visitor:
        visitor.sign_in("planner")
        page = visitor.page
        visitor.open(board.path)
        free = "[id^='cell-'].is-lit > .drop, [id^='cell-'].is-lit > [data-drops] > .drop"
        group = next(each for each in board.groups if lift_group(visitor, each, free))
        spot = page.locator(free).first
        block, room = (int(each) for each in (spot.get_attribute("data-target") or "").split("-"))
        let_go_over(visitor, spot)
        expect(page.locator(".board__hand p")).to_contain_text("Gedaan, en vastgezet.")
        expect(page.locator(f"[id^='cell-{room}-'] #group-{group}")).to_have_count(1)
        assert board.spot_of(group) == (block, room)
        assert len(board.new_pins()) == 1
        assert visitor.complaints == []


def lift_group(visitor: Visitor, group: int, free: str) -> bool:
    """Press on the grip of a group and begin to drag; put it back if it can go nowhere."""
    page, grip = visitor.page, f"#group-{group} [data-lift='groep']"
    page.locator(grip).scroll_into_view_if_needed()
    page.hover(grip)
    page.mouse.down()
    page.mouse.move(5, 300)
    page.wait_for_selector(".board__hand p:has-text('Opgepakt')")
    if page.locator(free).count():
        return True
    page.mouse.up()
    page.keyboard.press("Escape")
    return False


def let_go_over(visitor: Visitor, spot: Locator) -> None:
    """Go there with what is held, and let go."""
    page = visitor.page
    spot.evaluate("one => one.scrollIntoView({block: 'center', inline: 'center'})")
    box = spot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()


def drag(visitor: Visitor, start: str, end: str) -> None:
    """Press, go there once it is known what is allowed, and let go."""
    page = visitor.page
    page.locator(start).scroll_into_view_if_needed()
    page.hover(start)
    page.mouse.down()
    page.mouse.move(5, 300)
    page.wait_for_selector(".board__hand p:has-text('Opgepakt')")
    # In the middle: what says what is picked up lies over the end of the page.
    let_go_over(visitor, page.locator(end))


def test_without_scripts_everything_is_done_by_forms(chromium: Browser, board: Board) -> None:
    with visiting(chromium, board.site, width=390, scripts=False) as visitor:
        visitor.sign_in("planner")
        page, group = visitor.page, board.groups[0]
        child = board.in_group(group)
        visitor.open(board.path)
        page.click(f"#group-{group} [data-open]")
        page.click(f"[data-lift='kind'][data-id='{child}']")
        page.click("label:has-text('Zonder plaats')")
        page.click("main button[type=submit]")
        assert (visitor.path, page.inner_text(".told").startswith("Gedaan")) == (board.path, True)
        page.click("button:has-text('Draai terug')")
        assert page.inner_text(".told") == "Teruggedraaid."
        assert board.new_pins() == []
