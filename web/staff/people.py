"""Who works for a municipality, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import render_template
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from models import Account, Membership
from models.enums import StaffRole
from web.database import reading
from web.guarding import municipality as this_municipality

ROLES: Final[Mapping[StaffRole, Any]] = {
    StaffRole.COORDINATOR: _("Coördinator"),
    StaffRole.PLANNER: _("Planner"),
    StaffRole.DESK: _("Loket of brugfiguur"),
    StaffRole.ORGANISER: _("Organisator"),
    StaffRole.READER: _("Lezer"),
}
"""What each role is called."""

EXPLAINED: Final[Mapping[StaffRole, Any]] = {
    StaffRole.COORDINATOR: _("kan alles, en nodigt collega’s uit"),
    StaffRole.PLANNER: _("maakt aanbod, kalender en planning"),
    StaffRole.DESK: _("geeft gezinnen in en zoekt ze op"),
    StaffRole.ORGANISER: _("ziet en wijzigt alleen het eigen aanbod"),
    StaffRole.READER: _("leest mee, wijzigt niets"),
}
"""What each role is for, in a few words."""


def people(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """Everybody who works here, with their roles; for coordinators."""
    roles: dict[int, list[StaffRole]] = {}
    accounts: dict[int, Account] = {}
    for account, role in reading().execute(
        select(Account, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.municipality_id == this_municipality().id)
        .order_by(Account.name, Account.email)
    ):
        accounts[account.id] = account
        roles.setdefault(account.id, []).append(role)
    ordered = {number: [ROLES[r] for r in StaffRole if r in roles[number]] for number in accounts}
    return render_template("staff/people.html", accounts=accounts.values(), roles=ordered)
