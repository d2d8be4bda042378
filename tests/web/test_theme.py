from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.web.site import Site
from web.theme import DEFAULT, contrast, theme_of

PART = st.integers(0, 255)
PAPER = (0xFD, 0xEE, 0xDE)
WHITE = (255, 255, 255)


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@given(PART, PART, PART)
def test_every_accent_can_be_read_on_paper_and_under_white(r: int, g: int, b: int) -> None:
    theme = theme_of(f"#{r:02x}{g:02x}{b:02x}")
    for colour in theme:
        assert contrast(rgb(colour), PAPER) >= 4.5
        assert contrast(rgb(colour), WHITE) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert (theme_of("#0b6e4f").accent, theme_of(DEFAULT).accent) == ("#0b6e4f", DEFAULT)


def test_what_is_no_colour_gives_ours() -> None:
    assert theme_of("#}</style>").accent == DEFAULT


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast((0, 0, 0), WHITE), 2) == 21
    assert round(contrast((0x76, 0x76, 0x76), WHITE), 2) == 4.54


def test_a_municipality_has_its_own_accent(site: Site) -> None:
    browser = site.browser()
    assert ":root{--accent:#0b6e4f;" in browser.get("/gent/").text
    assert f":root{{--accent:{DEFAULT};" in browser.get("/").text
