"""One colleague: what they may do, and whether they can sign in."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Account, Membership, MembershipOrganiser
from scheduler.accounts.members import disable_account, enable_account, set_roles
from scheduler.rights.refusal import Refusal
from web.clock import now
from web.database import reading, writing
from web.guarding import municipality as this_municipality
from web.staff.here import me
from web.staff.people import EXPLAINED
from web.staff.settings.inviting import RolesForm


def member(municipality: str, account: int) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Show somebody's roles, and change them."""
    found, there = _member(account)
    form = RolesForm(data=_data(there))
    form.offer_choices()
    if not form.is_submitted():
        return _page(form, found)
    if form.validate():
        roles, organiser_ids = form.chosen()
        try:
            set_roles(
                writing(),
                actor=me().actor,
                municipality_id=this_municipality().id,
                account_id=found.id,
                roles=roles,
                organiser_ids=organiser_ids,
                now=now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("De rollen zijn bewaard."))
            return _to_people()
    return _page(form, found), 422


def member_state(municipality: str, account: int) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Let somebody sign in no more, or again."""
    found, there = _member(account)
    form = RolesForm(formdata=None, data=_data(there))
    form.offer_choices()
    enables = request.form.get("state") == "on"
    verb = enable_account if enables else disable_account
    try:
        verb(
            writing(),
            actor=me().actor,
            municipality_id=this_municipality().id,
            account_id=found.id,
            now=now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, found), 422
    if enables:
        flash(gettext("Deze collega kan zich weer aanmelden."))
    else:
        flash(gettext("Deze collega kan zich niet meer aanmelden."))
    return _to_people()


def _member(number: int) -> tuple[Account, list[Membership]]:
    """Somebody who works here, and as what."""
    there = list(
        reading().scalars(
            select(Membership).where(
                Membership.municipality_id == this_municipality().id,
                Membership.account_id == number,
            )
        )
    )
    if not there:
        abort(404)
    return reading().get_one(Account, number), there


def _data(there: list[Membership]) -> dict[str, list[str]]:
    organisers = reading().scalars(
        select(MembershipOrganiser.organiser_id).where(
            MembershipOrganiser.membership_id.in_([each.id for each in there])
        )
    )
    return {
        "roles": [each.role.value for each in there],
        "organisers": [str(number) for number in organisers],
    }


def _to_people() -> Response:
    return redirect(url_for("staff.people", municipality=this_municipality().slug))


def _page(form: RolesForm, found: Account) -> str:
    return render_template(
        "staff/settings/member.html",
        form=form,
        member=found,
        is_me=found.id == me().id,
        explained=EXPLAINED,
        can_enter=found.password_hash is not None or found.oidc_subject is not None,
    )
