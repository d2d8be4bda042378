"""Who of the municipality looked at the family's data, or did something with it."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select

from models import Account, Contact, Membership
from scheduler.season.kept import looks_at
from web.database import reading
from web.family.data.naming import DEEDS, SOMETHING, STAFF
from web.family_in import this_family
from web.guarding import municipality as this_municipality


def who_looked(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """Day, who with what role, and what: newest first."""
    looks = looks_at(reading(), reading().get_one(Contact, this_family().contact_id))
    who = {look.account_id for look in looks}
    names = dict(
        reading().execute(select(Account.id, Account.name).where(Account.id.in_(who))).all()
    )
    roles: dict[int, list[str]] = {}
    for account, role in reading().execute(
        select(Membership.account_id, Membership.role)
        .where(
            Membership.municipality_id == this_municipality().id,
            Membership.account_id.in_(who),
        )
        .order_by(Membership.id)
    ):
        roles.setdefault(account, []).append(str(STAFF[role]))
    return render_template(
        "family/data/looked.html",
        looks=looks,
        names=names,
        roles=roles,
        deeds=DEEDS,
        something=SOMETHING,
    )
