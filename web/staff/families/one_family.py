"""One child and who brings it up: all that is kept, and all that can be done."""

from __future__ import annotations

from flask import render_template

from models.enums import Phase
from web.guarding import season as this_season
from web.staff.families import about_child
from web.staff.families.linking import LinkForm
from web.staff.families.naming import CHANNELS, MESSAGES, ORIGINS, ROLES
from web.staff.families.opening import closed_page, is_closed, this_child
from web.staff.naming import TRAVEL, language_names


def family(municipality: str, season: str, child: int) -> str:  # noqa: ARG001  (as above)
    """The page, for who opened it."""
    row = this_child(child)
    if is_closed(row):
        return closed_page(row)
    contacts, siblings = about_child.contacts_of(row), about_child.siblings_of(row)
    return render_template(
        "staff/families/family.html",
        child=row,
        contacts=contacts,
        siblings=siblings,
        wishes=about_child.wishes_of(row),
        needs=about_child.needs_of(row),
        windows=about_child.windows_of(row),
        people=about_child.people_of(row),
        places=about_child.places_of(row),
        refusals=about_child.refusals_of(row),
        waits=about_child.waits_of(row),
        links=about_child.links_of(row, siblings),
        messages=about_child.messages_to(contacts),
        link_form=LinkForm(),
        can_change=this_season().phase in {Phase.WISHES_OPEN, Phase.CLOSED},
        is_known=this_season().phase in {Phase.PUBLISHED, Phase.RUNNING, Phase.ARCHIVED},
        roles=ROLES,
        channels=CHANNELS,
        origins=ORIGINS,
        kinds=MESSAGES,
        travel=TRAVEL,
        languages=language_names(),
    )
