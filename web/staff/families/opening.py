"""Who may see a family now: who said, in the last hour, that they look at it.

That is written down first, so that the family can see who looked (R16).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import and_, or_, select
from werkzeug.wrappers import Response

from models import AuditEntry, Child, ChildContact, Contact
from models.enums import ActorKind
from scheduler.season.looking import SEEN, look_at_family
from web import limits
from web.clock import now
from web.database import reading, writing
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.local_addresses import local_address
from web.staff.here import me

OPEN_FOR: Final = timedelta(hours=1)
OPENING: Final = "240 per hour"


def this_child(number: int) -> Child:
    """A child of this season; who is another's is not there (404)."""
    found = (
        reading()
        .scalars(select(Child).where(Child.season_id == this_season().id, Child.id == number))
        .one_or_none()
    )
    if found is None:
        abort(404)
    return found


def this_contact(child: Child, number: int) -> Contact:
    """A contact of this child; who is another's is not there (404)."""
    found = (
        reading()
        .scalars(
            select(Contact)
            .join(ChildContact, ChildContact.contact_id == Contact.id)
            .where(ChildContact.child_id == child.id, Contact.id == number)
        )
        .one_or_none()
    )
    if found is None:
        abort(404)
    return found


def is_closed(child: Child) -> bool:
    """Whether who asks for a page has yet to say that they look at this child's family.

    What was just typed is never lost to this: only asking for a page can be too late.
    """
    if request.method != "GET":
        return False
    mine = select(ChildContact.contact_id).where(ChildContact.child_id == child.id)
    seen = reading().scalar(
        select(AuditEntry.id)
        .where(
            AuditEntry.municipality_id == this_municipality().id,
            AuditEntry.actor_kind == ActorKind.ACCOUNT,
            AuditEntry.actor_id == me().id,
            AuditEntry.at > now() - OPEN_FOR,
            # Who saw a name on a list has not said that they look at the family.
            AuditEntry.verb != SEEN,
            or_(
                and_(AuditEntry.subject_kind == "child", AuditEntry.subject_id == child.id),
                and_(AuditEntry.subject_kind == "contact", AuditEntry.subject_id.in_(mine)),
            ),
        )
        .limit(1)
    )
    return seen is None


def closed_page(child: Child) -> str:
    """A page that says what opening means, with a button."""
    return render_template("staff/families/closed.html", child=child, back=request.path)


def open_family(municipality: str, season: str, child: int) -> Response:  # noqa: ARG001
    """Write down who looks, and go on to the page that was asked for."""
    limits.count(OPENING, "families", str(me().id))
    row = this_child(child)
    look_at_family(
        writing(), actor=me().actor, season_id=this_season().id, child_id=row.id, now=now()
    )
    return redirect(local_address(request.form.get("back", ""), family_page(child)))


def family_page(child: int, *, endpoint: str = "staff.family") -> str:
    """The address of a family's page, or of another page about that child."""
    return url_for(
        endpoint, municipality=this_municipality().slug, season=this_season().slug, child=child
    )
