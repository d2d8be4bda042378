"""The way in by a link of a family."""

from __future__ import annotations

from typing import Final

from scheduler.season.ways_in import claim_link, link_is_good, send_new_link
from web.by_link.entering import Answer, LinkPages
from web.by_link.trying import FAMILIES
from web.family_in import enter_family

_PAGES: Final = LinkPages(
    tries=FAMILIES,
    home="family.standing",
    templates="family/entering",
    is_good=link_is_good,
    claim=claim_link,
    send_new=send_new_link,
    enter=enter_family,
)


def link(municipality: str, token: str) -> Answer:  # noqa: ARG001  (the guard looked it up)
    """One button, which uses the link up; for a link that is over, one that asks for another."""
    return _PAGES.open(token)


def link_again(municipality: str, token: str) -> Answer:  # noqa: ARG001  (the guard looked it up)
    """Mail a new link to whom an older one was for; the answer is the same for any link."""
    return _PAGES.ask_again(token)


def new_link(municipality: str) -> Answer:  # noqa: ARG001  (the guard looked it up)
    """Mail a new link to this address; the answer never tells whether it is known."""
    return _PAGES.ask("new_link")
